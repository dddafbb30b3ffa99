"""The developers' page: what it says of scopes, events and problems is what there is, and every program
on it is run as it stands there."""

import asyncio
import html
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.credentials import SCOPES
from api.integrations.developers import entry_of, refusals, words
from api.journal.happenings import TYPES
from tests.conftest import ROOT, MakePerson, free_port
from tests.http.test_docs import Seen
from tests.integrations.receiver import Receiver
from tests.integrations.station import open_station
from tests.oauth.connecting import Client, register
from tests.serving import run, serving

pytestmark = pytest.mark.anyio

NODE = ROOT / ".venv" / "bin"
PATH = f"{NODE}:{os.environ['PATH']}"
CODE = re.compile(
    r'<pre tabindex="0" aria-labelledby="([a-z]+)-([a-z]+)"><code>(.*?)</code>', re.DOTALL
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, public_url=f"http://127.0.0.1:{free_port()}")


@pytest.fixture
async def served(app: Litestar, settings: Settings) -> AsyncIterator[str]:
    """The address at which the application listens."""
    async with serving(app, settings):
        yield settings.public_url


def test_every_scope_and_every_problem_has_its_words() -> None:
    written = words()
    assert tuple(written.scopes) == SCOPES
    assert not written.problems.keys() & written.problems_in_browsers.keys()
    assert {*written.problems, *written.problems_in_browsers} == {*refusals()}
    dates = [one.on for one in written.changes]
    assert dates == sorted(dates, reverse=True)


async def test_it_is_for_everybody_and_whole(http: httpx.AsyncClient) -> None:
    answer = await http.get("/developers")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src")
    seen = Seen()
    seen.feed(answer.text)
    assert seen.inline == []
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert seen.headings[0] == 1
    assert all(after - before <= 1 for before, after in steps)
    assert {f"<code>{one}</code>" for one in (*SCOPES, *TYPES) if one not in answer.text} == set()
    assert "askwell.example.org" not in answer.text.replace("https://askwell.example.org/prob", "")
    for page in ("/v1/docs", "/settings/tokens", "/settings/own-apps"):
        assert page in seen.links


async def test_the_type_of_a_problem_leads_to_its_entry(http: httpx.AsyncClient) -> None:
    page = (await http.get("/developers")).text
    refused = await http.get("/v1/contacts")
    answer = await http.get(urlsplit(refused.json()["type"]).path)
    assert (answer.status_code, answer.headers["location"]) == (303, entry_of("sign-in-needed"))
    for code in refusals():
        assert f'id="{entry_of(code)}"'.replace("/developers#", "") in page
    assert (await http.get("/problems/none")).status_code == 404


def is_shown(page: str) -> dict[str, str]:
    """The programs on the page, by their names."""
    return {f"{name}.{kind}": html.unescape(text) for name, kind, text in CODE.findall(page)}


@pytest.mark.curl
async def test_every_program_on_it_runs(
    served: str,
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    settings: Settings,
    person: MakePerson,
    tmp_path: Path,
) -> None:
    found = is_shown((await http.get("/developers")).text)
    folder = ROOT / "api" / "texts" / "developers" / "snippets"
    assert {*found} == {file.name.removesuffix(".txt") for file in folder.iterdir()}
    for name, text in found.items():
        (tmp_path / name).write_text(text)
    nora = await person()
    environment = {"PATH": PATH, "ASKWELL_TOKEN": nora.token, "NODE_NO_WARNINGS": "1"}

    def command(name: str) -> list[str]:
        shell = [shutil.which("bash") or "/bin/sh", "-e"]
        starts = {".py": [sys.executable, "-I"], ".ts": [str(NODE / "node")], ".sh": shell}
        return [*starts[Path(name).suffix], str(tmp_path / name)]

    begun = await asyncio.gather(
        *(run(*command(f"begin.{one}"), environment=environment) for one in ("py", "ts", "sh"))
    )
    assert "Hello, Nora Haas" in begun[0]
    assert "Kept Maya Lindgren as" in begun[1]
    assert '"items":[' in begun[2]
    kept = await http.get("/v1/contacts?external_id=crm-4711", headers=nora.bearer)
    assert [one["name"] for one in kept.json()["items"]] == ["Maya Lindgren"]

    async def subscribe() -> None:
        subscribed = await run(*command("subscribe.sh"), environment=environment)
        assert '"secret":"whsec_' in subscribed

    async def connect() -> None:
        dev = await person()
        app = await register(http, dev, confidential=False, redirect_uris=["http://127.0.0.1/back"])
        assert await connects(app, http, nora.cookie, [*command("connect.py")]) == (
            "Allowed: profile:read contacts:read"
        )

    pages, _, _ = await asyncio.gather(
        run(*command("pages.py"), environment=environment), subscribe(), connect()
    )
    assert pages == "Maya Lindgren\n"


async def connects(
    app: Client, http: httpx.AsyncClient, cookie: dict[str, str], command: list[str]
) -> str:
    """What a program says last after its person said yes in a browser."""
    process = await asyncio.create_subprocess_exec(
        *command, env={"PATH": PATH, "CLIENT_ID": app.id}, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        query = urlsplit(line.partition(": ")[2].strip()).query
        asked = await http.post("/v1/authorizations", json={"query": query}, headers=cookie)
        decided = await http.post(
            "/v1/authorizations/decision",
            json={"query": query, "proof": asked.json()["proof"], "allow": True},
            headers=cookie,
        )
        async with httpx.AsyncClient() as browser:
            await browser.get(decided.json()["return_address"])
        out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return out.decode().strip()


async def test_a_real_call_is_verified_and_a_changed_one_is_not(
    served: str,
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    settings: Settings,
    shift: Path,
    there: Receiver,
    person: MakePerson,
    tmp_path: Path,
) -> None:
    found = is_shown((await http.get("/developers")).text)
    async with open_station(
        http, admin, replace(settings, clock_file=str(shift)), await person()
    ) as station:
        made = await station.subscribe(f"{there.address}/hook")
        await station.happens()
        await station.run()
    (got,) = there.got
    body, headers = got.body.decode(), {**got.headers}
    tries = [
        (made["secret"], headers, body),
        (made["secret"], headers, body.replace("contact.created", "contact.deleted")),
        (made["secret"], {**headers, "webhook-id": "another"}, body),
        (made["secret"], {**headers, "webhook-timestamp": "1700000000"}, body),
        (f"whsec_{'A' * 43}=", headers, body),
    ]
    namespace: dict[str, object] = {}
    exec(compile(found["verify.py"], "verify.py", "exec"), namespace)
    is_ours = namespace["is_ours"]
    assert callable(is_ours)
    python = [is_ours(secret, told, text.encode()) for secret, told, text in tries]
    (tmp_path / "verify.ts").write_text(found["verify.ts"])
    (tmp_path / "tries.ts").write_text(
        "import { isOurs } from './verify.ts';\n"
        f"const tries = {[[*one] for one in tries]!r};\n"
        "console.log(JSON.stringify(tries.map((one) => isOurs(...one))));\n"
    )
    node = await run(
        *(str(NODE / "node"), str(tmp_path / "tries.ts")),
        environment={"PATH": PATH, "NODE_NO_WARNINGS": "1"},
    )
    expected = [True, False, False, False, False]
    assert python == expected
    assert node.strip() == str(expected).lower().replace(" ", "")
