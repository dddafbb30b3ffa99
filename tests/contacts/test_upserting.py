"""Create or update by the key of another system: one call, nothing twice, nobody brought back."""

from typing import Any

import asyncpg
import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody

pytestmark = pytest.mark.anyio

CARD: dict[str, Any] = {
    "name": "Maya Lindgren",
    "role": "Lecturer",
    "employer": "Pennine University",
    "tags": ["leeds"],
    "points": [{"kind": "email", "value": "maya@example.org"}],
    "notes": "Met twice.\n\nShe writes.",
}


async def put(
    http: httpx.AsyncClient, owner: Somebody, key: str = "crm-7", **card: object
) -> httpx.Response:
    return await http.put(
        f"/v1/contacts/by-external-id/{key}", headers=owner.bearer, json=card or CARD
    )


async def events(admin: asyncpg.Connection, owner: Somebody) -> list[str]:
    rows = await admin.fetch(
        "SELECT name FROM person.events WHERE owner_id = $1 ORDER BY recorded_at, id", owner.id
    )
    return [row["name"] for row in rows]


async def test_made_then_left_alone_then_changed(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await put(http, nora)
    assert made.status_code == 201, made.text
    assert made.json()["external_id"] == "crm-7"
    flat = ("employer_name", "email", "phone", "lane")
    assert [made.json()[name] for name in flat] == [
        "Pennine University",
        "maya@example.org",
        None,
        None,
    ]
    again = await put(http, nora)
    assert again.status_code == 200
    assert again.json() == made.json()
    assert again.headers["etag"] == made.headers["etag"]
    changed = await put(http, nora, role="Reader", tags=["Leeds", "data"])
    assert changed.status_code == 200
    assert (changed.json()["role"], changed.json()["notes"]) == ("Reader", CARD["notes"])
    assert changed.json()["version"] > made.json()["version"]
    assert await events(admin, nora) == ["contact.created", "contact.updated"]


async def test_a_key_is_one_persons_alone(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    hers = (await put(http, ruth)).json()
    mine = await put(http, nora)
    assert mine.status_code == 201
    assert mine.json()["id"] != hers["id"]
    assert (await http.get(f"/v1/contacts/{hers['id']}", headers=ruth.bearer)).json() == hers


async def test_the_only_one_with_the_address_gets_the_key(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    point = {"kind": "email", "value": "Maya@Example.org"}
    maya = await make_contact(http, nora, "Maya L.", points=[point])
    taken = await put(http, nora)
    assert (taken.status_code, taken.json()["id"]) == (200, maya["id"])
    assert taken.json()["external_id"] == "crm-7"
    # Two who share an address are two: neither is taken for somebody else.
    shared = [{"kind": "email", "value": "office@example.org"}]
    for name in ("Ana", "Ben"):
        await make_contact(http, nora, name, points=shared)
    third = await put(http, nora, "crm-8", name="Claire", points=shared)
    assert third.status_code == 201
    # And who has a key keeps it.
    fourth = await put(http, nora, "crm-9", **CARD)
    assert fourth.status_code == 201


async def test_who_was_taken_away_does_not_come_back(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    maya = (await put(http, nora)).json()
    await http.delete(f"/v1/contacts/{maya['id']}", headers=if_match(nora, maya))
    deleted = await put(http, nora)
    assert (deleted.status_code, deleted.json()["type"].rpartition("/")[2]) == (
        409,
        "contact-deleted",
    )
    await http.post(f"/v1/contacts/{maya['id']}/restore", headers=nora.bearer)
    assert (await put(http, nora)).status_code == 200
    gone = await http.post(f"/v1/contacts/{maya['id']}/erase", headers=nora.bearer)
    assert gone.status_code == 204, gone.text
    for key in ("crm-7", "crm-8"):
        erased = await put(http, nora, key)
        assert (erased.status_code, erased.json()["type"].rpartition("/")[2]) == (
            409,
            "contact-erased",
        ), key


async def test_what_is_wrong_is_named(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    other = await put(http, nora, external_id="crm-8", name="Maya")
    assert other.json()["errors"][0]["field"] == "body.external_id"
    nameless = await put(http, nora, role="Lecturer")
    assert nameless.json()["errors"][0]["field"] == "body.name"
    both = await http.get("/v1/contacts?q=maya&email=m@example.org", headers=nora.bearer)
    assert both.json()["errors"][0]["field"] == "query.q"


async def test_found_by_address_and_by_key(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    maya = (await put(http, nora)).json()
    await make_contact(http, nora, "Ana", tags=["leeds"])
    await put(http, ruth)
    for query in (
        {"email": "MAYA@example.org"},
        {"external_id": "crm-7"},
        {"external_id": "crm-7", "email": "maya@example.org", "tag": "leeds"},
    ):
        answer = await http.get("/v1/contacts", headers=nora.bearer, params=query)
        assert [one["id"] for one in answer.json()["items"]] == [maya["id"]], query
    nobody = await http.get("/v1/contacts?email=maya", headers=nora.bearer)
    assert nobody.json()["items"] == []


async def test_a_batch_says_what_became_of_each(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    await put(http, nora)
    items = [
        {"external_id": "crm-7", **CARD},
        {"external_id": "crm-8", "name": "Ana Ferreira", "employer": "Aire Health Data"},
        {"external_id": "crm-9", "role": "Nobody in particular"},
        {"external_id": "crm-10", "name": "Eve", "employer_id": str(new_id())},
        {"external_id": "crm-8", "name": "Ana Ferreira", "role": "Data lead"},
    ]
    answer = await http.post("/v1/contacts/batch", headers=nora.bearer, json={"items": items})
    assert answer.status_code == 200, answer.text
    results = answer.json()["items"]
    assert [one["result"] for one in results] == [
        "unchanged",
        "created",
        "refused",
        "refused",
        "updated",
    ]
    assert [one["problem"]["errors"][0]["field"] for one in results[2:4]] == [
        "body.items[2].name",
        "body.items[3].employer_id",
    ]
    assert results[1]["contact_id"] == results[4]["contact_id"]
    names = await admin.fetch(
        "SELECT name, role FROM person.contacts WHERE owner_id = $1 ORDER BY name", nora.id
    )
    assert [tuple(row) for row in names] == [
        ("Ana Ferreira", "Data lead"),
        ("Maya Lindgren", "Lecturer"),
    ]
    again = await http.post("/v1/contacts/batch", headers=nora.bearer, json={"items": items[:2]})
    assert [one["result"] for one in again.json()["items"]] == ["unchanged", "unchanged"]
