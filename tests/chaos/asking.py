"""People who plan talks over the API, again and again until it says yes; each talk is one reminder."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import httpx

from tests.chaos.plant import DATABASE, SECRET, Plant
from tests.people import Somebody, make_somebody

PEOPLE: Final = 20
AT_ONCE: Final = 8
LEAD: Final = 20.0
"""How many seconds before its reminder a talk is planned: longer than what breaks is away, and short
enough that the requests of a whole campaign do not all come at its beginning, in the calm."""
PATIENCE: Final = 0.2
"""Seconds between two tries of a request."""
LONGEST: Final = 60.0
"""Seconds of tries after which the API counts as gone for good: then the campaign has failed."""
ZONES: Final = (
    "Asia/Tokyo",
    "America/New_York",
    "Pacific/Chatham",
    "Asia/Kolkata",
    "Europe/London",
    "America/St_Johns",
)
_TRANSIENT: Final = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whom one of the people asked: a talk of theirs may be planned."""

    thread_id: UUID
    owner: Somebody


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk; an hour before it, at `due`, its reminder is."""

    id: UUID
    due: datetime


@dataclass
class Askers:
    """The people of a campaign and the talks they were told are planned."""

    client: httpx.AsyncClient
    people: Sequence[Somebody]
    dice: random.Random
    asked: list[Asked] = field(default_factory=list)
    acknowledged: dict[UUID, tuple[Talk, datetime]] = field(default_factory=dict)
    retries: int = 0
    refused: list[str] = field(default_factory=list)

    @classmethod
    async def of(cls, plant: Plant, seed: int) -> "Askers":
        """Make the people; their nights are never quiet, so that each reminder must come."""
        connection = await asyncpg.connect(plant.cluster.dsn("postgres", DATABASE, tcp=True))
        people = [await make_somebody(connection, secret_key=SECRET) for _ in range(PEOPLE)]
        await connection.close()
        client = httpx.AsyncClient(base_url=plant.address, timeout=10, trust_env=False)
        made = cls(client, people, random.Random(seed))
        for one in people:
            await made._profile(one, {"quiet_start": "00:00", "quiet_end": "00:00"})
        return made

    async def ask_all(self, many: int) -> None:
        """Ask somebody for each talk that will be planned, before anything is measured: then a
        reminder costs the campaign one request, and the API's work is not what makes it late."""
        waiting = iter([self.dice.choice(self.people) for _ in range(many)])
        await asyncio.gather(*(self._ask_some(waiting) for _ in range(AT_ONCE)))

    async def plan_all(self, start: float, dues: Sequence[float]) -> None:
        """Plan a talk for each of `dues` (seconds after the monotonic `start`), LEAD before it."""
        waiting = iter(zip(sorted(dues), self.asked, strict=True))
        await asyncio.gather(*(self._plan_some(start, waiting) for _ in range(AT_ONCE)))

    async def move_all(self, start: float, moves: Sequence[float]) -> None:
        """Somebody moves to another time zone at each of these times."""
        for at in moves:
            await asyncio.sleep(max(0.0, start + at - time.monotonic()))
            await self._profile(
                self.dice.choice(self.people), {"time_zone": self.dice.choice(ZONES)}
            )

    async def _ask_some(self, waiting: Iterator[Somebody]) -> None:
        for owner in waiting:
            contact_id, thread_id = self._id(), self._id()
            contact = {"id": str(contact_id), "name": f"Maya {contact_id.hex[:6]}"}
            await self._request("POST", "/v1/contacts", owner, contact)
            thread = {"id": str(thread_id), "contact_id": str(contact_id)}
            await self._request("POST", "/v1/threads", owner, thread)
            self.asked.append(Asked(thread_id, owner))

    async def _plan_some(self, start: float, waiting: Iterator[tuple[float, Asked]]) -> None:
        for at, asked in waiting:
            await asyncio.sleep(max(0.0, start + at - LEAD - time.monotonic()))
            due = datetime.now(UTC) + timedelta(seconds=start + at - time.monotonic())
            await self.plan(asked, due)

    async def plan(self, asked: Asked, due: datetime) -> None:
        """Plan a talk with whom was asked, its reminder `due` an hour before."""
        talk = Talk(self._id(), due)
        starts = due + timedelta(hours=1)
        date = {
            "id": str(talk.id),
            "thread_id": str(asked.thread_id),
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(minutes=30)).isoformat(),
            "zone": "Europe/London",
            "medium": "phone",
        }
        if await self._request("POST", "/v1/conversations", asked.owner, date):
            self.acknowledged[talk.id] = (talk, datetime.now(UTC))

    async def _profile(self, owner: Somebody, change: dict[str, str]) -> None:
        await self._request("PATCH", "/v1/me/profile", owner, change, {"if-match": "*"})

    async def _request(
        self,
        method: str,
        path: str,
        owner: Somebody,
        body: dict[str, str],
        headers: dict[str, str] | None = None,
    ) -> bool:
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            try:
                answer = await self.client.request(
                    method, path, json=body, headers=owner.bearer | (headers or {})
                )
            except httpx.TransportError:
                pass
            else:
                if answer.is_success:
                    return True
                if answer.status_code not in _TRANSIENT:
                    self.refused.append(f"{method} {path}: {answer.status_code} {answer.text}")
                    return False
            self.retries += 1
            await asyncio.sleep(PATIENCE)
        self.refused.append(f"{method} {path}: no answer in {LONGEST:.0f} s")
        return False

    def _id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)
