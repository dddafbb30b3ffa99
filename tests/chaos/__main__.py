"""Runs the campaign and prints one JSON line: `python -m tests.chaos [--long] [--seed N]`."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Final

from tests.chaos.plan import campaign
from tests.chaos.running import Ran, run
from tests.chaos.verdict import bars

BUSY: Final = 0.3
"""Share of the processors that others may use before the start; above it lateness is not judged."""
SLOW: Final = {"late", "unchecked"}
"""Violations that a slow machine can cause."""
SHORT, LONG = (1_000, 50), (10_000, 500)
"""Reminders and faults."""


def others() -> float:
    """The share of all processors that is in use now, measured for two seconds (proc(5))."""

    def used_and_all() -> tuple[int, int]:
        first, _, _ = Path("/proc/stat").read_text().partition("\n")
        ticks = [int(word) for word in first.split()[1:9]]
        return sum(ticks) - ticks[3] - ticks[4], sum(ticks)

    used, every = used_and_all()
    time.sleep(2)
    used_now, every_now = used_and_all()
    return (used_now - used) / max(1, every_now - every)


def line_of(ran: Ran, *, busy: float = 0.0) -> str:
    """Everything that was measured, in one line of JSON."""
    verdict = ran.verdict
    return json.dumps(
        {
            "seed": ran.plan.seed,
            "reminders": len(ran.plan.calm) + len(ran.plan.chaos),
            "checked": verdict.checked,
            "faults": sum(ran.faults.values()),
            "by_kind": dict(sorted(ran.faults.items())),
            "violations": {name: len(found) for name, found in sorted(verdict.violations.items())},
            "lateness": verdict.lateness,
            "lateness_judged": busy <= BUSY,
            "copies": verdict.copies,
            "cut_off": ran.sink.dropped,
            "refused": ran.sink.refused,
            "taken_over": verdict.taken_over,
            "retries": ran.retries,
            "seconds": round(ran.seconds, 1),
        }
    )


def judged(seed: int, reminders: int, faults: int) -> Ran:
    """One campaign, judged, and in one line of JSON."""
    plan = campaign(seed, reminders, faults)
    busy = others()
    ran = run(plan)
    bars(ran.verdict, reminders, busy=busy > BUSY)
    for name, found in ran.verdict.violations.items():
        for sentence in found[:5]:
            print(f"{name}: {sentence}", file=sys.stderr)
    print(line_of(ran, busy=busy), flush=True)
    return ran


def main() -> None:
    """Run what the command line asks for; status 1 when a promise was not kept.

    What is lost or doubled is so whatever else a machine does; what is late may be its neighbours'
    doing, who come and go: lateness counts when a second campaign finds it as well.
    """
    words = argparse.ArgumentParser(prog="chaos", description=(__doc__ or "").split("\n")[0])
    words.add_argument("--long", action="store_true", help="10,000 reminders and 500 faults")
    words.add_argument("--reminders", type=int)
    words.add_argument("--faults", type=int)
    words.add_argument("--seed", type=int, default=4)
    given = words.parse_args()
    reminders, faults = LONG if given.long else SHORT
    many, breaks = given.reminders or reminders, given.faults or faults
    ran = judged(given.seed, many, breaks)
    if ran.verdict.violations and ran.verdict.violations.keys() <= SLOW:
        ran = judged(given.seed + 1, many, breaks)
    sys.exit(1 if ran.verdict.violations else 0)


if __name__ == "__main__":
    main()
