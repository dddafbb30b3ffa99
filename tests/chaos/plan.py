"""What a campaign will do: when each reminder is due, what breaks when. The same seed, the same plan."""

import random
from dataclasses import dataclass
from typing import Final, Literal

FaultKind = Literal[
    "kill_worker",
    "kill_tick",
    "kill_api",
    "crash_database",
    "empty_broker",
    "stop_worker",
    "stop_tick",
]

WORKERS: Final = 3
TICKS: Final = 2
BEYOND_LEASE: Final = 33.0
"""Seconds for which a stopped process sleeps: longer than the lease of its deliveries (30 s)."""
WEIGHTS: Final[dict[FaultKind, float]] = {
    "kill_worker": 8,
    "kill_tick": 5,
    "kill_api": 3,
    "crash_database": 2,
    "empty_broker": 6,
}
CALM_A_SECOND: Final = 20.0
CHAOS_A_SECOND: Final = 16.0
"""How many reminders become due in a second, before and while things break."""
SECONDS_A_FAULT: Final = 2.25
"""Faults may not follow each other faster than this. What is hit twice waits for two leases, whatever
the engine does: were it more than one reminder in a hundred, the bar of lateness would measure the
dice. And two cores are not to be busy with starting Python again."""
HEAD_START: Final = 12.0
"""Seconds from the start of a campaign to its first reminder: what is due first is planned by then."""
PAUSE: Final = 4.0
"""Seconds between the last reminder of the calm and the first fault: nothing late hides there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that breaks, `at` seconds after the start; what is stopped sleeps `seconds`."""

    at: float
    kind: FaultKind
    victim: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign. Times are seconds after its start."""

    seed: int
    calm: tuple[float, ...]
    """When the reminders are due that nothing disturbs."""
    chaos: tuple[float, ...]
    """When the others are."""
    faults: tuple[Fault, ...]
    moves: tuple[float, ...]
    """When somebody moves to another time zone."""
    drops: float = 0.05
    """Share of mails that are kept, but whose sender is cut off before it is told so."""
    refusals: float = 0.03
    """Share of mails that are answered with 451 at first."""
    slowest: float = 0.3
    """Seconds the mail server takes at most for an answer."""

    @property
    def last(self) -> float:
        """When the last reminder is due."""
        return max((*self.calm, *self.chaos))

    @property
    def breaking(self) -> float:
        """When the calm is over."""
        return self.chaos[0] if self.chaos else self.last


def campaign(seed: int, reminders: int, faults: int) -> Plan:
    """A fifth of the reminders in calm, the others while `faults` things break at random."""
    dice = random.Random(seed)
    quiet = reminders // 5
    calm = _spread(dice, quiet, HEAD_START, quiet / CALM_A_SECOND)
    begin = HEAD_START + quiet / CALM_A_SECOND + PAUSE
    # Long enough for a worker and a tick to be stopped beyond their lease and to come back.
    length = max((reminders - quiet) / CHAOS_A_SECOND, faults * SECONDS_A_FAULT, BEYOND_LEASE + 12)
    stops = [
        Fault(begin + at, kind, dice.randrange(many), BEYOND_LEASE)
        for kind, many, at in _stops(dice, length)
    ][:faults]
    kinds = dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=faults - len(stops))
    others = [
        Fault(begin + dice.uniform(0, length), kind, dice.randrange(WORKERS)) for kind in kinds
    ]
    return Plan(
        seed=seed,
        calm=calm,
        chaos=_spread(dice, reminders - quiet, begin, length),
        faults=tuple(sorted((*stops, *others), key=lambda fault: fault.at)),
        moves=_spread(dice, int(length / 2), begin, length),
    )


def fence_trial(seed: int) -> Plan:
    """Two of three workers sleep through their leases with slow mails in their hands."""
    dues = _spread(random.Random(seed), 90, HEAD_START, 12)
    faults = tuple(Fault(HEAD_START + 5 + n, "stop_worker", n, BEYOND_LEASE) for n in range(2))
    return Plan(seed, (), dues, faults, (), drops=0, refusals=0, slowest=2)


def sweep_trial(seed: int) -> Plan:
    """All workers die, and the queue is lost in which the tick has rung for them meanwhile."""
    dues = _spread(random.Random(seed), 60, HEAD_START, 8)
    deaths = tuple(Fault(HEAD_START + 3, "kill_worker", n) for n in range(WORKERS))
    losses = tuple(Fault(HEAD_START + 3.4 + n * 0.3, "empty_broker") for n in range(3))
    return Plan(seed, (), dues, (*deaths, *losses), (), drops=0, refusals=0)


def zone_trial(seed: int) -> Plan:
    """People keep moving to other time zones while their reminders go out."""
    dice = random.Random(seed)
    dues = _spread(dice, 60, HEAD_START, 8)
    return Plan(seed, (), dues, (), _spread(dice, 60, HEAD_START + 4, 10), drops=0, refusals=0)


def _stops(dice: random.Random, length: float) -> list[tuple[FaultKind, int, float]]:
    found: list[tuple[FaultKind, int, float]] = []
    at = 1.0
    while at + BEYOND_LEASE < length:
        found.append(("stop_worker", WORKERS, at))
        found.append(("stop_tick", TICKS, at + dice.uniform(1, 8)))
        # One after the other: with every tick asleep nothing could be on time.
        at += BEYOND_LEASE + dice.uniform(9, 12)
    return found


def _spread(dice: random.Random, many: int, begin: float, length: float) -> tuple[float, ...]:
    return tuple(sorted(begin + dice.uniform(0, length) for _ in range(many)))
