"""A receiver of webhooks on this machine, in a few lines as somebody would write it with the public
docs: it keeps what it is sent, and answers as a test says."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Got:
    """One request: where it went, its headers and body, and what it was answered."""

    path: str
    headers: dict[str, str]
    body: bytes
    status: int | None

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> Json:
        read: Json = json.loads(self.body)
        return read


@dataclass
class Receiver:
    """`status` is answered, None: nothing is, until `hangs` is set. `by_type` answers events of a type
    otherwise."""

    address: str = ""
    status: int | None = 204
    by_type: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)
    began: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def taken(self) -> list[Got]:
        return [one for one in self.got if one.status is not None and one.status < 300]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().split("\r\n")
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                status = self.by_type.get(json.loads(body)["type"], self.status)
                self.got.append(Got(first.split(" ")[1], headers, body, status))
                self.began.release()
                if status is None:
                    await self.over.wait()
                    return
                more = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
                answer = f"HTTP/1.1 {status} So\r\n{more}content-length: 0\r\n\r\n"
                writer.write(answer.encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """One that listens on this machine."""
    made = Receiver()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        made.over.set()
        server.close()
        await asyncio.sleep(0.01)
