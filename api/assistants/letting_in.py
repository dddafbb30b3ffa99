"""Letting assistants in, keeping them out, and the log of what they called."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Uuid, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from api.accounts.models import AccessToken
from api.assistants.models import AssistantCall, AssistantConsent
from api.assistants.schemas import AssistantCallPage, AssistantCallRead, AssistantsRead
from api.credentials import Credential
from api.database import Work, hot
from api.errors import Forbidden, Unauthenticated
from api.oauth.connections import ConnectionName, connection_of
from api.paging import Cursors
from api.tables import new_id

PATH: Final = "/mcp"
_LIST: Final = "assistant calls"

SINCE: Final = hot(
    select(AssistantConsent.agreed_at).where(AssistantConsent.owner_id == bindparam("owner_id"))
)
AGREE: Final = hot(
    insert(AssistantConsent)
    .values({name: bindparam(name) for name in ("owner_id", "agreed_at")})
    .on_conflict_do_nothing()
)
FORGET: Final = hot(
    delete(AssistantConsent).where(AssistantConsent.owner_id == bindparam("owner_id"))
)
TOKEN: Final = hot(
    select(AccessToken.id, AccessToken.name).where(
        AccessToken.person_id == bindparam("person_id"), AccessToken.token_hash == bindparam("hash")
    )
)
_CALLED: Final = insert(AssistantCall).values(
    **{name: bindparam(name) for name in ("owner_id", "id", "caller_id", "caller", "tool", "hour")},
    calls=1,
)
CALLED: Final = hot(
    _CALLED.on_conflict_do_update(
        index_elements=["owner_id", "caller_id", "tool", "hour"],
        set_={"calls": AssistantCall.calls + 1, "caller": _CALLED.excluded.caller},
    )
)
_CALLS: Final = (
    select(*(getattr(AssistantCall, name) for name in AssistantCallRead.__struct_fields__))
    .where(AssistantCall.owner_id == bindparam("owner_id"))
    .order_by(AssistantCall.hour.desc(), AssistantCall.id.desc())
    .limit(bindparam("most"))
)
CALLS: Final = hot(_CALLS)
CALLS_ON: Final = hot(
    _CALLS.where(
        tuple_(AssistantCall.hour, AssistantCall.id)
        < tuple_(
            bindparam("after_hour", type_=DateTime(timezone=True)),
            bindparam("after_id", type_=Uuid()),
        )
    )
)


class NotLetIn(Forbidden):
    """This person did not let assistants in, or keeps them out again."""

    code, title = "assistants-not-let-in", "Assistants are not let in"


class _Position(msgspec.Struct, frozen=True):
    hour: datetime
    id: UUID


async def read_assistants(work: Work, public_url: str) -> AssistantsRead:
    """Whether this person lets assistants in, and where these call."""
    since = await work.fetchval(SINCE, owner_id=work.subject.person_id)
    return AssistantsRead(public_url + PATH, since)


async def let_in(work: Work, public_url: str) -> AssistantsRead:
    """Let assistants in; said again it stays as it was."""
    await work.execute(AGREE, owner_id=work.subject.person_id, agreed_at=work.now)
    return await read_assistants(work, public_url)


async def keep_out(work: Work) -> None:
    """Keep assistants out from the next call on."""
    await work.execute(FORGET, owner_id=work.subject.person_id)


async def require_let_in(work: Work) -> None:
    """Raises NotLetIn."""
    if await work.fetchval(SINCE, owner_id=work.subject.person_id) is None:
        raise NotLetIn("Let them in first: in the app under Settings, Connected apps, Assistants.")


async def keep_call(work: Work, credential: Credential, tool: str) -> None:
    """Write down that the caller of this credential called a tool. Raises Unauthenticated for one
    that is gone since."""
    owner = work.subject.person_id
    caller = await connection_of(work, credential)
    if caller is None:
        row = await work.fetchrow(TOKEN, person_id=owner, hash=credential.hash)
        if row is None:
            raise Unauthenticated()
        caller = ConnectionName(**row)
    await work.execute(
        CALLED,
        owner_id=owner,
        id=new_id(),
        caller_id=caller.id,
        caller=caller.name,
        tool=tool,
        hour=work.now.replace(minute=0, second=0, microsecond=0),
    )


async def list_calls(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> AssistantCallPage:
    """What assistants called. Raises InvalidInput for another list's cursor."""
    owner = work.subject.person_id
    values: dict[str, object] = {"owner_id": owner, "most": limit + 1}
    if cursor is not None:
        after = cursors.read(cursor, owner, _LIST, _Position)
        values |= {"after_hour": after.hour, "after_id": after.id}
    rows = await work.fetch(CALLS if cursor is None else CALLS_ON, **values)
    items = [AssistantCallRead(**row) for row in rows[:limit]]
    further = len(rows) > limit
    last = _Position(items[-1].hour, items[-1].id) if further else None
    return AssistantCallPage(items, cursors.write(owner, _LIST, last) if last is not None else None)
