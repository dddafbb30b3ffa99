"""A person's own keys: the browsers that are signed in, access tokens, connected providers."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Interval, Text

from api.accounts.models import AccessToken, Identity, Person, Session
from api.accounts.schemas import (
    IdentityRead,
    SessionRead,
    TokenCreate,
    TokenCreated,
    TokenRead,
)
from api.credentials import SCOPES, mint
from api.database import Work, hot
from api.errors import Conflict, FieldError, Forbidden, InvalidInput, LimitReached, NotFound
from api.limits import Rate, take
from api.secrets import Keys
from api.tables import new_id

FRESH: Final = timedelta(minutes=30)
"""How long a sign-in is fresh enough to change how somebody gets in."""
TOKEN_LASTS: Final = timedelta(days=365)
"""An access token's longest life, and its life where none is named."""
UNUSED_SESSION: Final = timedelta(days=30)
"""A session that was not used for so long has ended."""
MOST_TOKENS: Final = 50
TOKENS: Final = Rate("tokens", 20, 3600)


class FreshSignInNeeded(Forbidden):
    """This changes how one gets in, and the last sign-in was too long ago."""

    code, title = "fresh-sign-in-needed", "Please sign in again first: this changes how you get in"


class LastWayIn(Conflict):
    """Without this provider nobody could sign in to the account any more."""

    code, title = "last-way-in", "This is the only way in: give an e-mail address first"


_LIVE: Final = (Session.expires_at > func.now()) & (
    Session.last_used_at > func.now() - UNUSED_SESSION
)
_FRESH: Final = hot(
    select(Session.fresh_at > func.now() - bindparam("fresh", FRESH, type_=Interval())).where(
        Session.token_hash == bindparam("hash"), Session.person_id == bindparam("person_id")
    )
)
_SESSIONS: Final = hot(
    select(
        Session.id,
        Session.browser.label("label"),
        Session.created_at,
        Session.last_used_at,
        Session.expires_at,
        (Session.token_hash == bindparam("hash")).label("current"),
    )
    .where(Session.person_id == bindparam("person_id"), ~Session.read_only, _LIVE)
    .order_by(Session.last_used_at.desc(), Session.id)
)
_END_SESSION: Final = hot(
    delete(Session).where(
        Session.person_id == bindparam("person_id"), Session.id == bindparam("id")
    )
)
_TOKENS: Final = hot(
    select(*(getattr(AccessToken, name) for name in TokenRead.__struct_fields__))
    .where(AccessToken.person_id == bindparam("person_id"))
    .order_by(AccessToken.created_at.desc(), AccessToken.id)
)
_COUNT_TOKENS: Final = hot(
    select(func.count()).where(AccessToken.person_id == bindparam("person_id"))
)
_KEEP_TOKEN: Final = hot(
    insert(AccessToken)
    .values(
        token_hash=bindparam("token_hash"),
        id=bindparam("id"),
        person_id=bindparam("person_id"),
        name=bindparam("name"),
        hint=bindparam("hint"),
        scopes=bindparam("scopes", type_=ARRAY(Text())),
        expires_at=bindparam("expires_at"),
    )
    .returning(*(getattr(AccessToken, name) for name in TokenRead.__struct_fields__))
)
_REVOKE_TOKEN: Final = hot(
    delete(AccessToken).where(
        AccessToken.person_id == bindparam("person_id"), AccessToken.id == bindparam("id")
    )
)
_IDENTITIES: Final = hot(
    select(*(getattr(Identity, name) for name in IdentityRead.__struct_fields__))
    .where(Identity.person_id == bindparam("person_id"))
    .order_by(Identity.created_at, Identity.id)
)
_DISCONNECT: Final = hot(
    delete(Identity).where(
        Identity.person_id == bindparam("person_id"),
        Identity.id == bindparam("id"),
        or_(
            select(Person.email.is_not(None))
            .where(Person.id == bindparam("person_id"))
            .scalar_subquery(),
            select(func.count() > 1)
            .select_from(Identity)
            .where(Identity.person_id == bindparam("person_id"))
            .scalar_subquery(),
        ),
    )
)


async def require_fresh(work: Work, session_hash: bytes) -> None:
    """Raises FreshSignInNeeded when this session was not opened by a sign-in just now."""
    if not await work.fetchval(_FRESH, hash=session_hash, person_id=work.subject.person_id):
        raise FreshSignInNeeded()


async def list_sessions(work: Work, session_hash: bytes) -> list[SessionRead]:
    """The browsers that are signed in, last used first."""
    rows = await work.fetch(_SESSIONS, hash=session_hash, person_id=work.subject.person_id)
    return [SessionRead(**row) for row in rows]


async def end_session(work: Work, session_id: UUID) -> None:
    """Sign a browser out. Raises NotFound."""
    done = await work.execute(_END_SESSION, person_id=work.subject.person_id, id=session_id)
    if done == "DELETE 0":
        raise NotFound()


async def list_tokens(work: Work) -> list[TokenRead]:
    """All access tokens, newest first; those that ran out stay until they are revoked."""
    rows = await work.fetch(_TOKENS, person_id=work.subject.person_id)
    return [TokenRead(**row) for row in rows]


async def create_token(
    work: Work, keys: Keys, data: TokenCreate, session_hash: bytes
) -> TokenCreated:
    """Make an access token; its text is in this answer only. Raises FreshSignInNeeded,
    InvalidInput, LimitReached, TooManyRequests."""
    person_id = work.subject.person_id
    await require_fresh(work, session_hash)
    await take(work, keys, TOKENS, str(person_id))
    if await work.fetchval(_COUNT_TOKENS, person_id=person_id) >= MOST_TOKENS:
        raise LimitReached(f"Revoke one of your {MOST_TOKENS} tokens first.")
    return await keep_token(work, person_id, data)


async def keep_token(work: Work, person_id: UUID, data: TokenCreate) -> TokenCreated:
    """Make an access token for the person whose context this transaction has entered.

    Raises InvalidInput for unknown scopes or a time that is past or too far.
    """
    expires_at = _checked(data, work.now)
    text, hashed = mint("token", person_id)
    row = await work.fetchrow(
        _KEEP_TOKEN,
        token_hash=hashed,
        id=new_id(),
        person_id=person_id,
        name=data.name.strip(),
        hint=text[-4:],
        scopes=sorted(data.scopes, key=SCOPES.index),
        expires_at=expires_at,
    )
    assert row is not None
    return TokenCreated(**row, token=text)


def _checked(data: TokenCreate, now: datetime) -> datetime:
    wrong: list[FieldError] = []
    if not data.name.strip() or "\0" in data.name:
        wrong.append(FieldError("body.name", "invalid", "Give the token a name."))
    if not data.scopes or len(set(data.scopes)) != len(data.scopes):
        wrong.append(FieldError("body.scopes", "invalid", "Name at least one scope, each once."))
    unknown = sorted(set(data.scopes) - set(SCOPES))
    if unknown:
        message = f"There is no scope {unknown[0]}; there are {', '.join(SCOPES)}."
        wrong.append(FieldError("body.scopes", "unknown", message))
    latest = now + TOKEN_LASTS
    expires_at = data.expires_at or latest
    if expires_at.tzinfo is None:
        wrong.append(FieldError("body.expires_at", "invalid", "Write the time with its zone."))
    elif not now < expires_at <= latest + timedelta(days=1):
        wrong.append(
            FieldError("body.expires_at", "invalid", "A token lasts from now to a year at most.")
        )
    if wrong:
        raise InvalidInput("; ".join(error.message for error in wrong), errors=wrong)
    return expires_at


async def revoke_token(work: Work, token_id: UUID) -> None:
    """End an access token. Raises NotFound."""
    done = await work.execute(_REVOKE_TOKEN, person_id=work.subject.person_id, id=token_id)
    if done == "DELETE 0":
        raise NotFound()


async def list_identities(work: Work) -> list[IdentityRead]:
    """The providers that open this account, in the order they were connected."""
    rows = await work.fetch(_IDENTITIES, person_id=work.subject.person_id)
    return [IdentityRead(**row) for row in rows]


async def disconnect(work: Work, identity_id: UUID) -> None:
    """Have a provider open this account no longer. Raises NotFound, LastWayIn."""
    mine = await list_identities(work)
    if identity_id not in {identity.id for identity in mine}:
        raise NotFound()
    done = await work.execute(_DISCONNECT, person_id=work.subject.person_id, id=identity_id)
    if done == "DELETE 0":
        raise LastWayIn()
