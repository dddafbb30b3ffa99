import io

import pytest

from api.contacts.formats.detect import FileFormat, detect, read_rows
from api.contacts.formats.rows import ImportedRow, ProblemCode, RowProblem


def read(content: bytes | str) -> tuple[FileFormat, list[ImportedRow], list[RowProblem]]:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = detect(source).format
    items = list(read_rows(source, found))
    rows = [item for item in items if isinstance(item, ImportedRow)]
    return found, rows, [item for item in items if isinstance(item, RowProblem)]


CARDS = """BEGIN:VCARD
VERSION:3.0
N:Lindgren;Maya;Eva;Dr.;PhD
FN:Dr. Maya Lindgren
ORG:Pennine University\\, Leeds;Health
TITLE:Lecturer in
  health data
EMAIL;TYPE=WORK:maya@example.org
item1.EMAIL;TYPE=HOME:m2@example.org
TEL;TYPE=CELL:+44 20 7946 0958
TEL;VALUE=uri:tel:+44-20-7946-0959
X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/Maya-Lindgren/
X-SOCIALPROFILE;type=twitter:https://social.example.org/maya
URL:https\\://example.org/maya
CATEGORIES:health,ward\\, acute
NOTE:one\\ntwo\\, three\\; four \\\\n
ADR;TYPE=WORK:;;1 Road;Leeds;;LS1;United Kingdom
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAAAAAA
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Pe=C3=B1a;Jos=C3=A9;;;
FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Jos=E9 Pe=F1a
NOTE;ENCODING=QUOTED-PRINTABLE:a long =
line and=0D=0Aanother
TEL;CELL;VOICE:020 7946 0958
EMAIL;INTERNET:jose@example.org
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Sam van der Okonkwo
EMAIL;PREF=1:sam@example.org
ORG:"Brightline"
END:VCARD
"""


def test_vcards_of_three_versions() -> None:
    file_format, rows, problems = read(CARDS)
    assert (file_format, problems) == (FileFormat.vcard, [])
    maya, jose, sam = rows
    assert (maya.first_name, maya.last_name) == ("Maya Eva", "Lindgren")
    assert maya.full_name == "Dr. Maya Lindgren"
    assert (maya.employer, maya.role) == ("Pennine University, Leeds", "Lecturer in health data")
    assert maya.emails == ("maya@example.org", "m2@example.org")
    assert maya.phones == ("+44 20 7946 0958", "+44-20-7946-0959")
    assert maya.urls == (
        "https://www.linkedin.com/in/maya-lindgren",
        "https://example.org/maya",
    )
    assert maya.tags == ("health", "ward, acute")
    assert maya.notes == "one\ntwo, three; four \\n"
    assert maya.country == "GB"
    assert "PHOTO" not in maya.raw
    assert (jose.first_name, jose.last_name, jose.full_name) == ("José", "Peña", "José Peña")
    assert jose.notes == "a long line and\nanother"
    assert (jose.phones, jose.emails) == (("020 7946 0958",), ("jose@example.org",))
    assert (sam.first_name, sam.last_name) == ("Sam", "van der Okonkwo")
    assert [row.number for row in rows] == [1, 2, 3]


def test_a_broken_card_does_not_stop_the_others() -> None:
    _, rows, problems = read(
        "BEGIN:VCARD\nFN:Ana Peña\nEMAIL:not an address\nthis is no line\n;;;:\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Never Ended\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nORG:Acme\nFN:Acme\nEND:VCARD\n"
        "stray line\nEND:VCARD\n"
        "BEGIN:VCARD\nKIND:group\nFN:Friends\nEND:VCARD\n"
        "BEGIN:VCARD\nEMAIL:x@example.org\nEND:VCARD\n"
        f"BEGIN:VCARD\nFN:Big\nNOTE:{'x' * 210_000}\nEND:VCARD\n"
        "begin:vcard\nfn:Bo Li\nAGENT:\nBEGIN:VCARD\nFN:Inner One\nEND:VCARD\nend:vcard\n"
        "BEGIN:VCARD\nFN:Cut Off\n"
    )
    assert [row.full_name for row in rows] == ["Ana Peña", "Bo Li"]
    assert [(p.number, p.code, p.row_kept) for p in problems] == [
        (1, ProblemCode.bad_email, True),
        (2, ProblemCode.broken_card, False),
        (3, ProblemCode.not_a_person, False),
        (4, ProblemCode.not_a_person, False),
        (5, ProblemCode.no_name, False),
        (6, ProblemCode.broken_card, False),
        (8, ProblemCode.broken_card, False),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_vcards_in_other_encodings(encoding: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:José Peña\r\nEND:VCARD\r\n"
    assert read(text.encode(encoding))[1][0].full_name == "José Peña"
