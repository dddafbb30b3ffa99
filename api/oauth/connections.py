"""The applications that a person let in, and how they are cut off."""

from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from api.credentials import SCOPES, Credential
from api.database import Work, hot
from api.errors import LimitReached, NotFound
from api.oauth.models import ApplicationToken, AuthorizationCode, Connection
from api.oauth.schemas import ConnectionRead
from api.tables import new_id

MOST_CONNECTIONS: Final = 100


class ConnectionName(msgspec.Struct, frozen=True):
    """Where a request comes from, by the name that it had when it was let in."""

    id: UUID
    name: str


_SHOWN: Final = tuple(getattr(Connection, name) for name in ConnectionRead.__struct_fields__)
_MINE: Final = Connection.person_id == bindparam("person_id")
_LIST: Final = hot(
    select(*_SHOWN).where(_MINE).order_by(Connection.created_at.desc(), Connection.id)
)
_CUT_OFF: Final = hot(delete(Connection).where(_MINE, Connection.id == bindparam("id")))
_TAKE_AWAY: Final = tuple(
    hot(
        delete(table).where(
            table.person_id == bindparam("person_id"),
            table.connection_id == bindparam("id"),
        )
    )
    for table in (AuthorizationCode, ApplicationToken)
)
_CONNECTED: Final = hot(
    select(Connection.id, Connection.scopes).where(
        _MINE, Connection.application_id == bindparam("application_id")
    )
)
_OF_TOKEN: Final = hot(
    select(Connection.id, Connection.name)
    .join(
        ApplicationToken,
        (ApplicationToken.person_id == Connection.person_id)
        & (ApplicationToken.connection_id == Connection.id),
    )
    .where(_MINE, ApplicationToken.token_hash == bindparam("hash"))
)
_COUNT: Final = hot(select(func.count()).select_from(Connection).where(_MINE))
_NEW: Final = postgresql.insert(Connection).values(
    **{name: bindparam(name) for name in ("id", "person_id", "application_id", "name")},
    scopes=bindparam("scopes", type_=ARRAY(Text())),
)
_CONNECT: Final = hot(
    _NEW.on_conflict_do_update(
        index_elements=["person_id", "application_id"],
        set_={"name": _NEW.excluded.name, "scopes": _NEW.excluded.scopes},
    ).returning(Connection.id)
)


async def connection_of(work: Work, credential: Credential) -> ConnectionName | None:
    """The connected app that a request comes from; None where it is no app's."""
    if credential.subject.kind != "application":
        return None
    row = await work.fetchrow(_OF_TOKEN, person_id=work.subject.person_id, hash=credential.hash)
    return None if row is None else ConnectionName(**row)


async def list_connections(work: Work) -> list[ConnectionRead]:
    """The applications that the caller let in, newest first; there are at most MOST_CONNECTIONS."""
    rows = await work.fetch(_LIST, person_id=work.subject.person_id)
    return [ConnectionRead(**row) for row in rows]


async def cut_off(work: Work, connection_id: UUID) -> None:
    """End all that an application may do, with every code and token of it. Raises NotFound."""
    mine = {"person_id": work.subject.person_id, "id": connection_id}
    # First the connection, which waits for tokens that are just being made.
    if await work.execute(_CUT_OFF, **mine) == "DELETE 0":
        raise NotFound()
    for statement in _TAKE_AWAY:
        await work.execute(statement, **mine)


async def scopes_of(work: Work, application_id: UUID) -> list[str] | None:
    """What the caller allowed this application so far; None where it was never let in."""
    row = await work.fetchrow(
        _CONNECTED, person_id=work.subject.person_id, application_id=application_id
    )
    return None if row is None else list(row["scopes"])


async def connect(work: Work, application_id: UUID, name: str, scopes: list[str]) -> UUID:
    """Let an application in, or allow one that is in `scopes` as well. Raises LimitReached."""
    person_id = work.subject.person_id
    before = await scopes_of(work, application_id)
    if before is None and await work.fetchval(_COUNT, person_id=person_id) >= MOST_CONNECTIONS:
        raise LimitReached(f"Cut off one of your {MOST_CONNECTIONS} connected apps first.")
    made: UUID = await work.fetchval(
        _CONNECT,
        id=new_id(),
        person_id=person_id,
        application_id=application_id,
        name=name,
        scopes=sorted({*scopes, *(before or ())}, key=SCOPES.index),
    )
    return made
