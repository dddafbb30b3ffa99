"""Starts the certified OpenID provider of npm, and walks through it as a browser would."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx

from tests.conftest import ROOT, free_port

FOLDER = Path(__file__).with_name("oidc")
NODE = ROOT / ".venv" / "bin"
SECRET = "a secret of this very test client"


@contextmanager
def certified_provider(redirects: Sequence[str]) -> Iterator[str]:
    """Its issuer, while it runs; its packages are installed on first use."""
    environment = {**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"}
    if not (FOLDER / "node_modules" / "oidc-provider").is_dir():
        subprocess.run(
            [str(NODE / "npm"), "install", "--no-audit", "--no-fund", "--silent"],
            cwd=FOLDER,
            env=environment,
            check=True,
        )
    port = free_port()
    command = [str(NODE / "node"), "provider.mjs", str(port), *redirects]
    with subprocess.Popen(
        command,
        cwd=FOLDER,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            while process.stdout.readline().strip() != "ready":
                assert process.poll() is None, "the provider ended"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def account(**claims: object) -> str:
    """An account of the provider with these claims; its subject says them."""
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()


async def walk_through(address: str, who: str, home: str) -> str:
    """Follow the provider's pages as `who` until they lead back to `home`: that address."""
    async with httpx.AsyncClient(headers={"x-account": who}) as browser:
        for _ in range(10):
            if address.startswith(home):
                return address
            answer = await browser.get(address)
            assert answer.is_redirect, answer.text
            address = urljoin(address, answer.headers["location"])
    raise AssertionError("the provider leads nowhere")
