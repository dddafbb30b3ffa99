"""The accounting finds each kind of broken promise, and nothing where there is none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from api.tables import new_id
from tests.chaos.history import DeliveryRow, History, Step
from tests.chaos.plan import BEYOND_LEASE, campaign
from tests.chaos.sink import Kept
from tests.chaos.verdict import Expected, Verdict, bars, judge

DUE = datetime(2027, 3, 28, 10, tzinfo=UTC)
TALK, DELIVERY, OWNER = new_id(), new_id(), new_id()


def row(**changes: object) -> DeliveryRow:
    made = DeliveryRow(
        DELIVERY, OWNER, "talk_soon", TALK, "v1", "done", DUE, "sent", 1, "nora@example.org"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def mail(identity: UUID = DELIVERY, *, seconds: float = 1, to: str = "nora@example.org") -> Kept:
    return Kept(str(identity), to, DUE + timedelta(seconds=seconds))


def step(was: str, became: str, *, attempts: tuple[int, int] = (1, 1), held: float = 0) -> Step:
    return Step(
        DUE,
        "UPDATE",
        DELIVERY,
        "talk_soon",
        was,
        became,
        *attempts,
        DUE + timedelta(seconds=held) if was == "leased" else None,
    )


def told(
    rows: list[DeliveryRow],
    mails: list[Kept],
    steps: list[Step] | None = None,
    *,
    known: bool = True,
) -> Verdict:
    history = History(steps or [], rows, {TALK: DUE - timedelta(minutes=5)} if known else {})
    reminder = Expected(TALK, DUE, DUE - timedelta(minutes=5), calm=True)
    verdict = judge([reminder], mails, history)
    bars(verdict, 1)
    return verdict


def test_a_reminder_that_came_once_breaks_no_promise() -> None:
    verdict = told([row()], [mail()], [step("pending", "leased", attempts=(0, 1))])
    assert not verdict.violations
    assert verdict.checked == 1
    assert verdict.lateness["calm_p99"] == 1


def test_the_same_mail_again_is_a_copy_and_no_second_reminder() -> None:
    verdict = told([row()], [mail(), mail(seconds=1.5)])
    assert not verdict.violations
    assert verdict.copies == 1


def test_a_lease_that_ran_out_may_be_taken_over() -> None:
    verdict = told([row()], [mail()], [step("leased", "leased", attempts=(1, 2), held=-1)])
    assert not verdict.violations
    assert verdict.taken_over == 1


@pytest.mark.parametrize(
    ("violation", "judged"),
    [
        ("lost", lambda: told([row()], [])),
        ("lost", lambda: told([], [])),
        ("forgotten", lambda: told([row()], [mail()], known=False)),
        ("unsent", lambda: told([row()], [])),
        ("unfinished", lambda: told([row(state="pending", outcome=None)], [mail()])),
        ("unfinished", lambda: told([row(state="dead", outcome="failed:mail")], [mail()])),
        ("stranger", lambda: told([row()], [mail(), mail(new_id())])),
        ("astray", lambda: told([row()], [mail(to="jonas@example.org")])),
        ("early", lambda: told([row()], [mail(seconds=-1)])),
        ("late", lambda: told([row()], [mail(seconds=2.5)])),
        ("reopened", lambda: told([row()], [mail()], [step("done", "pending")])),
        ("reopened", lambda: told([row()], [mail()], [step("done", "done")])),
        (
            "stolen",
            lambda: told([row()], [mail()], [step("leased", "leased", attempts=(1, 2), held=1)]),
        ),
        (
            "vanished",
            lambda: told([row()], [mail()], [replace(step("done", "done"), op="DELETE")]),
        ),
    ],
)
def test_a_broken_promise_is_named(violation: str, judged: Callable[[], Verdict]) -> None:
    assert violation in judged().violations


def test_two_identities_of_one_reminder_are_a_double() -> None:
    second = new_id()
    rows = [row(), row(id=second, occurrence="v1@Asia/Tokyo")]
    assert list(told(rows, [mail(), mail(second)]).violations) == ["doubled"]


def test_what_a_rule_asked_to_wait_is_in_order_but_only_that() -> None:
    later = row(id=new_id(), kind="daily", state="pending", outcome="waits:quiet")
    assert not told([row(), later], [mail()]).violations
    held = replace(later, outcome="waits:lease")
    assert list(told([row(), held], [mail()]).violations) == ["unfinished"]


def test_what_was_held_up_twice_may_be_later_than_one_lease_but_not_what_was_once() -> None:
    rung = step("pending", "pending", attempts=(0, 0))
    taken = step("pending", "leased", attempts=(0, 1))
    again = [step("leased", "leased", held=-1), step("leased", "leased", attempts=(1, 2), held=-1)]
    history = History([rung, taken, *again], [row()], {TALK: DUE - timedelta(minutes=5)})
    reminder = Expected(TALK, DUE, DUE - timedelta(minutes=5), calm=False)
    once = judge([reminder], [mail(seconds=40)], history)
    bars(once, 1)
    assert list(once.violations) == ["late"]
    lost_too = replace(history, steps=[rung, *history.steps])
    twice = judge([reminder], [mail(seconds=40)], lost_too)
    bars(twice, 1)
    assert not twice.violations


def test_a_campaign_that_checked_too_little_proves_nothing() -> None:
    verdict = Verdict(checked=89)
    bars(verdict, 100)
    assert list(verdict.violations) == ["unchecked"]


def test_on_a_busy_machine_lateness_is_not_judged_but_what_was_checked_is() -> None:
    verdict = Verdict(checked=89, lateness={"calm_p99": 9, "held_up_once_p99": 90})
    bars(verdict, 100, busy=True)
    assert list(verdict.violations) == ["unchecked"]
    bars(verdict, 100)
    assert len(verdict.violations["late"]) == 2


def test_the_same_seed_makes_the_same_plan() -> None:
    assert campaign(7, 1000, 50) == campaign(7, 1000, 50) != campaign(8, 1000, 50)


@pytest.mark.parametrize(("reminders", "faults"), [(1_000, 50), (10_000, 500), (100, 10)])
def test_a_plan_holds_what_was_asked_for(reminders: int, faults: int) -> None:
    plan = campaign(4, reminders, faults)
    assert len(plan.calm) + len(plan.chaos) == reminders
    assert len(plan.faults) == faults
    assert plan.calm[-1] < plan.breaking <= plan.faults[0].at
    # Whoever is stopped is awake again before the last reminder is due.
    stopped = [fault for fault in plan.faults if fault.seconds]
    assert stopped
    assert all(fault.seconds == BEYOND_LEASE for fault in stopped)
    assert all(fault.at + fault.seconds < plan.last + 12 for fault in stopped)
