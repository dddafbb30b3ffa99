"""The roster of a cohort: kept by the key of another system, brought as a table, and invited from."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import MakePerson
from tests.organizations.place import Form, Place
from tests.organizations.test_invitations import answer
from tests.organizations.test_joining import Hands, fresh, hands, seats

__all__ = ["hands"]
pytestmark = pytest.mark.anyio
ANY = {"if-match": "*"}


async def keep(place: Place, key: str, by: str = "owner", **said: Any) -> httpx.Response:
    """Create or update a row of the roster by its key."""
    path = f"/cohorts/{place.ids['cohort']}/enrolments/by-external-id/{key}"
    return await place.ask(by, "PUT", path, said)


async def look(place: Place, table: str) -> Any:
    """What would become of a table."""
    path = f"/cohorts/{place.ids['cohort']}/roster/check"
    return await place.do("owner", "POST", path, Form(table, {}))


async def bring(place: Place, table: str, version: str | None = None) -> Any:
    """Apply a table as it was looked at."""
    version = version or (await look(place, table))["version"]
    path = f"/cohorts/{place.ids['cohort']}/roster"
    return await place.do("owner", "POST", path, Form(table, {"version": version}))


async def roster(place: Place, by: str = "owner", **query: str) -> dict[str, Any]:
    """The rows of the cohort by what the organization calls them."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page = await place.do(by, "GET", f"/cohorts/{place.ids['cohort']}/enrolments?{asked}")
    return {one["external_id"]: one for one in page["items"]}


async def log_of(place: Place) -> int:
    return int(
        await place.admin.fetchval(
            "SELECT count(*) FROM organization.audit_log WHERE organization_id = $1", place.id
        )
    )


async def test_a_row_is_made_once_under_its_key_and_changed_by_it(place: Place) -> None:
    refused = await keep(place, "S-7", email="ida@example.org")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "body.name")
    wrong = await keep(place, "S-7", name="Ida", email="nowhere")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "body.email")
    first = await keep(place, "S-7", name=" Ida  Berg ", email="Ida@Example.org")
    assert first.status_code == 201
    made = first.json()
    assert (made["name"], made["email"], made["joining"]) == (
        "Ida Berg",
        "Ida@Example.org",
        "not_invited",
    )
    before = await log_of(place)
    again = await keep(place, "S-7", name="Ida Berg", email="Ida@Example.org")
    assert (again.status_code, again.json()) == (200, made)
    assert await log_of(place) == before, "nothing differs, nothing is written"
    moved = await keep(place, "S-7", email=None)
    assert moved.json()["email"] is None
    assert moved.json()["version"] > made["version"]
    without = await keep(place, "S-7", to_invite=False, status="left")
    assert (without.json()["joining"], without.json()["status"]) == ("without_app", "left")
    slash = await keep(place, "a%20key%2B1", name="Ole")
    assert (slash.status_code, slash.json()["external_id"]) == (201, "a key+1")
    crowd = await asyncio.gather(*(keep(place, "S-8", name="Eva Lund") for _ in range(8)))
    assert sorted(one.status_code for one in crowd) == [200] * 7 + [201]
    assert len({one.json()["id"] for one in crowd}) == 1


async def test_a_list_is_asked_for_what_changed_and_addresses_are_for_managers(
    place: Place,
) -> None:
    await keep(place, "S-1", name="Ada", email="ada@example.org")
    later = datetime.now(UTC).isoformat().replace("+", "%2B")
    await keep(place, "S-2", name="Bo", email="bo@example.org")
    assert set(await roster(place)) == {"Spring-1", "S-1", "S-2"}
    assert set(await roster(place, updated_since=later)) == {"S-2"}
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat().replace("+", "%2B")
    assert await roster(place, updated_since=tomorrow) == {}
    seen = await roster(place, by="coach")
    assert {one["email"] for one in seen.values()} == {None}
    assert seen["S-1"]["joining"] == "not_invited"


TABLE = """\
Student ID;First name;Surname;E-mail;App
A-1;Ada;Berg;ada@example.org;yes
A-2;Bo;Lund;bo@example.org;
A-3;Cleo;Moss;;no
;Nobody;Known;x@example.org;
A-4;;;y@example.org;
A-1;Ada;Again;z@example.org;
A-5;Dan;Roe;not an address;
A-6;Eva;Fox;bo@example.org;
"""


async def test_a_table_is_looked_at_applied_and_changes_nothing_twice(place: Place) -> None:
    seen = await look(place, TABLE)
    assert seen["counts"] == {"new": 5, "changed": 0, "same": 0, "absent": 1, "problems": 5}
    assert [(one["row"], one["code"], one["kept"]) for one in seen["problems"]] == [
        (5, "no_external_id", False),
        (6, "no_name", False),
        (7, "twice", False),
        (8, "bad_email", True),
        (9, "email_twice", True),
    ]
    assert "Nobody Known" in seen["problems"][0]["text"].replace(";", " ")
    assert [one["name"] for one in seen["new"]][:2] == ["Ada Berg", "Bo Lund"]
    assert [one["external_id"] for one in seen["absent"]] == ["Spring-1"]
    assert set(await roster(place)) == {"Spring-1"}, "nothing is done by looking"
    assert (await bring(place, TABLE, seen["version"]))["counts"] == seen["counts"]
    rows = await roster(place)
    assert {key: (one["joining"], one["email"]) for key, one in rows.items()} == {
        "Spring-1": ("without_app", None),
        "A-1": ("not_invited", "ada@example.org"),
        "A-2": ("not_invited", "bo@example.org"),
        "A-3": ("without_app", None),
        "A-5": ("not_invited", None),
        "A-6": ("not_invited", None),
    }
    assert rows["Spring-1"]["status"] == "active", "who is absent stays"
    before = await log_of(place)
    same = (await bring(place, TABLE))["counts"]
    assert (same["new"], same["changed"], same["same"]) == (0, 0, 5)
    assert (await roster(place), await log_of(place)) == (rows, before)


async def test_a_table_tells_what_it_changes_and_is_refused_where_the_roster_moved_on(
    place: Place,
) -> None:
    await bring(place, "External ID,Name,Email\nA-1,Ada,ada@example.org\nA-2,Bo,\nA-3,Cleo,\n")
    await keep(place, "A-3", status="left")
    table = "External ID,Name,Email,App\nA-1,Ada Berg,,\nA-2,Bo,,no\nA-3,Cleo,,\n"
    seen = await look(place, table)
    assert [(one["external_id"], one["changes"]) for one in seen["changed"]] == [
        ("A-1", ["name", "email"]),
        ("A-2", ["app"]),
        ("A-3", ["status"]),
    ]
    await keep(place, "A-1", name="Ada Birk")
    path = f"/cohorts/{place.ids['cohort']}/roster"
    body = Form(table, {"version": seen["version"]})
    moved = await place.ask("owner", "POST", path, body)
    assert moved.status_code == 200, "it would do just the same"
    await keep(place, "A-2", to_invite=True)
    await keep(place, "A-1", name="Ada Berg")
    refused = await place.ask("owner", "POST", path, body)
    assert refused.status_code == 409
    assert "look once more" in refused.json()["detail"]
    # A table without a column of addresses takes none away.
    await keep(place, "A-1", email="ada@example.org")
    bare = "External ID,Name\nA-1,Ada Berg\n"
    assert (await look(place, bare))["counts"]["changed"] == 0


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("", "empty"),
        ("Name,Email\nAda,ada@example.org\n", "no-external-id"),
        ("Student ID,Email\nA-1,ada@example.org\n", "no-name"),
        ("PK\x03\x04 something else", "spreadsheet"),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "unknown-format"),
    ],
)
async def test_what_is_no_roster_says_what_it_lacks(place: Place, table: str, code: str) -> None:
    path = f"/cohorts/{place.ids['cohort']}/roster/check"
    refused = await place.ask("owner", "POST", path, Form(table, {}))
    assert refused.status_code == 400
    told = refused.json()["errors"][0]
    assert told["field"] == "body.file"
    if code != "spreadsheet":
        assert told["code"] == code


async def test_whoever_is_invited_from_the_roster_takes_their_row_and_a_seat(
    place: Place, person: MakePerson, hands: Hands
) -> None:
    await seats(place, 1)
    ida, bo = fresh(), fresh()
    await bring(place, f"External ID,Name,Email\nA-1,Ida Berg,{ida}\nA-2,Bo Lund,{bo}\nA-3,Cleo,\n")
    path = f"/cohorts/{place.ids['cohort']}/roster/invitations"
    assert await place.do("owner", "POST", path, {}) == {"sent": 2, "left": 0}
    assert await place.do("owner", "POST", path, {}) == {"sent": 0, "left": 0}, "nobody twice"
    rows = await roster(place)
    assert {rows[key]["joining"] for key in ("A-1", "A-2")} == {"invited"}
    assert rows["A-3"]["joining"] == "not_invited"
    assert (await look(place, f"External ID,Name,Email\nA-1,Ida Berg,{ida}\n"))["changed"] == []
    mails = (await place.do("owner", "GET", "/invitations"))["items"]
    links = {
        one["email"]: await hands.link(place.staff["owner"], one["id"])
        for one in mails
        if one["email"] in (ida, bo)
    }
    came = await person(name="Ida")
    joined = await answer(place, came, links[ida], name="Ida B.")
    assert joined.json()["enrolment_id"] == rows["A-1"]["id"]
    again = await answer(place, came, links[ida], name="Ida B.")
    assert again.json() == joined.json(), "accepted twice is once"
    full = await answer(place, await person(), links[bo])
    assert full.status_code == 409, "seats hold"
    row = (await roster(place))["A-1"]
    assert (row["joining"], row["name"], row["email"]) == ("joined", "Ida B.", None)
    kept = await place.admin.fetchval(
        "SELECT email FROM organization.enrolment_addresses WHERE enrolment_id = $1", row["id"]
    )
    assert kept is None, "the address of whoever joined is forgotten"
    # What the person said of themselves is not said otherwise by a list.
    table = f"External ID,Name,Email\nA-1,Ida Berg,{ida}\nA-2,Bo Lund,{bo}\nA-3,Cleo,\n"
    assert (await look(place, table))["counts"]["changed"] == 0
    put = await keep(place, "A-1", name="Ida Berg", email=ida, status="left")
    assert (put.status_code, put.json()) == (200, row)
    left = await place.http.post(f"/v1/enrolments/{row['id']}/leave", headers=came.bearer)
    assert left.status_code == 204
    seen = await look(place, table)
    assert [(one["row"], one["code"]) for one in seen["problems"]] == [(2, "left")]
    assert seen["counts"]["changed"] == 0, "who left comes back by themselves"


async def test_an_address_that_was_invited_before_belongs_to_its_row(
    place: Place, person: MakePerson, hands: Hands
) -> None:
    ida = fresh()
    asked = {"cohort_id": place.ids["cohort"], "emails": [ida]}
    first = await place.do("owner", "POST", "/invitations/mails", asked)
    made = (await keep(place, "A-1", name="Ida", email=ida)).json()
    path = f"/cohorts/{place.ids['cohort']}/roster/invitations"
    invited = await place.do("owner", "POST", path, {"enrolment_ids": [made["id"]]})
    assert invited == {"sent": 0, "left": 0}
    link = await hands.link(place.staff["owner"], first["items"][0]["id"])
    joined = await answer(place, await person(), link)
    assert joined.json()["enrolment_id"] == made["id"]


async def test_an_erased_account_is_asked_nowhere_by_its_address(
    place: Place, person: MakePerson
) -> None:
    ida = await person()
    await keep(place, "A-1", name="Ida", email=ida.email.upper())
    await place.admin.execute("DELETE FROM directory.access_tokens WHERE person_id = $1", ida.id)
    async with place.admin.transaction():
        for table in ("person.changes", "person.profiles"):
            await place.admin.execute(f"DELETE FROM {table} WHERE owner_id = $1", ida.id)
        await place.admin.execute("DELETE FROM directory.sessions WHERE person_id = $1", ida.id)
        await place.admin.execute("DELETE FROM directory.people WHERE id = $1", ida.id)
    assert (await roster(place))["A-1"]["email"] is None
