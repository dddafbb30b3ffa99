"""The way back from an outcome to the ask with which it began. Pure.

offer ← interview ← referral by Ben ← introduced by Ana ← ask of 3 March
"""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

LONGEST: Final = 12
"""Steps after which nobody would read on; it also ends a circle of introductions."""


class Came(msgspec.Struct, frozen=True):
    """An outcome: from whom, and out of which earlier one."""

    id: UUID
    kind: str
    at: date
    contact_id: UUID | None
    led_by_id: UUID | None


class Begun(msgspec.Struct, frozen=True):
    """How it began with somebody: the day of the first ask, or of the first talk where nobody
    asked."""

    asked_on: date | None
    talked_on: date | None


class Back(msgspec.Struct, frozen=True):
    """One step back: `what` it was, by whom, on which day."""

    what: str
    kind: str | None
    contact_id: UUID | None
    at: date | None


def path_of(
    outcome: Came,
    outcomes: Mapping[UUID, Came],
    introduced_by: Mapping[UUID, UUID],
    begun: Mapping[UUID, Begun],
) -> list[Back]:
    """What led to an outcome, the nearest first: the outcomes it came from, then who introduced the
    person of the first of them, then the ask to whoever stands at the beginning.

    Nothing comes twice, so that a circle ends; what is not known is left out.
    """
    steps: list[Back] = []
    seen = {outcome.id}
    first = outcome
    while first.led_by_id is not None and first.led_by_id not in seen:
        led_by = outcomes.get(first.led_by_id)
        if led_by is None:
            break
        seen.add(led_by.id)
        steps.append(Back("outcome", led_by.kind, led_by.contact_id, led_by.at))
        first = led_by
    named = [outcome.contact_id, *(one.contact_id for one in steps)]
    contact = next((one for one in reversed(named) if one is not None), None)
    met: set[UUID] = set()
    while contact is not None and len(steps) < LONGEST:
        met.add(contact)
        introducer = introduced_by.get(contact)
        if introducer is None or introducer in met:
            break
        steps.append(Back("introduced", None, introducer, None))
        contact = introducer
    if contact is not None and (how := begun.get(contact)):
        if how.asked_on is not None:
            steps.append(Back("ask", None, contact, how.asked_on))
        elif how.talked_on is not None:
            steps.append(Back("talk", None, contact, how.talked_on))
    return steps


def days_of(outcome: Came, steps: list[Back]) -> int | None:
    """Days from the ask with which it began to the outcome; null where no day is known, or where
    it began later than it came."""
    if not steps or steps[-1].at is None or steps[-1].what == "outcome":
        return None
    days = (outcome.at - steps[-1].at).days
    return days if days >= 0 else None
