"""A mail server that keeps what it takes and is unkind: slow, sometimes busy, sometimes cut off."""

import asyncio
import random
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"
_IDENTITY = re.compile(rb"^Message-ID:\s*<([^@>]+)@", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail that was taken: its identity (the local part of its Message-ID), to whom, when."""

    identity: str
    recipient: str
    at: datetime


@dataclass
class Manners:
    """How unkind the server is from now on; all 0 is a kind one."""

    drops: float = 0.0
    refusals: float = 0.0
    slowest: float = 0.0


@dataclass
class Sink:
    """Runs in a thread of its own between `with` and its end, on a free port."""

    seed: int
    manners: Manners = field(default_factory=Manners)
    kept: list[Kept] = field(default_factory=list)
    dropped: int = 0
    refused: int = 0
    port: int = 0

    def __enter__(self) -> Self:
        self._dice = random.Random(self.seed)
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._end: asyncio.Event
        self._thread = threading.Thread(target=self._run, args=(ready,), name="sink")
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """What aiosmtpd calls with each mail."""
        await asyncio.sleep(self._dice.uniform(0, self.manners.slowest))
        if self._dice.random() < self.manners.refusals:
            self.refused += 1
            return "451 busy, try again later"
        content = envelope.content or b""
        found = _IDENTITY.search(content.encode() if isinstance(content, str) else content)
        identity = found[1].decode() if found else ""
        now = datetime.now(UTC)
        self.kept += [Kept(identity, str(each), now) for each in envelope.rcpt_tos]
        if self._dice.random() < self.manners.drops:
            self.dropped += 1
            transport = cast(asyncio.Transport, server.transport)
            transport.abort()
        return "250 kept"

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        # What is cut off on purpose is nothing to complain of.
        self._loop.set_exception_handler(_silent)
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._end = asyncio.Event()
        server = await self._loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, loop=self._loop), LOOPBACK, 0
        )
        self.port = int(server.sockets[0].getsockname()[1])
        ready.set()
        await self._end.wait()
        server.close()


def _silent(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), ConnectionError | RuntimeError | None):
        print(context, flush=True)
