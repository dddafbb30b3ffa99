"""Urgent flags: raised in plain words, heard of at once by whoever answers for them, settled with a word
that the person reads."""

from typing import Final
from uuid import UUID

from api.coaching.flag_schemas import (
    FlagAnswer,
    FlagPage,
    FlagRaise,
    FlagRead,
    FlagSeen,
    FlagSeenPage,
)
from api.coaching.items import Position, before_or_all
from api.database import Work
from api.errors import Conflict, NotFound
from api.limits import Rate, take
from api.paging import Cursors
from api.secrets import Keys

RAISED: Final = Rate("urgent-flag", 10, 86_400)
"""Flags that one person raises a day: each interrupts somebody."""
OPEN_SHOWN: Final = 100
"""Open flags that the queue shows; whoever answers for more than these at once has a list of them."""
_THEIRS: Final = "flags"
_OWN: Final = "flags-about-me"


async def raise_flag(
    work: Work, keys: Keys, enrolment_id: UUID, flag_id: UUID, data: FlagRaise
) -> bool:
    """Say that the person needs help now; says whether that is new. Raises NotFound (they do not take
    part), Conflict (the id is another's) and TooManyRequests."""
    return await _raise(work, keys, "bridge.raise_flag", enrolment_id, flag_id, data)


async def raise_flag_about(
    work: Work, keys: Keys, enrolment_id: UUID, flag_id: UUID, data: FlagRaise
) -> bool:
    """Say it of somebody whom the caller coaches, who reads it too; says whether that is new. Raises as
    `raise_flag`."""
    return await _raise(work, keys, "bridge.raise_flag_about", enrolment_id, flag_id, data)


async def open_flags(work: Work) -> list[FlagSeen]:
    """The open ones that the caller answers for, whoever waits longest first."""
    return (await _theirs(work, None, None, OPEN_SHOWN))[::-1]


async def list_flags(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    *,
    enrolment_id: UUID | None,
    limit: int,
    cursor: str | None,
) -> FlagSeenPage:
    """A page of the open ones that the caller answers for; of one who takes part, of all."""
    name = f"{_THEIRS}:{enrolment_id}"
    before = cursors.read(cursor, organization_id, name, Position) if cursor else None
    found = await _theirs(work, enrolment_id, before, limit + 1)
    items = found[:limit]
    last = Position(items[-1].raised_at, items[-1].id) if len(found) > limit else None
    return FlagSeenPage(items, cursors.write(organization_id, name, last) if last else None)


async def answer_flag(work: Work, flag_id: UUID, data: FlagAnswer) -> None:
    """Say that it was read, or settle it with a word; the same again is one. Raises NotFound (nobody whom
    the caller answers for) and Conflict (settled by then, with other words)."""
    rows = await work.call(
        "SELECT * FROM bridge.answer_flag($1, $2, $3)", work.now, flag_id, data.words
    )
    if not rows:
        raise NotFound()
    if not rows[0]["same"]:
        raise Conflict("It was settled since: load the page again.")


async def list_own_flags(
    work: Work, cursors: Cursors, enrolment_id: UUID, *, limit: int, cursor: str | None
) -> FlagPage:
    """A page of the flags about the person in one cohort."""
    me = work.subject.person_id
    name = f"{_OWN}:{enrolment_id}"
    before = cursors.read(cursor, me, name, Position) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.own_flags($1, $2, $3, $4)",
        enrolment_id,
        *before_or_all(before, work.now),
        limit + 1,
    )
    items = [FlagRead(**row) for row in rows[:limit]]
    last = Position(items[-1].raised_at, items[-1].id) if len(rows) > limit else None
    return FlagPage(items, cursors.write(me, name, last) if last else None)


async def _raise(
    work: Work, keys: Keys, door: str, enrolment_id: UUID, flag_id: UUID, data: FlagRaise
) -> bool:
    await take(work, keys, RAISED, str(work.subject.person_id))
    rows = await work.call(
        f"SELECT * FROM {door}($1, $2, $3, $4)",  # noqa: S608 - one of two names above
        work.now,
        enrolment_id,
        flag_id,
        data.words,
    )
    if not rows:
        raise NotFound()
    if not rows[0]["same"]:
        raise Conflict("This id belongs to something else that was raised.")
    return bool(rows[0]["fresh"])


async def _theirs(
    work: Work, enrolment_id: UUID | None, before: Position | None, most: int
) -> list[FlagSeen]:
    rows = await work.call(
        "SELECT * FROM bridge.flags($1, $2, $3, $4, $5)",
        work.now,
        enrolment_id,
        *before_or_all(before, work.now),
        most,
    )
    return [FlagSeen(**row) for row in rows]
