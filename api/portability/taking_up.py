"""The rows of an arriving export, piece by piece: ids translated, what is here left as it is."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    Column,
    LargeBinary,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.database import Hot, Work, hot
from api.files import StoredFile
from api.portability.archive import Archive
from api.portability.everything import exported_columns
from api.portability.found_again import Row, found_by_key, found_people, recordset
from api.portability.models import ArrivalMatch
from api.secrets import Keys
from api.threads.models import Thread

_ID_LENGTH: Final = 36

MATCHES: Final = hot(
    select(ArrivalMatch.old_id, ArrivalMatch.new_id).where(
        ArrivalMatch.owner_id == bindparam("owner_id"),
        ArrivalMatch.arrival_id == bindparam("arrival_id"),
        ArrivalMatch.old_id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)
REMEMBER: Final = hot(
    insert(ArrivalMatch)
    .from_select(
        ["owner_id", "arrival_id", "old_id", "new_id"],
        select(
            bindparam("owner_id", type_=Uuid()),
            bindparam("arrival_id", type_=Uuid()),
            func.unnest(bindparam("old_ids", type_=ARRAY(Uuid()))),
            func.unnest(bindparam("new_ids", type_=ARRAY(Uuid()))),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing()
)
IS_EMPTY: Final = hot(
    select(
        ~exists().where(Contact.owner_id == bindparam("owner_id"))
        & ~exists().where(Thread.owner_id == bindparam("owner_id"))
    )
)


class Problem(NamedTuple):
    """A row that could not be taken."""

    table: str
    line: int
    code: str


class Taken(NamedTuple):
    """What became of some rows. `added` are the ids of new rows where their table has ids."""

    new: int
    here: int
    left_out: int
    problems: list[Problem]
    added: list[UUID]


class Taker:
    """Takes rows of one arrival into the account of this work."""

    def __init__(
        self, work: Work, keys: Keys, archive: Archive, arrival_id: UUID, *, into_empty: bool
    ) -> None:
        self._work, self._keys, self._archive = work, keys, archive
        self._arrival_id, self._into_empty = arrival_id, into_empty

    async def take(self, table: Table, rows: Sequence[Row | None], first: int) -> Taken:
        """Take these rows, the first of which is line `first` of its file. What is broken is left
        out and told; nothing else of them is lost."""
        problems = [
            Problem(table.name, first + number, "not-a-row")
            for number, row in enumerate(rows)
            if row is None
        ]
        numbered = [(first + number, row) for number, row in enumerate(rows) if row is not None]
        numbered, out = await self._translated(table, numbered)
        matched = await self._matched(table, [row for _, row in numbered])
        await self._remember(matched | dict.fromkeys(out))
        coming = [(n, row) for n, row in numbered if _id_of(row) not in matched]
        here = sum(1 for new_id in matched.values() if new_id is not None)
        left_out = len(out) + sum(1 for new_id in matched.values() if new_id is None)
        if table is Profile.__table__ and not self._into_empty:
            return Taken(0, len(coming), left_out, problems, [])
        new, added = await self._insert(table, coming, problems)
        here += len(coming) - new - sum(1 for one in problems if one.code != "not-a-row")
        return Taken(new, here, left_out, problems, added)

    async def _translated(
        self, table: Table, rows: list[tuple[int, Row]]
    ) -> tuple[list[tuple[int, Row]], list[UUID]]:
        """The rows with the ids that their people and employers have here, and the ids of those that
        are left out because what they refer to is."""
        named = {one for _, row in rows for value in row.values() for one in _ids_in(value)}
        known = await self._work.fetch(
            MATCHES,
            owner_id=self._work.subject.person_id,
            arrival_id=self._arrival_id,
            ids=list(named),
        )
        if not known:
            return rows, []
        by_id = {str(row["old_id"]): row["new_id"] for row in known}
        kept: list[tuple[int, Row]] = []
        out: list[UUID] = []
        for number, row in rows:
            if any(by_id.get(str(one), one) is None for v in row.values() for one in _ids_in(v)):
                own_id = _id_of(row)
                out += [own_id] if own_id else []
                continue
            kept.append((number, cast(Row, _with_ids(row, by_id))))
        return kept, out

    async def _matched(self, table: Table, rows: Sequence[Row]) -> dict[UUID, UUID | None]:
        found: dict[UUID, UUID | None] = {}
        if table is Contact.__table__:
            found |= await found_people(self._work, self._keys, rows, self._points_of(rows))
        if table is StoredFile.__table__:
            ids = [one for row in rows if (one := _id_of(row))]
            found |= {one: None for one in ids if not self._archive.has_file(one)}
        rest = [row for row in rows if _id_of(row) not in found]
        return found | await found_by_key(self._work, table, rest)

    def _points_of(self, rows: Sequence[Row]) -> dict[str, list[Row]]:
        wanted: dict[str, list[Row]] = {row["id"]: [] for row in rows}
        for point in self._archive.rows("contact_points", 0):
            if point and point.get("contact_id") in wanted and not point.get("deleted_at"):
                wanted[point["contact_id"]].append(point)
        return wanted

    async def _remember(self, matches: dict[UUID, UUID | None]) -> None:
        if matches:
            await self._work.execute(
                REMEMBER,
                owner_id=self._work.subject.person_id,
                arrival_id=self._arrival_id,
                old_ids=list(matches),
                new_ids=list(matches.values()),
            )

    async def _insert(
        self, table: Table, rows: list[tuple[int, Row]], problems: list[Problem]
    ) -> tuple[int, list[UUID]]:
        """Insert all at once; where something is wrong, in halves, until what is broken stands alone."""
        if not rows:
            return 0, []
        columns = tuple(each.name for each in _coming(table) if each.name in rows[0][1])
        try:
            async with self._work.part():
                made = await self._work.fetch(
                    _inserting(table, columns),
                    the_owner=self._work.subject.person_id,
                    rows=msgspec.json.encode([row for _, row in rows]).decode(),
                )
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
            if len(rows) == 1:
                problems.append(Problem(table.name, rows[0][0], _code(error)))
                return 0, []
            half = len(rows) // 2
            first = await self._insert(table, rows[:half], problems)
            second = await self._insert(table, rows[half:], problems)
            return first[0] + second[0], first[1] + second[1]
        return len(made), [row["id"] for row in made] if "id" in table.c else []


@lru_cache(maxsize=256)
def _inserting(table: Table, columns: tuple[str, ...]) -> Hot:
    given = recordset([table.c[name] for name in columns])
    # What is secret did not come: hashes of what was sent once, which nobody sends again.
    secret = [
        each.name
        for each in table.columns
        if each.info["privacy"] == "secret" and not each.nullable and each.server_default is None
    ]
    nothing = sql_cast(literal_column("''"), LargeBinary)
    statement = insert(table).from_select(
        ["owner_id", *columns, *secret],
        select(
            bindparam("the_owner", type_=Uuid()),
            *(_value(given, table.c[name]) for name in columns),
            *(nothing for _ in secret),
        ),
        include_defaults=False,
    )
    back = table.c.id if "id" in table.c else literal_column("1", Text())
    if table is Profile.__table__:
        changed = {name: statement.excluded[name] for name in columns}
        return hot(
            statement.on_conflict_do_update(index_elements=["owner_id"], set_=changed).returning(
                back
            )
        )
    return hot(statement.on_conflict_do_nothing().returning(back))


def _value(given: Any, target: Column[Any]) -> Any:
    value = given.c[target.name]
    return func.decode(value, "base64") if isinstance(target.type, LargeBinary) else value


def _coming(table: Table) -> list[Column[Any]]:
    return [each for each in exported_columns(table) if each.computed is None]


def _id_of(row: Row) -> UUID | None:
    return _as_id(row.get("id"))


def _as_id(value: object) -> UUID | None:
    if not isinstance(value, str) or len(value) != _ID_LENGTH:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def _ids_in(value: object) -> Iterator[UUID]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _ids_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_in(inner)
    elif (one := _as_id(value)) is not None:
        yield one


def _with_ids(value: object, by_id: dict[str, UUID | None]) -> object:
    if isinstance(value, dict):
        return {name: _with_ids(inner, by_id) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_ids(inner, by_id) for inner in value]
    if isinstance(value, str) and (new_id := by_id.get(value)) is not None:
        return str(new_id)
    return value


def _code(error: asyncpg.PostgresError) -> str:
    match error:
        case asyncpg.ForeignKeyViolationError():
            return "refers-to-nothing"
        case asyncpg.UniqueViolationError():
            return "twice"
        case _:
            return "not-possible"
