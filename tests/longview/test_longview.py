"""Who led to whom, how wide the circle is, and what went to and fro."""

from datetime import timedelta
from math import inf, log2
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.longview.led import next_gap
from api.longview.spread import DIMENSIONS, POSSIBLE, evenness, spread
from api.longview.tree import forest
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Room

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=60))
def test_evenness_is_entropy_over_its_greatest_value(values: list[str]) -> None:
    shares = [values.count(one) / len(values) for one in set(values)]
    expected = -sum(share * log2(share) for share in shares) / log2(len(values))
    assert evenness(values) == pytest.approx(expected, abs=1e-9)
    assert 0 <= evenness(values) <= 1 + 1e-9
    assert evenness(values) == pytest.approx(evenness(sorted(values)))


@given(
    st.lists(
        st.fixed_dictionaries({name: st.none() | st.sampled_from("ab") for name in DIMENSIONS}),
        max_size=30,
    )
)
def test_what_is_said_holds_of_those_known(people: list[dict[str, Any]]) -> None:
    found = spread(people)
    if found is None:
        assert all(sum(one[name] is not None for one in people) < 5 for name in DIMENSIONS)
        return
    even = {
        name: evenness(known, POSSIBLE.get(name, inf))
        for name in DIMENSIONS
        if len(known := [one[name] for one in people if one[name] is not None]) >= 5
    }
    assert even[found.widest] == max(even.values())
    if found.narrowest is not None:
        assert even[found.narrowest] == min(even.values()) < even[found.widest]


def test_the_share_unknown_is_said_in_words() -> None:
    known = [{"seniority": "manager"} for _ in range(6)]
    people = [*known, *({"seniority": None} for _ in range(3))]
    found = spread(people)
    assert found is not None
    assert found.unknown == "some"


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 20)))
def test_everybody_stands_once_below_whoever_led_to_them(led_by: dict[int, int]) -> None:
    order = sorted({*led_by, *led_by.values()})
    seen: list[int] = []
    for one, depth in forest(led_by, order):
        if depth:
            assert led_by[one] in seen
        seen.append(one)
    assert sorted(seen) == order


def test_one_of_each_place_that_is_new() -> None:
    def other(name: str, level: str | None) -> dict[str, Any]:
        who = {"id": new_id(), "name": name, "given_name": name}
        return {**who, "role": "", "employer_name": None, "function": None, "seniority": level}

    others = [
        other("Ana", "manager"),
        other("Ben", "junior"),
        other("Cat", "junior"),
        other("Dan", None),
        other("Eve", "director"),
    ]
    found = next_gap("seniority", [{"seniority": "manager"}], others)
    assert [one.contact.name for one in found] == ["Ben", "Eve"]


async def test_a_tree_of_those_who_led_to_each_other(room: Room) -> None:
    assert await room.get("/who-led") == {
        "items": [],
        "left_out": False,
        "spread": None,
        "next_gap": [],
    }
    ids = {name: await room.contact(f"{name} One") for name in ("Ana", "Ben", "Helen", "Eve")}
    for by, of in (("Ana", "Ben"), ("Ben", "Helen")):
        both = {"introducer_id": ids[by], "introduced_id": ids[of]}
        await room.send("POST", "/introductions", {"id": str(new_id()), **both})
    await room.talked(ids["Ana"], 20 * DAY)
    await room.talked(ids["Ben"], 10 * DAY)
    read = await room.get("/who-led")
    said = [
        (one["contact"]["first_name"], one["depth"], one["talked_on"] is not None)
        for one in read["items"]
    ]
    assert said == [("Ana", 0, True), ("Ben", 1, True), ("Helen", 2, False)]
    assert read["items"][2]["led_by_id"] == ids["Ben"]


async def test_after_twenty_people_the_circle_is_described(room: Room) -> None:
    for number in range(6):
        contact = await room.contact(
            f"Known {number}", seniority="manager", employer=f"Place {number}"
        )
        await room.talked(contact, 10 * DAY)
    for number in range(13):
        await room.contact(f"Other {number}", seniority="manager")
    assert (await room.get("/who-led"))["spread"] is None
    await room.contact("Jo Young", seniority="junior", tie="bit", role="Analyst")
    read = await room.get("/who-led")
    assert read["spread"] == {
        "widest": "employer",
        "narrowest": "seniority",
        "unknown": "none",
    }
    assert [one["contact"]["first_name"] for one in read["next_gap"]] == ["Jo"]


async def test_what_went_to_and_fro(room: Room) -> None:
    ana, ben = await room.contact("Ana One"), await room.contact("Ben Two")
    talk = await room.talked(ana, 3 * DAY)
    await room.talked(ben, 2 * DAY)
    await room.line(talk, "Learn SQL", "advice")
    mine = {"id": str(new_id()), "contact_id": ana, "text": "Send the sheet"}
    promise = await room.send("POST", "/promises", mine)
    await room.change(f"/promises/{promise['id']}", {"state": "kept"})
    given_ = {"id": str(new_id()), "contact_id": ana, "kind": "share", "text": "The falls sheet"}
    await room.send("POST", "/given", given_)
    both = {"introducer_id": ben, "introduced_id": ana}
    await room.send("POST", "/introductions", {"id": str(new_id()), **both})
    people = (await room.get("/balance"))["people"]
    assert [one["contact"]["first_name"] for one in people] == ["Ben", "Ana"]
    said = {
        one["contact"]["first_name"]: {(it["side"], it["what"], it["count"]) for it in one["items"]}
        for one in people
    }
    assert said["Ben"] == {("got", "time", 1), ("got", "introduction", 1)}
    assert said["Ana"] == {
        ("got", "time", 1),
        ("got", "advice", 1),
        ("gave", "promise", 1),
        ("gave", "share", 1),
    }


async def test_who_may_not(room: Room, person: MakePerson) -> None:
    nothing = await person(scopes=["me:read"])
    for path in ("/who-led", "/balance"):
        assert (await room.http.get(f"/v1{path}")).status_code == 401
        assert (await room.http.get(f"/v1{path}", headers=nothing.bearer)).status_code == 403
