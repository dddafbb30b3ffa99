"""A place for these tests."""

import asyncpg
import httpx
import pytest

from tests.conftest import MakePerson
from tests.organizations.place import Place, open_place


@pytest.fixture
async def place(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Place:
    return await open_place(http, admin, person)
