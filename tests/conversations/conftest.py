"""A person with an application whose clock a test moves, for the tests of talks."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.tables import new_id
from tests.conftest import MakePerson, application
from tests.people import Somebody

Json = dict[str, Any]


@dataclass
class Room:
    """A person with an application whose clock a test moves."""

    app: Litestar
    http: httpx.AsyncClient
    who: Somebody
    admin: asyncpg.Connection
    shift: Path

    @property
    def now(self) -> datetime:
        ahead = float(self.shift.read_text()) if self.shift.exists() else 0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    def pass_time(self, by: timedelta) -> None:
        ahead = float(self.shift.read_text()) if self.shift.exists() else 0
        self.shift.write_text(str(ahead + by.total_seconds()))

    async def call(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> httpx.Response:
        return await self.http.request(
            method,
            f"/v1{path}",
            json=body,
            headers={**self.who.bearer, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    async def thread(self, given: str = "Ewan", family: str = "Ross") -> str:
        contact_id, thread_id = str(new_id()), str(new_id())
        await make_contact(self.admin, self.who.id, contact_id, given, family)
        made = await self.call("POST", "/threads", {"id": thread_id, "contact_id": contact_id})
        assert made.status_code == 201, made.text
        return thread_id

    async def planned(self, in_: timedelta = timedelta(days=1)) -> Json:
        thread_id = await self.thread()
        starts = self.now + in_
        made = await self.call("POST", "/conversations", plan(thread_id, starts))
        assert made.status_code == 201, made.text
        return dict(made.json())

    async def clocks(self, talk: Json) -> dict[str, datetime]:
        rows = await self.admin.fetch(
            "SELECT kind, due_at FROM person.clocks WHERE subject_id = $1", UUID(talk["id"])
        )
        return {row["kind"]: row["due_at"] for row in rows}


def plan(thread_id: str, starts: datetime) -> Json:
    return {
        "id": str(new_id()),
        "thread_id": thread_id,
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=30)).isoformat(),
        "zone": "Europe/London",
        "medium": "phone",
    }


async def make_contact(
    admin: asyncpg.Connection, owner: UUID, contact_id: str, given: str, family: str
) -> None:
    async with admin.transaction():
        await admin.execute(
            "UPDATE person.changes SET seq = seq + 1, txid = pg_current_xact_id()::text::bigint"
            " WHERE owner_id = $1",
            owner,
        )
        await admin.execute(
            "INSERT INTO person.contacts (owner_id, id, given_name, family_name, name, name_norm)"
            " VALUES ($1, $2, $3::text, $4::text, $3::text || ' ' || $4::text, lower($3::text))",
            owner,
            UUID(contact_id),
            given,
            family,
        )


@pytest.fixture
async def room(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    """Somebody whose quiet hours are never, so that clocks are where arithmetic puts them."""
    app = application(replace(settings, clock_file=str(shift)))
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
    ):
        who = await person()
        made = Room(app, http, who, admin, shift)
        await made.call(
            "PATCH",
            "/me/profile",
            {"quiet_start": "00:00", "quiet_end": "00:00"},
            if_match="*",
        )
        yield made
