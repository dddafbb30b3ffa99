"""One thing, one way: on devices where there are any, else by mail, and in the app always."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.deliveries.push_service import Browser
from tests.reminders.test_reminders import World, world
from tests.threads.desk import Desk

__all__ = ["world"]
pytestmark = pytest.mark.anyio

Json = dict[str, Any]
SOON = "Ewan at 15:00"


async def device(world: World, nora: Desk) -> Browser:
    """A browser of hers that notifications come to."""
    key = await world.http.get("/v1/me/push-devices", headers=nora.who.cookie)
    browser = world.push.subscribe(key.json()["application_server_key"])
    answer = await world.http.post(
        "/v1/me/push-devices", headers=nora.who.cookie, json=browser.subscription
    )
    assert answer.status_code == 200, answer.text
    return browser


async def devices(world: World, nora: Desk) -> list[Json]:
    shown = await world.http.get("/v1/me/push-devices", headers=nora.who.cookie)
    return list(shown.json()["items"])


async def ways(world: World, kind: str) -> list[tuple[str, str, str | None, str | None]]:
    """Every delivery of a kind: channel, state, outcome, and why it went that way."""
    rows = await world.admin.fetch(
        "SELECT channel, state, outcome, because FROM delivery.deliveries WHERE kind = $1"
        " ORDER BY channel, created_at",
        kind,
    )
    return [tuple(row) for row in rows]


def titles(world: World) -> Sequence[str]:
    return [one.words["title"] for one in world.push.taken]


async def test_a_device_is_told_and_no_mail_goes(world: World) -> None:
    nora = await world.person()
    browser = await device(world, nora)
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=30))
    (pushed,) = world.push.taken
    assert pushed.browser is browser
    assert pushed.words["title"] == SOON
    assert pushed.words["path"] == f"/talks/{talk['id']}"
    assert pushed.words["tag"] == pushed.headers["topic"]
    assert len(pushed.headers["topic"]) == 32
    assert pushed.headers["urgency"] == "high"
    assert 3500 < int(pushed.headers["ttl"]) <= 3600
    assert world.box.mails == []
    assert await ways(world, "talk_soon") == [
        ("app", "done", "said", None),
        ("email", "done", "not-wanted:pushed", None),
        ("push", "done", "sent", None),
    ]
    await world.until(starts + timedelta(hours=3))
    assert titles(world) == [SOON, "How was it with Ewan?", "A line to Ewan, while it is fresh"]
    # What is about the same talk takes the place of what nobody looked at.
    assert len({one.headers["topic"] for one in world.push.taken}) == 1
    told = (await nora.get("/v1/notices"))["items"]
    assert [one["title"] for one in told if one["kind"] != "daily"] == titles(world)[::-1]
    (shown,) = await devices(world, nora)
    assert shown["reached_at"] is not None


async def test_without_a_device_the_mail_goes_and_says_why(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts + timedelta(hours=1))
    assert world.box.subjects == [SOON]
    assert await ways(world, "talk_soon") == [
        ("app", "done", "said", None),
        ("email", "done", "sent", "no-device"),
    ]
    # "How was it?" is asked in the app and on devices only.
    assert await ways(world, "how_was_it") == [("app", "done", "said", None)]


@pytest.mark.parametrize(("status", "why"), [(410, "push-gone"), (404, "push-gone")])
async def test_a_device_that_is_gone_is_forgotten_and_the_mail_goes_at_once(
    world: World, status: int, why: str
) -> None:
    nora = await world.person()
    world.push.answer(await device(world, nora), status)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=59))
    assert world.box.subjects == [SOON]
    assert await ways(world, "talk_soon") == [
        ("app", "done", "said", None),
        ("email", "done", "sent", why),
        ("push", "done", "gone", None),
    ]
    assert await devices(world, nora) == []


async def test_a_push_service_that_is_ill_is_tried_again_then_the_mail_goes(world: World) -> None:
    nora = await world.person()
    world.push.answer(await device(world, nora), 503)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=59, seconds=30))
    assert world.box.mails == []
    await world.until(starts - timedelta(minutes=50))
    assert world.box.subjects == [SOON]
    assert len(world.push.refused) == 4
    assert await ways(world, "talk_soon") == [
        ("app", "done", "said", None),
        ("email", "done", "sent", "push-failed"),
        ("push", "dead", "failed:push", None),
    ]
    assert len(await devices(world, nora)) == 1


async def test_a_push_service_that_recovers_needs_no_mail(world: World) -> None:
    nora = await world.person()
    world.push.answer(await device(world, nora), 503, 429, 201)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=50))
    assert titles(world) == [SOON]
    assert world.box.mails == []


async def test_of_two_devices_one_is_enough_and_only_both_gone_bring_the_mail(world: World) -> None:
    nora = await world.person()
    first = await device(world, nora)
    await world.admin.execute(
        "UPDATE person.push_subscriptions SET session_hash = (SELECT token_hash FROM"
        " directory.sessions WHERE person_id = $1 AND id = $2)",
        nora.who.id,
        await second_session(world, nora),
    )
    second = await device(world, nora)
    assert len(await devices(world, nora)) == 2
    world.push.answer(first, 410)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=50))
    assert [one.browser for one in world.push.taken] == [second]
    assert world.box.mails == []
    world.push.answer(second, 410)
    await world.until(starts + timedelta(hours=21))
    assert "Thank Ewan. 4 hours left" in world.box.subjects
    assert "How was it with Ewan?" not in world.box.subjects


async def second_session(world: World, nora: Desk) -> Any:
    """Another sign-in of hers; its id."""
    return await world.admin.fetchval(
        "INSERT INTO directory.sessions (token_hash, id, person_id, expires_at)"
        " VALUES (sha256('another'), gen_random_uuid(), $1, now() + interval '90 days')"
        " RETURNING id",
        nora.who.id,
    )


async def test_whoever_signed_out_is_not_pushed_to(world: World) -> None:
    nora = await world.person()
    await device(world, nora)
    await world.admin.execute("DELETE FROM directory.sessions WHERE person_id = $1", nora.who.id)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=50))
    assert world.push.taken == []
    assert world.box.subjects == [SOON]


async def test_a_lock_screen_may_be_told_no_name(world: World) -> None:
    nora = await world.person()
    await device(world, nora)
    (shown,) = await devices(world, nora)
    assert (shown["current"], shown["names"]) == (True, True)
    path = f"/v1/me/push-devices/{shown['id']}"
    quiet = await world.http.patch(path, headers=nora.who.cookie, json={"names": False})
    assert quiet.status_code == 204
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=50))
    assert "Ewan" not in str(world.push.taken[0].words)
    assert titles(world) == ["A talk at 15:00"]
    assert (await nora.get("/v1/notices"))["items"][0]["title"] == SOON


async def test_switched_off_on_devices_the_mail_goes_and_off_both_ways_the_app_tells(
    world: World,
) -> None:
    nora = await world.person()
    await device(world, nora)
    headers = {**nora.who.bearer, "if-match": "*"}
    off = {"kind": "talk_soon", "channel": "push", "on": False}
    switched = await world.http.patch("/v1/me/reminders", headers=headers, json={"switches": [off]})
    assert off in switched.json()["switches"]
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=50))
    assert world.push.taken == []
    assert world.box.subjects == [SOON]
    assert ("email", "done", "sent", "push-off") in await ways(world, "talk_soon")


async def test_what_is_told_meanwhile_is_neither_pushed_nor_mailed(world: World) -> None:
    nora = await world.person()
    world.push.answer(await device(world, nora), 503)
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=60))
    told = await nora.post(
        f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="cancelled"
    )
    assert told.status_code == 200, told.text
    await world.until(starts - timedelta(minutes=30))
    assert world.push.taken == []
    assert world.box.mails == []
    states = {(channel, state) for channel, state, *_ in await ways(world, "talk_soon")}
    assert states == {("app", "done"), ("push", "done"), ("email", "done")}


async def test_what_was_held_up_says_so(world: World) -> None:
    nora = await world.person()
    await device(world, nora)
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    ahead = world.worker.clock.shift() + timedelta(hours=2, minutes=45)
    world.shift.write_text(str(ahead.total_seconds()))
    await world.work()
    assert world.push.taken[0].words["body"].endswith("It should have come at 14:00.")
