"""Clocks that run by themselves: silent asks close, and open clocks follow the profile."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.tables import new_id
from api.threads.closing import ThreadCloses, close_silent, recompute_clocks
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def worker(settings: Settings, tmp_path: Path) -> AsyncIterator[Database]:
    """The worker's way to the database, with a clock of its own that `later` moves."""
    clock = Clock(str(tmp_path / "shift"))
    database = Database(settings.database_worker_url, clock, pool_size=2, name="test-worker")
    yield database
    await database.close()


def later(worker: Database, **parts: float) -> None:
    """Move the worker's clock ahead of the present."""
    path = worker.clock._file
    assert path is not None
    path.write_text(str(timedelta(**parts).total_seconds()))


def claim(desk: Desk, thread_id: str) -> Claimed:
    return Claimed(
        tenant_id=desk.who.id,
        id=new_id(),
        kind=ThreadCloses.kind,
        subject_id=UUID(thread_id),
        occurrence="",
        channel="job",
        recipient=desk.who.id,
        due_at=datetime.now(UTC),
        attempt=1,
        failures=0,
    )


async def run(worker: Database, desk: Desk, thread_id: str) -> Prepared:
    async with worker.enter_as([desk.who.id]) as work:
        return await ThreadCloses().prepare(work, claim(desk, thread_id))


async def clocks(desk: Desk) -> list[dict[str, Any]]:
    rows = await desk.admin.fetch(
        "SELECT subject_id::text, kind, channel, occurrence, due_at FROM person.clocks"
        " WHERE owner_id = $1 AND kind = 'thread_closes'",
        desk.who.id,
    )
    return [dict(row) for row in rows]


async def test_a_silent_ask_closes_by_itself_19_business_days_after_the_ask(
    desk: Desk, worker: Database
) -> None:
    thread = await desk.start()
    asked = datetime(2026, 3, 2, 9, tzinfo=UTC)
    await desk.say(thread["id"], "sent", asked)
    (clock,) = await clocks(desk)
    # 14 business days after Monday 2 March is the 20th, five more are the 27th.
    assert (clock["subject_id"], clock["channel"]) == (thread["id"], "job")
    assert (clock["occurrence"], clock["due_at"]) == (
        "2026-03-27",
        datetime(2026, 3, 27, tzinfo=UTC),
    )
    assert await run(worker, desk, thread["id"]) == Done("closed")
    closed = await desk.get(f"/v1/threads/{thread['id']}")
    assert (closed["stage"], closed["due"]) == ("silent_closed", None)
    assert closed["closed_at"] == "2026-03-27T00:00:00Z"
    assert await clocks(desk) == []
    codes = await desk.admin.fetchval(
        "SELECT codes FROM person.events WHERE owner_id = $1 AND name = 'thread.closed'",
        desk.who.id,
    )
    assert '"by_itself": true' in codes
    assert await run(worker, desk, thread["id"]) == NotWanted("moved")
    assert len(await desk.events(thread["id"])) == 2


async def test_it_does_not_close_early_nor_what_was_answered(desk: Desk, worker: Database) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent")
    later(worker, days=18)
    assert await run(worker, desk, thread["id"]) == NotWanted("moved")
    await desk.say(thread["id"], "answered_yes")
    assert await clocks(desk) == []
    later(worker, days=60)
    assert await run(worker, desk, thread["id"]) == NotWanted("moved")
    assert (await desk.get(f"/v1/threads/{thread['id']}"))["stage"] == "replied_yes"


async def test_closing_is_proposed_before_it_is_done(desk: Desk, worker: Database) -> None:
    thread = await desk.start()
    thread = await desk.say(thread["id"], "sent", datetime.now(UTC) - timedelta(days=12))
    assert thread["due"]["kind"] == "follow_up"
    other = await desk.start("Ben", "Adeyemi")
    other = await desk.say(other["id"], "sent", datetime.now(UTC) - timedelta(days=24))
    assert other["due"]["kind"] == "close_proposed"
    cards = (await desk.lanes())["asked"]["items"]
    assert [card["due"]["local"] for card in cards] == [
        other["due"]["local"],
        thread["due"]["local"],
    ]
    assert [card["due"]["kind"] for card in cards] == ["close_proposed", "follow_up"]


async def test_a_batch_closes_what_is_over_and_nothing_else(desk: Desk, worker: Database) -> None:
    over, open_, gone = [await desk.start(f"Person {n}", "") for n in range(3)]
    for thread in (over, open_, gone):
        await desk.say(thread["id"], "sent")
    await desk.say(open_["id"], "followed_up")
    await desk.http.delete(f"/v1/threads/{gone['id']}", headers=desk.who.bearer)
    later(worker, days=200)
    await desk.say(open_["id"], "answered_later")
    async with worker.enter_as([desk.who.id]) as work:
        await work.write()
        ids = [UUID(thread["id"]) for thread in (over, open_, gone)]
        assert await close_silent(work, ids, work.now) == [ids[0]]
        assert await close_silent(work, ids, work.now) == []


async def test_a_reopened_ask_waits_anew(desk: Desk, worker: Database) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", datetime(2026, 3, 2, 9, tzinfo=UTC))
    await run(worker, desk, thread["id"])
    thread = await desk.say(thread["id"], "reopened")
    assert thread["lane"] == "asked"
    assert datetime.fromisoformat(thread["due"]["at"]) > datetime.now(UTC)
    assert await run(worker, desk, thread["id"]) == NotWanted("moved")


async def settle(desk: Desk, worker: Database, **change: object) -> None:
    """Change the profile, and have the job run that computes all clocks anew."""
    answer = await desk.http.patch(
        "/v1/me/profile", headers={**desk.who.bearer, "if-match": "*"}, json=change
    )
    assert answer.status_code == 200, answer.text
    async with worker.enter_as([desk.who.id]) as work:
        await work.write()
        await recompute_clocks(work)


async def test_clocks_follow_zone_template_and_working_days(desk: Desk, worker: Database) -> None:
    thread = await desk.start()
    path = f"/v1/threads/{thread['id']}"
    await desk.say(thread["id"], "sent", datetime.now(UTC).replace(hour=12) - timedelta(days=1))
    before = (await desk.get(path))["due"]
    await settle(desk, worker, time_zone="America/New_York")
    moved = (await desk.get(path))["due"]
    assert (moved["zone"], moved["local"]) == ("America/New_York", before["local"])
    assert moved["at"] > before["at"]
    await settle(desk, worker, clock_template="cautious")
    cautious = (await desk.get(path))["due"]
    assert cautious["local"] > moved["local"]
    closes_at = (await clocks(desk))[0]["due_at"]
    await settle(desk, worker, working_days=[1, 2])
    assert (await desk.get(path))["due"]["local"] > cautious["local"]
    assert (await clocks(desk))[0]["due_at"] > closes_at
    version = (await desk.get(path))["version"]
    await settle(desk, worker, name="Nora H.")
    assert (await desk.get(path))["version"] == version


async def test_a_contact_who_lives_elsewhere_has_other_business_days(
    desk: Desk, worker: Database
) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent", datetime(2026, 4, 27, 9, tzinfo=UTC))
    waiting = "SELECT count(*) FROM person.clocks WHERE owner_id = $1 AND kind = 'settle'"
    mine = "DELETE FROM person.clocks WHERE owner_id = $1 AND kind = 'settle'"
    await desk.admin.execute(mine, desk.who.id)
    await desk.change("contacts", thread["contact"]["id"], country="DE")
    assert await desk.admin.fetchval(waiting, desk.who.id) == 1
    async with worker.enter_as([desk.who.id]) as work:
        await work.write()
        assert await recompute_clocks(work) == 1
    due = (await desk.get(f"/v1/threads/{thread['id']}"))["due"]
    # Great Britain rests on the 4th of May, Germany on the 1st and the 14th.
    assert due["local"] == "2026-05-19T00:00:00"


async def test_recomputing_changes_nothing_that_is_right(desk: Desk, worker: Database) -> None:
    for n, said in enumerate((["sent"], ["sent", "followed_up"], ["held"], ["parked"])):
        thread = await desk.start(f"Person {n}", "")
        for what in said:
            await desk.say(thread["id"], what)
    async with worker.enter_as([desk.who.id]) as work:
        await work.write()
        assert await recompute_clocks(work) == 0
