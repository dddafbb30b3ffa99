"""Somebody whose months pass in a test: the clock of the application is moved, nothing is patched."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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
class Months:
    """A person, an application, and the moment it takes for the present."""

    http: httpx.AsyncClient
    app: Litestar
    who: Somebody
    admin: asyncpg.Connection
    shift: Path

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.shift.read_text()))

    def go_to(self, ago: float, hour: float = 10) -> datetime:
        """So many days before today, at an hour of UTC; today's are counted from an hour ago."""
        day = datetime.now(UTC) - timedelta(days=ago)
        at = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)
        self.shift.write_text(str((at - datetime.now(UTC)).total_seconds()))
        return at

    def come_back(self) -> None:
        """To the real present."""
        self.shift.write_text("0")

    async def call(self, method: str, path: str, **body: object) -> httpx.Response:
        """A request as this person; must be accepted."""
        headers = {**self.who.bearer, **({"if-match": "*"} if method == "PATCH" else {})}
        answer = await self.http.request(
            method, f"/v1{path}", json=_plain(body) if body else None, headers=headers
        )
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        return answer

    async def get(self, path: str) -> Json:
        return dict((await self.call("GET", path)).json())

    async def contact(self, name: str, source: str | None = None) -> str:
        """A card, as a person writes it."""
        body = {"id": new_id(), "name": name} | ({"source": source} if source else {})
        return str((await self.call("POST", "/contacts", **body)).json()["id"])

    async def thread(self, contact_id: str) -> str:
        made = await self.call("POST", "/threads", id=new_id(), contact_id=contact_id)
        return str(made.json()["id"])

    async def say(self, thread_id: str, what: str) -> None:
        await self.call("POST", f"/threads/{thread_id}/happenings", id=new_id(), what=what)

    async def plan(self, thread_id: str, in_: timedelta = timedelta(days=2)) -> Json:
        starts = self.now + in_
        made = await self.call(
            "POST",
            "/conversations",
            id=new_id(),
            thread_id=thread_id,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=30),
            zone="Europe/London",
            medium="phone",
        )
        return dict(made.json())

    async def happened(self, talk: Json, what: str = "talked") -> None:
        path = f"/conversations/{talk['id']}/happened"
        await self.call("POST", path, id=new_id(), what=what)

    async def introduce(self, introducer_id: str, introduced_id: str) -> str:
        made = await self.call(
            "POST",
            "/introductions",
            id=new_id(),
            introducer_id=introducer_id,
            introduced_id=introduced_id,
        )
        return str(made.json()["id"])


@pytest.fixture
async def months(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Months]:
    """Nora, at the beginning of them."""
    app = application(replace(settings, clock_file=str(shift)))
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
    ):
        yield Months(http, app, await person(), admin, shift)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    return (
        value
        if isinstance(value, int | bool | float | list | dict) or value is None
        else str(value)
    )
