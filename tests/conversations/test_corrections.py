"""What was said of a talk and is put right: the talk, its clocks and the mails follow."""

from datetime import timedelta

import pytest

from api.tables import new_id
from tests.conversations.conftest import Json, Room

pytestmark = pytest.mark.anyio


async def correct(room: Room, talk: Json, stage: str) -> Json:
    path = f"/threads/{talk['thread_id']}/corrections"
    answer = await room.call("POST", path, {"id": str(new_id()), "stage": stage})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def held(room: Room) -> Json:
    talk = await room.planned(timedelta(hours=1))
    room.pass_time(timedelta(hours=2))
    body = {"id": str(new_id()), "what": "talked"}
    answer = await room.call("POST", f"/conversations/{talk['id']}/happened", body)
    assert answer.status_code == 200, answer.text
    return talk


async def read(room: Room, talk: Json) -> Json:
    answer = await room.call("GET", f"/conversations/{talk['id']}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_talk_that_was_not_held_after_all_is_planned_again(room: Room) -> None:
    talk = await held(room)
    assert (await read(room, talk))["state"] == "held"
    thread = await correct(room, talk, "scheduled")
    assert thread["lane"] == "date_set"
    again = await read(room, talk)
    assert again["state"] == "planned"
    assert again["ended_at"] is None
    # It is over by the plan: "did you talk?" is asked, and the thank-you runs from its planned end.
    assert "thanks_last_call" in await room.clocks(talk)
    today = (await room.call("GET", "/today")).json()
    assert today["card"]["kind"] == "did_you_talk"


async def test_a_talk_that_never_was_is_gone_with_its_clocks(room: Room) -> None:
    talk = await held(room)
    await correct(room, talk, "asked")
    gone = await room.call("GET", f"/conversations/{talk['id']}")
    assert gone.status_code == 404
    assert await room.clocks(talk) == {}
    today = (await room.call("GET", "/today")).json()
    shown = [today["card"], *today["then"], *today["can_wait"]]
    assert not {"write_thanks", "debrief"} & {item["kind"] for item in shown if item}


async def test_what_was_written_about_a_talk_that_never_was_stays(room: Room) -> None:
    talk = await held(room)
    line = {
        "id": str(new_id()),
        "conversation_id": talk["id"],
        "tag": "insight",
        "text": "SQL first",
        "at": room.now.isoformat(),
    }
    kept = await room.call("POST", "/entries", {"entries": [line]})
    assert kept.json()["items"][0]["status"] == "kept", kept.text
    await correct(room, talk, "asked")
    assert (await read(room, talk))["state"] == "cancelled"
    assert await room.clocks(talk) == {}
    lines = (await room.call("GET", f"/conversations/{talk['id']}/lines")).json()["items"]
    assert [one["text"] for one in lines] == ["SQL first"]


async def test_a_missed_talk_that_stands_after_all_is_planned_again(room: Room) -> None:
    talk = await room.planned()
    body = {"id": str(new_id()), "what": "cancelled"}
    await room.call("POST", f"/conversations/{talk['id']}/happened", body)
    assert (await read(room, talk))["state"] == "cancelled"
    assert await room.clocks(talk) == {}
    await correct(room, talk, "scheduled")
    assert (await read(room, talk))["state"] == "planned"
    assert {"talk_soon", "how_was_it", "thanks_last_call"} <= set(await room.clocks(talk))


async def test_thanks_that_were_taken_back_are_due_again(room: Room) -> None:
    talk = await held(room)
    path = f"/threads/{talk['thread_id']}"
    await room.call("POST", f"{path}/thanks", {"id": str(new_id())})
    assert (await read(room, talk))["thanks"]["sent_at"] is not None
    moved = await room.call("POST", f"{path}/moves", {"id": str(new_id()), "lane": "talked"})
    assert moved.status_code == 200, moved.text
    assert (await read(room, talk))["thanks"]["sent_at"] is None
    assert "thanks_last_call" in await room.clocks(talk)
