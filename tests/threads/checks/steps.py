"""A slow reading of regular expressions that counts its steps, and makes texts that match."""

import random
from collections.abc import Callable
from re import _constants as op
from re import _parser as parser
from typing import Any

Nodes = list[tuple[Any, Any]]
_ONE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class Steps:
    """Backtracking search as an engine without shortcuts does it; `count` are the nodes tried."""

    def __init__(self, pattern: str, text: str) -> None:
        self.text = text
        self.count = 0
        nodes = list(parser.parse(pattern))
        for start in range(len(text) + 1):
            if self._match(nodes, 0, start, lambda end: True):
                break

    def _match(self, nodes: Nodes, at: int, place: int, then: Callable[[int], bool]) -> bool:
        self.count += 1
        if at == len(nodes):
            return then(place)
        kind, value = nodes[at]

        def rest(end: int) -> bool:
            return self._match(nodes, at + 1, end, then)

        if kind in _ONE:
            return self._takes(kind, value, place) and rest(place + 1)
        if kind is op.BRANCH:
            return any(self._match(list(way), 0, place, rest) for way in value[1])
        if kind is op.SUBPATTERN:
            return self._match(list(value[3]), 0, place, rest)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, inner = value
            return self._repeat(kind, least, most, list(inner), place, rest)
        if kind is op.AT:
            return self._stands(value, place) and rest(place)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            seen = self._match(list(value[1]), 0, place, lambda end: True)
            return seen is (kind is op.ASSERT) and rest(place)
        raise AssertionError(f"the lexicon must not use {kind}")

    def _repeat(
        self,
        kind: Any,
        least: int,
        most: int,
        inner: Nodes,
        place: int,
        then: Callable[[int], bool],
    ) -> bool:
        if len(inner) == 1 and inner[0][0] in _ONE:
            run = 0
            while run < most and self._takes(*inner[0], place + run):
                run += 1
                self.count += 1
            order = range(run, least - 1, -1) if kind is op.MAX_REPEAT else range(least, run + 1)
            return any(then(place + n) for n in order)

        def again(end: int) -> bool:
            return self._repeat(kind, max(0, least - 1), most - 1, inner, end, then)

        if least:
            return self._match(inner, 0, place, again)
        if kind is op.MIN_REPEAT and then(place):
            return True
        if most and self._match(inner, 0, place, again):
            return True
        return kind is op.MAX_REPEAT and then(place)

    def _takes(self, kind: Any, value: Any, place: int) -> bool:
        if place >= len(self.text):
            return False
        code = ord(self.text[place])
        if kind is op.ANY:
            return True
        if kind is op.LITERAL:
            return bool(code == value)
        if kind is op.NOT_LITERAL:
            return bool(code != value)
        negated = value[0][0] is op.NEGATE
        return any(_holds(item, code) for item in value[1 if negated else 0 :]) is not negated

    def _stands(self, where: Any, place: int) -> bool:
        if where is op.AT_BEGINNING:
            return place == 0
        if where is op.AT_END:
            return place == len(self.text)
        before = place > 0 and self.text[place - 1] in _WORDS
        return before is not (place < len(self.text) and self.text[place] in _WORDS)


def _holds(item: tuple[Any, Any], code: int) -> bool:
    kind, value = item
    if kind is op.RANGE:
        return bool(value[0] <= code <= value[1])
    if kind is op.CATEGORY:
        return 48 <= code <= 57
    return bool(code == value)


def example(pattern: str, rng: random.Random) -> str:
    """A text that the pattern is likely to match (what it forbids around it is not looked at)."""
    return _example(list(parser.parse(pattern)), rng)


def _example(nodes: Nodes, rng: random.Random) -> str:
    made = []
    for kind, value in nodes:
        if kind is op.LITERAL:
            made.append(chr(value))
        elif kind is op.NOT_LITERAL or kind is op.ANY:
            made.append(" ")
        elif kind is op.IN:
            made.append(_one_of(value, rng))
        elif kind is op.BRANCH:
            made.append(_example(list(rng.choice(value[1])), rng))
        elif kind is op.SUBPATTERN:
            made.append(_example(list(value[3]), rng))
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, inner = value
            times = rng.randint(least, min(most, least + 2))
            if most >= 20 and least >= 1:
                times = max(least, rng.randint(3, 6))
            made.append("".join(_example(list(inner), rng) for _ in range(times)))
        elif kind is op.ASSERT:
            made.append(_example(list(value[1]), rng))
    return "".join(made)


def _one_of(items: list[tuple[Any, Any]], rng: random.Random) -> str:
    if items[0][0] is op.NEGATE:
        return " "
    kind, value = rng.choice(items)
    if kind is op.RANGE:
        return "q" if value[0] == 97 or value[1] > 127 else chr(rng.randint(*value))
    return "7" if kind is op.CATEGORY else chr(value)
