"""What Prometheus is told of deliveries, and that alerts and dashboard ask for nothing else."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.clock import Clock
from api.database import Database
from api.deliveries.attempts import LEASE
from api.deliveries.metrics import WINDOW, delivery_metrics
from api.deliveries.rules import Later, NotWanted
from api.embedded.postgres import Cluster
from api.mail import MailNotAccepted
from api.tables import new_id
from tests.conftest import ROOT, settings_for
from tests.deliveries.world import World, open_world

pytestmark = pytest.mark.anyio

MONITORING = ROOT / "infra" / "monitoring"


@pytest.fixture
async def world(cluster: Cluster, own_database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(cluster, own_database, tmp_path / "shift") as made:
        yield made


async def told(world: World) -> dict[str, float]:
    """The metrics of the test's kind: by name, and for lateness its quantile."""
    text = (await delivery_metrics(world.database)).decode()
    return {
        sample.name.removeprefix("askwell_deliveries_") + sample.labels.get("quantile", ""): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.labels.get("kind", "test") == "test"
    }


async def test_each_delivery_is_told_where_it_stands(world: World) -> None:
    assert await told(world) == {"askwell_database_up": 1}
    world.sink.refuse = MailNotAccepted("550", permanent=True)
    await world.due(new_id())
    await world.run(world.engine())
    world.sink.refuse = None
    await world.held(new_id())
    world.pass_time(LEASE)
    await world.due(new_id())
    await world.plan()
    world.pass_time(timedelta(seconds=7))
    now = await told(world)
    assert (now["dead"], now["ambiguous"], now["due"], now["ended"]) == (1, 1, 1, 0)
    assert now["oldest_due_seconds"] == pytest.approx(37, abs=5)


async def test_lateness_runs_from_when_it_was_wanted(world: World) -> None:
    await world.due(new_id())
    quiet = timedelta(hours=8)
    await world.run(world.engine(lambda work, _: Later(work.now + quiet, "quiet")))
    world.pass_time(quiet + timedelta(seconds=30))
    await world.run(world.engine())
    now = await told(world)
    assert (now["ended"], now["due"]) == (1, 0)
    assert now["lateness_seconds0.5"] == now["lateness_seconds0.99"]
    assert now["lateness_seconds0.99"] == pytest.approx(30, abs=5)
    world.pass_time(WINDOW)
    assert "lateness_seconds0.99" not in await told(world)


async def test_what_was_no_longer_wanted_is_not_late(world: World) -> None:
    await world.due(new_id())
    world.pass_time(timedelta(days=2))
    await world.run(world.engine(lambda *_: NotWanted("late")))
    assert "lateness_seconds0.99" not in await told(world)


async def test_prometheus_is_told_by_the_api_with_the_token_alone(
    world: World, cluster: Cluster, own_database: str
) -> None:
    await world.due(new_id())
    await world.run(world.engine())
    app = create_app(replace(settings_for(cluster, own_database), metrics_token="a token"))
    async with app.lifespan():
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as client:
            assert (await client.get("/metrics")).status_code == 404
            answer = await client.get("/metrics", headers={"authorization": "Bearer a token"})
    assert 'askwell_deliveries_ended{channel="email",kind="test"} 1.0' in answer.text
    assert "process_resident_memory_bytes" in answer.text


async def test_without_a_database_it_says_so() -> None:
    database = Database("postgresql://askwell_app@127.0.0.1:1/askwell", Clock(), pool_size=1)
    text = (await delivery_metrics(database)).decode()
    await database.close()
    assert "askwell_database_up 0.0" in text


async def test_alerts_and_dashboard_ask_only_for_what_is_told(world: World) -> None:
    await world.due(new_id())
    await world.run(world.engine())
    names = {
        family.name
        for family in text_string_to_metric_families(
            (await delivery_metrics(world.database)).decode()
        )
    }
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"][0]["rules"]
    assert all(rule["annotations"]["look"] for rule in rules)
    panels = json.loads((MONITORING / "deliveries.json").read_text())["panels"]
    asked = [rule["expr"] for rule in rules]
    asked += [target["expr"] for panel in panels for target in panel["targets"]]
    found = {name for each in asked for name in re.findall(r"askwell_\w+", each)}
    assert found == names
