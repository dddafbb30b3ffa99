"""Everything that is one person's: found by walking the tables, so that no feature is forgotten."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

import asyncpg
from sqlalchemy import Column, Table, Text, Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import JSONB

from api.database import Hot, Work, hot
from api.models import Base

STAYS: Final[Mapping[str, str]] = {
    "changes": "the number of the last change, counted anew in each account",
    "counters": "counts that the database keeps by itself",
    "clocks": "what comes next, worked out anew from the rows",
    "replies": "answers kept for a day in case a request is repeated",
    "suppressions": "keyed hashes that only this account's key can read",
    "exports": "the exports themselves",
    "arrivals": "exports that came in",
    "arrival_matches": "how their rows were found again",
    "calendar_feeds": "secret addresses of this account",
    "webhooks": "addresses that this account tells what happens, each with its secret",
    "link_keys": "the key of links in this account's mails",
    "grants": "what this account shares, told in sharing.json; another account never gave it",
    "shared_items": "drafts, sheets, notes and reports among it, told in sharing.json",
    "suggested_edits": "what coaches suggested for those, told in sharing.json",
    "activity": "sums of what is shared, kept by the database",
    "activity_weeks": "the same by week",
    "letter_stops": "which coaches may not write here; who takes part anew says so anew",
    "access_log": "who looked at that, told in sharing.json",
    "taps": "links in mails that were used",
    "push_subscriptions": "devices that this account may notify",
    "imports": "files of contacts on their way in",
    "import_pieces": "how far they were read",
    "import_problems": "what of them could not be read",
    "model_consents": "what notes may be sent to, here; another place asks anew",
    "assistant_consents": "who may come in here; another place asks anew",
    "assistant_calls": "what assistants called here",
    "skill_lists": "lists of ESCO or O*NET, whose makers give them to everybody",
    "listed_skills": "their words: what was used of them is a skill of the person's own",
    "listed_words": "how those words begin",
}
"""Tables that an export leaves out, and why: what only the machine needs."""


def tables_of_a_person() -> Sequence[Table]:
    """The person plane in the order of its foreign keys: what is pointed to comes first."""
    return [table for table in Base.metadata.sorted_tables if table.schema == "person"]


def exported_tables() -> Sequence[Table]:
    """The tables of an export, in the order in which they come in again."""
    return [table for table in tables_of_a_person() if table.name not in STAYS]


def exported_columns(table: Table) -> list[Column[object]]:
    """Everything but secrets; the owner is said once for all."""
    return [
        column
        for column in table.columns
        if column.info["privacy"] != "secret" and column.name != "owner_id"
    ]


def rows_of(work: Work, table: Table) -> AsyncIterator[asyncpg.Record]:
    """The rows of this work's person in a table, in the order of their key."""
    return work.stream(_READ[table.name], the_owner=work.subject.person_id)


async def erase_rows(work: Work) -> None:
    """Delete every row of this work's person, what points first."""
    for name in _ERASE_ORDER:
        await work.execute(_ERASE[name], the_owner=work.subject.person_id)


def is_json(column: Column[object]) -> bool:
    """Whether a column holds JSON."""
    return isinstance(column.type, JSONB)


def _reading(table: Table) -> Hot:
    columns = [
        # As text a JSON column can be put into the export as it is.
        column.cast(Text()).label(column.name) if is_json(column) else column
        for column in exported_columns(table)
    ]
    return hot(
        select(*columns)
        .where(table.c.owner_id == bindparam("the_owner", type_=Uuid()))
        .order_by(*[column for column in table.primary_key.columns if column.name != "owner_id"])
    )


def _erasing(table: Table) -> Hot:
    return hot(delete(table).where(table.c.owner_id == bindparam("the_owner", type_=Uuid())))


_READ: Final = {table.name: _reading(table) for table in exported_tables()}
_ERASE: Final = {table.name: _erasing(table) for table in tables_of_a_person()}
# `changes` goes last: every other row's trigger asks for it.
_ERASE_ORDER: Final = [
    *(table.name for table in reversed(tables_of_a_person()) if table.name != "changes"),
    "changes",
]
