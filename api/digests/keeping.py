"""Digests as they are kept: with whom they mention, of many people in one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec
from msgspec import structs
from sqlalchemy import (
    Date,
    DateTime,
    Text,
    Uuid,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as insert_once

from api.database import Work, columns_of, given_rows, hot
from api.digests.mentions import MentionRow
from api.digests.models import Digest, DigestMention
from api.digests.periods import Ending

_STAMP: Final = DateTime(timezone=True)


_DIGESTS: Final = given_rows(
    "digests",
    owner_id=Uuid(),
    id=Uuid(),
    occurrence=Text(),
    period=Text(),
    begins=Date(),
    ends=Date(),
    at=_STAMP,
    zone=Text(),
    locale=Text(),
    content=JSONB(),
    goal=Text(),
    ending=Text(),
)
_MENTIONS: Final = given_rows(
    "mentions",
    owner_id=Uuid(),
    digest_id=Uuid(),
    contact_id=Uuid(),
    name=Text(),
    lines=JSONB(),
    words=JSONB(),
)
_NEW: Final = (
    insert_once(Digest)
    .from_select([each.name for each in _DIGESTS.c], select(_DIGESTS), include_defaults=False)
    .on_conflict_do_nothing(index_elements=["owner_id", "occurrence"])
    .returning(Digest.owner_id, Digest.id)
    .cte("new")
)
KEEP: Final = hot(
    insert(DigestMention).from_select(
        [each.name for each in _MENTIONS.c],
        select(_MENTIONS).join(
            _NEW, (_NEW.c.owner_id == _MENTIONS.c.owner_id) & (_NEW.c.id == _MENTIONS.c.digest_id)
        ),
        include_defaults=False,
    )
)
"""Digests with whom they mention; of one that was kept before neither."""


class DigestRow(msgspec.Struct, frozen=True, kw_only=True):
    """A digest, in the order of its columns."""

    owner_id: UUID
    id: UUID
    occurrence: str
    period: str
    begins: date
    ends: date
    at: datetime
    zone: str
    locale: str
    content: str
    goal: str
    ending: Ending | None


async def keep(work: Work, digests: Sequence[DigestRow], mentions: Sequence[MentionRow]) -> None:
    """Keep these digests with whom they mention; those that were kept before stay as they are."""
    rows = [structs.astuple(one) for one in digests]
    await work.execute(KEEP, **columns_of(_DIGESTS, rows), **columns_of(_MENTIONS, mentions))
