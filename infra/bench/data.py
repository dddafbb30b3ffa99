"""The databases of the bench: made once, of any size, with one heavy and one light person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import psycopg
from rich.progress import Progress

from api.credentials import SCOPES, mint
from api.embedded.postgres import Cluster
from api.secrets import Keys
from api.tables import new_id

from . import filling, words

SECRET: Final = "the key of the bench with more than thirty-two characters"
HEAVY: Final = 50_000
"""Contacts of the heavy person (issue "Foundation", section Speed)."""
LIGHT: Final = 1_000
WRITERS: Final = 16
"""People who write at the same time: no more wait for one another than in life."""
_BATCH: Final = 5_000
"""Contacts made by one statement, unless one person has more."""


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    people: int
    contacts: int
    events: int

    @property
    def name(self) -> str:
        """The name of a database of this size."""
        return f"bench_{self.people}_{self.contacts}_{self.events}"

    def shares(self) -> list[int]:
        """How many contacts each person has: the heavy one first, then the light one. One person
        alone is both."""
        if self.people == 1:
            return [self.contacts]
        heavy = min(HEAVY, self.contacts // 2)
        light = min(LIGHT, (self.contacts - heavy) // 2)
        others = self.people - 2
        if others < WRITERS:
            raise ValueError(f"the bench needs at least {WRITERS + 2} people")
        rest, more = divmod(self.contacts - heavy - light, others)
        return [heavy, light, *(rest + (place < more) for place in range(others))]


@dataclass(frozen=True)
class Caller:
    """Somebody the bench asks for: their token, one of their contacts and one talk."""

    id: UUID
    token: str
    contact_id: UUID
    talk_id: UUID


@dataclass(frozen=True)
class Callers:
    """Those the bench asks for."""

    heavy: Caller
    light: Caller
    writers: tuple[Caller, ...]


def make(cluster: Cluster, size: Size, template: str, progress: Progress) -> Callers:
    """Makes the database `size.name` from the migrated `template`. Returns who may be asked for."""
    shares = size.shares()
    cluster.create_database(size.name, template=template)
    with cluster.connect(size.name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '256MB'")
        connection.execute("SET work_mem = '64MB'")
        connection.execute(filling.FUNCTIONS)
        people = _people(connection, shares)
        indexes = _drop_indexes(connection)
        connection.commit()
        task = progress.add_task(f"{size.contacts:,} contacts", total=size.contacts)
        parameters = _parameters(max(1, size.events // size.contacts))
        for batch in _batches(shares):
            connection.execute(filling.MADE, parameters | {"batch": batch})
            for statement in filling.ROWS:
                connection.execute(statement, parameters)
            connection.commit()
            progress.advance(task, sum(shares[n] for n in batch))
        task = progress.add_task("Indexes and counters", total=len(indexes) + 2)
        for index in indexes:
            connection.execute(index)
            progress.advance(task)
        connection.execute(filling.COUNTERS)
        progress.advance(task)
        connection.commit()
        callers = _callers(connection, people)
    with cluster.connect(size.name, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        # Gigabytes that wait to be written would be written while the first row is measured.
        connection.execute("CHECKPOINT")
    progress.advance(task)
    return callers


def _people(connection: psycopg.Connection[Any], shares: list[int]) -> list[UUID]:
    people = [new_id() for _ in shares]
    connection.execute(
        "CREATE TEMP TABLE owners (n integer, id uuid, contacts integer, first bigint)"
    )
    first = 0
    with connection.cursor() as cursor, cursor.copy("COPY owners FROM STDIN") as copy:
        for n, (person, contacts) in enumerate(zip(people, shares, strict=True)):
            copy.write_row((n, person, contacts, first))
            first += contacts
    sealed = Keys((SECRET,)).seal(bytes(32), "bench")
    for statement in filling.PEOPLE:
        connection.execute(statement, {"sealed": sealed})
    return people


def _parameters(events_each: int) -> dict[str, object]:
    return {
        "threads": filling.THREADS_IN_TEN,
        "given": words.GIVEN,
        "givens": len(words.GIVEN),
        "family": words.FAMILY,
        "families": len(words.FAMILY),
        "role_names": words.ROLES,
        "roles": len(words.ROLES),
        "role_words": words.role_words(),
        "employer_names": words.EMPLOYERS,
        "employers": len(words.EMPLOYERS),
        "employer_norms": words.employer_norms(),
        "tags": list(words.TAGS),
        "tag_count": len(words.TAGS),
        "events_each": events_each,
    }


def _batches(shares: list[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for n, contacts in enumerate(shares):
        if batch and sum(shares[one] for one in batch) + contacts > _BATCH:
            yield batch
            batch = []
        batch.append(n)
    yield batch


def _drop_indexes(connection: psycopg.Connection[Any]) -> list[str]:
    # Building an index once is several times quicker than keeping it through all inserts.
    found = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY (ARRAY['person.contacts', 'person.contact_points',"
        " 'person.employers', 'person.threads', 'person.conversations', 'person.events']"
        "::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}".encode())
    return [str(definition) for _, definition in found]


def _callers(connection: psycopg.Connection[Any], people: list[UUID]) -> Callers:
    made = [_caller(connection, person) for person in people[: WRITERS + 2]]
    return Callers(made[0], made[min(1, len(made) - 1)], tuple(made[2:]))


def _caller(connection: psycopg.Connection[Any], person: UUID) -> Caller:
    token, token_hash = mint("token", person)
    connection.execute(
        "INSERT INTO directory.access_tokens (token_hash, id, person_id, name, hint, scopes,"
        " last_used_at, expires_at)"
        " VALUES (%s, %s, %s, 'bench', 'bench', %s, now(), now() + interval '30 days')",
        (token_hash, new_id(), person, list(SCOPES)),
    )
    row = connection.execute(
        "SELECT contact_id, id FROM person.conversations WHERE owner_id = %s AND state = 'held'"
        " ORDER BY id LIMIT 1",
        (person,),
    ).fetchone()
    if row is None:
        raise ValueError("too few contacts for each person to have had a talk")
    return Caller(person, token, row[0], row[1])
