"""Threads over HTTP: what is said, what follows, and what is refused."""

from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.people import Somebody
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


async def test_from_a_name_to_a_thank_you(http, admin, person) -> None:
    desk = Desk(http, admin, await person())
    thread = await desk.start("Maya", "Lindgren")
    assert thread["lane"] == "want_to_ask"
    print(thread)
    for what in ("sent","answered_yes","finding_time","date_set","held"):
        thread = await desk.say(thread["id"], what)
        print(what, thread["stage"], thread["lane"], thread["due"])
    print((await http.get("/v1/lanes", headers=desk.who.bearer)).json())
