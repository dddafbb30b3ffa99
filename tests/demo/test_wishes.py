"""Where Nora would like to work, as the list shows it."""

import httpx
import pytest

from tests.demo.test_story import get, looking

__all__ = ["looking"]
pytestmark = pytest.mark.anyio


async def test_her_list_begins_with_five_in_the_order_of_the_method(
    looking: httpx.AsyncClient,
) -> None:
    items = (await get(looking, "/target-employers"))["items"]
    assert [
        (item["employer"]["name"], item["people"], item["active"] and item["active"]["name"])
        for item in items
    ] == [
        ("Northern Public Health Board", 3, None),
        ("County Public Health", 4, None),
        ("Hollin Labs", 3, "Fatima El Idrissi"),
        ("St Brannock Hospital", 3, "Claire Dunmore"),
        ("Openward", 3, "Jonas Keller"),
    ]


async def test_what_she_wrote_speaks_to_people_and_begins_with_a_capital(
    looking: httpx.AsyncClient,
) -> None:
    lanes = (await get(looking, "/lanes"))["lanes"]
    threads = [card["id"] for lane in lanes for card in lane["items"]]
    bodies = [
        message["body"]
        for thread in threads
        for message in (await get(looking, f"/threads/{thread}/messages"))["items"]
        if message["kind"] == "ask" and "\n\n" in message["body"]
    ]
    assert len(bodies) >= 20
    for body in bodies:
        said = body.split("\n\n")[1]
        assert said[0].isupper()
        assert " she " not in said
        assert " he " not in said
