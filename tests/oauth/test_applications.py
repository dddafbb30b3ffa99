"""Registering an application: what can be one, who may, and what changing it does."""

from typing import Any

import asyncpg
import pytest

from api.oauth.applications import MOST_APPLICATIONS
from tests.oauth.conftest import Scene
from tests.oauth.connecting import BACK

pytestmark = pytest.mark.anyio

GOOD = {
    "name": "Sheets",
    "confidential": True,
    "redirect_uris": [BACK],
    "scopes": ["contacts:read"],
}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "body.name"),
        ({"name": "She\u202eets"}, "body.name"),
        ({"name": "a\0b"}, "body.name"),
        ({"website": "http://example.org"}, "body.website"),
        ({"website": "javascript:alert(1)"}, "body.website"),
        ({"scopes": ["session"]}, "body.scopes"),
        ({"scopes": ["contacts:admin"]}, "body.scopes"),
        *(
            ({"redirect_uris": [BACK, uri]}, "body.redirect_uris.1")
            for uri in (
                "http://client.example.org/back",
                "https://*.example.org/back",
                "https://client.example.org/back#here",
                "https://user:word@client.example.org/back",
                "https:///back",
                "https://client.example.org:port/back",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "app:/back",
                "/back",
                "https://client.example.org/bäck",
                "https://client.example.org/ba ck",
                "https://client.example.org\\@evil.org",
            )
        ),
    ],
)
async def test_what_no_application_can_be_is_refused(
    scene: Scene, change: dict[str, Any], field: str
) -> None:
    body = {**GOOD, **change}
    refused = await scene.http.post("/v1/applications", json=body, headers=scene.dev.cookie)
    assert refused.status_code == 400, refused.text
    assert [one["field"] for one in refused.json()["errors"]] == [field]


async def test_applications_are_registered_in_a_browser_and_soon_after_signing_in(
    scene: Scene, admin: asyncpg.Connection
) -> None:
    path = f"/v1/applications/{scene.client.id}"
    for method, where in (
        ("GET", "/v1/applications"),
        ("POST", "/v1/applications"),
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("POST", f"{path}/secret"),
        ("GET", "/v1/connections"),
    ):
        assert (await scene.http.request(method, where)).status_code == 401
        by_token = await scene.http.request(method, where, headers=scene.dev.bearer)
        assert by_token.status_code == 403, where
        if where not in ("/v1/applications", "/v1/connections"):
            headers = {**scene.nora.cookie, "if-match": "*"}
            strange = await scene.http.request(method, where, headers=headers, json={})
            assert strange.status_code == 404, where
    await admin.execute(
        "UPDATE directory.sessions SET fresh_at = now() - interval '31 minutes'"
        " WHERE person_id = $1",
        scene.dev.id,
    )
    stale = [
        await scene.http.post("/v1/applications", json=GOOD, headers=scene.dev.cookie),
        await scene.http.patch(path, json={}, headers={**scene.dev.cookie, "if-match": "*"}),
        await scene.http.post(f"{path}/secret", headers=scene.dev.cookie),
    ]
    assert {one.json()["type"].rpartition("/")[2] for one in stale} == {"fresh-sign-in-needed"}


async def test_a_change_holds_from_the_next_question_on(scene: Scene) -> None:
    path = f"/v1/applications/{scene.client.id}"
    shown = await scene.http.get(path, headers=scene.dev.cookie)
    assert shown.headers["etag"] == '"1"'
    elsewhere = "https://elsewhere.example.org/back"
    body = {"redirect_uris": [elsewhere], "scopes": ["contacts:read"]}
    missing = await scene.http.patch(path, json=body, headers=scene.dev.cookie)
    assert missing.status_code == 428
    code = await scene.client.code(scene.nora)
    if_match = {**scene.dev.cookie, "if-match": '"1"'}
    changed = await scene.http.patch(path, json=body, headers=if_match)
    assert (changed.json()["redirect_uris"], changed.json()["name"]) == ([elsewhere], "Sheets")
    stale = await scene.http.patch(path, json=body, headers=if_match)
    assert stale.status_code == 412
    assert (await scene.client.ask(scene.nora, scene.client.query())).status_code == 400
    # What somebody said yes to before is theirs to take back, not the developer's to change.
    tokens = (await scene.client.redeem(code)).json()
    assert tokens["scope"] == "profile:read contacts:read"
    assert (await scene.client.refresh(tokens["refresh_token"])).status_code == 200


async def test_applications_are_limited_in_number(scene: Scene, admin: asyncpg.Connection) -> None:
    await admin.execute(
        "INSERT INTO directory.applications (id, person_id, name, confidential, redirect_uris,"
        " scopes) SELECT gen_random_uuid(), $1, 'x', false, '{}', '{}' FROM generate_series(1, $2)",
        scene.dev.id,
        MOST_APPLICATIONS,
    )
    many = await scene.http.post("/v1/applications", json=GOOD, headers=scene.dev.cookie)
    assert many.status_code == 403
    assert many.json()["type"].endswith("/limit-reached")


async def test_a_public_application_has_no_secret(scene: Scene) -> None:
    path = f"/v1/applications/{scene.public.id}/secret"
    assert scene.public.secret is None
    assert (await scene.http.post(path, headers=scene.dev.cookie)).status_code == 409
