"""What belongs to a contact, found by walking the keys between tables."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    Uuid,
    bindparam,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.database import Hot, hot
from api.tables import Base

BELONGS_BY: Final = frozenset({"contact_id", "kept_id", "merged_id"})
"""Columns by which a row is about a contact. Others only mention one: the thread with Ana that led
to Ben (`led_to_id`) is Ana's."""

_OWNER = bindparam("owner_id", type_=Uuid())
_CONTACT = bindparam("contact_id", type_=Uuid())


@cache
def emptying() -> tuple[Hot, ...]:
    """One UPDATE for each person table with columns about a contact (`owner_id`, `contact_id`).

    Tables of later features are found by their keys to `person.contacts`, direct or through other
    tables, so that none needs to be named here. Deepest first: what leads to them is still there.
    """
    return tuple(
        hot(update(table).where(table.c.owner_id == _OWNER, belongs).values(values))
        for table, belongs in reversed(list(about_a_contact()))
        if (values := {one.name: empty_value(one) for one in _third(table)})
    )


def about_a_contact() -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Person tables with rows about a contact, and by what these are known; nearest first."""
    contacts = Base.metadata.tables["person.contacts"]
    known: dict[str, ColumnElement[bool]] = {contacts.fullname: contacts.c.id == _CONTACT}
    nearest = [contacts]
    while nearest:
        found: dict[str, list[ColumnElement[bool]]] = {}
        for parent in nearest:
            yield parent, known[parent.fullname]
            for table, column in _leading_to(parent):
                if parent is contacts and column.name not in BELONGS_BY:
                    continue
                if table.fullname not in known:
                    rows = select(parent.c.id).where(
                        parent.c.owner_id == _OWNER, known[parent.fullname]
                    )
                    belongs = column == _CONTACT if parent is contacts else column.in_(rows)
                    found.setdefault(table.fullname, []).append(belongs)
        known |= {name: or_(*ways) for name, ways in found.items()}
        nearest = [Base.metadata.tables[name] for name in found]


def _leading_to(parent: Table) -> Iterator[tuple[Table, Column[object]]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            pairs = {element.column.name: element.parent for element in key.elements}
            if key.referred_table is parent and set(pairs) == {"owner_id", "id"}:
                yield table, pairs["id"]


def _third(table: Table) -> list[Column[object]]:
    return [
        one
        for one in table.columns
        if one.info["privacy"] == "third" and one.computed is None and not one.primary_key
    ]


def empty_value(one: Column[object]) -> object:
    """Nothing, as this column says it."""
    if one.nullable:
        return None
    if isinstance(one.type, ARRAY):
        return []
    if isinstance(one.type, JSONB):
        return literal_column("'{}'::jsonb")
    if one.type.python_type is str:
        return ""
    raise TypeError(f"{one} is about a contact and can't be emptied: let it be null")
