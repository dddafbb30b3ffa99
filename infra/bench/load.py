"""Asks a server over HTTP/1.1 as fast as it answers, one request at a time on each connection."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import uvloop

Request = Callable[[], bytes]


class LoadError(Exception):
    """The server answered something else than was asked for; what it said is in the message."""


@dataclass(frozen=True)
class Load:
    """What a load brought: requests, the seconds it took, and each request's seconds in order."""

    seconds: float
    times: Sequence[float]

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.times) / self.seconds

    def quantile(self, part: float) -> float:
        """The milliseconds within which `part` of the requests were answered."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * part))] * 1000


def ask(port: int, requests: Sequence[Request], connections: int, seconds: float) -> Load:
    """Ask 127.0.0.1:`port` for `seconds` over `connections`, which take the requests in turn.

    Raises LoadError for any answer that is not 2xx or that refuses a part of the request.
    """
    return uvloop.run(_ask(port, requests, connections, seconds))


async def _ask(port: int, requests: Sequence[Request], connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    times: list[float] = []
    began = time.perf_counter()
    opened = []
    for number in range(connections):
        request = requests[number % len(requests)]
        _, protocol = await loop.create_connection(
            lambda request=request: _Connection(request, began + seconds, times),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
        opened.append(protocol)
    await asyncio.gather(*(protocol.done for protocol in opened))
    return Load(time.perf_counter() - began, sorted(times))


class _Connection(asyncio.Protocol):
    def __init__(self, request: Request, until: float, times: list[float]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request, self._until, self._times = request, until, times
        self._received = b""
        self._whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received = self._received + data if self._received else data
        if not self._whole:
            head, found, _ = self._received.partition(b"\r\n\r\n")
            if not found:
                return
            _, _, length = head.lower().partition(b"content-length:")
            self._whole = len(head) + 4 + int(length.split(b"\r\n", 1)[0] or 0)
        if len(self._received) < self._whole:
            return
        now = time.perf_counter()
        self._times.append(now - self._sent)
        if self._received[9:10] != b"2" or b'"refused"' in self._received:
            self._fail(LoadError(self._received.decode(errors="replace")))
        elif now >= self._until:
            self._transport.close()
        else:
            self._received, self._whole = b"", 0
            self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if self.done.done():
            return
        if self._whole and len(self._received) >= self._whole:
            self.done.set_result(None)
        else:
            self.done.set_exception(LoadError(f"the server closed the connection: {error}"))

    def _send(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(self._request())

    def _fail(self, error: LoadError) -> None:
        self.done.set_exception(error)
        self._transport.close()
