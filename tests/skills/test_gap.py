"""Demand, what is required and the gap: their laws, and a slow implementation of their own."""

import math
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.insights.support import HALF_LIFE
from api.skills.gap import Demand, Signal, confidence, demand, gap, standing, urgency
from api.skills.models import TOP
from api.skills.weighing import closeness

NOW = datetime(2026, 11, 1, tzinfo=UTC)

SIGNALS = st.builds(
    lambda source, says, weight, days: Signal(
        id=UUID(int=source * 1000 + days),
        source=UUID(int=source),
        needed=says is not None,
        level=says or None,
        weight=weight,
        at=NOW - timedelta(days=days),
    ),
    source=st.integers(1, 6),
    says=st.one_of(st.none(), st.integers(0, TOP)),  # 0: named without a level
    weight=st.sampled_from([0.0, 0.25, 0.4, 0.75, 0.8, 0.9, 1.0]),
    days=st.integers(0, 3000),
)
LISTS = st.lists(SIGNALS, max_size=30)
OWN = st.one_of(st.none(), st.integers(0, TOP))


def said(source: int, level: int | None = 3, *, needed: bool = True, days: int = 0) -> Signal:
    at = NOW - timedelta(days=days)
    return Signal(
        id=UUID(int=source), source=UUID(int=source), needed=needed, level=level, weight=1.0, at=at
    )


def slowly(signals: list[Signal], slack: float = 1e-12) -> tuple[float, int, int, int]:
    """The rules once more, word by word: for every source the loudest word of each side."""
    asks: dict[UUID, float] = {}
    refuses: dict[UUID, float] = {}
    says: dict[UUID, tuple[float, int]] = {}
    for source in {one.source for one in signals}:
        words = [
            (one.weight * 2.0 ** (-(NOW - one.at).total_seconds() / (730.5 * 86_400)), one)
            for one in signals
            if one.source == source and one.weight > 0
        ]
        if loud := [weight for weight, one in words if one.needed]:
            asks[source] = max(loud)
        if loud := [weight for weight, one in words if not one.needed]:
            refuses[source] = max(loud)
        if told := [(weight, one.level) for weight, one in words if one.needed and one.level]:
            says[source] = max(told)
    among_themselves = _half([(level, weight) for weight, level in says.values()], slack)
    others = among_themselves if says else 2
    votes = [(says[source][1] if source in says else others, w) for source, w in asks.items()]
    required = _half([*votes, *((0, weight) for weight in refuses.values())], slack)
    return math.fsum(asks.values()), required, len(asks), len(refuses)


def _half(votes: list[tuple[int, float]], slack: float) -> int:
    """The highest level that half of the weight reaches."""
    whole = math.fsum(weight for _, weight in votes)
    required = 0
    for level in range(1, 5):
        above = math.fsum(weight for at, weight in votes if at >= level)
        if whole > 0 and above >= whole / 2 - slack:
            required = level
    return required


@given(LISTS)
def test_it_says_what_the_slow_one_says(signals: list[Signal]) -> None:
    found = demand(signals, NOW)
    total, required, sources, against = slowly(signals)
    assert math.isclose(found.demand, total, abs_tol=1e-9)
    assert (found.sources, found.against) == (sources, against)
    # Half of the weight to the last bit may fall either way by the order of adding.
    assert found.required in {required, slowly(signals, slack=-1e-12)[1]}


@given(LISTS, st.randoms())
def test_the_order_does_not_matter(signals: list[Signal], random: object) -> None:
    shuffled = list(signals)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert demand(shuffled, NOW) == demand(signals, NOW)


@given(LISTS, SIGNALS)
def test_further_support_never_lowers_the_demand(signals: list[Signal], more: Signal) -> None:
    before, after = demand(signals, NOW), demand([*signals, more], NOW)
    if more.needed:
        assert after.demand >= before.demand - 1e-12
        assert after.sources >= before.sources
    else:
        assert after.demand == before.demand
        assert after.required <= before.required


@given(LISTS, st.integers(7, 20), OWN)
def test_a_new_source_that_asks_for_as_much_never_lowers_the_gap(
    signals: list[Signal], source: int, own: int | None
) -> None:
    before = demand(signals, NOW)
    after = demand([*signals, said(source, max(1, before.required))], NOW)
    assert after.required >= before.required
    assert urgency(after, own) >= urgency(before, own)


@given(st.lists(SIGNALS, min_size=1, max_size=30))
def test_one_employer_can_not_corroborate_itself(signals: list[Signal]) -> None:
    alone = [
        Signal(
            id=one.id,
            source=UUID(int=1),
            needed=one.needed,
            level=one.level,
            weight=one.weight,
            at=one.at,
        )
        for one in signals
    ]
    found = demand(alone, NOW)
    assert found.sources <= 1
    assert found.demand <= 1
    assert not found.counts


@given(LISTS, OWN)
def test_it_is_bounded(signals: list[Signal], own: int | None) -> None:
    found = demand(signals, NOW)
    assert 0 <= found.demand <= found.sources
    assert 0 <= found.required <= TOP
    assert 0 <= gap(found, own or 0) <= found.demand
    assert standing(found, own) in ("gap", "unsaid", "met", "ask")
    assert confidence(found) in ("none", "one", "some", "good", "strong")
    if own == TOP and found.sources:
        assert standing(found, own) == "met"


@given(LISTS, st.integers(1, 2000))
def test_it_fades_with_time(signals: list[Signal], days: int) -> None:
    now, later = demand(signals, NOW), demand(signals, NOW + timedelta(days=days))
    assert later.demand <= now.demand
    assert (later.demand < now.demand) == (now.demand > 0)
    assert (later.sources, later.against) == (now.sources, now.against)
    assert math.isclose(demand(signals, NOW + HALF_LIFE).demand, now.demand / 2, abs_tol=1e-9)


def test_as_many_against_as_for_ask_on() -> None:
    two = demand([said(1), said(2), said(3, None, needed=False)], NOW)
    assert (two.counts, standing(two, 2)) == (True, "gap")
    even = demand([said(1), said(2), *(said(n, None, needed=False) for n in (3, 4))], NOW)
    assert (even.counts, standing(even, 2)) == (False, "ask")


def test_the_level_is_what_at_least_half_expect() -> None:
    assert demand([said(1, 3), said(2, 2)], NOW).required == 3
    assert demand([said(1, 4), said(2, 2), said(3, 2)], NOW).required == 2
    assert demand([said(1, 3), *(said(n, None, needed=False) for n in (2, 3))], NOW).required == 0
    assert demand([said(1, 4, days=2000), said(2, 2)], NOW).required == 2


def test_who_names_it_waters_down_nothing() -> None:
    """Two hospitals ask for SQL on one's own; that two others only name it makes it no easier."""
    two = [said(1, 3), said(2, 3)]
    named = [said(3, None), said(4, None)]
    assert demand([*two, *named, said(5, None, needed=False)], NOW).required == 3
    assert demand(named, NOW).required == 2
    assert demand([said(1, 3), said(1, None)], NOW).required == 3
    assert demand([*named, said(1, 1)], NOW).required == 1


def test_nothing_was_said() -> None:
    nothing = demand([], NOW)
    assert nothing == Demand(demand=0, required=0, level_said=False, sources=0, against=0)
    assert (standing(nothing, 3), standing(nothing, None)) == ("ask", "ask")


WORDS = st.frozensets(st.sampled_from(["policy", "product", "analyst", "nurse"]), max_size=3)
GOALS = st.one_of(st.none(), st.integers(1, 3).map(lambda n: UUID(int=n)))


@given(GOALS, GOALS, WORDS, WORDS, WORDS)
def test_a_talk_for_this_goal_is_closest(
    served: UUID | None,
    goal: UUID | None,
    role: frozenset[str],
    wanted: frozenset[str],
    others: frozenset[str],
) -> None:
    close = closeness(served, goal, role, wanted, others)
    assert 0 <= close <= closeness(goal, goal, role, wanted, others) == 1
