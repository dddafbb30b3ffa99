"""An application is let in, does what it may, goes on, and is cut off."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from tests.oauth.conftest import Scene
from tests.oauth.connecting import Client, returned

pytestmark = pytest.mark.anyio


async def connections(scene: Scene) -> list[dict[str, Any]]:
    answer = await scene.http.get("/v1/connections", headers=scene.nora.cookie)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize("kind", ["client", "public"])
async def test_an_app_reads_what_it_was_allowed_and_nothing_else(scene: Scene, kind: str) -> None:
    client: Client = getattr(scene, kind)
    asked = await client.ask(scene.nora, client.query())
    assert {**asked.json(), "proof": ""} == {
        "name": "Sheets",
        "website": None,
        "place": "client.example.org",
        "scopes": ["profile:read", "contacts:read"],
        "connected": False,
        "proof": "",
        "return_address": None,
    }
    answer = await client.decide(scene.nora, client.query())
    back = returned(answer)
    assert back.keys() == {"code", "state", "iss"}
    assert (back["state"], back["iss"]) == ("a state", "http://askwell.test")
    tokens = (await client.redeem(back["code"])).json()
    assert tokens["scope"] == "profile:read contacts:read"
    assert tokens["expires_in"] == 600
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    me = await scene.http.get("/v1/me", headers=bearer)
    assert me.json()["id"] == str(scene.nora.id)
    assert await client.works(tokens["access_token"]) == 200
    assert await client.works(tokens["access_token"], "/v1/lanes") == 403
    writing = await scene.http.post("/v1/contacts", json={}, headers=bearer)
    assert writing.status_code == 403
    # What is for a signed-in browser alone is not for applications, whatever they were allowed.
    for path in ("/v1/me/tokens", "/v1/connections", "/v1/applications"):
        assert await client.works(tokens["access_token"], path) == 403


async def test_a_no_is_told_to_the_app_and_leaves_nothing(scene: Scene) -> None:
    answer = await scene.client.decide(scene.nora, scene.client.query(), allow=False)
    assert returned(answer) == {
        "error": "access_denied",
        "state": "a state",
        "iss": "http://askwell.test",
    }
    assert await connections(scene) == []


async def test_tokens_are_kept_as_hashes(scene: Scene, admin: asyncpg.Connection) -> None:
    code = await scene.client.code(scene.nora)
    tokens = (await scene.client.redeem(code)).json()
    kept = ""
    for table in ("applications", "connections", "authorization_codes", "application_tokens"):
        rows = await admin.fetch(f"SELECT t::text FROM directory.{table} t")
        kept += "".join(row[0] for row in rows)
    secret = scene.client.secret
    assert secret is not None
    for text in (code, secret, tokens["access_token"], tokens["refresh_token"]):
        assert text not in kept
        assert text.encode().hex() not in kept


async def test_a_refresh_token_is_exchanged_and_a_lost_answer_is_given_again(
    scene: Scene,
) -> None:
    client = scene.client
    first = await client.tokens(scene.nora)
    second = (await client.refresh(first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    again = (await client.refresh(first["refresh_token"])).json()
    assert again["refresh_token"] == second["refresh_token"]
    assert await client.works(again["access_token"]) == 200
    third = await client.refresh(second["refresh_token"], scope="contacts:read")
    assert third.json()["scope"] == "contacts:read"
    assert await client.works(third.json()["access_token"], "/v1/me") == 403
    # A narrower wish narrows this access token, not what follows.
    fourth = await client.refresh(third.json()["refresh_token"])
    assert fourth.json()["scope"] == "profile:read contacts:read"


async def test_fifty_who_lost_the_answer_get_the_same_successor(scene: Scene) -> None:
    first = await scene.client.tokens(scene.nora)
    answers = await asyncio.gather(
        *(scene.client.refresh(first["refresh_token"]) for _ in range(50))
    )
    assert {one.status_code for one in answers} == {200}
    assert len({one.json()["refresh_token"] for one in answers}) == 1


async def test_of_fifty_who_redeem_a_code_at_once_one_is_answered(scene: Scene) -> None:
    code = await scene.client.code(scene.nora)
    answers = await asyncio.gather(*(scene.client.redeem(code) for _ in range(50)))
    good = [one.json() for one in answers if one.status_code == 200]
    assert len(good) == 1
    refused = [one.json()["error"] for one in answers if one.status_code != 200]
    assert refused == ["invalid_grant"] * 49
    # Somebody else has the code as well: nobody keeps what it was redeemed for.
    assert await scene.client.works(good[0]["access_token"]) == 401


Ending = Callable[[Scene, dict[str, Any]], Awaitable[httpx.Response]]


async def _cut_off(scene: Scene, _: dict[str, Any]) -> httpx.Response:
    (cut,) = [one["id"] for one in await connections(scene) if one["name"] == "Sheets"]
    return await scene.http.delete(f"/v1/connections/{cut}", headers=scene.nora.cookie)


async def _delete(scene: Scene, _: dict[str, Any]) -> httpx.Response:
    path = f"/v1/applications/{scene.client.id}"
    return await scene.http.delete(path, headers=scene.dev.cookie)


async def _revoke(scene: Scene, tokens: dict[str, Any]) -> httpx.Response:
    return await scene.client.post("revoke", token=tokens["refresh_token"])


@pytest.mark.parametrize("end", [_cut_off, _delete, _revoke])
async def test_cut_off_means_at_once_and_all(scene: Scene, end: Ending) -> None:
    tokens = await scene.client.tokens(scene.nora)
    code = await scene.client.code(scene.nora)
    others = await scene.other.tokens(scene.nora)
    assert await scene.client.works(tokens["access_token"]) == 200
    answer = await end(scene, tokens)
    assert answer.status_code in {200, 204}
    assert await scene.client.works(tokens["access_token"]) == 401
    assert (await scene.client.refresh(tokens["refresh_token"])).status_code >= 400
    if end is not _revoke:
        assert (await scene.client.redeem(code)).status_code >= 400
    assert await scene.other.works(others["access_token"]) == 200
