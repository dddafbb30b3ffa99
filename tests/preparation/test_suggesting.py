"""Which questions are suggested: pure, so every rule is tried by itself."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.preparation.bank import BANK, BY_ID, ORDER
from api.preparation.remaining import MINUTES, minutes_left, steps_left
from api.preparation.suggesting import Around, LeftOpen, core_of, suggest

TALKS = [UUID(int=number * 7919) for number in range(1, 41)]


def around(**known: Any) -> Around:
    facts: dict[str, Any] = {
        "conversation_id": TALKS[0],
        "employer": "Hollin Labs",
        "function": "data",
        "seniority": None,
        "wish": None,
        "notes": {"news": "They moved to one system."},
        "left_open": [],
        "unsettled": [],
        "in_plan": frozenset(),
        "elsewhere": {},
        "planned_cells": frozenset(),
        "planned_minutes": 0,
        "planned_rests": False,
    }
    return Around(**facts | known)


def left_open(bank: str | None, text: str = "What would a second degree change?") -> LeftOpen:
    known = BY_ID.get(bank or "")
    return LeftOpen(
        id=uuid4(),
        text=known.said() if known else text,
        framework=known.framework if known else "own",
        cell=known.cell if known else None,
        minutes=3,
        bank=bank,
        rests_on=None,
        name="Maya",
    )


@pytest.mark.parametrize("talk", TALKS)
@pytest.mark.parametrize("budget", [10, 20, 40])
def test_a_plan_fits_its_minutes_and_goes_through_a_talk_in_order(talk: UUID, budget: int) -> None:
    plan, more = suggest(around(conversation_id=talk), budget)
    spent = sum(one.minutes for one in plan)
    assert budget - 4 < spent <= budget
    places = [ORDER[one.cell] for one in plan if one.cell]
    assert places == sorted(places)
    cells = [one.cell for one in plan]
    assert len(cells) == len(set(cells)), "no cell twice"
    assert not {one.text for one in plan} & {one.text for one in more}


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_of_twenty_minutes_gets_about_six_with_one_that_rests(talk: UUID) -> None:
    plan, _ = suggest(around(conversation_id=talk), 20)
    assert 5 <= len(plan) <= 7
    resting = [one for one in plan if one.rests_on]
    assert resting
    assert all(one.resting_note == "They moved to one system." for one in resting)
    assert plan[0].cell == "story"
    assert plan[-1].cell == "resources"


def test_nothing_rests_on_what_was_not_read() -> None:
    plan, more = suggest(around(notes={}), 20)
    assert [one for one in [*plan, *more] if one.rests_on] == []


def test_not_every_talk_gets_the_same() -> None:
    plans = {tuple(one.text for one in suggest(around(conversation_id=t), 20)[0]) for t in TALKS}
    assert len(plans) > len(TALKS) / 2
    assert suggest(around(), 20) == suggest(around(), 20)


def test_what_others_left_open_comes_first_and_at_most_twice() -> None:
    open_ones = [left_open(None), left_open("skills.gap.lack"), left_open("entry.eyes.aside")]
    plan, more = suggest(around(left_open=open_ones), 20)
    taken = [one for one in plan if one.moved_from_id]
    assert len(taken) == 2
    assert {one.left_open_with for one in taken} == {"Maya"}
    assert all(one.reasons == ["left_open"] for one in taken)
    assert [one for one in more if one.moved_from_id]
    texts = [one.text for one in [*plan, *more]]
    assert len(texts) == len(set(texts)), "what is left open is not offered again from the bank"


def test_the_wish_the_field_and_the_level_weigh() -> None:
    def frameworks(**known: Any) -> list[str]:
        plans = [suggest(around(conversation_id=t, **known), 20)[0] for t in TALKS]
        return [one.framework for plan in plans for one in plan]

    assert frameworks(wish="gap").count("skills") > frameworks(wish="fit").count("skills")
    assert frameworks(wish="new_field").count("entry") > frameworks(wish="gap").count("entry")
    data, none = around(function="data"), around(function=None)
    fields = [
        one for one in [*suggest(data, 20)[0], *suggest(data, 20)[1]] if "field" in one.reasons
    ]
    assert fields
    assert not [one for one in suggest(none, 60)[0] if "field" in one.reasons]
    student = [suggest(around(conversation_id=t, seniority="student"), 20)[0] for t in TALKS]
    assert any("seniority" in one.reasons for plan in student for one in plan)


def test_what_they_were_asked_is_not_asked_again_and_the_plan_is_not_doubled() -> None:
    asked = frozenset(one.id for one in BANK if one.framework != "life")
    plan, more = suggest(around(in_plan=asked), 20)
    assert {one.framework for one in [*plan, *more]} == {"life"}
    rest, _ = suggest(around(planned_minutes=14, planned_cells=frozenset({"story"})), 20)
    assert sum(one.minutes for one in rest) <= 6
    assert "story" not in {one.cell for one in rest}


def test_a_question_many_were_asked_stands_back() -> None:
    first = suggest(around(wish="gap"), 20)[0]
    worn = {one.bank: 4 for one in first if one.bank}
    second = suggest(around(wish="gap", elsewhere=worn), 20)[0]
    kept = {one.bank for one in first} & {one.bank for one in second}
    assert len(kept) < len(first) / 2


def test_three_are_enough_for_a_short_talk() -> None:
    ids = [UUID(int=number) for number in range(6)]
    rows = [(one, one == ids[4], one == ids[5]) for one in ids]
    assert core_of(rows) == {ids[4], ids[5], ids[0]}
    assert core_of(rows[:2]) == set(ids[:2])
    assert core_of([]) == set()


def test_a_preparation_takes_fifteen_minutes_and_shrinks() -> None:
    assert sum(MINUTES.values()) == 15
    everything = steps_left({}, 0)
    assert everything == list(MINUTES)
    assert minutes_left(everything) == 15
    assert steps_left({"made": "x", "news": "y", "goal": "z"}, 3) == ["offer", "view"]
    full = dict.fromkeys(("made", "path", "goal", "offer", "view"), "x")
    assert minutes_left(steps_left(full, 6)) == 0
    assert steps_left(full, 2) == ["questions"]
