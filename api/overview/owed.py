"""What is owed or due between people: promises of both sides, news that somebody waits for, keeping
in touch, and whom to keep at all, gathered for Today in one statement."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import asyncpg
import msgspec
from sqlalchemy import (
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    union_all,
)

from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import hot
from api.goals.models import Goal, Outcome
from api.insights.models import Promise
from api.landings.models import Landing, Telling
from api.landings.reading import REACHED_BY, STANDS, TOLD_BY_UPDATE, WITH_GOAL, WITH_OUTCOME
from api.overview.schemas import Kind, SubjectType
from api.overview.upkeep import UNUSED
from api.ties.keeping import DUE
from api.ties.models import Cadence
from api.ties.waiting import EVERY

MOST: Final = 60

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
_MET: Final = Contact.__table__.alias("met")


def _constant(text: str) -> Any:
    return cast(literal_column(f"'{text}'"), Text())


_WAITING: Final = (
    select(
        EVERY.c.kind,
        EVERY.c.id,
        func.coalesce(func.nullif(_MET.c.given_name, ""), EVERY.c.text).label("about"),
        EVERY.c.due_at,
        case(
            (EVERY.c.kind == _constant("first_update"), EVERY.c.due_at), else_=EVERY.c.since
        ).label("up_at"),
        EVERY.c.contact_id,
        EVERY.c.name,
        EVERY.c.given_name,
    )
    .select_from(EVERY)
    .outerjoin(
        Introduction,
        and_(
            EVERY.c.kind == _constant("introduction"),
            Introduction.owner_id == _OWNER,
            Introduction.id == EVERY.c.id,
        ),
    )
    .outerjoin(
        _MET,
        and_(_MET.c.owner_id == _OWNER, _MET.c.id == Introduction.introduced_id),
    )
)
_PROMISES: Final = (
    select(
        Promise.promiser.label("kind"),
        Promise.id,
        Promise.text.label("about"),
        Promise.due_at,
        Promise.comes_up_at.label("up_at"),
        Promise.contact_id,
        Contact.name,
        Contact.given_name,
    )
    .join(Contact, (Contact.owner_id == Promise.owner_id) & (Contact.id == Promise.contact_id))
    .outerjoin(
        Conversation,
        (Conversation.owner_id == Promise.owner_id) & (Conversation.id == Promise.conversation_id),
    )
    .where(
        Promise.owner_id == _OWNER,
        Promise.state == _constant("open"),
        Promise.comes_up_at <= _NOW,
        Promise.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
        Contact.deleted_at.is_(None),
    )
)
_TIES: Final = (
    select(
        _constant("tie").label("kind"),
        Contact.id,
        _constant("").label("about"),
        Cadence.due_at,
        Cadence.due_at.label("up_at"),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )
    .select_from(Cadence)
    .join(Contact, (Contact.owner_id == Cadence.owner_id) & (Contact.id == Cadence.contact_id))
    .where(Cadence.owner_id == _OWNER, Cadence.deleted_at.is_(None), DUE)
)
_LANDED: Final = (
    select(
        _constant("landed").label("kind"),
        Telling.id,
        _constant("").label("about"),
        Telling.due_at,
        Telling.due_at.label("up_at"),
        Telling.contact_id,
        Contact.name,
        Contact.given_name,
    )
    .join(Landing, and_(Landing.owner_id == Telling.owner_id, Landing.id == Telling.landing_id))
    .outerjoin(Goal, WITH_GOAL)
    .outerjoin(Outcome, WITH_OUTCOME)
    .join(Contact, REACHED_BY)
    .where(
        Telling.owner_id == _OWNER,
        Telling.due_at <= _NOW,
        Telling.told_at.is_(None),
        Telling.left_out.is_(False),
        Telling.deleted_at.is_(None),
        STANDS,
        ~TOLD_BY_UPDATE,
    )
)
_ALL: Final = union_all(_WAITING, _PROMISES, _TIES, _LANDED, *UNUSED.selects).subquery("owed")
OWED: Final = hot(select(_ALL).order_by(_ALL.c.due_at, _ALL.c.id).limit(literal_column(str(MOST))))
"""The owners of these rows say when each comes up; here they are only read."""

_KINDS: Final[dict[str, tuple[Kind, SubjectType]]] = {
    "mine": ("promise_mine", "promise"),
    "theirs": ("promise_theirs", "promise"),
    "advice": ("advice_told", "advice"),
    "introduction": ("tell_introducer", "introduction"),
    "first_update": ("first_update", "contact"),
    "tie": ("keep_in_touch", "contact"),
    "landed": ("tell_landed", "telling"),
    "keep_person": ("keep_person", "contact"),
}
_NEWS: Final = frozenset({"advice", "introduction", "first_update", "tie"})
"""What is said in the same message by whoever tells them of a landing."""


class Owed(msgspec.Struct, frozen=True):
    """One row of OWED as an item of Today will say it."""

    kind: Kind
    type: SubjectType
    about: str | None
    due_at: datetime
    row: asyncpg.Record


def owed_of(rows: list[asyncpg.Record]) -> Iterator[Owed]:
    """What is owed, one of a kind for each person: whoever waits to hear of two things hears of
    both in one message."""
    seen = set()
    landed = {row["contact_id"] for row in rows if row["kind"] == "landed"}
    for row in rows:
        if row["kind"] in _NEWS and row["contact_id"] in landed:
            continue
        kind, type_ = _KINDS[row["kind"]]
        if type_ != "promise" and (kind, row["contact_id"]) in seen:
            continue
        seen.add((kind, row["contact_id"]))
        yield Owed(kind, type_, row["about"] or None, row["due_at"], row)
