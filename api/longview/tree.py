"""Who led to whom, as a forest in the order in which it is read. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

One = TypeVar("One")


def forest(led_by: Mapping[One, One], order: Sequence[One]) -> Iterator[tuple[One, int]]:
    """Everybody with how deep they stand: each beginner, whom they led to, and so on. Brothers and
    sisters, and the beginners, stand as in `order`. A circle begins with its first.

    >>> led_by = {"ben": "ana", "helen": "ben", "ewan": "helen", "sam": "priya"}
    >>> list(forest(led_by, ["ana", "ben", "helen", "ewan", "priya", "sam"]))
    [('ana', 0), ('ben', 1), ('helen', 2), ('ewan', 3), ('priya', 0), ('sam', 1)]
    >>> list(forest({"a": "b", "b": "a"}, ["a", "b"]))
    [('a', 0), ('b', 1)]
    """
    led: dict[One, list[One]] = {}
    for one in order:
        if one in led_by:
            led.setdefault(led_by[one], []).append(one)
    seen: set[One] = set()
    beginners = [one for one in order if one not in led_by]
    for root in [*beginners, *order]:
        waiting = [(root, 0)]
        while waiting:
            one, depth = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            yield one, depth
            waiting += [(other, depth + 1) for other in reversed(led.get(one, []))]
