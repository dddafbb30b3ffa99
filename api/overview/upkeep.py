"""What asks for a decision now and then: people who were kept without any use, and keys that end.

Nothing of it is done unasked (DOMAIN.md section 5): who is kept is asked about again two years later,
a key that nobody renews ends on its day.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    Date,
    DateTime,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from api.accounts.models import AccessToken
from api.contacts.models import Contact
from api.overview.models import PutAside
from api.threads.state import OPEN_LANES
from api.ties.models import Cadence

MOST: Final = 3
"""So many are asked about at a time: whoever imported a thousand people is not asked a thousand
times on one day."""
UNUSED_MONTHS: Final = 24
"""DOMAIN.md section 5: a contact kept without any use."""

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
_TODAY: Final[Any] = bindparam("today", type_=Date())
_UNUSED: Final[Any] = cast(literal_column(f"'{UNUSED_MONTHS} months'"), Interval())
_KEEP: Final[Any] = cast(literal_column("'keep_person'"), Text())
_MOST: Final[Any] = literal_column(str(MOST))

_ASKABLE: Final = and_(
    Contact.owner_id == _OWNER,
    Contact.deleted_at.is_(None),
    # That somebody must not be written to is itself a reason to know of them.
    Contact.do_not_contact.is_(False),
    func.coalesce(Contact.lane, "").not_in([lane.value for lane in OPEN_LANES]),
    # Here and not where items are put aside: who was kept must not take the place of others.
    ~exists().where(
        PutAside.owner_id == _OWNER,
        PutAside.kind == _KEEP,
        PutAside.subject_id == Contact.id,
        or_(PutAside.until.is_(None), PutAside.until > _NOW),
    ),
)
_TOUCHED: Final = exists().where(
    Cadence.owner_id == _OWNER,
    Cadence.contact_id == Contact.id,
    Cadence.deleted_at.is_(None),
    func.greatest(Cadence.last_at, Cadence.touched_at) > _NOW - _UNUSED,
)


def _asked(first: Any, since: Any, *conditions: Any) -> Any:
    return (
        select(
            _KEEP.label("kind"),
            Contact.id,
            cast(literal_column("''"), Text()).label("about"),
            since.label("due_at"),
            since.label("up_at"),
            Contact.id.label("contact_id"),
            Contact.name,
            Contact.given_name,
        )
        .where(_ASKABLE, *conditions)
        .order_by(first)
        .limit(_MOST)
        .subquery()
    )


def _unused(archived: bool) -> Any:
    # For each of the two, so that the index by what was changed last is read from its beginning.
    return _asked(
        Contact.updated_at,
        Contact.updated_at + _UNUSED,
        Contact.archived.is_(archived),
        Contact.updated_at <= _NOW - _UNUSED,
        Contact.retain_until.is_(None),
        or_(Contact.last_contact_at.is_(None), Contact.last_contact_at <= _NOW - _UNUSED),
        ~_TOUCHED,
    )


UNUSED: Final = union_all(
    *(select(each) for each in (_unused(False), _unused(True))),
    select(
        _asked(
            Contact.retain_until,
            cast(Contact.retain_until, DateTime(timezone=True)),
            Contact.retain_until <= _TODAY,
        )
    ),
)
"""People to be asked about, as rows of what is owed: unused for two years, or kept until a day that
has come."""

ENDS_SOON: Final = cast(literal_column("'14 days'"), Interval())
"""From so long before its end a key is told of."""
SHORT_LIVED: Final = cast(literal_column("'28 days'"), Interval())
"""Whoever made a key for less than this knows when it ends."""

_KEYS: Final = (
    select(AccessToken.id, AccessToken.name, AccessToken.expires_at)
    .where(
        AccessToken.person_id == _OWNER,
        AccessToken.expires_at > _NOW,
        AccessToken.expires_at <= _NOW + ENDS_SOON,
        AccessToken.expires_at - AccessToken.created_at >= SHORT_LIVED,
    )
    .order_by(AccessToken.expires_at)
    .limit(_MOST)
    .subquery("keys")
)
ENDING: Final = select(
    cast(
        func.json_agg(
            func.json_build_object(
                literal_column("'id'"),
                _KEYS.c.id,
                literal_column("'name'"),
                _KEYS.c.name,
                literal_column("'up_at'"),
                _KEYS.c.expires_at - ENDS_SOON,
                literal_column("'ends_at'"),
                _KEYS.c.expires_at,
            )
        ),
        Text(),
    )
).scalar_subquery()
"""Keys that end soon, as JSON."""


class KeyEnding(msgspec.Struct, frozen=True):
    """An access token that ends at `ends_at`, told of since `up_at`."""

    id: UUID
    name: str
    up_at: datetime
    ends_at: datetime


def keys_ending(text: str | None) -> list[KeyEnding]:
    """The keys of ENDING."""
    return [] if text is None else msgspec.json.decode(text, type=list[KeyEnding])
