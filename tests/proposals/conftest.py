"""A room whose operator named a model, and that model."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from api.config import Settings
from tests.conftest import MakePerson, free_port
from tests.insights.room import Room, opened
from tests.proposals.fake_model import FakeModel, listening

PORT = free_port()


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with listening(PORT) as made:
        yield made


@pytest.fixture
async def room(
    settings: Settings,
    person: MakePerson,
    admin: asyncpg.Connection,
    shift: Path,
    model: FakeModel,
) -> AsyncIterator[Room]:
    told = replace(settings, model_url=model.url, model_name="small", model_key="a key")
    async with opened(told, person, admin, shift) as made:
        yield made
