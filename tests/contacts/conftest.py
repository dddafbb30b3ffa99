"""Somebody who brings files, and a worker that reads them."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from tests.conftest import MakePerson
from tests.contacts.importing import Hands, Importer, hands


@pytest.fixture(scope="module")
def database(file_database: str) -> str:
    """A tick plans for everybody in a database: here those of one file."""
    return file_database


@pytest.fixture
async def worker(app: Litestar, settings: Settings) -> AsyncIterator[Hands]:
    """A worker on the database and the files of the application."""
    async with hands(app, settings) as made:
        yield made


@pytest.fixture
async def importer(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> Importer:
    """A person who brings files."""
    return Importer(http, admin, await person())
