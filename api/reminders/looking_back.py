"""When somebody's week is looked back on, and whether that is the message of the day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Work, among, hot
from api.deliveries.clocks import OwnClock, set_own_clocks
from api.deliveries.models import Delivery
from api.deliveries.occurrence import in_week
from api.digests.freezing import Due, freeze_weekly
from api.digests.reading import Kept, find_digests
from api.localtime import HalfHour, local_date, local_time
from api.overview.later import Hours
from api.reminders.receivers import Receiver
from api.reminders.recurring import next_message

WEEKLY: Final = "weekly"
DAILY: Final = "daily"
FIRST_DAYS: Final = timedelta(days=21)
MOST_A_WEEK: Final = 3
"""In the first 21 days at most three messages a week (DOMAIN.md section 5); a look back is one."""

SENT_LATELY: Final = hot(
    select(func.count(Delivery.id)).where(
        Delivery.tenant_id == bindparam("owner_id"),
        among(Delivery.kind, [DAILY, WEEKLY]),
        Delivery.outcome == "sent",
        Delivery.finished_at > bindparam("since", type_=Delivery.created_at.type),
    )
)
LAST_WEEKS: Final = hot(
    select(Delivery.tenant_id, func.max(Delivery.occurrence).label("last"))
    .where(
        Delivery.tenant_id == any_(bindparam("owners", type_=ARRAY(Uuid()))),
        Delivery.kind == WEEKLY,
    )
    .group_by(Delivery.tenant_id)
)


async def enough_this_week(work: Work, receiver: Receiver, owner_id: UUID) -> bool:
    """Whether somebody new has had their messages of this week."""
    if work.now - receiver.since >= FIRST_DAYS:
        return False
    since = work.now - timedelta(days=7)
    sent = await work.fetchval(SENT_LATELY, owner_id=owner_id, since=since)
    return int(sent) >= MOST_A_WEEK


def last_half_hour(half_hour: HalfHour) -> HalfHour:
    """The half hour at which the week is looked back on: the last of the days that somebody named,
    Monday being the first of a week. Of all days it is the one on which most of the week is over
    and there is still time of theirs to read of it."""
    return HalfHour(frozenset({max(half_hour.days)}), half_hour.at)


async def set_next_weekly(work: Work, receivers: Mapping[UUID, Receiver]) -> None:
    """Set the clock of the next look back of each of these people, in a week that had none yet."""
    rows = await work.fetch(LAST_WEEKS, owners=list(receivers))
    last = {row["tenant_id"]: row["last"] for row in rows}
    clocks = []
    for owner, receiver in receivers.items():
        hours = Hours(receiver.zone, last_half_hour(receiver.half_hour), receiver.quiet)
        name, at = next_message(hours.next_half_hour, work.now, in_week, last.get(owner))
        clocks.append(OwnClock(owner, name, local_time(at, receiver.zone), receiver.zone, at))
    await set_own_clocks(work, WEEKLY, clocks)


async def look_back(work: Work, dues: Sequence[Due]) -> Mapping[UUID, Kept]:
    """The digests of this week of these people by their owner: as they were kept, or made now; none
    where there is nothing to tell."""
    found = await find_digests(work, [(due.owner_id, due.occurrence) for due in dues])
    missing = [due for due in dues if due.owner_id not in found]
    if not missing:
        return found
    await freeze_weekly(work, missing)
    made = await find_digests(work, [(due.owner_id, due.occurrence) for due in missing])
    return {**found, **made}


async def is_told_by_the_week(
    work: Work, receiver: Receiver, owner_id: UUID, due_at: datetime
) -> bool:
    """Whether the look back at the week is the message of this half hour: one message a day, and it
    names what is due."""
    day = local_date(due_at, receiver.zone)
    if WEEKLY in receiver.off or day.isoweekday() != max(receiver.half_hour.days):
        return False
    told = (await look_back(work, [Due(owner_id, in_week(day), due_at)])).get(owner_id)
    return told is not None and told.read.happened
