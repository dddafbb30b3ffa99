"""A small world for tests of the engine: a clock to move, a mail sink that counts, a bell."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from api.clock import Clock
from api.database import Database, Work
from api.deliveries.clocks import set_clock
from api.deliveries.engine import Engine
from api.deliveries.rules import Claimed, Prepared, Send
from api.deliveries.tick import read_pairs, tick
from api.embedded.postgres import Cluster
from api.mail import Letter, Mail, MailNotAccepted
from api.tables import new_id
from tests.conftest import settings_for
from tests.deliveries.brokers import Heard


class Died(BaseException):
    """The process ends here: nothing after this line runs."""


@dataclass
class Sink:
    """A mail server that counts identities; `refuse` answers instead of taking."""

    identities: list[str] = field(default_factory=list)
    refuse: MailNotAccepted | TimeoutError | None = None

    async def send(self, mail: Mail) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.identities.append(mail.identity)


@dataclass
class Rung:
    """A broker in memory; `deaf` loses everything."""

    pairs: list[str] = field(default_factory=list)
    deaf: bool = False

    def ring(self, job: str, ids: list[str]) -> None:
        if not self.deaf:
            self.pairs += ids

    def take(self) -> list[str]:
        """The ids of all messages since the last time."""
        pairs, self.pairs = self.pairs, []
        return pairs

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class Rule:
    """A rule whose answer a test decides."""

    answer: Callable[[Work, Claimed], Prepared]
    kind: str = "test"

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        return self.answer(work, claimed)


def letter(_: Work, claimed: Claimed) -> Prepared:
    return Send("nora@example.org", Letter("s", "t", "<p>h</p>"), f"https://x/{claimed.id}")


@dataclass
class World:
    """A database of its own, a clock that a test moves, a sink and a bell."""

    database: Database
    shift_file: Path
    sink: Sink = field(default_factory=Sink)
    bell: Rung | Heard = field(default_factory=Rung)

    def pass_time(self, by: timedelta) -> None:
        self.shift_file.write_text(
            str(self.database.clock.shift().total_seconds() + by.total_seconds())
        )

    def engine(
        self, answer: Callable[[Work, Claimed], Prepared] = letter, die_at: str = ""
    ) -> Engine:
        def step(name: str) -> None:
            if name == die_at:
                raise Died

        return Engine(self.database, [Rule(answer)], self.sink, step=step)

    async def due(self, owner: UUID, *, occurrence: str = "1", subject: UUID | None = None) -> None:
        at = self.database.clock.now()
        async with self.database.enter_as([owner]) as work:
            await set_clock(
                work,
                "test",
                subject or new_id(),
                occurrence,
                due_local=at.replace(tzinfo=None),
                due_zone="UTC",
                due_at=at,
                owner_id=owner,
            )

    async def run(self, engine: Engine) -> int:
        return await engine.work(read_pairs(await self.plan()))

    async def states(self) -> Counter[str]:
        async with self.database.enter_nobody() as work:
            rows = await work.call("SELECT state, n FROM planning.backlog('infinity')")
        return Counter({row["state"]: row["n"] for row in rows})

    async def held(self, owner: UUID) -> None:
        """One delivery of this owner, and all else that is due, are claimed and held."""
        await self.due(owner)
        await self.engine()._claim(read_pairs(await self.plan()))

    async def plan(self) -> list[str]:
        """One tick; what it rang for."""
        await tick(self.database, self.bell)
        return await self.taken()

    async def taken(self) -> list[str]:
        """What was rung for since the last time."""
        return await asyncio.to_thread(self.bell.take)


@asynccontextmanager
async def open_world(
    cluster: Cluster, database_name: str, shift: Path, broker_url: str = ""
) -> AsyncIterator[World]:
    """A world on a database of its own; without a broker's address messages stay in memory."""
    settings = settings_for(cluster, database_name)
    database = Database(settings.database_worker_url, Clock(str(shift)), pool_size=6)
    bell = await asyncio.to_thread(Heard, broker_url) if broker_url else Rung()
    try:
        yield World(database, shift, bell=bell)
    finally:
        await asyncio.to_thread(bell.close)
        await database.close()
