"""The change feed: every row of a person that changed since a cursor, deleted ones as tombstones.

Rows come in the order of `(change_seq, type, id)`. All rows of one transaction have one
`change_seq`, taken under the owner's lock, so none commits behind a cursor that was given out
(ARCHITECTURE.md sections 3 and 7). The tables are named by `app.py`: the journal comes before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)

from api.database import Hot, Work, hot
from api.errors import InvalidInput
from api.journal.models import Change
from api.journal.schemas import Changed, Changes
from api.paging import Cursors
from api.tables import PersonRow

_LIST: Final = "changes"
_INNER: Final = frozenset({"owner_id", "id", "change_seq", "deleted_at"})
_LAST: Final = UUID(int=2**128 - 1)


@dataclass(frozen=True)
class Feed:
    """One table in the feed. `type_` is its name there; what comes is every column that is not
    secret and not in `without`, and what `more` adds."""

    type_: str
    model: type[PersonRow]
    without: frozenset[str] = frozenset()
    more: tuple[tuple[str, ColumnElement[Any]], ...] = ()

    def data(self) -> ColumnElement[Any]:
        """The row as JSON text."""
        table = self.model.__table__
        shown = [
            (column.name, column)
            for column in table.columns
            if column.name not in _INNER | self.without and column.info["privacy"] != "secret"
        ]
        pairs: list[ColumnElement[Any]] = []
        for name, value in [*shown, *self.more]:
            pairs += [literal_column(f"'{name}'"), value]
        return cast(func.jsonb_build_object(*pairs), Text())


class _Position(msgspec.Struct, frozen=True):
    epoch: UUID
    seq: int
    type_: str
    id: UUID


class ChangeFeed:
    """The feed of these tables: one statement, compiled once."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        self._types = sorted(feed.type_ for feed in feeds)
        ordered = sorted(feeds, key=lambda feed: feed.type_)
        self._page: Hot = _statement(ordered)

    async def read(
        self,
        work: Work,
        cursors: Cursors,
        *,
        since: str | None,
        limit: int,
        only: Sequence[str] = (),
    ) -> Changes:
        """What changed after `since`, oldest first; all there is, without it. `only` names the types
        that are wanted (none: all); its cursors are its own.

        After a restore of the database the epoch is another one: whatever `since` says, the feed
        begins anew. So it does for a cursor that is ahead of the database. Raises InvalidInput (a
        cursor of somebody else or of another list; an unknown type).
        """
        owner = work.subject.person_id
        wanted = self._wanted(only)
        name = ":".join([_LIST, *sorted(wanted)]) if only else _LIST
        position = cursors.read(since, owner, name, _Position) if since else None
        values: dict[str, object] = {"ahead": position.seq if position else -1}
        for number, type_ in enumerate(self._types):
            seq, last = _after(position, type_)
            values |= {f"seq_{number}": seq, f"last_{number}": last}
            values[f"wants_{number}"] = type_ in wanted
        rows = await work.fetch(
            self._page,
            owner_id=owner,
            epoch=position.epoch if position else None,
            most=limit + 1,
            at_most=limit + 2,
            **values,
        )
        epoch: UUID = rows[0]["id"]
        anew = rows[0]["data"] is None
        if anew:
            position = None
        found = rows[1 : limit + 1]
        items = [
            Changed(
                self._types[row["feed"]],
                row["id"],
                row["data"] is None,
                msgspec.Raw(row["data"].encode()) if row["data"] is not None else None,
            )
            for row in found
        ]
        if found:
            last_row = found[-1]
            position = _Position(
                epoch, last_row["change_seq"], self._types[last_row["feed"]], last_row["id"]
            )
        elif position is None:
            position = _Position(epoch, -1, "", _LAST)
        more = len(rows) > limit + 1
        return Changes(items, cursors.write(owner, name, position), epoch, anew, more)

    def _wanted(self, only: Sequence[str]) -> frozenset[str]:
        if unknown := [one for one in only if one not in self._types]:
            raise InvalidInput.field(
                "query.type", "unknown-type", f"There is no {unknown[0]} among the changes."
            )
        return frozenset(only or self._types)


def _after(position: _Position | None, type_: str) -> tuple[int, UUID]:
    """Where the table goes on: behind `(seq, id)`, in the one order of all tables."""
    if position is None:
        return -1, _LAST
    if type_ == position.type_:
        return position.seq, position.id
    return (position.seq - 1, _LAST) if type_ > position.type_ else (position.seq, _LAST)


def _statement(feeds: Sequence[Feed]) -> Hot:
    owner = bindparam("owner_id", type_=Uuid())
    known = bindparam("epoch", type_=Uuid())
    # A cursor of another epoch, or from a future that was taken back, counts from before the first
    # change.
    ahead = bindparam("ahead", type_=BigInteger())
    here = and_(Change.epoch == known, Change.seq >= ahead)
    same = select(func.coalesce(here, False)).where(Change.owner_id == owner).scalar_subquery()
    parts = [
        select(
            cast(literal_column("-1"), Integer).label("feed"),
            Change.epoch.label("id"),
            cast(literal_column("-1"), BigInteger).label("change_seq"),
            case((func.coalesce(here, False), literal_column("''", Text()))).label("data"),
        ).where(Change.owner_id == owner)
    ]
    for number, feed in enumerate(feeds):
        model = feed.model
        last = tuple_(
            case((same, bindparam(f"seq_{number}", type_=BigInteger())), else_=-1),
            bindparam(f"last_{number}", type_=Uuid()),
        )
        parts.append(
            select(
                cast(literal_column(str(number)), Integer).label("feed"),
                model.id,
                model.change_seq,
                case((model.deleted_at.is_(None), feed.data())).label("data"),
            )
            .where(
                model.owner_id == owner,
                bindparam(f"wants_{number}", type_=Boolean()),
                tuple_(model.change_seq, model.id) > last,
            )
            .order_by(model.change_seq, model.id)
            .limit(bindparam("most", type_=Integer()))
        )
    every = union_all(*parts).subquery()
    return hot(
        select(every)
        .order_by(every.c.change_seq, every.c.feed, every.c.id)
        .limit(bindparam("at_most", type_=Integer()))
    )
