"""`askwell deliveries`: an operator sees what is due and dead, and what they decide happens."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from api.deliveries.rules import Later
from api.embedded.postgres import Cluster
from api.mail import MailNotAccepted
from api.tables import new_id
from tests.conftest import ROOT, settings_for
from tests.deliveries.world import World, open_world

pytestmark = pytest.mark.anyio

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
async def world(cluster: Cluster, own_database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(cluster, own_database, tmp_path / "shift") as made:
        yield made


@pytest.fixture
def run(cluster: Cluster, own_database: str, world: World) -> Run:
    settings = settings_for(cluster, own_database)

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "api.cli", "deliveries", *words],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "DATABASE_URL": settings.database_url,
                "DATABASE_WORKER_URL": settings.database_worker_url,
                "ASKWELL_CLOCK_FILE": str(world.shift_file),
            },
            capture_output=True,
            text=True,
            timeout=60,
        )

    return command


async def one_dead(world: World) -> None:
    await world.due(new_id())
    world.sink.refuse = MailNotAccepted("550 no such mailbox", permanent=True)
    await world.run(world.engine())
    world.sink.refuse = None


async def test_what_is_dead_is_seen_and_begun_anew(world: World, run: Run) -> None:
    await one_dead(world)
    await world.due(new_id())
    await world.run(world.engine())
    table = run("list", "--state", "dead")
    (shown,) = json.loads(run("list", "--state", "dead", "--kind", "test", "--json").stdout)
    assert (table.returncode, shown["outcome"], shown["attempts"]) == (0, "failed:mail", 1)
    assert shown["id"] in table.stdout
    assert json.loads(run("list", "--kind", "other", "--json").stdout) == []
    assert len(json.loads(run("list", "--json").stdout)) == 2
    again = run("requeue", "--all")
    assert (again.returncode, again.stdout) == (0, "1 begun anew.\n")
    assert await world.run(world.engine()) == 1
    assert world.sink.identities[-1] == shown["id"]
    (done,) = json.loads(run("show", shown["id"], "--json").stdout)
    assert (done["state"], done["failures"], done["attempts"]) == ("done", 0, 2)
    assert f"{shown['id']}" in run("show", shown["id"]).stdout


async def test_what_waits_is_tried_now(world: World, run: Run) -> None:
    await world.due(new_id())
    await world.run(world.engine(lambda work, _: Later(work.now + timedelta(hours=8), "quiet")))
    (waiting,) = json.loads(run("list", "--state", "pending", "--json").stdout)
    assert waiting["outcome"] == "waits:quiet"
    assert await world.run(world.engine()) == 0
    assert run("retry", waiting["id"]).returncode == 0
    assert await world.run(world.engine()) == 1
    assert world.sink.identities == [waiting["id"]]


async def test_what_is_called_off_is_not_sent_and_not_planned_again(world: World, run: Run) -> None:
    owner, subject = new_id(), new_id()
    await world.due(owner, subject=subject)
    await world.run(world.engine(lambda work, _: Later(work.now + timedelta(hours=8), "quiet")))
    (waiting,) = json.loads(run("list", "--person", str(owner), "--json").stdout)
    assert run("cancel", waiting["id"]).returncode == 0
    await world.due(owner, subject=subject)
    world.pass_time(timedelta(days=1))
    assert await world.run(world.engine()) == 0
    refused = run("retry", waiting["id"], "--json")
    assert refused.returncode == 1
    left = json.loads(refused.stdout)
    assert (left["changed"], left["left"][0]["outcome"]) == ([], "not-wanted:cancelled")


async def test_what_a_worker_holds_is_left_to_it(world: World, run: Run) -> None:
    await world.held(new_id())
    (held,) = json.loads(run("list", "--state", "leased", "--json").stdout)
    for decision in ("retry", "cancel", "requeue"):
        said = run(decision, held["id"])
        assert (said.returncode, f"{held['id']} is left as it is: leased" in said.stdout) == (
            1,
            True,
        )


async def test_refusals_are_one_line(run: Run) -> None:
    unknown = str(new_id())
    for words in (["show", unknown], ["cancel", unknown]):
        refused = run(*words)
        assert refused.returncode == 1
        assert unknown in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert "say --all" in run("requeue").stderr
    assert "goes with --all" in run("requeue", unknown, "--kind", "x").stderr
