"""A place for these tests."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from api.clock import Clock
from api.database import Database
from api.embedded.postgres import Cluster
from tests.conftest import MakePerson, settings_for
from tests.organizations.place import Place, open_place


@pytest.fixture
async def place(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Place:
    return await open_place(http, admin, person)


@pytest.fixture
async def worker(cluster: Cluster, database: str) -> AsyncIterator[Database]:
    settings = settings_for(cluster, database)
    worker = Database(settings.database_worker_url, Clock(), pool_size=2)
    yield worker
    await worker.close()
