"""Today: one large card, at most three more, the rest folded (SCREENS.md section 1, screen 1)."""

from datetime import datetime, timedelta
from math import inf
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from api.accounts.place import read_zone
from api.conversations.reading import read_conversation
from api.database import Work, hot
from api.localtime import local_date, to_utc
from api.overview.candidates import gather
from api.overview.models import PutAside
from api.overview.schemas import (
    ItemSubject,
    Kind,
    LookingBack,
    TodayDone,
    TodayItem,
    TodayRead,
    TodaySnooze,
)
from api.tables import new_id
from api.threads.schemas import MoveTold, ThanksTold
from api.threads.stages import Lane
from api.threads.telling import move, thank

ORDER: Final[tuple[Kind, ...]] = (
    "write_thanks",
    "debrief",
    "did_you_talk",
    "date_soon",
    "prepare",
    "any_answers",
    "follow_up",
    "find_time",
    "new_time",
    "finish_draft",
    "ask",
    "close",
    "sort",
)
"""Thanks first; then what has a time; then what brings the next talk nearer."""

ROWS: Final = 3
FOLDED: Final = 20

PUT_ASIDE: Final = hot(
    insert(PutAside)
    .values({name: bindparam(name) for name in ("owner_id", "kind", "subject_id", "until")})
    .on_conflict_do_update(
        index_elements=["owner_id", "kind", "subject_id"], set_={"until": bindparam("until")}
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
    """What this person could do now."""
    zone = await read_zone(work)
    day = local_date(work.now, zone)
    month = to_utc(datetime(day.year, day.month, 1), zone)  # noqa: DTZ001 - on the wall
    gathered = await gather(work, month=month)
    items = arrange(gathered.items)
    if not items and not gathered.threads:
        items = [_ask_first(work.subject.person_id)]
    return TodayRead(
        date=day,
        zone=zone,
        weekday=day.isoweekday(),
        card=items[0] if items else None,
        then=items[1 : 1 + ROWS],
        can_wait=items[1 + ROWS : 1 + ROWS + FOLDED],
        looking_back=LookingBack(talks=gathered.talks, asked=gathered.asked),
        first_day=not gathered.threads,
    )


def arrange(items: list[TodayItem]) -> list[TodayItem]:
    """By kind in ORDER, within a kind what is due first. Pure."""

    def key(item: TodayItem) -> tuple[int, float]:
        return ORDER.index(item.kind), item.due.at.timestamp() if item.due else inf

    return sorted(items, key=key)


def _ask_first(owner: UUID) -> TodayItem:
    return TodayItem(
        kind="ask_first",
        subject=ItemSubject("person", owner),
        contact=None,
        names=[],
        due=None,
        minutes=5,
        line=None,
        actions=[],
    )


async def mark_done(work: Work, data: TodayDone) -> None:
    """It is done. Thanks are told to the thread ("Did it already"); of "any answers?" the next day
    is asked again; everything else is not shown any more. Raises NotFound, Conflict."""
    if data.kind == "write_thanks":
        talk = await read_conversation(work, data.subject_id)
        await thank(work, talk.thread_id, ThanksTold(id=new_id()))
        return
    until = await _tomorrow(work) if data.kind == "any_answers" else None
    await _put_aside(work, data.kind, data.subject_id, until)


async def mark_undone(work: Work, data: TodayDone) -> None:
    """It is not done after all. Raises NotFound, Conflict."""
    if data.kind == "write_thanks":
        talk = await read_conversation(work, data.subject_id)
        await move(work, talk.thread_id, MoveTold(id=new_id(), lane=Lane.TALKED))
        return
    await take_back(work, data)


async def snooze(work: Work, data: TodaySnooze) -> None:
    """Not before `until`."""
    await _put_aside(work, data.kind, data.subject_id, data.until)


async def take_back(work: Work, data: TodayDone) -> None:
    """Show it again."""
    await work.execute(
        TAKE_BACK,
        owner_id=work.subject.person_id,
        kind=data.kind,
        subject_id=data.subject_id,
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
