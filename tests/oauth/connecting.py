"""An application and the person whom it asks, as tests play them."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from tests.people import Somebody

BACK = "https://client.example.org/back"
VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123"
METADATA = "/.well-known/oauth-authorization-server"


def challenge_of(verifier: str) -> str:
    """What is sent ahead of a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass
class Client:
    """A registered application, on its way through the protocol."""

    http: httpx.AsyncClient
    id: str
    secret: str | None
    redirect_uri: str = BACK
    scopes: list[str] = field(default_factory=lambda: ["profile:read", "contacts:read"])

    def query(self, **changes: str | None) -> str:
        """The query of the address to send somebody to; None leaves a parameter out."""
        parameters = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.scopes),
            "state": "a state",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
            **changes,
        }
        return urlencode({name: value for name, value in parameters.items() if value is not None})

    async def ask(self, who: Somebody, query: str) -> httpx.Response:
        """What the consent screen shows."""
        return await self.http.post("/v1/authorizations", json={"query": query}, headers=who.cookie)

    async def decide(
        self, who: Somebody, query: str, *, allow: bool = True, **body: object
    ) -> httpx.Response:
        """Look, and answer."""
        proof = (await self.ask(who, query)).json()["proof"]
        return await self.http.post(
            "/v1/authorizations/decision",
            json={"query": query, "proof": proof, "allow": allow, **body},
            headers=who.cookie,
        )

    async def code(self, who: Somebody, **changes: str | None) -> str:
        """A code that `who` said yes to."""
        answer = await self.decide(who, self.query(**changes))
        assert answer.status_code == 200, answer.text
        return returned(answer)["code"]

    async def post(self, endpoint: str, **parameters: str | None) -> httpx.Response:
        """A request to an endpoint of the protocol, authenticated in the body."""
        sent = {"client_id": self.id, "client_secret": self.secret, **parameters}
        data = {name: value for name, value in sent.items() if value is not None}
        return await self.http.post(f"/v1/oauth/{endpoint}", data=data)

    async def redeem(self, code: str, /, **changes: str | None) -> httpx.Response:
        """A code for tokens."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": VERIFIER,
        }
        return await self.post("token", **{**asked, **changes})

    async def refresh(self, token: str, **changes: str | None) -> httpx.Response:
        """A refresh token for the next."""
        return await self.post(
            "token", **{"grant_type": "refresh_token", "refresh_token": token, **changes}
        )

    async def tokens(self, who: Somebody, **changes: str | None) -> dict[str, Any]:
        """All the way to tokens."""
        answer = await self.redeem(await self.code(who, **changes))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def works(self, access_token: str, path: str = "/v1/contacts") -> int:
        """The status that the API answers this token with."""
        headers = {"authorization": f"Bearer {access_token}"}
        return (await self.http.get(path, headers=headers)).status_code


def returned(answer: httpx.Response) -> dict[str, str]:
    """What is told to the application by the address that the browser goes back to."""
    query = urlsplit(answer.json()["return_address"]).query
    return {name: values[0] for name, values in parse_qs(query).items()}


async def register(
    http: httpx.AsyncClient, who: Somebody, *, confidential: bool = True, **changes: Any
) -> Client:
    """Register an application of `who`."""
    body = {
        "name": "Sheets",
        "confidential": confidential,
        "redirect_uris": [BACK],
        "scopes": ["profile:read", "contacts:read", "contacts:write"],
        **changes,
    }
    made = await http.post("/v1/applications", json=body, headers=who.cookie)
    assert made.status_code == 201, made.text
    shown = made.json()
    return Client(http, shown["id"], shown["secret"], shown["redirect_uris"][0])
