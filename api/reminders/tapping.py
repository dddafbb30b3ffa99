"""What a link in a mail does when its button is tapped: done, later, or let go; once, and it can be
undone."""

from datetime import datetime, timedelta
from typing import Final

import asyncpg
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.overview.candidates import Gathered, gather
from api.overview.schemas import LaterWhen, TodayDone, TodayItem, TodaySnooze
from api.overview.today import (
    keep_after_all,
    let_go,
    mark_done,
    mark_undone,
    snooze,
    take_back,
)
from api.reminders.links import Link, read_link
from api.reminders.models import Tap
from api.reminders.schemas import TapRead, TapState

UNDO_FOR: Final = timedelta(days=1)
"""What was tapped by mistake is noticed at once."""

ONE: Final = hot(
    select(Tap.at, Tap.until, Tap.undone_at).where(
        Tap.owner_id == bindparam("owner_id"), Tap.link_id == bindparam("the_link")
    )
)
_NEW: Final = insert(Tap).values(
    {name: bindparam(name) for name in ("owner_id", "link_id", "at", "until")}
)
KEEP: Final = hot(
    _NEW.on_conflict_do_update(
        index_elements=["owner_id", "link_id"],
        set_={"at": _NEW.excluded.at, "until": _NEW.excluded.until, "undone_at": None},
    )
)
UNDONE: Final = hot(
    update(Tap)
    .where(Tap.owner_id == bindparam("the_owner"), Tap.link_id == bindparam("the_link"))
    .values(undone_at=bindparam("undone_at"))
)


async def look(work: Work, token: str) -> TapRead:
    """What this link would do, or did. Changes nothing. Raises NotFound."""
    link = await _enter(work, token)
    tap = await _tap(work, link)
    gathered = await gather(work)
    if tap is not None:
        return _read(link, gathered, "done", work.now, tap)
    return _read(link, gathered, "open" if _item(gathered, link) else "over", work.now)


async def do(work: Work, token: str, when: LaterWhen | None) -> TapRead:
    """Do it. Again, or after it was done elsewhere, changes nothing. Raises NotFound, and
    InvalidInput for a time that the link does not offer."""
    link = await _enter(work, token)
    tap = await _tap(work, link)
    gathered = await gather(work)
    if tap is not None:
        return _read(link, gathered, "done", work.now, tap)
    item = _item(gathered, link)
    if item is None:
        return _read(link, gathered, "over", work.now)
    until = None
    if link.action == "later":
        until = next((one.at for one in item.later if one.when == when), None)
        if until is None:
            raise InvalidInput.field(
                "body.when", "unknown", "Choose one of the times that are offered."
            )
        await snooze(work, TodaySnooze(link.kind, link.subject_id, until))
    else:
        try:
            await _settle(work, link)
        except (NotFound, Conflict):
            return _read(link, gathered, "over", work.now)
    owner = work.subject.person_id
    await work.execute(KEEP, owner_id=owner, link_id=link.id, at=work.now, until=until)
    return _read(link, gathered, "done", work.now, await _tap(work, link))


async def undo(work: Work, token: str) -> TapRead:
    """Take back what this very link did. Again changes nothing. Raises NotFound."""
    link = await _enter(work, token)
    tap = await _tap(work, link)
    if tap is not None and work.now < tap["at"] + UNDO_FOR:
        try:
            await _unsettle(work, link)
        except (NotFound, Conflict):
            return _read(link, await gather(work), "over", work.now)
        owner = work.subject.person_id
        await work.execute(UNDONE, the_owner=owner, the_link=link.id, undone_at=work.now)
        tap = None
    gathered = await gather(work)
    if tap is not None:
        return _read(link, gathered, "done", work.now, tap)
    return _read(link, gathered, "open" if _item(gathered, link) else "over", work.now)


async def _settle(work: Work, link: Link) -> None:
    if link.action == "let_go":
        await let_go(work, link.subject_id)
    else:
        await mark_done(work, TodayDone(link.kind, link.subject_id))


async def _unsettle(work: Work, link: Link) -> None:
    data = TodayDone(link.kind, link.subject_id)
    match link.action:
        case "let_go":
            await keep_after_all(work, link.subject_id)
        case "later":
            await take_back(work, data)
        case "done":
            await mark_undone(work, data)


async def _enter(work: Work, token: str) -> Link:
    link = read_link(token, work.now)
    if not await work.enter_by_link(link.person_id, link.body, link.proof):
        raise NotFound()
    return link


async def _tap(work: Work, link: Link) -> asyncpg.Record | None:
    """The tap of this link that stands."""
    tap = await work.fetchrow(ONE, owner_id=work.subject.person_id, the_link=link.id)
    return tap if tap is not None and tap["undone_at"] is None else None


def _item(gathered: Gathered, link: Link) -> TodayItem | None:
    wanted = link.kind, link.subject_id
    item = next((one for one in gathered.items if (one.kind, one.subject.id) == wanted), None)
    if item is not None and link.action == "let_go" and "let_go" not in item.actions:
        return None
    return item


def _read(
    link: Link,
    gathered: Gathered,
    state: TapState,
    now: datetime,
    tap: asyncpg.Record | None = None,
) -> TapRead:
    item = _item(gathered, link)
    offered = item is not None and state == "open" and link.action == "later"
    return TapRead(
        action=link.action,
        kind=link.kind,
        state=state,
        zone=gathered.hours.zone,
        later=item.later if item is not None and offered else [],
        until=tap["until"] if tap is not None else None,
        undo=tap is not None and now < tap["at"] + UNDO_FOR,
    )
