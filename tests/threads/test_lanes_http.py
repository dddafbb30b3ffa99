"""Lanes over HTTP: counts, order, pages, "Move to…", and one statement."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from api.threads.stages import Lane
from tests.conftest import MakePerson
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


async def asked(desk: Desk, days: list[int]) -> list[str]:
    """One thread for each number of days since its ask; their ids, what is due first."""
    ids = {}
    for number in days:
        thread = await desk.start(f"Person {number}", "")
        at = datetime.now(UTC) - timedelta(days=number)
        ids[number] = (await desk.say(thread["id"], "sent", at))["id"]
    return [ids[number] for number in sorted(days, reverse=True)]


async def test_all_lanes_are_there_in_their_order(desk: Desk) -> None:
    lanes = (await desk.get("/v1/lanes"))["lanes"]
    assert [lane["lane"] for lane in lanes] == [lane.value for lane in Lane]
    assert {(lane["count"], lane["next_cursor"], len(lane["items"])) for lane in lanes} == {
        (0, None, 0)
    }


async def test_what_is_due_first_comes_first_and_undated_last(desk: Desk) -> None:
    order = await asked(desk, [21, 3, 42, 14])
    reopened = await desk.start("Never", "Dated")
    await desk.change("threads", reopened["id"], lane="asked", stage="asked")
    items = (await desk.lanes())["asked"]["items"]
    assert [card["id"] for card in items] == [*order, reopened["id"]]
    assert items[-1]["due"] is None


async def test_a_lane_goes_on_where_its_first_cards_end(desk: Desk) -> None:
    for n in range(47):
        due = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=n // 3) if n < 30 else None
        await desk.insert_thread(await desk.contact(f"Person {n}", ""), due)
    lane = (await desk.lanes())["want_to_ask"]
    assert (lane["count"], len(lane["items"])) == (47, 20)
    seen, cursor = [card["id"] for card in lane["items"]], lane["next_cursor"]
    while cursor:
        page = await desk.get(f"/v1/threads?lane=want_to_ask&limit=13&cursor={cursor}")
        seen += [card["id"] for card in page["items"]]
        cursor = page["next_cursor"]
    whole = await desk.get("/v1/threads?lane=want_to_ask&limit=100")
    assert seen == [card["id"] for card in whole["items"]]
    assert len(set(seen)) == 47


async def test_lists_are_filtered(desk: Desk) -> None:
    first, second = await asked(desk, [20, 5])
    other = await desk.start("Ben", "Adeyemi")
    everything = await desk.get("/v1/threads")
    assert [card["id"] for card in everything["items"]] == [first, second, other["id"]]
    contact_id = other["contact"]["id"]
    for query, expected in (
        ("stage=asked", [first, second]),
        ("lane=want_to_ask", [other["id"]]),
        (f"contact_id={contact_id}", [other["id"]]),
        (f"contact_id={contact_id}&stage=asked", []),
    ):
        page = await desk.get(f"/v1/threads?{query}")
        assert [card["id"] for card in page["items"]] == expected, query


async def test_a_cursor_of_another_list_or_person_is_refused(
    desk: Desk, person: MakePerson
) -> None:
    await asked(desk, [1, 2, 3])
    cursor = (await desk.get("/v1/threads?limit=1"))["next_cursor"]
    for query in ("lane=asked", "stage=asked"):
        path = f"/v1/threads?{query}&cursor={cursor}"
        assert (await desk.http.get(path, headers=desk.who.bearer)).status_code == 400
    ruth = await person()
    theirs = await desk.http.get(f"/v1/threads?cursor={cursor}", headers=ruth.bearer)
    assert theirs.status_code == 400


async def test_one_statement_for_all_lanes_and_for_a_list(app: Litestar, desk: Desk) -> None:
    await asked(desk, [1, 2, 3])
    for path in ("/v1/lanes", "/v1/threads", "/v1/threads?lane=asked&limit=2"):
        async with statements(app) as seen:
            await desk.get(path)
        assert len(seen) == 1, seen


async def test_a_happening_takes_five_statements(app: Litestar, desk: Desk) -> None:
    """The thread, what was told, the thread again, the event, and the clock that closes it."""
    thread = await desk.start()
    async with statements(app) as seen:
        await desk.say(thread["id"], "sent")
    assert len(seen) <= 5, seen


async def move(desk: Desk, thread_id: str, lane: str, **more: object) -> httpx.Response:
    return await desk.post(f"/v1/threads/{thread_id}/moves", id=new_id(), lane=lane, **more)


@pytest.mark.parametrize(
    ("said", "lane", "stage"),
    [
        ([], "asked", "asked"),
        ([], "talked", "held"),
        ([], "later", "parked"),
        ([], "not_this_time", "declined"),
        (["sent"], "said_yes", "replied_yes"),
        (["sent"], "not_this_time", "silent_closed"),
        (["sent"], "want_to_ask", "identified"),
        (["sent", "answered_yes"], "not_this_time", "declined"),
        (["sent", "answered_yes"], "date_set", "scheduled"),
        (["sent", "answered_yes"], "asked", "asked"),
        (["sent", "followed_up", "answered_yes"], "asked", "followed_up"),
        (["sent", "no_answer"], "asked", "asked"),
        (["sent", "declined"], "said_yes", "replied_yes"),
        (["date_set"], "said_yes", "scheduling"),
        (["sent", "parked"], "asked", "asked"),
        (["date_set", "held"], "date_set", "scheduled"),
    ],
)
async def test_a_lane_says_what_happened(
    desk: Desk, said: list[str], lane: str, stage: str
) -> None:
    thread = await desk.start()
    for what in said:
        await desk.say(thread["id"], what)
    moved = await move(desk, thread["id"], lane)
    assert moved.status_code == 200, moved.text
    assert (moved.json()["lane"], moved.json()["stage"]) == (lane, stage)
    assert (await desk.lanes())[lane]["count"] == 1


async def test_talked_and_in_touch_lie_a_thank_you_apart(desk: Desk) -> None:
    thread = await desk.start()
    refused = await move(desk, thread["id"], "in_touch")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "say-what-happened")
    await desk.say(thread["id"], "held")
    moved = (await move(desk, thread["id"], "in_touch")).json()
    assert (moved["lane"], moved["due"]) == ("in_touch", None)
    assert moved["thanked_at"] is not None
    back = (await move(desk, thread["id"], "talked")).json()
    assert (back["lane"], back["thanked_at"], back["due"]["kind"]) == ("talked", None, "thanks")
    assert [name for name, _, _ in await desk.events(thread["id"])] == [
        "conversation.held",
        "thanks.sent",
        "thread.corrected",
    ]


async def test_moving_twice_and_to_where_it_is(desk: Desk) -> None:
    thread = await desk.start()
    body: dict[str, Any] = {"id": new_id(), "lane": "asked"}
    path = f"/v1/threads/{thread['id']}/moves"
    first = await desk.post(path, **body)
    assert (await desk.post(path, **body)).json() == first.json()
    assert (await move(desk, thread["id"], "asked")).json() == first.json()
    assert len(await desk.events(thread["id"])) == 1
