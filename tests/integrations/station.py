"""Somebody with webhooks, and a worker that makes their calls when a test says so."""

from base64 import b64decode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import standardwebhooks

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.calling import CONNECTIONS, Caller
from api.deliveries.engine import Engine
from api.journal.record import Name, record_of_contacts
from api.outgoing import Outgoing
from api.secrets import Keys
from api.tables import new_id
from tests.deliveries.world import Died, Sink
from tests.integrations.receiver import Got
from tests.people import Somebody
from workers.rules import call_rules

Json = dict[str, Any]
HOOKS = "/v1/webhooks"


@dataclass
class Station:
    """`who` has webhooks; `run` does what a worker would do now."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    database: Database
    keys: Keys
    caller: Caller
    shift: Path
    who: Somebody
    secrets: dict[str, str] = field(default_factory=dict)

    def engine(self, die_at: str = "") -> Engine:
        def step(name: str) -> None:
            if name == die_at:
                raise Died

        return Engine(self.database, call_rules(self.keys), Sink(), caller=self.caller, step=step)

    async def subscribe(self, url: str, **more: Any) -> Json:
        answer = await self.http.post(HOOKS, headers=self.who.bearer, json={"url": url, **more})
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        self.secrets[url] = made["secret"]
        return made

    async def read(self, hook: Json) -> Json:
        answer = await self.http.get(f"{HOOKS}/{hook['id']}", headers=self.who.bearer)
        assert answer.status_code == 200, answer.text
        read: Json = answer.json()
        return read

    async def change(self, hook: Json, **what: Any) -> Json:
        headers = {**self.who.bearer, "if-match": f'"{(await self.read(hook))["version"]}"'}
        answer = await self.http.patch(f"{HOOKS}/{hook['id']}", headers=headers, json=what)
        assert answer.status_code == 200, answer.text
        changed: Json = answer.json()
        return changed

    async def post(self, hook: Json, what: str, **body: Any) -> httpx.Response:
        path = f"{HOOKS}/{hook['id']}/{what}"
        return await self.http.post(path, headers=self.who.bearer, json=body)

    async def log(self, hook: Json, **query: Any) -> list[Json]:
        path = f"{HOOKS}/{hook['id']}/deliveries"
        answer = await self.http.get(path, headers=self.who.bearer, params={"limit": 100, **query})
        assert answer.status_code == 200, answer.text
        items: list[Json] = answer.json()["items"]
        return items

    async def happens(self, n: int = 1, name: Name = "contact.created") -> None:
        """`n` events, told in one statement."""
        async with self.database.enter_as([self.who.id]) as work:
            await work.write()
            await record_of_contacts(work, name, [new_id() for _ in range(n)])

    async def due(self) -> Sequence[tuple[UUID, UUID]]:
        rows = await self.admin.fetch(
            "SELECT tenant_id, id FROM delivery.deliveries WHERE tenant_id = $1"
            " AND channel = 'webhook' AND next_at <= $2 ORDER BY next_at, id",
            self.who.id,
            self.database.clock.now(),
        )
        return [(row["tenant_id"], row["id"]) for row in rows]

    async def run(self, engine: Engine | None = None) -> int:
        """Work what is due, until nothing is; how many were claimed."""
        engine, count = engine or self.engine(), 0
        while due := await self.due():
            count += await engine.work(due)
        return count

    def pass_time(self, by: timedelta) -> None:
        seconds = self.database.clock.shift().total_seconds() + by.total_seconds()
        self.shift.write_text(str(seconds))

    def verify(self, got: Got, url: str) -> Json:
        """What the library of Standard Webhooks says of it; raises where it is not signed for us. It
        compares with the time of this machine, so the clock must not be moved by more than minutes."""
        made: Json = standardwebhooks.Webhook(self.secrets[url]).verify(got.body, got.headers)
        return made


@asynccontextmanager
async def open_station(
    http: httpx.AsyncClient, admin: asyncpg.Connection, settings: Settings, who: Somebody
) -> AsyncIterator[Station]:
    """A station on the database and the clock of these settings."""
    database = Database(settings.database_worker_url, Clock(settings.clock_file), pool_size=6)
    caller = Caller(Outgoing(anywhere=True, connections=CONNECTIONS))
    shift = Path(settings.clock_file)
    try:
        yield Station(http, admin, database, Keys(settings.secret_keys), caller, shift, who)
    finally:
        await caller.close()
        await database.close()


def raw(secret: str) -> bytes:
    """The key in a secret as it is shown."""
    return b64decode(secret.removeprefix("whsec_"))
