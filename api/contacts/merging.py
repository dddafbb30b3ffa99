"""Two cards of one person become one, and for 30 days two again."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import Select, select

from api.contacts.blending import blended, state_of, taken_back
from api.contacts.cards import any_contact_of
from api.contacts.merge_models import Merge
from api.contacts.merge_schemas import MergeRead, MergeWish
from api.contacts.models import Contact
from api.contacts.pointing import pointers
from api.contacts.refusals import ContactErased
from api.contacts.search import reindex
from api.credentials import Subject
from api.database import Work
from api.errors import Conflict, InvalidInput, NotFound
from api.journal.record import record
from api.tables import new_id

UNDO: Final = timedelta(days=30)
"""How long a merge can be taken back."""


def merge_of(subject: Subject) -> Select[Merge]:
    """The one way to a merge."""
    return select(Merge).where(Merge.owner_id == subject.person_id, Merge.deleted_at.is_(None))


async def merge_contacts(work: Work, wish: MergeWish) -> tuple[MergeRead, bool]:
    """Make one card of two; says whether that is new.

    Everything that points to the card that goes follows to the one that stays: ways to reach them,
    introductions, threads with their messages, talks, events. Empty fields are filled, tags come
    together, notes are joined; where both say something the card that stays is right, also for
    later imports. Raises NotFound, InvalidInput (one card twice), Conflict (the id was used).
    """
    if wish.keep_id == wish.merge_id:
        raise InvalidInput.field("body.merge_id", "same-card", "Name two cards.")
    session = await work.session()
    if wish.id is not UNSET:
        known = await session.get(Merge, (work.subject.person_id, wish.id))
        if known is not None:
            if (known.kept_id, known.merged_id) != (wish.keep_id, wish.merge_id) or known.undone_at:
                raise Conflict("This id was used for another merge.")
            return _read(known), False
    keep = await _card(work, wish.keep_id)
    goes = await _card(work, wish.merge_id)
    moved, hidden = await _move(work, goes.id, keep.id)
    before = state_of(keep)
    # First, so that what may be there once only (the external id) is free for the card that stays.
    goes.deleted_at = work.now
    await session.flush()
    for name, value in blended(keep, goes).items():
        setattr(keep, name, value)
    keep.updated_at = work.now
    await session.flush()
    after = state_of(keep)
    changed = [name for name, value in after.items() if value != before[name]]
    merge = Merge(
        owner_id=work.subject.person_id,
        id=wish.id if wish.id is not UNSET else new_id(),
        kept_id=keep.id,
        merged_id=goes.id,
        merged_at=work.now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        moved=moved,
        hidden=hidden,
    )
    session.add(merge)
    await session.flush()
    await reindex(work, [keep.id])
    await record(work, "contact.updated", contact_id=keep.id, codes={"merged": True})
    return _read(merge), True


async def undo_merge(work: Work, merge_id: UUID) -> None:
    """Make two cards of one again, as they were; what was changed since the merge stays changed.

    Undone again it changes nothing. Raises NotFound (also after 30 days), ContactErased, and
    Conflict where the card that stayed was deleted or went into a third one meanwhile.
    """
    session = await work.session()
    merge = await session.scalar(merge_of(work.subject).where(Merge.id == merge_id))
    if merge is None or merge.merged_at < work.now - UNDO:
        raise NotFound()
    if merge.undone_at is not None:
        return
    keep = await session.scalar(any_contact_of(work.subject).where(Contact.id == merge.kept_id))
    back = await session.scalar(any_contact_of(work.subject).where(Contact.id == merge.merged_id))
    if keep is None or back is None or keep.erased_at or back.erased_at or merge.before is None:
        raise ContactErased()
    if keep.deleted_at is not None:
        raise Conflict("The card that stayed is gone: bring that back first.")
    for name, value in taken_back(keep, merge.before, merge.after or {}).items():
        setattr(keep, name, value)
    keep.updated_at = work.now
    await session.flush()
    back.deleted_at = None
    await session.flush()
    await _move_back(work, merge)
    merge.undone_at = work.now
    await session.flush()
    await reindex(work, [keep.id, back.id])
    for contact_id in (keep.id, back.id):
        await record(work, "contact.updated", contact_id=contact_id, codes={"merged": False})


async def merged_into(work: Work, contact_id: UUID) -> list[UUID]:
    """The cards that went into this one, directly or by others, and were not taken out again: an
    erasure of one is an erasure of all."""
    session = await work.session()
    found: list[UUID] = []
    wanted = [contact_id]
    while wanted:
        merges = await session.scalars(
            merge_of(work.subject).where(Merge.kept_id.in_(wanted), Merge.undone_at.is_(None))
        )
        wanted = [one.merged_id for one in merges if one.merged_id not in found]
        found += wanted
    return found


async def _move(
    work: Work, from_id: UUID, to_id: UUID
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    owner = work.subject.person_id
    moved: dict[str, list[str]] = {}
    hidden: dict[str, list[str]] = {}
    for one in pointers():
        rows = await work.fetch(one.move, owner_id=owner, from_id=from_id, to_id=to_id)
        if rows:
            moved[one.name] = [str(row["id"]) for row in rows]
        if one.hide is not None:
            rows = await work.fetch(one.hide, owner_id=owner, from_id=from_id, now=work.now)
            if rows:
                hidden[one.name] = [str(row["id"]) for row in rows]
    return moved, hidden


async def _move_back(work: Work, merge: Merge) -> None:
    for one in reversed(pointers()):
        ids = [UUID(text) for text in merge.moved.get(one.name, ())]
        if ids:
            await work.execute(
                one.bring_back,
                owner_id=merge.owner_id,
                ids=ids,
                from_id=merge.merged_id,
                to_id=merge.kept_id,
            )
        ids = [UUID(text) for text in merge.hidden.get(one.name, ())]
        if ids and one.show is not None:
            await work.execute(one.show, owner_id=merge.owner_id, ids=ids)


async def _card(work: Work, contact_id: UUID) -> Contact:
    session = await work.session()
    found = await session.scalar(
        any_contact_of(work.subject).where(Contact.id == contact_id, Contact.deleted_at.is_(None))
    )
    if found is None:
        raise NotFound()
    return found


def _read(merge: Merge) -> MergeRead:
    return MergeRead(merge.id, merge.kept_id, merge.merged_id, merge.merged_at + UNDO)
