"""Accounts that end take their connections along; signing out does not."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from litestar import Litestar

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.erasures import Erasures
from api.files import Files
from api.portability.erasing import erase_account
from api.tables import new_id
from tests.oauth.conftest import Scene
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

TABLES = ("applications", "connections", "authorization_codes", "application_tokens")


@pytest.fixture
async def worker(settings: Settings) -> AsyncIterator[Database]:
    assert settings.database_worker_url is not None
    made = Database(settings.database_worker_url, Clock(settings.clock_file), pool_size=1)
    yield made
    await made.close()


async def erase(worker: Database, admin: asyncpg.Connection, who: Somebody, place: Path) -> None:
    sql = "UPDATE directory.people SET deletion_due_at = now() WHERE id = $1"
    await admin.execute(sql, who.id)
    async with worker.enter_as([who.id]) as work:
        log = Erasures(place.as_uri())
        await erase_account(work, Files("memory:///"), log, this_delivery=new_id())


async def left_of(admin: asyncpg.Connection, who: Somebody) -> int:
    counts = [f"(SELECT count(*) FROM directory.{one} WHERE person_id = $1)" for one in TABLES]
    return int(await admin.fetchval(f"SELECT {' + '.join(counts)}", who.id))


async def test_erasing_an_account_ends_what_it_let_in(
    scene: Scene, worker: Database, admin: asyncpg.Connection, tmp_path: Path
) -> None:
    tokens = await scene.client.tokens(scene.nora)
    assert await left_of(admin, scene.nora) == 4
    await erase(worker, admin, scene.nora, tmp_path)
    assert await left_of(admin, scene.nora) == 0
    assert await scene.client.works(tokens["access_token"]) == 401
    assert (await scene.client.refresh(tokens["refresh_token"])).status_code == 400


async def test_erasing_a_developer_ends_their_apps_for_everybody(
    scene: Scene, worker: Database, admin: asyncpg.Connection, tmp_path: Path
) -> None:
    tokens = await scene.client.tokens(scene.nora)
    await erase(worker, admin, scene.dev, tmp_path)
    assert await left_of(admin, scene.nora) == 0
    assert await scene.client.works(tokens["access_token"]) == 401
    refused = await scene.client.refresh(tokens["refresh_token"])
    assert refused.json()["error"] == "invalid_client"


async def test_signing_out_leaves_apps_connected(scene: Scene) -> None:
    tokens = await scene.client.tokens(scene.nora)
    out = await scene.http.post("/v1/sign-out", headers=scene.nora.cookie)
    assert out.is_success
    assert await scene.client.works(tokens["access_token"]) == 200


async def test_whoever_undoes_a_change_of_address_cuts_everything_off(
    scene: Scene, admin: asyncpg.Connection
) -> None:
    tokens = await scene.client.tokens(scene.nora)
    await admin.execute(
        "INSERT INTO directory.email_changes (id, person_id, old_email, old_email_norm, new_email,"
        " new_email_norm, confirm_hash, undo_hash, expires_at, confirmed_at, undo_until)"
        " VALUES ($1::uuid, $2, $3::text, $3::text, 'new@example.org', 'new@example.org',"
        " sha256($1::text::bytea), sha256('undo'), now(), now(), now() + interval '1 day')",
        new_id(),
        scene.nora.id,
        scene.nora.email,
    )
    done = await admin.fetchrow("SELECT * FROM door.undo_email(sha256('undo'))")
    assert done is not None
    assert done["outcome"] == "done"
    assert await left_of(admin, scene.nora) == 0
    assert await scene.client.works(tokens["access_token"]) == 401


async def test_lists_are_one_statement(scene: Scene, app: Litestar) -> None:
    await scene.client.tokens(scene.nora)
    await scene.other.tokens(scene.nora)
    for who, path, count in ((scene.nora, "connections", 2), (scene.dev, "applications", 3)):
        async with statements(app) as seen:
            answer = await scene.http.get(f"/v1/{path}", headers=who.cookie)
        assert len(answer.json()["items"]) == count
        assert len(seen) == 1, seen


async def test_a_connection_tells_what_it_may_and_when_it_was_here(scene: Scene) -> None:
    await scene.client.tokens(scene.nora, scope="profile:read")
    tokens = await scene.client.tokens(scene.nora, scope="contacts:read")
    listed = (await scene.http.get("/v1/connections", headers=scene.nora.cookie)).json()["items"]
    assert [(one["name"], one["scopes"], one["last_used_at"]) for one in listed] == [
        ("Sheets", ["profile:read", "contacts:read"], None)
    ]
    await scene.client.works(tokens["access_token"])
    listed = (await scene.http.get("/v1/connections", headers=scene.nora.cookie)).json()["items"]
    assert listed[0]["last_used_at"] is not None
