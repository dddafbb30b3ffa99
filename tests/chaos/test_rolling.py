"""A rolling restart under load: every part is told to end while it has work in hand.

Two API processes stand behind what a proxy does: whoever says that it is not ready is asked no more.
It is told to end in the middle of its work; so are workers and ticks.
"""

import asyncio
import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.chaos import history
from tests.chaos.asking import Askers
from tests.chaos.plan import TICKS, WORKERS
from tests.chaos.plant import Plant
from tests.chaos.sink import Sink

pytestmark = [pytest.mark.anyio, pytest.mark.long, pytest.mark.timeout(300)]

LONGEST = 30.0
"""Seconds in which a part that is told to end has ended."""
LEAVE = 3.0
LOOK = 0.5
"""Seconds between two looks of the proxy at who is ready."""
ASKING = 6
REMINDERS = 60


@dataclass
class Load:
    """Asks all the time, in turns of those that are in rotation."""

    plant: Plant
    askers: Askers
    rotation: list[str]
    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    done: bool = False

    async def ask(self) -> None:
        async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
            for number in itertools.count():
                if self.done:
                    return
                if not self.rotation:
                    await asyncio.sleep(LOOK)
                    continue
                name = self.rotation[number % len(self.rotation)]
                await self._once(client, name, number)

    async def watch(self) -> None:
        """Take out of rotation who is not ready, as a proxy does."""
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            while not self.done:
                ready = [name for name in self.plant.ports if await self._is_ready(client, name)]
                self.rotation[:] = ready
                await asyncio.sleep(LOOK)

    async def _is_ready(self, client: httpx.AsyncClient, name: str) -> bool:
        try:
            answer = await client.get(f"{self.plant.address_of(name)}/health/ready")
        except httpx.TransportError:
            return False
        return answer.is_success

    async def _once(self, client: httpx.AsyncClient, name: str, number: int) -> None:
        who = self.askers.people[number % len(self.askers.people)]
        url = f"{self.plant.address_of(name)}/v1/contacts"
        try:
            if number % 2:
                body = {"id": str(uuid4()), "name": f"Maya {number}"}
                answer = await client.post(url, json=body, headers=who.bearer)
            else:
                answer = await client.get(f"{url}?limit=20", headers=who.bearer)
        except httpx.TransportError as error:
            self.failed.append(f"{name}: {error!r}")
            return
        if not answer.is_success:
            self.failed.append(f"{name}: {answer.status_code} {answer.text}")
        self.answered[name] += 1


async def test_nothing_fails_and_nothing_is_lost(tmp_path: Path) -> None:
    with Sink(1) as sink, Plant(tmp_path, sink.port, apis=2, leave=LEAVE) as plant:
        askers = await Askers.of(plant, 1)
        await askers.ask_all(REMINDERS)
        load = Load(plant, askers, list(plant.ports))
        # A reminder is due each half a second, so that workers always have something in hand.
        begin = datetime.now(UTC) + timedelta(seconds=60)
        for number in range(REMINDERS):
            await askers.plan(askers.asked[number], begin + timedelta(seconds=number / 2))
        asking = [asyncio.create_task(load.ask()) for _ in range(ASKING)]
        ended: dict[str, tuple[float, int]] = {}

        async def end(name: str) -> None:
            ended[name] = await asyncio.to_thread(plant.end, name)

        watching = asyncio.create_task(load.watch())
        for name in plant.ports:
            await end(name)
            assert name not in load.rotation
            await asyncio.to_thread(plant.wait_for, name)
            while name not in load.rotation:  # noqa: ASYNC110 - the proxy looks when it looks
                await asyncio.sleep(LOOK)
        await asyncio.sleep((begin - datetime.now(UTC)).total_seconds())
        for name in (
            *(f"worker-{n}" for n in range(WORKERS)),
            *(f"tick-{n}" for n in range(TICKS)),
        ):
            await end(name)
            await asyncio.sleep(1)
        last = begin + timedelta(seconds=REMINDERS / 2 + 5)
        await asyncio.sleep((last - datetime.now(UTC)).total_seconds())
        for _ in range(120):
            if not await asyncio.to_thread(history.still_open, plant):
                break
            await asyncio.sleep(0.5)
        load.done = True
        await asyncio.gather(*asking, watching)
        await askers.client.aclose()
        assert len(ended) == 2 + WORKERS + TICKS
        assert {status for _, status in ended.values()} == {0}, ended
        assert max(seconds for seconds, _ in ended.values()) < LONGEST, ended
        assert load.failed == []
        assert all(load.answered[name] > 10 for name in plant.ports), load.answered
        assert not askers.refused
        # Each reminder came, once.
        assert len(sink.kept) == len({mail.identity for mail in sink.kept}) == REMINDERS
        print({name: round(seconds, 2) for name, (seconds, _) in ended.items()}, load.answered)
