"""The skill report: asked for, made by a job, kept as it was, compared, printed, shared, forgotten."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from api.deliveries.rules import Claimed, Done
from api.reports.making import MAKES, MOST_FAILURES, MakeReport
from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.reports.conftest import Study

pytestmark = pytest.mark.anyio


async def two_say_sql(study: Study) -> list[str]:
    return [
        await study.said(
            "Priya Nair", "SQL before any tool", "sql", 3, employer="Calder", role="Analyst"
        ),
        await study.said("Ana Ferreira", "Tools change, SQL stays", "sql", 3, employer="Aire"),
    ]


async def test_it_is_made_by_a_job_and_kept_as_it_was(study: Study) -> None:
    lines = await two_say_sql(study)
    await study.level("sql", 2)
    goal_id = await study.goal("Health data analyst")
    body = {"id": str(new_id()), "goal_id": goal_id}
    asked = await study.room.call("POST", "/reports", body)
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    again = await study.room.call("POST", "/reports", body)
    assert again.status_code == 202
    other = await study.room.call("POST", "/reports", {**body, "goal_id": None})
    assert other.status_code == 409
    await study.work()
    path = f"/reports/{body['id']}"
    made = await study.room.get(path)
    assert (made["state"], made["goal"], made["talks"], made["people"], made["employers"]) == (
        "ready",
        "Health data analyst",
        2,
        2,
        2,
    )
    (one,) = made["skills"]
    assert (one["gap"]["standing"], one["gap"]["required"], one["gap"]["own"]) == ("gap", 3, 2)
    assert {line["line_id"] for line in one["lines"]} == set(lines)
    assert {line["contact"]["name"] for line in one["lines"]} == {"Priya Nair", "Ana Ferreira"}
    assert made["change"] is None
    assert len(await study.room.events("report.ready")) == 1
    await study.level("sql", 4)
    await study.said("Grace Obi", "Git", "git", 2)
    assert (await study.room.get(path))["skills"] == made["skills"]
    await study.work()
    assert len(await study.room.events("report.ready")) == 1


async def test_a_later_report_says_what_changed(study: Study) -> None:
    await two_say_sql(study)
    await study.level("sql", 1)
    first = await study.report()
    study.room.pass_time(timedelta(days=30))
    await study.level("sql", 2)
    assert (await study.report())["change"]["narrower"] == ["SQL"]
    study.room.pass_time(timedelta(days=30))
    await study.level("sql", 3)
    for name in ("A", "B"):
        await study.said(f"Who {name}", "Git", "git", 3, employer=name)
    second = await study.report()
    change = second["change"]
    assert (change["closed"], change["new"], change["narrower"]) == (
        ["SQL"],
        ["Version control"],
        [],
    )
    assert change["since"] > first["made_at"]
    page = await study.room.get("/reports?limit=2")
    assert [one["gaps"] for one in page["items"]] == [0, 1]
    assert page["items"][0]["id"] == second["id"]
    rest = await study.room.get(f"/reports?limit=2&cursor={page['next_cursor']}")
    assert [one["id"] for one in rest["items"]] == [first["id"]]
    await study.room.send("DELETE", f"/reports/{first['id']}")
    assert (await study.room.call("GET", f"/reports/{first['id']}")).status_code == 404
    assert (await study.room.call("DELETE", f"/reports/{first['id']}")).status_code == 404


async def test_pages_and_a_picture(study: Study) -> None:
    await two_say_sql(study)
    await study.said("Ewan Ross", "Owns the definitions", "data-definitions", 2, employer="Board")
    await study.room.contact("Ingrid Sorensen", role="Data steward", employer="Forum")
    await study.level("sql", 2, proof_kind="project", proof="The falls sheet")
    await study.plan(id_of("askwell", "sql"), "Second half of the ward table")
    report = await study.report(await study.goal("Health data analyst"))
    path = f"/reports/{report['id']}"
    pdf = await study.room.call("GET", f"{path}/report.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "Health-data-analyst.pdf" in pdf.headers["content-disposition"]
    assert pdf.content.startswith(b"%PDF")
    assert re.search(rb"pdfuaid|/MarkInfo|/StructTreeRoot", pdf.content)
    png = await study.room.call("GET", f"{path}/report.png")
    assert png.content.startswith(b"\x89PNG")
    counted = await study.room.call("GET", f"{path}/report.pdf?sources=counted")
    assert counted.content.startswith(b"%PDF")
    assert (await study.room.call("GET", f"/reports/{new_id()}/report.pdf")).status_code == 404
    waiting = str(new_id())
    await study.room.send("POST", "/reports", {"id": waiting})
    assert (await study.room.call("GET", f"/reports/{waiting}/report.pdf")).status_code == 404


async def test_whose_list_a_skill_is_from_is_said_wherever_the_report_is(study: Study) -> None:
    await two_say_sql(study)
    own = await study.report(await study.goal("Health data analyst"))
    assert own["credits"] == []
    licence = "ESCO 1.2.0. This service uses the ESCO classification of the European Commission."
    async with study.room.admin.transaction():
        await study.room.admin.execute("SET LOCAL session_replication_role = replica")
        await study.room.admin.execute(
            "UPDATE person.skills SET credit = $2 WHERE owner_id = $1", study.room.who.id, licence
        )
    assert (await study.room.get(f"/reports/{own['id']}"))["credits"] == []
    report = await study.report(await study.goal("Data steward"))
    assert report["credits"] == [licence]
    path = f"/reports/{report['id']}/report.png"
    named = await study.room.call("GET", path)
    async with study.room.admin.transaction():
        await study.room.admin.execute("SET LOCAL session_replication_role = replica")
        await study.room.admin.execute(
            "UPDATE person.reports SET data = replace(data::text, $2, '')::jsonb"
            " WHERE owner_id = $1",
            study.room.who.id,
            licence,
        )
    unnamed = await study.room.call("GET", path)
    # A picture is as long as its words.
    tall, short = (int.from_bytes(one.content[20:24], "big") for one in (named, unnamed))
    assert tall > short + 20


async def test_somebody_erased_is_gone_from_old_reports_too(study: Study) -> None:
    await two_say_sql(study)
    report = await study.report()
    contact = report["skills"][0]["lines"][0]["contact"]
    await study.room.send("POST", f"/contacts/{contact['id']}/erase")
    (one,) = (await study.room.get(f"/reports/{report['id']}"))["skills"]
    assert contact["name"] not in {line["contact"]["name"] for line in one["lines"]}
    assert (len(one["lines"]), one["gap"]["sources"]) == (1, 2)
    data = await study.room.admin.fetchval(
        "SELECT data::text FROM person.reports WHERE id = $1", UUID(report["id"])
    )
    assert "Priya" not in data
    assert "Ana" not in data


async def test_a_report_that_fails_again_and_again_says_so(study: Study) -> None:
    report_id = str(new_id())
    await study.room.send("POST", "/reports", {"id": report_id})
    claimed = Claimed(
        tenant_id=study.room.who.id,
        id=new_id(),
        kind=MAKES,
        subject_id=UUID(report_id),
        occurrence="once",
        channel="job",
        recipient=study.room.who.id,
        due_at=study.room.now,
        attempt=4,
        failures=MOST_FAILURES,
    )
    async with study.worker.enter_as([study.room.who.id]) as work:
        assert await MakeReport().prepare(work, claimed) == Done("failed")
    assert (await study.room.get(f"/reports/{report_id}"))["state"] == "failed"
    assert await study.room.events("report.ready") == []


async def test_who_may_not(study: Study, person: MakePerson) -> None:
    report = await study.report()
    stranger, narrow = await person(), await person(scopes=["contacts:read"])
    http = study.room.http
    routes = [
        ("POST", ""),
        ("GET", ""),
        ("GET", f"/{report['id']}"),
        ("DELETE", f"/{report['id']}"),
        ("GET", f"/{report['id']}/report.pdf"),
        ("GET", f"/{report['id']}/report.png"),
    ]
    for method, path in routes:
        url = f"/v1/reports{path}"
        assert (await http.request(method, url)).status_code == 401
        assert (await http.request(method, url, headers=narrow.bearer)).status_code == 403
        if path:
            assert (await http.request(method, url, headers=stranger.bearer)).status_code == 404
    unknown = {"id": str(new_id()), "goal_id": str(new_id())}
    assert (await study.room.call("POST", "/reports", unknown)).status_code == 400
