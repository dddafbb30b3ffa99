"""What we keep for Zapier and n8n: valid, naming only what there is, and every request it makes works."""

import json
import os
import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.openapi import FILE
from api.tables import new_id
from tests.conftest import ROOT, MakePerson, free_port
from tests.integrations.receiver import Receiver
from tests.integrations.station import open_station
from tests.people import Somebody
from tests.serving import run, serving

pytestmark = pytest.mark.anyio

FOLDER = ROOT / "infra" / "integrations"
NODE = ROOT / ".venv" / "bin"
PATH = {"PATH": f"{NODE}:{os.environ['PATH']}"}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> None:
    """Zapier's own schema, which is installed on first use."""
    if not (FOLDER / "zapier" / "node_modules" / "zapier-platform-schema").is_dir():
        command = [str(NODE / "npm"), "install", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER / "zapier", env={**os.environ, **PATH}, check=True)


def is_documented(request: Json, document: Json) -> bool:
    """Whether the document of the API has the path, each parameter and each field of a request."""
    for path, item in document["paths"].items():
        if not re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request["path"]):
            continue
        operation = item.get(request["method"].lower())
        if operation is None:
            continue
        asked = {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
        fields: set[str] = set()
        if "requestBody" in operation:
            (content,) = operation["requestBody"]["content"].values()
            name = content["schema"]["$ref"].rpartition("/")[2]
            fields = {*document["components"]["schemas"][name]["properties"]}
        if {*request["query"]} <= asked and {*(request["body"] or {})} <= fields:
            return str(request["status"]) in operation["responses"]
    return False


async def past_talk(http: httpx.AsyncClient, who: Somebody, now: datetime) -> Json:
    """A talk that took place yesterday."""
    path = "/v1/contacts/by-external-id/ewan"
    ewan = (await http.put(path, headers=who.bearer, json={"name": "Ewan Ross"})).json()
    talk = {
        "id": str(new_id()),
        "thread_id": str(new_id()),
        "contact_id": ewan["id"],
        "ended_at": (now - timedelta(days=1)).isoformat(),
    }
    answer = await http.post("/v1/conversations/past", headers=who.bearer, json=talk)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


@pytest.mark.usefixtures("schema")
async def test_all_that_they_do_is_done(
    app: Litestar,
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    settings: Settings,
    there: Receiver,
    person: MakePerson,
) -> None:
    settings = replace(settings, public_url=f"http://127.0.0.1:{free_port()}")
    nora = await person()
    async with serving(app, settings), open_station(http, admin, settings, nora) as station:
        made = await station.subscribe(f"{there.address}/hook", types=["conversation.held"])
        talk = await past_talk(http, nora, station.database.clock.now())
        await station.run()
        (got,) = there.got
        call = {"secret": made["secret"], "headers": got.headers, "body": got.body.decode()}
        program = Path(__file__).with_name("no_code.mjs")
        said = await run(
            *(str(NODE / "node"), str(program), settings.public_url, nora.token),
            *(talk["id"], json.dumps(call)),
            environment=PATH,
        )
    told: Json = json.loads(said)
    document: Json = json.loads(FILE.read_bytes())
    assert [one for one in told["requests"] if not is_documented(one, document)] == []

    zapier = told["zapier"]
    assert zapier["wrong"] == []
    assert zapier["label"] == "Nora Haas"
    assert zapier["found"] == [zapier["kept"]]
    assert zapier["talk"] == talk["id"]
    assert {*zapier["sample"]} == {*zapier["samples"][0]}
    assert {*zapier["sample"]["data"]} == {*zapier["samples"][0]["data"]}
    events = [one["id"] for one in zapier["choices"]["choices_events"]]
    assert "conversation.held" in events

    ((row,), trigger) = told["held"]["items"], told["held"]["trigger"]
    assert row["json"]["With"] == talk["contact"]["name"]
    assert row["json"]["When"] == talk["starts_at"]
    assert trigger["exists"] == [False, True, False]
    assert (trigger["refused"], trigger["own"]) == (401, True)

    (kept,) = told["form"]["items"]
    assert (kept["json"]["name"], kept["json"]["email"]) == ("Nils Berg", "nils@example.org")
    assert (told["found"], told["sources"] > 3) == (1, True)
    hooks = await http.get("/v1/webhooks", headers=nora.bearer)
    assert [one["url"] for one in hooks.json()["items"]] == [f"{there.address}/hook"]


def test_the_flows_are_joined_and_hold_no_secret() -> None:
    for file in sorted((FOLDER / "n8n" / "flows").iterdir()):
        made = json.loads(file.read_text())
        names = [one["name"] for one in made["nodes"]]
        assert len(names) == len(set(names))
        assert {*made["connections"]} == {*names[:-1]}
        ends = [one["main"][0][0]["node"] for one in made["connections"].values()]
        assert ends == names[1:]
        assert "askwell_pat_" not in file.read_text()
        for one in made["nodes"]:
            kind = one["type"].rpartition(".")[2]
            if one["type"].startswith("n8n-nodes-askwell"):
                name = kind[0].upper() + kind[1:]
                assert (FOLDER / "n8n" / "nodes" / f"{name}.node.js").is_file()
                assert one["credentials"].keys() == {"askwellApi"}
