"""People waiting to hear: whose advice was done, who led to somebody, and how things go."""

from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import (
    DateTime,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy import (
    cast as sql_cast,
)
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.insights.models import Advice
from api.threads.keeping import whom
from api.ties.keeping import REACHABLE
from api.ties.models import Cadence
from api.ties.schemas import Waiting, WaitingItem

MOST: Final = 100
NEWS_FOR: Final = timedelta(days=120)
"""So long after a talk a first word of progress is looked for; later keeping in touch takes over."""

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
_MET: Final = aliased(Contact)


def _kind(name: str) -> Any:
    return sql_cast(literal_column(f"'{name}'"), Text()).label("kind")


def _select(kind: str, *columns: Any) -> Any:
    named = ("id", "text", "since", "due_at", "version", "thread_id")
    return select(
        _kind(kind),
        *(column.label(name) for name, column in zip(named, columns, strict=True)),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
    )


_ADVICE: Final = (
    _select(
        "advice", Advice.id, Advice.text, Advice.done_at, Advice.done_at, Advice.version,
        Advice.thread_id,
    )
    .join(Contact, and_(Contact.owner_id == Advice.owner_id, Contact.id == Advice.contact_id))
    .where(
        Advice.owner_id == _OWNER, Advice.state == "done", Advice.deleted_at.is_(None), REACHABLE
    )
)  # fmt: skip
_CIRCLES: Final = (
    _select(
        "introduction", Introduction.id, _MET.name, Introduction.met_at, Introduction.tell_by,
        Introduction.version, Contact.thread_id,
    )
    .join(
        Contact,
        and_(
            Contact.owner_id == Introduction.owner_id, Contact.id == Introduction.introducer_id
        ),
    )
    .join(
        _MET,
        and_(_MET.owner_id == Introduction.owner_id, _MET.id == Introduction.introduced_id),
    )
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.closed_at.is_(None),
        Introduction.met_at.is_not(None),
        Introduction.deleted_at.is_(None),
        _MET.deleted_at.is_(None),
        REACHABLE,
    )
)  # fmt: skip
_FIRST: Final = (
    _select(
        "first_update", Contact.id, literal_column("''", Text()), Cadence.held_at,
        Cadence.update_due_at, Cadence.version, Contact.thread_id,
    )
    .join(Contact, and_(Contact.owner_id == Cadence.owner_id, Contact.id == Cadence.contact_id))
    .where(
        Cadence.owner_id == _OWNER,
        Cadence.deleted_at.is_(None),
        Cadence.off.is_(False),
        or_(Cadence.touched_at.is_(None), Cadence.touched_at < Cadence.held_at),
        Cadence.update_due_at <= _NOW,
        Cadence.held_at > _NOW - bindparam("news_for", type_=Interval()),
        REACHABLE,
        ~exists().where(
            Advice.owner_id == Cadence.owner_id,
            Advice.contact_id == Cadence.contact_id,
            Advice.state == "done",
            Advice.deleted_at.is_(None),
        ),
        ~exists().where(
            Conversation.owner_id == Cadence.owner_id,
            Conversation.contact_id == Cadence.contact_id,
            Conversation.state == "planned",
            Conversation.deleted_at.is_(None),
        ),
    )
)  # fmt: skip
EVERY: Final = union_all(_ADVICE, _CIRCLES, _FIRST).subquery("waiting")
"""One row for each, for whatever shows them: this list, and Today."""
WAITING: Final = hot(
    select(EVERY).order_by(EVERY.c.due_at, EVERY.c.id).limit(literal_column(str(MOST)))
)


async def read_waiting(work: Work) -> Waiting:
    """Everybody who is waiting to hear, in one statement."""
    rows = await work.fetch(
        WAITING, owner_id=work.subject.person_id, now=work.now, news_for=NEWS_FOR
    )
    return Waiting(
        [
            WaitingItem(
                kind=cast(Any, row["kind"]),
                id=row["id"],
                contact=whom(row["contact_id"], row["name"], row["given_name"]),
                thread_id=row["thread_id"],
                text=row["text"],
                since=row["since"],
                due_at=row["due_at"],
                version=row["version"],
            )
            for row in rows
        ]
    )
