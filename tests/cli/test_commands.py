"""The commands as a person types them: what they print, and the one line when they refuse."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import httpx
import pytest

from api.config import Settings
from api.embedded.postgres import Cluster
from api.tables import new_id
from tests.conftest import ROOT, free_port

pytestmark = pytest.mark.anyio

Run = Callable[..., subprocess.CompletedProcess[str]]
ASKWELL = [sys.executable, "-m", "api.cli"]
PRODUCTION = {
    "ASKWELL_ENV": "production",
    "SECRET_KEY": "a key of this test, long enough for production",
    "PUBLIC_URL": "https://askwell.example.org",
}


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """What a process is told."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url,
        "SECRET_KEYS": ",".join(settings.secret_keys),
        "PUBLIC_URL": settings.public_url,
        **more,
    }


@pytest.fixture
def run(settings: Settings) -> Run:
    def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*ASKWELL, *words],
            cwd=ROOT,
            env=environment(settings, **more),
            capture_output=True,
            text=True,
            timeout=60,
        )

    return command


@pytest.mark.parametrize(
    "words",
    [
        "",
        "up",
        "serve",
        "work",
        "tick",
        "migrate",
        "backup",
        "restore",
        "restored",
        "openapi",
        "person",
        "person create",
        "deliveries",
        "deliveries requeue",
    ],
)
def test_every_command_explains_itself(run: Run, words: str) -> None:
    said = run(*words.split(), "--help")
    assert said.returncode == 0
    assert said.stdout.startswith("Usage:")


async def test_a_person_is_made_with_a_token_and_a_link(
    run: Run, http: httpx.AsyncClient, address: str
) -> None:
    done = run("person", "create", "--email", address, "--name", "Nora", "--token", "--link")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert set(made) == {"id", "email", "token", "link"}
    me = await http.get("/v1/me", headers={"authorization": f"Bearer {made['token']}"})
    assert (me.json()["id"], me.json()["label"]) == (made["id"], "Nora")
    page, _, token = made["link"].partition("#token=")
    assert page == "http://askwell.test/sign-in/link"
    entered = await http.post("/v1/sign-in/link", json={"token": token})
    assert entered.json()["person"]["id"] == made["id"]
    assert (await http.post("/v1/sign-in/link", json={"token": token})).status_code == 403


async def test_making_somebody_again_finds_them_and_leaves_no_session(
    run: Run, http: httpx.AsyncClient, address: str
) -> None:
    first = json.loads(run("person", "create", "--email", address).stdout)
    assert set(first) == {"id", "email"}
    scopes = ["--token", "--scope", "contacts:read", "--scope", "profile:read"]
    again = json.loads(run("person", "create", "--email", address.upper(), *scopes).stdout)
    assert again["id"] == first["id"]
    bearer = {"authorization": f"Bearer {again['token']}"}
    assert (await http.get("/v1/me", headers=bearer)).status_code == 200
    changed = await http.patch("/v1/me/profile", json={}, headers={**bearer, "if-match": "*"})
    assert changed.status_code == 403


@pytest.mark.parametrize(
    ("words", "more", "says"),
    [
        (["person", "create", "--email", "nora"], {}, "name@example.org"),
        (["person", "create", "--email", "a@b.de"], {"DATABASE_URL": ""}, "DATABASE_URL"),
        (
            ["person", "create", "--email", "a@b.de"],
            {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"},
            "can't reach",
        ),
        (["migrate"], {}, "DATABASE_OWNER_URL"),
        (["migrate"], {"DATABASE_OWNER_URL": "mysql://x"}, "postgresql://"),
        (["migrate"], {"DATABASE_OWNER_URL": "postgresql://x@127.0.0.1:1/x"}, "does not answer"),
        (["serve"], {"ASKWELL_ENV": "production", "SECRET_KEYS": ""}, "SECRET_KEY"),
        (["serve"], PRODUCTION | {"PUBLIC_URL": "http://askwell.example.org"}, "PUBLIC_URL"),
        (["serve"], PRODUCTION | {"ASKWELL_DEBUG": "1"}, "ASKWELL_DEBUG"),
        (["serve"], PRODUCTION | {"ASKWELL_CLOCK_FILE": "x"}, "ASKWELL_CLOCK_FILE"),
        (["serve"], {"REQUESTS_PER_MINUTE": "-1"}, "REQUESTS_PER_MINUTE"),
        (["serve"], {"OIDC_PROVIDERS": "{"}, "OIDC_PROVIDERS"),
        (
            ["serve"],
            PRODUCTION | {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"},
            "does not answer",
        ),
    ],
)
def test_what_can_not_be_is_refused_in_one_line(
    run: Run, words: list[str], more: dict[str, str], says: str
) -> None:
    refused = run(*words, **more)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1, refused.stderr


@pytest.mark.parametrize(
    ("role", "says"), [("postgres", "is a superuser"), ("askwell_owner", "owns tables")]
)
def test_production_serves_with_no_powerful_role(
    run: Run, cluster: Cluster, database: str, role: str, says: str
) -> None:
    refused = run("serve", **PRODUCTION, DATABASE_URL=cluster.dsn(role, database, tcp=True))
    assert refused.returncode == 1
    assert refused.stderr == f"askwell: DATABASE_URL: the role {role} {says}; use askwell_app\n"


@pytest.mark.parametrize("part", ["work", "tick"])
def test_production_works_with_no_powerful_role(
    run: Run, cluster: Cluster, database: str, settings: Settings, part: str
) -> None:
    worker = cluster.dsn("askwell_owner", database, tcp=True)
    more = {"DATABASE_WORKER_URL": worker, "BROKER_URL": settings.broker_url or worker}
    refused = run(part, **PRODUCTION, **more)
    assert refused.returncode == 1
    says = "the role askwell_owner owns tables; use askwell_worker"
    assert refused.stderr == f"askwell: DATABASE_WORKER_URL: {says}\n"


@pytest.mark.parametrize("processes", ["1", "2"])
def test_it_serves_until_it_is_told_to_end(run: Run, settings: Settings, processes: str) -> None:
    port = free_port()
    words = ["serve", "--port", str(port), "--processes", processes]
    with subprocess.Popen(
        [*ASKWELL, *words],
        cwd=ROOT,
        env=environment(settings, **PRODUCTION, SECRET_KEYS=""),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            answer = ready(port)
            assert answer.json()["database"] == "ok"
            assert answer.headers["strict-transport-security"]
            taken = run("serve", "--port", str(port))
            assert taken.returncode == 1
            assert f"port {port}" in taken.stderr
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=20)
        assert process.returncode == 0, said
        assert "Traceback" not in said


def test_a_proxy_that_is_trusted_names_the_network(settings: Settings) -> None:
    port, network = free_port(), f"2001:db8::{new_id().int & 0xFFFF:x}"
    more = {"TRUSTED_PROXIES": "127.0.0.1", "REQUESTS_PER_MINUTE": "2"}
    with subprocess.Popen(
        [*ASKWELL, "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(settings, **more),
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            ready(port)
            statuses = [
                httpx.get(
                    f"http://127.0.0.1:{port}/v1/sign-in/providers",
                    headers={"x-forwarded-for": forwarded},
                ).status_code
                for forwarded in (network, network, network, "192.0.2.9")
            ]
        finally:
            process.terminate()
            process.wait(20)
    assert statuses == [200, 200, 429, 200]


def ready(port: int) -> httpx.Response:
    """The answer of /health/ready, once there is one."""
    for _ in range(600):
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health/ready")
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("it does not answer")


@pytest.fixture
def address() -> str:
    """An address that nobody has yet."""
    return f"{new_id()}@example.org"
