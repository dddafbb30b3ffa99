""" "Move to…": from the lane a card is put into to what must have happened (DOMAIN.md section 4).

Pure. A person never picks a stage; a lane stands for one thing that happened, or for a wrong step
put right.
"""

from typing import ClassVar, Final

import msgspec

from api.threads.clocks import MOST_TOUCHES
from api.threads.stages import Group, Happening, Lane, Refused, Stage, group_of
from api.threads.state import State, say


class Thanked(msgspec.Struct, frozen=True):
    """They were thanked: the one way from Talked to In touch. `taken_back`: the way back."""

    taken_back: bool


class SayWhatHappened(Refused):
    """The lane alone does not say what happened."""

    code: ClassVar[str] = "say-what-happened"


class PromisesOpen(Refused):
    """Talked ends when nothing of the person's own is open."""

    code: ClassVar[str] = "promises-open"


_SAYS: Final[dict[Lane, tuple[Happening, ...]]] = {
    Lane.WANT_TO_ASK: (),
    Lane.ASKED: (Happening.REOPENED, Happening.SENT),
    Lane.SAID_YES: (Happening.ANSWERED_YES, Happening.FINDING_TIME),
    Lane.DATE_SET: (Happening.DATE_SET,),
    Lane.TALKED: (Happening.HELD,),
    Lane.LATER: (Happening.PARKED,),
    Lane.NOT_THIS_TIME: (Happening.NO_ANSWER, Happening.DECLINED),
}
"""What a lane may stand for, the likeliest first. After a no or a rest an ask is open again rather
than sent again; whoever was asked and is put aside did not answer."""

_CORRECTS_TO: Final[dict[Lane, Stage]] = {
    Lane.WANT_TO_ASK: Stage.IDENTIFIED,
    Lane.ASKED: Stage.ASKED,
    Lane.SAID_YES: Stage.REPLIED_YES,
    Lane.DATE_SET: Stage.SCHEDULED,
    Lane.TALKED: Stage.HELD,
    Lane.LATER: Stage.PARKED,
    Lane.NOT_THIS_TIME: Stage.DECLINED,
}


def moving(state: State, lane: Lane) -> Happening | Stage | Thanked | None:
    """What a card put into `lane` says: a happening, the stage of a correction, or thanks.

    None when it is there already. Raises `SayWhatHappened` for In touch where no talk was held,
    and `PromisesOpen` where promises of the person's own keep it in Talked.
    """
    if state.lane is lane:
        return None
    if state.stage is Stage.HELD and lane in (Lane.IN_TOUCH, Lane.TALKED):
        if state.mine_open and lane is Lane.IN_TOUCH:
            raise PromisesOpen(state.stage, lane)
        return Thanked(taken_back=lane is Lane.TALKED)
    if lane is Lane.IN_TOUCH:
        raise SayWhatHappened(state.stage, lane)
    for said in _SAYS[lane]:
        if said is Happening.NO_ANSWER and group_of(state.stage) is not Group.WAITING:
            continue
        try:
            step = say(state, said, state.since)
        except Refused:
            continue
        if step.state.lane is lane:
            return said
    if lane is Lane.ASKED and state.touches >= MOST_TOUCHES:
        return Stage.FOLLOWED_UP
    return _CORRECTS_TO[lane]
