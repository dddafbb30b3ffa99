"""The long campaign of the devices: losses before and after the effect, late arrivals, kills, clocks
two days off, restores; what was shown as saved is everywhere, once."""

import os
import random
import subprocess

import pytest

from tests.conftest import ROOT

SCHEDULES = 2_000

pytestmark = [pytest.mark.long, pytest.mark.timeout(1500)]


def test_two_thousand_schedules_lose_nothing() -> None:
    seed = random.SystemRandom().randrange(2**31)
    print(f"seed {seed}")
    done = subprocess.run(
        [
            str(ROOT / ".venv" / "bin" / "npx"),
            "vitest",
            "run",
            "src/lib/offline/notebook.test.ts",
            "--testNamePattern",
            "schedules",
        ],
        cwd=ROOT / "frontend",
        env={
            **os.environ,
            "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "ASKWELL_SCHEDULES": str(SCHEDULES),
            "ASKWELL_SEED": str(seed),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"seed {seed}\n{done.stdout}{done.stderr}"
    assert f"in {SCHEDULES} schedules from seed {seed}" in done.stdout
