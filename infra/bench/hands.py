"""Workers and ticks on a database of the bench, as an installation runs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from api.embedded.postgres import Cluster

from .data import SECRET
from .processes import ROOT, Process


@contextmanager
def hand(
    cluster: Cluster, database: str, name: Literal["work", "tick"], smtp_port: int = 25
) -> Iterator[Process]:
    """One of them, at work."""
    worker_url = cluster.dsn("askwell_worker", database, tcp=True)
    told = {
        "DATABASE_URL": cluster.dsn("askwell_app", database, tcp=True),
        "DATABASE_WORKER_URL": worker_url,
        "BROKER_URL": worker_url,
        "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "PUBLIC_URL": "https://bench.example.org",
        "SECRET_KEY": SECRET,
        "FILES_URL": "memory:///",
    }
    logs = ROOT / ".cache" / "bench"
    logs.mkdir(parents=True, exist_ok=True)
    process = Process(["workers", name], told, logs / f"{name}.log")
    try:
        yield process
    finally:
        process.end()
