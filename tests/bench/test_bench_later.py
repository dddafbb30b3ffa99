"""What happens later is measured on the product's own hands: everything is made, sent and planned once."""

import json
from collections.abc import Iterator
from typing import Final

import pytest

from api.embedded.postgres import Cluster
from infra.bench import ticks
from infra.bench.later import MEASURED
from infra.bench.run import free_port, prepare
from infra.bench.spent import Watched

pytestmark = pytest.mark.anyio

SIZES: Final = {"digests": 120, "weekly": 120, "daily": 120, "planning": 2_000, "idle": 1_000}
DONE: Final = {
    "digests": {"people": 120, "kept": 120},
    "weekly": {"each_once": True},
    "daily": {"each_once": True},
    "planning": {"planned": 2_000},
    "idle": {"threads": 1_000, "planned": 0},
}


@pytest.fixture(scope="module")
def bench_cluster() -> Iterator[Cluster]:
    with Watched(durable=False, port=free_port()) as made:
        prepare(made)
        yield made


@pytest.mark.parametrize("what", MEASURED)
async def test_each_measure_tells_what_was_done(
    bench_cluster: Cluster, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticks, "MINUTE", 3.0)
    measure, _ = MEASURED[what]
    told = await measure(bench_cluster, SIZES[what])
    assert json.loads(json.dumps(told)) == told
    assert isinstance(told["met"], bool)
    for name, value in DONE[what].items():
        assert told[name] == value, name
