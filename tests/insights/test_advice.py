"""The advice loop, what an update tells, introductions and what was given, over HTTP."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from api.tables import new_id
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio


async def advised(room: Room, text: str = "Learn SQL on a table you know") -> tuple[Json, str]:
    talk = await room.talked(await room.contact("Grace Obi"))
    return talk, await room.line(talk, text, "advice")


async def test_the_loop_from_trying_to_told_and_back(room: Room) -> None:
    _, line_id = await advised(room)
    path = f"/advice/{line_id}"
    assert (await room.get(path))["state"] == "new"
    assert (await room.change(path, {"state": "trying"}))["decided_at"] is not None
    done = await room.change(path, {"state": "done", "result": "Twelve evenings"})
    assert (done["state"], done["result"]) == ("done", "Twelve evenings")
    told = await room.change(path, {"state": "told"})
    assert told["told_at"] is not None
    back = await room.change(path, {"state": "trying"})
    assert (back["done_at"], back["told_at"], back["result"]) == (None, None, "Twelve evenings")
    names = [row["name"] for row in await room.events("advice.%")]
    assert names == ["advice.done", "advice.told", "advice.moved"]
    assert (await room.call("PATCH", path, {"state": "done"})).status_code == 428


async def test_a_list_by_state_and_in_pages(room: Room) -> None:
    talk, first = await advised(room)
    for n in range(2):
        await room.line(talk, f"More {n}", "advice")
    await room.change(f"/advice/{first}", {"state": "not_for_me"})
    page = await room.get("/advice?limit=2")
    assert [one["text"] for one in page["items"]] == ["More 1", "More 0"]
    rest = await room.get(f"/advice?limit=2&cursor={page['next_cursor']}")
    assert [one["id"] for one in rest["items"]] == [first]
    assert len((await room.get("/advice?stands=new"))["items"]) == 2
    elsewhere = await room.call("GET", f"/advice?stands=new&cursor={page['next_cursor']}")
    assert elsewhere.status_code == 400


async def test_an_update_that_is_sent_tells_what_it_tells_of(room: Room) -> None:
    talk, line_id = await advised(room)
    await room.change(f"/advice/{line_id}", {"state": "done", "result": "Twelve evenings"})
    waiting = (await room.get("/waiting"))["items"]
    assert [(one["kind"], one["text"]) for one in waiting] == [
        ("advice", "Learn SQL on a table you know")
    ]
    message_id = await room.update_to(talk)
    await room.send("POST", "/updates", {"id": message_id, "advice_ids": [line_id]})
    assert (await room.get(f"/advice/{line_id}"))["state"] == "done"
    sent = await room.send("POST", f"/messages/{message_id}/sent", {"id": str(new_id())})
    told = await room.get(f"/advice/{line_id}")
    assert (told["state"], told["told_at"]) == ("told", sent["message"]["sent_at"])
    assert (await room.get("/waiting"))["items"] == []
    await room.send("DELETE", f"/messages/{message_id}/sent")
    assert (await room.get(f"/advice/{line_id}"))["state"] == "done"


async def test_what_a_sent_update_tells_may_be_said_afterwards(room: Room) -> None:
    """A phone that was offline says it in any order."""
    talk, line_id = await advised(room)
    message_id = await room.update_to(talk)
    await room.send("POST", f"/messages/{message_id}/sent", {"id": str(new_id())})
    body = {"id": message_id, "advice_ids": [line_id]}
    await room.send("POST", "/updates", body)
    await room.send("POST", "/updates", body)
    assert (await room.get(f"/advice/{line_id}"))["state"] == "told"
    assert len(await room.events("advice.told")) == 1
    ask = str(new_id())
    draft = {"id": ask, "thread_id": talk["thread_id"], "kind": "thanks", "channel": "email"}
    await room.send("POST", "/messages", {**draft, "body": "Thank you"})
    assert (await room.call("POST", "/updates", {"id": ask})).status_code == 400


async def test_the_introducer_is_told_within_fourteen_days_of_the_talk(room: Room) -> None:
    helen, ewan = await room.contact("Helen Marsh"), await room.contact("Ewan Ross")
    first = await room.talked(helen, timedelta(days=40))
    pair = {"introducer_id": helen, "introduced_id": ewan}
    made = await room.send("POST", "/introductions", {"id": str(new_id()), **pair})
    assert (made["met_at"], made["tell_by"]) == (None, None)
    met = await room.talked(ewan, timedelta(days=1))
    shown = await room.get(f"/introductions/{made['id']}")
    assert shown["met_at"] == met["ended_at"]
    days = datetime.fromisoformat(shown["tell_by"]) - datetime.fromisoformat(shown["met_at"])
    assert days == timedelta(days=14)
    circle = next(one for one in (await room.get("/waiting"))["items"] if one["id"] == made["id"])
    assert (circle["kind"], circle["text"], circle["contact"]["name"]) == (
        "introduction",
        "Ewan Ross",
        "Helen Marsh",
    )
    assert circle["due_at"] == shown["tell_by"]
    start = await room.get(f"/ties/{helen}/update")
    assert [one["introduced"]["name"] for one in start["circles"]] == ["Ewan Ross"]
    message_id = await room.update_to(first)
    await room.send("POST", "/updates", {"id": message_id, "introduction_ids": [made["id"]]})
    await room.send("POST", f"/messages/{message_id}/sent", {"id": str(new_id())})
    assert (await room.get(f"/introductions/{made['id']}"))["closed_at"] is not None
    assert all(one["id"] != made["id"] for one in (await room.get("/waiting"))["items"])
    assert len(await room.events("introduction.told")) == 1
    await room.send("DELETE", f"/messages/{message_id}/sent")
    assert (await room.get(f"/introductions/{made['id']}"))["closed_at"] is None


async def test_a_talk_taken_back_meets_nobody(room: Room) -> None:
    helen, ewan = await room.contact("Helen Marsh"), await room.contact("Ewan Ross")
    met = await room.talked(ewan, timedelta(days=1))
    body = {"id": str(new_id()), "introducer_id": helen, "introduced_id": ewan}
    assert (await room.send("POST", "/introductions", body))["met_at"] == met["ended_at"]
    await room.send("DELETE", f"/conversations/{met['id']}", if_match="*")
    assert (await room.get(f"/introductions/{body['id']}"))["tell_by"] is None


async def test_what_was_given(room: Room) -> None:
    contact_id = await room.contact("Grace Obi")
    body = {
        "id": str(new_id()),
        "contact_id": contact_id,
        "kind": "share",
        "text": "The falls sheet",
    }
    made = await room.send("POST", "/given", body)
    assert await room.send("POST", "/given", body) == made
    assert (await room.call("POST", "/given", {**body, "text": "Other"})).status_code == 409
    unknown = {**body, "id": str(new_id()), "contact_id": str(new_id())}
    assert (await room.call("POST", "/given", unknown)).status_code == 400
    page = await room.get(f"/given?contact_id={contact_id}")
    assert [one["text"] for one in page["items"]] == ["The falls sheet"]
    await room.send("DELETE", f"/given/{body['id']}")
    assert (await room.get("/given"))["items"] == []


async def test_offers_are_modest_and_at_most_three(room: Room) -> None:
    alike = {"function": "data"}
    grace = await room.contact("Grace Obi", employer="St Brannock", **alike)
    helen = await room.contact("Helen Marsh", employer="County", **alike)
    talk = await room.talked(grace, timedelta(days=9))
    start = await room.get(f"/ties/{grace}/update")
    assert [one["kind"] for one in start["offers"]] == ["answer"]
    await room.talked(helen, timedelta(days=9))
    line_id = await room.line(talk, "Learn SQL", "advice")
    await room.change(f"/advice/{line_id}", {"state": "done", "result": "A sheet on falls"})
    start = await room.get(f"/ties/{grace}/update")
    assert [one["kind"] for one in start["offers"]] == ["share", "introduce", "answer"]
    assert start["offers"][0]["text"] == "A sheet on falls"
    assert start["offers"][1]["somebody"]["name"] == "Helen Marsh"


async def test_an_erased_person_leaves_no_words(room: Room) -> None:
    talk, line_id = await advised(room)
    await room.change(f"/advice/{line_id}", {"state": "done", "result": "Grace was right"})
    await room.send("POST", f"/contacts/{talk['contact']['id']}/erase")
    row = await room.admin.fetchrow(
        "SELECT text, result FROM person.advice WHERE id = $1", UUID(line_id)
    )
    assert row is not None
    assert tuple(row) == ("", "")
