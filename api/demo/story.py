"""Who is in Nora's story, and what happened when: days before today, as SCREENS.md section 6 has them."""

from typing import Final, Literal

import msgspec

from api.threads.templates import reason_said

Result = Literal[
    "yes",
    "met",
    "scheduled",
    "scheduling",
    "cancelled",
    "later",
    "referred",
    "declined",
    "silent",
    "waiting",
    "followed",
    "identified",
    "researched",
    "drafted",
    "parked",
    "none",
]


class Cast(msgspec.Struct, frozen=True):
    """One person of the story. `asked` and `held` are days before today; `why` is Nora's own
    sentence about what made her think of them."""

    name: str
    role: str
    employer: str
    source: str
    asked: int | None
    result: Result
    held: int | None
    introduced_by: str | None
    why: str = ""
    email: bool = False


class Talk(msgspec.Struct, frozen=True):
    """What was heard in a talk; `thanks_after` in hours, None while it is still to be written."""

    medium: Literal["in_person", "phone", "video"]
    heard: tuple[str, ...]
    thanks_after: float | None
    names: tuple[str, ...] = ()


PRESENT: Final = "Northgate Hospital"

CAST: Final = (
    Cast("Ana Ferreira", "Data lead", "Aire Health Data", "alumni", 150, "yes", 141, None, "We were in the same year at college, and she went from physiotherapy to data.", True),
    Cast("Ben Adeyemi", "Clinical informatics manager", "Northern Public Health Board", "referral", 128, "yes", 119, "Ana Ferreira", "Ana says that he speaks ward and table both.", True),
    Cast("Priya Nair", "Senior analyst", "Calder Analytics", "referral", 158, "yes", 149, "Peter Hallam", "Peter says that she remembers what beginners find hard."),
    Cast("Grace Obi", "Nurse informatician", "St Brannock Hospital", "association", 112, "yes", 101, None, "She spoke at the nursing forum about tables that nobody reads.", True),
    Cast("Lukas Brandt", "Product manager", "Openward", "event", None, "met", 88, None, "He answered my question at the meetup better than the speaker."),
    Cast("Helen Marsh", "Head of analytics", "County Public Health", "referral", 84, "yes", 72, "Ben Adeyemi", "Ben says that she hires people who ask what a number means.", True),
    Cast("Sam Okonkwo", "Analyst, former physio", "Brightline Health", "referral", 66, "yes", 58, "Priya Nair", "He left the clinic two years before I want to."),
    Cast("Maya Lindgren", "Lecturer in health data", "Pennine University", "cold", 49, "yes", 38, None, "Her article on ward data in the spring nursing letter.", True),
    Cast("Ewan Ross", "Clinical informatics analyst", "Northern Public Health Board", "referral", 14, "yes", 0, "Helen Marsh", "Helen says that he does the job I think I want.", True),
    Cast("Fatima El Idrissi", "Data manager", "Hollin Labs", "referral", 9, "scheduled", None, "Sam Okonkwo", "Sam says that she has sat on both sides of the degree question.", True),
    Cast("Jonas Keller", "Analyst", "Openward", "referral", 6, "scheduling", None, "Lukas Brandt", "Lukas says that he builds what the wards then use."),
    Cast("Claire Dunmore", "Quality analyst", "St Brannock Hospital", "linkedin", 40, "cancelled", None, None, "She was a ward sister before she counted falls."),
    Cast("Oliver Stead", "Chief information officer", "St Brannock Hospital", "cold", 76, "later", None, None, "His talk about what a hospital should stop counting."),
    Cast("Mei Tanaka", "Data scientist", "Hollin Labs", "linkedin", 33, "later", None, None, "Her notes on night discharges."),
    Cast("Peter Hallam", "Director", "Calder Analytics", "alumni", 165, "referred", None, None, "He gave the alumni evening talk."),
    Cast("Dana Brooks", "People analytics", "Brightline Health", "cold", 90, "referred", None, None, "She wrote about rotas as data."),
    Cast("Victor Hale", "Founder", "Openward", "cold", 120, "declined", None, None, "He built the tool our ward uses."),
    Cast("Susan Pike", "Auditor", "Regional Audit Office", "alumni", 70, "declined", None, None, "She audits the numbers that I send upstairs."),
    Cast("Imran Qureshi", "Consultant", "Calder Analytics", "linkedin", 27, "declined", None, None, "He trained as a nurse."),
    Cast("Tom Whitaker", "Data engineer", "Aire Health Data", "linkedin", 155, "silent", None, None, "He builds the pipes that Ana uses."),
    Cast("Karen Doyle", "Registrar", "Hollin Labs", "cold", 160, "silent", None, None, "Her register is the one that everybody cites."),
    Cast("Neil Fraser", "Programme manager", "County Public Health", "cold", 135, "silent", None, None, "He ran the winter-pressure programme."),
    Cast("Aisha Malik", "BI developer", "Brightline Health", "linkedin", 110, "silent", None, None, "She draws the night shift as a dashboard."),
    Cast("Gwen Parry", "Epidemiologist", "County Public Health", "alumni", 105, "silent", None, None, "We shared a corridor in halls."),
    Cast("Hugo Petit", "Data scientist", "Marlow Devices", "cold", 92, "silent", None, None, "His talk on pumps that report their own faults."),
    Cast("Leah Stone", "Analyst", "Marlow Devices", "linkedin", 80, "silent", None, None, "She moved from the labs to analysis."),
    Cast("Martin Cole", "Delivery manager", "Calder Analytics", "referral", 62, "silent", None, "Priya Nair", "Priya says that he knows how projects really end."),
    Cast("Rosa Blanco", "Standards officer", "Health Records Forum", "association", 55, "silent", None, None, "She explains definitions as if they mattered."),
    Cast("Deepak Rao", "Data architect", "Marlow Devices", "cold", 30, "silent", None, None, "His drawing of where a ward's numbers go."),
    Cast("Ingrid Sorensen", "Data steward", "Health Records Forum", "association", 1, "waiting", None, None, "We met briefly at the Forum.", True),
    Cast("Callum Reid", "Junior analyst", "Aire Health Data", "alumni", 4, "waiting", None, None, "He started a year ago, so he still remembers.", True),
    Cast("Noor Haddad", "Reporting analyst", "Brightline Health", "linkedin", 10, "followed", None, None, "She reports what I record."),
    Cast("Ines Duarte", "Workforce analyst", "Brightline Health", "referral", None, "identified", None, "Dana Brooks", "Dana says that she would know about rotas."),
    Cast("Paul Venter", "Analyst", "Northern Public Health Board", "referral", None, "drafted", None, "Ewan Ross", "Ewan says that he owns the definitions."),
    Cast("Bea Lawson", "Public-health registrar", "County Public Health", "alumni", None, "researched", None, None, "She went from the ward to public health."),
    Cast("George Amis", "Recruiter", "Fieldway", "event", None, "parked", None, None, "He collects cards; perhaps later."),
    Cast("Jean Holt", "Ward manager", PRESENT, "known", None, "none", None, None),
    Cast("Mark Tunstall", "Friend, teacher", "Kirkby School", "known", None, "none", None, None),
    Cast("Yusuf Demir", "Physiotherapist", PRESENT, "known", None, "none", None, None),
    Cast("Kofi Mensah", "Consultant", "Marlow Devices", "event", None, "none", None, None, "", True),
)  # fmt: skip

DO_NOT_CONTACT: Final = "Kofi Mensah"

TALKS: Final[dict[str, Talk]] = {
    "Priya Nair": Talk("phone", ("SQL before any tool.", "Juniors clean tables, mostly."), 31),
    "Ana Ferreira": Talk("video", ("Tools change, SQL stays.",), 4, ("Talk to Ben.",)),
    "Ben Adeyemi": Talk(
        "in_person",
        (
            "We have two data scientists and forty analysts.",
            "You speak ward. We can't teach that.",
        ),
        6,
        ("Helen Marsh, head of analytics at the county.",),
    ),
    "Grace Obi": Talk(
        "video",
        (
            "Learn SQL on a table you already know.",
            "They took me because I had been on the ward.",
        ),
        3,
    ),
    "Lukas Brandt": Talk(
        "in_person", ("Nobody here writes SQL, they buy it.",), 18, ("Jonas, who builds it.",)
    ),
    "Helen Marsh": Talk(
        "in_person",
        ("A clean definition beats a clever chart.", "I ask for SQL. The rest we can show them."),
        5,
        ("Ewan Ross does the job.",),
    ),
    "Sam Okonkwo": Talk(
        "phone",
        ("No second degree. A small project, in public.", "Being a physio got me into the room."),
        2,
        ("Fatima at Hollin Labs.",),
    ),
    "Maya Lindgren": Talk("video", ("The certificate got me the interview, not the job.",), 20),
    "Ewan Ross": Talk(
        "in_person",
        ("SQL; start with one table you know.", "Ask them who owns the definitions."),
        None,
        ("Paul Venter owns the definitions.",),
    ),
}

ASKS: Final[dict[str, str]] = {
    "Maya Lindgren": (
        "Dear Dr Lindgren, I read your article on ward data in the spring nursing letter. I am a"
        " nurse in Leeds, six years on acute wards, and I am trying to find out if health data could"
        " be my next step. You moved from the bedside to teaching analysts, which is the move I"
        " understand least. Could I ask you three questions by phone, 20 minutes, whenever suits you"
        " this month? If it is a full time, please just say so. Thank you for the article either"
        " way. Nora Haas"
    ),
    "Ingrid Sorensen": (
        "Dear Ms Sorensen, we met briefly at the Forum. I'm a nurse looking into health data. Could"
        " I ask you three questions about your work, 20 minutes, whenever suits? A no is fine. Nora"
    ),
}


def ask_of(cast: Cast) -> str:
    """What Nora wrote to somebody: her sentence about them, who she is, one small question."""
    first = cast.name.split()[0]
    return ASKS.get(cast.name) or (
        f"Dear {first},\n\n{reason_said(cast.why, [cast.name])} I am a nurse in Leeds, six years on"
        " acute wards, and I would like to understand what your work is like from the inside. Could"
        " I ask you three questions, 20 minutes, by phone or wherever suits you? If it is a full"
        " time, please just say so. Thank you either way.\n\nNora Haas"
    )


def thanks_of(cast: Cast, talk: Talk) -> str:
    """Nora's thank-you: one line of theirs, and what she will do with it."""
    first = cast.name.split()[0]
    return (
        f"Dear {first}, thank you for your time. What stays with me is your line: {talk.heard[0]} I"
        " will try it on a table from our own ward this week. Best wishes, Nora"
    )
