"""Brokers for tests: each started on a port of its own on this machine, and ended with its test."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dramatiq import Broker
from dramatiq_postgres.broker import PostgresBroker

from api.jobs import QUEUE, BrokerBell, make_broker

STARTS_WITHIN: Final = 90.0
RABBITMQ: Final = "/usr/lib/rabbitmq/bin/rabbitmq-server"
"""Debian's /usr/sbin/rabbitmq-server changes to a user of the system; this one runs as ours."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis() -> Iterator[str]:
    """A Redis server; its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="askwell-redis-") as folder:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with _served([*command, "--dir", folder], dict(os.environ), port, Path(folder)):
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def rabbitmq() -> Iterator[str]:
    """A RabbitMQ server with a name server of its own; its address."""
    port, names = free_port(), free_port()
    with tempfile.TemporaryDirectory(
        prefix="askwell-rabbit-", ignore_cleanup_errors=True
    ) as folder:
        (Path(folder) / "plugins").write_text("[].")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "RABBITMQ_NODENAME": f"askwell-{port}@localhost",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/none",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1"
            ),
            "ERL_EPMD_PORT": str(names),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        try:
            with _served([RABBITMQ], environment, port, Path(folder)):
                yield f"amqp://guest:guest@127.0.0.1:{port}/"
        finally:
            epmd = shutil.which("epmd")
            assert epmd is not None
            subprocess.run([epmd, "-port", str(names), "-kill"], capture_output=True, check=False)


@contextmanager
def _served(
    command: list[str], environment: dict[str, str], port: int, folder: Path
) -> Iterator[None]:
    log = folder / "said"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            deadline = time.monotonic() + STARTS_WITHIN
            while not _answers(port):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class Heard:
    """A bell that rings through a real broker, and hears its own messages as a worker would."""

    def __init__(self, url: str) -> None:
        self._broker: Broker = make_broker(url, connections=4)
        self._bell = BrokerBell(self._broker)
        self._rung = 0
        self.deaf = False
        self._bell.check()

    def ring(self, job: str, ids: list[str]) -> None:
        """Through the broker; a deaf bell's message is lost."""
        if not self.deaf:
            self._bell.ring(job, ids)
            self._rung += 1

    def take(self) -> list[str]:
        """The ids of all messages since the last time, each acknowledged."""
        wanted, self._rung = self._rung, 0
        pairs: list[str] = []
        if not wanted:
            return pairs
        consumer = self._broker.consume(QUEUE, prefetch=wanted, timeout=1000)
        deadline = time.monotonic() + 20
        while wanted:
            assert time.monotonic() < deadline, f"{wanted} messages did not come"
            message = next(consumer)
            if message is not None:
                pairs += message.args[0]
                consumer.ack(message)
                wanted -= 1
        consumer.close()
        return pairs

    def close(self) -> None:
        """Empty the queue and let go of the broker; PostgreSQL's goes with its database."""
        if not isinstance(self._broker, PostgresBroker):
            self._broker.flush(QUEUE)
        self._bell.close()
