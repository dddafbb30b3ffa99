"""The report of a year: made by the same job, kept as it was, printed, without names when shared."""

import re
from datetime import timedelta

import pytest

from api.tables import new_id
from tests.reports.conftest import Study

pytestmark = pytest.mark.anyio


async def year(study: Study) -> dict[str, object]:
    body = {"id": str(new_id()), "kind": "year"}
    waiting = await study.room.send("POST", "/reports", body)
    assert (waiting["state"], waiting["year"]) == ("waiting", None)
    await study.work()
    return dict(await study.room.get(f"/reports/{body['id']}"))


async def test_it_tells_of_twelve_months_and_stays(study: Study) -> None:
    room = study.room
    ana = await room.contact("Ana Ferreira", role="Data lead", employer="Aire")
    talk = await room.talked(ana, timedelta(days=30))
    await room.talked(await room.contact("Ben Adeyemi", employer="Board"), timedelta(days=400))
    await room.send("POST", "/goals", {"id": str(new_id()), "what": "Health data analyst"})
    came = {"id": str(new_id()), "kind": "mentorship", "at": room.now.date().isoformat()}
    await room.send("POST", "/outcomes", {**came, "contact_id": ana})
    await room.send("POST", f"/threads/{talk['thread_id']}/thanks", {"id": str(new_id())})
    made = await year(study)
    told = made["year"]
    assert isinstance(told, dict)
    assert [one["contact"]["name"] for one in told["talks"]] == ["Ana Ferreira"]
    assert (told["people"], told["employers"], told["thanked"]) == (1, 1, 1)
    assert [one["what"] for one in told["wordings"]] == ["Health data analyst"]
    assert [(one["kind"], one["contact"]["first_name"]) for one in told["outcomes"]] == [
        ("mentorship", "Ana")
    ]
    assert made["skills"] == []
    await room.talked(ana)
    assert (await room.get(f"/reports/{made['id']}"))["year"] == told
    assert [one["kind"] for one in (await room.get("/reports"))["items"]] == ["year"]
    await room.send("POST", f"/contacts/{ana}/erase")
    gone = (await room.get(f"/reports/{made['id']}"))["year"]
    assert (gone["talks"], gone["people"]) == ([], 1)


async def test_pages_and_a_picture(study: Study) -> None:
    room = study.room
    await room.talked(await room.contact("Ana Ferreira", employer="Aire"), timedelta(days=3))
    made = await year(study)
    for query in ("", "?sources=counted"):
        pdf = await room.call("GET", f"/reports/{made['id']}/report.pdf{query}")
        assert pdf.content.startswith(b"%PDF")
        assert re.search(rb"pdfuaid|/MarkInfo|/StructTreeRoot", pdf.content)
    png = await room.call("GET", f"/reports/{made['id']}/report.png")
    assert png.content.startswith(b"\x89PNG")
    quiet = await room.send("POST", "/goals", {"id": str(new_id()), "what": "A garden"})
    of_goal = {"id": str(new_id()), "kind": "year", "goal_id": quiet["id"]}
    assert (await room.call("POST", "/reports", of_goal)).status_code == 400


async def test_a_skill_report_is_not_compared_with_a_year(study: Study) -> None:
    await study.said("Priya Nair", "SQL before any tool", "sql", 3, employer="Calder")
    await year(study)
    assert (await study.report())["change"] is None
