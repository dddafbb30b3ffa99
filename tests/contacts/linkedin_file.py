"""Makes files as LinkedIn exports them, with every wart seen in real ones; all people invented."""

import csv
import io
import random
import zipfile
from dataclasses import dataclass

HEADER = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]

NOTE = (
    '"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their connections "
    "to see or download their email address using this setting "
    'https://www.linkedin.com/psettings/privacy/email."'
)

FIRST = [
    "Maya",
    "Ewan",
    "Fatima",
    "Jonas",
    "Ingrid",
    "Callum",
    "Noor",
    "Helen",
    "Grace",
    "Lukas",
    "Ana",
    "Ben",
    "Priya",
    "Sam",
    "Oliver",
    "Mei",
    "Peter",
    "Dana",
    "Victor",
    "Susan",
    "Imran",
    "Tom",
    "Karen",
    "Neil",
    "Aisha",
    "Gwen",
    "Hugo",
    "Leah",
    "Martin",
    "Rosa",
    "Deepak",
    "Ines",
    "Paul",
    "Bea",
    "George",
    "Jean",
    "Yusuf",
    "Kofi",
    "José",
    "Zoë",
    "Łukasz",
    "Søren",
    "Chloé",
    "Jürgen",
    "Márta",
    "Renée",
    "Anaïs",
]
LAST = [
    "Lindgren",
    "Ross",
    "Keller",
    "Sorensen",
    "Reid",
    "Haddad",
    "Marsh",
    "Obi",
    "Brandt",
    "Ferreira",
    "Adeyemi",
    "Nair",
    "Okonkwo",
    "Stead",
    "Tanaka",
    "Hallam",
    "Brooks",
    "Hale",
    "Pike",
    "Qureshi",
    "Whitaker",
    "Doyle",
    "Fraser",
    "Malik",
    "Parry",
    "Petit",
    "Stone",
    "Cole",
    "Blanco",
    "Rao",
    "Duarte",
    "Venter",
    "Lawson",
    "Amis",
    "Holt",
    "Demir",
    "Mensah",
    "Peña",
    "Müller",
    "O'Brien",
    "García",
    "Åkesson",
    "Nuñez",
    "Fløe",
    "Çelik",
    "Weiß",
]
COMPANIES = [
    "Aire Health Data",
    "Calder Analytics, Inc.",
    "Hollin Labs",
    "Openward GmbH & Co. KG",
    "Brightline Health, Ltd",
    'The "Old" Mill',
    "Pennine University",
    "St Brannock Hospital",
    "Marlow Devices S.p.A.",
    "County Public Health",
    "Société Générale d'Essais",
    "",
]
POSITIONS = [
    "Data Analyst",
    "Head of Analytics, EMEA",
    "Clinical Informatics Manager",
    "Ward Nurse",
    "Founder & CEO",
    "Software Engineer II",
    "Lecturer in Health Data",
    "HR Business Partner",
    "Consultant",
    "Étudiante en médecine",
    "",
]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Made:
    """A made file and what is in it."""

    content: bytes
    rows: int
    people: int
    nameless: int
    with_email: int


def preamble_lines(count: int) -> list[str]:
    """The first `count` of: Notes, the explanation, blank lines, as over the years."""
    return ["Notes:", NOTE, "", "", "Exported for you", ""][:count]


def linkedin_file(
    rows: int = 3000,
    *,
    seed: int = 1,
    preamble: int = 3,
    encoding: str = "utf-8",
    duplicates: float = 0.02,
    with_url: bool = True,
    line_end: str = "\r\n",
) -> Made:
    """`rows` rows, of which a share repeats people before them (same profile, or same address).

    About a fifth have an e-mail address (at example.org), one in a hundred has no name (a member
    who left), companies have commas and quotes. With `encoding` "cp1252" names that it cannot
    spell are left out of the draw. The same arguments make the same bytes.
    """
    draw = random.Random(seed)
    first_names = [name for name in FIRST if _spelled(name, encoding)]
    last_names = [name for name in LAST if _spelled(name, encoding)]
    out = io.StringIO()
    for line in preamble_lines(preamble):
        out.write(line + line_end)
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(HEADER if with_url else [name for name in HEADER if name != "URL"])
    made: list[list[str]] = []
    people = nameless = with_email = 0
    for number in range(rows):
        if made and draw.random() < duplicates:
            row = list(draw.choice(made))
            row[5] = draw.choice(POSITIONS)
        else:
            row = _person(draw, number, first_names, last_names)
            if row[0]:
                people += 1
                made.append(row)
        nameless += not row[0]
        with_email += bool(row[3])
        writer.writerow(row if with_url else row[:2] + row[3:])
    content = out.getvalue().encode(encoding)
    return Made(content, rows, people, nameless, with_email)


def export_zip(connections: bytes, folder: str = "Basic_LinkedInDataExport_03-12-2025/") -> bytes:
    """LinkedIn's archive around a `Connections.csv`, with some of its other files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{folder}Profile.csv", "First Name,Last Name\nNora,Haas\n")
        archive.writestr(f"{folder}Connections.csv", connections)
        archive.writestr(f"{folder}messages.csv", "CONVERSATION ID,FROM\n")
    return out.getvalue()


def _person(draw: random.Random, number: int, first: list[str], last: list[str]) -> list[str]:
    day = f"{draw.randint(1, 28):02} {draw.choice(MONTHS)} {draw.randint(2009, 2025)}"
    if draw.random() < 0.01:
        return ["", "", "", "", "", "", day]
    given, family = draw.choice(first), draw.choice(last)
    slug = f"{given}-{family}-{number:x}".lower().replace("'", "")
    email = f"person{number}@example.org" if draw.random() < 0.2 else ""
    company, position = draw.choice(COMPANIES), draw.choice(POSITIONS)
    if draw.random() < 0.05:
        family += draw.choice([", PhD", " MBA", " (she/her)"])
    url = f"https://www.linkedin.com/in/{slug}"
    return [given, family, url, email, company, position, day]


def _spelled(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
