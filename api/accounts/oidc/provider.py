"""Talks to one OpenID provider: Authlib's client, with what it leaves to its users added here.

Discovery is kept for an hour and reduced to the fields that are used, so that a document can't
configure our HTTP client; signatures are asymmetric ones only; every step has a time limit.
"""

import asyncio
import json
import re
import time
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, cast
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.base_client.sync_app import BaseApp
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError

from api.accounts.oidc.presets import TENANT, ProviderRules
from api.accounts.oidc.visits import Proof, ProviderAway, ProviderRefused, Visit

STEP_SECONDS: Final = 5.0
"""Time for all that one step asks of a provider: somebody is looking at a blank page meanwhile."""
METADATA_SECONDS: Final = 3600.0
LEEWAY_SECONDS: Final = 60
SIGNATURES: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
_USED: Final = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "id_token_signing_alg_values_supported",
    "token_endpoint_auth_methods_supported",
    "authorization_response_iss_parameter_supported",
)
_TENANT_ID: Final = re.compile(r"[0-9a-fA-F-]{36}")
_MOST_BYTES: Final = 1_000_000

Claims = Mapping[str, Any]


class Provider(AsyncOAuth2Mixin, AsyncOpenIDMixin, BaseApp):  # type: ignore[misc]
    """One configured provider, with what it told of itself."""

    client_cls = AsyncOAuth2Client

    def __init__(self, rules: ProviderRules) -> None:
        client = {
            "scope": " ".join(rules.scopes),
            "timeout": STEP_SECONDS,
            "follow_redirects": False,
            "trust_env": True,
        }
        if rules.proves:
            client["code_challenge_method"] = "S256"
        super().__init__(
            framework=None,
            name=rules.id,
            client_id=rules.client_id,
            client_secret=rules.client_secret,
            client_kwargs=client,
            server_metadata_url=rules.metadata_url,
            user_agent="Askwell",
            compliance_fix=_refuse_failures,
        )
        self.rules = rules
        self._read_at = -METADATA_SECONDS
        self._reading = asyncio.Lock()

    async def load_server_metadata(self) -> dict[str, Any]:
        """The provider's discovery document, read anew every hour.

        Raises ProviderAway; ProviderRefused when it says to be another issuer than configured.
        """
        async with self._reading:
            if time.monotonic() - self._read_at >= METADATA_SECONDS:
                document = await self._read(self._server_metadata_url)
                self.server_metadata = self._accepted(document)
                self._read_at = time.monotonic()
        return self.server_metadata

    async def authorization_url(self, visit: Visit, state: str, redirect_uri: str) -> str:
        """The address to send the browser to. Raises ProviderAway, ProviderRefused."""
        async with _step(self.rules.label):
            made = await self.create_authorization_url(
                redirect_uri, state=state, nonce=visit.nonce, code_verifier=visit.verifier
            )
        return cast(str, made["url"])

    async def prove(self, visit: Visit, code: str, redirect_uri: str) -> Proof:
        """Who came back with `code`. Raises ProviderAway, ProviderRefused."""
        async with _step(self.rules.label):
            metadata = await self.load_server_metadata()
            sent = {"code": code, "grant_type": "authorization_code"}
            if self.rules.proves:
                sent["code_verifier"] = visit.verifier
            token = await self.fetch_access_token(redirect_uri, **sent)
            if not isinstance(token.get("id_token"), str):
                raise ProviderRefused("It sent no ID token.")
            claims = await self._claims(token, visit)
            if claims.get("email") is None and metadata.get("userinfo_endpoint"):
                claims = await self._completed(claims, token)
        return self._proof(claims)

    async def check_issuer(self, iss: str | None) -> None:
        """RFC 9207: an answer that names its issuer names this one; it must where that is promised.

        Raises ProviderAway, ProviderRefused.
        """
        async with _step(self.rules.label):
            metadata = await self.load_server_metadata()
        promised = metadata.get("authorization_response_iss_parameter_supported") is True
        # With a tenant in the issuer's place there is nothing to compare before the token is read.
        named = (iss is not None or promised) and TENANT not in self.rules.issuer
        if named and iss != self.rules.issuer:
            raise ProviderRefused("The answer is another provider's.")

    async def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        """The provider's public keys; `force` reads them again, for a key that was not known."""
        metadata = await self.load_server_metadata()
        if force or "jwks" not in metadata:
            document = await self._read(metadata["jwks_uri"])
            keys = [
                key
                for key in document.get("keys", [])
                if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"}
            ]
            metadata["jwks"] = {"keys": keys}
        return cast(dict[str, Any], metadata["jwks"])

    async def _claims(self, token: dict[str, Any], visit: Visit) -> Claims:
        expected: dict[str, Any] = {"essential": True}
        if TENANT not in self.rules.issuer:
            expected["value"] = self.rules.issuer
        claims = cast(
            Claims,
            await self.parse_id_token(
                token,
                visit.nonce if self.rules.proves else None,
                claims_options={
                    "iss": expected,
                    "aud": {"essential": True, "value": self.client_id},
                    "sub": {"essential": True},
                },
                leeway=LEEWAY_SECONDS,
            ),
        )
        if not self.rules.proves and claims.get("nonce") not in {None, visit.nonce}:
            raise ProviderRefused("The ID token belongs to another visit.")
        if TENANT in self.rules.issuer:
            await self._check_tenant(claims, token["id_token"])
        return claims

    async def _check_tenant(self, claims: Claims, id_token: str) -> None:
        tenant = claims.get("tid")
        if not isinstance(tenant, str) or not _TENANT_ID.fullmatch(tenant):
            raise ProviderRefused("The ID token names no tenant.")
        issuer = self.rules.issuer.replace(TENANT, tenant)
        if claims["iss"] != issuer:
            raise ProviderRefused("The ID token is another issuer's.")
        # A key can be one tenant's own: it signs for nobody else.
        key_id = _key_id(id_token)
        for key in (await self.fetch_jwk_set())["keys"]:
            signer = str(key.get("issuer", issuer)).replace(TENANT, tenant)
            if key.get("kid") == key_id and signer != issuer:
                raise ProviderRefused("The ID token is signed with another issuer's key.")

    async def _completed(self, claims: Claims, token: dict[str, Any]) -> Claims:
        # Authlib gives up a token that lives for less than a minute; this one is used at once.
        used = {name: token[name] for name in ("access_token", "token_type") if name in token}
        told = await self.userinfo(token=used)
        if told.get("sub") != claims["sub"]:
            raise ProviderRefused("It told of somebody else.")
        return {**told, **claims}

    def _proof(self, claims: Claims) -> Proof:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 255 or "\0" in subject:
            raise ProviderRefused("The ID token names nobody.")
        email, name = claims.get("email"), claims.get("name")
        verified = any(
            claims.get(claim) in (True, "true", 1, "1") for claim in self.rules.verified_claims
        )
        return Proof(
            issuer=str(claims["iss"]),
            subject=subject,
            email=email if isinstance(email, str) and email else None,
            email_verified=verified,
            name=name.replace("\0", "").strip()[:200] if isinstance(name, str) else "",
        )

    def _accepted(self, document: dict[str, Any]) -> dict[str, Any]:
        if document.get("issuer") != self.rules.issuer:
            raise ProviderRefused("It says to be another issuer than the one configured.")
        metadata: dict[str, Any] = {name: document[name] for name in _USED if name in document}
        secure = urlsplit(self.rules.issuer).scheme == "https"
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
            address = metadata.get(name)
            if address is None and name == "userinfo_endpoint":
                continue
            if not isinstance(address, str) or (secure and not address.startswith("https://")):
                raise ProviderRefused(f"Its {name} can't be used.")
        offered = metadata.get("id_token_signing_alg_values_supported")
        known = [alg for alg in SIGNATURES if isinstance(offered, list) and alg in offered]
        metadata["id_token_signing_alg_values_supported"] = known or ["RS256"]
        self.client_kwargs["token_endpoint_auth_method"] = self.rules.token_auth or _token_auth(
            metadata
        )
        return metadata

    async def _read(self, address: str) -> dict[str, Any]:
        async with self._get_session() as client:
            answer = await client.request("GET", address, withhold_token=True)
        if answer.status_code != 200 or len(answer.content) > _MOST_BYTES:
            raise ProviderAway(f"{self.rules.label} does not answer as it should.")
        try:
            document = answer.json()
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise ProviderAway(f"{self.rules.label} does not answer as it should.")
        return document


@asynccontextmanager
async def _step(label: str) -> AsyncIterator[None]:
    """One step with a provider: at most STEP_SECONDS, its failures told as two refusals."""
    try:
        async with asyncio.timeout(STEP_SECONDS):
            yield
    except httpx2.HTTPStatusError as error:
        if error.response.status_code < 500:
            raise ProviderRefused("It refused what it was asked.") from error
        raise ProviderAway(f"{label} does not answer as it should.") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, TimeoutError) as error:
        raise ProviderAway(f"{label} does not answer.") from error
    except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderRefused("What it sent does not hold.") from error


def _refuse_failures(client: AsyncOAuth2Client) -> None:
    # Authlib takes a token from an answer of any status below 500 that names no error.
    def refuse(answer: httpx2.Response) -> httpx2.Response:
        return answer.raise_for_status()

    client.register_compliance_hook("access_token_response", refuse)


def _token_auth(metadata: Claims) -> str:
    offered = metadata.get("token_endpoint_auth_methods_supported")
    only_post = isinstance(offered, list) and "client_secret_basic" not in offered
    return "client_secret_post" if only_post else "client_secret_basic"


def _key_id(token: str) -> object:
    header = token.partition(".")[0]
    return json.loads(urlsafe_b64decode(header + "=" * (-len(header) % 4))).get("kid")
