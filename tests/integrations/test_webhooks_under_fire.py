"""Receivers that are down, slow or wrong, and workers that die: nothing is lost, and nobody waits for
somebody else's receiver. Counted, not timed."""

import asyncio
import json
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest

from api.config import Settings
from api.deliveries.tick import CALLS, read_pairs, tick
from api.embedded.postgres import Cluster
from api.jobs import CALL, DELIVER
from api.tables import new_id
from tests.conftest import ROOT, MakePerson
from tests.deliveries.world import Died, open_world
from tests.integrations.receiver import Receiver, receiver
from tests.integrations.station import Station, open_station
from workers.calls import Calls
from workers.rules import call_rules

pytestmark = pytest.mark.anyio

STEPS = ("claimed", "prepared", "effected", "finished")
WAYS = (204, 500, 503, 429, None)
"""How a receiver answers for a while; None: not at all."""


@pytest.mark.parametrize(
    "events",
    [300, pytest.param(10_000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])],
)
async def test_nothing_is_lost(
    station: Station, there: Receiver, monkeypatch: pytest.MonkeyPatch, events: int
) -> None:
    """The receiver is down, slow and wrong in turn, and workers die at every step."""
    monkeypatch.setattr("api.deliveries.calling.SECONDS", 0.05)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    hook = await station.subscribe(there.address)
    told = 0
    while told < events:
        told += (some := min(chance.randrange(1, events // 6), events - told))
        await station.happens(some)
        there.status = chance.choice(WAYS)
        for _ in range(chance.randrange(1, 4)):
            with suppress(Died):
                await station.run(station.engine(die_at=chance.choice((*STEPS, ""))))
            # The lease of whoever died ends, and pauses pass.
            station.pass_time(timedelta(seconds=chance.choice((31, 61, 400))))
    there.status = 204
    while (await station.read(hook))["waiting"]:
        station.pass_time(timedelta(hours=9))
        await station.run()
    assert (await station.read(hook))["state"] == "on"
    states = await station.admin.fetch(
        "SELECT id, subject_id, state, outcome FROM delivery.deliveries WHERE tenant_id = $1"
        " AND channel = 'webhook'",
        station.who.id,
    )
    assert {(row["state"], row["outcome"]) for row in states} == {("done", "sent:204")}
    happened = await station.admin.fetch(
        "SELECT id FROM person.events WHERE owner_id = $1 AND name = 'contact.created'",
        station.who.id,
    )
    assert {row["subject_id"] for row in states} == {row["id"] for row in happened}
    assert {one.id for one in there.taken} == {str(row["id"]) for row in states}
    assert {one.json["id"] for one in there.taken} == {str(row["id"]) for row in happened}
    assert len(happened) == events
    await verified_in_javascript(station, there)


async def verified_in_javascript(station: Station, there: Receiver) -> None:
    lines = [
        json.dumps(
            {
                "secret": station.secrets[there.address],
                "headers": one.headers,
                "body": one.body.decode(),
            }
        )
        for one in there.got
    ]
    node = await asyncio.create_subprocess_exec(
        "node",
        str(ROOT / "tests" / "integrations" / "verify.mjs"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await node.communicate("\n".join(lines).encode())
    assert json.loads(out) == [one.id for one in there.got]


async def test_a_thousand_subscriptions_of_one_delay_nobody(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    async with open_world(cluster, own_database, tmp_path / "shift") as world:
        behind = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
        heavy, other, mailed = new_id(), new_id(), new_id()
        jobs: list[tuple[str, list[str]]] = []
        world.bell.ring = lambda job, ids: jobs.append((job, ids))  # type: ignore[method-assign]
        for owner, n, late in ((heavy, 1000, 60), (other, 1, 1)):
            await behind.execute(
                "INSERT INTO delivery.deliveries (tenant_id, id, kind, subject_id, occurrence,"
                " channel, recipient, due_at, next_at) SELECT $1, gen_random_uuid(), 'webhook',"
                " gen_random_uuid(), 'event', 'webhook', gen_random_uuid(), at, at"
                " FROM generate_series(1, $2), (SELECT now() - $3 * interval '1 second' AS at) a",
                owner,
                n,
                late,
            )
        await behind.close()
        await tick(world.database, world.bell)
        rung = [read_pairs(ids) for job, ids in jobs if job == CALL]
        assert sum(owner == heavy for ids in rung for owner, _ in ids) == CALLS.share
        # No message has calls of two people: nobody stands behind another's in one either.
        assert all(len({owner for owner, _ in ids}) == 1 for ids in rung)
        assert [owner for ids in rung for owner, _ in ids if owner != heavy] == [other]
        # However many calls are under way, mails have their own line.
        await world.due(mailed)
        jobs.clear()
        await tick(world.database, world.bell)
        assert [(job, read_pairs(ids)[0][0]) for job, ids in jobs] == [(DELIVER, mailed)]


async def test_a_receiver_that_hangs_holds_no_thread_and_no_other_receiver(
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    settings: Settings,
    person: MakePerson,
    station: Station,
    there: Receiver,
) -> None:
    there.status = None
    for n in range(12):
        await station.subscribe(f"{there.address}/{n}")
    await station.happens()
    async with open_station(http, admin, settings, await person()) as other, receiver() as well:
        await other.subscribe(well.address)
        await other.happens()
        calls = Calls(station.database, call_rules(station.keys), station.caller)
        due = await station.due()
        for begin in range(0, len(due), CALLS.per_message):
            calls.take(due[begin : begin + CALLS.per_message])
        for _ in due:
            await there.began.acquire()
        leased = await admin.fetchval(
            "SELECT count(*) FROM delivery.deliveries WHERE tenant_id = $1 AND state = 'leased'",
            station.who.id,
        )
        assert leased == len(due) == 12
        # All hang; whoever is called now is called at once, and its message is over.
        calls.take(await other.due())
        await well.began.acquire()
        assert len(well.taken) == 1
        assert there.taken == []
        there.over.set()
        calls.rest()
        await asyncio.wait(calls._under_way)
