"""A language model on this machine, in a few lines of its wire protocol: it answers as a test says."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class FakeModel:
    """`says` is the content of its answer (`raw` the whole body instead), by `status`. With `hangs` it
    never answers, with `drips` it sends one byte after another."""

    port: int
    status: int = 200
    says: str = ""
    raw: bytes | None = None
    hangs: bool = False
    drips: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def sorts(self, *lines: dict[str, Any]) -> None:
        self.says = json.dumps({"lines": lines})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                first, *rest = head.split("\r\n")
                assert first == "POST /v1/chat/completions HTTP/1.1", first
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in rest if line)
                }
                body = await reader.readexactly(int(headers["content-length"]))
                self.asked.append(json.loads(body))
                self.keys.append(headers.get("authorization", ""))
                self.began.set()
                if self.hangs:
                    await reader.read()
                    return
                await self._answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": self.says}}
        whole = json.dumps({"object": "chat.completion", "choices": [choice]}).encode()
        body = whole if self.raw is None else self.raw
        writer.write(b"HTTP/1.1 %d Said\r\nContent-Length: %d\r\n\r\n" % (self.status, len(body)))
        if self.drips:
            for at in range(len(body)):
                writer.write(body[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0.05)
        writer.write(body)
        await writer.drain()


@asynccontextmanager
async def listening(port: int) -> AsyncIterator[FakeModel]:
    fake = FakeModel(port)
    server = await asyncio.start_server(fake.serve, "127.0.0.1", port, limit=2**20)
    try:
        yield fake
    finally:
        server.close()
