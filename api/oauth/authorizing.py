"""A person is asked whether an application may do something for them, and answers."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.types import Interval, Text

from api.database import Work, hot
from api.errors import Forbidden, InvalidInput
from api.oauth.applications import hash_of
from api.oauth.connections import connect, scopes_of
from api.oauth.models import AuthorizationCode
from api.oauth.parameters import ASKED, Malformed, read_parameters
from api.oauth.redirects import place_of
from api.oauth.schemas import (
    AuthorizationAsk,
    AuthorizationDecided,
    AuthorizationDecision,
    AuthorizationRead,
)
from api.secrets import Keys, keyed_hash
from api.tables import new_id

CODE_LASTS: Final = timedelta(seconds=60)
PROOF_LASTS: Final = timedelta(minutes=10)
CODE_PREFIX: Final = "askwell_code_"

_KEEP_CODE: Final = hot(
    insert(AuthorizationCode).values(
        **{
            name: bindparam(name)
            for name in (
                *("code_hash", "person_id", "connection_id", "application_id", "family_id"),
                *("redirect_uri", "challenge"),
            )
        },
        scopes=bindparam("scopes", type_=ARRAY(Text())),
        expires_at=func.now() + bindparam("lasts", CODE_LASTS, type_=Interval()),
    )
)


class LinkUnusable(InvalidInput):
    """Nobody is sent back from here: the application or the way back is not known."""

    code, title = "link-unusable", "This link can't be used to connect an app"


class AskedAnew(Forbidden):
    """The question was not put to this browser, or too long ago."""

    code, title = "ask-anew", "Please look at what the app asks for once more"


@dataclass(frozen=True, slots=True)
class Means:
    """What consent works with: our name, and our keys."""

    issuer: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked; with `refusal` it can't be, and that is where to go with the reason."""

    application_id: UUID
    name: str
    website: str | None
    redirect_uri: str
    state: str | None
    scopes: list[str]
    challenge: str
    refusal: str | None

    def back(self, issuer: str, **answer: str) -> str:
        """The address to go back to with this answer."""
        return _with(self.redirect_uri, issuer, self.state, answer)


async def ask(
    work: Work, means: Means, data: AuthorizationAsk, session_hash: bytes
) -> AuthorizationRead:
    """What an application asks of whoever is signed in. Raises LinkUnusable."""
    question = await _read(work, means, data.query)
    before = await scopes_of(work, question.application_id)
    proof = None
    if question.refusal is None:
        until = int((work.now + PROOF_LASTS).timestamp())
        proof = f"{until}.{_sealed(means.keys, data.query, session_hash, until)[0]}"
    return AuthorizationRead(
        name=question.name,
        website=question.website,
        place=place_of(question.redirect_uri),
        scopes=question.scopes,
        connected=before is not None,
        proof=proof,
        return_address=question.refusal,
    )


async def decide(
    work: Work, means: Means, data: AuthorizationDecision, session_hash: bytes
) -> AuthorizationDecided:
    """Let the application in, or don't, and where to go with that. Raises LinkUnusable, AskedAnew,
    LimitReached."""
    if not _is_proven(means.keys, data, session_hash, work.now):
        raise AskedAnew()
    question = await _read(work, means, data.query)
    if question.refusal is not None:
        return AuthorizationDecided(question.refusal)
    if not data.allow:
        return AuthorizationDecided(question.back(means.issuer, error="access_denied"))
    connection_id = await connect(work, question.application_id, question.name, question.scopes)
    code = CODE_PREFIX + secrets.token_urlsafe(32)
    await work.execute(
        _KEEP_CODE,
        code_hash=hash_of(code),
        person_id=work.subject.person_id,
        connection_id=connection_id,
        application_id=question.application_id,
        family_id=new_id(),
        redirect_uri=question.redirect_uri,
        challenge=question.challenge,
        scopes=question.scopes,
    )
    return AuthorizationDecided(question.back(means.issuer, code=code))


async def _read(work: Work, means: Means, query: str) -> _Question:
    try:
        parameters = read_parameters(query, ASKED)
    except Malformed as error:
        raise LinkUnusable.field("body.query", "malformed", str(error)) from error
    session = await work.session()
    return await session.run_sync(_judge, means, parameters)


def _judge(session: Session, means: Means, parameters: dict[str, str]) -> _Question:
    # Authlib is loaded by those who connect an app, not by every server that starts.
    from authlib.oauth2 import OAuth2Error

    from api.oauth.server import Asked, Server

    server = Server(session, means.keys)
    client = server.query_client(parameters.get("client_id", ""))
    if client is None:
        message = "The client_id is not that of an app that is registered here."
        raise LinkUnusable.field("body.query", "client_id", message)
    redirect_uri, state = parameters.get("redirect_uri", ""), parameters.get("state")
    if not client.check_redirect_uri(redirect_uri):
        message = "The redirect_uri is not one that the app registered, character by character."
        raise LinkUnusable.field("body.query", "redirect_uri", message)
    refusal, scopes = None, []
    try:
        scopes = server.get_consent_grant(Asked(parameters)).request.scope.split()
    except OAuth2Error as error:
        refusal = _with(redirect_uri, means.issuer, state, dict(error.get_body()))
    return _Question(
        application_id=client.id,
        name=client.name,
        website=client.website,
        redirect_uri=redirect_uri,
        state=state,
        scopes=scopes,
        challenge=parameters.get("code_challenge", ""),
        refusal=refusal,
    )


def _with(redirect_uri: str, issuer: str, state: str | None, answer: dict[str, str]) -> str:
    from authlib.common.urls import add_params_to_uri

    more = {**answer, **({} if state is None else {"state": state}), "iss": issuer}
    back: str = add_params_to_uri(redirect_uri, [*more.items()])
    return back


def _sealed(keys: Keys, query: str, session_hash: bytes, until: int) -> list[str]:
    text = f"{session_hash.hex()}|{until}|{query}"
    return [
        urlsafe_b64encode(keyed_hash(key, text)).rstrip(b"=").decode()
        for key in keys.derive("consent")
    ]


def _is_proven(keys: Keys, data: AuthorizationDecision, session_hash: bytes, now: datetime) -> bool:
    until, _, seal = data.proof.partition(".")
    if not until.isascii() or not until.isdecimal() or len(until) > 12 or not seal.isascii():
        return False
    good = _sealed(keys, data.query, session_hash, int(until))
    return now.timestamp() < int(until) and any(hmac.compare_digest(seal, one) for one in good)
