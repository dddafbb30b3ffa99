"""Somebody who works in one organization and takes part in another leaves with what is kept of them
there, and is forgotten there when they erase their account; nothing keeps them from going."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from api.tables import new_id
from tests.organizations.place import found
from tests.people import Somebody, make_somebody
from tests.portability.conftest import House, live_a_little

pytestmark = pytest.mark.anyio


async def hire(house: House, organization_id: str, who: Somebody, role: str) -> str:
    membership = new_id()
    await house.admin.execute(
        "INSERT INTO organization.memberships (organization_id, id, person_id, name, role)"
        " VALUES ($1, $2, $3, $4, $5)",
        organization_id,
        membership,
        who.id,
        role.title(),
        role,
    )
    return str(membership)


async def take_part(house: House, organization_id: str, boss: Somebody, who: Somebody) -> str:
    """Have `who` take part in a cohort of that organization; returns the cohort."""
    here, programme, cohort = f"/v1/organizations/{organization_id}", str(new_id()), str(new_id())
    days = {"starts_on": "2026-03-01", "ends_on": "2026-06-30", "time_zone": "Europe/London"}
    enrolment = str(new_id())
    for path, body in (
        ("/programmes", {"id": programme, "name": "Change over"}),
        ("/cohorts", {"id": cohort, "programme_id": programme, "name": "Spring", **days}),
        (
            f"/cohorts/{cohort}/enrolments",
            {"id": enrolment, "name": "Nora Haas", "external_id": "N-17"},
        ),
    ):
        made = await house.http.post(here + path, json=body, headers=boss.bearer)
        assert made.status_code == 201, made.text
    await house.admin.execute(
        "UPDATE organization.enrolments SET person_id = $1 WHERE id = $2", who.id, enrolment
    )
    return cohort


async def test_what_organizations_keep_comes_along_and_is_forgotten(house: House) -> None:
    desk = await live_a_little(house)
    nora = desk.who
    own = await found(house.http, nora, "Nora's coaching")
    admins = [await make_somebody(house.admin) for _ in range(2)]
    heir = await hire(house, own["id"], admins[0], "admin")
    await hire(house, own["id"], admins[1], "admin")
    boss = await make_somebody(house.admin)
    college = await found(house.http, boss, "Harbour College")
    cohort = await take_part(house, college["id"], boss, nora)
    assigned = await house.http.post(
        f"/v1/organizations/{college['id']}/cohorts/{cohort}/coaches",
        json={
            "id": str(new_id()),
            "membership_id": await hire(house, college["id"], nora, "coach"),
        },
        headers=boss.bearer,
    )
    assert assigned.status_code == 201

    export_id = new_id()
    await desk.post("/v1/me/exports", id=export_id)
    await house.work()
    taken = await house.http.get(f"/v1/me/exports/{export_id}/file", headers=nora.bearer)
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        kept = json.loads(packed.read("organizations.json"))
    assert [(one["organization"], one["role"]) for one in kept["works"]] == [
        ("Nora's coaching", "owner"),
        ("Harbour College", "coach"),
    ]
    (part,) = kept["takes_part"]
    assert (part["organization"], part["external_id"]) == ("Harbour College", "N-17")
    assert "Admin" not in str(kept), "nobody else of the staff"

    asked = await house.http.post(
        "/v1/me/deletion", headers=nora.cookie, json={"confirm": nora.email}
    )
    assert asked.status_code < 300, asked.text
    house.pass_time(timedelta(days=31))
    for _ in range(3):
        await house.work()
    assert (await house.http.get("/v1/me", headers=nora.bearer)).status_code == 401
    husks = await house.admin.fetch(
        "SELECT name, person_id, ended_at IS NOT NULL AS ended FROM organization.memberships"
        " WHERE name IN ('', 'Olga Owner', 'Coach') AND organization_id = ANY ($1)"
        " AND person_id IS DISTINCT FROM $2",
        [own["id"], college["id"]],
        boss.id,
    )
    assert [tuple(one) for one in husks] == [("", None, True)] * 2
    enrolment = await house.admin.fetchrow(
        "SELECT name, name_norm, external_id, person_id, status FROM organization.enrolments"
        " WHERE cohort_id = $1",
        cohort,
    )
    assert tuple(enrolment) == ("", "", None, None, "left")
    coaching = await house.admin.fetchrow(
        "SELECT coach_id, ends_at IS NOT NULL FROM organization.coach_assignments"
        " WHERE cohort_id = $1",
        cohort,
    )
    assert tuple(coaching) == (None, True)
    left = await house.admin.fetchval(
        "SELECT string_agg(t::text, '') FROM organization.audit_log t WHERE organization_id = ANY ($1)",
        [own["id"], college["id"]],
    )
    assert "Nora" not in left
    assert "N-17" not in left
    # The admin of longest standing follows the only owner.
    now_mine = await house.http.get("/v1/organizations", headers=admins[0].bearer)
    (one,) = now_mine.json()["items"]
    assert (one["role"], one["membership_id"]) == ("owner", heir)
    back = await house.http.patch(
        f"/v1/organizations/{college['id']}/memberships/"
        + str(
            await house.admin.fetchval(
                "SELECT id FROM organization.memberships WHERE organization_id = $1 AND name = ''",
                college["id"],
            )
        ),
        json={"active": True},
        headers={**boss.bearer, "if-match": "*"},
    )
    assert back.status_code == 409


async def test_an_only_owner_without_an_admin_goes_all_the_same(house: House) -> None:
    desk = await live_a_little(house)
    own = await found(house.http, desk.who, "One coach")
    await house.http.post(
        "/v1/me/deletion", headers=desk.who.cookie, json={"confirm": desk.who.email}
    )
    house.pass_time(timedelta(days=31))
    for _ in range(3):
        await house.work()
    people = await house.admin.fetchval(
        "SELECT count(*) FROM directory.people WHERE id = $1", desk.who.id
    )
    assert people == 0
    staff = await house.admin.fetch(
        "SELECT name, person_id FROM organization.memberships WHERE organization_id = $1", own["id"]
    )
    assert [tuple(one) for one in staff] == [("", None)]
