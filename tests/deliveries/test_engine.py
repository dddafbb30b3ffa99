"""Nothing lost, nothing doubled: the process may die at each named step, ticks may race, the broker
may be emptied."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from api.database import Work
from api.deliveries.attempts import LEASE, MOST_FAILURES
from api.deliveries.engine import CLAIMED_AT_ONCE
from api.deliveries.rules import Claimed, Done, Later, More, NotWanted, Prepared
from api.deliveries.tick import PATIENCE, read_pairs, tick
from api.embedded.postgres import Cluster
from api.mail import MailNotAccepted
from api.tables import new_id
from tests.conftest import MakePerson
from tests.deliveries.world import Died, World, letter, open_world

pytestmark = pytest.mark.anyio


@pytest.fixture(
    params=[
        "postgresql",
        pytest.param("redis", marks=pytest.mark.redis),
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
    ]
)
async def world(
    cluster: Cluster,
    own_database: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """The same engine on each broker that BROKER_URL may name."""
    # A message that a busy machine sends too late is rung again after PATIENCE: not in one round.
    monkeypatch.setattr("api.jobs.SEND_SECONDS", 30.0)
    url = (
        cluster.dsn("askwell_worker", own_database, tcp=True)
        if request.param == "postgresql"
        else request.getfixturevalue(f"{request.param}_url")
    )
    async with open_world(cluster, own_database, tmp_path / "shift", url) as made:
        yield made


async def test_what_is_due_is_sent_once(world: World) -> None:
    await world.due(new_id())
    assert await world.run(world.engine()) == 1
    assert await world.run(world.engine()) == 0
    assert len(world.sink.identities) == 1


async def test_the_same_occurrence_is_never_planned_again(world: World) -> None:
    owner, subject = new_id(), new_id()
    for _ in range(3):
        await world.due(owner, subject=subject, occurrence="+20h")
        await world.run(world.engine())
    assert len(world.sink.identities) == 1
    await world.due(owner, subject=subject, occurrence="v2")
    await world.run(world.engine())
    assert len(world.sink.identities) == 2


@pytest.mark.parametrize("step", ["claimed", "prepared", "effected", "finished"])
async def test_a_process_that_dies_loses_and_doubles_nothing(world: World, step: str) -> None:
    for _ in range(5):
        await world.due(new_id())
    with pytest.raises(Died):
        await world.run(world.engine(die_at=step))
    for _ in range(4):
        world.pass_time(LEASE + PATIENCE)
        await world.run(world.engine())
    assert await world.states() == Counter()
    assert len(set(world.sink.identities)) == 5


async def test_a_worker_that_dies_holds_only_what_it_had_begun_with(world: World) -> None:
    """The rest of its message is free: it needs no lease to run out, only to be rung again."""
    for _ in range(3 * CLAIMED_AT_ONCE):
        await world.due(new_id())
    with pytest.raises(Died):
        await world.run(world.engine(die_at="prepared"))
    world.pass_time(PATIENCE)
    assert await world.run(world.engine()) == 2 * CLAIMED_AT_ONCE
    world.pass_time(LEASE - PATIENCE)
    assert await world.run(world.engine()) == CLAIMED_AT_ONCE
    assert len(set(world.sink.identities)) == 3 * CLAIMED_AT_ONCE


async def test_two_ticks_at_once_plan_each_clock_once(world: World) -> None:
    for _ in range(60):
        await world.due(new_id())
    await asyncio.gather(*(tick(world.database, world.bell) for _ in range(4)))
    pairs = read_pairs(await world.taken())
    assert len(pairs) == len(set(pairs)) == 60
    await asyncio.gather(*(world.engine().work(pairs) for _ in range(3)))
    assert len(world.sink.identities) == len(set(world.sink.identities)) == 60


async def test_an_emptied_broker_costs_patience_and_nothing_else(world: World) -> None:
    await world.due(new_id())
    world.bell.deaf = True
    assert await world.run(world.engine()) == 0
    world.bell.deaf = False
    assert await world.run(world.engine()) == 0
    world.pass_time(PATIENCE)
    assert await world.run(world.engine()) == 1
    assert len(world.sink.identities) == 1


async def test_what_is_no_longer_wanted_is_not_sent(world: World) -> None:
    await world.due(new_id())
    await world.run(world.engine(lambda *_: NotWanted("done")))
    assert world.sink.identities == []
    assert await world.states() == Counter()


async def test_quiet_hours_wait_and_are_asked_again(world: World) -> None:
    await world.due(new_id())
    await world.run(world.engine(lambda work, _: Later(work.now + timedelta(hours=8), "quiet")))
    assert await world.run(world.engine()) == 0
    world.pass_time(timedelta(hours=8))
    assert await world.run(world.engine()) == 1
    assert len(world.sink.identities) == 1


async def test_a_mail_server_that_refuses_is_tried_again_and_then_dead_for_all_to_see(
    world: World, own_database: str, cluster: object
) -> None:
    await world.due(new_id())
    world.sink.refuse = MailNotAccepted("451 later", permanent=False)
    for _ in range(MOST_FAILURES):
        assert await world.run(world.engine()) == 1
        world.pass_time(timedelta(hours=2))
    assert await world.run(world.engine()) == 0
    world.sink.refuse = None
    await world.due(new_id())
    assert await world.run(world.engine()) == 1


async def test_a_permanent_refusal_is_dead_at_once(world: World) -> None:
    await world.due(new_id())
    world.sink.refuse = MailNotAccepted("550 no such mailbox", permanent=True)
    await world.run(world.engine())
    world.sink.refuse = None
    world.pass_time(timedelta(hours=2))
    assert await world.run(world.engine()) == 0


async def test_a_mail_server_that_gives_no_answer_is_named_as_the_reason(
    world: World, own_database: str, cluster: Cluster
) -> None:
    await world.due(new_id())
    world.sink.refuse = TimeoutError()
    await world.run(world.engine())
    with cluster.connect(own_database) as connection:
        row = connection.execute("SELECT state, outcome FROM delivery.deliveries").fetchone()
    assert row == ("pending", "failed:mail")


async def test_an_address_that_is_gone_gets_no_more(world: World) -> None:
    owner = new_id()
    await world.due(owner)
    world.sink.refuse = MailNotAccepted("550", permanent=True, gone="550 5.1.1 no such user")
    await world.run(world.engine())
    async with world.database.enter_as([owner]) as work:
        (stop,) = await work.call("SELECT email_norm, reason, detail FROM person.mail_stops")
        (delivery,) = await work.call("SELECT state, outcome FROM delivery.deliveries")
    assert tuple(stop) == ("nora@example.org", "bounce", "550 5.1.1 no such user")
    assert tuple(delivery) == ("dead", "failed:address")


async def test_an_overtaken_worker_can_not_write_its_end(world: World) -> None:
    """The fence: while the first worker sleeps through its lease, a second one finishes."""
    await world.due(new_id())
    await tick(world.database, world.bell)
    pairs = read_pairs(await world.taken())

    def slow(work: Work, claimed: Claimed) -> Prepared:
        if claimed.attempt == 1:
            world.pass_time(LEASE)
        return Later(work.now + timedelta(days=1), "slow") if claimed.attempt == 1 else Done()

    first = world.engine(slow)
    claimed = await first._claim(pairs)
    world.pass_time(LEASE)
    assert await world.engine(lambda *_: Done()).work(pairs) == 1
    assert not await first._attempts.make(claimed[0], asyncio.get_running_loop().time())
    assert await world.states() == Counter()


async def test_a_long_job_goes_on_piece_by_piece(world: World) -> None:
    await world.due(new_id())
    pieces: list[int] = []

    def piece(_: Work, claimed: Claimed) -> Prepared:
        pieces.append(claimed.attempt)
        return More() if len(pieces) < 4 else Done()

    await world.run(world.engine(piece))
    assert pieces == [1, 2, 3, 4]
    assert await world.states() == Counter()


async def test_a_worker_that_rests_ends_what_it_claimed_and_gives_the_rest_back(
    world: World,
) -> None:
    """SIGTERM in the middle of a message: nothing is lost, and the others need not wait."""
    for _ in range(3 * CLAIMED_AT_ONCE):
        await world.due(new_id())

    def told_to_end(work: Work, claimed: Claimed) -> Prepared:
        ending.rest()
        return letter(work, claimed)

    ending = world.engine(told_to_end)
    assert await world.run(ending) == CLAIMED_AT_ONCE
    assert await world.states() == Counter(pending=2 * CLAIMED_AT_ONCE)
    # No patience, no lease: the very next tick rings for them.
    assert await world.run(world.engine()) == 2 * CLAIMED_AT_ONCE
    assert len(set(world.sink.identities)) == 3 * CLAIMED_AT_ONCE


async def test_one_bad_delivery_does_not_hold_up_the_others(world: World) -> None:
    for _ in range(3):
        await world.due(new_id())
    bad: list[UUID] = []

    def answer(work: Work, claimed: Claimed) -> Prepared:
        if not bad:
            bad.append(claimed.id)
        if claimed.id == bad[0]:
            raise ZeroDivisionError
        return letter(work, claimed)

    await world.run(world.engine(answer))
    assert len(world.sink.identities) == 2


async def test_a_worker_sees_nobody_without_a_batch(world: World, person: MakePerson) -> None:
    async with world.database.enter_nobody() as work:
        session = await work.session()
        from sqlalchemy import text

        assert (await session.execute(text("SELECT count(*) FROM person.profiles"))).scalar() == 0


def test_the_message_of_a_batch_names_both_ids() -> None:
    tenant, one = new_id(), new_id()
    assert read_pairs([f"{tenant}/{one}"]) == [(tenant, one)]
