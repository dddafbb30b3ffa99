"""The typed clients, as somebody uses them who knows nothing of us: their examples run as they stand,
and what is lost on the way has its effect once."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from tests.conftest import ROOT, MakePerson, free_port
from tests.integrations.receiver import Receiver
from tests.integrations.station import open_station
from tests.serving import run, serving

pytestmark = pytest.mark.anyio

CLIENTS = ROOT / "infra" / "clients"
NODE = ROOT / ".venv" / "bin"
sys.path.insert(0, str(CLIENTS / "python"))

import askwell_client  # noqa: E402
from askwell_client import AsyncAskwell, calling  # noqa: E402


@dataclass
class Road(httpx.AsyncBaseTransport):
    """The way to the application. Each of `wrongs` spoils one answer: a status that stands in its
    place, or None for one that is lost after all was done."""

    inner: httpx.AsyncBaseTransport
    wrongs: list[int | None] = field(default_factory=list)
    sent: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        wrong = self.wrongs.pop(0) if self.wrongs else 0
        if wrong:
            return httpx.Response(wrong, headers={"Retry-After": "7"}, json={})
        answer = await self.inner.handle_async_request(request)
        if wrong is None:
            raise httpx.ReadError("the line broke")
        return answer


@dataclass
class Used:
    """A client of Nora's on a bad road, the pauses it made, and a good road to compare with."""

    askwell: AsyncAskwell
    road: Road
    pauses: list[float]
    http: httpx.AsyncClient
    bearer: dict[str, str]

    async def count(self, name: str) -> int:
        found = await self.http.get("/v1/contacts", params={"q": name}, headers=self.bearer)
        return len(found.json()["items"])


@pytest.fixture
async def used(
    app: Litestar,
    http: httpx.AsyncClient,
    person: MakePerson,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Used]:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(calling.asyncio, "sleep", pause)
    nora = await person()
    road = Road(httpx.ASGITransport(app))  # type: ignore[arg-type]
    async with AsyncAskwell(
        lambda: nora.token, address="http://askwell.test/", transport=road
    ) as askwell:
        yield Used(askwell, road, pauses, http, nora.bearer)


async def test_it_waits_as_long_as_it_is_told_and_gives_up_in_the_end(used: Used) -> None:
    used.road.wrongs[:] = [429, 503]
    assert (await used.askwell.read_me())["label"] == "Nora Haas"
    assert [int(pause) for pause in used.pauses] == [7, 7]
    used.pauses.clear()
    used.road.wrongs[:] = [502] * 5
    with pytest.raises(askwell_client.Problem, match="502"):
        await used.askwell.read_me()
    assert len(used.pauses) == 4


async def test_what_was_done_before_the_line_broke_is_not_done_twice(used: Used) -> None:
    used.road.wrongs[:] = [None, None]
    maya = await used.askwell.create_contact(name="Maya Lindgren")
    assert UUID(maya["id"]).version == 7
    assert await used.count("Maya") == 1
    assert all(0.2 < pause < 1.1 for pause in used.pauses)

    used.road.wrongs[:] = [None]
    await used.askwell.erase_contact(maya["id"])
    keys = {one.headers["idempotency-key"] for one in used.road.sent[-2:]}
    assert len(keys) == 1

    # This one could have its effect twice, so whoever asked is told.
    ben = await used.askwell.create_contact(name="Ben Adeyemi")
    used.road.wrongs[:] = [None]
    with pytest.raises(httpx.ReadError):
        await used.askwell.change_contact(ben["id"], if_match=ben["version"], role="Manager")


async def test_refusals_are_exceptions_that_say_what_to_do(used: Used) -> None:
    with pytest.raises(askwell_client.NotFound) as missing:
        await used.askwell.read_contact(askwell_client.new_id())
    assert missing.value.code == "not-found"
    assert missing.value.request_id
    ben = await used.askwell.create_contact(name="Ben Adeyemi", tags=["data"])
    with pytest.raises(askwell_client.ChangedMeanwhile):
        await used.askwell.change_contact(ben["id"], if_match=99, role="Manager")
    changed = await used.askwell.change_contact(ben["id"], if_match=ben["version"], role="Manager")
    assert (changed["role"], changed["tags"]) == ("Manager", ["data"])
    with pytest.raises(askwell_client.InvalidInput) as wrong:
        await used.askwell.create_contact(name="x" * 300)
    assert [one["field"] for one in wrong.value.errors] == ["body.name"]


async def test_a_list_is_read_to_its_end(used: Used) -> None:
    cards: list[Any] = [{"name": f"Person {n:03}", "external_id": f"p{n}"} for n in range(12)]
    await used.askwell.upsert_many(items=cards)
    used.road.sent.clear()
    names = [one["name"] async for one in used.askwell.list_contacts(limit=5, sort="name")]
    assert names == [f"Person {n:03}" for n in range(12)]
    assert len(used.road.sent) == 3
    first = await used.askwell.list_contacts(q="Person 007").first()
    assert first is not None
    assert first["name"] == "Person 007"


async def test_the_examples_run_and_both_read_a_real_call(
    app: Litestar,
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    settings: Settings,
    there: Receiver,
    person: MakePerson,
    tmp_path: Path,
) -> None:
    settings = replace(settings, public_url=f"http://127.0.0.1:{free_port()}")
    nora = await person()
    environment = {
        "PATH": f"{NODE}:{os.environ['PATH']}",
        "PYTHONPATH": str(CLIENTS / "python"),
        "ASKWELL_TOKEN": nora.token,
        "NODE_NO_WARNINGS": "1",
    }
    library = CLIENTS / "typescript" / "node_modules"
    if not library.exists():  # the web app's, which the lock holds to their versions
        library.symlink_to(ROOT / "frontend" / "node_modules")

    def commands(kept: str) -> list[tuple[str, ...]]:
        python, node = CLIENTS / "python" / "examples", CLIENTS / "typescript" / "examples"
        return [
            (
                sys.executable,
                str(python / "follow.py"),
                settings.public_url,
                str(tmp_path / f"{kept}1"),
            ),
            (
                str(NODE / "node"),
                str(node / "follow.ts"),
                settings.public_url,
                str(tmp_path / f"{kept}2"),
            ),
        ]

    async def both(runs: list[tuple[str, ...]]) -> list[list[str]]:
        said = await asyncio.gather(*(run(*one, environment=environment) for one in runs))
        return [[line.partition(" ")[2] for line in one.splitlines()] for one in said]

    async def keep(name: str) -> None:
        path = f"/v1/contacts/by-external-id/{name}"
        answer = await http.put(path, headers=nora.bearer, json={"name": name})
        assert answer.status_code in {200, 201}, answer.text

    async with serving(app, settings), open_station(http, admin, settings, nora) as station:
        await keep("Maya")
        assert await both(commands("since")) == [["contact.created Maya"]] * 2
        made = await station.subscribe(f"{there.address}/hook")
        await keep("Ben")
        await station.run()
        assert await both(commands("since")) == [["contact.created Ben"]] * 2
    (got,) = there.got
    event = askwell_client.read_call(made["secret"], got.headers, got.body)
    assert event["type"] == "contact.created"
    with pytest.raises(askwell_client.NotSigned):
        askwell_client.read_call(made["secret"], got.headers, got.body + b" ")
    program = tmp_path / "read.ts"
    program.write_text(
        f"import {{ readCall }} from {str(CLIENTS / 'typescript' / 'src' / 'webhooks.ts')!r};\n"
        f"const given = [{made['secret']!r}, {got.headers!r}];\n"
        f"const event = await readCall(...given, {got.body.decode()!r});\n"
        f"const no = await readCall(...given, '{{}}').catch((error) => error.constructor.name);\n"
        "console.log(event.type, no);\n"
    )
    assert await run(str(NODE / "node"), str(program), environment=environment) == (
        "contact.created NotSigned\n"
    )


def test_both_are_current() -> None:
    """Also `npm run client:check`, which compares all of it; this one needs no Node."""
    sys.path.insert(0, str(CLIENTS))
    import json

    import generate

    document = generate.for_programs(json.loads((ROOT / "api" / "openapi.json").read_text()))
    folder = CLIENTS / "python" / "askwell_client"
    for name, make in (("models", generate.models), ("operations", generate.operations)):
        made: Callable[[Any], str] = make
        assert generate.formatted(made(document)) == (folder / f"{name}.py").read_text()
