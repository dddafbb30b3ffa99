import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.contacts.identity import identity_of
from api.contacts.signature import PersonGuess, guess_from_text
from api.contacts.slugs import name_of_address, name_of_slug
from api.contacts.suppression import suppression_keys

P = PersonGuess
IN = "https://www.linkedin.com/in/"

MAYA = P(
    "Maya Lindgren",
    "Lecturer in Health Data",
    "Pennine University",
    "maya.lindgren@example.org",
    "+44 20 7946 0958",
    "https://www.example.org/maya",
)

SIGNATURES = [
    (
        """Dear Nora, yes, Tuesday suits me.

Best wishes,
Maya

--
Dr Maya Lindgren, PhD
Lecturer in Health Data
Pennine University
T: +44 20 7946 0958 | F: +44 20 7946 0000
E: maya.lindgren@example.org
www.example.org/maya
""",
        MAYA,
    ),
    (
        ("Kind regards,\n\nMaya Lindgren\nLecturer in Health Data | Pennine University\n"
        "Fax: +44 20 7946 1111\nTel. +44 20 7946 0958\nmaya.lindgren@example.org\n"
        "https://www.example.org/maya"),
        MAYA,
    ),
    (
        ("Maya Lindgren, Lecturer in Health Data at Pennine University, +44 20 7946 0958, "
        "maya.lindgren@example.org, www.example.org/maya"),
        MAYA,
    ),
    (
        ("Mit freundlichen Grüßen\nJonas Keller\nDatenanalyst\nOpenward GmbH\nMusterstr. 12\n"
        "10115 Berlin\nMobil: 0170 1234567\njonas.keller@example.org"),
        P("Jonas Keller", "Datenanalyst", "Openward GmbH", "jonas.keller@example.org",
          "0170 1234567", None),
    ),
    (
        "Cordialement,\nHugo PETIT\nChef de projet\nMarlow Devices\nTél : 01 23 45 67 89",
        P("Hugo PETIT", "Chef de projet", "Marlow Devices", None, "01 23 45 67 89", None),
    ),
    (
        "From: Helen Marsh <helen@example.org>",
        P("Helen Marsh", None, None, "helen@example.org", None, None),
    ),
    (
        "Grace Obi\nNurse informatician\nSt Brannock Hospital\n" + IN + "grace-obi",
        P("Grace Obi", "Nurse informatician", "St Brannock Hospital", None, None, IN + "grace-obi"),
    ),
    (
        "Pennine University\nMaya Lindgren\nLecturer",
        P("Maya Lindgren", "Lecturer", None, None, None, None),
    ),
]  # fmt: skip

LINKS = [
    (IN + "maya-lindgren-4b1a9b2/", "Maya Lindgren", IN + "maya-lindgren-4b1a9b2"),
    ("linkedin.com/in/maya-lindgren?trk=x", "Maya Lindgren", IN + "maya-lindgren"),
    (IN + "dr-maya-lindgren-phd-12345", "Maya Lindgren", IN + "dr-maya-lindgren-phd-12345"),
    (IN + "maya-van-den-berg", "Maya van den Berg", IN + "maya-van-den-berg"),
    (IN + "sin%C3%A9ad-o-brien", "Sinéad O'Brien", IN + "sin%C3%A9ad-o-brien"),
    (
        "https://www.linkedin.com/pub/maya-lindgren/4b/1a9/b2",
        "Maya Lindgren",
        "https://www.linkedin.com/pub/maya-lindgren/4b/1a9/b2",
    ),
    (IN + "mlindgren82", None, IN + "mlindgren82"),
    (IN + "ACoAABcDeFgH", None, IN + "ACoAABcDeFgH"),
    (
        "https://www.xing.com/profile/Maya_Lindgren2",
        "Maya Lindgren",
        "https://www.xing.com/profile/Maya_Lindgren2",
    ),
    ("https://example.org/team", None, "https://example.org/team"),
    (
        "Check out Maya Lindgren’s profile on LinkedIn " + IN + "m123?utm=1",
        "Maya Lindgren",
        IN + "m123",
    ),
    (
        "Schau dir das Profil von Jonas Keller auf LinkedIn an! " + IN + "jk",
        "Jonas Keller",
        IN + "jk",
    ),
    ("Découvrez le profil de Hugo Petit sur LinkedIn " + IN + "hp", "Hugo Petit", IN + "hp"),
    ("Mira el perfil de Rosa Blanco en LinkedIn " + IN + "rb", "Rosa Blanco", IN + "rb"),
]

TITLES = [
    (
        "Maya Lindgren | Lecturer at Pennine University | LinkedIn",
        "Maya Lindgren",
        "Lecturer",
        "Pennine University",
    ),
    (
        "(3) Maya Lindgren - Lecturer in health data - Pennine University | LinkedIn",
        "Maya Lindgren",
        "Lecturer in health data",
        "Pennine University",
    ),
    ("Maya Lindgren – Hollin Labs | LinkedIn", "Maya Lindgren", None, "Hollin Labs"),
    ("Maya Lindgren | LinkedIn", "Maya Lindgren", None, None),
    ("Jonas Keller, Analyst bei Openward", "Jonas Keller", "Analyst", "Openward"),
    ("Maya Lindgren", "Maya Lindgren", None, None),
    ("maya lindgren", "maya lindgren", None, None),
    ("Maya", "Maya", None, None),
    ("李 小龙", "李 小龙", None, None),
    ("Dr. Ewan O'Ross, MSc", "Ewan O'Ross", None, None),
    ("Lecturer at Pennine University", None, None, None),
    ("12 Market Street", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("text", "guess"), SIGNATURES)
def test_signatures(text: str, guess: PersonGuess) -> None:
    assert guess_from_text(text) == guess
    assert guess_from_text(text.replace("\n", "\r\n")) == guess


@pytest.mark.parametrize(("text", "name", "url"), LINKS)
def test_links(text: str, name: str | None, url: str) -> None:
    assert guess_from_text(text) == P(name, None, None, None, None, url)


@pytest.mark.parametrize(("text", "name", "role", "employer"), TITLES)
def test_page_titles_and_names(
    text: str, name: str | None, role: str | None, employer: str | None
) -> None:
    assert guess_from_text(text) == P(name, role, employer, None, None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("maya.lindgren@example.org", "Maya Lindgren"),
        ("maya_lindgren+work@example.org", "Maya Lindgren"),
        ("maya@example.org", None),
        ("info@example.org", None),
        ("ml1982@example.org", None),
    ],
)
def test_an_address_alone(text: str, name: str | None) -> None:
    guess = guess_from_text(text)
    assert (guess.name, guess.email) == (name, text)


def test_a_pasted_card() -> None:
    card = "BEGIN:VCARD\nFN:Maya Lindgren\nTITLE:Lecturer\nEMAIL:m@example.org\nEND:VCARD\n"
    assert guess_from_text(card) == P(
        "Maya Lindgren", "Lecturer", None, "m@example.org", None, None
    )


def test_dates_and_street_numbers_are_no_phones() -> None:
    assert guess_from_text("Maya Lindgren\nOut until 2025-03-12, back 13.03.2025").phone is None
    assert guess_from_text("Maya Lindgren\nLS1 3AD, 12-14 High Street").phone is None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    guess = guess_from_text(text)
    for value in (guess.name, guess.role, guess.employer, guess.email, guess.phone, guess.url):
        assert value is None or value.strip()


def test_a_long_text_is_answered_in_time() -> None:
    for text in ("a@" * 50_000, "1-" * 50_000, "| " * 50_000, "www." * 50_000, "A " * 50_000):
        guess_from_text(text)


@pytest.mark.parametrize(
    ("slug", "name"),
    [("maya", None), ("", None), ("yo-yo-ma", "Yo Yo Ma"), ("x1-y2", None), ("a--b", "A B")],
)
def test_names_of_slugs(slug: str, name: str | None) -> None:
    assert name_of_slug(slug) == name


def test_only_xing_has_names_in_addresses() -> None:
    assert name_of_address("https://example.org/profile/Maya_Lindgren") is None


def test_suppression_keys() -> None:
    card = identity_of(
        "Dr. Maya Peña",
        "Hollin Ltd",
        ["M@example.org", "info@example.org"],
        ["+44 20 7946 0958"],
        [IN + "Maya/"],
    )
    assert list(suppression_keys(card)) == [
        "profile:maya",
        "email:info@example.org|maya pena",
        "email:m@example.org",
        "phone:+442079460958|maya pena",
        "name:maya pena|hollin",
    ]
    assert list(suppression_keys(identity_of("Maya Peña", ""))) == ["name:maya pena|"]
    assert list(suppression_keys(identity_of("", "", ["info@example.org"]))) == []


@pytest.mark.parametrize(
    "row",
    [
        identity_of("M. Peña", "Openward", [], [], ["uk.linkedin.com/in/maya"]),
        identity_of("Someone", "", ["m@example.org"]),
        identity_of("maya pena", "The Hollin GmbH"),
        identity_of("Maya Peña", "Elsewhere", [], ["0044 20 7946 0958"]),
    ],
)
def test_who_asked_to_be_gone_is_met_again_by_any_key(row: object) -> None:
    gone = identity_of("Maya Peña", "Hollin", ["m@example.org"], ["+442079460958"], [IN + "maya"])
    assert set(suppression_keys(gone)) & set(suppression_keys(row))  # type: ignore[arg-type]


def test_a_colleague_is_not_suppressed() -> None:
    gone = identity_of("Maya Peña", "Hollin", ["info@example.org"], ["+442079460958"])
    colleague = identity_of("Ben Obi", "Hollin", ["info@example.org"], ["+442079460958"])
    assert not set(suppression_keys(gone)) & set(suppression_keys(colleague))
