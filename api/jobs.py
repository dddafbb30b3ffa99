"""Names of jobs and the connection to the broker: "enqueue after commit", never before."""

import asyncio
from typing import Final, Protocol

import structlog

log = structlog.get_logger()

DELIVER: Final = "deliver"
"""A batch of deliveries waits to be worked: a hint to look, the rows are the truth."""

SEND_SECONDS: Final = 2.0
"""A broker that does not take a message within this time is treated as down; the sweep rings again."""


class Bell(Protocol):
    """Something that tells workers to look."""

    def ring(self, job: str, ids: list[str]) -> None:
        """Send one message; blocking, may raise."""


async def ring(bell: Bell | None, job: str, ids: list[str]) -> None:
    """Ring in a thread, for at most SEND_SECONDS; a failure is logged, not raised."""
    if bell is None:
        return
    try:
        await asyncio.wait_for(asyncio.to_thread(bell.ring, job, ids), SEND_SECONDS)
    except Exception as error:
        log.warning("bell_not_heard", job=job, error=type(error).__name__)
