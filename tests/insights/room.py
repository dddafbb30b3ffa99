"""Somebody after their talks, with an application whose clock a test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from api.config import Settings
from api.tables import new_id
from tests.conftest import MakePerson, application
from tests.people import Somebody

Json = dict[str, Any]


@dataclass
class Room:
    """A person and their application."""

    http: httpx.AsyncClient
    who: Somebody
    admin: asyncpg.Connection
    shift: Path

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    @property
    def _ahead(self) -> float:
        return float(self.shift.read_text()) if self.shift.exists() else 0

    def pass_time(self, by: timedelta) -> None:
        self.shift.write_text(str(self._ahead + by.total_seconds()))

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The body of an answer that went well."""
        answer = await self.call(method, path, body, **headers)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json() if answer.content else None

    async def call(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> httpx.Response:
        return await self.http.request(
            method,
            f"/v1{path}",
            json=body,
            headers={**self.who.bearer, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    async def get(self, path: str) -> Any:
        return await self.send("GET", path)

    async def contact(self, name: str, **more: Any) -> str:
        contact_id = str(new_id())
        given, _, family = name.partition(" ")
        await self.send(
            "POST",
            "/contacts",
            {"id": contact_id, "given_name": given, "family_name": family, **more},
        )
        return contact_id

    async def talked(self, contact_id: str, ago: timedelta = timedelta(0)) -> Json:
        """A talk that ended so long ago."""
        talk = {
            "id": str(new_id()),
            "thread_id": str(new_id()),
            "contact_id": contact_id,
            "ended_at": (self.now - ago).isoformat(),
        }
        return dict(await self.send("POST", "/conversations/past", talk))

    async def line(self, talk: Json, text: str, tag: str = "insight", **more: Any) -> str:
        """One more line of a talk; its id."""
        line = {"id": str(new_id()), "tag": tag, "text": text, "at": self.now.isoformat(), **more}
        done = await self.send("POST", f"/conversations/{talk['id']}/lines", {"lines": [line]})
        assert done["items"][0]["status"] == "kept", done
        return str(line["id"])

    async def change(self, path: str, body: Json) -> Any:
        return await self.send("PATCH", path, body, if_match="*")

    async def events(self, name: str) -> list[asyncpg.Record]:
        return list(
            await self.admin.fetch(
                "SELECT * FROM person.events WHERE owner_id = $1 AND name LIKE $2 ORDER BY id",
                self.who.id,
                name,
            )
        )

    async def update_to(self, talk: Json, body: str = "Some news") -> str:
        """A draft of an update; its id."""
        message_id = str(new_id())
        await self.send(
            "POST",
            "/messages",
            {
                "id": message_id,
                "thread_id": talk["thread_id"],
                "kind": "update",
                "channel": "email",
                "body": body,
            },
        )
        return message_id


@asynccontextmanager
async def opened(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    """A room of somebody new."""
    app = application(replace(settings, clock_file=str(shift)))
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
    ):
        yield Room(http, await person(), admin, shift)
