"""`infra/bench/run`: makes the data, measures everything in one run, prints a table and JSON."""

import argparse
import sys

from rich.console import Console

from .data import Size
from .load import LoadError
from .measures import Effort
from .pgbench import PgbenchError, program
from .report import as_json, show
from .run import Plan, run
from .server import ServerError


def main() -> None:
    """Measure what the command line asks for."""
    words = argparse.ArgumentParser(prog="infra/bench/run", description=__doc__)
    words.add_argument("--people", type=int, default=100)
    words.add_argument("--contacts", type=int, default=100_000)
    words.add_argument("--events", type=int, default=500_000)
    words.add_argument("--seconds", type=float, default=3, help="how long each turn lasts")
    words.add_argument("--rounds", type=int, default=3, help="turns, of which the median counts")
    words.add_argument(
        "--only", default="", help="only what begins with these words, with commas between"
    )
    given = words.parse_args()
    plan = Plan(
        size=Size(given.people, given.contacts, given.events),
        effort=Effort(given.seconds, given.rounds),
        only=tuple(filter(None, given.only.split(","))),
    )
    console = Console(width=None if sys.stdout.isatty() else 140)
    try:
        program()
        report = run(plan, Console(stderr=True))
    except (LoadError, PgbenchError, ServerError, ValueError) as error:
        sys.exit(f"bench: {error}")
    show(report, console)
    print(as_json(report))


if __name__ == "__main__":
    main()
