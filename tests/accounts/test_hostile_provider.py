"""A provider that lies, fails or hangs: nobody is signed in, and nothing waits for long."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest

from api.config import OidcProvider, Settings
from tests.accounts.hostile import (
    CLIENT,
    KEY,
    OTHER_KEY,
    SECRET,
    HostileServer,
    hs256,
    public_jwk,
    public_pem,
    rs256,
    unsigned,
)
from tests.accounts.mailbox import Mailbox

pytestmark = pytest.mark.anyio

MakeBrowser = Callable[..., httpx.AsyncClient]
PATH = "/v1/sign-in/providers/idp"
COOKIE = "askwell-session"
NOW = int(time.time())
HOUR = 3600


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    with HostileServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox, hostile: HostileServer) -> Settings:
    provider = OidcProvider(id="idp", client_id=CLIENT, client_secret=SECRET, issuer=hostile.issuer)
    return replace(settings, smtp_url=mailbox.url, oidc_providers=(provider,))


async def away(client: httpx.AsyncClient, hostile: HostileServer) -> dict[str, str]:
    """Leave for the provider; it learns the nonce, the test the state."""
    start = await client.get(f"{PATH}/start")
    assert start.status_code == 303, start.text
    query = {k: v[0] for k, v in parse_qs(urlsplit(start.headers["location"]).query).items()}
    hostile.state.nonce = query["nonce"]
    return query


async def returned(
    client: httpx.AsyncClient, hostile: HostileServer, **answer: str
) -> httpx.Response:
    """Leave and come back with a code, as this answer says otherwise."""
    query = await away(client, hostile)
    return await client.get(
        f"{PATH}/callback", params={"code": "a-code", "state": query["state"], **answer}
    )


def somebody(hostile: HostileServer, address: str) -> None:
    """An honest answer about somebody new, who would be accepted."""
    hostile.state.claims = {"sub": address, "email": address, "email_verified": True}


async def refused(client: httpx.AsyncClient, answer: httpx.Response) -> None:
    assert answer.status_code == 403, answer.text
    assert not answer.headers.get_list("set-cookie")
    assert (await client.get("/v1/me")).status_code == 401


async def test_its_honest_answer_is_accepted(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    """Or else every refusal below would mean nothing."""
    client = browser()
    somebody(hostile, address)
    assert (await returned(client, hostile)).status_code == 303
    assert (await client.get("/v1/me")).json()["email"] == address
    (posted,) = hostile.state.posted
    assert posted["grant_type"] == ["authorization_code"]
    assert len(posted["code_verifier"][0]) >= 43


LIES: dict[str, dict[str, Any]] = {
    "wrong nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"without": ("nonce",)},
    "wrong issuer": {"claims": {"iss": "https://accounts.google.com"}},
    "no issuer": {"without": ("iss",)},
    "wrong audience": {"claims": {"aud": "another"}},
    "wrong audience, our party": {"claims": {"aud": "another", "azp": CLIENT}},
    "audiences without party": {"claims": {"aud": [CLIENT, "another"]}},
    "audiences, another party": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "no audience": {"without": ("aud",)},
    "empty audience": {"claims": {"aud": []}},
    "expired": {"claims": {"iat": NOW - HOUR, "exp": NOW - HOUR // 2}},
    "no expiry": {"without": ("exp",)},
    "expiry that is no number": {"claims": {"exp": "tomorrow"}},
    "not valid yet": {"claims": {"nbf": NOW + 24 * HOUR}},
    "issued in the future": {"claims": {"iat": NOW + 24 * HOUR}},
    "no subject": {"without": ("sub",)},
    "empty subject": {"claims": {"sub": ""}},
    "subject that is no text": {"claims": {"sub": 7}},
    "long subject": {"claims": {"sub": "x" * 256}},
    "hash of another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "alg none": {"token": unsigned},
    "alg None": {"token": lambda claims: unsigned(claims, "None")},
    "no signature": {"token": lambda claims: unsigned(claims, "RS256")},
    "HS256 with the public key": {"token": lambda claims: hs256(claims, public_pem(KEY))},
    "HS256 with the secret": {"token": lambda claims: hs256(claims, SECRET.encode())},
    "HS256 offered": {
        "token": lambda claims: hs256(claims, SECRET.encode()),
        "metadata": {"id_token_signing_alg_values_supported": ["HS256", "none"]},
    },
    "HS256 with a key of its own": {
        "token": lambda claims: hs256(claims, b"k" * 32),
        "metadata": {"id_token_signing_alg_values_supported": ["HS256"]},
        "keys": [{"kty": "oct", "kid": "one", "k": "a" * 43}],
    },
    "none offered": {
        "token": unsigned,
        "metadata": {"id_token_signing_alg_values_supported": ["none"]},
    },
    "another key": {"token": lambda claims: rs256(claims, OTHER_KEY)},
    "a key that it brings along": {
        "token": lambda claims: rs256(claims, OTHER_KEY, kid="two", jwk=public_jwk(OTHER_KEY))
    },
    "a key that it points to": {
        "token": lambda claims: rs256(claims, OTHER_KEY, kid="two", jku="http://127.0.0.1:1/")
    },
    "an unknown key": {"token": lambda claims: rs256(claims, kid="two")},
    "an extension that must be understood": {
        "token": lambda claims: rs256(claims, crit=["exp"], exp=1)
    },
    "no ID token": {"token": lambda _: None},
    "no token at all": {"token": lambda _: "not.a.token"},
    "a refusal": {"status": {"/token": 400}},
    "a subject of somebody else beside it": {
        "claims": {"sub": "a", "email": None},
        "userinfo": {"sub": "b", "email": "b@example.org", "email_verified": True},
    },
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_is_never_accepted(
    browser: MakeBrowser,
    hostile: HostileServer,
    admin: asyncpg.Connection,
    address: str,
    lie: str,
) -> None:
    client = browser()
    somebody(hostile, address)
    changes = dict(LIES[lie])
    hostile.state.claims |= changes.pop("claims", {})
    for name, value in changes.items():
        setattr(hostile.state, name, value)
    await refused(client, await returned(client, hostile))
    made = "SELECT count(*) FROM directory.people WHERE email_norm = $1"
    assert await admin.fetchval(made, address) == 0


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0, "TRUE ", [True]])
async def test_an_address_that_it_did_not_check_opens_nothing(
    browser: MakeBrowser, hostile: HostileServer, address: str, verified: object
) -> None:
    client = browser()
    hostile.state.claims = {"sub": address, "email": address, "email_verified": verified}
    answer = await returned(client, hostile)
    assert answer.headers["location"].startswith("/sign-in#step=code")
    assert COOKIE not in answer.cookies
    assert (await client.get("/v1/me")).status_code == 401


@pytest.mark.parametrize("state", ["", "another", "a" * 5000])
async def test_a_state_that_was_not_given_is_refused(
    browser: MakeBrowser, hostile: HostileServer, address: str, state: str
) -> None:
    client = browser()
    somebody(hostile, address)
    await refused(client, await returned(client, hostile, state=state))
    await refused(client, await client.get(f"{PATH}/callback", params={"code": "a-code"}))
    assert hostile.state.posted == []


async def test_a_state_is_used_up_even_by_a_refusal(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    client = browser()
    query = await away(client, hostile)
    params = {"code": "a-code", "state": query["state"]}
    hostile.state.claims = {"nonce": "another"}
    await refused(client, await client.get(f"{PATH}/callback", params=params))
    somebody(hostile, address)
    await refused(client, await client.get(f"{PATH}/callback", params=params))


async def test_an_old_visit_is_over(
    browser: MakeBrowser, hostile: HostileServer, admin: asyncpg.Connection, address: str
) -> None:
    client = browser()
    somebody(hostile, address)
    query = await away(client, hostile)
    await admin.execute("UPDATE directory.provider_visits SET expires_at = now()")
    params = {"code": "a-code", "state": query["state"]}
    await refused(client, await client.get(f"{PATH}/callback", params=params))


async def test_an_answer_that_names_another_issuer_is_refused(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    client = browser()
    somebody(hostile, address)
    await refused(client, await returned(client, hostile, iss="https://accounts.google.com"))
    assert hostile.state.posted == []
    assert (await returned(client, hostile, iss=hostile.issuer)).status_code == 303


async def test_an_issuer_that_is_promised_must_be_named(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    client = browser()
    hostile.state.metadata = {"authorization_response_iss_parameter_supported": True}
    somebody(hostile, address)
    await refused(client, await returned(client, hostile))


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://accounts.google.com"},
        {"issuer": None},
        {"token_endpoint": None},
        {"authorization_endpoint": ["x"]},
    ],
)
async def test_a_discovery_document_of_another_is_refused(
    browser: MakeBrowser, hostile: HostileServer, metadata: dict[str, object]
) -> None:
    hostile.state.metadata = metadata
    client = browser()
    await refused(client, await client.get(f"{PATH}/start"))


async def test_a_discovery_document_can_not_configure_our_client(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    hostile.state.metadata = {"verify": False, "proxy": "http://127.0.0.1:1", "timeout": 999}
    client = browser()
    somebody(hostile, address)
    assert (await returned(client, hostile)).status_code == 303


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
async def test_a_provider_that_is_broken_is_said_to_be_away(
    browser: MakeBrowser, hostile: HostileServer, address: str, path: str
) -> None:
    client = browser()
    somebody(hostile, address)
    hostile.state.status = {path: 503}
    if path.startswith("/.well"):
        answer = await client.get(f"{PATH}/start")
    else:
        answer = await returned(client, hostile)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.json()["type"].endswith("/provider-away")


async def test_a_provider_that_is_down_is_said_to_be_away(
    browser: MakeBrowser, hostile: HostileServer
) -> None:
    hostile.stop()
    answer = await browser().get(f"{PATH}/start")
    assert answer.status_code == 503
    page = await browser().get(f"{PATH}/start", headers={"accept": "text/html"})
    assert page.headers["location"] == "/sign-in#problem=provider-away&provider=idp"


async def test_a_provider_that_hangs_holds_up_nobody_for_long(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    client, other = browser(), browser()
    query = await away(client, hostile)
    hostile.state.seconds = 8
    began = time.monotonic()
    answer = await client.get(
        f"{PATH}/callback", params={"code": "a-code", "state": query["state"]}
    )
    assert answer.status_code == 503
    assert time.monotonic() - began < 6.5
    asked = await other.post("/v1/sign-in/mail", json={"email": address})
    assert asked.status_code == 202


async def test_keys_that_were_changed_are_read_again(
    browser: MakeBrowser, hostile: HostileServer, address: str
) -> None:
    somebody(hostile, address)
    assert (await returned(browser(), hostile)).status_code == 303
    hostile.state.keys = [public_jwk(OTHER_KEY, kid="two")]
    hostile.state.token = lambda claims: rs256(claims, OTHER_KEY, kid="two")
    assert (await returned(browser(), hostile)).status_code == 303
