"""Every column by which a row points to a contact, found by walking the tables: so that a merge
takes along what later features add, without naming them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    Table,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    exists,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Hot, hot
from api.tables import Base

STAYS: Final = frozenset(
    {"person.merges", "person.different_people", "person.cadences", "person.digest_mentions"}
)
"""Tables that tell of merges and pairs themselves, one that the database keeps by what moved, and
what was told of somebody then: whoever reads it is led to the card they are in now."""
_APART: Final = re.compile(r"^(\w+) <> (\w+)$")

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_FROM: Final = bindparam("from_id", type_=Uuid())
_TO: Final = bindparam("to_id", type_=Uuid())
_IDS: Final = any_(bindparam("ids", type_=ARRAY(Uuid())))


class Pointer(NamedTuple):
    """A column that points to contacts, and how its rows follow from one card to another.

    `move` (owner_id, from_id, to_id) has rows point to the other card and returns their ids, but for
    those that would be there twice; `hide` (… now) deletes these, where there can be any;
    `bring_back` (ids, from_id, to_id) and `show` (ids) undo them.
    """

    name: str
    move: Hot
    hide: Hot | None
    bring_back: Hot
    show: Hot | None


@cache
def pointers() -> tuple[Pointer, ...]:
    """All of them. Raises TypeError for a table whose rows have no `id` to be remembered by."""
    return tuple(_pointer(table, column) for table, column in pointing())


def pointing() -> Iterator[tuple[Table, str]]:
    """Tables and columns that point to contacts: by a key, or by the name `contact_id`."""
    contacts = Base.metadata.tables["person.contacts"]
    for table in Base.metadata.sorted_tables:
        if table.schema != "person" or table.fullname in STAYS:
            continue
        columns = {
            element.parent.name
            for key in table.foreign_key_constraints
            if key.referred_table is contacts
            for element in key.elements
            if element.column.name == "id"
        }
        if "contact_id" in table.columns:
            columns.add("contact_id")
        for column in sorted(columns):
            if "id" not in table.columns:
                raise TypeError(f"{table.fullname}.{column}: its rows can't be named for an undo")
            yield table, column


def _pointer(table: Table, name: str) -> Pointer:
    column, mine = table.c[name], table.c.owner_id == _OWNER
    clashes = list(_clashes(table, name))
    move = (
        update(table)
        .values({name: _TO})
        .where(mine, column == _FROM, *(~clash for clash in clashes))
        .returning(table.c.id)
    )
    bring_back = update(table).values({name: _FROM}).where(mine, column == _TO, table.c.id == _IDS)
    hide = show = None
    if clashes and "deleted_at" in table.columns:
        at = bindparam("now", type_=DateTime(timezone=True))
        hide = hot(
            update(table)
            .values(deleted_at=at)
            .where(mine, column == _FROM, table.c.deleted_at.is_(None))
            .returning(table.c.id)
        )
        show = hot(update(table).values(deleted_at=None).where(mine, table.c.id == _IDS))
    return Pointer(f"{table.name}.{name}", hot(move), hide, hot(bring_back), show)


def _clashes(table: Table, name: str) -> Iterator[ColumnElement[bool]]:
    """When a row that follows would break what the table asks for: to be there once, or that two
    columns name two contacts."""
    for columns, partial in _unique(table):
        if name not in columns:
            continue
        there = table.alias("there")
        same = [there.c[one] == (_TO if one == name else table.c[one]) for one in columns]
        if partial and "deleted_at" in table.columns:
            same += [there.c.deleted_at.is_(None), table.c.deleted_at.is_(None)]
        yield exists().where(*same).correlate(table)
    for constraint in table.constraints:
        if not isinstance(constraint, CheckConstraint):
            continue
        found = _APART.match(str(constraint.sqltext))
        if found and name in found.groups():
            (other,) = set(found.groups()) - {name}
            yield table.c[other] == _TO


def _unique(table: Table) -> Iterator[tuple[list[str], bool]]:
    """Columns that are unique together, and whether only for some rows."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns], False
    for index in table.indexes:
        if index.unique:
            partial = index.dialect_options["postgresql"]["where"] is not None
            yield [column.name for column in index.columns], partial
