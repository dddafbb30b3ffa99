"""Who may do what in an organization, as `tests/isolation/staff.toml` says: over HTTP every operation
with every role, and in the database every table with every role, whatever a route may say."""

import asyncpg
import httpx
import pytest
from litestar import Litestar
from litestar.di import Provide

from api.access import ORGANIZATION, provide_work, roles_of
from api.app import V1
from api.credentials import STAFF_ROLES
from api.embedded.postgres import Cluster
from api.openapi import document
from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import TABLE, Place, requests_of, sent, told
from tests.sharing.part import join, need_help, share_something

pytestmark = pytest.mark.anyio

OPERATIONS = {
    operation["operationId"]: (method.upper(), path)
    for path, item in document([V1])["paths"].items()
    for method, operation in item.items()
    if method in {"get", "post", "put", "patch", "delete"} and f"{{{ORGANIZATION}}}" in path
}


def test_every_operation_of_an_organization_is_in_the_table() -> None:
    assert OPERATIONS.keys() == TABLE["operations"].keys()
    assert OPERATIONS.keys() == requests_of(dict.fromkeys([*STAFF_ROLES, *KINDS], "x")).keys()


KINDS = (
    "programme", "cohort", "enrolment", "coaching", "invitation", "mailed", "item", "version", "note",
    "sending", "preview", "flag", "roster", "session", "host", "told_talk",
)  # fmt: skip


def test_every_route_declares_its_roles_and_only_those_of_organizations_do() -> None:
    declared = {}
    for route in Litestar(
        [V1], dependencies={"work": Provide(provide_work)}, openapi_config=None
    ).routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.http_methods != {"OPTIONS"}:
                here = ORGANIZATION in route.path
                roles = roles_of(handler, of_organization=here)
                first, *others = handler.handler_name.split("_")
                if here:
                    declared[first + "".join(one.title() for one in others)] = list(roles)
    assert declared == TABLE["operations"]


COACHES_ALONE = {
    "readDashboard",
    "listDashboardPeople",
    "readParticipantItem",
    "commentOnItem",
    "suggestEdit",
    "writeParticipantNote",
    "removeParticipantNote",
    "answerFlag",
    "raiseFlagAbout",
    "readSending",
    "previewLetters",
    "sendLetters",
}
"""Owners and admins may, where they coach: what is shared with somebody else is not there for them."""


@pytest.mark.parametrize("operation", sorted(TABLE["operations"]))
async def test_each_role_may_what_the_table_says(
    place: Place, person: MakePerson, operation: str
) -> None:
    if operation in COACHES_ALONE:
        part = await join(place, await person())
        await share_something(part)
        await need_help(part)
    method, path, body = requests_of(place.ids)[operation]
    may = TABLE["operations"][operation]
    for role in sorted(STAFF_ROLES, key=lambda one: one in may):
        # Whoever may leave does: its one owner is refused, which is not a matter of roles.
        answer = await place.ask(role, method, path, body, **{"if-match": "*"})
        if role in may:
            last_owner = operation == "leaveOrganization" and role == "owner"
            done = {409} if last_owner else {200, 201, 202, 204}
            not_theirs = operation in COACHES_ALONE and role != "coach"
            assert answer.status_code in ({404} if not_theirs else done), answer.text
        else:
            assert answer.status_code == 403, (operation, role, answer.text)
            assert answer.json()["type"].endswith("/not-allowed")


@pytest.mark.parametrize("operation", sorted(TABLE["operations"]))
async def test_nobody_without_a_credential_a_scope_or_a_membership(
    place: Place, person: MakePerson, http: httpx.AsyncClient, operation: str
) -> None:
    method, path, body = requests_of(place.ids)[operation]
    nobody = await http.request(method, f"/v1/organizations/{place.id}{path}", **sent(body))
    assert nobody.status_code == 401
    narrow = await person(scopes=["contacts:read", "contacts:write"])
    refused = await place.ask(narrow, method, path, body, **{"if-match": "*"})
    assert refused.status_code == 403
    stranger = await person()
    theirs = await place.ask(stranger, method, path, body, **{"if-match": "*"})
    unknown = await http.request(
        method,
        f"/v1/organizations/{new_id()}{path}",
        headers={**stranger.bearer, "if-match": "*"},
        **sent(body),
    )
    assert told(theirs) == told(unknown)
    assert theirs.status_code == 404
    await place.do(
        "owner",
        "PATCH",
        f"/memberships/{place.ids['admin']}",
        {"active": False},
        **{"if-match": "*"},
    )
    gone = await place.ask("admin", method, path, body, **{"if-match": "*"})
    assert told(gone) == told(unknown)


SAMPLE = {
    "sessions": "id",
    "attendance": "session_id",
    "told_talks": "id",
    "organizations": "organization_id",
    "memberships": "id",
    "programmes": "id",
    "cohorts": "id",
    "cohort_counts": "cohort_id",
    "enrolments": "id",
    "enrolment_addresses": "enrolment_id",
    "snapshot_sets": "cohort_id",
    "coach_assignments": "id",
    "invitations": "id",
    "audit_log": "id",
    "coach_notes": "id",
    "coach_letters": "id",
    "flags": "id",
}


@pytest.mark.parametrize("role", STAFF_ROLES)
async def test_the_database_keeps_each_role_to_its_tables(
    place: Place, cluster: Cluster, database: str, role: str
) -> None:
    """What a route would show or change that named one role too many."""
    app = await asyncpg.connect(cluster.dsn("askwell_app", database, tcp=True))
    try:
        for table, key in SAMPLE.items():
            may = TABLE["tables"][table]
            mine = f"person_id <> '{place.staff[role].id}'"
            others = f" AND (person_id IS NULL OR {mine})" if may.get("own") else ""
            if table == "organizations":
                others = ""
            seen = await _as(
                app, place, role, f"SELECT count(*) FROM organization.{table} WHERE true{others}"
            )
            reads = role in may["read"] or (role == "coach" and may.get("assigned", False))
            # Everybody who works there reads the name of the organization, as their own.
            assert bool(seen) is reads, (table, role, seen)
            changed = await _as(
                app,
                place,
                role,
                f"WITH gone AS (UPDATE organization.{table} SET {COLUMN[table]} = {COLUMN[table]}"
                f" WHERE true{others} RETURNING {key}) SELECT count(*) FROM gone",
            )
            assigned = role == "coach" and may.get("assigned_write", False)
            assert bool(changed) is (role in may.get("change", ()) or assigned), (table, role)
            added = await _as(app, place, role, ADD[table])
            assert bool(added) is (role in may.get("add", ()) or assigned), (table, role, added)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(f"DELETE FROM organization.{table}")
    finally:
        await app.close()


async def test_a_coach_plans_nothing_for_another_cohort(
    place: Place, cluster: Cluster, database: str
) -> None:
    """By the database, whatever a route may say."""
    app = await asyncpg.connect(cluster.dsn("askwell_app", database, tcp=True))
    other = ADD["sessions"].replace("c.cohort_id", f"'{place.ids['other_cohort']}'::uuid")
    moved = (
        f"WITH gone AS (UPDATE organization.sessions SET cohort_id = '{place.ids['other_cohort']}'"
        " RETURNING id) SELECT count(*) FROM gone"
    )
    try:
        assert await _as(app, place, "owner", other) == 1
        for sql in (other, moved):
            assert await _as(app, place, "coach", sql) == 0
    finally:
        await app.close()


async def test_a_coach_sees_people_of_their_own_cohorts_only(place: Place) -> None:
    own = await place.do("coach", "GET", f"/cohorts/{place.ids['cohort']}/enrolments")
    assert [one["name"] for one in own["items"]] == ["Paul of Spring"]
    other = await place.do("coach", "GET", f"/cohorts/{place.ids['other_cohort']}/enrolments")
    assert other["items"] == []
    hidden = await place.ask("coach", "GET", f"/enrolments/{place.ids['other_enrolment']}")
    unknown = await place.ask("coach", "GET", f"/enrolments/{new_id()}")
    assert told(hidden) == told(unknown)
    assert hidden.status_code == 404
    await place.do("owner", "POST", f"/coaches/{place.ids['coaching']}/end")
    after = await place.do("coach", "GET", f"/cohorts/{place.ids['cohort']}/enrolments")
    assert after["items"] == []
    assert (
        await place.ask("coach", "GET", f"/enrolments/{place.ids['enrolment']}")
    ).status_code == 404


COLUMN = {
    "sessions": "title",
    "attendance": "state",
    "told_talks": "removed_at",
    "organizations": "name",
    "memberships": "role",
    "programmes": "name",
    "cohorts": "name",
    "cohort_counts": "joined",
    "enrolments": "name",
    "enrolment_addresses": "email",
    "snapshot_sets": "name",
    "coach_assignments": "ends_at",
    "invitations": "ended_at",
    "audit_log": "action",
    "coach_notes": "body",
    "coach_letters": "body",
    "flags": "words",
}
_HERE = "app.organization_id(), gen_random_uuid()"
_SESSION = "(organization_id, id, cohort_id, title, agenda, starts_at, ends_at, zone, place)"
ADD = {
    "sessions": f"INSERT INTO organization.sessions {_SESSION} SELECT {_HERE}, c.cohort_id, 'x', '',"
    " now(), now() + interval '1 hour', 'UTC', '' FROM organization.coach_assignments c",
    "attendance": "INSERT INTO organization.attendance (organization_id, session_id, enrolment_id,"
    " cohort_id, membership_id, at) SELECT s.organization_id, s.id, e.id, e.cohort_id,"
    " app.membership_id(), now() FROM organization.enrolments e JOIN organization.sessions s"
    " ON s.cohort_id = e.cohort_id ON CONFLICT (organization_id, session_id, enrolment_id)"
    " DO UPDATE SET state = 'absent'",
    "told_talks": "INSERT INTO organization.told_talks (organization_id, id, cohort_id, enrolment_id,"
    " membership_id, held_on, told_at) SELECT e.organization_id, gen_random_uuid(), e.cohort_id,"
    " e.id, app.membership_id(), now(), now() FROM organization.enrolments e",
    "organizations": "INSERT INTO organization.organizations (organization_id, name)"
    " VALUES (gen_random_uuid(), 'x')",
    "memberships": "INSERT INTO organization.memberships (organization_id, id, name, role)"
    f" VALUES ({_HERE}, 'x', 'owner')",
    "programmes": "INSERT INTO organization.programmes (organization_id, id, name, about)"
    f" VALUES ({_HERE}, 'x', '')",
    "cohorts": "INSERT INTO organization.cohorts (organization_id, id, programme_id, name,"
    f" starts_on, ends_on, time_zone) SELECT {_HERE}, p.id, 'x', now(), now(), 'UTC'"
    " FROM organization.programmes p",
    "cohort_counts": "INSERT INTO organization.cohort_counts (organization_id, cohort_id, joined)"
    " SELECT app.organization_id(), c.id, 1 FROM organization.cohorts c",
    "snapshot_sets": "INSERT INTO organization.snapshot_sets (organization_id, cohort_id, week, name,"
    " people) SELECT app.organization_id(), c.id, now(), 'x', '{}' FROM organization.cohorts c",
    "enrolments": "INSERT INTO organization.enrolments (organization_id, id, cohort_id, name,"
    f" name_norm, status) SELECT {_HERE}, c.id, 'x', 'x', 'active' FROM organization.cohorts c",
    "enrolment_addresses": "INSERT INTO organization.enrolment_addresses (organization_id,"
    " enrolment_id, email) SELECT e.organization_id, e.id, 'x' FROM organization.enrolments e"
    " ON CONFLICT DO NOTHING",
    "coach_assignments": "INSERT INTO organization.coach_assignments (organization_id, id,"
    f" cohort_id, membership_id, starts_at) SELECT {_HERE}, c.id, app.membership_id(), now()"
    " FROM organization.cohorts c",
    "invitations": "INSERT INTO organization.invitations (organization_id, id, secret_hash,"
    f" cohort_id, seats, expires_at) SELECT {_HERE}, sha256(c.id::text::bytea), c.id, 1, now()"
    " FROM organization.cohorts c",
    "audit_log": "INSERT INTO organization.audit_log (organization_id, id, at, action, subject_id,"
    f" changes) VALUES ({_HERE}, now(), 'x', gen_random_uuid(), '[]')",
    "coach_notes": "INSERT INTO organization.coach_notes (organization_id, id, enrolment_id,"
    f" membership_id, body, at) SELECT {_HERE}, e.id, app.membership_id(), 'x', now()"
    " FROM organization.enrolments e",
    "flags": "INSERT INTO organization.flags (organization_id, id, enrolment_id, words, raised_at)"
    f" SELECT {_HERE}, e.id, 'x', now() FROM organization.enrolments e",
    "coach_letters": "INSERT INTO organization.coach_letters (organization_id, id, sending_id,"
    " enrolment_id, membership_id, basis, preview, replies, body, written_at, state)"
    f" SELECT {_HERE}, e.id, e.id, app.membership_id(), 'membership', 'x', false, 'x', now(), 'waiting'"
    " FROM organization.enrolments e",
}


async def _as(app: asyncpg.Connection, place: Place, role: str, sql: str) -> int:
    """What `sql` counts or adds for somebody of that role; nothing of it stays."""
    opened = app.transaction()
    await opened.start()
    try:
        await app.execute("SELECT set_config('app.person_id', $1, true)", str(place.staff[role].id))
        await app.execute(
            "SELECT door.enter_organization($1::uuid, ARRAY[$2::text], 'a-request')", place.id, role
        )
        if sql.startswith("INSERT"):
            return int((await app.execute(sql)).rpartition(" ")[2])
        return int(await app.fetchval(sql))
    except asyncpg.InsufficientPrivilegeError:
        return 0
    finally:
        await opened.rollback()
