"""The bench measures what it says: the product's own statements, on data the product would make."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from io import StringIO

import asyncpg
import httpx
import pytest
from litestar import Litestar
from rich.console import Console
from rich.progress import Progress

from api.app import create_app
from api.config import Settings
from api.contacts.search import Found, search_text
from api.embedded.postgres import Cluster
from infra.bench import hot_path
from infra.bench.data import WRITERS, Callers, Size, make
from infra.bench.measures import Effort
from infra.bench.report import as_json, show
from infra.bench.run import CONNECTIONS, QUESTIONS, Plan, run
from tests.conftest import TEMPLATE, settings_for
from tests.statements import statements

pytestmark = pytest.mark.anyio

TINY = Size(people=WRITERS + 2, contacts=1_200, events=3_600)


@pytest.fixture(scope="module")
def callers(cluster: Cluster) -> Iterator[Callers]:
    with Progress(console=Console(quiet=True)) as progress:
        yield make(cluster, TINY, TEMPLATE, progress)
    cluster.drop_database(TINY.name)


@pytest.fixture
async def filled(cluster: Cluster, callers: Callers) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(cluster.dsn("postgres", TINY.name, tcp=True))
    yield connection
    await connection.close()


@pytest.fixture
async def bench_app(cluster: Cluster, callers: Callers) -> AsyncIterator[Litestar]:
    settings: Settings = replace(settings_for(cluster, TINY.name), requests_per_minute=0)
    made = create_app(settings)
    async with made.lifespan():
        yield made


async def test_there_is_as_much_of_everything_as_was_asked_for(
    filled: asyncpg.Connection, callers: Callers
) -> None:
    assert await filled.fetchval("SELECT count(*) FROM directory.people") == TINY.people
    assert await filled.fetchval("SELECT count(*) FROM person.contacts") == TINY.contacts
    assert await filled.fetchval("SELECT count(*) FROM person.events") == TINY.events
    of_one = "SELECT count(*) FROM person.contacts WHERE owner_id = $1"
    assert await filled.fetchval(of_one, callers.heavy.id) == TINY.contacts // 2
    lanes = await filled.fetchval("SELECT count(DISTINCT lane) FROM person.threads")
    assert lanes == 8


async def test_counters_and_cards_say_what_triggers_would_have_kept(
    filled: asyncpg.Connection,
) -> None:
    wrong = await filled.fetchval(
        "SELECT count(*) FROM (SELECT owner_id, lane, count(*) AS n FROM person.threads"
        " GROUP BY 1, 2) AS t FULL JOIN (SELECT owner_id, key AS lane, n FROM person.counters"
        " WHERE kind = 'lane') AS c USING (owner_id, lane) WHERE t.n IS DISTINCT FROM c.n"
    )
    assert wrong == 0
    live = await filled.fetchval(
        "SELECT sum(n) FROM person.counters WHERE kind = 'contact' AND key = 'live'"
    )
    assert live == TINY.contacts
    other = await filled.fetchval(
        "SELECT count(*) FROM person.contacts c LEFT JOIN person.threads t"
        " ON t.owner_id = c.owner_id AND t.contact_id = c.id"
        " WHERE (c.thread_id, c.stage, c.lane, c.due_kind, c.due_at)"
        " IS DISTINCT FROM (t.id, t.stage, t.lane, t.due_kind, t.due_at)"
    )
    assert other == 0


async def test_search_words_are_those_of_the_product(filled: asyncpg.Connection) -> None:
    rows = await filled.fetch(
        "SELECT c.search, c.name, c.role, e.name AS employer, c.tags, array_agg(p.value) AS emails"
        " FROM person.contacts c"
        " JOIN person.employers e ON e.owner_id = c.owner_id AND e.id = c.employer_id"
        " LEFT JOIN person.contact_points p ON p.owner_id = c.owner_id AND p.contact_id = c.id"
        " GROUP BY c.owner_id, c.id, e.name"
    )
    assert len(rows) == TINY.contacts
    for row in rows:
        points = [("email", email) for email in row["emails"] if email]
        card = Found(row["name"], row["role"], row["employer"], row["tags"], points)
        assert row["search"] == search_text(card)


async def test_pgbench_runs_the_statements_of_the_product(
    bench_app: Litestar, callers: Callers
) -> None:
    transport = httpx.ASGITransport(bench_app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://bench.test") as client:
        for path in hot_path.PATHS:
            caller = callers.writers[0] if path.writes else callers.light
            head, _, body = path.request(caller)().partition(b"\r\n\r\n")
            method, address, _ = head.split(b"\r\n")[0].decode().split(" ")
            headers = {"authorization": f"Bearer {caller.token}"}
            if body:
                headers["content-type"] = "application/json"
            async with statements(bench_app) as sent:
                answer = await client.request(method, address, content=body, headers=headers)
            assert answer.is_success, answer.text
            assert sent == [hot.sql for hot, _ in path.statements(caller)], path.name


def test_a_run_shows_every_row() -> None:
    silent = Console(file=StringIO(), width=200, record=True)
    report = run(Plan(TINY, Effort(seconds=0.3, rounds=1), CONNECTIONS[:1]), silent)
    names = [one.path.name for one in report.answers]
    assert names == [path.name for path in hot_path.PATHS]
    assert len(report.ratios) == 3
    assert all(one.rate > 0 and one.p99 >= one.p50 > 0 for one in report.answers)
    show(report, silent)
    told = json.loads(as_json(report))
    singles = [one["name"] for one in told["singles"]]
    assert singles[:2] == ["ready", "memory of the API process"]
    assert len(singles) == 2 + len(QUESTIONS)
    text = silent.export_text()
    for name in [*names, *singles, *(one["name"] for one in told["ratios"])]:
        assert name in text
