"""Threads over HTTP: what is said, what follows from it, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from api.tables import new_id
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


def ago(**parts: float) -> datetime:
    return datetime.now(UTC) - timedelta(**parts)


async def test_from_a_name_to_in_touch(desk: Desk) -> None:
    thread = await desk.start("Maya", "Lindgren")
    assert thread["contact"]["first_name"] == "Maya"
    seen = [(thread["stage"], thread["lane"], None)]
    for what in ("sent", "answered_yes", "finding_time", "date_set", "held"):
        thread = await desk.say(thread["id"], what)
        seen.append((thread["stage"], thread["lane"], thread["due"] and thread["due"]["kind"]))
    answer = await desk.post(f"/v1/threads/{thread['id']}/thanks", id=new_id())
    thread = answer.json()
    seen.append((thread["stage"], thread["lane"], thread["due"]))
    assert seen == [
        ("identified", "want_to_ask", None),
        ("asked", "asked", "follow_up"),
        ("replied_yes", "said_yes", None),
        ("scheduling", "said_yes", None),
        ("scheduled", "date_set", None),
        ("held", "talked", "thanks"),
        ("held", "in_touch", None),
    ]
    assert await desk.events(thread["id"]) == [
        ("thread.asked", "identified", "asked"),
        ("thread.answered", "asked", "replied_yes"),
        ("thread.moved", "replied_yes", "scheduling"),
        ("thread.scheduled", "scheduling", "scheduled"),
        ("conversation.held", "scheduled", "held"),
        ("thanks.sent", None, None),
    ]


async def test_the_clock_of_an_ask_counts_the_contacts_business_days(desk: Desk) -> None:
    """DOMAIN.md section 5: 7 business days; the contact's country, unknown = the person's own."""
    monday = datetime(2026, 4, 27, 9, tzinfo=UTC)
    german = await desk.start("Jonas", "Keller", country="DE")
    unknown = await desk.start("Maya", "Lindgren")
    due = (await desk.say(german["id"], "sent", monday))["due"]
    # Germany rests on the 1st and the 14th of May, Great Britain on the 4th.
    assert (due["kind"], due["zone"]) == ("close_proposed", "Europe/London")
    cards = {card["id"]: card for card in (await desk.lanes())["asked"]["items"]}
    assert cards[german["id"]]["due"]["local"] == "2026-05-19T00:00:00"
    thread = await desk.say(unknown["id"], "sent", monday)
    assert thread["due"]["local"] == "2026-05-18T00:00:00"
    rows = await desk.admin.fetch(
        "SELECT id, due_local, due_at, close_at FROM person.threads WHERE owner_id = $1",
        desk.who.id,
    )
    stored = {str(row["id"]): row for row in rows}
    assert stored[german["id"]]["due_local"].isoformat() == "2026-05-07T00:00:00"
    assert stored[unknown["id"]]["due_local"].isoformat() == "2026-05-07T00:00:00"
    assert stored[unknown["id"]]["due_at"] == datetime(2026, 5, 6, 23, tzinfo=UTC)


async def test_happening_and_telling_are_two_times(desk: Desk) -> None:
    thread = await desk.start()
    yesterday = ago(days=1)
    told = await desk.post(
        f"/v1/threads/{thread['id']}/happenings",
        id=new_id(),
        what="sent",
        at=yesterday,
        at_precision="yesterday",
    )
    assert datetime.fromisoformat(told.json()["asked_at"]) == yesterday
    event = await desk.admin.fetchrow(
        "SELECT at, recorded_at, codes FROM person.events WHERE owner_id = $1 AND name = 'thread.asked'",
        desk.who.id,
    )
    assert event is not None
    assert event["at"] == yesterday
    assert timedelta(hours=23) < event["recorded_at"] - event["at"] < timedelta(hours=25)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"at": "2999-01-01T00:00:00Z"}, "in-the-future"),
        ({"at": "9999-12-31T23:59:59Z"}, "in-the-future"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "too-early"),
        ({"at": "2026-01-01T00:00:00"}, "no-zone"),
        ({"at_precision": "yesterday"}, "missing"),
    ],
)
async def test_impossible_times_are_refused(desk: Desk, body: dict[str, str], code: str) -> None:
    thread = await desk.start()
    told = await desk.tell(thread["id"], "sent", **body)
    assert told.status_code == 400, told.text
    assert told.json()["errors"][0]["code"] == code
    assert (await desk.get(f"/v1/threads/{thread['id']}"))["stage"] == "identified"


async def test_nothing_comes_before_the_ask_but_the_same_day_is_rough(desk: Desk) -> None:
    thread = await desk.start()
    asked = ago(days=10).replace(hour=15)
    await desk.say(thread["id"], "sent", asked)
    refused = await desk.tell(thread["id"], "answered_yes", asked - timedelta(days=1))
    assert refused.json()["errors"][0]["code"] == "before-the-ask"
    thread = await desk.say(thread["id"], "answered_yes", asked - timedelta(hours=2))
    assert thread["answered_at"] == thread["asked_at"]


async def test_a_device_clock_that_runs_ahead_means_now(desk: Desk) -> None:
    thread = await desk.start()
    thread = await desk.say(thread["id"], "sent", datetime.now(UTC) + timedelta(minutes=3))
    assert datetime.fromisoformat(thread["asked_at"]) <= datetime.now(UTC)


async def test_telling_twice_is_telling_once(desk: Desk) -> None:
    thread = await desk.start()
    told_id = new_id()
    first = await desk.say(thread["id"], "sent", id=told_id)
    again = await desk.say(thread["id"], "sent", id=told_id)
    assert again == first
    other = await desk.tell(thread["id"], "declined", id=told_id)
    assert other.status_code == 409
    elsewhere = await desk.start("Ben", "Adeyemi")
    assert (await desk.tell(elsewhere["id"], "sent", id=told_id)).status_code == 409
    assert len(await desk.events(thread["id"])) == 1


async def test_at_most_two_touches(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", ago(days=60))
    thread = await desk.say(thread["id"], "followed_up", ago(days=50))
    assert thread["touches"] == 2
    for what in ("followed_up", "sent"):
        refused = await desk.tell(thread["id"], what)
        assert refused.status_code == 409
        assert refused.json()["type"].endswith("/cannot-follow")
        assert refused.json()["errors"][0]["code"] == "touches-spent"
    closed = await desk.say(thread["id"], "no_answer")
    assert (closed["lane"], closed["touches"]) == ("not_this_time", 2)
    refused = await desk.tell(thread["id"], "sent")
    assert refused.json()["errors"][0]["code"] == "touches-spent"
    assert "sent" not in closed["may"]
    reopened = await desk.say(thread["id"], "reopened")
    assert (reopened["lane"], reopened["due"]["kind"]) == ("asked", "close_proposed")
    assert "followed_up" not in reopened["may"]


async def test_one_message_after_a_silence_without_a_follow_up_is_the_follow_up(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", ago(days=60))
    await desk.say(thread["id"], "no_answer", ago(days=30))
    thread = await desk.say(thread["id"], "sent")
    assert (thread["stage"], thread["touches"]) == ("followed_up", 2)


async def test_a_late_answer_is_a_good_answer(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", ago(days=60))
    closed = await desk.say(thread["id"], "no_answer", ago(days=30))
    assert closed["closed_at"] is not None
    thread = await desk.say(thread["id"], "answered_yes")
    assert (thread["lane"], thread["closed_at"]) == ("said_yes", None)
    assert thread["answered_at"] is not None


async def test_later_begins_a_new_round(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", ago(days=90))
    later = await desk.say(thread["id"], "answered_later", ago(days=80))
    assert (later["lane"], later["due"]) == ("later", None)
    thread = await desk.say(thread["id"], "sent")
    assert (thread["stage"], thread["touches"], thread["answered_at"]) == ("asked", 1, None)


async def test_a_date_tells_that_there_was_an_answer(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent")
    thread = await desk.say(thread["id"], "date_set")
    assert thread["answered_at"] is not None
    names = [name for name, _, _ in await desk.events(thread["id"])]
    assert names == ["thread.asked", "thread.answered", "thread.scheduled"]


async def test_somebody_met_at_an_event_was_never_asked(desk: Desk) -> None:
    thread = await desk.start("Lukas", "Brandt", source="event")
    thread = await desk.say(thread["id"], "held")
    assert (thread["lane"], thread["asked_at"], thread["answered_at"]) == ("talked", None, None)
    assert await desk.events(thread["id"]) == [("conversation.held", "identified", "held")]


async def test_a_no_is_an_answer_and_an_end_with_an_optional_reason(desk: Desk) -> None:
    thread = await desk.start("Victor", "Hale")
    await desk.say(thread["id"], "sent")
    thread = await desk.say(thread["id"], "declined", note="He has no time before the summer.")
    names = [name for name, _, _ in await desk.events(thread["id"])]
    assert names == ["thread.asked", "thread.answered", "thread.closed"]
    path = f"/v1/threads/{thread['id']}"
    unmatched = await desk.http.patch(
        path, headers=desk.who.bearer, json={"close_reason": "wrong_moment"}
    )
    assert unmatched.status_code == 428
    tag = {"if-match": f'"{thread["version"]}"'}
    done = await desk.http.patch(
        path, headers={**desk.who.bearer, **tag}, json={"close_reason": "wrong_moment"}
    )
    assert done.json()["close_reason"] == "wrong_moment"
    stale = await desk.http.patch(path, headers={**desk.who.bearer, **tag}, json={})
    assert stale.status_code == 412
    note = await desk.admin.fetchval(
        "SELECT note FROM person.told WHERE owner_id = $1 AND what = 'declined'", desk.who.id
    )
    assert note == "He has no time before the summer."


async def test_a_correction_puts_right_and_is_an_event(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent")
    await desk.say(thread["id"], "held")
    path = f"/v1/threads/{thread['id']}/corrections"
    told = {"id": new_id(), "stage": "asked"}
    thread = (await desk.post(path, **told)).json()
    assert (thread["stage"], thread["answered_at"], thread["held_at"]) == ("asked", None, None)
    assert thread["due"]["kind"] == "follow_up"
    assert (await desk.post(path, **told)).json() == thread
    assert (await desk.events(thread["id"]))[-1] == ("thread.corrected", "held", "asked")
    same = await desk.post(path, id=new_id(), stage="asked")
    assert same.status_code == 409
    thread = (await desk.post(path, id=new_id(), stage="identified")).json()
    assert (thread["asked_at"], thread["touches"], thread["due"]) == (None, 0, None)


async def test_a_referral_makes_the_person_and_who_led_to_them(desk: Desk) -> None:
    thread = await desk.start("Peter", "Hallam")
    await desk.say(thread["id"], "sent")
    priya = new_id()
    introduced = {"id": priya, "given_name": "Priya", "family_name": "Nair", "role": "Analyst"}
    thread = await desk.say(thread["id"], "referred_on", introduced=introduced)
    assert (thread["lane"], thread["lane_note"]) == ("in_touch", "led_to")
    assert thread["led_to"] == {"id": str(priya), "name": "Priya Nair", "first_name": "Priya"}
    card = (await desk.lanes())["in_touch"]["items"][0]
    assert card["led_to"] == "Priya Nair"
    row = await desk.admin.fetchrow(
        "SELECT c.source, c.role, i.introducer_id FROM person.contacts c JOIN person.introductions i"
        " ON i.owner_id = c.owner_id AND i.introduced_id = c.id WHERE c.owner_id = $1 AND c.id = $2",
        desk.who.id,
        priya,
    )
    assert row is not None
    assert (row["source"], row["role"]) == ("referral", "Analyst")
    assert str(row["introducer_id"]) == thread["contact"]["id"]


@pytest.mark.parametrize(
    ("what", "introduced", "code"),
    [
        ("answered_yes", {"given_name": "Priya"}, "not-referred"),
        ("referred_on", {}, "missing"),
    ],
)
async def test_referrals_that_are_none(
    desk: Desk, what: str, introduced: dict[str, str], code: str
) -> None:
    thread = await desk.start()
    refused = await desk.tell(thread["id"], what, introduced=introduced)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == code
    assert await desk.events(thread["id"]) == []


async def test_a_date_that_is_told_is_the_clock(desk: Desk) -> None:
    thread = await desk.start("Fatima", "El Idrissi")
    plan = {
        "starts_at": "2027-03-28T12:30:00+02:00",
        "ends_at": "2027-03-28T13:00:00+02:00",
        "zone": "Europe/Berlin",
        "medium": "phone",
    }
    thread = await desk.say(thread["id"], "date_set", conversation=plan)
    assert thread["due"] == {
        "kind": "talk",
        "at": "2027-03-28T10:30:00Z",
        "local": "2027-03-28T12:30:00",
        "zone": "Europe/Berlin",
    }
    thread = await desk.say(thread["id"], "cancelled")
    assert (thread["lane"], thread["lane_note"], thread["due"]) == (
        "said_yes",
        "new_time_needed",
        None,
    )
    for wrong in (
        {"zone": "Mars"},
        {"ends_at": plan["starts_at"]},
        {"starts_at": "2027-03-28T12:30"},
    ):
        refused = await desk.tell(thread["id"], "date_set", conversation={**plan, **wrong})
        assert refused.status_code == 400, wrong


async def test_whom_not_to_contact_is_not_asked(desk: Desk) -> None:
    contact_id = await desk.contact("Kofi", "Mensah", do_not_contact=True)
    refused = await desk.post("/v1/threads", id=new_id(), contact_id=contact_id)
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/do-not-contact")


async def test_present_employer_and_a_colleague_in_talks_are_hinted_at(desk: Desk) -> None:
    northgate = await desk.employer("Northgate Hospital", present=True)
    first = await desk.start("Jean", "Holt", employer_id=northgate)
    second = await desk.start("Yusuf", "Demir", employer_id=northgate)
    assert first["hints"] == ["present_employer"]
    assert second["hints"] == ["present_employer", "active_at_employer"]


async def test_one_open_thread_with_one_person(desk: Desk) -> None:
    thread = await desk.start()
    contact_id = thread["contact"]["id"]
    again = await desk.post("/v1/threads", id=thread["id"], contact_id=contact_id)
    assert again.status_code == 200
    second = await desk.post("/v1/threads", id=new_id(), contact_id=contact_id)
    assert second.status_code == 409
    assert second.json()["type"].endswith("/thread-open")
    await desk.say(thread["id"], "declined")
    third = await desk.post("/v1/threads", id=new_id(), contact_id=contact_id)
    assert third.status_code == 201
    other = await desk.contact("Ben", "Adeyemi")
    taken = await desk.post("/v1/threads", id=thread["id"], contact_id=other)
    assert taken.status_code == 409


async def test_deleted_and_brought_back(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent")
    path = f"/v1/threads/{thread['id']}"
    gone = await desk.http.delete(path, headers=desk.who.bearer)
    assert gone.status_code == 204
    assert (await desk.http.get(path, headers=desk.who.bearer)).status_code == 404
    assert (await desk.http.delete(path, headers=desk.who.bearer)).status_code == 404
    assert (await desk.tell(thread["id"], "declined")).status_code == 404
    assert (await desk.lanes())["asked"]["count"] == 0
    back = await desk.post(f"{path}/restore")
    assert (back.status_code, back.json()["stage"]) == (200, "asked")
    assert (await desk.lanes())["asked"]["count"] == 1


async def test_a_thread_goes_and_comes_back_with_its_contact(desk: Desk) -> None:
    kept, before = await desk.start("Maya", "Lindgren"), await desk.start("Ben", "Adeyemi")
    await desk.http.delete(f"/v1/threads/{before['id']}", headers=desk.who.bearer)
    for thread in (kept, before):
        await desk.change("contacts", thread["contact"]["id"], deleted_at=datetime.now(UTC))
    assert (await desk.lanes())["want_to_ask"]["count"] == 0
    for thread in (kept, before):
        refused = await desk.post(f"/v1/threads/{thread['id']}/restore")
        assert refused.status_code == 404
    for thread in (kept, before):
        await desk.change("contacts", thread["contact"]["id"], deleted_at=None)
    cards = (await desk.lanes())["want_to_ask"]["items"]
    assert [card["id"] for card in cards] == [kept["id"]]


async def test_the_contact_shows_its_latest_thread(desk: Desk) -> None:
    thread = await desk.start()
    contact_id = thread["contact"]["id"]

    async def shown() -> tuple[object, ...]:
        row = await desk.admin.fetchrow(
            "SELECT thread_id, stage, lane, due_kind, due_at FROM person.contacts"
            " WHERE owner_id = $1 AND id = $2::uuid",
            desk.who.id,
            contact_id,
        )
        assert row is not None
        return tuple(row)

    asked = await desk.say(thread["id"], "sent")
    due_at = datetime.fromisoformat(asked["due"]["at"])
    assert tuple(map(str, await shown())) == (
        thread["id"], "asked", "asked", "follow_up", str(due_at)
    )  # fmt: skip
    await desk.say(thread["id"], "declined")
    second = await desk.post("/v1/threads", id=new_id(), contact_id=contact_id)
    assert str((await shown())[0]) == second.json()["id"]
    await desk.http.delete(f"/v1/threads/{second.json()['id']}", headers=desk.who.bearer)
    assert (await shown())[1] == "declined"
    await desk.http.delete(f"/v1/threads/{thread['id']}", headers=desk.who.bearer)
    assert await shown() == (None,) * 5


async def test_chosen_people_come_into_want_to_ask_once(desk: Desk) -> None:
    asked = await desk.start("Ana", "Ferreira")
    await desk.say(asked["id"], "sent")
    new = [await desk.contact(f"Person {n}", "") for n in range(2)]
    ids = [asked["contact"]["id"], *new]
    chosen = (await desk.post("/v1/sort/choose", ids=[*ids, ids[1]])).json()["items"]
    assert [item["contact"]["id"] for item in chosen] == [str(one) for one in ids]
    assert [item["lane"] for item in chosen] == ["asked", "want_to_ask", "want_to_ask"]
    assert (await desk.post("/v1/sort/choose", ids=ids)).json()["items"] == chosen
    kofi = await desk.contact("Kofi", "Mensah", do_not_contact=True)
    sam = await desk.contact("Sam", "Okonkwo")
    refused = await desk.post("/v1/sort/choose", ids=[sam, kofi])
    assert refused.json()["type"].endswith("/do-not-contact")
    assert (await desk.post("/v1/sort/choose", ids=[new_id()])).status_code == 404
    assert (await desk.lanes())["want_to_ask"]["count"] == 2
