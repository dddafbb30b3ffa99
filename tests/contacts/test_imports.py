"""Imports over HTTP and through the worker: what comes in, what stays, what is left out."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from tests.conftest import MakePerson
from tests.contacts.importing import Hands, Importer, hands, linkedin
from tests.contacts.making import make_contact

pytestmark = pytest.mark.anyio

MAYA = "Maya,Lindgren,https://www.linkedin.com/in/maya-l,maya@example.org,Hollin Labs,Data Analyst,12 Mar 2024"
EWAN = "Ewan,Ross,https://www.linkedin.com/in/ewan-r,,Northern Board,Ward Nurse,01 Jan 2020"


@pytest.fixture
async def worker(app: Litestar, settings: Settings) -> AsyncIterator[Hands]:
    async with hands(app, settings) as made:
        yield made


@pytest.fixture
async def nora(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> Importer:
    return Importer(http, admin, await person())


async def test_a_file_is_looked_at_before_it_comes_in(nora: Importer, worker: Hands) -> None:
    made = await nora.upload(linkedin(MAYA, EWAN, MAYA.replace("Data Analyst", "Lecturer"), ",,,,,,"))
    assert made["state"] == "checked"
    assert made["format"] == "linkedin"
    assert {k: v for k, v in made["counts"].items() if v} == {
        "rows": 3, "new": 2, "duplicates": 1,
    }
    assert await nora.people() == []
    done = await nora.bring(worker, linkedin(MAYA, EWAN))
    assert done["progress"] == 1
    ewan, maya = await nora.people()
    assert (maya["name"], maya["role"], maya["employer"], maya["source"]) == (
        "Maya Lindgren", "Data Analyst", "Hollin Labs", "linkedin",
    )
    assert (maya["function"], maya["function_guessed"]) == ("data", True)
