"""What the routes of duplicates and merges take and give."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from api.contacts.duplicates import LikenessCode
from api.contacts.schemas import ContactRow


class DuplicateReason(msgspec.Struct, frozen=True):
    """Why two cards may be one person, or may not: a code, and what the two share."""

    code: LikenessCode
    word: str | None


class DuplicatePair(msgspec.Struct, frozen=True):
    """Two cards that may be one person. `keep` has more on it; `likeness` goes from 60 to 100."""

    keep: ContactRow
    merge: ContactRow
    likeness: int
    reasons: list[DuplicateReason]


class DuplicatePage(msgspec.Struct, frozen=True):
    """Pairs, the likeliest first."""

    items: list[DuplicatePair]
    next_cursor: str | None


class DuplicateDismissed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two cards that are two people, in any order."""

    keep_id: UUID
    merge_id: UUID


class MergeWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which card stays and which one goes into it; the same `id` again changes nothing."""

    keep_id: UUID
    merge_id: UUID
    id: UUID | UnsetType = UNSET


class MergeRead(msgspec.Struct, frozen=True):
    """A merge, and until when it can be taken back."""

    id: UUID
    keep_id: UUID
    merge_id: UUID
    undo_until: datetime
