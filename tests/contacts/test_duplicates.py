import pytest

from api.contacts.duplicates import SHOWN_FROM, LikenessCode, Reason, duplicate_reasons, likeness
from api.contacts.identity import Identity, identity_of


def who(
    name: str = "", employer: str = "", email: str = "", url: str = "", phone: str = ""
) -> Identity:
    return identity_of(name, employer, [email], [phone], [url])


IN = "https://www.linkedin.com/in/"


R = LikenessCode


@pytest.mark.parametrize(
    ("a", "b", "codes", "shown"),
    [
        (who("Maya L", url=IN + "m"), who("M", url=IN + "m"), [R.same_profile], True),
        (who("Maya L", email="m@x.org"), who("Ben O", email="m@x.org"), [R.same_email], True),
        (
            who("Maya Lindgren", "Hollin", phone="+44 20 7946 0958"),
            who("Maya Lindgren", "Hollin", phone="+442079460958"),
            [R.same_name_and_employer, R.same_phone],
            True,
        ),
        (
            who("Maya Lindgren", "Hollin Labs"),
            who("Maya Lindgren", "Hollin"),
            [R.same_name, R.similar_employer],
            True,
        ),
        (who("Maya Lindgren"), who("Maya Lindgren"), [R.same_name], False),
        (
            who("Maya Lindgren", "Hollin"),
            who("Lindgren Maya", "Hollin"),
            [R.similar_employer, R.turned_name],
            True,
        ),
        (
            who("Maya Lindgren", "Hollin"),
            who("Maya Lindgreen", "Hollin"),
            [R.similar_employer, R.similar_name],
            True,
        ),
        (
            who("Maya Eva Lindgren", "Hollin"),
            who("Maya Lindgren", "Hollin"),
            [R.similar_employer, R.similar_name],
            True,
        ),
        (
            who("Jürgen Müller", "Hollin"),
            who("Juergen Mueller", "Hollin"),
            [R.similar_employer, R.similar_name],
            True,
        ),
        (
            who("Bob Smith", "Hollin"),
            who("Robert Smith", "Hollin"),
            [R.short_form, R.similar_employer],
            True,
        ),
        (
            who("M. Lindgren", "Hollin"),
            who("Maya Lindgren", "Hollin"),
            [R.similar_employer, R.initial],
            True,
        ),
        (
            who("Maya Lindgren", "Hollin", url=IN + "m1"),
            who("Maya Lindgren", "Hollin", url=IN + "m2"),
            [R.same_name_and_employer, R.other_profile],
            False,
        ),
        (who("Maria Lopez", "Hollin"), who("Mario Lopez", "Hollin"), [], False),
        (who("Maya Lindgren", "Hollin"), who("Ben Adeyemi", "Hollin"), [], False),
        (who("Anna Berg", "Hollin"), who("Hanna Berg", "Openward"), [], False),
        (who("", "Hollin"), who("", "Hollin"), [], False),
        (who("B. Lindgren", "Hollin"), who("Maya Lindgren", "Hollin"), [], False),
    ],
)
def test_duplicate_reasons(a: Identity, b: Identity, codes: list[R], shown: bool) -> None:
    reasons = duplicate_reasons(a, b)
    assert [reason.code for reason in reasons] == codes
    assert [reason.code for reason in duplicate_reasons(b, a)] == codes
    assert (likeness(reasons) >= SHOWN_FROM) is shown


def test_a_reason_says_what_is_shared() -> None:
    reasons = duplicate_reasons(who("M", url=IN + "maya"), who("N", url=IN + "maya"))
    assert reasons == [Reason(R.same_profile, 98, "maya")]


def test_likeness_grows_with_reasons_and_stays_a_percentage() -> None:
    def of(*codes: R) -> int:
        weights = {R.same_profile: 98, R.same_email: 92, R.other_profile: -50}
        return likeness(Reason(code, weights[code], "") for code in codes)

    assert of() == 0
    assert of(R.other_profile) == 0
    assert of(R.same_email) == 92
    assert of(R.same_email) < of(R.same_email, R.same_profile) <= 100
    assert of(R.same_email, R.other_profile) == 46
