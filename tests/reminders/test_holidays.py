"""A new release of the public holidays: everybody's clocks are computed anew, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.deliveries.holidays import notice_holidays
from api.tables import new_id
from tests.people import make_somebody
from tests.portability.conftest import House, house, mailbox
from tests.threads.desk import Desk

__all__ = ["house", "mailbox"]

pytestmark = pytest.mark.anyio

DUE = "SELECT due_at FROM person.clocks WHERE owner_id = $1 AND kind = 'thread_closes'"
SETTLING = "SELECT owner_id, due_at FROM person.clocks WHERE kind = 'settle'"


async def asking(house: Any) -> Desk:
    desk = Desk(house.http, house.admin, await make_somebody(house.admin))
    made = await desk.post("/v1/contacts", id=new_id(), name="Maya Lindgren")
    thread = await desk.post("/v1/threads", id=new_id(), contact_id=made.json()["id"])
    await desk.say(thread.json()["id"], "sent", datetime.now(UTC) - timedelta(hours=1))
    return desk


async def test_other_holidays_have_everybody_s_clocks_computed_anew(house: House) -> None:
    people = [await asking(house) for _ in range(2)]
    await house.work()
    right = {desk.who.id: await house.admin.fetchval(DUE, desk.who.id) for desk in people}
    assert await house.admin.fetch(SETTLING) == []

    # A file that was used before, and by which the asks would close on another day.
    assert await notice_holidays(house.worker) == 2
    await house.admin.execute("DELETE FROM person.clocks WHERE kind = 'settle'")
    await house.admin.execute("UPDATE directory.holiday_files SET version = '0.1'")
    await house.admin.execute("SET session_replication_role = replica")
    for table, column in (("clocks", "due_at"), ("threads", "close_at")):
        await house.admin.execute(
            f"UPDATE person.{table} SET {column} = {column} + interval '1 day'"
        )

    now = house.worker.clock.now()
    assert await notice_holidays(house.worker) == 2
    waiting = await house.admin.fetch(SETTLING)
    assert {row["owner_id"] for row in waiting} == {desk.who.id for desk in people}
    assert all(now + timedelta(minutes=5) <= row["due_at"] for row in waiting)
    assert all(row["due_at"] <= now + timedelta(minutes=66) for row in waiting)
    house.pass_time(timedelta(hours=2))
    await house.work()
    for desk in people:
        assert await house.admin.fetchval(DUE, desk.who.id) == right[desk.who.id]


async def test_the_same_holidays_change_nothing(house: House) -> None:
    await asking(house)
    await house.work()
    assert await notice_holidays(house.worker) == 1
    before = await house.admin.fetch(SETTLING)
    assert await notice_holidays(house.worker) == 0
    assert await house.admin.fetch(SETTLING) == before
    assert await house.admin.fetchval("SELECT count(*) FROM directory.holiday_files") == 1
