"""An attacker who solves the published tables as linear equations, and finds nobody; without one of the
rules they find somebody."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from uuid import UUID

import pytest

from api.coaching import suppressing
from api.coaching.suppressing import LEAST, People, Shown, shown_of

PRIME = 2**61 - 1
STEPS = ("none", "asked", "answered", "talked")
Publish = Callable[[Mapping[str, People], Sequence[Shown]], Shown | None]


def terms(seed: int) -> Iterator[dict[str, People]]:
    """Twelve weeks of a cohort: people come, go, and come further."""
    chance = random.Random(seed)
    everybody = [UUID(int=chance.getrandbits(128)) for _ in range(chance.randint(12, 60))]
    here = set(everybody[: len(everybody) * 3 // 4])
    far = dict.fromkeys(everybody, 0)
    for _ in range(12):
        for one in everybody:
            if chance.random() < 0.05:
                here ^= {one}
            if chance.random() < 0.25:
                far[one] = min(3, far[one] + 1)
        yield {
            step: frozenset(one for one in here if far[one] == place)
            for place, step in enumerate(STEPS)
        }


def weeks_published(publish: Publish, seed: int) -> list[Shown]:
    """What is told of each week, each after what was told before."""
    told: list[Shown] = []
    for parts in terms(seed):
        shown = publish(parts, told)
        if shown is not None:
            told.append(shown)
    return told


def found_out(told: Sequence[Shown]) -> list[int]:
    """Sizes of groups of fewer than five people whose number the tables determine: each number that is
    shown is an equation, whose unknowns are the people who were in the same cells all along."""
    equations = [people for one in told for people in (one.base, *one.parts.values())]
    alike: dict[tuple[bool, ...], int] = {}
    for person in frozenset().union(*equations) if equations else ():
        key = tuple(person in people for people in equations)
        alike[key] = alike.get(key, 0) + 1
    columns = list(alike)
    rows = _reduced([[int(column[row]) for column in columns] for row in range(len(equations))])
    small = [place for place, column in enumerate(columns) if alike[column] < LEAST]
    found = []
    for n in range(1, LEAST):
        for some in combinations(small, n):
            size = sum(alike[columns[place]] for place in some)
            if size < LEAST and _follows(rows, [int(p in some) for p in range(len(columns))]):
                found.append(size)
    return found


def _reduced(rows: list[list[int]]) -> dict[int, list[int]]:
    """The rows in echelon form, by the place of their first unknown."""
    echelon: dict[int, list[int]] = {}
    for row in rows:
        _add(echelon, row)
    return echelon


def _rest(echelon: dict[int, list[int]], row: list[int]) -> list[int]:
    left = [value % PRIME for value in row]
    for place in range(len(left)):
        if left[place] and place in echelon:
            times = left[place]
            left = [(a - times * b) % PRIME for a, b in zip(left, echelon[place], strict=True)]
    return left


def _add(echelon: dict[int, list[int]], row: list[int]) -> None:
    left = _rest(echelon, row)
    first = next((place for place, value in enumerate(left) if value), None)
    if first is not None:
        inverse = pow(left[first], -1, PRIME)
        echelon[first] = [value * inverse % PRIME for value in left]


def _follows(echelon: dict[int, list[int]], row: list[int]) -> bool:
    return not any(_rest(echelon, row))


SEEDS = range(12)


def test_nobody_is_found_out() -> None:
    told = [weeks_published(shown_of, seed) for seed in SEEDS]
    assert [found for one in told for found in found_out(one)] == []
    # And something is told: half of the cohorts have a table, and parts of it.
    assert sum(1 for one in told if one) > len(SEEDS) / 2
    assert sum(1 for one in told if any(table.parts for table in one)) > len(SEEDS) / 4


def test_somebody_is_found_out_without_the_rule_of_differences() -> None:
    told = [weeks_published(lambda parts, _: shown_of(parts, ()), seed) for seed in SEEDS]
    assert any(found_out(one) for one in told)


def test_somebody_is_found_out_without_complementary_suppression(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def only_what_is_shown(told: Shown) -> Iterator[People]:
        yield told.base
        yield from told.parts.values()

    monkeypatch.setattr(suppressing, "worked_out", only_what_is_shown)
    told = [weeks_published(shown_of, seed) for seed in SEEDS]
    assert any(found_out(one) for one in told)


def test_no_table_is_about_fewer_than_ten() -> None:
    nine = frozenset(UUID(int=n) for n in range(9))
    assert shown_of({"asked": nine}, ()) is None
    ten = nine | {UUID(int=9)}
    assert shown_of({"asked": ten, "talked": frozenset()}, ()) == Shown(
        ten, {"asked": ten, "talked": frozenset()}
    )
    # One more than last week says who that is.
    assert shown_of({"asked": ten | {UUID(int=10)}}, [Shown(ten, {})]) is None
