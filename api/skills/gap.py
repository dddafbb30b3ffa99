"""Demand, what is required, and the gap to what one can do (DOMAIN.md section 7): pure.

The rules, in words:

- A *source* is an employer; somebody whose employer is not known is a source of their own. A source
  counts once, by its weightiest signal: one employer can't corroborate itself.
- *demand* = Σ over sources that ask for the skill of weight × recency. It grows with every further
  source and fades with age; it is at most the number of sources.
- *required* = the highest level that at least half of the weight expects, from 0 to 4. Who says that
  it is not needed expects 0. Who named it without saying how well goes with those who did say: they
  ask for it, and must not water down how well; where nobody said, it is taken for `NAMED`.
- *gap* = demand × (required − own level) / 4, never below 0. It is at most the demand.
- It *counts* from two sources on that ask for it, and only when they are more than those that say
  it is not needed; before that one can only ask more people.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from api.insights.support import recency
from api.skills.models import TOP

CORROBORATED: Final = 2
"""Independent sources from which on a skill counts."""
NAMED: Final = 2
"""The level of a skill that was named without saying how well: with help."""

Standing = Literal["gap", "unsaid", "met", "ask"]
"""`gap`: they expect more than I can. `unsaid`: I have not said how well I can do it. `met`: I can do
what they expect. `ask`: too few named it, or as many say it is not needed."""
Confidence = Literal["none", "one", "some", "good", "strong"]

_CONFIDENCE: Final[tuple[tuple[int, Confidence], ...]] = (
    (5, "strong"),
    (3, "good"),
    (2, "some"),
    (1, "one"),
    (0, "none"),
)


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """What one line says of a skill. `weight` is that of `weighing`, from 0 to 1; `level` is from 1
    to 4, None where nobody said how well."""

    id: UUID
    source: UUID
    needed: bool
    level: int | None
    weight: float
    at: datetime


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What the signals of one skill come to."""

    demand: float
    required: int
    level_said: bool
    """Whether anybody said how well; otherwise `required` only supposes it."""
    sources: int
    against: int

    @property
    def counts(self) -> bool:
        """Enough independent sources, and more that ask for it than say it is not needed."""
        return self.sources >= CORROBORATED and self.sources > self.against


class _Voice(msgspec.Struct, frozen=True, order=True):
    """The weightiest word of a source; of two of one weight the one that asks for more."""

    weight: float
    level: int


def demand(signals: Iterable[Signal], now: datetime) -> Demand:
    """What these signals of one skill come to; whatever order they come in.

    Two employers of full weight ask for level 3 today, a third one says it is not needed:

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 1, tzinfo=UTC)
    >>> def said(employer, needed=True, level=3, weight=1.0):
    ...     return Signal(id=UUID(int=9), source=UUID(int=employer), needed=needed, level=level,
    ...                   weight=weight, at=now)
    >>> found = demand([said(1), said(2), said(3, needed=False, level=None)], now)
    >>> found.demand, found.required, found.sources, found.against, found.counts
    (2.0, 3, 2, 1, True)

    A colleague at the first employer adds nothing:

    >>> demand([said(1), said(1), said(2), said(3, needed=False, level=None)], now) == found
    True

    One that names it without a level is taken for 2, "with help", until somebody says how well:

    >>> found = demand([said(1, level=None)], now)
    >>> found.required, found.level_said, found.counts
    (2, False, False)
    >>> found = demand([said(1, level=None), said(2, level=None), said(3)], now)
    >>> found.required, found.level_said
    (3, True)
    """
    asking: dict[UUID, _Voice] = {}
    levels: dict[UUID, _Voice] = {}
    against: dict[UUID, _Voice] = {}
    for one in signals:
        weight = one.weight * recency(one.at, now)
        if weight <= 0:
            continue
        sides = [asking if one.needed else against]
        if one.needed and one.level is not None:
            sides.append(levels)
        voice = _Voice(weight, (one.level or 0) if one.needed else 0)
        for side in sides:
            known = side.get(one.source)
            side[one.source] = voice if known is None else max(known, voice)
    how_well = _expected(levels.values()) if levels else NAMED
    at = {source: levels[source].level if source in levels else how_well for source in asking}
    expecting = [_Voice(voice.weight, at[source]) for source, voice in asking.items()]
    return Demand(
        demand=sum(sorted(voice.weight for voice in asking.values())),
        required=_expected([*expecting, *against.values()]),
        level_said=bool(levels),
        sources=len(asking),
        against=len(against),
    )


def _expected(voices: Collection[_Voice]) -> int:
    """The highest level that at least half of the weight expects."""
    total = sum(sorted(voice.weight for voice in voices))
    for level in range(TOP, 0, -1):
        if 2 * sum(sorted(v.weight for v in voices if v.level >= level)) >= total > 0:
            return level
    return 0


def gap(found: Demand, own: int) -> float:
    """Demand-weighted distance from one's own level to the required one, from 0 to the demand.

    >>> two = Demand(demand=2.0, required=3, level_said=True, sources=2, against=0)
    >>> gap(two, 1), gap(two, 3), gap(two, 4)
    (1.0, 0.0, 0.0)
    """
    return found.demand * max(0, found.required - own) / TOP


def standing(found: Demand, own: int | None) -> Standing:
    """Where one stands. Who can do what is asked for has no need to ask on.

    >>> two = Demand(demand=2.0, required=3, level_said=True, sources=2, against=0)
    >>> one = Demand(demand=0.9, required=3, level_said=True, sources=1, against=0)
    >>> standing(two, 2), standing(two, None), standing(two, 3), standing(one, 2), standing(one, 3)
    ('gap', 'unsaid', 'met', 'ask', 'met')
    """
    if own is not None and found.sources > 0 and own >= found.required:
        return "met"
    if not found.counts:
        return "ask"
    return "unsaid" if own is None else "gap"


def confidence(found: Demand) -> Confidence:
    """How sure one can be that it is asked for, by the number of independent sources.

    >>> confidence(Demand(demand=2.4, required=3, level_said=True, sources=3, against=0))
    'good'
    """
    return next(word for least, word in _CONFIDENCE if found.sources >= least)


def urgency(found: Demand, own: int | None) -> float:
    """By what skills are ranked: the gap; where the own level is not said, as if at the basics."""
    return gap(found, 1 if own is None else own)
