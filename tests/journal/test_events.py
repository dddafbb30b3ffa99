"""The log of events as others read it: each once, none left out, in ids and codes."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import msgspec
import pytest
from litestar import Litestar

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.journal.happenings import TYPES, invented
from api.journal.record import record
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio
Json = dict[str, Any]


async def read(http: httpx.AsyncClient, who: Somebody, **query: Any) -> Json:
    answer = await http.get("/v1/events", headers=who.bearer, params=query)
    assert answer.status_code == 200, answer.text
    page: Json = answer.json()
    return page


async def read_all(http: httpx.AsyncClient, who: Somebody, **query: Any) -> tuple[list[Json], str]:
    """All pages of one list; the `since` of each is the same."""
    page = await read(http, who, **query)
    items, since = page["items"], page["since"]
    while page["next_cursor"]:
        page = await read(http, who, **query, cursor=page["next_cursor"])
        assert page["since"] == since
        items += page["items"]
    return items, since


async def test_who_may_read_them(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora, ruth = await person(), await person()
    narrow = await person(scopes=["contacts:read"])
    made = await make_contact(http, nora)
    for path in ("/v1/events", "/v1/events/samples"):
        assert (await http.get(path)).status_code == 401
        assert (await http.get(path, headers=narrow.bearer)).status_code == 403
        assert made["id"] not in (await http.get(path, headers=ruth.bearer)).text
    page = await read(http, nora)
    refused = await http.get("/v1/events", headers=ruth.bearer, params={"since": page["since"]})
    assert refused.json()["errors"][0]["field"] == "query.since"
    unknown = await http.get("/v1/events", headers=nora.bearer, params={"type": "contact.eaten"})
    assert unknown.status_code == 400


async def test_the_latest_comes_first_as_ids_and_codes(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    ana = await make_contact(http, nora, "Ana Ferreira", why="Her talk")
    await http.patch(f"/v1/contacts/{ana['id']}", headers=if_match(nora, ana), json={"why": "x"})
    page = await read(http, nora)
    assert [one["type"] for one in page["items"]] == ["contact.updated", "contact.created"]
    assert set(page["items"][1]) == {"id", "type", "timestamp", "data"}
    assert page["items"][1]["data"]["contact_id"] == ana["id"]
    assert "Ana" not in str(page)
    assert "talk" not in str(page)
    assert (page["next_cursor"], page["anew"]) == (None, False)
    assert (await read(http, nora, type="contact.created"))["items"] == page["items"][1:]
    both = await read(http, nora, type=["contact.created", "contact.updated"])
    assert both["items"] == page["items"]


async def test_a_thread_tells_its_steps_and_samples_look_like_them(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    desk = Desk(http, admin, await person())
    thread = await desk.start("Maya", "Lindgren")
    for what in ("sent", "answered_yes", "finding_time", "date_set", "held"):
        await desk.say(thread["id"], what)
    items, _ = await read_all(http, desk.who)
    # `thread.moved` and other steps without a public name stay inside.
    assert [one["type"] for one in items] == [
        "conversation.held",
        "thread.scheduled",
        "thread.answered",
        "thread.asked",
    ]
    for one in items:
        sample = msgspec.to_builtins(invented(one["type"]))["data"]
        assert one["data"]["to_stage"] == sample["to_stage"]
        assert set(one["data"]["codes"]) == set(sample["codes"])
        assert {name for name, value in one["data"].items() if value is not None} <= {
            name for name, value in sample.items() if value is not None
        }


async def test_pages_end_where_the_last_list_began(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    for number in range(7):
        await make_contact(http, nora, f"Ana {number}")
    whole, since = await read_all(http, nora, limit=100)
    for limit in (1, 2, 3, 7):
        assert (await read_all(http, nora, limit=limit))[0] == whole
    assert (await read(http, nora, since=since))["items"] == []
    await make_contact(http, nora, "Ben")
    page = await read(http, nora, limit=2)
    # What is told meanwhile does not move the pages.
    await make_contact(http, nora, "Cleo")
    rest = await read(http, nora, limit=2, cursor=page["next_cursor"])
    assert [*page["items"], *rest["items"]][1:] == whole[:3]
    news = await read(http, nora, since=rest["since"])
    assert len(news["items"]) == 1
    later, _ = await read_all(http, nora, since=since, limit=1)
    assert len(later) == 2


async def test_a_merge_brings_nothing_again(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    ana, double = await make_contact(http, nora, "Ana"), await make_contact(http, nora, "Ana F")
    _, since = await read_all(http, nora)
    body = {"keep_id": ana["id"], "merge_id": double["id"]}
    assert (await http.post("/v1/merges", headers=nora.bearer, json=body)).status_code == 201
    items, _ = await read_all(http, nora, since=since)
    assert [(one["type"], one["data"]["codes"]) for one in items] == [
        ("contact.updated", {"merged": True})
    ]
    every, _ = await read_all(http, nora)
    assert {one["data"]["contact_id"] for one in every} == {ana["id"]}


async def test_after_a_restore_it_begins_anew(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    for number in range(3):
        await make_contact(http, nora, f"Ana {number}")
    page = await read(http, nora, limit=1)
    await admin.execute(
        "UPDATE person.changes SET epoch = $2 WHERE owner_id = $1", nora.id, uuid4()
    )
    for query in ({"since": page["since"]}, {"cursor": page["next_cursor"]}):
        again = await read(http, nora, **query)
        assert (again["anew"], len(again["items"])) == (True, 3)
        assert (await read(http, nora, since=again["since"]))["anew"] is False


async def test_a_sample_is_ones_own_or_invented(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    ana = await make_contact(http, nora)
    query = {"type": ["contact.created", "thread.answered"]}
    answer = await http.get("/v1/events/samples", headers=nora.bearer, params=query)
    own, made_up = answer.json()["items"]
    assert own["data"]["contact_id"] == ana["id"]
    assert (made_up["type"], made_up["data"]["to_stage"]) == ("thread.answered", "replied_yes")
    assert set(own) == set(made_up)
    assert set(own["data"]) == set(made_up["data"])
    every = (await http.get("/v1/events/samples", headers=nora.bearer)).json()["items"]
    assert {one["type"] for one in every} == set(TYPES)
    assert len({invented(type_).id for type_ in TYPES}) == 1


async def test_the_list_is_one_statement_by_its_index(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    await make_contact(http, nora)
    for path in ("/v1/events", "/v1/events/samples"):
        async with statements(app) as seen:
            assert (await http.get(path, headers=nora.bearer)).status_code == 200
        assert len(seen) == 1


async def writing(
    database: Database, owner: UUID, until: float, told: list[UUID], pause: float
) -> None:
    """Tell events in transactions that end late, some of them never."""
    while monotonic() < until:
        ids = []
        with suppress(ZeroDivisionError):
            async with database.enter_as([owner]) as work:
                await asyncio.sleep(random.random() * pause)
                await work.write()
                for _ in range(random.randint(1, 4)):
                    ids.append(await record(work, "contact.updated", contact_id=uuid4()))
                    await asyncio.sleep(random.random() * pause)
                if random.random() < 0.1:
                    raise ZeroDivisionError
            told += ids


async def parallel(
    read_page: Callable[..., Awaitable[Json]], settings: Settings, owner: UUID, seconds: float
) -> tuple[Counter[str], list[UUID]]:
    """Eight writers and one reader that goes on from `since`: what was read, and what was told."""
    told: list[UUID] = []
    read: Counter[str] = Counter()
    database = Database(settings.database_worker_url, Clock(), pool_size=8)
    until = monotonic() + seconds
    writers = [asyncio.create_task(writing(database, owner, until, told, 0.004)) for _ in range(8)]
    since: dict[str, str] = {}
    while True:
        over = all(one.done() for one in writers)
        page = await read_page(limit=3, **since)
        while True:
            read.update(one["id"] for one in page["items"])
            if page["next_cursor"] is None:
                break
            page = await read_page(limit=3, cursor=page["next_cursor"])
        since = {"since": page["since"]}
        if over:
            break
    await asyncio.gather(*writers)
    await database.close()
    return read, told


@pytest.mark.parametrize(
    "seconds", [2, pytest.param(300, marks=[pytest.mark.long, pytest.mark.timeout(400)])]
)
async def test_parallel_writers_lose_and_repeat_nothing(
    http: httpx.AsyncClient, person: MakePerson, settings: Settings, seconds: int
) -> None:
    nora = await person()
    found, told = await parallel(
        lambda **query: read(http, nora, **query), settings, nora.id, seconds
    )
    print(f"{len(told)} events told by 8 writers in {seconds} s")
    assert len(told) > 20 * seconds
    assert found == Counter(str(one) for one in told)
