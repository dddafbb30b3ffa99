"""Somebody at work, for all tests of threads."""

import asyncpg
import httpx
import pytest

from tests.conftest import MakePerson
from tests.threads.desk import Desk


@pytest.fixture
async def desk(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Desk:
    """Nora at work."""
    return Desk(http, admin, await person())
