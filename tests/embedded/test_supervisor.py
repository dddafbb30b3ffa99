"""The supervisor, with real processes that die, refuse to die and leave children behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.embedded.processes import glimpse, members
from api.embedded.supervisor import AlreadyRunningError, Part, PartError, Supervisor

REPOSITORY = Path(__file__).parents[2]
NOTE_PID = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n');"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path / "state", said.append)
    yield made
    made.stop()


def part(
    name: str, pids: Path, code: str = "time.sleep(60)", *, stage: int = 1, first: str = ""
) -> Part:
    command = [sys.executable, "-u", "-c", first + NOTE_PID + code, str(pids)]
    return Part(name, command, dict(os.environ), stage, ready=lambda: pids.exists(), stop_limit=2)


def pids_in(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    seen = glimpse(pid)
    return seen is not None and seen.state != "Z"


def test_a_killed_part_is_started_again(
    supervisor: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    pids = tmp_path / "pids"
    supervisor.start([part("api", pids)])
    os.kill(pids_in(pids)[0], signal.SIGKILL)
    began = time.monotonic()
    supervisor.watch(lambda: len(pids_in(pids)) == 2 or time.monotonic() > began + 10)
    first, second = pids_in(pids)
    assert not alive(first)
    assert alive(second)
    assert said == ["api ended (SIGKILL); starting it again in 0 s"]


def test_a_part_that_dies_again_and_again_is_started_ever_later(
    supervisor: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    pids = tmp_path / "pids"
    supervisor.start([part("api", pids, "time.sleep(0.2); sys.exit(3)")])
    began = time.monotonic()
    supervisor.watch(lambda: len(pids_in(pids)) == 3 or time.monotonic() > began + 10)
    assert time.monotonic() - began > 1
    assert [line[-3:] for line in said[:2]] == ["0 s", "1 s"]
    assert "status 3" in said[0]


def test_children_of_a_killed_part_do_not_stay(supervisor: Supervisor, tmp_path: Path) -> None:
    pids, grandchildren = tmp_path / "pids", tmp_path / "grandchildren"
    code = (
        "import subprocess; p = subprocess.Popen([sys.executable, '-c', 'import time;"
        f"time.sleep(60)']); open({str(grandchildren)!r}, 'a').write(str(p.pid)+'\\n');"
        "time.sleep(60)"
    )
    supervisor.start([part("api", pids, code)])
    assert within(5, lambda: bool(pids_in(grandchildren)))
    os.kill(pids_in(pids)[0], signal.SIGKILL)
    supervisor.watch(lambda: len(pids_in(pids)) == 2)
    assert not alive(pids_in(grandchildren)[0])


def test_all_parts_stop_later_stages_first(tmp_path: Path, said: list[str]) -> None:
    supervisor, order = Supervisor(tmp_path / "state", said.append), tmp_path / "order"
    code = (
        "import signal\ndef end(*_):\n open({order!r}, 'a').write({name!r} + ' ')\n sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\nopen(sys.argv[1] + '.ready', 'w')\ntime.sleep(60)"
    )
    for stage, name in enumerate(("postgres", "mail", "worker")):
        pids = tmp_path / name
        supervisor.start([part(name, pids, code.format(order=str(order), name=name), stage=stage)])
        assert within(5, (tmp_path / f"{name}.ready").exists)
    supervisor.stop()
    assert order.read_text().split() == ["worker", "mail", "postgres"]
    assert said == []


def test_a_part_that_will_not_end_is_killed(tmp_path: Path, said: list[str]) -> None:
    supervisor, pids = Supervisor(tmp_path / "state", said.append), tmp_path / "pids"
    ignore = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    supervisor.start([part("api", pids, first=ignore)])
    began = time.monotonic()
    supervisor.stop()
    assert 2 <= time.monotonic() - began < 6
    assert not alive(pids_in(pids)[0])


def test_a_part_that_cannot_start_says_why(supervisor: Supervisor, tmp_path: Path) -> None:
    broken = part("api", tmp_path / "pids", "print('no such port', file=sys.stderr); sys.exit(1)")
    broken = Part(broken.name, broken.command, broken.environment, 1, ready=lambda: False)
    with pytest.raises(PartError, match="no such port"):
        supervisor.start([broken])


def test_logs_carry_time_and_name(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start([part("tick", tmp_path / "pids", "print('Grüße'); time.sleep(60)")])
    log = tmp_path / "state" / "logs" / "tick.log"
    assert within(5, lambda: log.exists() and bool(log.read_text()))
    assert log.read_text().rstrip().endswith("Z tick | Grüße")


def test_a_second_one_on_the_same_state_is_told_where_the_first_is(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    with pytest.raises(AlreadyRunningError, match="already starting"):
        Supervisor(tmp_path / "state", print)
    supervisor.announce("http://127.0.0.1:8000")
    with pytest.raises(AlreadyRunningError, match=rf"127\.0\.0\.1:8000 \(process {os.getpid()}\)"):
        Supervisor(tmp_path / "state", print)


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    pids, stubborn = tmp_path / "pids", tmp_path / "stubborn"
    ignore = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    code = (
        "import sys; from pathlib import Path;"
        "from tests.embedded.test_supervisor import part, Supervisor;"
        f"s = Supervisor(Path({str(tmp_path / 'state')!r}), print);"
        f"s.start([part('api', Path({str(pids)!r})), "
        f"part('worker', Path({str(stubborn)!r}), first={ignore!r})]); print('up', flush=True);"
        "s.watch(lambda: False)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    with contextlib.closing(holder.stdout or open(os.devnull)) as out:
        assert out.readline() == "up\n"
    holder.kill()
    holder.wait()
    assert within(5, lambda: not alive(pids_in(pids)[0]))
    assert members(pids_in(stubborn)[0])
    after = Supervisor(tmp_path / "state", print)
    assert not alive(pids_in(stubborn)[0])
    after.stop()
