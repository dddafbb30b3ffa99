"""Sessions and access tokens: listed, made, revoked, by their owner alone."""

from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest

from api.accounts.credentials import MOST_TOKENS, TOKENS
from api.tables import new_id
from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio

ANYTHING = "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"
"""An id that nothing has: the same in each process, for it stands in the names of tests."""

SESSION_ONLY = [
    ("GET", "/v1/me/sessions", None),
    ("DELETE", f"/v1/me/sessions/{ANYTHING}", None),
    ("GET", "/v1/me/tokens", None),
    ("POST", "/v1/me/tokens", {"name": "x", "scopes": ["profile:read"]}),
    ("DELETE", f"/v1/me/tokens/{ANYTHING}", None),
    ("GET", "/v1/me/identities", None),
    ("POST", "/v1/me/identities", {"provider": "x"}),
    ("DELETE", f"/v1/me/identities/{ANYTHING}", None),
    ("POST", "/v1/me/email", {"email": "nora@example.org"}),
    ("POST", "/v1/me/deletion", {"confirm": "nora@example.org"}),
    ("DELETE", "/v1/me/deletion", None),
]


@pytest.mark.parametrize(("method", "path", "body"), SESSION_ONLY)
async def test_nobody_and_no_token_may_change_how_one_gets_in(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str, body: object
) -> None:
    nora = await person()
    assert (await http.request(method, path, json=body)).status_code == 401
    by_token = await http.request(method, path, json=body, headers=nora.bearer)
    assert by_token.status_code == 403
    looking = await person(read_only=True)
    by_example = await http.request(method, path, json=body, headers=looking.cookie)
    assert by_example.status_code == 403


async def test_sessions_are_listed_and_ended(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    (mine,) = (await http.get("/v1/me/sessions", headers=nora.cookie)).json()["items"]
    assert mine["current"] is True
    assert set(mine) == {"id", "label", "created_at", "last_used_at", "expires_at", "current"}
    stranger = await http.delete(f"/v1/me/sessions/{mine['id']}", headers=ruth.cookie)
    unknown = await http.delete(f"/v1/me/sessions/{new_id()}", headers=ruth.cookie)
    assert stranger.status_code == unknown.status_code == 404
    assert stranger.json()["title"] == unknown.json()["title"]
    done = await http.delete(f"/v1/me/sessions/{mine['id']}", headers=nora.cookie)
    assert done.status_code == 204
    assert (await http.get("/v1/me", headers=nora.cookie)).status_code == 401


@pytest.mark.parametrize(
    "change", ["expires_at = now()", "last_used_at = now() - interval '31 days'"]
)
async def test_a_session_ends_unused_or_old(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection, change: str
) -> None:
    nora = await person()
    await admin.execute(f"UPDATE directory.sessions SET {change} WHERE person_id = $1", nora.id)
    assert (await http.get("/v1/me", headers=nora.cookie)).status_code == 401


async def test_a_token_is_shown_once_and_does_what_it_may(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora, ruth = await person(), await person()
    body = {"name": " Script ", "scopes": ["threads:read", "profile:read"]}
    made = await http.post("/v1/me/tokens", json=body, headers=nora.cookie)
    assert made.status_code == 201
    token = made.json()
    assert token["token"].startswith("askwell_pat_")
    assert token["token"].endswith(token["hint"])
    assert token["name"] == "Script"
    assert token["scopes"] == ["profile:read", "threads:read"]
    lasts = datetime.fromisoformat(token["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=364) < lasts <= timedelta(days=365)
    listed = (await http.get("/v1/me/tokens", headers=nora.cookie)).json()["items"][0]
    assert listed == {name: value for name, value in token.items() if name != "token"}
    kept = await admin.fetchval(
        "SELECT t::text FROM directory.access_tokens t WHERE id = $1", token["id"]
    )
    assert token["token"] not in kept
    bearer = {"authorization": f"Bearer {token['token']}"}
    assert (await http.get("/v1/me", headers=bearer)).status_code == 200
    narrow = await http.patch("/v1/me/profile", json={}, headers={**bearer, "if-match": "*"})
    assert narrow.status_code == 403
    assert "profile:write" in narrow.json()["detail"]
    stranger = await http.delete(f"/v1/me/tokens/{token['id']}", headers=ruth.cookie)
    assert stranger.status_code == 404
    assert (await http.get("/v1/me", headers=bearer)).status_code == 200
    done = await http.delete(f"/v1/me/tokens/{token['id']}", headers=nora.cookie)
    assert done.status_code == 204
    assert (await http.get("/v1/me", headers=bearer)).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "x", "scopes": ["session"]}, "body.scopes"),
        ({"name": "x", "scopes": ["contacts:admin"]}, "body.scopes"),
        ({"name": "x", "scopes": ["profile:read", "profile:read"]}, "body.scopes"),
        ({"name": " ", "scopes": ["profile:read"]}, "body.name"),
        ({"name": "a\0b", "scopes": ["profile:read"]}, "body.name"),
        (
            {"name": "x", "scopes": ["profile:read"], "expires_at": "2020-01-01T00:00:00Z"},
            "body.expires_at",
        ),
        (
            {"name": "x", "scopes": ["profile:read"], "expires_at": "2199-01-01T00:00:00Z"},
            "body.expires_at",
        ),
        (
            {"name": "x", "scopes": ["profile:read"], "expires_at": "2199-01-01T00:00:00"},
            "body.expires_at",
        ),
    ],
)
async def test_what_no_token_can_be_is_refused(
    http: httpx.AsyncClient, person: MakePerson, body: object, field: str
) -> None:
    nora = await person()
    refused = await http.post("/v1/me/tokens", json=body, headers=nora.cookie)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == field


async def test_a_stale_sign_in_makes_no_token(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    await admin.execute(
        "UPDATE directory.sessions SET fresh_at = now() - interval '31 minutes'"
        " WHERE person_id = $1",
        nora.id,
    )
    body = {"name": "x", "scopes": ["profile:read"]}
    refused = await http.post("/v1/me/tokens", json=body, headers=nora.cookie)
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/fresh-sign-in-needed")


async def test_tokens_are_limited_in_number_and_in_time(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    body = {"name": "x", "scopes": ["profile:read"]}
    for _ in range(TOKENS.count):
        assert (await http.post("/v1/me/tokens", json=body, headers=nora.cookie)).is_success
    often = await http.post("/v1/me/tokens", json=body, headers=nora.cookie)
    assert often.status_code == 429
    assert int(often.headers["retry-after"]) > 0
    await admin.execute("DELETE FROM directory.limits")
    await admin.execute(
        "INSERT INTO directory.access_tokens (token_hash, id, person_id, name, hint, scopes,"
        " expires_at) SELECT sha256(gen_random_uuid()::text::bytea), gen_random_uuid(), $1, 'x',"
        " 'x', '{}', now() FROM generate_series(1, $2)",
        nora.id,
        MOST_TOKENS,
    )
    many = await http.post("/v1/me/tokens", json=body, headers=nora.cookie)
    assert many.status_code == 403
    assert many.json()["type"].endswith("/limit-reached")
