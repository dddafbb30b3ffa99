"""One running product per test process, and the scripts that drive Chromium against it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.product import Product, serving
from tests.conftest import ROOT

HERE = Path(__file__).resolve().parent
NODE = ROOT / ".venv" / "bin" / "node"
LIMIT = 170.0
"""Seconds a script may take."""

Drive = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Fails where another process of this run drives a browser too: what both measure is nothing.
        (tmp_path_factory.getbasetemp().parent / "browser").mkdir()
    with serving(tmp_path_factory.mktemp("product")) as running:
        yield running


@pytest.fixture
def drive(product: Product, tmp_path: Path) -> Drive:
    """`drive("newcomer")` runs newcomer.mjs; its answer is the one JSON line that it prints.

    What it saw when it failed is in the message, and as a picture in the test's folder.
    """

    def run(script: str, limit: float = LIMIT, **more: object) -> dict[str, Any]:
        told = product.told() | {"pictures": str(tmp_path)} | more
        done = subprocess.run(
            [str(NODE), str(HERE / f"{script}.mjs"), json.dumps(told)],
            capture_output=True,
            text=True,
            timeout=limit,
        )
        log = (product.directory / "log").read_text(errors="replace")[-3000:]
        assert done.returncode == 0, f"{done.stderr}\n{tmp_path}\n{log}"
        print(done.stderr)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    return run
