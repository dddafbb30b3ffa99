"""How one's own answers went over time: the four soft skills, and how sure one was before an ask beside
what came of it."""

from collections.abc import Iterable
from typing import Any, Final, cast

import asyncpg
from sqlalchemy import Uuid, and_, bindparam, literal_column, select

from api.contacts.models import Contact
from api.database import Work, among, hot
from api.debrief.models import RATED, Reflection
from api.debrief.schemas import Felt, Rated, Result, Trends
from api.threads.keeping import whom
from api.threads.models import Thread

ENOUGH: Final = 5
"""From so many answers on there is something to say."""
MOST: Final = 500
_YES: Final = frozenset({"replied_yes", "scheduling", "scheduled", "no_show", "cancelled", "held"})
"""Somebody who said yes did so, whatever became of the date."""

ANSWERS: Final = hot(
    select(
        Reflection.aspect,
        Reflection.rating,
        Reflection.at,
        Reflection.conversation_id,
        Thread.asked_at,
        Thread.stage,
        Thread.held_at,
        Contact.id,
        Contact.name,
        Contact.given_name,
    )
    .join(Thread, and_(Thread.owner_id == Reflection.owner_id, Thread.id == Reflection.thread_id))
    .join(Contact, and_(Contact.owner_id == Thread.owner_id, Contact.id == Thread.contact_id))
    .where(
        Reflection.owner_id == bindparam("owner_id", type_=Uuid()),
        Reflection.deleted_at.is_(None),
        Thread.deleted_at.is_(None),
        among(Reflection.aspect, [*RATED, "confidence"]),
    )
    .order_by(Reflection.at.desc(), Reflection.id.desc())
    .limit(literal_column(str(MOST)))
)


async def read_trends(work: Work) -> Trends:
    """Both, the oldest first, in one statement; each is empty while there are fewer than five."""
    rows = await work.fetch(ANSWERS, owner_id=work.subject.person_id)
    rated = [_rated(row) for row in reversed(rows) if row["aspect"] != "confidence"]
    felt = list(_felt(row for row in reversed(rows) if row["aspect"] == "confidence"))
    return Trends(rated if len(rated) >= ENOUGH else [], felt if len(felt) >= ENOUGH else [])


def _rated(row: asyncpg.Record) -> Rated:
    return Rated(row["aspect"], row["rating"], row["at"], row["conversation_id"], _whom(row))


def _felt(rows: Iterable[asyncpg.Record]) -> Iterable[Felt]:
    """Of each ask how sure one was last before it, where it was sent."""
    last = {row["id"]: row for row in rows if row["asked_at"] is not None}
    for row in last.values():
        yield Felt(
            row["rating"], row["asked_at"], result_of(row["stage"], row["held_at"]), _whom(row)
        )


def result_of(stage: str, held_at: object) -> Result:
    """What came of an ask.

    >>> result_of("asked", None), result_of("declined", None), result_of("scheduled", None)
    ('open', 'no', 'yes')
    """
    if held_at is not None or stage in _YES:
        return "yes"
    if stage in {"replied_later", "referred_on"}:
        return "answered"
    return "no" if stage in {"declined", "silent_closed"} else "open"


def _whom(row: asyncpg.Record) -> Any:
    return cast(Any, whom(row["id"], row["name"], row["given_name"]))
