"""Nora's gap, as SCREENS.md section 6 tells it."""

import httpx
import pytest

from tests.demo.test_story import get, looking

__all__ = ["looking"]

pytestmark = pytest.mark.anyio


async def test_the_gap_is_sql_definitions_ask_on_and_presenting_is_a_strength(
    looking: httpx.AsyncClient,
) -> None:
    skills = {one["skill"]["name"]: one for one in (await get(looking, "/gap"))["skills"]}
    sql = skills["SQL"]
    assert (sql["standing"], sql["required"], sql["own"]) == ("gap", 3, 2)
    assert (sql["sources"], sql["against"], sql["people"]) == (4, 1, 5)
    assert "falls sheet" in sql["proof"]
    assert [step["text"] for step in sql["plan"] if step["state"] == "open"] == [
        "Second half of the ward table"
    ]
    assert next(iter(skills)) == "SQL"
    definitions = skills["Definitions and data standards"]
    assert (definitions["standing"], definitions["sources"]) == ("ask", 1)
    asked = definitions["whom"][0]
    assert (asked["contact"]["first_name"], asked["reason"]) == ("Ingrid", "their_work")
    assert skills["Presenting"]["standing"] == "met"
    assert [name for name, one in skills.items() if one["standing"] == "gap"] == ["SQL"]


async def test_one_suggestion_waits_after_the_talk_of_today(looking: httpx.AsyncClient) -> None:
    talks = (await get(looking, "/conversations?when=past"))["items"]
    ewan = next(one for one in talks if one["contact"]["first_name"] == "Ewan")
    found = await get(looking, f"/conversations/{ewan['id']}/skills")
    assert [one["skill"]["name"] for one in found["signals"]] == ["SQL"]
    assert [one["skill"]["name"] for one in found["suggestions"]] == [
        "Definitions and data standards"
    ]
