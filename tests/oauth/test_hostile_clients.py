"""What nobody may get away with, as a table: none of it is accepted, and each says why."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlencode

import asyncpg
import httpx
import pytest

from api.tables import new_id
from tests.oauth.conftest import Scene
from tests.oauth.connecting import BACK, VERIFIER, challenge_of, register, returned

pytestmark = pytest.mark.anyio

SHORT = "too-short"
PLAIN: dict[str, str | None] = {"code_challenge": VERIFIER, "code_challenge_method": "plain"}

NEVER_SENT_BACK: list[tuple[str, dict[str, str | None]]] = [
    ("no client", {"client_id": None}),
    ("a client that nobody registered", {"client_id": str(new_id())}),
    ("no uuid", {"client_id": "sheets"}),
    ("a client written otherwise", {"client_id": "{CLIENT}"}),
    ("no way back", {"redirect_uri": None}),
    ("an empty way back", {"redirect_uri": ""}),
    ("another host", {"redirect_uri": "https://evil.example.org/back"}),
    ("a host that begins alike", {"redirect_uri": "https://client.example.org.evil.org/back"}),
    ("a path below", {"redirect_uri": BACK + "/more"}),
    ("a path beside", {"redirect_uri": BACK + "/../other"}),
    ("a slash more", {"redirect_uri": BACK + "/"}),
    ("a query more", {"redirect_uri": BACK + "?next=evil"}),
    ("a fragment", {"redirect_uri": BACK + "#evil"}),
    ("a name before the host", {"redirect_uri": "https://client.example.org@evil.org/back"}),
    ("http", {"redirect_uri": BACK.replace("https", "http")}),
    ("capitals", {"redirect_uri": BACK.replace("client", "CLIENT")}),
    ("a port", {"redirect_uri": BACK.replace(".org", ".org:8443")}),
    ("an encoded slash", {"redirect_uri": BACK.replace("/back", "%2Fback")}),
    ("a script", {"redirect_uri": "javascript:alert(1)//https://client.example.org/back"}),
    ("a line end", {"redirect_uri": BACK + "\r\nLocation: https://evil.org"}),
    ("a null", {"redirect_uri": BACK + "\0"}),
    ("letters of no address", {"redirect_uri": BACK + "é"}),
]


@pytest.mark.parametrize(
    ("what", "changes"), NEVER_SENT_BACK, ids=[one[0] for one in NEVER_SENT_BACK]
)
async def test_nobody_is_sent_where_the_app_did_not_say(
    scene: Scene, what: str, changes: dict[str, str | None]
) -> None:
    if changes.get("client_id") == "{CLIENT}":
        changes = {"client_id": "{" + scene.client.id + "}"}
    refused = await scene.client.ask(scene.nora, scene.client.query(**changes))
    assert refused.status_code == 400, what
    assert refused.json()["type"].endswith("/link-unusable")
    assert refused.json()["errors"][0]["message"]


SENT_BACK_REFUSED: list[tuple[str, dict[str, str | None], str]] = [
    ("no challenge", {"code_challenge": None}, "invalid_request"),
    ("no method", {"code_challenge_method": None}, "invalid_request"),
    ("nothing of PKCE", dict.fromkeys(PLAIN), "invalid_request"),
    ("plain", PLAIN, "invalid_request"),
    ("a method in small letters", {"code_challenge_method": "s256"}, "invalid_request"),
    ("an empty challenge", {"code_challenge": ""}, "invalid_request"),
    ("a short challenge", {"code_challenge": SHORT}, "invalid_request"),
    ("a padded challenge", {"code_challenge": challenge_of(VERIFIER) + "="}, "invalid_request"),
    ("a scope nobody has", {"scope": "contacts:admin"}, "invalid_scope"),
    ("a scope it did not register", {"scope": "threads:write"}, "invalid_scope"),
    ("one scope too many", {"scope": "contacts:read export:read"}, "invalid_scope"),
    ("the scope of a browser", {"scope": "session"}, "invalid_scope"),
    ("no scope", {"scope": None}, "invalid_scope"),
    ("an empty scope", {"scope": " "}, "invalid_scope"),
    ("a token at once", {"response_type": "token"}, "unsupported_response_type"),
    ("two at once", {"response_type": "code token"}, "unsupported_response_type"),
    ("no response type", {"response_type": None}, "unsupported_response_type"),
    ("the answer as a form", {"response_mode": "form_post"}, "invalid_request"),
]


@pytest.mark.parametrize(
    ("what", "changes", "error"), SENT_BACK_REFUSED, ids=[one[0] for one in SENT_BACK_REFUSED]
)
async def test_what_can_not_be_asked_for_is_told_to_the_app(
    scene: Scene, what: str, changes: dict[str, str | None], error: str
) -> None:
    answer = await scene.client.ask(scene.nora, scene.client.query(**changes))
    assert answer.status_code == 200, answer.text
    assert answer.json()["proof"] is None
    told = returned(answer)
    assert told["error"] == error, what
    assert (told["state"], told["iss"]) == ("a state", "http://askwell.test")
    assert answer.json()["return_address"].startswith(BACK + "?")


@pytest.mark.parametrize("twice", ["client_id", "redirect_uri", "scope", "state", "code_challenge"])
async def test_nothing_is_said_twice(scene: Scene, twice: str) -> None:
    query = scene.client.query() + f"&{twice}=" + quote(str(scene.client.id))
    refused = await scene.client.ask(scene.nora, query)
    assert refused.status_code == 400


Attempt = Callable[[Scene, asyncpg.Connection], Awaitable[httpx.Response]]


def basic(name: str, secret: str | None) -> dict[str, str]:
    """The header of a client that authenticates by it."""
    encoded = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"authorization": f"Basic {encoded}"}


def redeeming(**changes: str | None) -> Attempt:
    """A good code, and a request for tokens that is not."""

    async def attempt(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
        return await scene.client.redeem(await scene.client.code(scene.nora), **changes)

    return attempt


def raw(**options: Any) -> Attempt:
    """A good code in a request of another form."""

    async def attempt(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
        client = scene.client
        fields = {
            "grant_type": "authorization_code",
            "code": await client.code(scene.nora),
            "redirect_uri": client.redirect_uri,
            "code_verifier": VERIFIER,
            "client_id": client.id,
            "client_secret": str(client.secret),
        }
        sent = {
            name: value(fields) if callable(value) else value for name, value in options.items()
        }
        return await scene.http.post("/v1/oauth/token", **sent)

    return attempt


async def without_a_secret(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    return await scene.client.redeem(await scene.client.code(scene.nora), client_secret=None)


async def with_anothers_secret(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    return await scene.client.redeem(code, client_secret=scene.other.secret)


async def by_another_client(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    return await scene.other.redeem(await scene.client.code(scene.nora))


async def by_a_public_client(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    return await scene.public.redeem(await scene.client.code(scene.nora))


async def a_public_client_with_a_secret(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.public.code(scene.nora)
    return await scene.public.redeem(code, client_secret="made up")


async def twice_authenticated(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    data = {"grant_type": "authorization_code", "client_secret": str(scene.client.secret)}
    headers = basic(scene.client.id, scene.client.secret)
    return await scene.http.post("/v1/oauth/token", data=data, headers=headers)


async def as_two_clients(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.public.code(scene.nora)
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": scene.public.id,
    }
    headers = basic(scene.client.id, "a wrong secret")
    return await scene.http.post("/v1/oauth/token", data=data, headers=headers)


async def by_a_broken_header(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    headers = {"authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()}
    data = {"grant_type": "authorization_code", "code": await scene.client.code(scene.nora)}
    return await scene.http.post("/v1/oauth/token", data=data, headers=headers)


async def by_an_access_token(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    tokens = await scene.client.tokens(scene.nora)
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    data = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    return await scene.http.post("/v1/oauth/token", data=data, headers=headers)


async def the_same_code_again(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    first = (await scene.client.redeem(code)).json()
    again = await scene.client.redeem(code)
    assert await scene.client.works(first["access_token"]) == 401
    assert (await scene.client.refresh(first["refresh_token"])).status_code == 400
    return again


async def a_code_after_a_wrong_verifier(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    wrong = await scene.client.redeem(code, code_verifier=VERIFIER[::-1])
    assert wrong.json()["error"] == "invalid_grant"
    return await scene.client.redeem(code)


async def a_code_of_a_minute_ago(scene: Scene, admin: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    await admin.execute(
        "UPDATE directory.authorization_codes SET expires_at = created_at WHERE person_id = $1",
        scene.nora.id,
    )
    return await scene.client.redeem(code)


async def a_code_after_cutting_off(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    listed = await scene.http.get("/v1/connections", headers=scene.nora.cookie)
    (one,) = listed.json()["items"]
    await scene.http.delete(f"/v1/connections/{one['id']}", headers=scene.nora.cookie)
    return await scene.client.redeem(code)


async def the_verifier_of_another_code(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    other = "another-verifier-of-more-than-forty-three-characters"
    await scene.client.code(scene.nora, code_challenge=challenge_of(other))
    return await scene.client.redeem(await scene.client.code(scene.nora), code_verifier=other)


async def an_old_refresh_token(scene: Scene, admin: asyncpg.Connection) -> httpx.Response:
    first = await scene.client.tokens(scene.nora)
    second = (await scene.client.refresh(first["refresh_token"])).json()
    await admin.execute(
        "UPDATE directory.application_tokens SET used_at = used_at - interval '31 seconds'"
        " WHERE person_id = $1 AND refresh",
        scene.nora.id,
    )
    again = await scene.client.refresh(first["refresh_token"])
    # Two have the family: nobody keeps it.
    assert await scene.client.works(second["access_token"]) == 401
    assert (await scene.client.refresh(second["refresh_token"])).status_code == 400
    return again


async def one_whose_successor_was_used(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    first = await scene.client.tokens(scene.nora)
    second = (await scene.client.refresh(first["refresh_token"])).json()
    third = (await scene.client.refresh(second["refresh_token"])).json()
    again = await scene.client.refresh(first["refresh_token"])
    assert await scene.client.works(third["access_token"]) == 401
    return again


async def a_refresh_token_that_ran_out(scene: Scene, admin: asyncpg.Connection) -> httpx.Response:
    tokens = await scene.client.tokens(scene.nora)
    await admin.execute(
        "UPDATE directory.application_tokens SET expires_at = now() WHERE person_id = $1",
        scene.nora.id,
    )
    assert await scene.client.works(tokens["access_token"]) == 401
    return await scene.client.refresh(tokens["refresh_token"])


async def anothers_refresh_token(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    tokens = await scene.client.tokens(scene.nora)
    refused = await scene.other.refresh(tokens["refresh_token"])
    # Who only tried does not end it for whose it is.
    assert (await scene.client.refresh(tokens["refresh_token"])).status_code == 200
    return refused


async def an_access_token_for_refreshing(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    return await scene.client.refresh((await scene.client.tokens(scene.nora))["access_token"])


def refreshing(**changes: str | None) -> Attempt:
    """A good refresh token, and a request that is not."""

    async def attempt(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
        tokens = await scene.client.tokens(scene.nora, scope="contacts:read")
        return await scene.client.refresh(tokens["refresh_token"], **changes)

    return attempt


async def with_the_secret_before(scene: Scene, _: asyncpg.Connection) -> httpx.Response:
    code = await scene.client.code(scene.nora)
    path = f"/v1/applications/{scene.client.id}/secret"
    fresh = await scene.http.post(path, headers=scene.dev.cookie)
    assert fresh.json()["secret"] != scene.client.secret
    return await scene.client.redeem(code)


REFUSED_TOKENS: list[tuple[str, Attempt]] = [
    ("no verifier", redeeming(code_verifier=None)),
    ("an empty verifier", redeeming(code_verifier="")),
    ("a wrong verifier", redeeming(code_verifier=VERIFIER.upper())),
    ("the challenge as verifier", redeeming(code_verifier=challenge_of(VERIFIER))),
    ("a short verifier", redeeming(code_verifier=SHORT)),
    ("the verifier of another code", the_verifier_of_another_code),
    ("a code after a wrong verifier", a_code_after_a_wrong_verifier),
    ("no code", redeeming(code=None)),
    ("a made-up code", redeeming(code="askwell_code_" + "x" * 43)),
    ("no way back", redeeming(redirect_uri=None)),
    ("another way back", redeeming(redirect_uri=BACK + "/")),
    ("no grant type", redeeming(grant_type=None)),
    ("a password", redeeming(grant_type="password", username="nora", password="x")),
    ("as the client itself", redeeming(grant_type="client_credentials")),
    ("a code as a refresh token", redeeming(grant_type="refresh_token")),
    ("without a secret", without_a_secret),
    ("a wrong secret", redeeming(client_secret="askwell_secret_" + "x" * 43)),
    ("another's secret", with_anothers_secret),
    ("no client", redeeming(client_id=None)),
    ("by another client", by_another_client),
    ("by a public client", by_a_public_client),
    ("a public client with a secret", a_public_client_with_a_secret),
    ("authenticated twice", twice_authenticated),
    ("as two clients", as_two_clients),
    ("a broken header", by_a_broken_header),
    ("an access token for a secret", by_an_access_token),
    ("the secret before", with_the_secret_before),
    ("the same code again", the_same_code_again),
    ("a code of a minute ago", a_code_of_a_minute_ago),
    ("a code after cutting off", a_code_after_cutting_off),
    ("all in the address", raw(params=lambda sent: sent)),
    (
        "the code in the address",
        raw(params=lambda sent: {"code": sent["code"]}, data=lambda sent: sent),
    ),
    ("as JSON", raw(json=lambda sent: sent)),
    ("a field twice", raw(content=lambda sent: urlencode([*sent.items(), ("code", "x")]))),
    ("the client twice", raw(data=lambda sent: {**sent, "client_id": [sent["client_id"]] * 2})),
    ("nothing", raw(data={})),
    ("too much", raw(data=lambda sent: {**sent, "more": "x" * 20_000})),
    ("an old refresh token", an_old_refresh_token),
    ("one whose successor was used", one_whose_successor_was_used),
    ("a refresh token that ran out", a_refresh_token_that_ran_out),
    ("another's refresh token", anothers_refresh_token),
    ("an access token for refreshing", an_access_token_for_refreshing),
    ("more than was allowed", refreshing(scope="contacts:read contacts:write")),
    ("a scope it registered alone", refreshing(scope="profile:read")),
    ("the scope of a browser", refreshing(scope="session")),
    ("refreshing without a secret", refreshing(client_secret=None)),
    ("a made-up refresh token", refreshing(refresh_token="askwell_refresh_" + "x" * 43)),
]
OAUTH_ERRORS = {
    *("invalid_request", "invalid_client", "invalid_grant", "invalid_scope"),
    *("unsupported_grant_type", "unauthorized_client"),
}


@pytest.mark.parametrize(
    ("what", "attempt"), REFUSED_TOKENS, ids=[one[0] for one in REFUSED_TOKENS]
)
async def test_nobody_gets_tokens(
    scene: Scene, admin: asyncpg.Connection, what: str, attempt: Attempt
) -> None:
    refused = await attempt(scene, admin)
    assert refused.status_code in {400, 401}, f"{what}: {refused.status_code} {refused.text}"
    assert refused.json()["error"] in OAUTH_ERRORS, what
    assert "token" not in "".join(refused.json())
    assert refused.headers["cache-control"] == "no-store"


async def a_proof_of_another_session(scene: Scene) -> dict[str, Any]:
    other = await scene.person()
    return {"proof": (await scene.client.ask(other, scene.client.query())).json()["proof"]}


async def a_proof_of_another_question(scene: Scene) -> dict[str, Any]:
    less = scene.client.query(scope="profile:read")
    return {"proof": (await scene.client.ask(scene.nora, less)).json()["proof"]}


async def a_proof_that_lasts_longer(scene: Scene) -> dict[str, Any]:
    shown = (await scene.client.ask(scene.nora, scene.client.query())).json()["proof"]
    until, _, seal = shown.partition(".")
    return {"proof": f"{int(until) + 600}.{seal}"}


async def nothing(scene: Scene) -> dict[str, Any]:
    return {"proof": ""}


@pytest.mark.parametrize(
    "forge",
    [
        a_proof_of_another_session,
        a_proof_of_another_question,
        a_proof_that_lasts_longer,
        nothing,
    ],
)
async def test_a_yes_belongs_to_the_question_that_was_shown(
    scene: Scene, forge: Callable[[Scene], Awaitable[dict[str, Any]]]
) -> None:
    refused = await scene.client.decide(scene.nora, scene.client.query(), **await forge(scene))
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/ask-anew")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://evil.example.org"},
        {"sec-fetch-site": "", "origin": "null"},
    ],
)
async def test_no_other_site_says_yes(scene: Scene, headers: dict[str, str]) -> None:
    query = scene.client.query()
    proof = (await scene.client.ask(scene.nora, query)).json()["proof"]
    refused = await scene.http.post(
        "/v1/authorizations/decision",
        json={"query": query, "proof": proof, "allow": True},
        headers={**scene.nora.cookie, **headers},
    )
    assert refused.status_code == 403


async def test_no_token_says_yes_and_none_is_read_from_an_address(scene: Scene) -> None:
    query = scene.client.query()
    for who in (scene.nora.bearer, {}):
        refused = await scene.http.post("/v1/authorizations", json={"query": query}, headers=who)
        assert refused.status_code == (403 if who else 401)
    tokens = await scene.client.tokens(scene.nora)
    for name in ("access_token", "token"):
        path = f"/v1/contacts?{name}={tokens['access_token']}"
        assert (await scene.http.get(path)).status_code == 401
    for bad in (tokens["refresh_token"], tokens["access_token"][:-1], "askwell_app_x"):
        assert await scene.client.works(bad) == 401


async def test_a_client_learns_of_its_own_tokens_alone(scene: Scene) -> None:
    tokens = await scene.client.tokens(scene.nora)
    for kind in ("access_token", "refresh_token"):
        own = (await scene.client.post("introspect", token=tokens[kind])).json()
        assert (own["active"], own["scope"]) == (True, "profile:read contacts:read")
        others = await scene.other.post("introspect", token=tokens[kind])
        assert others.json() == {"active": False}
        ended = await scene.other.post("revoke", token=tokens[kind])
        assert ended.status_code == 200
        assert await scene.client.works(tokens["access_token"]) == 200
    assert (await scene.public.post("introspect", token="x")).status_code == 401
    assert (await scene.client.post("introspect")).status_code == 400
    assert (await scene.client.post("introspect", token="x")).json() == {"active": False}
    await scene.client.post("revoke", token=tokens["access_token"])
    assert await scene.client.works(tokens["access_token"]) == 401
    assert (await scene.client.refresh(tokens["refresh_token"])).status_code == 200


def test_the_table_is_long_enough() -> None:
    assert len(NEVER_SENT_BACK) + len(SENT_BACK_REFUSED) + len(REFUSED_TOKENS) >= 60


async def test_an_app_on_a_device_takes_the_port_it_gets(scene: Scene) -> None:
    native = await register(
        scene.http,
        scene.dev,
        confidential=False,
        redirect_uris=[
            "http://127.0.0.1/back",
            "http://localhost:5678/back",
            "com.example.app:/in",
        ],
    )
    good = ("http://127.0.0.1:49152/back", "http://localhost:5678/back", "com.example.app:/in")
    for uri in good:
        asked = await native.ask(scene.nora, native.query(redirect_uri=uri))
        assert asked.json()["proof"], uri
        assert asked.json()["place"] is None
    bad = (
        "http://127.0.0.1:49152/other",
        "http://127.0.0.1:0x50/back",
        "http://127.0.0.1:49152@evil.org/back",
        "http://localhost:5679/back",
        "http://[::1]:49152/back",
        "https://127.0.0.1:49152/back",
        "com.example.app:/in/more",
    )
    for uri in bad:
        refused = await native.ask(scene.nora, native.query(redirect_uri=uri))
        assert refused.status_code == 400, uri
