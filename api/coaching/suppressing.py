"""What of a cohort may be shown to whoever does not coach it: pure functions over sets of people.

A table splits its base into parts. A number shows only where it stands for five people or more; where a
part is hidden, others go with it until nothing smaller can be worked out from the total; and nothing may
be worked out by laying a table beside an earlier one: what both tell must be about the same people, or
about at least five others (ARCHITECTURE.md section 9).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Final, NamedTuple
from uuid import UUID

LEAST: Final = 5
"""No number stands for fewer people."""
BASE: Final = 10
"""No table is about fewer people."""

People = frozenset[UUID]
NOBODY: Final[People] = frozenset()


class Shown(NamedTuple):
    """What is told of a table: whom it is about, and whom each part that is shown is about."""

    base: People
    parts: Mapping[str, People]


def shown_of(parts: Mapping[str, People], earlier: Sequence[Shown]) -> Shown | None:
    """Of a table with these parts what may be shown, after what was told of it `earlier`; None where
    not even its base may be."""
    base = NOBODY.union(*parts.values())
    if len(base) < BASE:
        return None
    shown = {name: people for name, people in parts.items() if not people or len(people) >= LEAST}
    before = [people for one in earlier for people in worked_out(one)]
    while True:
        told = Shown(base, shown)
        if not gives_away(worked_out(told), before):
            return told
        if not shown:
            return None
        # The smallest goes first: of what is left the most can be read.
        least = min(shown, key=lambda name: (len(shown[name]), name))
        shown = {name: people for name, people in shown.items() if name != least}


def worked_out(told: Shown) -> Iterator[People]:
    """Whoever adds up parts and takes them from the base knows how many these are."""
    for some in _subsets(tuple(told.parts.values())):
        people = NOBODY.union(*some)
        yield people
        yield told.base - people


def gives_away(told: Iterable[People], before: Iterable[People]) -> bool:
    """Whether a number about fewer than five people can be read from `told`, alone or laid beside what
    was told before."""
    place: dict[UUID, int] = {}

    def mask(people: People) -> int:
        return sum(1 << place.setdefault(one, len(place)) for one in people)

    now = {mask(people) for people in told}
    known = {mask(people) for people in before}
    return any(0 < (one ^ other).bit_count() < LEAST for one in now for other in {0, *known})


def _subsets(parts: Sequence[People]) -> Iterator[tuple[People, ...]]:
    return chain.from_iterable(combinations(parts, n) for n in range(len(parts) + 1))
