"""A station of somebody with webhooks, on a clock that a test moves."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import httpx
import pytest

from api.config import Settings
from api.embedded.postgres import Cluster
from tests.conftest import MakePerson, settings_for
from tests.integrations.receiver import Receiver, receiver
from tests.integrations.station import Station, open_station


@pytest.fixture
def settings(cluster: Cluster, database: str, shift: Path) -> Settings:
    return replace(settings_for(cluster, database), clock_file=str(shift))


@pytest.fixture
async def station(
    http: httpx.AsyncClient, admin: asyncpg.Connection, settings: Settings, person: MakePerson
) -> AsyncIterator[Station]:
    async with open_station(http, admin, settings, await person()) as made:
        yield made


@pytest.fixture
async def there() -> AsyncIterator[Receiver]:
    async with receiver() as made:
        yield made
