"""Two clients that know nothing of us find, connect, refresh, ask and give back."""

import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from tests.conftest import ROOT, MakePerson, free_port
from tests.oauth.connecting import register
from tests.serving import serving

pytestmark = pytest.mark.anyio

FOLDER = Path(__file__).with_name("clients")
NODE = ROOT / ".venv" / "bin"
ENVIRONMENT = {**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def libraries() -> Path:
    """The program with its libraries, which are installed on first use."""
    if not (FOLDER / "node_modules" / "openid-client").is_dir():
        command = [str(NODE / "npm"), "install", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, env=ENVIRONMENT, check=True)
    return FOLDER / "clients.mjs"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, public_url=f"http://127.0.0.1:{free_port()}")


@pytest.fixture
async def served(app: Litestar, settings: Settings) -> AsyncIterator[str]:
    """The address at which the application listens."""
    async with serving(app, settings):
        yield settings.public_url


@pytest.mark.parametrize("confidential", [True, False])
@pytest.mark.parametrize("library", ["oauth4webapi", "openid-client"])
async def test_a_client_of_another_house_connects(
    served: str,
    libraries: Path,
    http: httpx.AsyncClient,
    person: MakePerson,
    library: str,
    confidential: bool,
) -> None:
    nora, dev = await person(), await person()
    client = await register(http, dev, confidential=confidential)
    command = [str(NODE / "node"), str(libraries), library, served, client.id, client.secret or ""]
    process = await asyncio.create_subprocess_exec(
        *(*command, client.redirect_uri, "profile:read contacts:read"),
        env=ENVIRONMENT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = await process.stdout.readline()
        asked = json.loads(line)["go"] if line else ""
        answer = await client.decide(nora, urlsplit(asked).query)
        back = answer.json()["return_address"].encode()
        out, errors = await process.communicate(back + b"\n")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert asked.startswith(f"{served}/authorize?")
    assert process.returncode == 0, errors.decode()
    got: dict[str, Any] = json.loads(out)
    assert (got["before"], got["after"]) == (200, 401)
    assert got["tokens"]["refresh_token"] != got["fresh"]["refresh_token"]
    assert (got["inspected"] or {}).get("active") == (True if confidential else None)
