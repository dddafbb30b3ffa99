"""Runs one plan against a plant of its own and says what came of it."""

import asyncio
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.chaos import history
from tests.chaos.asking import Askers
from tests.chaos.plan import TICKS, WORKERS, Fault, Plan
from tests.chaos.plant import Plant
from tests.chaos.sink import Manners, Sink
from tests.chaos.verdict import Expected, Verdict, judge

DRAIN: Final = 90.0
"""Seconds after the last reminder in which all must be settled."""
AFTERWARDS: Final = 3.0
"""Seconds in which what was stopped may still do harm after all is settled."""
_SIGNALS: Final = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}


@dataclass
class Ran:
    """A campaign that has ended."""

    plan: Plan
    verdict: Verdict
    sink: Sink
    faults: Counter[str]
    retries: int
    seconds: float


def run(plan: Plan, *, sabotage: str = "", drain: float = DRAIN) -> Ran:
    """Run it from the first process to the last; the plant goes away, its logs with it."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="askwell-chaos-", ignore_cleanup_errors=True) as folder,
        Sink(plan.seed) as sink,
        Plant(Path(folder), sink.port, sabotage) as plant,
    ):
        history.watch(plant)
        return asyncio.run(_Campaign(plan, plant, sink, drain).run(began))


class _Campaign:
    def __init__(self, plan: Plan, plant: Plant, sink: Sink, drain: float) -> None:
        self.plan, self.plant, self.sink, self.drain = plan, plant, sink, drain
        self.faults: Counter[str] = Counter()

    async def run(self, began: float) -> Ran:
        """The calm, the chaos, the waiting until all is settled, and the accounting."""
        self.askers = await Askers.of(self.plant, self.plan.seed)
        dues = (*self.plan.calm, *self.plan.chaos)
        await self.askers.ask_all(len(dues))
        self.start, self.started = time.monotonic(), datetime.now(UTC)
        await asyncio.gather(
            self.askers.plan_all(self.start, dues),
            self.askers.move_all(self.start, self.plan.moves),
            self._turn_unkind(),
            *(self._break(fault) for fault in self.plan.faults),
        )
        await self._settle()
        await self.askers.client.aclose()
        found = await asyncio.to_thread(history.read, self.plant)
        verdict = judge(self._expected(), self.sink.kept, found)
        for refusal in self.askers.refused:
            verdict.violations["refused"].append(refusal)
        seconds = time.monotonic() - began
        return Ran(self.plan, verdict, self.sink, self.faults, self.askers.retries, seconds)

    async def _until(self, at: float) -> None:
        await asyncio.sleep(max(0.0, self.start + at - time.monotonic()))

    async def _turn_unkind(self) -> None:
        await self._until(self.plan.breaking)
        plan = self.plan
        self.sink.manners = Manners(plan.drops, plan.refusals, plan.slowest)

    async def _break(self, fault: Fault) -> None:
        await self._until(fault.at)
        # What is down already can't be broken: then its neighbour is, or a moment later it is.
        for turn in range(100):
            name = self._name(fault, turn)
            if await asyncio.to_thread(self._strike, fault, name):
                self.faults[fault.kind] += 1
                if fault.seconds:
                    await asyncio.sleep(fault.seconds)
                    self.plant.send(name, signal.SIGCONT)
                return
            await asyncio.sleep(0.1)

    def _name(self, fault: Fault, turn: int) -> str:
        what = fault.kind.partition("_")[2]
        many = {"worker": WORKERS, "tick": TICKS}.get(what)
        return f"{what}-{(fault.victim + turn) % many}" if many else what

    def _strike(self, fault: Fault, name: str) -> bool:
        match fault.kind:
            case "crash_database":
                return self.plant.crash_database()
            case "empty_broker":
                return history.empty_broker(self.plant)
            case _:
                return self.plant.send(name, _SIGNALS[fault.kind.partition("_")[0]])

    async def _settle(self) -> None:
        await self._until(self.plan.last)
        deadline = time.monotonic() + self.drain
        while time.monotonic() < deadline:
            if await asyncio.to_thread(history.still_open, self.plant) == 0:
                break
            await asyncio.sleep(0.5)
        await asyncio.sleep(AFTERWARDS)

    def _expected(self) -> list[Expected]:
        calm_until = self.started + timedelta(seconds=self.plan.breaking)
        return [
            Expected(talk.id, talk.due, asked, talk.due < calm_until - timedelta(seconds=1))
            for talk, asked in self.askers.acknowledged.values()
        ]
