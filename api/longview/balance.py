"""What went to and fro between the person and those who helped: counted for each, judged by nobody."""

from collections.abc import Iterable
from typing import Any, Final, cast

import asyncpg
from sqlalchemy import (
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy import (
    cast as sql_cast,
)

from api.contacts.models import Contact, Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.goals.models import Outcome
from api.insights.models import Advice, Given, Promise
from api.longview.schemas import Balance, Between, WentAndCame
from api.threads.keeping import whom
from api.threads.models import Thread

MOST: Final = 200

_OWNER: Final[Any] = bindparam("owner_id", type_=Uuid())
RETURNED: Final = frozenset({"told", "promise", "share", "introduce", "answer", "other"})
"""What goes to somebody beyond thanks."""


def _code(text: str) -> Any:
    return sql_cast(literal_column(f"'{text}'"), Text())


def _rows(side: str, what: Any, contact: Any, table: Any, *where: Any) -> Any:
    return (
        select(contact.label("contact_id"), _code(side).label("side"), what.label("what"))
        .select_from(table)
        .where(table.owner_id == _OWNER, table.deleted_at.is_(None), *where)
    )


_EVERY: Final = union_all(
    _rows(
        "got", _code("time"), Conversation.contact_id, Conversation,
        Conversation.state == literal_column("'held'"),
    ),
    _rows("got", _code("advice"), Advice.contact_id, Advice),
    _rows("got", _code("introduction"), Introduction.introducer_id, Introduction),
    _rows(
        "got", _code("outcome"), Outcome.contact_id, Outcome, Outcome.contact_id.is_not(None),
        Outcome.kind != literal_column("'asked_for_advice'"),
    ),
    _rows(
        "gave", _code("answer"), Outcome.contact_id, Outcome, Outcome.contact_id.is_not(None),
        Outcome.kind == literal_column("'asked_for_advice'"),
    ),
    _rows(
        "gave", _code("thanks"), Thread.contact_id, Thread, Thread.thanked_at.is_not(None),
    ),
    _rows("gave", _code("told"), Advice.contact_id, Advice, Advice.told_at.is_not(None)),
    _rows(
        "gave", _code("told"), Introduction.introducer_id, Introduction,
        Introduction.closed_at.is_not(None),
    ),
    _rows("gave", Given.kind, Given.contact_id, Given),
    select(
        Promise.contact_id,
        case((Promise.promiser == literal_column("'mine'"), _code("gave")), else_=_code("got")),
        _code("promise"),
    )
    .where(
        Promise.owner_id == _OWNER,
        Promise.state == literal_column("'kept'"),
        Promise.deleted_at.is_(None),
    ),
).subquery("every")  # fmt: skip
BALANCE: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.given_name,
        _EVERY.c.side,
        _EVERY.c.what,
        func.count(literal_column("*")).label("count"),
    )
    .select_from(_EVERY)
    .join(Contact, and_(Contact.owner_id == _OWNER, Contact.id == _EVERY.c.contact_id))
    .where(Contact.deleted_at.is_(None))
    .group_by(Contact.id, Contact.name, Contact.given_name, _EVERY.c.side, _EVERY.c.what)
    .order_by(Contact.name, Contact.id, _EVERY.c.side, _EVERY.c.what)
)


async def read_balance(work: Work) -> Balance:
    """Everybody with whom something went to and fro, in one statement."""
    return Balance(between(await work.fetch(BALANCE, owner_id=work.subject.person_id)))


def between(rows: Iterable[asyncpg.Record]) -> list[Between]:
    """One for each person, those first to whom nothing but thanks went."""
    found: dict[Any, Between] = {}
    for row in rows:
        one = found.setdefault(
            row["id"], Between(whom(row["id"], row["name"], row["given_name"]), [])
        )
        one.items.append(WentAndCame(cast(Any, row["side"]), cast(Any, row["what"]), row["count"]))
    return sorted(found.values(), key=_returned)[:MOST]


def _returned(one: Between) -> bool:
    return any(item.side == "gave" and item.what in RETURNED for item in one.items)
