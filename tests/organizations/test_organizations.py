"""Organizations: founded and renamed, their staff, programmes, cohorts, who takes part, and the log."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, found
from tests.statements import statements

pytestmark = pytest.mark.anyio

ANY = {"if-match": "*"}


async def test_who_founds_it_owns_it_and_lists_it(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    assert (await http.get("/v1/organizations")).status_code == 401
    narrow = await person(scopes=["organizations:read"])
    body = {"name": "  Harbour   College ", "my_name": "Olga"}
    refused = await http.post("/v1/organizations", json=body, headers=narrow.bearer)
    assert refused.status_code == 403
    olga = await person()
    key = {**olga.bearer, "idempotency-key": "found-it-once"}
    first = await http.post("/v1/organizations", json=body, headers=key)
    again = await http.post("/v1/organizations", json=body, headers=key)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    made = first.json()
    assert (made["name"], made["role"], made["version"]) == ("Harbour College", "owner", 1)
    mine = await http.get("/v1/organizations", headers=olga.bearer)
    assert [one["id"] for one in mine.json()["items"]] == [made["id"]]
    nobodys = await http.get("/v1/organizations", headers=narrow.bearer)
    assert nobodys.json()["items"] == []
    assert mine.headers["cache-control"] == "private, no-store"


async def test_the_example_founds_nothing(http: httpx.AsyncClient, person: MakePerson) -> None:
    looking = await person(read_only=True)
    body = {"name": "Harbour", "my_name": "Olga"}
    answer = await http.post("/v1/organizations", json=body, headers=looking.cookie)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": " ", "my_name": "O"}, "name"),
        ({"name": "A"}, "my_name"),
        ({"name": "\0", "my_name": "O"}, "name"),
    ],
)
async def test_a_name_is_more_than_blanks(
    http: httpx.AsyncClient, person: MakePerson, body: Any, field: str
) -> None:
    who = await person()
    answer = await http.post("/v1/organizations", json=body, headers=who.bearer)
    assert answer.status_code == 400
    assert field in answer.text


async def test_a_change_needs_the_version_that_was_read(place: Place) -> None:
    shown = await place.ask("owner", "GET", "")
    body = {"name": "Harbour University"}
    assert (await place.ask("owner", "PATCH", "", body)).status_code == 428
    first = await place.ask("owner", "PATCH", "", body, **{"if-match": shown.headers["etag"]})
    assert first.json()["name"] == "Harbour University"
    stale = await place.ask(
        "owner", "PATCH", "", {"name": "X"}, **{"if-match": shown.headers["etag"]}
    )
    assert stale.status_code == 412


async def test_staff_change_their_roles_end_and_come_back(place: Place) -> None:
    path = f"/memberships/{place.ids['coach']}"
    ended = await place.do("owner", "PATCH", path, {"active": False}, **ANY)
    assert ended["ended_at"] is not None
    coaching = await place.do("owner", "GET", f"/cohorts/{place.ids['cohort']}/coaches")
    assert coaching["items"][0]["ends_at"] is not None, "who is gone coaches nobody"
    assert (await place.ask("coach", "GET", "")).status_code == 404
    back = await place.do("owner", "PATCH", path, {"active": True, "role": "admin"}, **ANY)
    assert (back["ended_at"], back["role"]) == (None, "admin")
    assert (await place.do("coach", "GET", ""))["role"] == "admin"
    still = await place.do("owner", "GET", f"/cohorts/{place.ids['cohort']}/coaches")
    assert still["items"][0]["ends_at"] is not None, "coaching does not come back by itself"


async def test_a_role_that_sees_nobody_ends_coaching(place: Place) -> None:
    path = f"/memberships/{place.ids['coach']}"
    await place.do("owner", "PATCH", path, {"role": "analyst"}, **ANY)
    coaching = await place.do("owner", "GET", f"/cohorts/{place.ids['cohort']}/coaches")
    assert coaching["items"][0]["ends_at"] is not None


async def test_whoever_leaves_is_gone_and_the_last_owner_stays(place: Place) -> None:
    await place.do("coach", "POST", "/leave")
    assert (await place.ask("coach", "GET", "")).status_code == 404
    coaching = await place.do("owner", "GET", f"/cohorts/{place.ids['cohort']}/coaches")
    assert coaching["items"][0]["ends_at"] is not None
    refused = await place.ask("owner", "POST", "/leave")
    assert refused.status_code == 409
    assert "owner" in refused.json()["detail"]
    me = f"/memberships/{place.ids['owner']}"
    for change in ({"role": "admin"}, {"active": False}):
        assert (await place.ask("owner", "PATCH", me, change, **ANY)).status_code == 409
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "owner"}, **ANY)
    await place.do("owner", "POST", "/leave")
    assert (await place.do("admin", "GET", ""))["role"] == "owner"


@pytest.mark.parametrize("round_", range(5))
async def test_two_owners_who_end_each_other_at_once_leave_one(place: Place, round_: int) -> None:
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "owner"}, **ANY)
    change = {"active": False} if round_ % 2 else {"role": "coach"}
    answers = await asyncio.gather(
        place.ask("owner", "PATCH", f"/memberships/{place.ids['admin']}", change, **ANY),
        place.ask("admin", "PATCH", f"/memberships/{place.ids['owner']}", change, **ANY),
    )
    codes = sorted(one.status_code for one in answers)
    # Whoever comes later is refused: as the last owner's end, or because they are none any more.
    assert codes[0] == 200
    assert codes[1] in {403, 404, 409}
    owners = await place.admin.fetchval(
        "SELECT count(*) FROM organization.memberships WHERE organization_id = $1"
        " AND role = 'owner' AND ended_at IS NULL",
        place.id,
    )
    assert owners == 1


async def test_two_transactions_side_by_side_leave_an_owner(
    place: Place, cluster: Cluster, database: str
) -> None:
    """The same where both have entered before either ends: the second waits, and is refused."""
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "owner"}, **ANY)
    end = "UPDATE organization.memberships SET ended_at = now() WHERE id = $1"
    other = await asyncpg.connect(cluster.dsn("postgres", database, tcp=True))
    try:
        one, two = place.admin.transaction(), other.transaction()
        await one.start()
        await two.start()
        await place.admin.execute(end, place.ids["admin"])
        waiting = asyncio.create_task(other.execute(end, place.ids["owner"]))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await one.commit()
        with pytest.raises(asyncpg.PostgresError) as refused:
            await waiting
        assert refused.value.sqlstate == "AW409"
        await two.rollback()
    finally:
        await other.close()


async def test_programmes_and_cohorts_are_made_once_by_their_id(place: Place) -> None:
    programme = {"id": str(new_id()), "name": "Return to work", "about": "Twelve weeks"}
    first = await place.ask("admin", "POST", "/programmes", programme)
    again = await place.ask("admin", "POST", "/programmes", programme)
    assert (first.status_code, again.status_code) == (201, 200)
    other = await place.ask("admin", "POST", "/programmes", {**programme, "name": "Other"})
    assert other.status_code == 409
    cohort = {
        "id": str(new_id()),
        "programme_id": programme["id"],
        "name": "Winter",
        "starts_on": "2026-11-01",
        "ends_on": "2027-01-31",
        "time_zone": "Europe/Paris",
    }
    assert (await place.ask("admin", "POST", "/cohorts", cohort)).status_code == 201
    assert (await place.ask("admin", "POST", "/cohorts", cohort)).status_code == 200
    listed = await place.do("analyst", "GET", "/cohorts")
    assert next(one["name"] for one in listed["items"]) == "Winter"
    of_one = await place.do("analyst", "GET", f"/cohorts?programme_id={programme['id']}")
    assert [one["name"] for one in of_one["items"]] == ["Winter"]
    changed = await place.do(
        "admin", "PATCH", f"/cohorts/{cohort['id']}", {"ends_on": "2027-02-28"}, **ANY
    )
    assert changed["ends_on"] == "2027-02-28"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": "2026-02-01"}, "body.ends_on"),
        ({"time_zone": "Mars/Olympus"}, "body.time_zone"),
        ({"programme_id": "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"}, "body.programme_id"),
    ],
)
async def test_a_cohort_says_what_is_wrong_with_it(place: Place, wrong: Any, field: str) -> None:
    cohort = {
        "id": str(new_id()),
        "programme_id": place.ids["programme"],
        "name": "Winter",
        "starts_on": "2026-11-01",
        "ends_on": "2027-01-31",
        "time_zone": "Europe/Paris",
        **wrong,
    }
    answer = await place.ask("owner", "POST", "/cohorts", cohort)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


async def test_who_takes_part_is_kept_once_by_the_organizations_own_id(place: Place) -> None:
    path = f"/cohorts/{place.ids['cohort']}/enrolments"
    twice = {"id": str(new_id()), "name": "Somebody", "external_id": "Spring-1"}
    assert (await place.ask("owner", "POST", path, twice)).status_code == 409
    ada = {"id": str(new_id()), "name": "ada lovelace", "external_id": "Spring-2"}
    made = await place.ask("owner", "POST", path, ada)
    assert (made.status_code, made.json()["uses_askwell"]) == (201, False)
    assert (await place.ask("owner", "POST", path, ada)).status_code == 200
    names = [one["name"] for one in (await place.do("owner", "GET", path))["items"]]
    assert names == ["ada lovelace", "Paul of Spring"]
    one = f"/enrolments/{ada['id']}"
    left = await place.do("owner", "PATCH", one, {"status": "left", "external_id": None}, **ANY)
    assert (left["status"], left["external_id"]) == ("left", None)


async def test_only_staff_who_may_coach_are_assigned(place: Place) -> None:
    path = f"/cohorts/{place.ids['cohort']}/coaches"
    for who in (place.ids["analyst"], str(new_id())):
        answer = await place.ask("owner", "POST", path, {"id": str(new_id()), "membership_id": who})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "body.membership_id"
    later = {
        "id": str(new_id()),
        "membership_id": place.ids["admin"],
        "starts_at": "2030-01-01T00:00:00+01:00",
    }
    made = await place.do("owner", "POST", path, later)
    assert made["starts_at"] == "2029-12-31T23:00:00Z"
    ended = await place.do("owner", "POST", f"/coaches/{later['id']}/end")
    assert ended["ends_at"] == made["starts_at"], "it ends before it began"
    again = await place.do("owner", "POST", f"/coaches/{place.ids['coaching']}/end")
    assert (await place.do("owner", "POST", f"/coaches/{place.ids['coaching']}/end")) == again


async def test_the_log_says_who_did_what_and_no_words(place: Place) -> None:
    path = f"/memberships/{place.ids['developer']}"
    answer = await place.ask("owner", "PATCH", path, {"role": "coach"}, **ANY)
    await place.do(
        "admin", "PATCH", f"/programmes/{place.ids['programme']}", {"about": "Secret words"}, **ANY
    )
    log = (await place.do("admin", "GET", "/audit-log"))["items"]
    assert (log[0]["action"], log[0]["by_name"]) == ("programme.changed", "Admin")
    assert log[0]["changes"] == [{"field": "about", "before": None, "after": None}]
    assert "Secret" not in str(log)
    assert (log[1]["action"], log[1]["by_name"]) == ("membership.changed", "Olga Owner")
    assert log[1]["changes"] == [{"field": "role", "before": "developer", "after": "coach"}]
    assert log[1]["request_id"] == answer.headers["x-request-id"]
    assert log[1]["subject_id"] == place.ids["developer"]
    everything = (await place.do("owner", "GET", "/audit-log?limit=100"))["items"]
    assert everything[-1]["by_membership_id"] == place.ids["owner"]
    assert {one["action"] for one in everything} >= {
        "membership.created", "programme.created", "cohort.created", "enrolment.created", "coach.created",
    }  # fmt: skip


async def test_lists_have_pages_and_one_statement_whatever_their_length(
    place: Place, app: Litestar
) -> None:
    many = [{"id": str(new_id()), "name": f"Number {number}"} for number in range(3)]
    for one in many:
        await place.do("owner", "POST", "/programmes", one)
        await place.do("owner", "POST", f"/cohorts/{place.ids['cohort']}/enrolments", one)
    await place.do("owner", "POST", "/invitations", {"role": "coach"})
    cohort = f"/cohorts/{place.ids['cohort']}"
    await place.do(
        "owner",
        "POST",
        f"{cohort}/coaches",
        {"id": many[0]["id"], "membership_id": place.ids["owner"]},
    )
    for path, needed in (
        ("/memberships", 1),
        ("/audit-log", 1),
        ("/invitations", 1),
        ("/programmes", 1),
        ("/cohorts", 1),
        (f"{cohort}/coaches", 2),  # whether there is such a cohort, and its coaches
        (f"{cohort}/enrolments", 2),
    ):
        async with statements(app) as seen:
            whole = await place.do("owner", "GET", f"{path}?limit=100")
        assert len(seen) == needed, (path, seen)
        found_, cursor = [], ""
        while cursor is not None:
            page = await place.do("owner", "GET", f"{path}?limit=1{cursor}")
            found_ += page["items"]
            cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
        assert found_ == whole["items"]
        assert len(found_) > 1
    async with statements(app) as seen:
        await place.http.get("/v1/organizations", headers=place.staff["owner"].bearer)
    assert len(seen) == 1


async def test_another_organization_is_another_world(
    place: Place, http: httpx.AsyncClient, person: MakePerson
) -> None:
    """Owning one organization opens nothing of another, under whichever address it is asked for."""
    other = await person()
    theirs = await found(http, other, "Elsewhere")
    for path in (
        f"/programmes/{place.ids['programme']}",
        f"/cohorts/{place.ids['cohort']}",
        f"/cohorts/{place.ids['cohort']}/enrolments",
        f"/enrolments/{place.ids['enrolment']}",
        f"/memberships/{place.ids['coach']}",
    ):
        answer = await http.get(f"/v1/organizations/{theirs['id']}{path}", headers=other.bearer)
        assert answer.status_code == 404, path
        assert (await place.ask(other, "GET", path)).status_code == 404, path
    same = {"id": place.ids["programme"], "name": "Same id, other place"}
    made = await http.post(
        f"/v1/organizations/{theirs['id']}/programmes", json=same, headers=other.bearer
    )
    assert made.status_code == 201


async def test_the_log_is_saved_as_a_file_and_kept_for_two_years(
    place: Place, admin: asyncpg.Connection
) -> None:
    await place.do("owner", "PATCH", "", {"name": "=Harbour"}, **{"if-match": "*"})
    saved = await place.ask("admin", "GET", "/audit-log.csv")
    assert saved.headers["content-disposition"].startswith("attachment")
    first, *lines = saved.text.lstrip("\ufeff").splitlines()
    assert first == "When,Who,Name,What,Of what,Changed,Request"
    assert "organization.changed" in lines[0]
    assert len(lines) == await admin.fetchval(
        "SELECT count(*) FROM organization.audit_log WHERE organization_id = $1", place.id
    )
    oldest = await admin.fetchval(
        "SELECT id FROM organization.audit_log WHERE organization_id = $1 ORDER BY at LIMIT 1",
        place.id,
    )
    await admin.execute(
        "UPDATE organization.audit_log SET at = at - interval '2 years' WHERE id = $1", oldest
    )
    await admin.fetchval("SELECT door.forget_audit(now(), 1000)")
    log = (await place.do("owner", "GET", "/audit-log?limit=100"))["items"]
    assert len(log) == len(lines) - 1
    assert str(oldest) not in [one["id"] for one in log]
