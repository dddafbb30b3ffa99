"""A person is added, read, changed, archived, deleted and brought back."""

import json
from datetime import timedelta
from uuid import UUID

import asyncpg
import httpx
import msgspec
import pytest
from litestar import Litestar

from api.contacts.schemas import ContactRead
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.statements import statements

pytestmark = pytest.mark.anyio

MAYA = {
    "name": "Dr. Maya Peña-Lindgren",
    "why": "Her article on ward data",
    "role": "Senior data analyst",
    "employer": "Pennine University",
    "source": "cold",
    "tie": "bit",
    "tags": ["Leeds", " leeds ", "health  data"],
    "points": [
        {"kind": "email", "value": "Maya@Example.org", "label": "work"},
        {"kind": "email", "value": "maya@example.org"},
        {"kind": "url", "value": "https://www.linkedin.com/in/Maya-L-3b/"},
    ],
    "time_zone": "Europe/Stockholm",
    "country": "SE",
}


async def test_a_name_is_enough(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_contact(http, nora, "Maya Lindgren")
    assert (made["given_name"], made["family_name"]) == ("Maya", "Lindgren")
    assert made["employer"] is None
    assert made["points"] == made["tags"] == []
    assert made["sort"] == "unsorted"
    assert made["thread"] is None


async def test_everything_that_is_typed_is_kept(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **MAYA)
    shown = await http.get(f"/v1/contacts/{made['id']}", headers=nora.bearer)
    assert shown.json() == made
    assert shown.headers["etag"] == f'"{made["version"]}"'
    assert made["name"] == "Dr. Maya Peña-Lindgren"
    assert made["employer"]["name"] == "Pennine University"
    assert made["tags"] == ["Leeds", "health data"]
    assert [(one["kind"], one["label"]) for one in made["points"]] == [
        ("email", "work"),
        ("url", ""),
    ]
    assert (made["seniority"], made["seniority_guessed"]) == ("senior", True)
    assert made["function_guessed"] is True


async def test_an_employer_is_kept_once(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    one = await make_contact(http, nora, "Ana Ferreira", employer="Aire Health Data Ltd")
    other = await make_contact(http, nora, "Tom Whitaker", employer="aire health data")
    assert one["employer"] == other["employer"]


async def test_the_same_request_again_makes_nobody_new(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    body = {"id": str(new_id()), **MAYA}
    first = await http.post("/v1/contacts", headers=nora.bearer, json=body)
    again = await http.post("/v1/contacts", headers=nora.bearer, json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    changed = await http.patch(
        f"/v1/contacts/{body['id']}", headers=if_match(nora, first.json()), json={"notes": "met"}
    )
    assert changed.status_code == 200
    late = await http.post("/v1/contacts", headers=nora.bearer, json=body)
    assert late.status_code == 200
    assert late.json()["notes"] == "met"
    other = await http.post("/v1/contacts", headers=nora.bearer, json={**body, "name": "Ana"})
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"given_name": "", "family_name": "Lindgren"}, "name"),
        ({"name": "Maya", "time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": "Maya", "country": "Sweden"}, "country"),
        ({"name": "Maya\x00"}, "name"),
        ({"name": "Maya", "function": "wizard"}, "function"),
        ({"name": "Maya", "source": "dream"}, "source"),
        ({"name": "Maya", "employer_id": str(new_id())}, "employer_id"),
        ({"name": "Maya", "employer": "A", "employer_id": None}, "employer_id"),
        ({"name": "Maya", "surname": "Lindgren"}, "surname"),
    ],
)
async def test_what_can_not_be_kept_is_named(
    http: httpx.AsyncClient, person: MakePerson, wrong: dict[str, object], field: str
) -> None:
    nora = await person()
    answer = await http.post(
        "/v1/contacts", headers=nora.bearer, json={"id": str(new_id()), **wrong}
    )
    assert answer.status_code == 400
    assert field in answer.text


async def test_half_a_character_is_refused(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    body = json.dumps({"id": str(new_id()), "name": "Maya \ud800"})
    answer = await http.post(
        "/v1/contacts", headers={**nora.bearer, "content-type": "application/json"}, content=body
    )
    assert answer.status_code == 400


async def test_a_change_keeps_what_is_not_sent(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_contact(http, nora, **MAYA)
    answer = await http.patch(
        f"/v1/contacts/{made['id']}",
        headers=if_match(nora, made),
        json={
            "role": "Director",
            "employer": None,
            "points": [{"kind": "email", "value": "maya@example.org"}],
        },
    )
    changed = answer.json()
    assert answer.status_code == 200, changed
    assert changed["seniority"] == "director"
    assert changed["employer"] is None
    assert [one["value"] for one in changed["points"]] == ["maya@example.org"]
    assert changed["points"][0]["id"] == made["points"][0]["id"]
    assert (changed["why"], changed["tags"]) == (made["why"], made["tags"])
    assert changed["version"] == made["version"] + 1
    for wrong, status in (({}, 428), ({"if-match": f'"{made["version"]}"'}, 412)):
        refused = await http.patch(
            f"/v1/contacts/{made['id']}", headers={**nora.bearer, **wrong}, json={"why": "x"}
        )
        assert refused.status_code == status


async def test_a_label_alone_moves_the_version(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_contact(http, nora, points=[{"kind": "phone", "value": "+44 20 7946 0958"}])
    answer = await http.patch(
        f"/v1/contacts/{made['id']}",
        headers=if_match(nora, made),
        json={"points": [{"kind": "phone", "value": "+44 20 7946 0958", "label": "desk"}]},
    )
    assert answer.json()["version"] == made["version"] + 1


async def test_what_was_typed_is_remembered(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_contact(http, nora, role="Analyst", notes="")
    await http.patch(
        f"/v1/contacts/{made['id']}", headers=if_match(nora, made), json={"country": "SE"}
    )
    typed = await admin.fetchval(
        "SELECT typed FROM person.contacts WHERE owner_id = $1 AND id = $2",
        nora.id,
        UUID(made["id"]),
    )
    assert set(typed) == {"name", "role", "country"}


async def test_a_guess_gives_way_to_what_is_said(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    made = await make_contact(http, nora, role="Junior analyst")
    said = await http.patch(
        f"/v1/contacts/{made['id']}", headers=if_match(nora, made), json={"seniority": "lead"}
    )
    assert (said.json()["seniority"], said.json()["seniority_guessed"]) == ("lead", False)
    later = await http.patch(
        f"/v1/contacts/{made['id']}", headers=if_match(nora, said.json()), json={"role": "Director"}
    )
    assert later.json()["seniority"] == "lead"


async def test_deleting_can_be_taken_back_for_thirty_days(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **MAYA)
    address = f"/v1/contacts/{made['id']}"
    assert (await http.delete(address, headers=nora.bearer)).status_code == 204
    assert (await http.get(address, headers=nora.bearer)).status_code == 404
    assert (await http.delete(address, headers=nora.bearer)).status_code == 404
    back = await http.post(f"{address}/restore", headers=nora.bearer)
    assert back.status_code == 200
    assert {**back.json(), "version": 0, "updated_at": ""} == {
        **made,
        "version": 0,
        "updated_at": "",
    }
    await http.delete(address, headers=nora.bearer)
    await admin.execute("ALTER TABLE person.contacts DISABLE TRIGGER stamp")
    await admin.execute(
        "UPDATE person.contacts SET deleted_at = deleted_at - $3::interval"
        " WHERE owner_id = $1 AND id = $2",
        nora.id,
        UUID(made["id"]),
        timedelta(days=31),
    )
    await admin.execute("ALTER TABLE person.contacts ENABLE TRIGGER stamp")
    assert (await http.post(f"{address}/restore", headers=nora.bearer)).status_code == 404


async def test_an_external_id_stands_for_one_person(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    made = await make_contact(http, nora, external_id="crm-7")
    await make_contact(http, ruth, external_id="crm-7")
    taken = await http.post(
        "/v1/contacts",
        headers=nora.bearer,
        json={"id": str(new_id()), "name": "Ana", "external_id": "crm-7"},
    )
    assert taken.status_code == 409
    await http.delete(f"/v1/contacts/{made['id']}", headers=nora.bearer)
    await make_contact(http, nora, "Ana", external_id="crm-7")
    back = await http.post(f"/v1/contacts/{made['id']}/restore", headers=nora.bearer)
    assert back.status_code == 409


async def test_the_page_of_a_contact_is_one_statement(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **MAYA)
    async with statements(app) as seen:
        shown = await http.get(f"/v1/contacts/{made['id']}", headers=nora.bearer)
    assert len(seen) == 1
    # The database writes it, in the shape that is documented: every field, each of its kind.
    assert tuple(shown.json()) == ContactRead.__struct_fields__
    read = msgspec.json.decode(shown.content, type=ContactRead)
    assert msgspec.to_builtins(read) == shown.json()


async def test_live_and_archived_are_counted(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    one = await make_contact(http, nora, "Ana")
    two = await make_contact(http, nora, "Ben")
    three = await make_contact(http, nora, "Cleo")

    async def counts() -> dict[str, int]:
        rows = await admin.fetch(
            "SELECT key, n FROM person.counters WHERE owner_id = $1 AND kind = 'contact'", nora.id
        )
        return {row["key"]: row["n"] for row in rows}

    assert await counts() == {"live": 3, "unsorted": 3}
    await http.patch(
        f"/v1/contacts/{one['id']}", headers=if_match(nora, one), json={"archived": True}
    )
    await http.delete(f"/v1/contacts/{two['id']}", headers=nora.bearer)
    assert await counts() == {"live": 1, "unsorted": 1, "archived": 1}
    await http.post(f"/v1/contacts/{two['id']}/restore", headers=nora.bearer)
    await http.post(f"/v1/contacts/{three['id']}/erase", headers=nora.bearer)
    assert await counts() == {"live": 1, "unsorted": 1, "archived": 1}
