"""Which rows of an arriving export are here already, under another id.

The same row comes again under its own id: nothing to find. Two accounts that become one know the
same people, employers and skills under different ids: a person is found by who they are
(`contacts.identity`), anything else by the keys that may exist only once.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Index, LargeBinary, Table, Text, Uuid, any_, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.contacts.blending import blended
from api.contacts.card_lookup import cards_of
from api.contacts.cards import any_contact_of
from api.contacts.erasing import suppressed
from api.contacts.identity import Identity, identity_of
from api.contacts.matching import is_guess
from api.contacts.models import Contact, Employer
from api.database import Hot, Work, hot
from api.portability.everything import exported_columns
from api.secrets import Keys

Row = dict[str, Any]

EMPLOYERS: Final = hot(
    select(Employer.id, Employer.name).where(
        Employer.owner_id == bindparam("owner_id"),
        Employer.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)
HERE: Final = hot(
    select(Contact.id).where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)
_OWNER: Final = bindparam("the_owner", type_=Uuid())


async def found_people(
    work: Work, keys: Keys, rows: Sequence[Row], points: dict[str, list[Row]]
) -> dict[UUID, UUID | None]:
    """The cards that these people have here; None for whoever asked this person to be deleted. What
    the card here does not say, it gets from the one that comes.

    `points` are the addresses of each card that comes. At most a dozen statements, and one to change
    each card that learns something.
    """
    ids = [UUID(row["id"]) for row in rows]
    here = await work.fetch(HERE, owner_id=work.subject.person_id, ids=ids)
    known = {str(row["id"]) for row in here}
    alive = [
        row
        for row in rows
        if row["id"] not in known and not row.get("deleted_at") and not row.get("erased_at")
    ]
    who = await _identities(work, alive, points)
    out = await suppressed(work, keys, who)
    cards = await cards_of(work, who)
    found: dict[UUID, UUID | None] = {}
    for row, identity, gone in zip(alive, who, out, strict=True):
        own_id = UUID(row["id"])
        if gone:
            found[own_id] = None
            continue
        match = next((one for one in cards.find(identity) if not one.card.deleted_at), None)
        if match and not is_guess(identity, match.card):
            found[own_id] = match.card.id
    await _blend(work, alive, found)
    return found


async def found_by_key(work: Work, table: Table, rows: Sequence[Row]) -> dict[UUID, UUID]:
    """Rows that have, under another id, what may exist only once here."""
    found: dict[UUID, UUID] = {}
    if "id" not in table.c:
        return found
    encoded = msgspec.json.encode(rows).decode()
    for statement in _by_key(table):
        pairs = await work.fetch(statement, the_owner=work.subject.person_id, rows=encoded)
        found |= {pair["old_id"]: pair["new_id"] for pair in pairs}
    return found


@cache
def _by_key(table: Table) -> list[Hot]:
    return [
        _of_index(table, index)
        for index in sorted(table.indexes, key=lambda one: str(one.name))
        if index.unique
    ]


def _of_index(table: Table, index: Index) -> Hot:
    here = table.alias("here")
    given = recordset([each for each in exported_columns(table) if each.computed is None])
    names = [each.name for each in index.columns if each.name != "owner_id"]
    statement = select(given.c.id.label("old_id"), here.c.id.label("new_id")).where(
        here.c.owner_id == _OWNER,
        here.c.id != given.c.id,
        *(here.c[name] == given.c[name] for name in names),
    )
    if "deleted_at" in table.c:
        statement = statement.where(here.c.deleted_at.is_(None), given.c.deleted_at.is_(None))
    return hot(statement)


def recordset(columns: Sequence[Any]) -> Any:
    """The rows of the parameter `rows` (JSON), with the types of these columns; bytes are text in
    base 64."""
    return (
        func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
        .table_valued(
            *(
                column(each.name, Text() if isinstance(each.type, LargeBinary) else each.type)
                for each in columns
            )
        )
        .render_derived("given", with_types=True)
    )


async def _identities(
    work: Work, rows: Sequence[Row], points: dict[str, list[Row]]
) -> list[Identity]:
    ids = list({UUID(row["employer_id"]) for row in rows if row.get("employer_id")})
    found = await work.fetch(EMPLOYERS, owner_id=work.subject.person_id, ids=ids) if ids else []
    employers = {str(each["id"]): each["name"] for each in found}

    def values(row: Row, kind: str) -> list[str]:
        return [each["value"] for each in points.get(row["id"], []) if each["kind"] == kind]

    return [
        identity_of(
            row.get("name") or "",
            employers.get(row.get("employer_id") or "", ""),
            values(row, "email"),
            values(row, "phone"),
            values(row, "url"),
        )
        for row in rows
    ]


async def _blend(work: Work, rows: Sequence[Row], found: dict[UUID, UUID | None]) -> None:
    wanted = [one for one in found.values() if one is not None]
    if not wanted:
        return
    session = await work.session()
    cards = {
        card.id: card
        for card in await session.scalars(
            any_contact_of(work.subject).where(Contact.id == any_(wanted))  # type: ignore[arg-type]
        )
    }
    for row in rows:
        keep = cards.get(found.get(UUID(row["id"])) or UUID(int=0))
        if keep is None:
            continue
        for name, value in blended(keep, _card(row)).items():
            setattr(keep, name, value)
    await session.flush()


def _card(row: Row) -> Contact:
    """The card that comes, with the types of its columns."""
    typed = {
        each.name: msgspec.convert(row.get(each.name), each.type.python_type | None, strict=False)
        for each in Contact.__table__.columns
        if each.name in row and each.computed is None
    }
    return Contact(**typed)
