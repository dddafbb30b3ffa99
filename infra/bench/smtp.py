"""A mail server that takes everything, in a process of its own: what it costs is not the worker's."""

import asyncio
import mmap
import struct
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

_NUMBER: Final = struct.Struct("q")


class Sink:
    """One that runs while this is entered."""

    port: int

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="askwell-bench-")
        self._count = Path(self._folder.name) / "taken"
        self._count.write_bytes(bytes(_NUMBER.size))
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "infra.bench.smtp", str(self._count)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._folder.cleanup()

    def taken(self) -> int:
        """How many mails it took so far."""
        return int(_NUMBER.unpack(self._count.read_bytes())[0])


class _Server:
    def __init__(self, count: Path) -> None:
        with count.open("r+b") as file:
            self._told = mmap.mmap(file.fileno(), _NUMBER.size)
        self._taken = 0

    async def run(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=2**20)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            match line[:4].upper():
                case b"EHLO" | b"HELO":
                    writer.write(b"250-sink\r\n250 PIPELINING\r\n")
                case b"DATA":
                    writer.write(b"354 go on\r\n")
                    await reader.readuntil(b"\r\n.\r\n")
                    self._taken += 1
                    _NUMBER.pack_into(self._told, 0, self._taken)
                    writer.write(b"250 taken\r\n")
                case b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 well\r\n")
        writer.close()


if __name__ == "__main__":
    asyncio.run(_Server(Path(sys.argv[1])).run())
