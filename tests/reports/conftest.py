"""Somebody with talks, an application, and hands that make what was asked for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.engine import Engine
from api.deliveries.tick import read_pairs, tick
from api.reports.making import MakeReport
from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Room, opened


class Ring:
    """A broker in memory."""

    def __init__(self) -> None:
        self.pairs: list[str] = []

    def ring(self, job: str, ids: list[str]) -> None:
        self.pairs += ids


class Nowhere:
    """Sends nothing."""

    async def send(self, mail: object) -> None:
        raise AssertionError("reports send no mail")


@dataclass
class Study:
    """A room in which reports are made."""

    room: Room
    worker: Database
    engine: Engine

    async def work(self) -> None:
        ring = Ring()
        await tick(self.worker, ring)
        await self.engine.work(read_pairs(ring.pairs))

    async def goal(self, what: str) -> str:
        """A goal, behind the scenes: this feature only reads them."""
        goal_id, who = new_id(), self.room.who.id
        async with self.room.admin.transaction():
            await self.room.admin.execute("SET LOCAL session_replication_role = replica")
            await self.room.admin.execute(
                "INSERT INTO person.goals (owner_id, id, what, revised_at, reviewed_at)"
                " VALUES ($1, $2, $3, now(), now())",
                who,
                goal_id,
                what,
            )
        return str(goal_id)

    async def plan(self, skill_id: UUID, text: str) -> None:
        """A step of the plan, behind the scenes."""
        async with self.room.admin.transaction():
            await self.room.admin.execute("SET LOCAL session_replication_role = replica")
            await self.room.admin.execute(
                "INSERT INTO person.plan_items (owner_id, id, skill_id, text, due_on)"
                " VALUES ($1, $2, $3, $4, '2027-06-14')",
                self.room.who.id,
                new_id(),
                skill_id,
                text,
            )

    async def said(
        self, name: str, text: str, code: str, level: int | None = None, **more: Any
    ) -> str:
        """Somebody said in a talk that a skill is needed; the id of the line."""
        says = more.pop("says", "needed")
        ago = more.pop("ago", timedelta(days=3))
        talk = await self.room.talked(await self.room.contact(name, **more), ago)
        line_id = await self.room.line(talk, text)
        body = {"id": str(new_id()), "line_id": line_id, "skill_id": str(id_of("askwell", code))}
        await self.room.send("POST", "/skill-signals", {**body, "says": says, "level": level})
        return line_id

    async def level(self, code: str, level: int, **more: Any) -> None:
        path = f"/skills/{id_of('askwell', code)}/level"
        await self.room.send("PUT", path, {"level": level, **more})

    async def gap(self, goal_id: str | None = None) -> dict[str, Any]:
        query = f"?goal_id={goal_id}" if goal_id else ""
        found = await self.room.get(f"/gap{query}")
        return {one["skill"]["name"]: one for one in found["skills"]}

    async def report(self, goal_id: str | None = None) -> Any:
        """A report, asked for and made."""
        body = {"id": str(new_id()), "goal_id": goal_id}
        await self.room.send("POST", "/reports", body)
        await self.work()
        return await self.room.get(f"/reports/{body['id']}")


@pytest.fixture(scope="module")
def database(file_database: str) -> str:
    """A tick plans for everybody in a database: here those of one file."""
    return file_database


@pytest.fixture
async def study(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Study]:
    async with opened(settings, person, admin, shift) as room:
        moved = replace(settings, clock_file=str(room.shift))
        worker = Database(moved.database_worker_url, Clock(str(room.shift)), pool_size=3)
        yield Study(room, worker, Engine(worker, [MakeReport()], Nowhere()))
        await worker.close()
