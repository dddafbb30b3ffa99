"""Whom to ask: easy ones first, and who could introduce one."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar

from api.tables import new_id
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


async def easy(desk: Desk, limit: int = 20) -> list[str]:
    items = (await desk.get(f"/v1/finding/easy?limit={limit}"))["items"]
    return [item["contact"]["first_name"] for item in items]


async def test_the_likeliest_yes_comes_first_with_its_reasons(desk: Desk, app: Litestar) -> None:
    await desk.contact("Cold", "One", source="cold")
    await desk.contact("Event", "One", source="event")
    await desk.contact("Bit", "One", source="event", tie="bit")
    await desk.contact("School", "One", source="alumni")
    await desk.contact("Volunteer", "One", source="host")
    await desk.contact("Friend", "One", source="known", tie="well")
    await desk.contact("Named", "One", source="referral")
    async with statements(app) as seen:
        first = await desk.get("/v1/finding/easy")
    assert len(seen) == 2
    assert [item["contact"]["first_name"] for item in first["items"]] == [
        "Friend", "Volunteer", "Named",
    ]  # fmt: skip
    assert first["items"][0]["reasons"] == ["knows_well", "known"]
    assert first["asked"] == 0
    assert await easy(desk) == ["Friend", "Volunteer", "Named", "Bit", "School", "Event"]


async def test_nobody_is_suggested_who_should_not_be(desk: Desk) -> None:
    own = await desk.employer("Northgate Hospital", present=True)
    busy = await desk.employer("Openward")
    await desk.contact("Colleague", "One", source="known", employer_id=own)
    await desk.contact("Refused", "One", source="known", do_not_contact=True)
    await desk.contact("Archived", "One", source="known", archived_at=datetime.now(UTC))
    asked = await desk.start("Asked", "One", source="known", employer_id=busy)
    await desk.say(asked["id"], "sent")
    await desk.contact("Beside", "One", source="known", employer_id=busy)
    begun = await desk.start("Begun", "One", source="known")
    assert await easy(desk) == ["Begun"]
    shown = await desk.get("/v1/finding/easy")
    assert shown["items"][0]["contact"]["thread_id"] == begun["id"]
    assert shown["asked"] == 1


async def test_a_no_is_respected_for_half_a_year(desk: Desk) -> None:
    no = await desk.start("Victor", "Hale", source="known")
    await desk.say(no["id"], "sent")
    await desk.say(no["id"], "declined")
    await desk.post("/v1/threads", id=new_id(), contact_id=no["contact"]["id"])
    assert await easy(desk) == []
    await desk.change("threads", no["id"], closed_at=datetime.now(UTC) - timedelta(days=184))
    assert await easy(desk) == ["Victor"]


async def test_who_could_introduce_one_is_known_from_place_field_and_talks(
    desk: Desk, app: Litestar
) -> None:
    there = await desk.employer("Openward")
    wanted = await desk.contact(
        "Paul", "Venter", employer_id=there, function="data", industry="health"
    )
    namer = await desk.contact("Ewan", "Ross")
    await desk.contact("Jonas", "Keller", employer_id=there)
    await desk.contact("Ines", "Duarte", function="data", tie="well")
    await desk.contact("Stranger", "Field", function="data")
    waiting = await desk.start("Waiting", "One", employer_id=there)
    await desk.say(waiting["id"], "sent")
    talked = await desk.start("Helen", "Marsh", industry="health")
    await desk.say(talked["id"], "held")
    body = {"id": new_id(), "introducer_id": namer, "introduced_id": wanted}
    assert (await desk.post("/v1/introductions", **body)).status_code == 201
    async with statements(app) as seen:
        found = await desk.get(f"/v1/finding/bridges?contact_id={wanted}")
    assert len(seen) == 2
    assert [(one["contact"]["first_name"], one["reasons"]) for one in found["items"]] == [
        ("Ewan", ["named_them"]),
        ("Helen", ["talked_same_field"]),
        ("Jonas", ["works_there"]),
        ("Ines", ["knows_well_same_field"]),
    ]
    at = await desk.get(f"/v1/finding/bridges?employer_id={there}")
    assert sorted(one["contact"]["first_name"] for one in at["items"]) == ["Jonas", "Paul"]


async def test_one_of_the_two_must_be_named_and_be_one_s_own(desk: Desk) -> None:
    headers = desk.who.bearer
    for query, status in (
        ("", 400),
        (f"?contact_id={new_id()}&employer_id={new_id()}", 400),
        (f"?contact_id={new_id()}", 404),
        (f"?employer_id={new_id()}", 404),
    ):
        answer = await desk.http.get(f"/v1/finding/bridges{query}", headers=headers)
        assert answer.status_code == status, answer.text
    assert (await desk.http.get("/v1/finding/easy")).status_code == 401
