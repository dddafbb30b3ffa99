"""What a person shares and shared, and who looked, as it goes into their export."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Text, Uuid, bindparam, select

from api.database import Work, hot
from api.sharing.looking import all_looks
from api.sharing.models import Grant, SharedItem, SuggestedEdit
from api.sharing.schemas import LookRead

GIVEN: Final = hot(
    select(
        Grant.organization_id,
        Grant.enrolment_id,
        Grant.scope,
        Grant.purpose,
        Grant.text_version,
        Grant.items,
        Grant.granted_at,
        Grant.expires_at,
        Grant.revoked_at,
    )
    .where(Grant.owner_id == bindparam("person_id", type_=Uuid()))
    .order_by(Grant.granted_at, Grant.id)
)
_MINE: Final = bindparam("person_id", type_=Uuid())
ITEMS: Final = hot(
    select(
        SharedItem.id,
        Grant.enrolment_id,
        SharedItem.kind,
        SharedItem.item_id,
        SharedItem.title,
        SharedItem.content.cast(Text()).label("content"),
        SharedItem.shared_at,
        Grant.revoked_at,
    )
    .join(Grant, (Grant.owner_id == SharedItem.owner_id) & (Grant.id == SharedItem.id))
    .where(SharedItem.owner_id == _MINE)
    .order_by(SharedItem.shared_at, SharedItem.id)
)
EDITS: Final = hot(
    select(
        SuggestedEdit.item_id,
        SuggestedEdit.at,
        SuggestedEdit.subject,
        SuggestedEdit.body,
        SuggestedEdit.answer,
    )
    .where(SuggestedEdit.owner_id == _MINE)
    .order_by(SuggestedEdit.at, SuggestedEdit.id)
)
NOTES: Final = "SELECT * FROM bridge.own_notes(NULL, 'infinity', $1, 100000)"

FLAGS: Final = "SELECT * FROM bridge.own_flags(NULL, 'infinity', $1, 100000)"
LETTERS: Final = "SELECT * FROM bridge.own_letters(NULL, 'infinity', $1, 100000)"


class Given(msgspec.Struct, frozen=True):
    """Something that is or was shared, from `granted_at` to `revoked_at`, or until `expires_at`;
    `item_ids` are the goals that were chosen, or the one item."""

    organization_id: UUID
    enrolment_id: UUID
    scope: str
    purpose: str
    text_version: int
    item_ids: list[UUID]
    granted_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class SharedOne(msgspec.Struct, frozen=True):
    """A draft, preparation, notes or report that is or was shared, as it stood then."""

    id: UUID
    enrolment_id: UUID
    kind: str
    item_id: UUID
    title: str
    content: msgspec.Raw
    shared_at: datetime
    revoked_at: datetime | None


class Suggested(msgspec.Struct, frozen=True):
    """What a coach would have written instead."""

    item_id: UUID
    at: datetime
    subject: str
    body: str
    answer: str | None


class Noted(msgspec.Struct, frozen=True):
    """What a coach wrote about them."""

    id: UUID
    at: datetime
    by: str
    enrolment_id: UUID
    item_id: UUID | None
    body: str


class Lettered(msgspec.Struct, frozen=True):
    """What a coach wrote to them."""

    id: UUID
    at: datetime
    by: str
    enrolment_id: UUID
    body: str


class Flagged(msgspec.Struct, frozen=True):
    """That they needed help, as they said it or a coach (`raised_by`), and what was answered."""

    id: UUID
    enrolment_id: UUID
    raised_by: str | None
    words: str
    raised_at: datetime
    seen_by: str | None
    seen_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    answer: str


class Shared(msgspec.Struct, frozen=True):
    """All that is and was shared, every look at it, and what coaches wrote about them and to them."""

    grants: list[Given]
    looks: list[LookRead]
    items: list[SharedOne]
    edits: list[Suggested]
    notes: list[Noted]
    letters: list[Lettered]
    flags: list[Flagged]


async def shared_of(work: Work) -> Shared:
    """What the person of this work shares and shared, and who looked."""
    me = work.subject.person_id
    return Shared(
        [Given(*row) for row in await work.fetch(GIVEN, person_id=me)],
        await all_looks(work),
        [
            SharedOne(**{**row, "content": msgspec.Raw(row["content"].encode())})
            for row in await work.fetch(ITEMS, person_id=me)
        ],
        [Suggested(*row) for row in await work.fetch(EDITS, person_id=me)],
        [Noted(*row) for row in await work.call(NOTES, UUID(int=2**128 - 1))],
        [Lettered(*row[:5]) for row in await work.call(LETTERS, UUID(int=2**128 - 1))],
        [Flagged(*row) for row in await work.call(FLAGS, UUID(int=2**128 - 1))],
    )
