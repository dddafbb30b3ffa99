"""The asks of one thread, read from its events: when it was sent, whether and how it was answered.

A thread may hold several asks over the years: after an answer, what is sent again is a new one.
Pure; events come in the order in which they were told, for a correction puts right what was told
before it.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from api.threads.stages import Group, Stage, group_of


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a thread, as the log has it; `answer` is its code of that name."""

    name: str
    at: datetime
    from_stage: str | None
    to_stage: str | None
    answer: str | None


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One ask: `answered_at` is the first answer of any kind, `yes` that one of them was a yes."""

    asked_at: datetime
    answered_at: datetime | None = None
    yes: bool = False


def rounds_of(events: Iterable[Told]) -> list[Round]:
    """The asks of one thread, from its events in the order they were told, the oldest first.

    An answer that nobody was asked for belongs to no ask. A correction to before the ask says that
    there was none; one to waiting that there was no answer (DOMAIN.md section 4).
    """
    past: list[Round] = []
    last: Round | None = None
    for event in events:
        match event.name:
            case "thread.asked":
                if last is not None:
                    past.append(last)
                last = Round(asked_at=event.at)
            case "thread.answered" if last is not None:
                last = _answered(last, event.at, yes=last.yes or event.answer == "yes")
            case "thread.corrected" if event.to_stage and event.to_stage != event.from_stage:
                last = _corrected(last, Stage(event.to_stage), event.at)
            case _ if last is not None and event.to_stage and _meets(event.to_stage):
                last = _answered(last, event.at, yes=True)
            case _:
                pass
    return past if last is None else [*past, last]


def _meets(stage: str) -> bool:
    """Whoever finds a time with one, or talks, said yes in the end, whatever they said before."""
    return group_of(Stage(stage)) in (Group.MEETING, Group.AFTER)


def _answered(one: Round, at: datetime, *, yes: bool) -> Round:
    return msgspec.structs.replace(one, answered_at=one.answered_at or at, yes=yes)


def _corrected(last: Round | None, to: Stage, at: datetime) -> Round | None:
    """The ask after a correction: what `api.threads.state.correct` keeps of it."""
    match group_of(to):
        case Group.BEFORE:
            return None
        case Group.WAITING:
            return Round(asked_at=last.asked_at if last else at)
        case Group.ANSWERED if to is Stage.SILENT_CLOSED:
            return Round(asked_at=last.asked_at if last else at)
        case Group.ANSWERED:
            return last and _answered(last, at, yes=to is Stage.REPLIED_YES)
        case Group.MEETING | Group.AFTER:
            return last and _answered(last, at, yes=True)
        case Group.RESTING:
            return last
