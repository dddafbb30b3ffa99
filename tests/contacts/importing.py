"""Files handed over HTTP and the jobs that read them, for the tests of imports."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from litestar import Litestar

from api.clock import Clock
from api.config import Settings
from api.contacts.import_job import ImportForgets, ImportRuns
from api.database import Database
from api.deliveries.engine import Engine
from api.deliveries.rules import Rule
from api.deliveries.tick import read_pairs, tick
from api.files import PurgeFile
from api.mail import Mail
from api.skills.list_job import ListRuns
from tests.people import Somebody
from workers.rules import all_rules

Json = dict[str, Any]
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


class NoPost:
    """Imports send no mail."""

    async def send(self, mail: Mail) -> None:
        raise AssertionError(mail)


@dataclass
class Bell:
    """A broker in memory."""

    pairs: list[str] = field(default_factory=list)

    def ring(self, job: str, ids: list[str]) -> None:
        self.pairs += ids


@dataclass
class Hands:
    """A worker process: its own engine and open files on the worker's database."""

    database: Database
    engine: Engine

    async def work(self, whose: UUID) -> None:
        """Tick, and work what is due of this person until nothing is."""
        while True:
            bell = Bell()
            await tick(self.database, bell)
            pairs = [pair for pair in read_pairs(bell.pairs) if pair[0] == whose]
            if not pairs:
                return
            others = asyncio.all_tasks()
            try:
                await self.engine.work(pairs)
            finally:
                # One that "died" leaves attempts beside it, which a dead process would not have.
                if left := asyncio.all_tasks() - others:
                    await asyncio.wait(left, timeout=20)


def _nothing(_: str) -> None:
    """Nothing watches the steps."""


@asynccontextmanager
async def hands(
    app: Litestar,
    settings: Settings,
    shift: Path | None = None,
    step: Callable[[str], None] = _nothing,
) -> AsyncIterator[Hands]:
    """A worker with the same files as the application."""
    database = Database(
        settings.database_worker_url, Clock(str(shift) if shift else ""), pool_size=3
    )
    files, keys = app.state["files"], app.state["keys"]
    runs = ImportRuns(files, keys)
    own: list[Rule] = [runs, ImportForgets(), ListRuns(files), PurgeFile(files)]
    kinds = {rule.kind for rule in own}
    others = [rule for rule in all_rules(settings, keys) if rule.kind not in kinds]
    try:
        yield Hands(database, Engine(database, [*own, *others], NoPost(), step=step))
    finally:
        runs.close()
        await database.close()


@dataclass
class Importer:
    """A person who brings files."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    who: Somebody

    async def upload(
        self, content: bytes | str, name: str = "Connections.csv", **form: str
    ) -> Json:
        """Hand a file over; must be taken."""
        answer = await self.try_upload(content, name, **form)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def try_upload(
        self, content: bytes | str, name: str = "Connections.csv", **form: str
    ) -> httpx.Response:
        """Hand a file over; whatever comes of it."""
        raw = content.encode() if isinstance(content, str) else content
        return await self.http.post(
            "/v1/imports", headers=self.who.bearer, files={"file": (name, raw)}, data=form
        )

    async def get(self, path: str) -> Json:
        """GET as this person; must be there."""
        answer = await self.http.get(path, headers=self.who.bearer)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def post(self, path: str, body: object = None) -> httpx.Response:
        """POST as this person."""
        return await self.http.post(path, headers=self.who.bearer, json=body)

    async def patch(self, path: str, body: object) -> httpx.Response:
        """PATCH as this person."""
        return await self.http.patch(path, headers=self.who.bearer, json=body)

    async def bring(self, worker: Hands, content: bytes | str, **form: str) -> Json:
        """Hand a file over, start it, and have it done."""
        made = await self.upload(content, **form)
        await worker.work(self.who.id)
        started = await self.post(f"/v1/imports/{made['id']}/start")
        assert started.status_code == 200, started.text
        await worker.work(self.who.id)
        done = await self.get(f"/v1/imports/{made['id']}")
        assert done["state"] == "done", done
        return done

    async def people(self) -> list[asyncpg.Record]:
        """The live contacts, by name."""
        return list(
            await self.admin.fetch(
                "SELECT c.*, e.name AS employer FROM person.contacts c LEFT JOIN person.employers e"
                " ON (e.owner_id, e.id) = (c.owner_id, c.employer_id)"
                " WHERE c.owner_id = $1 AND c.deleted_at IS NULL ORDER BY c.name_norm, c.id",
                self.who.id,
            )
        )

    async def state(self) -> tuple[object, ...]:
        """Everything an import may touch, to see that nothing was."""
        tables = ("contacts", "contact_points", "employers", "events", "threads", "counters")
        return tuple(
            [
                tuple(map(tuple, await self.admin.fetch(
                    f"SELECT * FROM person.{table} WHERE owner_id = $1 ORDER BY 1, 2, 3",
                    self.who.id,
                )))
                for table in tables
            ]
        )  # fmt: skip


def linkedin(*rows: str) -> str:
    """A Connections.csv with these lines."""
    return "\n".join([HEADER, *rows, ""])
