"""An open promise becomes late by its clock, and follows a person who moves."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.rules import Claimed, Done, NotWanted
from api.insights.ledger import DUE, PromiseDue, recompute_promises
from api.tables import new_id
from tests.insights.room import Room

pytestmark = pytest.mark.anyio


@pytest.fixture
async def hands(settings: Settings, room: Room) -> AsyncIterator[Database]:
    """The worker's database, on the room's clock."""
    database = Database(settings.database_worker_url, Clock(str(room.shift)), pool_size=1)
    yield database
    await database.close()


def claimed(room: Room, promise_id: str) -> Claimed:
    return Claimed(
        tenant_id=room.who.id,
        id=new_id(),
        kind=DUE,
        subject_id=UUID(promise_id),
        occurrence="once",
        channel="job",
        recipient=room.who.id,
        due_at=datetime.now(UTC),
        attempt=1,
        failures=0,
    )


async def test_its_clock_makes_it_late_once(room: Room, hands: Database) -> None:
    talk = await room.talked(await room.contact("Ewan Ross"))
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    clock = await room.admin.fetchval(
        "SELECT due_at FROM person.clocks WHERE subject_id = $1", UUID(line_id)
    )
    assert clock == datetime.fromisoformat((await room.get(f"/promises/{line_id}"))["due_at"])
    rule = PromiseDue()
    async with hands.enter_as([room.who.id]) as work:
        assert await rule.prepare(work, claimed(room, line_id)) == NotWanted("moved")
    room.pass_time(clock - room.now + timedelta(minutes=5))
    for _ in range(2):
        async with hands.enter_as([room.who.id]) as work:
            assert await rule.prepare(work, claimed(room, line_id)) == Done("late")
    assert [row["at"] for row in await room.events("promise.late")] == [clock]
    await room.change(f"/promises/{line_id}", {"state": "kept"})
    assert len(await room.events("promise.late")) == 1
    async with hands.enter_as([room.who.id]) as work:
        assert await rule.prepare(work, claimed(room, line_id)) == NotWanted("settled")
    left = "SELECT count(*) FROM person.clocks WHERE subject_id = $1"
    assert await room.admin.fetchval(left, UUID(line_id)) == 0


async def test_whoever_moves_keeps_the_date(room: Room, hands: Database) -> None:
    talk = await room.talked(await room.contact("Ewan Ross"))
    line_id = await room.line(talk, "Send the sheet", "promise", promiser="mine")
    before = await room.get(f"/promises/{line_id}")
    await room.change("/me/profile", {"time_zone": "America/New_York"})
    async with hands.enter_as([room.who.id]) as work:
        await work.write()
        assert await recompute_promises(work) == 1
    after = await room.get(f"/promises/{line_id}")
    assert after["due_on"] == before["due_on"]
    moved = datetime.fromisoformat(after["due_at"]) - datetime.fromisoformat(before["due_at"])
    assert moved in (timedelta(hours=4), timedelta(hours=5))
