"""Routes of what was said and of devices: who may, what is refused, what it costs."""

from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.deliveries.push_service import Browser
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

DEVICES = "/v1/me/push-devices"
Json = dict[str, Any]


async def key_of(http: httpx.AsyncClient, who: Somebody) -> str:
    answer = await http.get(DEVICES, headers=who.cookie)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["application_server_key"])


async def say(admin: asyncpg.Connection, who: Somebody, n: int) -> list[str]:
    """`n` notices, a minute apart, the latest last; their ids."""
    ids = [str(new_id()) for _ in range(n)]
    for minutes, one in enumerate(ids):
        await admin.execute(
            "INSERT INTO person.notices (owner_id, id, kind, subject_id, occurrence, title, body,"
            " path, at) VALUES ($1, $2, 'talk_soon', $2, 'v1', $3, '', '/talks/1',"
            " now() + $4 * interval '1 minute')",
            who.id,
            one,
            f"Notice {minutes}",
            minutes,
        )
    return ids


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", DEVICES), ("GET", "/v1/notices"), ("POST", "/v1/notices/seen"), ("POST", DEVICES)],
)
async def test_nobody_and_a_narrow_token_are_refused(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str
) -> None:
    body: Json = {"json": {"ids": [str(new_id())]}} if method == "POST" else {}
    assert (await http.request(method, path, **body)).status_code == 401
    narrow = await person(scopes=["profile:read"])
    assert (await http.request(method, path, headers=narrow.bearer, **body)).status_code == 403


async def test_what_was_said_comes_in_pages_and_is_seen_once(
    app: Litestar, http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora, other = await person(), await person()
    ids = await say(admin, nora, 5)
    await say(admin, other, 1)
    async with statements(app) as seen:
        first = (await http.get("/v1/notices?limit=3", headers=nora.bearer)).json()
    assert len(seen) == 1
    assert [one["id"] for one in first["items"]] == ids[:1:-1]
    assert first["unread"] is True
    cursor = first["next_cursor"]
    rest = (await http.get(f"/v1/notices?cursor={cursor}", headers=nora.bearer)).json()
    assert [one["id"] for one in rest["items"]] == ids[1::-1]
    assert rest["next_cursor"] is None
    stolen = await http.get(f"/v1/notices?cursor={cursor}", headers=other.bearer)
    assert stolen.status_code == 400
    for _ in range(2):
        done = await http.post("/v1/notices/seen", headers=nora.bearer, json={"ids": ids})
        assert done.status_code == 204
    shown = (await http.get("/v1/notices", headers=nora.bearer)).json()
    assert shown["unread"] is False
    assert all(one["read"] for one in shown["items"])
    # Another's are passed over.
    await http.post("/v1/notices/seen", headers=other.bearer, json={"ids": ids})
    assert (await http.get("/v1/notices", headers=other.bearer)).json()["unread"] is True


async def test_shows_tell_of_what_was_said(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora = await person()
    shows = (await http.get("/v1/shows", headers=nora.bearer)).json()
    assert (shows["said"], shows["unread"]) == (False, False)
    ids = await say(admin, nora, 1)
    shows = (await http.get("/v1/shows", headers=nora.bearer)).json()
    assert (shows["said"], shows["unread"]) == (True, True)
    await http.post("/v1/notices/seen", headers=nora.bearer, json={"ids": ids})
    shows = (await http.get("/v1/shows", headers=nora.bearer)).json()
    assert (shows["said"], shows["unread"]) == (True, False)


async def test_subscribing_twice_is_one_device_and_a_stranger_reaches_none(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora, other = await person(), await person()
    browser = Browser("http://127.0.0.1:9/push/1", await key_of(http, nora))
    for _ in range(2):
        answer = await http.post(DEVICES, headers=nora.cookie, json=browser.subscription)
        assert answer.status_code == 200, answer.text
    (device,) = answer.json()["items"]
    assert (device["current"], device["names"]) == (True, True)
    kept = await admin.fetchval(
        "SELECT sealed FROM person.push_subscriptions WHERE owner_id = $1", nora.id
    )
    assert browser.endpoint.encode() not in kept
    path = f"{DEVICES}/{device['id']}"
    assert (await http.delete(path, headers=other.cookie)).status_code == 404
    quiet = await http.patch(path, headers=other.cookie, json={"names": False})
    assert quiet.status_code == 404
    assert (await http.delete(path, headers=nora.cookie)).status_code == 204
    assert (await http.delete(path, headers=nora.cookie)).status_code == 404
    # A token is no browser.
    assert (await http.get(DEVICES, headers=nora.bearer)).status_code == 403


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"endpoint": "ftp://push.example.org/1"}, 400, "invalid-input"),
        ({"p256dh": "AAAA" * 5}, 400, "invalid-input"),
        ({"auth": "é" * 20}, 400, "invalid-input"),
        ({"application_server_key": "B" * 87}, 409, "unknown-push-key"),
    ],
)
async def test_what_is_no_subscription_is_refused(
    http: httpx.AsyncClient, person: MakePerson, change: Json, status: int, code: str
) -> None:
    nora = await person()
    browser = Browser("http://127.0.0.1:9/push/1", await key_of(http, nora))
    answer = await http.post(DEVICES, headers=nora.cookie, json=browser.subscription | change)
    assert answer.status_code == status, answer.text
    assert answer.json()["type"].endswith(code)
