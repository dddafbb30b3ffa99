"""A mail server that takes everything, in a process of its own: what it costs is not the worker's."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sink() -> Iterator[int]:
    """Run one; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.bench.smtp"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        match line[:4].upper():
            case b"EHLO" | b"HELO":
                writer.write(b"250-sink\r\n250 PIPELINING\r\n")
            case b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 taken\r\n")
            case b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            case _:
                writer.write(b"250 well\r\n")
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_talk, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
