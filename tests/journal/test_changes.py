"""The change feed: nothing lost, nothing of others, tombstones, and a new start with a new epoch."""

from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar

from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio


async def read(
    http: httpx.AsyncClient, who: Somebody, since: str | None = None, limit: int = 200
) -> dict[str, Any]:
    params = {"limit": str(limit), **({"since": since} if since else {})}
    answer = await http.get("/v1/changes", headers=who.bearer, params=params)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def test_everything_comes_once_and_in_order(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    await make_contact(http, ruth, "Not Noras")
    for name in ("Ana", "Ben", "Cleo"):
        await make_contact(http, nora, name, employer=f"{name} Ltd", tags=["x"])
    whole = await read(http, nora)
    kinds = [(one["type"], one["data"]["name"]) for one in whole["items"]]
    assert kinds == [
        ("contact", "Ana"), ("employer", "Ana Ltd"),
        ("contact", "Ben"), ("employer", "Ben Ltd"),
        ("contact", "Cleo"), ("employer", "Cleo Ltd"),
    ]  # fmt: skip
    assert whole["more"] is False
    for limit in (1, 2, 4):
        items, since, more = [], None, True
        while more:
            page = await read(http, nora, since, limit)
            assert len(page["items"]) <= limit
            items += page["items"]
            since, more = page["cursor"], page["more"]
        assert items == whole["items"]


async def test_a_change_comes_after_the_cursor(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    ana = await make_contact(
        http, nora, "Ana", points=[{"kind": "email", "value": "a@x.example.org"}]
    )
    ben = await make_contact(http, nora, "Ben")
    cursor = (await read(http, nora))["cursor"]
    assert (await read(http, nora, cursor))["items"] == []
    await http.patch(f"/v1/contacts/{ana['id']}", headers=if_match(nora, ana), json={"why": "x"})
    await http.delete(f"/v1/contacts/{ben['id']}", headers=nora.bearer)
    page = await read(http, nora, cursor)
    assert [(one["id"], one["deleted"]) for one in page["items"]] == [
        (ana["id"], False),
        (ben["id"], True),
    ]
    shown = page["items"][0]["data"]
    assert (shown["why"], shown["version"]) == ("x", 2)
    assert shown["points"][0]["value"] == "a@x.example.org"
    assert not {"owner_id", "search", "name_norm", "made_from"} & set(shown)
    assert page["items"][1]["data"] is None
    assert (await read(http, nora, page["cursor"]))["items"] == []


async def test_a_new_epoch_begins_anew(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    await make_contact(http, nora, "Ana")
    before = await read(http, nora)
    await admin.execute(
        "UPDATE person.changes SET epoch = $2 WHERE owner_id = $1", nora.id, uuid4()
    )
    after = await read(http, nora, before["cursor"])
    assert after["epoch"] != before["epoch"]
    assert after["items"] == before["items"]
    assert (await read(http, nora, after["cursor"]))["items"] == []


async def test_a_cursor_is_ones_own(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    cursor = (await read(http, nora))["cursor"]
    answer = await http.get("/v1/changes", headers=ruth.bearer, params={"since": cursor})
    assert answer.status_code == 400


async def test_the_feed_is_one_statement(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    await make_contact(http, nora, "Ana")
    async with statements(app) as seen:
        page = await read(http, nora)
    assert len(page["items"]) == 1
    assert len(seen) == 1
