"""Talks over HTTP: planned, moved, held, debriefed and thanked for; and Today beside them."""

from datetime import datetime, timedelta

import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.conversations.conftest import Json, Room, make_contact, plan

pytestmark = pytest.mark.anyio


async def test_a_planned_talk_moves_its_thread_and_sets_its_clocks(room: Room) -> None:
    talk = await room.planned()
    thread = (await room.call("GET", f"/threads/{talk['thread_id']}")).json()
    assert thread["lane"] == "date_set"
    clocks = await room.clocks(talk)
    starts, ends = (datetime.fromisoformat(talk[key]) for key in ("starts_at", "ends_at"))
    assert clocks["talk_soon"] == starts - timedelta(hours=1)
    assert clocks["how_was_it"] == ends + timedelta(minutes=15)
    assert clocks["thanks_nudge"] == ends + timedelta(hours=2)
    assert ends + timedelta(hours=19) < clocks["thanks_last_call"] <= ends + timedelta(hours=20)


async def test_the_same_plan_again_changes_nothing_and_another_is_refused(room: Room) -> None:
    thread_id = await room.thread()
    body = plan(thread_id, room.now + timedelta(days=1))
    first = await room.call("POST", "/conversations", body)
    assert (await room.call("POST", "/conversations", body)).json() == first.json()
    body["medium"] = "video"
    assert (await room.call("POST", "/conversations", body)).status_code == 409


async def test_moving_is_a_new_schedule(room: Room) -> None:
    talk = await room.planned()
    later = datetime.fromisoformat(talk["starts_at"]) + timedelta(days=2)
    change = {
        "starts_at": later.isoformat(),
        "ends_at": (later + timedelta(minutes=20)).isoformat(),
    }
    path = f"/conversations/{talk['id']}"
    moved = await room.call("PATCH", path, change, if_match=f'"{talk["version"]}"')
    assert moved.status_code == 200
    assert moved.json()["schedule_version"] == 2
    assert (await room.clocks(talk))["talk_soon"] == later - timedelta(hours=1)
    stale = await room.call("PATCH", path, change, if_match=f'"{talk["version"]}"')
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ends_at": "2026-01-01T10:00:00Z"}, "before-start"),
        ({"zone": "Mars/Olympus"}, "unknown-zone"),
        ({"starts_at": "2400-01-01T10:00:00Z", "ends_at": "2400-01-01T11:00:00Z"}, "too-far"),
        ({"starts_at": "2026-12-01T10:00:00"}, "no-zone"),
    ],
)
async def test_times_that_can_not_be_are_named(room: Room, change: Json, code: str) -> None:
    body = plan(await room.thread(), room.now + timedelta(days=1)) | change
    refused = await room.call("POST", "/conversations", body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == code


async def test_nothing_is_assumed_of_a_talk_whose_end_has_passed(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    room.pass_time(timedelta(hours=2))
    shown = (await room.call("GET", f"/conversations/{talk['id']}")).json()
    assert shown["state"] == "planned"
    assert shown["needs_answer"] is True
    assert shown["thanks"]["on_time"] is None
    today = (await room.call("GET", "/today")).json()
    assert today["card"]["kind"] == "did_you_talk"


async def test_from_we_talked_to_thanked_in_time(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    room.pass_time(timedelta(hours=2))
    path = f"/conversations/{talk['id']}"
    told = {"id": str(new_id()), "what": "talked"}
    held = (await room.call("POST", f"{path}/happened", told)).json()
    assert held["state"] == "held"
    assert (await room.call("POST", f"{path}/happened", told)).json() == held
    line = {
        "id": str(new_id()),
        "tag": "insight",
        "text": "Start with one table you know.",
        "at": room.now.isoformat(),
    }
    for _ in range(2):
        kept = await room.call("POST", f"{path}/lines", {"lines": [line]})
        assert kept.json()["items"] == [{"id": line["id"], "status": "kept", "code": None}]
    today = (await room.call("GET", "/today")).json()
    assert today["card"]["kind"] == "write_thanks"
    assert today["card"]["line"] == "Start with one table you know."
    start = (await room.call("GET", f"{path}/thanks")).json()
    assert [chip["text"] for chip in start["chips"]] == ["Start with one table you know."]
    await room.call("PATCH", f"{path}/debrief", {"step": 4})
    assert "thanks_nudge" not in await room.clocks(talk)
    message = {
        "id": str(new_id()),
        "thread_id": talk["thread_id"],
        "kind": "thanks",
        "channel": "email",
        "subject": "Thank you for today",
        "body": "Dear Ewan, thank you for today.",
    }
    assert (await room.call("POST", "/messages", message)).status_code == 201
    sent = await room.call(
        "POST", f"/messages/{message['id']}/sent", {"id": str(new_id()), "changed": False}
    )
    assert sent.status_code == 200, sent.text
    thanked = (await room.call("GET", path)).json()
    assert thanked["thanks"]["on_time"] is True
    thread = (await room.call("GET", f"/threads/{talk['thread_id']}")).json()
    assert thread["lane"] == "in_touch"
    assert (await room.call("GET", "/today")).json()["card"] is None


async def test_did_it_already_thanks_and_can_be_taken_back(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    room.pass_time(timedelta(hours=8))
    await room.call(
        "POST", f"/conversations/{talk['id']}/happened", {"id": str(new_id()), "what": "talked"}
    )
    done = {"kind": "write_thanks", "subject_id": talk["id"]}
    assert (await room.call("POST", "/today/done", done)).status_code == 204
    shown = (await room.call("GET", f"/conversations/{talk['id']}")).json()
    assert shown["thanks"]["sent_at"] is not None
    assert (await room.call("DELETE", "/today/done", done)).status_code == 204
    shown = (await room.call("GET", f"/conversations/{talk['id']}")).json()
    assert shown["thanks"]["sent_at"] is None


async def test_a_no_show_asks_for_a_new_time(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    room.pass_time(timedelta(hours=2))
    told = {"id": str(new_id()), "what": "no_show"}
    answer = await room.call("POST", f"/conversations/{talk['id']}/happened", told)
    assert answer.json()["state"] == "no_show"
    assert await room.clocks(talk) == {}
    assert (await room.call("GET", "/today")).json()["card"]["kind"] == "new_time"


async def test_a_past_talk_is_three_fields(room: Room) -> None:
    contact_id = str(new_id())
    await make_contact(room.admin, room.who.id, contact_id, "Grace", "Obi")
    past = {
        "id": str(new_id()),
        "thread_id": str(new_id()),
        "contact_id": contact_id,
        "ended_at": (room.now - timedelta(hours=5)).isoformat(),
        "heard": "Learn SQL on a table you already know.",
        "line_id": str(new_id()),
    }
    made = await room.call("POST", "/conversations/past", past)
    assert made.status_code == 201, made.text
    assert made.json()["state"] == "held"
    assert (await room.call("POST", "/conversations/past", past)).json() == made.json()
    lines = (await room.call("GET", f"/conversations/{past['id']}/lines")).json()
    assert lines["items"][0]["text"] == past["heard"]


async def test_a_date_told_on_the_thread_is_a_talk(room: Room) -> None:
    thread_id = await room.thread()
    starts = room.now + timedelta(days=3)
    conversation = plan(thread_id, starts)
    del conversation["thread_id"]
    told = {"id": str(new_id()), "what": "date_set", "conversation": conversation}
    assert (await room.call("POST", f"/threads/{thread_id}/happenings", told)).status_code < 300
    shown = (await room.call("GET", f"/conversations/{conversation['id']}")).json()
    assert shown["state"] == "planned"
    held = {"id": str(new_id()), "what": "held"}
    room.pass_time(timedelta(days=3, hours=1))
    assert (await room.call("POST", f"/threads/{thread_id}/happenings", held)).status_code < 300
    shown = (await room.call("GET", f"/conversations/{conversation['id']}")).json()
    assert shown["state"] == "held"


async def test_lines_are_superseded_never_changed(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    path = f"/conversations/{talk['id']}/lines"
    first, second, third = (str(new_id()) for _ in range(3))
    at = room.now.isoformat()
    await room.call("POST", path, {"lines": [{"id": first, "text": "SQL frist", "at": at}]})
    await room.call(
        "POST",
        path,
        {
            "lines": [
                {"id": second, "text": "SQL first", "at": at, "supersedes": first},
                {"id": third, "text": "", "at": at, "supersedes": second, "gone": True},
                {"id": first, "text": "another text", "at": at},
            ]
        },
    )
    assert (await room.call("GET", path)).json()["items"] == []
    again = await room.call("POST", path, {"lines": [{"id": first, "text": "x", "at": at}]})
    assert again.json()["items"][0]["code"] == "other-line"


async def test_a_talk_quotes_what_stands_in_its_notes(room: Room) -> None:
    talk = await room.planned(timedelta(hours=1))
    path = f"/conversations/{talk['id']}/lines"
    first, second, third = (str(new_id()) for _ in range(3))
    at, later = room.now, room.now + timedelta(minutes=1)

    async def heard_after(**line: object) -> object:
        written = {"at": at.isoformat(), "tag": "insight", **line}
        await room.call("POST", path, {"lines": [written]})
        one = (await room.call("GET", f"/conversations/{talk['id']}")).json()
        (listed,) = (await room.call("GET", "/conversations")).json()["items"]
        assert listed["heard"] == one["heard"]
        return one["heard"]

    assert await heard_after(id=first, text="SQL frist") == "SQL frist"
    assert await heard_after(id=second, text="SQL first", supersedes=first) == "SQL first"
    assert (
        await heard_after(id=third, text="Then tools", at=later.isoformat(), tag="quote")
        == "SQL first"
    )
    gone = {"id": str(new_id()), "text": "", "supersedes": second, "gone": True}
    assert await heard_after(**gone) == "Then tools"
    plain = {"id": str(new_id()), "text": "Then tools", "supersedes": third, "tag": "plain"}
    assert await heard_after(**plain) is None


async def test_lists_are_paged_and_only_mine(room: Room, person: MakePerson) -> None:
    for days in range(1, 6):
        await room.planned(timedelta(days=days))
    seen, cursor = [], ""
    while True:
        page = (await room.call("GET", f"/conversations?limit=2{cursor}")).json()
        seen += [item["starts_at"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == 5
    assert seen == sorted(seen)
    stranger = await person()
    foreign = await room.http.get(f"/v1/conversations?limit=2{cursor}", headers=stranger.bearer)
    assert foreign.status_code == 400
    talk = await room.planned()
    unknown = await room.http.get(f"/v1/conversations/{new_id()}", headers=stranger.bearer)
    theirs = await room.http.get(f"/v1/conversations/{talk['id']}", headers=stranger.bearer)
    assert theirs.status_code == unknown.status_code == 404
    assert {**theirs.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/conversations"),
        ("POST", "/conversations"),
        ("POST", "/conversations/past"),
        ("GET", "/conversations/{id}"),
        ("PATCH", "/conversations/{id}"),
        ("DELETE", "/conversations/{id}"),
        ("POST", "/conversations/{id}/restore"),
        ("POST", "/conversations/{id}/happened"),
        ("GET", "/conversations/{id}/lines"),
        ("POST", "/conversations/{id}/lines"),
        ("PATCH", "/conversations/{id}/debrief"),
        ("GET", "/conversations/{id}/thanks"),
        ("GET", "/today"),
        ("POST", "/today/done"),
        ("GET", "/shows"),
        ("GET", "/measures"),
    ],
)
async def test_nobody_and_a_narrow_token_are_refused(
    room: Room, person: MakePerson, method: str, path: str
) -> None:
    path = "/v1" + path.replace("{id}", str(new_id()))
    assert (await room.http.request(method, path)).status_code == 401
    narrow = await person(scopes=["profile:read"])
    answer = await room.http.request(method, path, headers=narrow.bearer, json={})
    assert answer.status_code == 403
