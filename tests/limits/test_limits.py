"""Limits: exact in the database however many ask at once, and a bucket per caller in the process."""

import asyncio
import contextlib
from dataclasses import replace

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.errors import TooManyRequests
from api.limits import NETWORK_SHARE, Buckets, Rate, network_of, take
from api.secrets import Keys
from api.tables import new_id
from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio

RATE = Rate("test", 5, 100)
KEYS = Keys(("a test key of more than thirty-two characters",))


async def test_exactly_as_many_as_allowed_get_through_at_once(settings: Settings) -> None:
    database, whose = Database(settings.database_url, Clock(), pool_size=8), str(new_id())

    async def one() -> bool:
        try:
            async with database.enter_nobody() as work:
                await take(work, KEYS, RATE, whose)
        except TooManyRequests:
            return False
        return True

    try:
        assert sum(await asyncio.gather(*(one() for _ in range(30)))) == RATE.count
        async with database.enter_nobody() as work:
            assert (await take(work, KEYS, RATE, "somebody else")).remaining == RATE.count - 1
    finally:
        await database.close()


async def test_what_was_taken_comes_back_evenly(
    settings: Settings, admin: asyncpg.Connection
) -> None:
    database, whose = Database(settings.database_url, Clock(), pool_size=1), str(new_id())

    async def taken() -> int:
        async with database.enter_nobody() as work:
            return (await take(work, KEYS, RATE, whose)).remaining

    try:
        assert [await taken() for _ in range(RATE.count)] == [4, 3, 2, 1, 0]
        with pytest.raises(TooManyRequests) as refused:
            await taken()
        assert 18 <= int(refused.value.headers["Retry-After"]) <= 20
        await admin.execute(
            "UPDATE directory.limits SET full_at = full_at - interval '20 seconds'"
            " WHERE name = 'test'"
        )
        assert await taken() == 0
        with pytest.raises(TooManyRequests):
            await taken()
    finally:
        await database.close()


async def test_what_is_rolled_back_was_not_taken(settings: Settings) -> None:
    database, whose = Database(settings.database_url, Clock(), pool_size=1), str(new_id())
    try:
        with contextlib.suppress(LookupError):
            async with database.enter_nobody() as work:
                await take(work, KEYS, RATE, whose)
                raise LookupError
        async with database.enter_nobody() as work:
            assert (await take(work, KEYS, RATE, whose)).remaining == RATE.count - 1
    finally:
        await database.close()


async def test_neither_addresses_nor_networks_are_kept_in_clear(
    settings: Settings, admin: asyncpg.Connection
) -> None:
    database = Database(settings.database_url, Clock(), pool_size=1)
    async with database.enter_nobody() as work:
        await take(work, KEYS, RATE, "nora@example.org")
    await database.close()
    rows = await admin.fetch("SELECT l::text AS row, key FROM directory.limits l")
    assert all(b"nora" not in row["key"] and len(row["key"]) == 32 for row in rows)


async def test_what_is_over_is_swept(settings: Settings, admin: asyncpg.Connection) -> None:
    await admin.execute(
        "INSERT INTO directory.limits VALUES ('old', 'x', now() - interval '1 s'),"
        " ('new', 'x', now() + interval '1 h') ON CONFLICT DO NOTHING"
    )
    database = Database(settings.database_url, Clock(), pool_size=1)
    async with database.enter_nobody() as work:
        await work.call("SELECT door.sweep_sign_in(100000)")
    await database.close()
    names = {row["name"] for row in await admin.fetch("SELECT name FROM directory.limits")}
    assert "old" not in names
    assert "new" in names


def test_a_bucket_empties_and_fills() -> None:
    buckets = Buckets(Rate("requests", 3, 30))
    assert [buckets.take("nora", 100.0)[0] for _ in range(4)] == [2, 1, 0, -1]
    assert buckets.take("nora", 100.0) == (-1, 10.0)
    assert buckets.take("ruth", 100.0)[0] == 2
    assert buckets.take("nora", 110.0) == (0, 0.0)
    assert buckets.take("nora", 1000.0) == (2, 0.0)


def test_the_longest_unused_buckets_are_forgotten() -> None:
    buckets = Buckets(Rate("requests", 1, 60))
    assert buckets.take("nora", 0.0)[0] == 0
    for number in range(10_000):
        buckets.take(str(number), 0.0)
    assert buckets.take("nora", 0.0)[0] == 0
    assert buckets.take("9999", 0.0)[0] == -1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_one_home_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network


async def test_a_caller_is_told_and_stopped_and_others_are_not(
    settings: Settings, person: MakePerson
) -> None:
    app = create_app(replace(settings, requests_per_minute=3))
    nora, ruth = await person(), await person()
    async with app.lifespan():
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http:
            answers = [await http.get("/v1/me", headers=nora.bearer) for _ in range(4)]
            assert [a.status_code for a in answers] == [200, 200, 200, 429]
            assert answers[0].headers["ratelimit-policy"] == '"requests";q=3;w=60'
            assert answers[0].headers["ratelimit"] == '"requests";r=2;t=20'
            assert 0 < int(answers[3].headers["retry-after"]) <= 20
            assert answers[3].headers["x-request-id"]
            assert answers[3].json()["type"].endswith("/too-many-requests")
            assert (await http.get("/v1/me", headers=ruth.cookie)).status_code == 200
            assert (await http.get("/health/live")).status_code == 200
            made_up = [
                await http.get("/v1/me", headers={"authorization": f"Bearer {number}"})
                for number in range(3 * NETWORK_SHARE)
            ]
            assert made_up[-1].status_code == 429
