"""What happens later, measured: `python -m infra.bench.later digests|weekly|daily|planning|idle`.

Each prints one line of JSON. Where others work on the machine the clock on the wall says little:
`alone` is the rate that processor time promises of two processors, on which PostgreSQL and the
worker work side by side.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Final

from api.embedded.postgres import Cluster

from .digests import digests
from .mails import daily_mails, weekly_mails
from .run import free_port, prepare
from .spent import Told, Watched
from .ticks import idle, planning

MEASURED: Final[dict[str, tuple[Callable[[Cluster, int], Coroutine[Any, Any, Told]], int]]] = {
    "digests": (digests, 5_000),
    "weekly": (weekly_mails, 4_000),
    "daily": (daily_mails, 4_000),
    "planning": (planning, 100_000),
    "idle": (idle, 1_000_000),
}


def main() -> None:
    """Measure what the command line names; status 1 when a bar is missed."""
    words = argparse.ArgumentParser(prog="infra/bench/later", description=__doc__)
    words.add_argument("what", choices=MEASURED)
    words.add_argument("--size", type=int, help="people, mails, clocks or threads")
    given = words.parse_args()
    measure, size = MEASURED[given.what]
    with Watched(durable=False, port=free_port()) as cluster:
        prepare(cluster)
        told = asyncio.run(measure(cluster, given.size or size))
    print(json.dumps({"measured": given.what, **told}))
    sys.exit(0 if told["met"] else 1)


if __name__ == "__main__":
    main()
