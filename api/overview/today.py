"""Today: one large card, at most three more, the rest folded (SCREENS.md section 1, screen 1)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, bindparam, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from api.accounts.place import read_zone
from api.contacts.changing import delete_contact, restore_contact
from api.database import Work, hot
from api.localtime import local_date, local_time, to_utc
from api.overview.candidates import gather
from api.overview.models import PutAside
from api.overview.plan import lay_out
from api.overview.schemas import (
    DayPlan,
    ItemDue,
    ItemSubject,
    Kind,
    LookingBack,
    TodayDone,
    TodayItem,
    TodayRead,
    TodaySnooze,
)
from api.overview.settling import DONE, UNDONE

KEPT_FOR: Final = timedelta(days=730)
"""After so long it is asked again whether somebody is kept, who was not needed meanwhile."""

PUT_ASIDE: Final = hot(
    insert(PutAside)
    .values({name: bindparam(name) for name in ("owner_id", "kind", "subject_id", "until")})
    .on_conflict_do_update(
        index_elements=["owner_id", "kind", "subject_id"], set_={"until": bindparam("until")}
    )
)
IS_ASIDE: Final = hot(
    select(
        exists().where(
            PutAside.owner_id == bindparam("owner_id"),
            PutAside.kind == bindparam("kind"),
            PutAside.subject_id == bindparam("subject_id"),
            or_(
                PutAside.until.is_(None),
                PutAside.until > bindparam("now", type_=DateTime(timezone=True)),
            ),
        )
    )
)
TAKE_BACK: Final = hot(
    delete(PutAside).where(
        PutAside.owner_id == bindparam("owner_id"),
        PutAside.kind == bindparam("kind"),
        PutAside.subject_id == bindparam("subject_id"),
    )
)


async def read_today(work: Work) -> TodayRead:
    """What this person could do now. Raises NotFound for an erased account."""
    gathered = await gather(work)
    zone, half_hours = gathered.hours.zone, gathered.hours.half_hour
    day = local_date(work.now, zone)
    month = to_utc(datetime(day.year, day.month, 1), zone)  # noqa: DTZ001 - on the wall
    items = gathered.items
    if not items and not gathered.threads:
        items = [_ask_first(work.subject.person_id)]
    half_hour = half_hours.is_on(day)
    _, next_at = half_hours.next_occurrence(work.now, zone)
    laid = lay_out(items, half_hour=half_hour, next_at=next_at)
    return TodayRead(
        date=day,
        zone=zone,
        weekday=day.isoweekday(),
        plan=DayPlan(
            half_hour=half_hour,
            minutes=laid.minutes,
            next=ItemDue(at=next_at, local=local_time(next_at, zone), zone=zone),
        ),
        card=laid.card,
        then=laid.then,
        can_wait=laid.can_wait,
        looking_back=LookingBack(
            talks=sum(at >= month for at in gathered.talks),
            asked=sum(at >= month for at in gathered.asked),
        ),
        first_day=not gathered.threads,
    )


def _ask_first(owner: UUID) -> TodayItem:
    return TodayItem(
        kind="ask_first",
        subject=ItemSubject("person", owner),
        contact=None,
        names=[],
        due=None,
        minutes=5,
        line=None,
        about=None,
        up_at=None,
        later=[],
        actions=[],
    )


async def mark_done(work: Work, data: TodayDone) -> None:
    """It is done: thanks are told to the thread, a promise is kept, an introducer heard of it. Of
    "any answers?" the next day is asked again, of somebody who is kept in two years; everything else
    is not shown any more. Raises NotFound, Conflict."""
    settle = DONE.get(data.kind)
    if settle is not None:
        await settle(work, data.subject_id)
        return
    until = None
    if data.kind == "any_answers":
        until = await _tomorrow(work)
    elif data.kind == "keep_person":
        until = work.now + KEPT_FOR
    await _put_aside(work, data.kind, data.subject_id, until)


async def mark_undone(work: Work, data: TodayDone) -> None:
    """It is not done after all. Raises NotFound, Conflict."""
    settle = UNDONE.get(data.kind)
    if settle is not None:
        await settle(work, data.subject_id)
        return
    await take_back(work, data)


async def snooze(work: Work, data: TodaySnooze) -> None:
    """Not before `until`."""
    await _put_aside(work, data.kind, data.subject_id, data.until)


async def let_go(work: Work, contact_id: UUID) -> None:
    """Somebody is not kept: the contact is deleted, which can be taken back. Raises NotFound."""
    await delete_contact(work, contact_id, if_match=None)


async def keep_after_all(work: Work, contact_id: UUID) -> None:
    """The contact is there again. Raises NotFound once it can't be brought back, Conflict."""
    await restore_contact(work, contact_id)


async def take_back(work: Work, data: TodayDone) -> None:
    """Show it again."""
    await work.execute(
        TAKE_BACK,
        owner_id=work.subject.person_id,
        kind=data.kind,
        subject_id=data.subject_id,
    )


async def is_aside(work: Work, kind: Kind, subject_id: UUID) -> bool:
    """Whether this is put aside now."""
    owner = work.subject.person_id
    return bool(
        await work.fetchval(
            IS_ASIDE, owner_id=owner, kind=kind, subject_id=subject_id, now=work.now
        )
    )


async def _put_aside(work: Work, kind: Kind, subject_id: UUID, until: datetime | None) -> None:
    await work.execute(
        PUT_ASIDE,
        owner_id=work.subject.person_id,
        kind=kind,
        subject_id=subject_id,
        until=until,
    )


async def _tomorrow(work: Work) -> datetime:
    zone = await read_zone(work)
    day = local_date(work.now, zone) + timedelta(days=1)
    return to_utc(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001 - on the wall
