"""What is shared one by one with a coach, and what they write: each call asks the bridge anew."""

from typing import Final
from uuid import UUID

from api.coaching.item_schemas import (
    EditWrite,
    ItemSeen,
    ItemShort,
    ItemShortPage,
    NoteSeen,
    NoteSeenPage,
    NoteWrite,
)
from api.coaching.items import Position, before_or_all, written
from api.coaching.participants import present
from api.database import Work
from api.errors import Conflict, NotFound
from api.limits import Rate, take
from api.paging import Cursors
from api.secrets import Keys

WORDS: Final = Rate("coach-words", 600, 86_400)
"""What one coach writes a day, to all: each is told in the app of whoever it is about."""
_ITEMS: Final = "participant-items"
_NOTES: Final = "participant-notes"


async def list_items(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    enrolment_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> ItemShortPage:
    """A page of what one who takes part shares with the caller. Raises NotFound."""
    await present(work, enrolment_id)
    name = f"{_ITEMS}:{enrolment_id}"
    before = cursors.read(cursor, organization_id, name, Position) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.items($1, $2, $3, $4, $5)",
        work.now,
        enrolment_id,
        *before_or_all(before, work.now),
        limit + 1,
    )
    items = [ItemShort(**row) for row in rows[:limit]]
    last = Position(items[-1].shared_at, items[-1].id) if len(rows) > limit else None
    return ItemShortPage(items, cursors.write(organization_id, name, last) if last else None)


async def read_item(work: Work, enrolment_id: UUID, item_id: UUID) -> ItemSeen:
    """One of them, as it was shared. Raises NotFound, also for what is shared with somebody else."""
    rows = await work.call("SELECT * FROM bridge.item($1, $2, $3)", work.now, enrolment_id, item_id)
    if not rows:
        raise NotFound()
    return ItemSeen(**written(rows[0]))


async def comment(
    work: Work, keys: Keys, enrolment_id: UUID, item_id: UUID, data: NoteWrite
) -> ItemSeen:
    """Write about it; the same again is one. Raises NotFound, Conflict and TooManyRequests."""
    await _write(work, keys, enrolment_id, item_id, data)
    return await read_item(work, enrolment_id, item_id)


async def suggest(
    work: Work, keys: Keys, enrolment_id: UUID, item_id: UUID, data: EditWrite
) -> ItemSeen:
    """Suggest how to write it; the same again is one. Raises NotFound, Conflict (it is no draft, another
    version is shared by now, the id is another's) and TooManyRequests."""
    await take(work, keys, WORDS, str(work.subject.person_id))
    rows = await work.call(
        "SELECT * FROM bridge.suggest($1, $2, $3, $4, $5, $6, $7)",
        work.now,
        enrolment_id,
        item_id,
        data.id,
        data.version,
        data.subject or "",
        data.body,
    )
    if not rows:
        raise NotFound()
    if not rows[0]["same"]:
        raise Conflict("It was shared anew since, or is no draft: load the page again.")
    return await read_item(work, enrolment_id, item_id)


async def list_notes(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    enrolment_id: UUID,
    *,
    limit: int,
    cursor: str | None,
) -> NoteSeenPage:
    """A page of what coaches wrote about one who takes part; none for who does not coach them. Raises
    NotFound."""
    await present(work, enrolment_id)
    name = f"{_NOTES}:{enrolment_id}"
    before = cursors.read(cursor, organization_id, name, Position) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.notes($1, $2, $3, $4, $5)",
        work.now,
        enrolment_id,
        *before_or_all(before, work.now),
        limit + 1,
    )
    items = [NoteSeen(*row) for row in rows[:limit]]
    last = Position(items[-1].at, items[-1].id) if len(rows) > limit else None
    return NoteSeenPage(items, cursors.write(organization_id, name, last) if last else None)


async def write_note(work: Work, keys: Keys, enrolment_id: UUID, data: NoteWrite) -> None:
    """Write about one who takes part, who can read it; the same again is one. Raises NotFound (also for
    who does not coach them), Conflict and TooManyRequests."""
    await _write(work, keys, enrolment_id, None, data)


async def remove_note(work: Work, enrolment_id: UUID, note_id: UUID) -> None:
    """Take back what the caller wrote. Raises NotFound, also for what a colleague wrote."""
    rows = await work.call("SELECT bridge.remove_note($1, $2, $3)", work.now, enrolment_id, note_id)
    if not rows[0][0]:
        raise NotFound()


async def _write(
    work: Work, keys: Keys, enrolment_id: UUID, item_id: UUID | None, data: NoteWrite
) -> None:
    await take(work, keys, WORDS, str(work.subject.person_id))
    rows = await work.call(
        "SELECT * FROM bridge.write_note($1, $2, $3, $4, $5)",
        work.now,
        enrolment_id,
        item_id,
        data.id,
        data.body,
    )
    if not rows:
        raise NotFound()
    if not rows[0]["same"]:
        raise Conflict("This id belongs to something else that was written.")
