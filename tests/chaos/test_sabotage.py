"""The campaign turns red when a guard of the engine is taken out: what it says is worth something."""

from collections.abc import Callable

import pytest

from tests.chaos.plan import Plan, fence_trial, sweep_trial, zone_trial
from tests.chaos.running import Ran, run

LONGEST = 300
"""Seconds of one trial on a busy machine; a stopped worker alone sleeps for 33."""
DRAIN = 45.0


def trial(plan: Plan, guard: str) -> Ran:
    """The trial with that guard taken out; it says something only about what it checked."""
    ran = run(plan, sabotage=guard, drain=DRAIN)
    assert ran.verdict.checked >= 0.9 * len(plan.chaos)
    return ran


@pytest.mark.timeout(LONGEST)
@pytest.mark.parametrize(
    ("guard", "plan", "violation"),
    [
        # These two wait for leases to end, three minutes in all: for the long campaigns.
        pytest.param("fence", fence_trial, "reopened", marks=pytest.mark.long),
        pytest.param("sweep", sweep_trial, "lost", marks=pytest.mark.long),
        ("zone", zone_trial, "doubled"),
    ],
)
def test_an_engine_without_this_guard_is_found_out(
    guard: str, plan: Callable[[int], Plan], violation: str
) -> None:
    found = trial(plan(1), guard).verdict.violations
    assert len(found[violation]) >= 1
    # Nothing else is broken by it: what is named is what was taken out.
    assert set(found) <= {violation, "unfinished"}


@pytest.mark.long
@pytest.mark.timeout(LONGEST)
@pytest.mark.parametrize("plan", [fence_trial, sweep_trial, zone_trial])
def test_the_whole_engine_withstands_the_same_trials(plan: Callable[[int], Plan]) -> None:
    assert not trial(plan(1), "").verdict.violations
