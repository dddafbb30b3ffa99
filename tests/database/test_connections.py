"""Connections: reads linger without being seen by the next person, effects are never held back."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import bindparam, select, update

from api import connections
from api.accounts.models import Profile
from api.clock import Clock
from api.config import Settings
from api.credentials import Credential, Subject, read_credential
from api.database import Database, Work, hot
from api.errors import Unauthenticated, Unavailable
from tests.conftest import MakePerson
from tests.people import Somebody

pytestmark = pytest.mark.anyio

WHO = hot(select(Profile.owner_id))
RENAME = hot(update(Profile).where(Profile.owner_id == bindparam("owner")).values(name="Other"))
IDLE = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state LIKE 'idle in%'"


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[Database]:
    made = Database(settings.database_url, Clock(), pool_size=2, name="askwell-lingering")
    yield made
    await made.close()


def credential_of(who: Somebody) -> Credential:
    credential = read_credential(who.session)
    assert credential is not None
    return credential


async def seen_by(opened: Database, who: Somebody) -> list[UUID]:
    async with opened.enter(credential_of(who), "profile:read", writing=False) as work:
        return [row["owner_id"] for row in await work.fetch(WHO)]


async def test_the_next_person_on_a_connection_sees_only_their_own(
    opened: Database, person: MakePerson
) -> None:
    nora, ben = await person(), await person()
    for _ in range(20):
        assert await seen_by(opened, nora) == [nora.id]
        assert len(opened.lingering()) == 1
        assert await seen_by(opened, ben) == [ben.id]
    async with opened.enter_nobody() as work:
        assert await work.fetch(WHO) == []


async def test_a_read_that_nobody_follows_ends_by_itself(
    opened: Database,
    person: MakePerson,
    admin: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Long enough that a busy machine sees it waiting.
    monkeypatch.setattr(connections, "LINGER", 0.5)
    nora = await person()
    await seen_by(opened, nora)
    assert await admin.fetchval(IDLE, "askwell-lingering") == 1
    for _ in range(100):
        await asyncio.sleep(connections.LINGER)
        if not await admin.fetchval(IDLE, "askwell-lingering"):
            break
    else:
        raise AssertionError("it lingers for ever")
    assert opened.lingering() == []
    assert await seen_by(opened, nora) == [nora.id]


async def test_what_has_an_effect_is_committed_before_its_answer_leaves(
    opened: Database, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    effects = {
        "a compiled statement": lambda work: work.execute(RENAME, owner=nora.id),
        "a door": lambda work: work.call("SELECT 1"),
        "the session": lambda work: work.session(),
    }
    for name, effect in effects.items():
        async with opened.enter(credential_of(nora), "profile:read", writing=False) as work:
            await _write(work)
            await effect(work)
        assert opened.lingering() == [], name
    assert (
        await admin.fetchval("SELECT name FROM person.profiles WHERE owner_id = $1", nora.id)
        == "Other"
    )


async def _write(work: Work) -> None:
    # What `begin_write` takes first, without saying so to this Work.
    await work._driver.execute("SELECT app.begin_write()")


async def test_whoever_is_refused_leaves_nothing_behind(
    opened: Database, person: MakePerson
) -> None:
    nora = await person()
    stranger = Credential(Subject(nora.id, "session"), b"\0" * 32)
    for _ in range(5):
        assert await seen_by(opened, nora) == [nora.id]
        with pytest.raises(Unauthenticated):
            async with opened.enter(stranger, "profile:read", writing=False):
                pass
    async with opened.enter_nobody() as work:
        assert await work.fetch(WHO) == []


async def test_connections_that_died_while_they_lingered_are_not_noticed(
    opened: Database, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    await asyncio.gather(*(seen_by(opened, nora) for _ in range(2)))
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
        "askwell-lingering",
    )
    assert await seen_by(opened, nora) == [nora.id]


async def test_more_readers_than_connections_take_turns(
    opened: Database, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    nora = await person()
    all_seen = await asyncio.gather(*(seen_by(opened, nora) for _ in range(40)))
    assert all_seen == [[nora.id]] * 40
    monkeypatch.setattr(connections, "LONGEST_WAIT", 0.05)
    async with opened.enter_nobody(), opened.enter_nobody():
        with pytest.raises(Unavailable):
            await seen_by(opened, nora)
    assert await seen_by(opened, nora) == [nora.id]


async def test_a_connection_that_was_out_for_long_goes_back_to_the_pool(
    opened: Database, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    nora = await person()
    monkeypatch.setattr(connections, "LONGEST_OUT", 0.0)
    await seen_by(opened, nora)
    assert opened.lingering() == []
