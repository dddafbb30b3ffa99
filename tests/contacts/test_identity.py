import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.contacts.identity import (
    Identity,
    email_norm,
    employer_norm,
    identity_of,
    name_norm,
    phone_norm,
    profile_slug,
    profile_url,
    same_person,
    same_person_keys,
)
from api.contacts.names import split_full_name


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.linkedin.com/in/maya-lindgren-4b1a9b2", "maya-lindgren-4b1a9b2"),
        ("https://www.linkedin.com/in/Maya-Lindgren-4b1a9b2/", "maya-lindgren-4b1a9b2"),
        ("http://uk.linkedin.com/in/maya-lindgren-4b1a9b2?trk=x#top", "maya-lindgren-4b1a9b2"),
        ("linkedin.com/in/maya-lindgren-4b1a9b2/de", "maya-lindgren-4b1a9b2"),
        ("  www.linkedin.com/in/maya/details/experience/ ", "maya"),
        ("https://m.linkedin.com/mwlite/in/maya", "maya"),
        ("https://www.linkedin.com/comm/in/maya?midToken=x", "maya"),
        ("https://www.linkedin.com//in//maya//", "maya"),
        ("https://www.linkedin.com/in/jos%C3%A9-pe%C3%B1a", "josé-peña"),
        ("https://www.linkedin.com/in/jos%25C3%25A9", "josé"),
        ("https://www.linkedin.com/in/josé-peña/", "josé-peña"),
        ("https://www.linkedin.com:443/in/maya", "maya"),
        ("https://WWW.LINKEDIN.COM/IN/MAYA", "maya"),
        ("https://www.linkedin.com/in/ACoAABcDeF", "ACoAABcDeF"),
        ("https://www.linkedin.com/pub/maya-lindgren/4b/1a9/b2", "pub/maya-lindgren/4b/1a9/b2"),
        ("https://www.linkedin.com/company/openward", None),
        ("https://www.linkedin.com/in/", None),
        ("https://www.linkedin.com/in/%20", None),
        ("https://notlinkedin.com/in/maya", None),
        ("https://linkedin.com.example.org/in/maya", None),
        ("https://example.org/linkedin.com/in/maya", None),
        ("http://[linkedin.com/in/maya", None),
        ("maya", None),
        ("", None),
    ],
)
def test_profile_slug(url: str, slug: str | None) -> None:
    assert profile_slug(url) == slug
    if slug:
        assert profile_slug(profile_url(slug)) == slug


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Maya@Example.ORG", "maya@example.org"),
        (" maya@example.org. ", "maya@example.org"),
        ('"Lindgren, Maya" <maya@example.org>', "maya@example.org"),
        ("mailto:maya@example.org?subject=hi", "maya@example.org"),
        ("maya+jobs@example.org", "maya+jobs@example.org"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("maya@müller.example", "maya@xn--mller-kva.example"),
        ("maya@example", None),
        ("maya@example..org", None),
        ("maya@-example.org", None),
        ("maya at example.org", None),
        ("a b@example.org", None),
        ("@example.org", None),
        ("maya@example.1", None),
        ("x" * 65 + "@example.org", None),
        ("", None),
    ],
)
def test_email_norm(text: str, norm: str | None) -> None:
    assert email_norm(text) == norm


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("Maya Lindgren", "maya lindgren"),
        ("  MAYA   LINDGREN ", "maya lindgren"),
        ("Dr. Maya Peña-Lindgren, PhD", "maya pena lindgren"),
        ("Lindgren, Maya", "maya lindgren"),
        ("Lindgren, Maya, MSc, PMP", "maya lindgren"),
        ("Prof. Dr. Ewan O’Ross (he/him)", "ewan oross"),
        ("Maya Lindgren MBA", "maya lindgren"),
        ("Yo-Yo Ma", "yo yo ma"),
        ("Don Draper", "don draper"),
        ("M. Lindgren", "m lindgren"),
        ("Dr Ma", "ma"),
        ("Łukasz Weiß", "lukasz weiss"),
        ("Søren Æbeløe", "soren aebeloe"),
        ("Robert (Bob) Smith", "robert smith"),
        ("Maya 🌱 Lindgren", "maya lindgren"),
        ("प्रिया नायर", "प्रिया नायर"),
        ("김 민준", "김 민준"),
        ("Алексей Ёлкин", "алексеи елкин"),
        ("🌱", ""),
        ("", ""),
    ],
)
def test_name_norm(name: str, norm: str) -> None:
    assert name_norm(name) == norm


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Maya Lindgren", ("Maya", "Lindgren")),
        ("Mary Jane Watson", ("Mary Jane", "Watson")),
        ("Maya van den Berg", ("Maya", "van den Berg")),
        ("Fatima El Idrissi", ("Fatima", "El Idrissi")),
        ("Dr. Maya Lindgren, PhD", ("Maya", "Lindgren")),
        ("Lindgren, Maya", ("Maya", "Lindgren")),
        ("Cher", ("Cher", "")),
        ("", ("", "")),
    ],
)
def test_split_full_name(name: str, parts: tuple[str, str]) -> None:
    assert split_full_name(name) == parts


@pytest.mark.parametrize(
    ("employer", "norm"),
    [
        ("Aire Health Data", "aire health data"),
        ("The Aire Health Data Co., Ltd.", "aire health data"),
        ("Brandt GmbH & Co. KG", "brandt"),
        ("Ferrari S.p.A.", "ferrari"),
        ("Novo A/S", "novo"),
        ("L'Oréal S.A.", "loreal"),
        ("Pérez, S.L.", "perez"),
        ("Foo Sp. z o.o.", "foo"),
        ("Müller e.V.", "muller"),
        ("Ernst & Young", "ernst and young"),
        ("Ernst and Young LLP", "ernst and young"),
        ("U.S. Bank", "us bank"),
        ("Hollin Labs (UK) Limited", "hollin labs uk"),
        ("AS", "as"),
        ("The Company", "company"),
        ("", ""),
    ],
)
def test_employer_norm(employer: str, norm: str) -> None:
    assert employer_norm(employer) == norm


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("+44 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958 ext. 3", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
        ("(020) 7946-0958", "02079460958"),
        ("tel:+1-555-0100;phone-context=x", "+15550100"),
        ("(+49) 170/1234567 x12", "+491701234567"),
        ("1234", None),
        ("1" * 16, None),
        ("call me", None),
        ("", None),
    ],
)
def test_phone_norm(text: str, norm: str | None) -> None:
    assert phone_norm(text) == norm


@given(st.text(max_size=80))
def test_normal_forms_are_their_own_normal_form(text: str) -> None:
    assert employer_norm(employer_norm(text)) == employer_norm(text)
    if phone := phone_norm(text):
        assert phone_norm(phone) == phone
    if email := email_norm(text):
        assert email_norm(email) == email
    name_norm(text)
    profile_slug(text)


def who(
    name: str = "", employer: str = "", email: str = "", url: str = "", phone: str = ""
) -> Identity:
    return identity_of(name, employer, [email], [phone], [url])


IN = "https://www.linkedin.com/in/"


def test_the_keys_come_in_the_order_of_their_strength() -> None:
    card = identity_of("Maya Lindgren", "Hollin Ltd", ["b@x.org", "a@x.org"], [], [IN + "maya"])
    assert list(same_person_keys(card)) == [
        "profile:maya",
        "email:a@x.org",
        "email:b@x.org",
        "name:maya lindgren|hollin",
    ]
    assert list(same_person_keys(who("Maya Lindgren"))) == []


@pytest.mark.parametrize(
    ("a", "b", "by"),
    [
        (who("Maya L", url=IN + "maya"), who("Maya Other", url=IN + "Maya/"), "profile"),
        (who("Maya Lindgren", email="m@x.org"), who("Maya Berg", email="M@x.org"), "email"),
        (
            who("Maya Lindgren", email="m@x.org", url=IN + "m1"),
            who("Maya Lindgren", email="m@x.org", url=IN + "m2"),
            "email",
        ),
        (who("Maya Lindgren", email="info@x.org"), who("Maya Berg", email="info@x.org"), None),
        (who("Maya Lindgren", email="office1@x.org"), who("Ben Obi", email="office1@x.org"), None),
        (who("Maya Lindgren", "Hollin Ltd"), who("MAYA LINDGREN", "Hollin"), "name"),
        (
            who("Maya Lindgren", "Hollin", url=IN + "m1"),
            who("Maya Lindgren", "Hollin", url=IN + "m2"),
            None,
        ),
        (who("Maya Lindgren"), who("Maya Lindgren"), None),
        (who("Maya Lindgren", "Hollin"), who("Maya Lindgren", "Openward"), None),
    ],
)
def test_same_person(a: Identity, b: Identity, by: str | None) -> None:
    assert same_person(a, b) == by
    assert same_person(b, a) == by
