"""How wide the circle of people one talked to is: entropy over what is known of them. Pure.

For each dimension the Shannon entropy of the known values, divided by the greatest it could be for so
many people and so many possible values: 1 when they differ as much as they can, 0 when all are alike
(DOMAIN.md section 7). No number of it is shown; the person reads one sentence.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf, log
from typing import Final, Literal

import msgspec

from api.contacts.guesses import FUNCTIONS, SENIORITIES

Dimension = Literal["employer", "industry", "function", "seniority", "tie"]
Unknown = Literal["none", "few", "some", "most"]

DIMENSIONS: Final[tuple[Dimension, ...]] = (
    "employer",
    "industry",
    "function",
    "seniority",
    "tie",
)
POSSIBLE: Final[Mapping[Dimension, int]] = {
    "function": len(FUNCTIONS),
    "seniority": len(SENIORITIES),
    "tie": 2,
}
"""How many values there are, where these are a fixed list."""
KNOWN: Final = 5
"""Of fewer people than that nothing is said of a dimension."""
APART: Final = 0.15
"""Two dimensions closer than that are alike: then none is called the narrow one."""
WIDE: Final = 0.75
"""From there on even the narrowest is wide."""


class Spread(msgspec.Struct, frozen=True):
    """The widest and the narrowest dimension (null where all are alike), and for how many the
    narrowest, else the widest, is not known."""

    widest: Dimension
    narrowest: Dimension | None
    unknown: Unknown


def evenness(values: Sequence[object], possible: float = inf) -> float:
    """Entropy over its greatest value for so many people and `possible` values, 0 to 1.

    >>> evenness("aaaa"), evenness("abcd"), round(evenness("aabb"), 2)
    (0.0, 1.0, 0.5)
    >>> evenness("aabb", possible=2)
    1.0
    """
    if len(values) < 2:
        return 0.0
    counts = Counter(values)
    entropy = -sum(n / len(values) * log(n / len(values)) for n in counts.values())
    return max(0.0, entropy / log(min(len(values), possible)))


def spread(people: Sequence[Mapping[str, object]]) -> Spread | None:
    """What can be said of these people, null where too little is known.

    >>> somebody = lambda n, level: {"employer": f"E{n}", "seniority": level}
    >>> spread([somebody(n, "manager") for n in range(6)])
    Spread(widest='employer', narrowest='seniority', unknown='none')
    """
    known = {
        name: [value for one in people if (value := one.get(name)) is not None]
        for name in DIMENSIONS
    }
    even = {
        name: evenness(values, POSSIBLE.get(name, inf))
        for name, values in known.items()
        if len(values) >= KNOWN
    }
    if not even:
        return None
    widest = max(even, key=lambda name: even[name])
    narrow = min(even, key=lambda name: even[name])
    narrowest = narrow if even[widest] - even[narrow] > APART and even[narrow] < WIDE else None
    told = known[narrowest or widest]
    return Spread(widest, narrowest, _unknown(1 - len(told) / len(people)))


def _unknown(share: float) -> Unknown:
    if share == 0:
        return "none"
    if share < 1 / 4:
        return "few"
    return "some" if share < 1 / 2 else "most"
