"""After an outage: the urgent first, the latest of its kind alone, and nobody waits behind one person's
mountain. All of it is counted, none of it timed."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from api.database import Work
from api.deliveries.rules import Claimed, Note, NotWanted, Prepared, Say
from api.deliveries.tick import BATCH, SHARE, read_pairs, tick
from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.deliveries.world import World, letter, open_world
from tests.statements import statements_of

pytestmark = pytest.mark.anyio

MOUNTAIN = 100_000


@pytest.fixture
async def world(cluster: Cluster, own_database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(cluster, own_database, tmp_path / "shift") as made:
        yield made


@pytest.fixture
async def behind(cluster: Cluster, own_database: str) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection to the world's own database."""
    connection = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    yield connection
    await connection.close()


async def pile(
    behind: asyncpg.Connection, owner: UUID, n: int, *, channel: str = "job", late: str = "2 hours"
) -> None:
    """`n` clocks of one owner that were due so long ago, each a millisecond after the other."""
    await behind.execute(
        "INSERT INTO person.clocks (owner_id, kind, subject_id, occurrence, channel, due_local,"
        " due_zone, due_at) SELECT $1, 'test', gen_random_uuid(), '1', $3, now(), 'UTC',"
        " now() - $4::text::interval + i * interval '1 millisecond' FROM generate_series(1, $2) i",
        owner,
        n,
        channel,
        late,
    )


def say(work: Work, claimed: Claimed) -> Prepared:
    if claimed.channel == "email":
        return letter(work, claimed)
    until = claimed.due_at + timedelta(days=1)
    return Say(Note("t", "d", "b", "/", None), until, push=True, mail=True)


def owners(world: World) -> list[UUID]:
    return [tenant for tenant, _ in read_pairs(world.bell.take())]


async def test_an_idle_tick_asks_once(world: World, behind: asyncpg.Connection) -> None:
    await pile(behind, new_id(), 3, late="-1 hour")
    async with statements_of(world.database) as asked:
        assert await tick(world.database, world.bell) == (0, 0)
    assert asked == ["SELECT planning.is_due($1, $2)"]
    await pile(behind, new_id(), 1, late="1 second")
    assert await tick(world.database, world.bell) == (1, 1)
    # It was rung for a moment ago: there is nothing to do until the patience is over.
    async with statements_of(world.database) as asked:
        assert await tick(world.database, world.bell) == (0, 0)
    assert len(asked) == 1


async def test_a_mountain_of_one_person_delays_nobody(
    world: World, behind: asyncpg.Connection
) -> None:
    heavy, others = new_id(), [new_id() for _ in range(50)]
    await pile(behind, heavy, MOUNTAIN)
    await behind.execute("ANALYZE person.clocks")
    for other in others:
        await pile(behind, other, 1, late="1 second")
    ticked = await tick(world.database, world.bell)
    told = Counter(owners(world))
    assert told[heavy] <= SHARE
    assert set(told) == {heavy, *others}
    assert ticked.planned == SHARE + len(others)
    # Nothing of the heavy one is worked: the next reminder of somebody comes all the same.
    late_comer = new_id()
    await pile(behind, late_comer, 1, late="1 second")
    await tick(world.database, world.bell)
    assert Counter(owners(world)) == {late_comer: 1}


async def test_a_mountain_is_worked_off_share_by_share_and_whole(
    world: World, behind: asyncpg.Connection
) -> None:
    heavy, count = new_id(), 3 * SHARE + 1
    await pile(behind, heavy, count)
    done = [await world.run(world.engine(lambda *_: NotWanted("done"))) for _ in range(5)]
    assert done == [SHARE, SHARE, SHARE, 1, 0]


async def test_the_queue_stays_short_but_for_what_may_interrupt(
    world: World, behind: asyncpg.Connection
) -> None:
    for _ in range(BATCH // 100 + 5):
        await pile(behind, new_id(), 100, channel="email")
    first = await tick(world.database, world.bell)
    assert (first.planned, first.rung) == (BATCH + 500, BATCH)
    assert len(world.bell.take()) == BATCH
    # The queue is full: only what may interrupt is rung for, however many mails wait.
    urgent = new_id()
    await pile(behind, urgent, 1, channel="app", late="1 second")
    assert (await tick(world.database, world.bell)).rung == 1
    assert owners(world) == [urgent]


async def test_the_urgent_come_first_then_mails_then_jobs(
    world: World, behind: asyncpg.Connection
) -> None:
    """Whatever is due for longest."""
    job, mail, urgent = new_id(), new_id(), new_id()
    await pile(behind, job, 3, channel="job", late="3 hours")
    await pile(behind, mail, 3, channel="email", late="2 hours")
    await pile(behind, urgent, 3, channel="app", late="1 minute")
    await tick(world.database, world.bell)
    assert owners(world) == [urgent] * 3 + [mail] * 3 + [job] * 3


async def test_a_worker_that_is_gone_keeps_nobody_waiting(
    world: World, behind: asyncpg.Connection
) -> None:
    await pile(behind, new_id(), SHARE)
    await tick(world.database, world.bell)
    assert len(world.bell.take()) == SHARE
    world.pass_time(timedelta(seconds=15))
    assert (await tick(world.database, world.bell)).rung == SHARE


async def test_of_what_was_held_up_the_latest_is_said_once(
    world: World, behind: asyncpg.Connection
) -> None:
    nora, other = new_id(), new_id()
    await pile(behind, nora, 40, channel="app")
    await pile(behind, other, 1, channel="app")
    engine = world.engine(say)
    for _ in range(3):
        await world.run(engine)
        world.pass_time(timedelta(seconds=16))
    said = await behind.fetch(
        "SELECT tenant_id, outcome, count(*), max(due_at) AS due FROM delivery.deliveries"
        " WHERE channel = 'app' GROUP BY 1, 2"
    )
    found = {(row["tenant_id"], row["outcome"]): row["count"] for row in said}
    assert found == {
        (nora, "said"): 1,
        (nora, "not-wanted:collapsed"): 39,
        (other, "said"): 1,
    }
    due = {row["outcome"]: row["due"] for row in said if row["tenant_id"] == nora}
    assert due["said"] > due["not-wanted:collapsed"]
    assert await world.states() == Counter()
    assert len(world.sink.identities) == 2
    notices = await behind.fetchval("SELECT count(*) FROM person.notices WHERE owner_id = $1", nora)
    assert notices == 1


async def test_where_the_latest_is_not_wanted_the_one_before_it_is_said(
    world: World, behind: asyncpg.Connection
) -> None:
    nora = new_id()
    await pile(behind, nora, 2, channel="app")
    subjects = [
        row["subject_id"]
        for row in await behind.fetch("SELECT subject_id FROM person.clocks ORDER BY due_at")
    ]

    def answer(work: Work, claimed: Claimed) -> Prepared:
        if claimed.subject_id == subjects[1]:
            return NotWanted("told")
        return say(work, claimed)

    for _ in range(3):
        await world.run(world.engine(answer))
        world.pass_time(timedelta(seconds=16))
    rows = await behind.fetch(
        "SELECT outcome FROM delivery.deliveries WHERE channel = 'app' ORDER BY due_at"
    )
    assert [row["outcome"] for row in rows] == ["said", "not-wanted:told"]


async def test_what_comes_in_time_is_never_taken_together(
    world: World, behind: asyncpg.Connection
) -> None:
    await pile(behind, new_id(), 3, channel="app", late="10 minutes")
    await world.run(world.engine(say))
    rows = await behind.fetch("SELECT outcome FROM delivery.deliveries WHERE channel = 'app'")
    assert [row["outcome"] for row in rows] == ["said"] * 3
