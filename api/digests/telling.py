"""From what happened to what a digest says: counts, a few names, and the comparison in words. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Final, Literal
from uuid import UUID

import msgspec

from api.threads.stages import Group, Stage, group_of

Compared = Literal["fullest", "usual", "quieter"]

NAMES: Final = 3
"""So many names stand in one sentence; the rest is "and two more"."""
LEAST_PAST: Final = 3
"""Weeks or months that somebody must have behind them before one is compared with them."""
_ANSWERS: Final = {"yes": "said_yes", "declined": "said_no"}
_AFTER_ALL: Final = {
    Stage.DECLINED: "declined",
    Stage.REPLIED_LATER: "later",
    Stage.REFERRED_ON: "referred",
}
"""Which answer it was after a correction; from every other stage on it was a yes."""
_COUNTED: Final = {
    "thread.asked": "asked",
    "thread.answered": "answered",
    "promise.kept": "kept",
    "advice.done": "tried",
    "advice.told": "told",
    "introduction.told": "told",
    "goal.revised": "goals",
}
_NAMELESS: Final = frozenset({"asked", "goals"})
"""What is counted without names."""


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """What happened, as counts. `answered` are all answers, of them `said_yes` and `said_no`;
    `thanked_in_time` within 24 hours, `kept` are own promises; `tried` advice that was followed,
    `told` people who heard what came of it; `goals` revisions. `steps` are the person's own steps
    in the times before and in this one, which is the last."""

    asked: int = 0
    answered: int = 0
    said_yes: int = 0
    said_no: int = 0
    talks: int = 0
    heard: int = 0
    thanked: int = 0
    thanked_in_time: int = 0
    kept: int = 0
    tried: int = 0
    told: int = 0
    goals: int = 0
    steps: list[int] = []

    @property
    def happened(self) -> bool:
        """Whether there is anything to tell."""
        return any(
            (
                self.asked,
                self.answered,
                self.talks,
                self.thanked,
                self.kept,
                self.tried,
                self.told,
                self.goals,
            )
        )

    @property
    def compared(self) -> Compared | None:
        """This time beside the person's own past ones; None while there are too few of them.

        Times before their first step are not theirs, and do not count.
        """
        first = next((place for place, steps in enumerate(self.steps) if steps), len(self.steps))
        past, now = self.steps[first:-1], self.steps[-1] if self.steps else 0
        if len(past) < LEAST_PAST:
            return None
        if now > max(past):
            return "fullest"
        return "usual" if now >= median(past) else "quieter"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Something that names somebody."""

    what: str
    contact_id: UUID
    name: str = ""
    words: str = ""
    kind: str | None = None
    subject_id: UUID | None = None
    due_at: datetime | None = None


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A talk that ended (`talked`) or was thanked for (`thanked`) in this time; `heard` are the lines
    that stand as what was heard."""

    contact_id: UUID
    talked: bool
    thanked: bool
    in_time: bool
    heard: list[str]


class Told(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One event, as the log has it (`api.digests.happened.EVENTS`); `key` is the thread, or the thing that it is about."""

    name: str
    at: datetime
    key: UUID | None
    contact_id: UUID | None
    to_stage: str | None
    answer: str | None
    state: str | None
    promiser: str | None


def told_of(
    events: Iterable[Told], talks: Iterable[Talk], steps: list[int], until: datetime
) -> tuple[Content, list[Line]]:
    """Counts and lines of one person: events in the order in which they were told, talks the latest
    first. Lines have no names yet."""
    facts = _standing(events, until)
    counts: dict[str, int] = defaultdict(int)
    named: dict[str, list[UUID]] = defaultdict(list)
    heard: list[Line] = []
    for talk in talks:
        if talk.talked:
            counts["talks"] += 1
            counts["heard"] += len(talk.heard)
            _name(named["talked"], talk.contact_id)
            if talk.heard and not heard:
                heard = [Line(what="heard", contact_id=talk.contact_id, words=talk.heard[0])]
        if talk.thanked:
            counts["thanked"] += 1
            counts["thanked_in_time"] += talk.in_time
            _name(named["thanked"], talk.contact_id)
    for (what, _), fact in reversed(facts.items()):
        counts[what] += 1
        about = what
        if what == "answered" and fact.answer in _ANSWERS:
            about = _ANSWERS[fact.answer]
            counts[about] += 1
        if fact.contact_id is not None and what not in _NAMELESS:
            _name(named[about], fact.contact_id)
    lines = [
        Line(what=what, contact_id=contact) for what, found in named.items() for contact in found
    ]
    return Content(**counts, steps=steps), [*heard, *lines]


def _name(found: list[UUID], contact: UUID) -> None:
    if len(found) < NAMES and contact not in found:
        found.append(contact)


def _standing(events: Iterable[Told], until: datetime) -> dict[tuple[str, UUID | None], Told]:
    """What was told and not taken back since, by what it is and whom it is about."""
    facts: dict[tuple[str, UUID | None], Told] = {}
    for event in events:
        match event.name:
            case "thread.corrected" if event.to_stage is not None:
                _correct(facts, event)
            case "promise.moved":
                facts.pop(("kept", event.key), None)
            case "advice.moved":
                facts.pop(("told", event.key), None)
                if event.state != "done":
                    facts.pop(("tried", event.key), None)
            case "introduction.moved":
                facts.pop(("told", event.key), None)
            case "promise.kept" if event.promiser != "mine":
                pass
            case name if name in _COUNTED and event.at < until:
                key = (_COUNTED[name], event.key)
                facts.pop(key, None)  # told again it is the latest
                facts[key] = event
            case _:
                pass
    return facts


def _correct(facts: dict[tuple[str, UUID | None], Told], event: Told) -> None:
    """What a correction leaves of an ask and its answer (DOMAIN.md section 4)."""
    stage = Stage(event.to_stage or "")
    answered = ("answered", event.key)
    if group_of(stage) is Group.BEFORE:
        facts.pop(("asked", event.key), None)
    if group_of(stage) in (Group.BEFORE, Group.WAITING) or stage is Stage.SILENT_CLOSED:
        facts.pop(answered, None)
    elif answered in facts and group_of(stage) is not Group.RESTING:
        answer = _AFTER_ALL.get(stage, "yes")
        facts[answered] = msgspec.structs.replace(facts[answered], answer=answer)
