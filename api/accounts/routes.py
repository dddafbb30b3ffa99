"""Account routes: who I am, what I settled, and how I get in."""

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.accounts import credentials, deletion, email_change, service
from api.accounts.access import AnyRequest, means_of, session_hash_of
from api.accounts.schemas import (
    DeletionConfirm,
    EmailChanged,
    EmailChangeToken,
    EmailChangeWish,
    IdentityList,
    MeRead,
    ProfileChange,
    ProfileRead,
    SessionList,
    TokenCreate,
    TokenCreated,
    TokenList,
)
from api.accounts.sign_in.schemas import MailAsked
from api.database import Work
from api.etags import IfMatch, with_etag


@get("/", opt={"scope": "profile:read"})
async def read_me(work: NamedDependency[Work]) -> MeRead:
    """Who is signed in."""
    return await service.read_me(work)


@patch("/profile", opt={"scope": "profile:write"})
async def change_profile(
    work: NamedDependency[Work], data: JSONBody[ProfileChange], if_match: IfMatch = None
) -> Response[ProfileRead]:
    """Change the profile; what is not sent stays."""
    return with_etag(await service.change_profile(work, data, if_match=if_match))


@get("/sessions", opt={"scope": "session"})
async def list_sessions(work: NamedDependency[Work], request: AnyRequest) -> SessionList:
    """The browsers that are signed in, last used first."""
    return SessionList(await credentials.list_sessions(work, session_hash_of(request)))


@delete("/sessions/{session_id:uuid}", opt={"scope": "session"})
async def end_session(work: NamedDependency[Work], session_id: FromPath[UUID]) -> None:
    """Sign a browser out, this one or another."""
    await credentials.end_session(work, session_id)


@get("/tokens", opt={"scope": "session"})
async def list_tokens(work: NamedDependency[Work]) -> TokenList:
    """My access tokens, newest first."""
    return TokenList(await credentials.list_tokens(work))


@post("/tokens", opt={"scope": "session"})
async def create_token(
    work: NamedDependency[Work], data: JSONBody[TokenCreate], request: AnyRequest
) -> TokenCreated:
    """Make an access token, soon after signing in. Its text is shown in this answer only."""
    keys = means_of(request).keys
    return await credentials.create_token(work, keys, data, session_hash_of(request))


@delete("/tokens/{token_id:uuid}", opt={"scope": "session"})
async def revoke_token(work: NamedDependency[Work], token_id: FromPath[UUID]) -> None:
    """Revoke an access token; it is refused from the next request on."""
    await credentials.revoke_token(work, token_id)


@get("/identities", opt={"scope": "session"})
async def list_identities(work: NamedDependency[Work]) -> IdentityList:
    """The providers that open this account."""
    return IdentityList(await credentials.list_identities(work))


@delete("/identities/{identity_id:uuid}", opt={"scope": "session"})
async def disconnect(work: NamedDependency[Work], identity_id: FromPath[UUID]) -> None:
    """Have a provider open this account no longer."""
    await credentials.disconnect(work, identity_id)


@post("/email", opt={"scope": "session"}, status_code=202)
async def wish_for_address(
    work: NamedDependency[Work], data: JSONBody[EmailChangeWish], request: AnyRequest
) -> MailAsked:
    """Change the address, soon after signing in: a mail to the new one confirms it."""
    await email_change.wish_for_address(work, means_of(request), data, session_hash_of(request))
    return MailAsked(sent=True)


@post("/email/confirm", opt={"scope": "public"}, status_code=200)
async def confirm_address(
    work: NamedDependency[Work], data: JSONBody[EmailChangeToken], request: AnyRequest
) -> EmailChanged:
    """Confirm the new address with the token of the mail to it; the old one is told."""
    return await email_change.confirm_address(work, means_of(request), data.token)


@post("/email/undo", opt={"scope": "public"}, status_code=200)
async def undo_change(
    work: NamedDependency[Work], data: JSONBody[EmailChangeToken]
) -> EmailChanged:
    """Undo a change of address with the token of the mail to the old one; everybody who is signed
    in to the account is signed out."""
    return await email_change.undo_change(work, data.token)


@post("/deletion", opt={"scope": "session"}, status_code=200)
async def ask_for_deletion(
    work: NamedDependency[Work], data: JSONBody[DeletionConfirm], request: AnyRequest
) -> MeRead:
    """Have the account erased in 30 days."""
    return await deletion.ask_for_deletion(work, means_of(request), data)


@delete("/deletion", opt={"scope": "session"}, status_code=200)
async def take_back_deletion(work: NamedDependency[Work]) -> MeRead:
    """Keep the account after all."""
    return await deletion.take_back_deletion(work)


router: Final = Router(
    "/me",
    route_handlers=[
        read_me,
        change_profile,
        list_sessions,
        end_session,
        list_tokens,
        create_token,
        revoke_token,
        list_identities,
        disconnect,
        wish_for_address,
        confirm_address,
        undo_change,
        ask_for_deletion,
        take_back_deletion,
    ],
    tags=["Account"],
)
