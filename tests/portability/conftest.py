"""Somebody with a life in an application whose hands and clock a test moves."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.clock import Clock
from api.database import Database
from api.deliveries.engine import Engine
from api.deliveries.tick import read_pairs, tick
from api.mail import Mail
from api.secrets import Keys
from api.tables import new_id
from tests.accounts.mailbox import Mailbox
from tests.conftest import settings_for
from tests.conversations.pictures import jpeg
from tests.people import make_somebody
from tests.threads.desk import Desk
from workers.rules import all_rules

CANARY = "quokka-4711"


class Ring:
    """A broker in memory."""

    def __init__(self) -> None:
        self.pairs: list[str] = []

    def ring(self, job: str, ids: list[str]) -> None:
        self.pairs += ids


class Nowhere:
    """Takes every mail and keeps none."""

    async def send(self, mail: Mail) -> None:
        pass


class House:
    """An application and its hands, with a place for files."""

    def __init__(
        self, http: httpx.AsyncClient, admin: asyncpg.Connection, worker: Database, engine: Engine
    ) -> None:
        self.http, self.admin, self.worker, self.engine = http, admin, worker, engine
        self.shift = Path()
        self.files = Path()

    async def work(self) -> None:
        ring = Ring()
        await tick(self.worker, ring)
        await self.engine.work(read_pairs(ring.pairs))

    def pass_time(self, by: timedelta) -> None:
        ahead = self.worker.clock.shift() + by
        self.shift.write_text(str(ahead.total_seconds()))


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Takes the mails of all."""
    with Mailbox() as kept:
        yield kept


@pytest.fixture
async def house(
    cluster: Any, own_database: str, tmp_path: Path, mailbox: Mailbox
) -> AsyncIterator[House]:
    shift, files = tmp_path / "shift", tmp_path / "files"
    settings = replace(
        settings_for(cluster, own_database),
        clock_file=str(shift),
        files_url=files.as_uri(),
        smtp_url=mailbox.url,
        erasures_url=(tmp_path / "erasures").as_uri(),
    )
    worker = Database(settings.database_worker_url, Clock(str(shift)), pool_size=6)
    engine = Engine(worker, all_rules(settings, Keys(settings.secret_keys)), Nowhere())
    admin = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    app = create_app(settings)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
    ):
        made = House(http, admin, worker, engine)
        made.shift, made.files = shift, files
        yield made
    await admin.close()
    await worker.close()


async def live_a_little(house: House) -> Desk:
    """Somebody with a person, an ask, a talk, a line, a photo, all marked with the canary."""
    desk = Desk(house.http, house.admin, await make_somebody(house.admin, name=f"Nora {CANARY}"))
    made = await desk.post(
        "/v1/contacts",
        id=new_id(),
        name=f"Maya {CANARY}",
        why=f"her article {CANARY}",
        employer=f"Pennine {CANARY}",
        points=[{"kind": "email", "value": f"{CANARY}@example.org"}],
    )
    assert made.status_code == 201, made.text
    thread_id = new_id()
    await desk.post("/v1/threads", id=thread_id, contact_id=made.json()["id"])
    message_id = new_id()
    draft = await desk.post(
        "/v1/messages",
        id=message_id,
        thread_id=thread_id,
        kind="ask",
        channel="email",
        subject=f"Hello {CANARY}",
        body=f"Dear Maya, {CANARY}",
    )
    assert draft.status_code == 201, draft.text
    await desk.post(f"/v1/messages/{message_id}/sent", id=new_id())
    talk_id = new_id()
    past = await desk.post(
        "/v1/conversations/past",
        id=talk_id,
        thread_id=thread_id,
        contact_id=made.json()["id"],
        ended_at=datetime.now(UTC),
        heard=f"SQL first {CANARY}",
        line_id=new_id(),
    )
    assert past.status_code == 201, past.text
    photo = await house.http.post(
        "/v1/photos",
        headers=desk.who.bearer,
        files={"file": ("page.jpg", jpeg())},
        data={"id": str(new_id()), "conversation_id": str(talk_id), "alt": f"A page {CANARY}"},
    )
    assert photo.status_code == 201, photo.text
    return desk


async def traces(house: House, desk: Desk) -> list[str]:
    """Tables that still hold the canary, the address or the id of this person."""
    names = await house.admin.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('person', 'directory', 'delivery', 'dramatiq')"
    )
    found = []
    for row in names:
        if row["name"] == "delivery.deliveries":
            continue  # the erasure's own row stays: ids only
        count = await house.admin.fetchval(
            f"SELECT count(*) FROM {row['name']} t WHERE t::text ~ $1",
            f"{CANARY}|{desk.who.email}|{desk.who.id}",
        )
        if count:
            found.append(f"{row['name']}: {count}")
    return found
