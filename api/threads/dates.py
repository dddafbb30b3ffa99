"""The date of a talk as a thread knows it: its beginning is the clock that is shown."""

from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from api.errors import InvalidInput
from api.localtime import is_zone
from api.threads.schemas import ConversationPlan
from api.threads.stages import Happening, Stage
from api.threads.state import State


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """The date of a talk that stands."""

    starts_at: datetime
    ends_at: datetime
    zone: str


def planned_talk(said: Happening, plan: ConversationPlan) -> Talk:
    """The date that was told with "We have a date". Raises InvalidInput for one that can't be."""
    field = "body.conversation"
    if said is not Happening.DATE_SET:
        raise InvalidInput.field(field, "no-date-set", "Say that a date was set.")
    if not is_zone(plan.zone):
        raise InvalidInput.field(f"{field}.zone", "unknown-zone", "Use a name like Europe/London.")
    for name, time in (("starts_at", plan.starts_at), ("ends_at", plan.ends_at)):
        if time.tzinfo is None or not 1970 <= time.year <= 9998:
            raise InvalidInput.field(f"{field}.{name}", "no-time", "Give a time with its zone.")
    if plan.ends_at <= plan.starts_at:
        raise InvalidInput.field(f"{field}.ends_at", "ends-first", "It ends after it begins.")
    return Talk(
        starts_at=plan.starts_at.astimezone(UTC),
        ends_at=plan.ends_at.astimezone(UTC),
        zone=plan.zone,
    )


def with_talk(state: State, talk: Talk | None) -> State:
    """A date stands only while the thread has one."""
    if state.stage is not Stage.SCHEDULED:
        return state
    return replace(
        state,
        talk_starts_at=talk and talk.starts_at,
        talk_ends_at=talk and talk.ends_at,
        talk_zone=talk and talk.zone,
    )
