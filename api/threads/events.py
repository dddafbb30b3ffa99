"""From a step of a thread to the lines it leaves in the log (DOMAIN.md section 11). Pure."""

from typing import Final

import msgspec

from api.journal.record import Codes, Name
from api.threads.stages import Happening, Stage
from api.threads.state import State, Step


class Line(msgspec.Struct, frozen=True):
    """One event to be: its name, the stages it joins if any, and its codes."""

    name: Name
    from_stage: Stage | None
    to_stage: Stage | None
    codes: Codes


_ANSWERS: Final[dict[Happening, str]] = {
    Happening.ANSWERED_YES: "yes",
    Happening.ANSWERED_LATER: "later",
    Happening.REFERRED_ON: "referred",
    Happening.DECLINED: "declined",
}
_NAMES: Final[dict[Happening, Name]] = {
    Happening.SENT: "thread.asked",
    **dict.fromkeys(_ANSWERS, "thread.answered"),
    Happening.NO_ANSWER: "thread.closed",
    Happening.DATE_SET: "thread.scheduled",
    Happening.NO_SHOW: "conversation.missed",
    Happening.CANCELLED: "conversation.cancelled",
    Happening.HELD: "conversation.held",
}


def lines_of(before: State, step: Step, *, by_itself: bool = False) -> list[Line]:
    """The events of one step, in order; none when nothing moved.

    Stages passed on the way are `thread.moved`: no asks and no cancellations for any measure. What
    a step tells besides (an answer, for whoever finds a time with somebody they asked; an ask, for
    whoever followed it up) is an event with `implied`. A no is an answer and the end of the ask.
    """
    if not step.way:
        return []
    lines: list[Line] = []
    stage = before.stage
    for passed in step.way[:-1]:
        lines.append(Line("thread.moved", stage, passed, {"passed": True}))
        stage = passed
    what, after = step.what, step.state
    if before.asked_at is None and after.asked_at is not None and what is not Happening.SENT:
        lines.append(Line("thread.asked", None, None, {"implied": True}))
    if _new_answer(before, after) and what not in _ANSWERS:
        lines.append(Line("thread.answered", None, None, {"answer": "yes", "implied": True}))
    codes: Codes = {"said": what}
    if what in _ANSWERS:
        codes["answer"] = _ANSWERS[what]
    if what is Happening.NO_ANSWER:
        codes |= {"reason": "silent", "by_itself": by_itself}
    if what in (Happening.SENT, Happening.FOLLOWED_UP):
        codes["touch"] = after.touches
    lines.append(Line(_NAMES.get(what, "thread.moved"), stage, step.way[-1], codes))
    if what is Happening.DECLINED:
        lines.append(Line("thread.closed", None, None, {"reason": "declined"}))
    return lines


def _new_answer(before: State, after: State) -> bool:
    return before.answered_at is None and after.answered_at is not None
