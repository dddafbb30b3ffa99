"""Somebody asked to be deleted: no word of theirs is left anywhere, and no import brings them back."""

from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.contacts.belonging import about_a_contact, emptying
from api.contacts.erasing import suppressed
from api.contacts.identity import Identity, identity_of
from api.credentials import read_credential
from api.models import Base
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody

pytestmark = pytest.mark.anyio

CANARY = "Quetzalcanary"
FIELDS: dict[str, object] = {
    "name": f"Maya {CANARY}",
    "why": f"why {CANARY}",
    "role": f"{CANARY} analyst",
    "employer": f"{CANARY} Consulting",
    "industry": CANARY,
    "tags": [CANARY],
    "notes": f"notes {CANARY}",
    "external_id": CANARY,
    "points": [
        {"kind": "email", "value": f"{CANARY}@example.org", "label": CANARY},
        {"kind": "phone", "value": "+44 20 7946 0958"},
        {"kind": "url", "value": f"https://www.linkedin.com/in/{CANARY}"},
    ],
}


async def columns_with(admin: asyncpg.Connection, owner: UUID, word: str) -> list[str]:
    """Every column of every person table in which a row of this owner says the word."""
    columns = [
        (table.fullname, column.name)
        for table in Base.metadata.tables.values()
        if table.schema == "person"
        for column in table.columns
    ]
    return [
        f"{table.removeprefix('person.')}.{column}"
        for table, column in columns
        if await admin.fetchval(
            f"SELECT EXISTS (SELECT FROM {table} WHERE owner_id = $1"
            f" AND strpos(lower({column}::text), lower($2)) > 0)",
            owner,
            word,
        )
    ]


async def written_to(http: httpx.AsyncClient, owner: Somebody, contact_id: str) -> None:
    """A thread with the contact, a note of what was told, and a drafted message."""
    thread, message = str(new_id()), str(new_id())
    made = await http.post(
        "/v1/threads", headers=owner.bearer, json={"id": thread, "contact_id": contact_id}
    )
    assert made.status_code in {200, 201}, made.text
    draft = await http.post(
        "/v1/messages",
        headers=owner.bearer,
        json={
            "id": message,
            "thread_id": thread,
            "kind": "ask",
            "channel": "email",
            "subject": f"To {CANARY}",
            "body": f"Dear {CANARY}, I read your article.",
        },
    )
    assert draft.status_code in {200, 201}, draft.text


async def test_no_word_is_left(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **FIELDS)  # type: ignore[arg-type]
    other = await make_contact(http, nora, "Ana Ferreira", employer="Openward", notes="kept")
    await written_to(http, nora, made["id"])
    before = await columns_with(admin, nora.id, CANARY)
    assert {"contacts.name", "contacts.search", "contact_points.value_norm", "employers.name"} <= {
        *before
    }
    assert {"messages.body", "message_versions.body"} <= {*before}
    erased = await http.post(f"/v1/contacts/{made['id']}/erase", headers=nora.bearer)
    assert erased.status_code == 204
    assert await columns_with(admin, nora.id, CANARY) == []
    assert await columns_with(admin, nora.id, "7946") == []
    events = await admin.fetchval(
        "SELECT count(*) FROM person.events WHERE owner_id = $1 AND contact_id = $2",
        nora.id,
        UUID(made["id"]),
    )
    assert events >= 2
    husk = await admin.fetchrow(
        "SELECT name, erased_at, deleted_at FROM person.contacts WHERE owner_id = $1 AND id = $2",
        nora.id,
        UUID(made["id"]),
    )
    assert husk is not None
    assert husk["name"] == ""
    assert husk["erased_at"] is not None
    kept = await http.get(f"/v1/contacts/{other['id']}", headers=nora.bearer)
    assert (kept.json()["notes"], kept.json()["employer"]["name"]) == ("kept", "Openward")


async def test_later_pushes_are_refused(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_contact(http, nora, **FIELDS)  # type: ignore[arg-type]
    address = f"/v1/contacts/{made['id']}"
    assert (await http.post(f"{address}/erase", headers=nora.bearer)).status_code == 204
    assert (await http.post(f"{address}/erase", headers=nora.bearer)).status_code == 204
    assert (await http.get(address, headers=nora.bearer)).status_code == 404
    for method, path, body in (
        ("PATCH", address, {"role": "x"}),
        ("DELETE", address, None),
        ("POST", f"{address}/restore", None),
        ("POST", "/v1/contacts", {"id": made["id"], **FIELDS}),
    ):
        refused = await http.request(method, path, json=body, headers=if_match(nora, made))
        assert refused.status_code == 409, path
        assert refused.json()["type"].endswith("/contact-erased")


async def test_a_deleted_contact_can_be_erased(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **FIELDS)  # type: ignore[arg-type]
    await http.delete(f"/v1/contacts/{made['id']}", headers=nora.bearer)
    erased = await http.post(f"/v1/contacts/{made['id']}/erase", headers=nora.bearer)
    assert erased.status_code == 204
    assert await columns_with(admin, nora.id, CANARY) == []


async def test_an_employer_of_others_stays(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_contact(http, nora, "Maya Lindgren", employer="Openward")
    await make_contact(http, nora, "Jonas Keller", employer="Openward")
    await http.post(f"/v1/contacts/{made['id']}/erase", headers=nora.bearer)
    listed = await http.get("/v1/employers", headers=nora.bearer)
    assert [(one["name"], one["people"]) for one in listed.json()["items"]] == [("Openward", 1)]


async def test_an_import_meets_them_again(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    made = await make_contact(
        http,
        nora,
        "Maya Lindgren",
        employer="Pennine University",
        points=[{"kind": "email", "value": "Maya@example.org"}],
    )
    rows = [
        identity_of("M. Lindgren", "", emails=["maya@EXAMPLE.org"]),
        identity_of("Dr Maya Lindgren", "Pennine University Ltd"),
        identity_of("Maya Lindgren", "Openward"),
        identity_of("Ana Ferreira", "Pennine University"),
    ]
    assert await meets(app, nora, rows) == [False] * 4
    await http.post(f"/v1/contacts/{made['id']}/erase", headers=nora.bearer)
    assert await meets(app, nora, rows) == [True, True, False, False]
    assert await meets(app, ruth, rows) == [False] * 4


async def meets(app: Litestar, owner: Somebody, rows: list[Identity]) -> list[bool]:
    credential = read_credential(owner.token)
    async with app.state.database.enter(credential, "contacts:read", writing=False) as work:
        return await suppressed(work, app.state["keys"], rows)


def test_every_column_about_a_contact_can_be_emptied() -> None:
    """Also of tables that come later: one that can't be says so here."""
    assert len(emptying()) >= 4
    reached = {table.fullname for table, _ in about_a_contact()}
    about = {
        table.fullname
        for table in Base.metadata.tables.values()
        if any(column.info["privacy"] == "third" for column in table.columns)
    }
    assert about - reached == {"person.imports", "person.import_problems"}, "see mentions.py"


async def test_rows_of_files_that_name_them_are_emptied(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_contact(http, nora, **FIELDS)  # type: ignore[arg-type]
    import_id = new_id()
    rows = [f"Maya,{CANARY},,", f"?,?,{CANARY}@EXAMPLE.org,x", "Maya,Other,,"]
    async with admin.transaction():
        await admin.execute("SELECT set_config('app.person_id', $1, true)", str(nora.id))
        await admin.execute("SELECT app.begin_write()")
        await admin.execute(
            "INSERT INTO person.imports (owner_id, id, file_name, format, preview)"
            " VALUES ($1, $2, 'x.csv', 'linkedin_csv', jsonb_build_object('rows', $3::text))",
            nora.id,
            import_id,
            rows[0],
        )
        for place, raw in enumerate(rows):
            await admin.execute(
                "INSERT INTO person.import_problems"
                " (owner_id, import_id, place, number, code, field, row_kept, raw)"
                " VALUES ($1, $2, $3, $3, 'bad_date', 'connected_on', true, $4)",
                nora.id,
                import_id,
                place,
                raw,
            )
    await http.post(f"/v1/contacts/{made['id']}/erase", headers=nora.bearer)
    assert await columns_with(admin, nora.id, CANARY) == []
    kept = await admin.fetch(
        "SELECT raw FROM person.import_problems WHERE owner_id = $1 AND raw <> ''", nora.id
    )
    assert [row["raw"] for row in kept] == ["Maya,Other,,"]
