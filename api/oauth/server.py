"""Authlib's authorization server on our database, in the transaction of the request.

Authlib is synchronous: all of this runs inside `AsyncSession.run_sync`. It answers errors instead of
raising them, so that what a misused code or token ends is committed.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    ClientMixin,
    InvalidRequestError,
    OAuth2Payload,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from sqlalchemy import Row, func, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from api.credentials import SCOPES, mint
from api.oauth.applications import hash_of
from api.oauth.models import ApplicationToken
from api.oauth.redirects import is_registered
from api.secrets import Keys, keyed_hash

ACCESS_LASTS: Final = timedelta(minutes=10)
REFRESH_LASTS: Final = timedelta(days=90)
"""A connection that was not used for so long has to be asked for again."""
REMEMBERED: Final = timedelta(days=7)
"""So long a refresh token that was exchanged is known, and ends its family when it comes again."""
LEEWAY: Final = timedelta(seconds=30)
"""Who lost the answer to an exchange may ask for it again."""
REFRESH_PREFIX: Final = "askwell_refresh_"
METHODS: Final = ["client_secret_basic", "client_secret_post", "none"]
GRANTS: Final = frozenset({"authorization_code", "refresh_token"})
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")

Answer = tuple[int, Any, list[tuple[str, str]]]


class Client(ClientMixin):  # type: ignore[misc]
    """A registered application, as Authlib asks about it."""

    def __init__(self, client_id: UUID, row: Row[Any]) -> None:
        self.id = client_id
        self.name: str = row.name
        self.website: str | None = row.website
        self._row = row

    def get_client_id(self) -> str:
        """Its public name."""
        return str(self.id)

    def get_default_redirect_uri(self) -> None:
        """None: who asks says where the answer goes."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """The scopes that it asks for, in our order; None for none and for one that is not its."""
        asked = set((scope or "").split())
        if not asked or not asked <= set(self._row.scopes):
            return None
        return " ".join(one for one in SCOPES if one in asked)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Whether it registered this address."""
        return is_registered(redirect_uri, self._row.redirect_uris)

    def check_client_secret(self, client_secret: str) -> bool:
        """Whether this is its secret."""
        kept = self._row.secret_hash
        return kept is not None and hmac.compare_digest(kept, hash_of(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """One with a secret shows it; one without may do all but inspect."""
        if self._row.confidential:
            return method != "none"
        return method == "none" and endpoint != "introspection"

    def check_response_type(self, response_type: str) -> bool:
        """Codes only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """All may do both."""
        return grant_type in GRANTS


@dataclass(frozen=True, slots=True)
class Held:
    """What a code or a refresh token was given for; `successor` is the refresh token that follows."""

    person_id: UUID
    connection_id: UUID
    application_id: UUID
    family_id: UUID
    generation: int
    scopes: list[str]
    successor: str
    shown: bytes
    code_challenge: str = ""
    redirect_uri: str = ""
    code_challenge_method: str = "S256"

    def check_client(self, client: Client) -> bool:
        """The door looked only among those of the application that asks."""
        return client.id == self.application_id

    def get_scope(self) -> str:
        """What the person allowed this time."""
        return " ".join(self.scopes)

    def get_redirect_uri(self) -> str:
        """Where the code was sent."""
        return self.redirect_uri


class Asked(OAuth2Request):  # type: ignore[misc]
    """A request whose parameters were read already."""

    def __init__(self, parameters: dict[str, str], authorization: str | None = None) -> None:
        # Authlib wants to see https in it. Whether people reach us by it is the proxy's matter and
        # settled with the configuration; what stands here is used for nothing else.
        super().__init__(
            "POST",
            "https://authorization.invalid/",
            headers={"Authorization": authorization} if authorization else {},
        )
        self.payload: OAuth2Payload = BasicOAuth2Payload(parameters)
        self._parameters = parameters

    @property
    def form(self) -> dict[str, str]:
        """The parameters of the body."""
        return self._parameters


class Server(AuthorizationServer):  # type: ignore[misc]
    """The server of one request."""

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__(scopes_supported=SCOPES)
        self.session = session
        self.key = keys.derive("refresh tokens")[0]
        self.register_grant(CodeGrant, [S256()])
        self.register_grant(RefreshGrant)
        self.register_endpoint(Revocation)
        self.register_endpoint(Introspection)

    def door(self, call: str, **values: object) -> Row[Any] | None:
        """The one row, or none, that a door function answers: `SELECT * FROM door.x(:y)`."""
        return self.session.execute(text(call), values).one_or_none()

    def query_client(self, client_id: str) -> Client | None:
        """The application of this id, written as it was given out."""
        try:
            found = UUID(client_id)
        except ValueError:
            return None
        if str(found) != client_id:
            return None
        row = self.door("SELECT * FROM door.application(:client)", client=found)
        return row and Client(found, row)

    def generate_token(
        self, grant_type: str, client: Client, user: Held, scope: str, **_: object
    ) -> dict[str, object]:
        """The answer to who may have tokens; `user` is what they were allowed."""
        access = mint("application", user.person_id)[0]
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_LASTS.total_seconds()),
            "refresh_token": user.successor,
            "scope": " ".join(one for one in SCOPES if one in scope.split()),
        }

    def save_token(self, token: dict[str, str], request: Asked) -> None:
        """Keep the hashes of both tokens. That the second is there already means that the answer
        with it was lost."""
        held: Held = request.user
        both = (
            (token["access_token"], False, ACCESS_LASTS, token["scope"].split()),
            (token["refresh_token"], True, REFRESH_LASTS, held.scopes),
        )
        rows = [
            {
                "token_hash": hash_of(shown),
                "person_id": held.person_id,
                "connection_id": held.connection_id,
                "application_id": held.application_id,
                "family_id": held.family_id,
                "refresh": refresh,
                "generation": held.generation,
                "scopes": scopes,
                "expires_at": func.now() + lasts,
            }
            for shown, refresh, lasts, scopes in both
        ]
        self.session.execute(
            postgresql.insert(ApplicationToken).values(rows).on_conflict_do_nothing()
        )

    def create_oauth2_request(self, request: Asked) -> Asked:
        """It is one already."""
        return request

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Answer:
        """The route makes a response of it."""
        return status, body, headers

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""


class S256(CodeChallenge):  # type: ignore[misc]
    """Proof of possession by S256, which every client has to give."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: AuthorizationCodeGrant, redirect_uri: str) -> None:
        """Raises InvalidRequestError: without a method it would be `plain`."""
        data = grant.request.payload.data
        if data.get("response_mode", "query") != "query":
            raise InvalidRequestError("There is no response_mode but query.")
        if data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("Send a code_challenge with code_challenge_method=S256.")
        if not _CHALLENGE.fullmatch(data.get("code_challenge", "")):
            raise InvalidRequestError("The code_challenge is no SHA-256 in base64url.")


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """A code becomes tokens, once. Looking it up is redeeming it: whoever then can't show the
    verifier, or names another address, has spent it."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def query_authorization_code(self, code: str, client: Client) -> Held | None:
        """What the code was given for; None where it is not good, or was redeemed before."""
        call = "SELECT * FROM door.redeem_authorization(:hash, :client)"
        row = self.server.door(call, hash=hash_of(code), client=client.id)
        return row and Held(
            person_id=row.person_id,
            connection_id=row.connection_id,
            application_id=client.id,
            family_id=row.family_id,
            generation=1,
            scopes=row.scopes,
            code_challenge=row.challenge,
            redirect_uri=row.redirect_uri,
            successor=REFRESH_PREFIX + secrets.token_urlsafe(32),
            shown=b"",
        )

    def authenticate_user(self, authorization_code: Held) -> Held:
        """Whoever said yes, with what they allowed."""
        return authorization_code

    def delete_authorization_code(self, authorization_code: Held) -> None:
        """It stays for a day, redeemed: who brings it again ends its tokens."""


class RefreshGrant(RefreshTokenGrant):  # type: ignore[misc]
    """A refresh token is exchanged for the next of its family and an access token."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Held | None:
        """What it was given for; None where it is not good, or not any more."""
        shown, client = hash_of(refresh_token), self.request.client
        call = "SELECT * FROM door.hold_refresh_token(:hash, :client, :leeway)"
        row = self.server.door(call, hash=shown, client=client.id, leeway=LEEWAY)
        # The next one follows from this one and our key, so that a lost answer can be given again
        # without any token being kept.
        following = keyed_hash(self.server.key, refresh_token)
        return row and Held(
            person_id=row.person_id,
            connection_id=row.connection_id,
            application_id=client.id,
            family_id=row.family_id,
            generation=row.generation + 1,
            scopes=row.scopes,
            successor=REFRESH_PREFIX + urlsafe_b64encode(following).rstrip(b"=").decode(),
            shown=shown,
        )

    def authenticate_user(self, refresh_token: Held) -> Held:
        """Whoever said yes, with what they allowed."""
        return refresh_token

    def revoke_old_credential(self, refresh_token: Held) -> None:
        """From now on it only tells of its own misuse."""
        self.server.session.execute(
            update(ApplicationToken)
            .where(
                ApplicationToken.person_id == refresh_token.person_id,
                ApplicationToken.token_hash == refresh_token.shown,
                ApplicationToken.used_at.is_(None),
            )
            .values(used_at=func.now(), expires_at=func.now() + REMEMBERED)
        )


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """An application gives a token back (RFC 7009)."""

    CLIENT_AUTH_METHODS = METHODS

    def authenticate_token(self, request: Asked, client: Client) -> str:
        """The token as it was sent: the door takes away only what is the client's own."""
        self.check_params(request, client)
        return request.form["token"]

    def revoke_token(self, token: str, request: Asked) -> None:
        """Take it away, and a refresh token's whole family with it."""
        call = "SELECT * FROM door.revoke_application_token(:hash, :client)"
        self.server.door(call, hash=hash_of(token), client=request.client.id)


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]
    """An application that can prove who it is asks about a token of its own (RFC 7662)."""

    CLIENT_AUTH_METHODS = METHODS

    def authenticate_token(self, request: Asked, client: Client) -> Row[Any] | None:
        """What is known of it; None where it is not good or another's."""
        self.check_params(request, client)
        call = "SELECT * FROM door.inspect_application_token(:hash, :client)"
        found: Row[Any] | None = self.server.door(
            call, hash=hash_of(request.form["token"]), client=client.id
        )
        return found

    def create_introspection_payload(self, token: Row[Any] | None) -> dict[str, object]:
        """Nothing but that it is not good, or what it may do and for how long."""
        if token is None:
            return {"active": False}
        kind = {} if token.refresh else {"token_type": "Bearer"}
        return {
            "active": True,
            "scope": " ".join(token.scopes),
            "exp": int(token.expires_at.timestamp()),
            "iat": int(token.created_at.timestamp()),
            **kind,
        }
