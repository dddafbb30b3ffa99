"""The checks of the repository: `infra/check`. Those of Python and those of the web app run side by
side, then what measures alone, then pytest."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from frontend import install, node_environment

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
LOGS = ROOT / ".cache" / "check"
OLDEST_POSTGRES = 15
"""Migrations, isolation and deliveries run on it too, where its programs are (STACK.md)."""
ON_OLDEST = (
    "tests/migrations",
    "tests/isolation",
    "tests/deliveries",
    "tests/embedded/test_postgres.py",
)
PROCESSES = 2
"""Of pytest, one for each processor: some tests hold what they do to its processor time."""
HUNG = 3000.0
"""Seconds after which a suite is ended."""
LAST_WORDS = 40
"""Lines of a failed suite that are said again at the end."""
EARLIER = "ASKWELL_CHECK_EARLIER"
"""The environment variable by which pytest says the summary of the other suites above its own:
nobody scrolls up past twelve thousand dots (tests/conftest.py)."""


@dataclass(frozen=True)
class Suite:
    """One command with the seconds it should take on two cores."""

    name: str
    budget: int
    command: Sequence[str]
    folder: Path = ROOT
    shown: bool = False
    """Whether what it says is shown when it passes, too."""
    alone: bool = False
    """Whether nothing else may run meanwhile: it measures."""


@dataclass(frozen=True)
class Outcome:
    """How a suite went."""

    suite: Suite
    seconds: float
    passed: bool


def suites(*, long: bool = False) -> list[Suite]:
    """Everything but the Python tests, in the order in which it is run."""
    python, npm, frontend = str(BIN / "python"), str(BIN / "npm"), ROOT / "frontend"
    return [
        Suite("format", 10, (str(BIN / "ruff"), "format", "--check", ".")),
        Suite("lint", 10, (str(BIN / "ruff"), "check", ".")),
        Suite("types", 90, (str(BIN / "mypy"),)),
        Suite(
            "infra-types",
            20,
            (
                *(str(BIN / "mypy"), "infra/checks.py", "infra/frontend.py", "infra/bench"),
                *("infra/clients/generate.py", "infra/clients/python"),
            ),
        ),
        Suite("client", 30, (npm, "run", "--silent", "client:check"), frontend),
        Suite("web-types", 60, (npm, "run", "--silent", "check"), frontend),
        Suite("web-lint", 60, (npm, "run", "--silent", "lint"), frontend),
        Suite("web-tests", 60, (npm, "run", "--silent", "test"), frontend),
        Suite("build", 60, (python, str(ROOT / "infra" / "frontend.py")), frontend),
        Suite(
            "chaos",
            1500 if long else 210,
            (python, "-m", "tests.chaos", *["--long"] * long),
            shown=True,
            alone=True,
        ),
    ]


def run(suite: Suite, *, live: bool = False) -> Outcome:
    """Runs one suite; what it says goes to a file and, if it fails, to the terminal. What is `live`
    goes to the terminal at once."""
    say(f"{suite.name:<12} budget {suite.budget:>4} s")
    LOGS.mkdir(parents=True, exist_ok=True)
    log = log_of(suite)
    began = time.monotonic()
    with log.open("w") as sink:
        try:
            status = subprocess.run(  # noqa: S603
                suite.command,
                cwd=suite.folder,
                env=node_environment(),
                stdin=subprocess.DEVNULL,
                stdout=None if live else sink,
                stderr=subprocess.STDOUT,
                timeout=HUNG,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            status = -1
            sink.write(f"ended after {HUNG:.0f} s\n")
    outcome = Outcome(suite, time.monotonic() - began, status == 0)
    if not live:
        if suite.shown or not outcome.passed:
            print(log.read_text(errors="replace"))
        say(line_of(outcome))
    return outcome


def log_of(suite: Suite) -> Path:
    """The file of what a suite said last."""
    return LOGS / f"{suite.name}.log"


def summary(outcomes: Sequence[Outcome]) -> str:
    """A line for each suite, and the last words of those that failed."""
    lines = [line_of(outcome) for outcome in outcomes]
    for outcome in outcomes:
        log = log_of(outcome.suite)
        if not outcome.passed and log.exists():
            said = log.read_text(errors="replace").splitlines()
            lines += ["", f"{outcome.suite.name} ended with:", *said[-LAST_WORDS:]]
    return "\n".join(lines)


def line_of(outcome: Outcome) -> str:
    """One line about a suite that has ended."""
    late = outcome.seconds > outcome.suite.budget
    return (
        f"{outcome.suite.name:<12} {'passed' if outcome.passed else 'FAILED'} "
        f"in {outcome.seconds:6.1f} s of {outcome.suite.budget} s{', over its budget' * late}"
    )


@dataclass(frozen=True)
class Program:
    """A program that tests with one mark start, and Debian's package of it."""

    name: str
    package: str
    mark: str


PROGRAMS = (
    Program("chromium", "chromium", "browser"),
    Program("redis-server", "redis-server", "redis"),
    Program("rabbitmq-server", "rabbitmq-server", "rabbitmq"),
    Program("curl", "curl", "curl"),
)


def bring(program: Program) -> Outcome:
    """What tests start: installed where we may, otherwise its command is named and this failed."""
    began = time.monotonic()
    command = f"apt-get install -y --no-install-recommends {program.package}"
    suite = Suite(program.name, 120, command.split())
    # Debian's servers lie in /usr/sbin, which not every user's path names.
    if shutil.which(program.name, path=f"{os.environ['PATH']}:/usr/sbin"):
        return Outcome(suite, time.monotonic() - began, True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run(Suite("apt-update", 60, ("apt-get", "update", "--quiet")))
        return run(suite)
    say(f"{program.name:<12} FAILED: tests marked {program.mark} need it; as root: {command}")
    return Outcome(suite, time.monotonic() - began, False)


def marks_that_run(*, long: bool, there: Mapping[str, bool]) -> str:
    """The expression for pytest: without long campaigns, and without marks whose program is missing."""
    missing = [mark for mark, found in there.items() if not found]
    return " and ".join(f"not {mark}" for mark in [*([] if long else ["long"]), *missing])


def has_oldest_postgres() -> bool:
    """Whether PostgreSQL 15 is on this machine."""
    return Path(f"/usr/lib/postgresql/{OLDEST_POSTGRES}/bin/postgres").exists()


def say(line: str) -> None:
    """Prints one line of ours."""
    print(f"-- {line}", flush=True)


def side_by_side(wanted: Sequence[Suite]) -> list[Outcome]:
    """Runs what each folder has one after the other, the folders at once: each suite is one process
    that fills one processor."""
    lanes: dict[Path, list[Suite]] = {}
    for suite in wanted:
        lanes.setdefault(suite.folder, []).append(suite)
    with ThreadPoolExecutor() as pool:
        done = pool.map(lambda lane: [run(suite) for suite in lane], lanes.values())
        return [outcome for lane in done for outcome in lane]


def pytest(name: str, budget: int, *words: str) -> Suite:
    """A run of pytest: tests/conftest.py says what stays together and what begins first."""
    slowest = ("--durations", "12", "--durations-min", "5")
    spread = ("--dist", "loadscope", "--no-loadscope-reorder")
    command = (str(BIN / "pytest"), "-n", str(PROCESSES), *spread, *slowest, *words)
    return Suite(name, budget, command)


def main() -> None:
    """Runs what the command line asks for; status 1 when anything failed."""
    names = [each.name for each in suites()]
    words = argparse.ArgumentParser(prog="infra/check", description=(__doc__ or "").strip())
    words.add_argument("suite", nargs="*", help=f"only these: {', '.join([*names, 'pytest'])}")
    words.add_argument("--long", action="store_true", help="the long campaigns as well")
    given = words.parse_args()
    if unknown := set(given.suite) - {*names, "pytest"}:
        words.error(f"no such suite: {', '.join(sorted(unknown))}")
    wanted = set(given.suite) or {*names, "pytest"}
    sys.exit(0 if everything(wanted, long=given.long) else 1)


def everything(wanted: set[str], *, long: bool) -> bool:
    """Runs the wanted suites, pytest last; says whether all passed."""
    began = time.monotonic()
    if wanted - {"format", "lint", "types", "infra-types"}:
        install()
    chosen = [suite for suite in suites(long=long) if suite.name in wanted]
    outcomes = side_by_side([suite for suite in chosen if not suite.alone])
    outcomes += [run(suite) for suite in chosen if suite.alone]
    if "pytest" in wanted:
        brought = {program.mark: bring(program) for program in PROGRAMS}
        outcomes += brought.values()
        found = {mark: outcome.passed for mark, outcome in brought.items()}
        if has_oldest_postgres():
            os.environ["ASKWELL_TEST_POSTGRES"] = str(OLDEST_POSTGRES)
            there = [place for place in ON_OLDEST if (ROOT / place).exists()]
            outcomes.append(
                run(
                    pytest(
                        f"on-{OLDEST_POSTGRES}",
                        180,
                        "-m",
                        marks_that_run(long=False, there=found),
                        *there,
                    )
                )
            )
            del os.environ["ASKWELL_TEST_POSTGRES"]
    os.environ[EARLIER] = summary(outcomes)
    print(os.environ[EARLIER])
    failed = [each.suite.name for each in outcomes if not each.passed]
    say(f"{time.monotonic() - began:.0f} s so far; failed: {', '.join(failed) or 'nothing'}")
    if "pytest" in wanted:
        marks = marks_that_run(long=long, there=found)
        narrowed = ("-m", marks) if marks else ()
        outcomes.append(run(pytest("pytest", 3600 if long else 480, *narrowed), live=True))
    return all(each.passed for each in outcomes)


if __name__ == "__main__":
    main()
