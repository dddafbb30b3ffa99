"""A room for these tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from api.config import Settings
from tests.conftest import MakePerson
from tests.insights.room import Room, opened


@pytest.fixture
async def room(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    async with opened(settings, person, admin, shift) as made:
        yield made
