"""Whether a campaign kept its promises: each violation is one sentence under one name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from api.conversations.alarms import TALK_SOON
from api.deliveries.attempts import LEASE
from tests.chaos.history import DeliveryRow, History
from tests.chaos.sink import Kept

CALM_BAR: Final = 2.0
"""Seconds of lateness that 99 of 100 reminders keep below while nothing breaks."""
CHAOS_BAR: Final = LEASE.total_seconds() + 5
"""The same while things break, for what was held up once at most: what loses two leases in a row must
come too, but no engine can have it there within one."""
LEAST_CHECKED: Final = 0.9
"""A campaign that could not check this share of its reminders proves nothing."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One reminder that must come: `asked` is when the API had said that its talk is planned."""

    talk_id: UUID
    due: datetime
    asked: datetime
    calm: bool


@dataclass
class Verdict:
    """What was found; `violations` is empty when all is well."""

    checked: int = 0
    copies: int = 0
    """Mails that came again under the same identity: a receiver's server shows them once."""
    taken_over: int = 0
    """Attempts that began because the lease of an earlier one had run out."""
    lateness: dict[str, float] = field(default_factory=dict)
    violations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def judge(reminders: Sequence[Expected], kept: Sequence[Kept], history: History) -> Verdict:
    """Account for every reminder, every mail and every step."""
    verdict = Verdict()
    mails: dict[str, list[Kept]] = defaultdict(list)
    for mail in kept:
        mails[mail.identity].append(mail)
    verdict.copies = sum(len(same) - 1 for same in mails.values())
    _steps(verdict, history)
    _mails(verdict, mails, history)
    _reminders(verdict, reminders, mails, history)
    return verdict


def bars(verdict: Verdict, planned: int, *, busy: bool = False) -> None:
    """Hold lateness and the number of checked reminders to their bars.

    On a machine that was `busy` with other work lateness says nothing of the engine: it is printed
    and not judged.
    """
    for name, bar in (("calm", CALM_BAR), ("held_up_once", CHAOS_BAR)):
        if not busy and verdict.lateness.get(f"{name}_p99", 0) > bar:
            verdict.violations["late"].append(f"{name}: p99 above {bar:.0f} s")
    if verdict.checked < LEAST_CHECKED * planned:
        verdict.violations["unchecked"].append(f"only {verdict.checked} of {planned}")


def _steps(verdict: Verdict, history: History) -> None:
    for step in history.steps:
        name = f"{step.kind} {step.id}"
        if step.op == "DELETE":
            verdict.violations["vanished"].append(name)
        if step.op != "UPDATE":
            continue
        if step.was in {"done", "dead"}:
            verdict.violations["reopened"].append(f"{name}: {step.was} became {step.became}")
        began = step.became == "leased" and step.attempts != step.old_attempts
        if began and step.was == "leased" and step.held_until is not None:
            verdict.taken_over += 1
            if step.at < step.held_until:
                verdict.violations["stolen"].append(f"{name}: its lease had not run out")


def _held_up(history: History) -> Counter[UUID]:
    """How often each delivery was held up: rung for in vain, a lease that ran out, a mail refused."""
    found: Counter[UUID] = Counter()
    for step in history.steps:
        if step.op != "UPDATE":
            continue
        began = step.attempts != step.old_attempts
        if began:
            # The ring that led to this attempt was not in vain; the lease that it found was.
            found[step.id] += -1 + (step.was == "leased")
        elif step.became == step.was or step.became == "pending":
            found[step.id] += 1
    return found


def _mails(verdict: Verdict, mails: Mapping[str, Sequence[Kept]], history: History) -> None:
    known = {str(row.id): row for row in history.deliveries}
    subjects: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for identity, same in mails.items():
        row = known.get(identity)
        if row is None:
            verdict.violations["stranger"].append(f"{identity} is no delivery")
            continue
        if {mail.recipient for mail in same} != {row.email}:
            verdict.violations["astray"].append(f"{identity} went to somebody else")
        if same[0].at < row.due_at - timedelta(milliseconds=5):
            verdict.violations["early"].append(f"{row.kind} {identity}")
        if row.kind == TALK_SOON:
            subjects[row.subject_id, row.kind].add(row.id)
    for (subject, kind), ids in subjects.items():
        if len(ids) > 1:
            verdict.violations["doubled"].append(f"{kind} of {subject}: {len(ids)} identities")
    for row in history.deliveries:
        if row.state != "done" and not row.waits:
            verdict.violations["unfinished"].append(f"{row.kind} {row.id}: {row.state}")
        if row.outcome == "sent" and str(row.id) not in mails:
            verdict.violations["unsent"].append(f"{row.kind} {row.id} says it was sent")


def _reminders(
    verdict: Verdict,
    reminders: Iterable[Expected],
    mails: Mapping[str, Sequence[Kept]],
    history: History,
) -> None:
    rows: dict[UUID, list[DeliveryRow]] = defaultdict(list)
    for row in history.deliveries:
        if row.kind == TALK_SOON:
            rows[row.subject_id].append(row)
    late: dict[str, list[float]] = defaultdict(list)
    held_up = _held_up(history)
    for one in reminders:
        planned_at = history.planned_at.get(one.talk_id)
        if planned_at is None:
            verdict.violations["forgotten"].append(f"talk {one.talk_id} was said to be planned")
            continue
        if planned_at >= one.due:
            continue  # an hour before had passed when it was planned: no reminder is owed
        verdict.checked += 1
        found = chain.from_iterable(mails.get(str(row.id), ()) for row in rows[one.talk_id])
        first = min((mail.at for mail in found), default=None)
        if first is None:
            state = [f"{row.state} {row.outcome}" for row in rows[one.talk_id]] or "never planned"
            verdict.violations["lost"].append(f"talk {one.talk_id}: {state}")
        else:
            seconds_late = max(0.0, (first - max(one.due, one.asked)).total_seconds())
            late["calm" if one.calm else "chaos"].append(seconds_late)
            if not one.calm and sum(held_up[row.id] for row in rows[one.talk_id]) <= 1:
                late["held_up_once"].append(seconds_late)
    for name, seconds in late.items():
        seconds.sort()
        for share in (50, 99):
            place = min(len(seconds) - 1, len(seconds) * share // 100)
            verdict.lateness[f"{name}_p{share}"] = round(seconds[place], 2)
        verdict.lateness[f"{name}_most"] = round(seconds[-1], 2)
