"""Whatever people tell in whatever order: counters, cards, clocks and contacts stay true."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.tables import new_id
from api.threads.closing import recompute_clocks
from api.threads.stages import Happening, Lane, Stage
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

STEPS = 60
ALLOWED = {200, 201, 204, 400, 404, 409}


async def step(desk: Desk, chance: random.Random, threads: list[str], contacts: list[Any]) -> int:
    """Tell anything about any thread, sensible or not; the status of the answer."""
    thread = chance.choice(threads)
    path = f"/v1/threads/{thread}"
    at = datetime.now(UTC) - timedelta(hours=chance.randrange(24 * 60))
    when = {"at": at, "at_precision": "picked"} if chance.random() < 0.7 else {}
    match chance.choice(
        ("say", "say", "say", "say", "correct", "move", "move", "thank", "delete", "start")
    ):
        case "say":
            said = chance.choice(list(Happening))
            answer = await desk.post(f"{path}/happenings", id=new_id(), what=said, **when)
        case "correct":
            stage = chance.choice(list(Stage))
            answer = await desk.post(f"{path}/corrections", id=new_id(), stage=stage, **when)
        case "move":
            lane = chance.choice(list(Lane))
            answer = await desk.post(f"{path}/moves", id=new_id(), lane=lane, **when)
        case "thank":
            answer = await desk.post(f"{path}/thanks", id=new_id(), **when)
        case "delete":
            answer = await desk.http.delete(path, headers=desk.who.bearer)
            if chance.random() < 0.8:
                answer = await desk.post(f"{path}/restore")
        case _:
            new = new_id()
            answer = await desk.post("/v1/threads", id=new, contact_id=chance.choice(contacts))
            if answer.status_code == 201:
                threads.append(str(new))
    return answer.status_code


def meant(due: dict[str, Any] | None) -> tuple[object, ...] | None:
    """A clock, whichever way its instant is written."""
    if due is None:
        return None
    at, local = datetime.fromisoformat(due["at"]), datetime.fromisoformat(due["local"])
    return due["kind"], at, local, due["zone"]


async def holds(desk: Desk) -> None:
    """What must be true at any moment."""
    rows = await desk.admin.fetch(
        "SELECT 'lane' AS kind, lane AS key, count(*) AS n FROM person.threads"
        " WHERE owner_id = $1 AND deleted_at IS NULL GROUP BY lane"
        " UNION ALL SELECT 'thread', stage, count(*) FROM person.threads"
        " WHERE owner_id = $1 AND deleted_at IS NULL GROUP BY stage",
        desk.who.id,
    )
    counted = {(row["kind"], row["key"]): row["n"] for row in rows}
    assert await desk.counters() == counted
    for name, lane in (await desk.lanes()).items():
        assert lane["count"] == counted.get(("lane", name), 0) == len(lane["items"])
    ordered = await desk.admin.fetch(
        "SELECT id::text, lane FROM person.threads WHERE owner_id = $1 AND deleted_at IS NULL"
        " ORDER BY due_at NULLS LAST, id",
        desk.who.id,
    )
    page = await desk.get("/v1/threads?limit=100")
    assert [(card["id"], card["lane"]) for card in page["items"]] == [tuple(r) for r in ordered]
    for card in page["items"]:
        thread = await desk.get(f"/v1/threads/{card['id']}")
        assert meant(card["due"]) == meant(thread["due"])
        shared = ("id", "contact", "stage", "lane", "lane_note", "touches", "version")
        assert {name: card[name] for name in shared} == {name: thread[name] for name in shared}
    wrong = await desk.admin.fetch(
        "SELECT c.id FROM person.contacts c LEFT JOIN LATERAL ("
        "  SELECT * FROM person.threads t WHERE t.owner_id = c.owner_id AND t.contact_id = c.id"
        "  AND t.deleted_at IS NULL ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON true"
        " WHERE c.owner_id = $1 AND (c.thread_id, c.stage, c.lane, c.due_kind, c.due_at)"
        " IS DISTINCT FROM (t.id, t.stage, t.lane, t.due_kind, t.due_at)",
        desk.who.id,
    )
    assert wrong == []
    unset = await desk.admin.fetch(
        "SELECT t.id FROM person.threads t FULL JOIN (SELECT * FROM person.clocks"
        "  WHERE owner_id = $1 AND kind = 'thread_closes') c ON c.subject_id = t.id"
        " WHERE t.owner_id = $1 AND t.deleted_at IS NULL"
        " AND t.close_at IS DISTINCT FROM c.due_at",
        desk.who.id,
    )
    assert unset == []


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_told(desk: Desk, settings: Settings, seed: int) -> None:
    chance = random.Random(seed)
    contacts = [await desk.contact(f"Person {n}", "") for n in range(6)]
    threads: list[str] = []
    for contact in contacts[:4]:
        made = await desk.post("/v1/threads", id=new_id(), contact_id=contact)
        threads.append(made.json()["id"])
    done = 0
    for number in range(STEPS):
        status = await step(desk, chance, threads, contacts)
        assert status in ALLOWED
        done += status in (200, 201, 204)
        if number % 10 == 9:
            await holds(desk)
    assert done > STEPS / 3
    worker = Database(settings.database_worker_url, Clock(), pool_size=1)
    async with worker.enter_as([desk.who.id]) as work:
        await work.write()
        assert await recompute_clocks(work) == 0
    await worker.close()
