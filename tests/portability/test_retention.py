"""What was deleted is gone for good after 30 days; what stands, stays."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from api.tables import new_id
from tests.organizations.place import open_place
from tests.people import make_somebody
from tests.portability.conftest import CANARY, House, live_a_little
from tests.sharing.part import join, share_something
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'person'
"""


async def holding(house: House, word: str) -> set[str]:
    """The tables of people in which this word stands."""
    names = [row["name"] for row in await house.admin.fetch(TABLES)]
    return {
        name
        for name in names
        if await house.admin.fetchval(
            f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text ~ $1)", word
        )
    }


async def later(house: House, days: float) -> None:
    house.pass_time(timedelta(days=days))
    for _ in range(3):
        await house.work()


async def the_contact(desk: Desk) -> str:
    (contact,) = (await desk.get("/v1/contacts"))["items"]
    return str(contact["id"])


async def test_a_deleted_contact_is_emptied_when_it_can_not_be_undone(house: House) -> None:
    desk = await live_a_little(house)
    contact_id = await the_contact(desk)
    deleted = await house.http.delete(
        f"/v1/contacts/{contact_id}", headers={**desk.who.bearer, "if-match": "*"}
    )
    assert deleted.status_code == 204, deleted.text
    await later(house, 29)
    about = {"person.contacts", "person.contact_points", "person.messages", "person.note_lines"}
    assert about <= await holding(house, CANARY)
    await later(house, 9)
    # The person's own name, and the employer, whom others may have, are not the contact's.
    assert await holding(house, CANARY) <= {"person.profiles", "person.employers"}
    events = await house.admin.fetch(
        "SELECT name FROM person.events WHERE contact_id = $1", UUID(contact_id)
    )
    assert {"contact.created", "thread.asked", "contact.deleted"} <= {row["name"] for row in events}


async def test_what_stands_stays_week_after_week(house: House) -> None:
    desk = await live_a_little(house)
    before = await holding(house, CANARY)
    version = "SELECT version FROM person.contacts WHERE owner_id = $1"
    first = await house.admin.fetchval(version, desk.who.id)
    for _ in range(3):
        await later(house, 31)
    assert await holding(house, CANARY) == before
    assert await house.admin.fetchval(version, desk.who.id) == first
    rounds = await house.admin.fetch(
        "SELECT outcome FROM delivery.deliveries WHERE tenant_id = $1 AND kind = 'retention'",
        desk.who.id,
    )
    assert len(rounds) >= 3
    assert all(row["outcome"].endswith("emptied-0") for row in rounds)


async def test_a_line_that_was_written_anew_keeps_only_its_new_words(house: House) -> None:
    desk = await live_a_little(house)
    (talk,) = (await desk.get("/v1/conversations?when=past"))["items"]
    old, new = str(new_id()), str(new_id())
    line = {"conversation_id": talk["id"], "tag": "quote", "at": datetime.now(UTC).isoformat()}
    entries = [
        {**line, "id": old, "text": "a wrong word"},
        {**line, "id": new, "text": "the right word", "supersedes": old},
    ]
    kept = await desk.post("/v1/entries", entries=entries)
    assert kept.status_code == 200, kept.text
    await later(house, 31)
    assert await holding(house, "a wrong word") == set()
    assert "person.note_lines" in await holding(house, "the right word")


async def test_old_deliveries_and_replies_are_forgotten(house: House) -> None:
    desk = await live_a_little(house)
    await house.work()
    made = await house.http.post(
        "/v1/imports/steps-mail", headers={**desk.who.cookie, "idempotency-key": "retention-test"}
    )
    assert made.status_code < 500
    counted = "SELECT count(*) FROM delivery.deliveries WHERE tenant_id = $1 AND finished_at < $2"
    soon = datetime.now(UTC) + timedelta(days=1)
    assert await house.admin.fetchval(counted, desk.who.id, soon) > 0
    await house.admin.execute(
        "UPDATE delivery.deliveries SET finished_at = now() WHERE tenant_id = $1"
        " AND finished_at IS NOT NULL",
        desk.who.id,
    )
    await later(house, 396)
    assert await house.admin.fetchval(counted, desk.who.id, soon) == 0
    replies = "SELECT count(*) FROM person.replies WHERE owner_id = $1"
    assert await house.admin.fetchval(replies, desk.who.id) == 0


async def test_what_is_shared_is_told_before_it_ends_and_who_looked_for_two_years(
    house: House,
) -> None:
    place = await open_place(house.http, house.admin, partial(make_somebody, house.admin))
    part = await join(place, await make_somebody(house.admin))
    await share_something(part)
    comment = {"id": str(new_id()), "body": "Well begun"}
    item = f"/participants/{part.enrolment}/items/{place.ids['item']}"
    await place.do("coach", "POST", f"{item}/comments", comment)
    ends = (await part.do("GET", "/v1/sharing/items"))["items"][0]["expires_at"]

    async def told() -> list[tuple[str, str]]:
        said = await part.do("GET", "/v1/notices")
        return sorted((one["kind"], one["path"]) for one in said["items"])

    await house.work()
    wrote = [
        ("coach_answered", f"/settings/shared/{place.ids['item']}"),
        ("coach_answered", f"/settings/sharing/{part.enrolment}/seen"),
    ]
    assert await told() == wrote
    left = datetime.fromisoformat(ends) - datetime.now(UTC)
    await later(house, left / timedelta(days=1) - 6.9)
    assert await told() == [*wrote, ("grant_ends", f"/settings/sharing/{part.enrolment}")]
    looks = "SELECT count(*) FROM person.access_log WHERE owner_id = $1"
    assert await house.admin.fetchval(looks, part.who.id) > 0
    await later(house, 740)
    assert await house.admin.fetchval(looks, part.who.id) == 0
