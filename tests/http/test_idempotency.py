"""A request sent again with its Idempotency-Key has one effect and one answer."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact
from tests.people import Somebody

pytestmark = pytest.mark.anyio


async def bulk(
    http: httpx.AsyncClient, who: Somebody, key: str, ids: list[str], tag: str = "fair"
) -> httpx.Response:
    body: dict[str, Any] = {"ids": ids, "action": "tag", "tag": tag}
    headers = {**who.bearer, "idempotency-key": key}
    return await http.post("/v1/contacts/bulk", headers=headers, json=body)


async def test_the_same_again_is_answered_with_the_same_bytes(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    who = await person()
    maya = await make_contact(http, who)
    first = await bulk(http, who, "a-key-of-mine", [maya["id"]])
    again = await bulk(http, who, "a-key-of-mine", [maya["id"]])
    other_key = await bulk(http, who, "another-key", [maya["id"]])
    assert first.json()["items"][0]["result"] == "done"
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["content-type"] == first.headers["content-type"]
    assert other_key.json()["items"][0]["result"] == "unchanged"


async def test_a_key_is_one_persons_and_one_routes(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    who, other = await person(), await person()
    ids = [(await make_contact(http, one))["id"] for one in (who, other)]
    assert (await bulk(http, who, "a-shared-key", ids)).status_code == 200
    answer = await bulk(http, other, "a-shared-key", ids)
    assert [one["result"] for one in answer.json()["items"]] == ["not_found", "done"]
    headers = {**who.bearer, "idempotency-key": "a-shared-key"}
    erased = await http.post(f"/v1/contacts/{ids[0]}/erase", headers=headers)
    again = await http.post(f"/v1/contacts/{ids[0]}/erase", headers=headers)
    assert (erased.status_code, again.status_code, again.content) == (204, 204, b"")


async def test_another_payload_under_the_same_key_is_refused(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    who = await person()
    maya = await make_contact(http, who)
    await bulk(http, who, "a-key-of-mine", [maya["id"]])
    answer = await bulk(http, who, "a-key-of-mine", [maya["id"]], tag="harbour")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/key-reused")
    shown = await http.get(f"/v1/contacts/{maya['id']}", headers=who.bearer)
    assert shown.json()["tags"] == ["fair"]


async def test_a_refusal_is_not_kept(http: httpx.AsyncClient, person: MakePerson) -> None:
    who = await person()
    contact_id = str(new_id())
    headers = {**who.bearer, "idempotency-key": "before-it-is-there"}
    path = f"/v1/contacts/{contact_id}/erase"
    assert (await http.post(path, headers=headers)).status_code == 404
    body = {"id": contact_id, "name": "Maya Lindgren"}
    assert (await http.post("/v1/contacts", headers=who.bearer, json=body)).status_code == 201
    assert (await http.post(path, headers=headers)).status_code == 204


async def test_a_key_must_be_one(http: httpx.AsyncClient, person: MakePerson) -> None:
    answer = await bulk(http, await person(), "short", [str(new_id())])
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"


async def test_twenty_at_once_have_one_effect(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    who = await person()
    maya = await make_contact(http, who)
    before = await admin.fetchval("SELECT version FROM person.contacts WHERE owner_id=$1", who.id)
    answers = await asyncio.gather(
        *(bulk(http, who, "twenty-at-once", [maya["id"]]) for _ in range(20))
    )
    served = [one for one in answers if one.status_code == 200]
    assert served
    assert len({one.content for one in served}) == 1
    assert served[0].json()["items"][0]["result"] == "done"
    # Whoever found no free connection or waited too long is told to come back.
    late = [one for one in answers if one.status_code != 200]
    assert all(one.status_code == 503 and one.headers["retry-after"] for one in late)
    after = await admin.fetchval("SELECT version FROM person.contacts WHERE owner_id=$1", who.id)
    assert after == before + 1
    kept = await admin.fetchval("SELECT count(*) FROM person.replies WHERE owner_id = $1", who.id)
    assert kept == 1


async def test_what_is_older_than_a_day_is_forgotten(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    who = await person()
    maya = await make_contact(http, who)
    await bulk(http, who, "a-key-of-mine", [maya["id"]])
    await admin.execute(
        "UPDATE person.replies SET at = now() - interval '25 hours' WHERE owner_id = $1", who.id
    )
    again = await bulk(http, who, "a-key-of-mine", [maya["id"]])
    assert again.json()["items"][0]["result"] == "unchanged"
    kept = await admin.fetchval("SELECT count(*) FROM person.replies WHERE owner_id = $1", who.id)
    assert kept == 1
