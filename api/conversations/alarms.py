"""The clocks that a talk sets in the engine: the four that may interrupt, and the day it rests."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from api.accounts.models import Profile
from api.conversations.clocks import DEBRIEF, LAST_CALL, NUDGE, RESTS, after_talk, before_talk
from api.conversations.models import Conversation
from api.database import Work, among, hot
from api.deliveries.clocks import set_clock, stop_clock
from api.deliveries.occurrence import after, of_schedule
from api.localtime import Due, QuietHours

TALK_SOON: Final = "talk_soon"
HOW_WAS_IT: Final = "how_was_it"
THANKS_NUDGE: Final = "thanks_nudge"
THANKS_LAST_CALL: Final = "thanks_last_call"
TALK_RESTS: Final = "talk_rests"
ALARMS: Final = (TALK_SOON, HOW_WAS_IT, THANKS_NUDGE, THANKS_LAST_CALL, TALK_RESTS)

FACTS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.ended_at,
        Conversation.planned_at,
        Conversation.thanked_at,
        Conversation.debriefed_at,
        Conversation.schedule_version,
        Profile.time_zone,
        Profile.quiet_start,
        Profile.quiet_end,
    )
    .join(Profile, Profile.owner_id == Conversation.owner_id)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
    )
)
OPEN: Final = hot(
    select(Conversation.id).where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.deleted_at.is_(None),
        among(Conversation.state, ["planned", "held"]),
        Conversation.thanked_at.is_(None),
        Conversation.ends_at > bindparam("since", type_=Conversation.ends_at.type),
    )
)


async def set_alarms(work: Work, conversation_id: UUID) -> None:
    """Set every clock of this talk anew from how it stands; those of the past are stopped."""
    row = await work.fetchrow(
        FACTS, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    assert row is not None
    zone, quiet = row["time_zone"], QuietHours(row["quiet_start"], row["quiet_end"])
    planned, held = row["state"] == "planned", row["state"] == "held"
    before = before_talk(row["starts_at"], zone=zone, quiet=quiet, planned_at=row["planned_at"])
    # +20h of a moved talk is another moment than +20h of the old date, but the same one whether
    # the person told the real end or not.
    schedule = of_schedule(row["schedule_version"])
    end = after_talk(row["ended_at"] or row["ends_at"], zone=zone, quiet=quiet)
    thankless = row["thanked_at"] is None
    wanted: dict[str, tuple[Due | None, str]] = {
        TALK_SOON: (before.hour_before if planned else None, schedule),
        HOW_WAS_IT: (end.debrief if planned else None, f"{schedule}{after(DEBRIEF)}"),
        THANKS_NUDGE: (
            end.nudge if (planned or held) and thankless and row["debriefed_at"] is None else None,
            f"{schedule}{after(NUDGE)}",
        ),
        THANKS_LAST_CALL: (
            end.last_call if (planned or held) and thankless else None,
            f"{schedule}{after(LAST_CALL)}",
        ),
        TALK_RESTS: (end.rests if planned else None, f"{schedule}{after(RESTS)}"),
    }
    for kind, (due, occurrence) in wanted.items():
        if due is None or due.due_at <= work.now - timedelta(minutes=1):
            await stop_clock(work, kind, conversation_id)
        else:
            await set_clock(
                work,
                kind,
                conversation_id,
                occurrence,
                due_local=due.due_local,
                due_zone=due.due_zone,
                due_at=due.due_at,
                channel="job" if kind == TALK_RESTS else "app",
            )


async def clear_alarms(work: Work, conversation_id: UUID) -> None:
    """Stop every clock of this talk."""
    for kind in ALARMS:
        await stop_clock(work, kind, conversation_id)


async def recompute_alarms(work: Work) -> None:
    """Set the clocks of all open talks anew: the person's zone or quiet hours changed."""
    since: datetime = work.now - RESTS
    for row in await work.fetch(OPEN, owner_id=work.subject.person_id, since=since):
        await set_alarms(work, row["id"])
