"""A person at work for tests: makes contacts behind the scenes, and tells threads over HTTP."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from api.tables import new_id
from tests.people import Somebody

Json = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """One person with a client and an administrator's connection."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    who: Somebody

    async def contact(
        self, given: str = "Maya", family: str = "Lindgren", **columns: object
    ) -> UUID:
        """A contact of this person, written by an administrator."""
        contact_id = new_id()
        name = f"{given} {family}".strip()
        row = {
            "owner_id": self.who.id,
            "id": contact_id,
            "given_name": given,
            "family_name": family,
            "name": name,
            "name_norm": name.lower(),
            **columns,
        }
        await self._insert("contacts", row)
        return contact_id

    async def employer(self, name: str, *, present: bool = False) -> UUID:
        """An employer of this person."""
        employer_id = new_id()
        row = {"owner_id": self.who.id, "id": employer_id, "name": name}
        await self._insert("employers", {**row, "name_norm": name.lower(), "present": present})
        return employer_id

    async def change(self, table: str, row_id: UUID | str, **columns: object) -> None:
        """A change behind the scenes, as another feature would write it."""
        sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, 3))
        await self._write(
            f"UPDATE person.{table} SET {sets} WHERE owner_id = $1 AND id = $2",
            self.who.id,
            UUID(str(row_id)),
            *columns.values(),
        )

    async def insert_thread(
        self, contact_id: UUID, due_at: datetime | None, **columns: object
    ) -> UUID:
        """A thread behind the scenes, due at will."""
        thread_id = new_id()
        row = {
            "owner_id": self.who.id,
            "id": thread_id,
            "contact_id": contact_id,
            "since": datetime.now(UTC),
            "due_kind": due_at and "follow_up",
            "due_at": due_at,
            "due_local": due_at and due_at.replace(tzinfo=None),
            "due_zone": due_at and "UTC",
            **columns,
        }
        await self._insert("threads", row)
        return thread_id

    async def events(self, thread_id: str) -> list[tuple[str, str | None, str | None]]:
        """The events of a thread in the order they were written: name, from, to."""
        rows = await self.admin.fetch(
            "SELECT name, from_stage, to_stage FROM person.events"
            " WHERE owner_id = $1 AND thread_id = $2 ORDER BY id",
            self.who.id,
            UUID(thread_id),
        )
        return [tuple(row) for row in rows]

    async def counters(self) -> dict[tuple[str, str], int]:
        """The counters of threads that are not 0, by kind and key."""
        rows = await self.admin.fetch(
            "SELECT kind, key, n FROM person.counters"
            " WHERE owner_id = $1 AND kind IN ('lane', 'thread') AND n <> 0",
            self.who.id,
        )
        return {(row["kind"], row["key"]): row["n"] for row in rows}

    async def _insert(self, table: str, row: Json) -> None:
        names = ", ".join(row)
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        await self._write(f"INSERT INTO person.{table} ({names}) VALUES ({places})", *row.values())

    async def _write(self, sql: str, *values: object) -> None:
        async with self.admin.transaction():
            await self.admin.execute(
                "UPDATE person.changes SET seq = seq + 1,"
                " txid = pg_current_xact_id()::text::bigint WHERE owner_id = $1",
                self.who.id,
            )
            await self.admin.execute(sql, *values)

    async def start(self, given: str = "Maya", family: str = "Lindgren", **columns: object) -> Json:
        """A new thread with a new contact."""
        contact_id = await self.contact(given, family, **columns)
        answer = await self.post("/v1/threads", id=new_id(), contact_id=contact_id)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def say(
        self, thread_id: str, what: str, at: datetime | None = None, **more: object
    ) -> Json:
        """What happened; must be accepted."""
        answer = await self.tell(thread_id, what, at, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def tell(
        self, thread_id: str, what: str, at: datetime | None = None, **more: object
    ) -> httpx.Response:
        """What happened; whatever comes of it."""
        more.setdefault("id", new_id())
        if at is not None:
            more |= {"at": at, "at_precision": "picked"}
        return await self.post(f"/v1/threads/{thread_id}/happenings", what=what, **more)

    async def post(self, path: str, **body: object) -> httpx.Response:
        """POST as this person."""
        return await self.http.post(path, headers=self.who.bearer, json=_plain(body))

    async def get(self, path: str) -> Json:
        """GET as this person; must be there."""
        answer = await self.http.get(path, headers=self.who.bearer)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def lanes(self) -> dict[str, Json]:
        """The lanes by name."""
        return {lane["lane"]: lane for lane in (await self.get("/v1/lanes"))["lanes"]}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
