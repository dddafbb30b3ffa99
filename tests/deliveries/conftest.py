"""The brokers that the engine is tried on; RabbitMQ and Redis start once for a process."""

from collections.abc import Iterator

import pytest

from tests.deliveries import brokers


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with brokers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def rabbitmq_url() -> Iterator[str]:
    with brokers.rabbitmq() as url:
        yield url
