import random
from datetime import date

import pytest

from api.contacts.guesses import functions_in
from api.contacts.ranking import (
    REASONS_SHOWN,
    Reason,
    ReasonCode,
    SortCard,
    goal_of,
    rank,
    ranked,
)

R = ReasonCode
GOAL = goal_of(["Clinical informatics analyst, in a hospital or public body. By September."])


def card(card_id: str = "c", role: str = "", **changes: object) -> SortCard:
    fields: dict[str, object] = {
        "employer": "",
        "function": None,
        "tags": (),
        "notes": "",
        "source": None,
        "tie": None,
        "connected_on": None,
        "reachable": False,
        "employer_present": False,
        "do_not_contact": False,
    }
    return SortCard(id=card_id, role=role, **{**fields, **changes})  # type: ignore[arg-type]


def ids(*cards: SortCard) -> list[str]:
    return [found.id for found in ranked(cards, GOAL)]


def test_the_goal_is_what_its_words_say() -> None:
    assert set(GOAL.words.values()) == {"clinical", "informatics", "analyst", "hospital"}
    assert GOAL.functions == {"health": "clinical", "data": "informatics"}
    assert goal_of([]).words == {}
    assert goal_of(["How to get into HR"]).words == {"hr": "hr"}
    assert goal_of(["How to get into HR"]).functions == {"people": "hr"}
    assert goal_of(["Just looking", "What work would suit me"]).words == {}


def test_the_order_the_specification_names() -> None:
    assert ids(
        card("present", "Clinical informatics analyst", employer_present=True, source="alumni"),
        card("plain", "Baker"),
        card("bit", "Baker", tie="bit"),
        card("school", "Baker", source="alumni"),
        card("match", "Clinical informatics manager"),
        card("never", "Clinical informatics analyst", do_not_contact=True),
        card("match and school", "Clinical informatics manager", source="alumni"),
    ) == ["match and school", "match", "school", "bit", "plain", "present"]


def test_the_present_employer_is_last_unsuggested_and_without_reasons() -> None:
    found = rank(card(role="Hospital analyst", source="alumni", employer_present=True), GOAL)
    assert (found.suggested, found.score, found.reasons) == (False, 0, ())
    assert all(item.suggested for item in ranked([card(role="Hospital analyst", tie="bit")], GOAL))


def test_nobody_who_is_not_to_be_contacted_is_among_them() -> None:
    assert ranked([card(do_not_contact=True)], GOAL) == []
    assert not rank(card(role="Analyst", do_not_contact=True), GOAL).suggested


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        (card(role="Baker"), []),
        (card(role="Analyst"), [(R.goal_word, "analyst")]),
        (
            card(role="Head of Analytics"),
            [(R.goal_word, "analyst"), (R.goal_function, "informatics")],
        ),
        (card(role="Data lead"), [(R.goal_function, "informatics")]),
        (card(function="data"), [(R.goal_function, "informatics")]),
        (card(employer="St Brannock Hospital"), [(R.goal_word, "hospital")]),
        (card(notes="met at the hospital gala"), [(R.goal_word, "hospital")]),
        (card(tags=("Clinics",)), [(R.goal_word, "clinical")]),
        (card(source="alumni"), [(R.same_school, "")]),
        (card(source="association"), [(R.same_association, "")]),
        (card(source="event"), [(R.met_at_event, "")]),
        (card(source="referral"), [(R.referred, "")]),
        (card(source="cold"), []),
        (card(tie="bit"), [(R.known_a_bit, "")]),
        (card(tie="well"), []),
        (
            card(role="Baker", employer="Hospital", source="alumni", tie="bit"),
            [(R.same_school, ""), (R.goal_word, "hospital"), (R.known_a_bit, "")],
        ),
    ],
)
def test_reasons(told: SortCard, reasons: list[tuple[R, str]]) -> None:
    assert list(rank(told, GOAL).reasons) == [Reason(code, word) for code, word in reasons]


def test_at_most_three_reasons_are_shown_and_all_count() -> None:
    told = card(
        role="Clinical informatics analyst", employer="Hospital", source="alumni", tie="bit"
    )
    found = rank(told, GOAL)
    assert len(found.reasons) == REASONS_SHOWN
    assert found.reasons[0].code is R.goal_word
    assert found.score > rank(card(role="Clinical informatics analyst"), GOAL).score


def test_a_role_matches_better_than_an_employer() -> None:
    assert ids(card("e", "Cook", employer="Clinical Trust"), card("r", "Clinical lead")) == [
        "r",
        "e",
    ]


def test_without_a_goal_who_tells_and_can_be_reached_comes_first() -> None:
    nothing = goal_of([])
    cards = [
        card("silent"),
        card("new", "Baker", connected_on=date(2025, 1, 1)),
        card("old", "Baker", connected_on=date(2015, 1, 1)),
        card("mail", "Baker", reachable=True),
    ]
    assert [found.id for found in ranked(cards, nothing)] == ["mail", "old", "new", "silent"]


def test_the_order_does_not_depend_on_the_order_before() -> None:
    draw = random.Random(4)
    roles = ["Baker", "Clinical lead", "Analyst", "Hospital porter", ""]
    cards = [
        card(str(n), draw.choice(roles), source=draw.choice([None, "alumni"])) for n in range(80)
    ]
    expected = ids(*cards)
    for _ in range(5):
        draw.shuffle(cards)
        assert ids(*cards) == expected


def test_functions_of_any_text() -> None:
    assert functions_in("Nurse who would like to move to data science or teaching") == {
        "health": "nurse",
        "data": "data science",
        "education": "teaching",
    }
    assert functions_in("What work would suit me in an office") == {}
