"""What came after Nora's talks, as SCREENS.md section 6 counts it."""

from datetime import UTC, datetime

import httpx
import pytest

from tests.demo.test_story import everything, get, looking

__all__ = ["looking"]

pytestmark = pytest.mark.anyio


async def test_promises_advice_and_circle(looking: httpx.AsyncClient) -> None:
    open_ones = await everything(looking, "/promises?")
    settled = await everything(looking, "/promises?settled=settled&")
    mine = [one for one in [*open_ones, *settled] if one["promiser"] == "mine"]
    assert len(mine) == 7
    assert sum(one["state"] == "kept" and one["on_time"] for one in mine) == 5
    assert sum(one["state"] == "kept" and not one["on_time"] for one in mine) == 1
    (due,) = [one for one in mine if one["state"] == "open"]
    assert datetime.fromisoformat(due["due_on"]).weekday() == 4
    assert (due["contact"]["first_name"], due["on_time"]) == ("Ewan", None)
    theirs = [one for one in [*open_ones, *settled] if one["promiser"] == "theirs"]
    assert sorted(one["state"] for one in theirs) == ["kept", "kept", "kept", "open", "released"]
    (overdue,) = [one for one in theirs if one["state"] == "open"]
    assert datetime.fromisoformat(overdue["comes_up_at"]) < datetime.now(UTC)
    advice = await everything(looking, "/advice?")
    assert sorted(one["state"] for one in advice) == [
        *["done"] * 2,
        "not_for_me",
        *["told"] * 3,
        *["trying"] * 2,
    ]
    introductions = [one for one in await everything(looking, "/introductions?") if one["met_at"]]
    closed = [one for one in introductions if one["closed_at"]]
    in_time = [one for one in closed if one["closed_at"] <= one["tell_by"]]
    assert (len(introductions), len(closed), len(in_time)) == (5, 4, 3)


async def test_who_is_waiting_to_hear(looking: httpx.AsyncClient) -> None:
    waiting = (await get(looking, "/waiting"))["items"]
    assert {(one["kind"], one["contact"]["first_name"], one["text"]) for one in waiting} == {
        ("advice", "Grace", "Learn SQL on a table you already know."),
        ("advice", "Sam", "Put a small project where people can see it."),
        ("introduction", "Helen", "Ewan Ross"),
    }
    # A month of quiet is not yet four.
    assert (await get(looking, "/ties?due=true"))["items"] == []
    assert len((await get(looking, "/ties"))["items"]) == 9
