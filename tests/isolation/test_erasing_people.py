"""Erasing an account reaches every table that points at people, whichever migration wrote the door
last."""

import re

import asyncpg
import pytest

pytestmark = pytest.mark.anyio

POINTING = """
SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c
WHERE c.contype = 'f' AND c.confrelid = 'directory.people'::regclass AND c.confdeltype = 'a'
"""
DOOR = "SELECT prosrc FROM pg_proc WHERE oid = 'door.erase_person()'::regprocedure"


async def test_every_table_that_points_at_people_is_named(admin: asyncpg.Connection) -> None:
    pointing = {row[0] for row in await admin.fetch(POINTING)}
    named = set(re.findall(r"(?:FROM|UPDATE) ((?:\w+)\.(?:\w+))", await admin.fetchval(DOOR)))
    assert pointing
    assert {one for one in pointing if not one.startswith("person.")} - named == set()
