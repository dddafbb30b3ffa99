"""Requests to addresses that people gave: looked up by us, every answer checked, nothing followed.

STACK.md, "Outgoing HTTP": whoever names an address may name one inside of our own network, also by
a name that leads somewhere else the second time it is looked up. So the address that was checked is
the one that is connected to.
"""

import asyncio
import socket
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, NamedTuple

import httpcore2

from api.addresses import NotAllowed, check_address, is_public

MOST_ANSWER: Final = 64 * 1024
"""Bytes of an answer that are read."""
CONNECTIONS: Final = 20
IDLE_SECONDS: Final = 30.0


class Unreachable(Exception):
    """The other side did not answer in time, or the connection broke."""


class Answer(NamedTuple):
    """What the other side said; headers by their lower-case names. The body is cut off after
    MOST_ANSWER bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Outgoing:
    """Sends requests. With `anywhere` (development, tests) also plain http and private addresses.

    Names are looked up in threads of its own: a name server that does not answer holds nobody else.
    """

    def __init__(self, *, anywhere: bool, connections: int = CONNECTIONS) -> None:
        self._anywhere = anywhere
        self._lookups = ThreadPoolExecutor(connections, thread_name_prefix="lookup")
        self._pool = httpcore2.AsyncConnectionPool(
            max_connections=connections,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=_Checked(anywhere, self._lookups),
        )

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, seconds: float
    ) -> Answer:
        """POST once, within `seconds` for all of it. Raises NotAllowed, Unreachable."""
        check_address(url, anywhere=self._anywhere)
        try:
            async with (
                asyncio.timeout(seconds),
                self._pool.stream("POST", url, headers=list(headers.items()), content=body) as said,
            ):
                read = bytearray()
                async for piece in said.aiter_stream():
                    read += piece
                    if len(read) > MOST_ANSWER:
                        break
                return Answer(
                    said.status,
                    {
                        name.decode("latin-1").lower(): value.decode("latin-1")
                        for name, value in said.headers
                    },
                    bytes(read[:MOST_ANSWER]),
                )
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
        ) as error:
            raise Unreachable(type(error).__name__) from error
        except (OSError, TimeoutError, UnicodeError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error

    async def close(self) -> None:
        """Close what is open."""
        await self._pool.aclose()
        self._lookups.shutdown(wait=False, cancel_futures=True)


async def look_up(threads: ThreadPoolExecutor, host: str, port: int) -> list[Any]:
    """What a name leads to now, as `socket.getaddrinfo` says it."""
    asks = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    return await asyncio.get_running_loop().run_in_executor(threads, asks)


class _Checked(httpcore2.AsyncNetworkBackend):
    """Connects to the very address that was looked up and checked. TLS asks for the name."""

    def __init__(self, anywhere: bool, lookups: ThreadPoolExecutor) -> None:
        self._anywhere = anywhere
        self._lookups = lookups
        self._connects = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        found = await look_up(self._lookups, host, port)
        addresses = [str(one[4][0]) for one in found]
        # One private address among public ones is an attack, not a choice.
        if not self._anywhere and not all(map(is_public, addresses)):
            raise NotAllowed("not a public address")
        return await self._connects.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )
