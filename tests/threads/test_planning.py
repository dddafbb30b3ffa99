"""The plan of an open ask: its steps, its pause, the second person, and who is left in peace."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar

from api.localtime import BusinessCalendar
from api.tables import new_id
from api.threads.due import Terms, clock_of, plan_of, terms_of
from api.threads.stages import Happening, NothingToPause, Stage
from api.threads.state import State, pause, resume, say
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

ASKED = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday


def terms(template: str = "standard") -> Terms:
    return terms_of(
        zone="Europe/London",
        country="GB",
        working_days=[1, 2, 3, 4, 5],
        template=template,
        contact_country=None,
    )


def asked() -> State:
    return say(State(stage=Stage.IDENTIFIED, since=ASKED), Happening.SENT, ASKED).state


def days(state: State, template: str = "standard") -> dict[str, str]:
    return {
        clock.kind: clock.due_local.date().isoformat() for clock in plan_of(state, terms(template))
    }


def test_the_standard_plan_has_four_steps_and_the_cautious_one_no_second_person() -> None:
    assert days(asked()) == {
        "second_person": "2026-03-05",
        "follow_up": "2026-03-11",
        "close_proposed": "2026-03-20",
        "close": "2026-03-27",
    }
    calendar = BusinessCalendar("GB")
    on = ASKED.date()
    assert days(asked(), "cautious") == {
        "follow_up": calendar.add_business_days(on, 10).isoformat(),
        "close_proposed": calendar.add_business_days(on, 20).isoformat(),
        "close": calendar.add_business_days(on, 25).isoformat(),
    }


def test_a_plan_that_rests_has_no_clock_and_goes_on_later_by_as_much() -> None:
    resting = pause(asked(), ASKED + timedelta(days=2))
    assert clock_of(resting, terms()) == clock_of(State(stage=Stage.PARKED, since=ASKED), terms())
    assert pause(resting, ASKED + timedelta(days=5)) == resting
    running = resume(resting, ASKED + timedelta(days=9))
    assert running.rested_seconds == timedelta(days=7).total_seconds()
    assert days(running)["follow_up"] == "2026-03-18"
    assert resume(running, ASKED + timedelta(days=30)) == running


def test_a_rest_before_the_follow_up_does_not_count_after_it() -> None:
    running = resume(pause(asked(), ASKED + timedelta(days=1)), ASKED + timedelta(days=8))
    followed = say(running, Happening.FOLLOWED_UP, ASKED + timedelta(days=16)).state
    assert followed.rested_seconds == 0
    assert days(followed)["close_proposed"] == "2026-03-27"
    rested = resume(pause(followed, followed.since), followed.since + timedelta(days=7))
    assert days(rested)["close_proposed"] == "2026-04-06"  # over Good Friday


def test_what_happens_ends_a_rest_and_only_an_open_ask_can_rest() -> None:
    resting = pause(asked(), ASKED)
    answered = say(resting, Happening.ANSWERED_YES, ASKED + timedelta(days=3)).state
    assert answered.paused_at is None
    with pytest.raises(NothingToPause):
        pause(answered, ASKED)


async def change(desk: Desk, thread: dict[str, Any], **body: object) -> Any:
    shown = await desk.get(f"/v1/threads/{thread['id']}")
    return await desk.http.patch(
        f"/v1/threads/{thread['id']}",
        headers={**desk.who.bearer, "if-match": f'"{shown["version"]}"'},
        json=body,
    )


async def test_pausing_over_http_stops_every_clock_and_resuming_sets_them(desk: Desk) -> None:
    thread = await desk.start()
    sent = await desk.say(thread["id"], "sent")
    assert sent["due"] is not None
    paused = (await change(desk, thread, paused=True)).json()
    assert paused["paused_at"] is not None
    assert paused["due"] is None
    closes = "SELECT count(*) FROM person.clocks WHERE owner_id = $1 AND kind = 'thread_closes'"
    assert await desk.admin.fetchval(closes, desk.who.id) == 0
    plan = await desk.get(f"/v1/threads/{thread['id']}/plan")
    assert plan["paused_at"] == paused["paused_at"]
    assert [step["kind"] for step in plan["steps"]] == ["follow_up", "close_proposed", "close"]
    resumed = (await change(desk, thread, paused=False)).json()
    assert resumed["due"] == sent["due"]
    assert await desk.admin.fetchval(closes, desk.who.id) == 1
    yes = await desk.say(thread["id"], "answered_yes")
    assert yes["paused_at"] is None
    refused = await change(desk, thread, paused=True)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["code"] == "nothing-to-pause"
    assert (await desk.get(f"/v1/threads/{thread['id']}/plan"))["steps"] == []


async def target(desk: Desk, name: str) -> UUID:
    employer = await desk.employer(name)
    answer = await desk.post("/v1/target-employers", id=new_id(), employer_id=employer)
    assert answer.status_code == 201, answer.text
    return employer


async def test_a_second_person_comes_to_mind_at_three_business_days_at_a_target_only(
    desk: Desk, app: Litestar
) -> None:
    wanted, other = await target(desk, "Openward"), await desk.employer("Fieldway")
    long_ago = datetime.now(UTC) - timedelta(days=6)
    asked_there = await desk.start("Lukas", "Brandt", employer_id=wanted)
    await desk.say(asked_there["id"], "sent", long_ago)
    elsewhere = await desk.start("George", "Amis", employer_id=other)
    await desk.say(elsewhere["id"], "sent", long_ago)
    await desk.contact("Zoe", "Second", employer_id=other)
    url = f"/v1/threads/{asked_there['id']}/plan"
    assert (await desk.get(url))["second"] == []  # nobody else is known there
    await desk.contact("Jonas", "Keller", employer_id=wanted, role="Analyst")
    await desk.contact("Kofi", "Mensah", employer_id=wanted, do_not_contact=True)
    async with statements(app) as seen:
        plan = await desk.get(url)
    assert len(seen) == 2
    assert [(one["first_name"], one["role"]) for one in plan["second"]] == [("Jonas", "Analyst")]
    assert plan["employer_name"] == "Openward"
    assert plan["steps"][0]["kind"] == "second_person"
    assert plan["steps"][0]["past"] is True
    assert (await desk.get(f"/v1/threads/{elsewhere['id']}/plan"))["second"] == []


async def test_a_fresh_ask_a_cautious_plan_and_a_follow_up_have_no_second_person(
    desk: Desk,
) -> None:
    wanted = await target(desk, "Openward")
    await desk.contact("Jonas", "Keller", employer_id=wanted)
    fresh = await desk.start("Lukas", "Brandt", employer_id=wanted)
    await desk.say(fresh["id"], "sent")
    url = f"/v1/threads/{fresh['id']}/plan"
    assert (await desk.get(url))["second"] == []
    await desk.change("threads", fresh["id"], second_at=datetime.now(UTC) - timedelta(days=1))
    assert len((await desk.get(url))["second"]) == 1
    await desk.say(fresh["id"], "followed_up")
    assert (await desk.get(url))["second"] == []


async def test_whoever_said_no_lately_is_left_in_peace(desk: Desk) -> None:
    wanted = await target(desk, "Openward")
    no = await desk.start("Victor", "Hale", employer_id=wanted)
    assert (await desk.say(no["id"], "sent"))["peace_until"] is None
    declined = await desk.say(no["id"], "declined")
    peace = datetime.fromisoformat(declined["peace_until"])
    assert peace - datetime.fromisoformat(declined["closed_at"]) == timedelta(days=183)
    asked_there = await desk.start("Lukas", "Brandt", employer_id=wanted)
    await desk.say(asked_there["id"], "sent", datetime.now(UTC) - timedelta(days=6))
    url = f"/v1/threads/{asked_there['id']}/plan"
    assert (await desk.get(url))["second"] == []
    again = await desk.post("/v1/threads", id=new_id(), contact_id=no["contact"]["id"])
    assert again.json()["hints"] == ["active_at_employer", "said_no_lately"]
    await desk.http.delete(f"/v1/threads/{again.json()['id']}", headers=desk.who.bearer)
    await desk.change("threads", no["id"], closed_at=datetime.now(UTC) - timedelta(days=200))
    assert [one["first_name"] for one in (await desk.get(url))["second"]] == ["Victor"]
    later = await desk.post("/v1/threads", id=new_id(), contact_id=no["contact"]["id"])
    assert later.json()["hints"] == ["active_at_employer"]


async def test_the_hint_of_one_at_an_employer_can_be_refused(desk: Desk) -> None:
    employer = await desk.employer("Openward")
    first = await desk.start("Lukas", "Brandt", employer_id=employer)
    await desk.say(first["id"], "sent")
    second = await desk.start("Jonas", "Keller", employer_id=employer)
    assert second["hints"] == ["active_at_employer"]
    answer = await change(desk, second, beside_ok=True)
    assert answer.json()["hints"] == []
    assert (await change(desk, second, beside_ok=False)).json()["hints"] == ["active_at_employer"]
