"""Times over HTTP: suggested, offered, held, taken, taken back; and the invitation to the talk."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conversations.conftest import Room, plan
from tests.statements import statements

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


async def yes(room: Room, given: str = "Jonas") -> str:
    """A thread of somebody who said yes."""
    thread_id = await room.thread(given, "Keller")
    for what in ("sent", "answered_yes"):
        told = await room.call(
            "POST", f"/threads/{thread_id}/happenings", {"id": str(new_id()), "what": what}
        )
        assert told.status_code == 200, told.text
    return thread_id


async def times(room: Room, thread_id: str, **query: Any) -> Json:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await room.call("GET", f"/threads/{thread_id}/times?{asked}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def offer_of(thread_id: str, suggested: Json, **more: Any) -> Json:
    return {
        "id": str(new_id()),
        "thread_id": thread_id,
        "zone": suggested["zone"],
        "slots": [
            {"id": str(new_id()), "starts_at": one["starts_at"], "ends_at": one["ends_at"]}
            for one in suggested["items"]
        ],
        **more,
    }


async def offered(room: Room, thread_id: str, **more: Any) -> Json:
    body = offer_of(thread_id, await times(room, thread_id), **more)
    made = await room.call("POST", "/slot-offers", body)
    assert made.status_code == 201, made.text
    return dict(made.json())


async def stage(room: Room, thread_id: str) -> str:
    return str((await room.call("GET", f"/threads/{thread_id}")).json()["stage"])


async def test_three_times_as_a_sentence_in_two_statements(room: Room) -> None:
    thread_id = await yes(room)
    app = room.http._transport.app  # type: ignore[attr-defined]
    assert isinstance(app, Litestar)
    await times(room, thread_id)
    async with statements(app) as sent:
        suggested = await times(room, thread_id)
    assert len(sent) == 2, sent
    assert len(suggested["items"]) == 3
    assert (suggested["zone"], suggested["zone_from"]) == ("Europe/London", "own")
    assert suggested["text"].startswith("Would one of these suit you: ")
    assert suggested["scarce"] is None
    assert suggested["looked_at"] == {"calendars": 0, "oldest_at": None}
    starts = [datetime.fromisoformat(one["starts_at"]) for one in suggested["items"]]
    assert len({at.date() for at in starts}) == 3
    assert {one["day_part"] for one in suggested["items"]} == {"morning", "afternoon"}
    others = await times(room, thread_id, after=starts[-1].date())
    assert all(datetime.fromisoformat(one["starts_at"]) > starts[-1] for one in others["items"])


async def test_own_talks_are_taken(room: Room) -> None:
    thread_id, other = await yes(room), await yes(room, "Ewan")
    first = (await times(room, thread_id))["items"][0]["starts_at"]
    planned = await room.call("POST", "/conversations", plan(other, datetime.fromisoformat(first)))
    assert planned.status_code == 201, planned.text
    assert first not in {one["starts_at"] for one in (await times(room, thread_id))["items"]}


async def test_times_are_held_from_sent_for_others_and_not_for_them(room: Room) -> None:
    thread_id, other = await yes(room), await yes(room, "Ewan")
    offer = await offered(room, thread_id)
    assert (offer["state"], offer["sent_at"], offer["open"]) == ("draft", None, True)
    starts = {one["starts_at"] for one in offer["slots"]}
    assert starts == {one["starts_at"] for one in (await times(room, other))["items"]}
    sent = await room.call("POST", f"/slot-offers/{offer['id']}/sent", {})
    assert sent.json()["state"] == "held"
    again = await room.call("POST", f"/slot-offers/{offer['id']}/sent", {})
    assert again.json()["sent_at"] == sent.json()["sent_at"]
    assert not starts & {one["starts_at"] for one in (await times(room, other))["items"]}
    assert starts == {one["starts_at"] for one in (await times(room, thread_id))["items"]}
    assert offer["text"].startswith("Would one of these suit you")
    held = datetime.fromisoformat(offer["held_until"])
    assert held == datetime.fromisoformat(offer["slots"][0]["starts_at"]) - timedelta(hours=12)


async def test_times_in_a_message_are_held_once_it_is_sent(room: Room) -> None:
    thread_id, other = await room.thread("Maya", "Lindgren"), await yes(room, "Ewan")
    message = {"id": str(new_id()), "thread_id": thread_id, "kind": "ask", "channel": "email"}
    made = await room.call("POST", "/messages", {**message, "subject": "s", "body": "Hello"})
    assert made.status_code == 201, made.text
    offer = await offered(room, thread_id, message_id=message["id"])
    assert offer["state"] == "draft"
    await room.call("POST", f"/messages/{message['id']}/sent", {"id": str(new_id())})
    held = (await room.call("GET", f"/slot-offers/{offer['id']}")).json()
    assert held["state"] == "held"
    starts = {one["starts_at"] for one in offer["slots"]}
    assert not starts & {one["starts_at"] for one in (await times(room, other))["items"]}
    await room.call("DELETE", f"/messages/{message['id']}/sent")
    assert (await room.call("GET", f"/slot-offers/{offer['id']}")).json()["state"] == "draft"
    foreign = offer_of(other, await times(room, other), message_id=message["id"])
    assert (await room.call("POST", "/slot-offers", foreign)).status_code == 400


@pytest.mark.parametrize("what", ["declined", "answered_later", "parked"])
async def test_an_answer_releases(room: Room, what: str) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    assert offer["state"] == "held"
    told = await room.call(
        "POST", f"/threads/{thread_id}/happenings", {"id": str(new_id()), "what": what}
    )
    assert told.status_code == 200, told.text
    after = (await room.call("GET", f"/slot-offers/{offer['id']}")).json()
    assert (after["state"], after["open"]) == ("released", False)


async def test_twelve_hours_before_the_first_the_hold_ends_but_one_can_be_taken(room: Room) -> None:
    thread_id, other = await yes(room), await yes(room, "Ewan")
    offer = await offered(room, thread_id, sent=True)
    first, last = (datetime.fromisoformat(offer["slots"][n]["starts_at"]) for n in (0, 2))

    async def free(at: datetime) -> bool:
        found = await times(room, other, after=at.date() - timedelta(days=1))
        return datetime.fromisoformat(found["items"][0]["starts_at"]) == at

    room.pass_time(first - timedelta(hours=12, minutes=1) - room.now)
    assert (await room.call("GET", f"/slot-offers/{offer['id']}")).json()["state"] == "held"
    assert not await free(last)
    room.pass_time(timedelta(minutes=2))
    late = (await room.call("GET", f"/slot-offers/{offer['id']}")).json()
    assert (late["state"], late["open"]) == ("released", True)
    assert await free(last)
    body = {"slot_id": offer["slots"][1]["id"]}
    taken = await room.call("POST", f"/slot-offers/{offer['id']}/taken", body)
    assert taken.status_code == 200, taken.text


async def test_taking_one_plans_the_talk_in_one_go(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(
        room, thread_id, sent=True, medium="video", place="https://meet.example.org/x"
    )
    slot = offer["slots"][1]
    taken = await room.call("POST", f"/slot-offers/{offer['id']}/taken", {"slot_id": slot["id"]})
    assert taken.status_code == 200, taken.text
    talk = taken.json()
    assert (talk["id"], talk["starts_at"], talk["state"]) == (
        slot["id"],
        slot["starts_at"],
        "planned",
    )
    assert (talk["medium"], talk["place"]) == ("video", "https://meet.example.org/x")
    assert await stage(room, thread_id) == "scheduled"
    assert "talk_soon" in await room.clocks(talk)
    again = await room.call("POST", f"/slot-offers/{offer['id']}/taken", {"slot_id": slot["id"]})
    assert again.json() == talk
    other = {"slot_id": offer["slots"][0]["id"]}
    assert (await room.call("POST", f"/slot-offers/{offer['id']}/taken", other)).status_code == 409
    shown = (await room.call("GET", f"/slot-offers/{offer['id']}")).json()
    assert (shown["state"], shown["taken_slot_id"], shown["open"]) == ("taken", slot["id"], False)
    # The others are free again.
    ewan = await yes(room, "Ewan")
    free = {one["starts_at"] for one in (await times(room, ewan))["items"]}
    assert offer["slots"][0]["starts_at"] in free


async def test_taken_by_mistake_is_undone_and_may_be_taken_again(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    body = {"slot_id": offer["slots"][0]["id"]}
    path = f"/slot-offers/{offer['id']}/taken"
    talk = (await room.call("POST", path, body)).json()
    undone = await room.call("DELETE", path)
    assert undone.status_code == 200, undone.text
    assert (undone.json()["state"], undone.json()["open"]) == ("held", True)
    assert await stage(room, thread_id) == "scheduling"
    assert (await room.call("GET", f"/conversations/{talk['id']}")).status_code == 404
    assert await room.clocks(talk) == {}
    assert (await room.call("DELETE", path)).status_code == 200
    again = await room.call("POST", path, body)
    assert again.status_code == 200, again.text
    assert (again.json()["id"], await stage(room, thread_id)) == (talk["id"], "scheduled")
    assert "talk_soon" in await room.clocks(talk)
    thread = (await room.call("GET", f"/threads/{thread_id}")).json()
    assert thread["due"]["kind"] == "talk"


async def test_a_time_that_is_over_is_not_taken(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    room.pass_time(
        datetime.fromisoformat(offer["slots"][0]["starts_at"]) - room.now + timedelta(minutes=1)
    )
    path = f"/slot-offers/{offer['id']}/taken"
    over = await room.call("POST", path, {"slot_id": offer["slots"][0]["id"]})
    assert (over.status_code, over.json()["errors"][0]["code"]) == (400, "over")
    unknown = await room.call("POST", path, {"slot_id": str(new_id())})
    assert unknown.json()["errors"][0]["code"] == "unknown-slot"


async def test_a_date_set_by_hand_lets_the_times_go(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    planned = await room.call(
        "POST", "/conversations", plan(thread_id, room.now + timedelta(days=9))
    )
    assert planned.status_code == 201
    happened = {"id": str(new_id()), "what": "cancelled"}
    await room.call("POST", f"/conversations/{planned.json()['id']}/happened", happened)
    # Also when the date falls through: the old times are not suddenly held again.
    shown = (await room.call("GET", f"/slot-offers/{offer['id']}")).json()
    assert (shown["state"], shown["open"]) == ("released", False)
    newer = await offered(room, thread_id, sent=True)
    assert newer["state"] == "held"


async def test_new_times_replace_those_offered_before(room: Room) -> None:
    thread_id = await yes(room)
    first = await offered(room, thread_id, sent=True)
    second = await offered(room, thread_id, sent=True)
    listed = (await room.call("GET", f"/slot-offers?thread_id={thread_id}")).json()["items"]
    assert [(one["id"], one["state"]) for one in listed] == [
        (second["id"], "held"),
        (first["id"], "released"),
    ]
    page = (await room.call("GET", "/slot-offers?limit=1")).json()
    rest = (await room.call("GET", f"/slot-offers?limit=1&cursor={page['next_cursor']}")).json()
    assert [page["items"][0]["id"], rest["items"][0]["id"]] == [second["id"], first["id"]]
    assert rest["next_cursor"] is None


async def test_times_are_taken_back_and_brought_back(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    path = f"/slot-offers/{offer['id']}"
    assert (await room.call("DELETE", path)).status_code == 428
    assert (await room.call("DELETE", path, if_match='"99"')).status_code == 412
    gone = await room.call("DELETE", path, if_match=f'"{offer["version"]}"')
    assert gone.status_code == 204
    assert (await room.call("GET", path)).status_code == 404
    assert (await room.call("POST", f"{path}/sent", {})).status_code == 404
    back = await room.call("POST", f"{path}/restore")
    assert back.json()["state"] == "held"


async def test_the_same_offer_again_changes_nothing_and_another_is_refused(room: Room) -> None:
    thread_id = await yes(room)
    body = offer_of(thread_id, await times(room, thread_id))
    first = await room.call("POST", "/slot-offers", body)
    assert first.status_code == 201
    again = await room.call("POST", "/slot-offers", {**body, "slots": body["slots"][::-1]})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await room.call("POST", "/slot-offers", {**body, "place": "x"})).status_code == 409
    same_slots = {**body, "id": str(new_id())}
    assert (await room.call("POST", "/slot-offers", same_slots)).status_code == 409


async def test_offers_that_can_not_be_are_refused(room: Room) -> None:
    thread_id = await yes(room)
    body = offer_of(thread_id, await times(room, thread_id))
    slot = body["slots"][0]

    async def refused(**change: Any) -> int:
        answer = await room.call("POST", "/slot-offers", {**body, "id": str(new_id()), **change})
        return answer.status_code

    assert await refused(slots=[]) == 400
    assert await refused(zone="Middle/Earth") == 400
    assert await refused(slots=[{**slot, "ends_at": slot["starts_at"]}]) == 400
    assert await refused(slots=[slot, {**slot, "id": str(new_id())}]) == 400
    assert await refused(slots=[slot, slot]) == 400
    assert await refused(slots=[{**slot, "starts_at": "2026-11-25T10:00:00"}]) == 400
    assert await refused(message_id=str(new_id())) == 400
    assert await refused(thread_id=str(new_id())) == 404
    planned = await room.planned()
    assert await refused(thread_id=planned["thread_id"]) == 409


def read(content: bytes) -> tuple[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


async def test_the_invitation_moves_and_is_cancelled_under_one_name(room: Room) -> None:
    talk = await room.planned(timedelta(days=2))
    path = f"/conversations/{talk['id']}"
    answer = await room.call("GET", f"{path}/invitation.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "talk.ics" in answer.headers["content-disposition"]
    method, event = read(answer.content)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event["UID"] == f"{talk['id']}@askwell.test"
    assert event.start == datetime.fromisoformat(talk["starts_at"]).replace(microsecond=0)
    assert event.start.tzinfo is not None
    assert str(event["SUMMARY"]) == "Nora Haas · Ewan Ross"
    assert event["ORGANIZER"] == f"mailto:{room.who.email}"
    moved = datetime.fromisoformat(talk["starts_at"]) + timedelta(days=1)
    await room.call(
        "PATCH",
        path,
        {
            "starts_at": moved.isoformat(),
            "ends_at": (moved + timedelta(minutes=30)).isoformat(),
            "place": "Café Verde; Park Row, 2",
        },
        if_match="*",
    )
    method, again = read((await room.call("GET", f"{path}/invitation.ics")).content)
    assert (method, again["SEQUENCE"], again["UID"]) == ("REQUEST", 2, event["UID"])
    assert again.start == moved.replace(microsecond=0)
    assert again["LOCATION"] == "Café Verde; Park Row, 2"
    await room.call("POST", f"{path}/happened", {"id": str(new_id()), "what": "cancelled"})
    method, gone = read((await room.call("GET", f"{path}/invitation.ics")).content)
    assert (method, gone["STATUS"], gone["UID"]) == ("CANCEL", "CANCELLED", event["UID"])
    assert gone["SEQUENCE"] > again["SEQUENCE"]


async def test_the_invitation_invites_them_where_an_address_is_known(room: Room) -> None:
    contact_id, thread_id = str(new_id()), str(new_id())
    await room.call(
        "POST",
        "/contacts",
        {
            "id": contact_id,
            "given_name": "Ewan",
            "family_name": "Ross",
            "why": "Helen says that he does the job",
            "notes": "never to be seen",
            "points": [{"kind": "email", "value": "ewan@example.org"}],
        },
    )
    await room.call("POST", "/threads", {"id": thread_id, "contact_id": contact_id})
    body = plan(thread_id, room.now + timedelta(days=1))
    assert (await room.call("POST", "/conversations", body)).status_code == 201
    answer = await room.call("GET", f"/conversations/{body['id']}/invitation.ics")
    _, event = read(answer.content)
    attendees = {str(one): one.params["PARTSTAT"] for one in event["ATTENDEE"]}
    assert attendees == {
        f"mailto:{room.who.email}": "ACCEPTED",
        "mailto:ewan@example.org": "NEEDS-ACTION",
    }
    for secret in (b"Helen", b"never to be seen", b"DESCRIPTION"):
        assert secret not in answer.content
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


async def test_strangers_find_nothing(room: Room, person: Any) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True)
    talk = await room.planned()
    slot = {"slot_id": offer["slots"][0]["id"]}
    mine, room.who = room.who, await person()
    for method, path, body in [
        ("GET", f"/threads/{thread_id}/times", None),
        ("GET", f"/slot-offers/{offer['id']}", None),
        ("POST", f"/slot-offers/{offer['id']}/sent", {}),
        ("POST", f"/slot-offers/{offer['id']}/taken", slot),
        ("DELETE", f"/slot-offers/{offer['id']}/taken", None),
        ("DELETE", f"/slot-offers/{offer['id']}", None),
        ("POST", f"/slot-offers/{offer['id']}/restore", None),
        ("GET", f"/conversations/{talk['id']}/invitation.ics", None),
    ]:
        answer = await room.call(method, path, body)
        assert answer.status_code == 404, (method, path, answer.text)
    assert (await room.call("GET", f"/slot-offers?thread_id={thread_id}")).json()["items"] == []
    room.who = await person(scopes=["conversations:read"])
    assert (await room.call("POST", "/slot-offers", {})).status_code == 403
    room.who = await person(scopes=["threads:read"])
    assert (await room.call("GET", "/slot-offers")).status_code == 403
    room.who = mine
    assert (await room.http.get("/v1/slot-offers")).status_code == 401


async def test_of_somebody_who_asked_to_be_deleted_no_place_stays(room: Room) -> None:
    thread_id = await yes(room)
    offer = await offered(room, thread_id, sent=True, place="Her flat, 2 Park Row")
    contact = offer["contact"]["id"]
    assert (await room.call("POST", f"/contacts/{contact}/erase")).status_code in {200, 204}
    places = await room.admin.fetch(
        "SELECT place FROM person.slot_offers WHERE owner_id = $1", room.who.id
    )
    assert [row["place"] for row in places] == [""]
    ewan = await yes(room, "Ewan")
    free = {one["starts_at"] for one in (await times(room, ewan))["items"]}
    assert free == {one["starts_at"] for one in offer["slots"]}


async def test_a_device_hears_of_offers_with_their_times(room: Room) -> None:
    thread_id = await yes(room)
    cursor = (await room.call("GET", "/changes?limit=500")).json()["cursor"]
    offer = await offered(room, thread_id)
    heard = (await room.call("GET", f"/changes?limit=500&since={cursor}")).json()
    (row,) = [one for one in heard["items"] if one["type"] == "slot_offer"]
    assert (row["id"], row["data"]["sent_at"]) == (offer["id"], None)
    assert [one["id"] for one in row["data"]["slots"]] == [one["id"] for one in offer["slots"]]
    taken = {"slot_id": offer["slots"][0]["id"]}
    await room.call("POST", f"/slot-offers/{offer['id']}/taken", taken)
    heard = (await room.call("GET", f"/changes?limit=500&since={heard['cursor']}")).json()
    kinds = {one["type"] for one in heard["items"]}
    assert {"slot_offer", "conversation", "thread"} <= kinds
