"""What a person deleted is gone for good once it can't be undone any more, and nothing outlives its
time: the weekly round of each person."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Table,
    Uuid,
    bindparam,
    delete,
    false,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import aliased

from api.assistants.models import AssistantCall
from api.contacts.belonging import BELONGS_BY, empty_value
from api.conversations.models import NoteLine
from api.database import Hot, Work, hot
from api.deliveries.channel_models import Notice
from api.deliveries.clocks import set_clock
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Done, Prepared
from api.idempotency import KEPT_FOR, Reply
from api.portability.everything import tables_of_a_person
from api.reminders.models import Tap
from api.sharing.models import Look

RETENTION: Final = "retention"
UNDO_FOR: Final = timedelta(days=30)
"""What was deleted can be brought back for so long (ARCHITECTURE.md section 3)."""
DELIVERIES_FOR: Final = timedelta(days=395)
"""13 months (ARCHITECTURE.md section 9), what the app said of them too."""
LOOKS_FOR: Final = timedelta(days=730)
"""Two years (ARCHITECTURE.md section 9): who looked at what is shared, what assistants called."""
EVERY: Final = timedelta(days=7)

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_IDS: Final = bindparam("ids", type_=ARRAY(Uuid()))

FORGET_DELIVERIES: Final = hot(
    delete(Delivery).where(
        Delivery.tenant_id == _OWNER,
        Delivery.finished_at < bindparam("before", type_=Delivery.due_at.type),
    )
)
FORGET_NOTICES: Final = hot(
    delete(Notice).where(
        Notice.owner_id == _OWNER, Notice.at < bindparam("before", type_=Notice.at.type)
    )
)
FORGET_REPLIES: Final = hot(
    delete(Reply).where(
        Reply.owner_id == _OWNER, Reply.at < bindparam("before", type_=Reply.at.type)
    )
)
FORGET_TAPS: Final = hot(
    delete(Tap).where(Tap.owner_id == _OWNER, Tap.at < bindparam("before", type_=Tap.at.type))
)

FORGET_LOOKS: Final = hot(
    delete(Look).where(
        Look.owner_id == _OWNER, Look.hour < bindparam("before", type_=Look.hour.type)
    )
)
FORGET_CALLS: Final = hot(
    delete(AssistantCall).where(
        AssistantCall.owner_id == _OWNER,
        AssistantCall.hour < bindparam("before", type_=AssistantCall.hour.type),
    )
)


class Retains:
    """The weekly round: empties what was deleted 30 days ago, forgets old deliveries, replies and looks.

    The emptied rows stay as husks of ids, codes and times, so that events and measures stand and a
    device that was away for long learns of the deletion.
    """

    kind = RETENTION

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Do the round of this person and set the next."""
        owner = claimed.tenant_id
        await work.write()
        emptied = await empty_deleted(work, owner, work.now - UNDO_FOR)
        await work.execute(FORGET_DELIVERIES, the_owner=owner, before=work.now - DELIVERIES_FOR)
        await work.execute(FORGET_NOTICES, the_owner=owner, before=work.now - DELIVERIES_FOR)
        await work.execute(FORGET_REPLIES, the_owner=owner, before=work.now - KEPT_FOR)
        await work.execute(FORGET_LOOKS, the_owner=owner, before=work.now - LOOKS_FOR)
        await work.execute(FORGET_CALLS, the_owner=owner, before=work.now - LOOKS_FOR)
        await work.execute(FORGET_TAPS, the_owner=owner, before=work.now - UNDO_FOR)
        due = work.now + EVERY
        await set_clock(
            work,
            RETENTION,
            owner,
            due.date().isoformat(),
            due_local=due.replace(tzinfo=None),
            due_zone="UTC",
            due_at=due,
            channel="job",
            owner_id=owner,
        )
        return Done(f"emptied-{emptied}")


async def empty_deleted(work: Work, owner: UUID, before: datetime) -> int:
    """Empty every word in the rows that this person deleted before then, and in those that can't be
    without one of them; returns how many rows were written. Emptied again nothing changes."""
    gone: dict[str, list[UUID]] = {}
    written = 0
    for table, finding, emptying in _ROUND:
        parents = {column.name: gone.get(parent, []) for parent, column in _parents(table)}
        if "deleted_at" not in table.c and not any(parents.values()):
            continue
        values = {"the_owner": owner, "before": before, **parents}
        found = await work.fetch(finding, **values)
        gone[table.name] = [row["id"] for row in found]
        if found and emptying is not None:
            tag = await work.execute(emptying, the_owner=owner, ids=gone[table.name])
            written += int(tag.rpartition(" ")[2])
    return written


def _round() -> list[tuple[Table, Hot, Hot | None]]:
    """Tables whose rows have an id, what is pointed to first; how gone ones are found and emptied."""
    tables = [table for table in tables_of_a_person() if "deleted_at" in table.c or _parents(table)]
    return [(table, _finding(table), _emptying(table)) for table in tables]


def _finding(table: Table) -> Hot:
    ways: list[ColumnElement[bool]] = [
        column == bindparam(column.name, type_=ARRAY(Uuid())).any_()
        for _, column in _parents(table)
    ]
    if "deleted_at" in table.c:
        moment = bindparam("before", type_=table.c.deleted_at.type)
        ways.append(table.c.deleted_at < moment)
    if table is NoteLine.__table__:
        # A line that was written anew or taken away is deleted by the line that says so.
        later = aliased(NoteLine)
        ways.append(
            table.c.id.in_(
                select(later.supersedes).where(
                    later.owner_id == _OWNER,
                    later.supersedes.is_not(None),
                    later.created_at < bindparam("before", type_=later.created_at.type),
                )
            )
        )
    return hot(
        select(_key(table).label("id")).where(table.c.owner_id == _OWNER, or_(false(), *ways))
    )


def _emptying(table: Table) -> Hot | None:
    values = {one.name: empty_value(one) for one in _words(table)}
    if not values:
        return None
    full = or_(*(table.c[name].is_distinct_from(empty) for name, empty in values.items()))
    return hot(
        update(table)
        .where(table.c.owner_id == _OWNER, _key(table) == _IDS.any_(), full)
        .values(values)
    )


def _key(table: Table) -> Column[UUID]:
    """The row's id; a row without one is known by the row it can't be without."""
    return table.c.id if "id" in table.c else _parents(table)[0][1]


def _parents(table: Table) -> list[tuple[str, Column[UUID]]]:
    """The tables of which this one's rows can't be without a row, each with the column that says
    which. A key that may be null only mentions, unless it says whom a row is about: the thread with
    Ana that led to Ben is Ana's."""
    found: list[tuple[str, Column[UUID]]] = []
    for key in table.foreign_key_constraints:
        columns = {each.column.name: each.parent for each in key.elements}
        if set(columns) != {"owner_id", "id"}:
            continue
        if not columns["id"].nullable or columns["id"].name in BELONGS_BY:
            found.append((key.referred_table.name, columns["id"]))
    return sorted(found, key=lambda one: one[1].name)


def _words(table: Table) -> list[Column[object]]:
    """The columns with what somebody wrote. Codes that a CHECK holds to a list say nothing."""
    checks = " ".join(
        str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)
    )
    return [
        one
        for one in table.columns
        if one.info["privacy"] in ("own", "third")
        and one.computed is None
        and not one.primary_key
        and one.name not in checks.split()
        and (one.nullable or isinstance(one.type, ARRAY | JSONB) or one.type.python_type is str)
    ]


_ROUND: Final = _round()
