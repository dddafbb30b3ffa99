"""The application at a real address, for programs that know nothing of us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from api.config import Settings


@asynccontextmanager
async def serving(app: Litestar, settings: Settings) -> AsyncIterator[None]:
    """Listen at `public_url` of these settings."""
    port = urlsplit(settings.public_url).port
    assert port is not None
    server = Server(
        app,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
    )
    listening = asyncio.create_task(server.serve())
    async with httpx.AsyncClient() as probe:
        while True:
            try:
                await probe.get(f"{settings.public_url}/health/live")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.05)
    yield
    server.stop()  # type: ignore[no-untyped-call]
    await listening


async def run(*command: str, environment: dict[str, str], text: str = "") -> str:
    """What a program says, which has to end well."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, errors = await process.communicate(text.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode() + out.decode()
    return out.decode()
