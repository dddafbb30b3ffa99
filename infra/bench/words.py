"""Words of which the people of the bench are made, and the search words the product keeps of each."""

from typing import Final

from api.contacts.identity import employer_norm
from api.contacts.names import words_of

GIVEN: Final = [
    "Maya",
    "Ana",
    "Ben",
    "Priya",
    "Grace",
    "Lukas",
    "Helen",
    "Sam",
    "Ewan",
    "Fatima",
    "Jonas",
    "Claire",
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
    "Ingrid",
    "Callum",
    "Noor",
    "Ines",
    "Paul",
    "Bea",
    "George",
    "Jean",
    "Mark",
    "Yusuf",
    "Kofi",
    "Nora",
    "Ruth",
    "Amir",
    "Anna",
    "Emma",
    "Olivia",
    "Liam",
    "Noah",
    "Mia",
    "Zoe",
    "Lena",
    "Felix",
    "Marie",
    "Jan",
    "Piotr",
    "Jose",
    "Carlos",
    "Luis",
    "Sofia",
    "Elena",
    "Marco",
    "Giulia",
    "Pierre",
    "Camille",
    "Hans",
    "Greta",
    "Sven",
    "Astrid",
    "Olga",
    "Ivan",
    "Natasha",
    "Wei",
    "Hiroshi",
    "Yuki",
    "Kenji",
    "Raj",
    "Sunita",
    "Vijay",
    "Omar",
    "Layla",
    "Hassan",
    "Ama",
]
_BEGINNINGS: Final = [
    "Lind",
    "Berg",
    "Holm",
    "Sund",
    "Hart",
    "Wald",
    "Stein",
    "Klein",
    "Gross",
    "Kauf",
    "Brand",
    "Feld",
    "Stern",
    "Adler",
    "Winter",
    "Sommer",
    "Roth",
    "Schwarz",
    "Weiss",
    "Braun",
    "Mor",
    "Cal",
    "Der",
    "Fen",
    "Gar",
    "Hol",
    "Kel",
    "Mar",
    "Nor",
    "Pen",
    "Ros",
    "Sal",
    "Tor",
    "Val",
    "Wes",
    "Yar",
    "Zel",
    "Bal",
    "Cor",
    "Dun",
]
_ENDINGS: Final = [
    "gren",
    "man",
    "strom",
    "son",
    "sen",
    "ski",
    "ova",
    "ez",
    "ini",
    "eau",
    "well",
    "ford",
    "ton",
    "by",
    "ley",
    "worth",
    "field",
    "more",
    "ard",
    "ick",
    "ert",
    "ing",
    "low",
    "ham",
    "den",
]
FAMILY: Final = [beginning + ending for beginning in _BEGINNINGS for ending in _ENDINGS]
ROLES: Final = [
    f"{rank} {trade} {kind}"
    for rank in ("Senior", "Junior", "Lead", "Principal", "Associate", "Deputy")
    for trade in (
        "Data",
        "Policy",
        "Product",
        "Research",
        "Clinical",
        "Software",
        "Museum",
        "Water",
    )
    for kind in ("Analyst", "Manager", "Engineer", "Officer", "Designer", "Adviser", "Scientist")
]
EMPLOYERS: Final = [
    f"{place} {field} {kind}"
    for place in ("Aire", "Calder", "Humber", "Tyne", "Severn", "Clyde", "Mersey", "Tamar", "Exe")
    for field in ("Health", "Energy", "Transport", "Housing", "Learning", "Forestry", "Archive")
    for kind in ("Trust", "Partners", "Laboratory", "Council", "Institute", "Works")
]
TAGS: Final = ("leeds", "alumni", "conference", "neighbour", "choir", "volunteer")


def role_words() -> list[str]:
    """What search keeps of each of ROLES."""
    return [" ".join(words_of(role)) for role in ROLES]


def employer_norms() -> list[str]:
    """Each of EMPLOYERS made comparable."""
    return [employer_norm(employer) for employer in EMPLOYERS]
