"""Names of jobs and the connection to the broker: "enqueue after commit", never before."""

import asyncio
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from api.config import ConfigurationError
from api.logs import log

if TYPE_CHECKING:
    from dramatiq import Broker


DELIVER: Final = "deliver"
"""A batch of deliveries waits to be worked: a hint to look, the rows are the truth."""
CALL: Final = "call"
"""A few deliveries to addresses that people gave wait: handed on at once, so that none of them, however
slow, holds a thread that mails need."""
QUEUE: Final = "askwell"

SEND_SECONDS: Final = 2.0
"""A broker that does not take a message within this time is treated as down; the sweep rings again."""


class Bell(Protocol):
    """Something that tells workers to look."""

    def ring(self, job: str, ids: list[str]) -> None:
        """Send one message; blocking, may raise."""


class BrokerBell:
    """Rings through a Dramatiq broker, knowing only the names of its actors."""

    def __init__(self, broker: "Broker") -> None:
        self._broker = broker
        broker.declare_queue(QUEUE)

    def ring(self, job: str, ids: list[str]) -> None:
        """Send one message; blocking, may raise."""
        from dramatiq import Message

        self._broker.enqueue(
            Message(queue_name=QUEUE, actor_name=job, args=(ids,), kwargs={}, options={})
        )

    def check(self) -> None:
        """Whether the broker answers; blocking, raises when it does not."""
        pool = getattr(self._broker, "pool", None)
        if pool is not None:  # PostgreSQL
            with pool.connection(timeout=2) as connection:
                connection.execute("SELECT 1")
        elif hasattr(self._broker, "client"):  # Redis
            self._broker.client.ping()
        else:  # RabbitMQ: a connection that answers has a channel
            _ = self._broker.channel  # type: ignore[attr-defined]

    def close(self) -> None:
        """Let go of the broker's connections."""
        self._broker.close()


def make_broker(url: str, *, connections: int) -> "Broker":
    """The broker named by BROKER_URL: postgresql://, redis:// or amqp://. Connects on first use."""
    scheme = urlsplit(url).scheme
    if scheme in {"postgres", "postgresql"}:
        from dramatiq_postgres.broker import PostgresBroker
        from dramatiq_postgres.utils import make_pool

        broker: Broker = PostgresBroker(pool=make_pool(url, maxconn=connections), results=False)
        return broker
    if scheme in {"redis", "rediss"}:
        from dramatiq.brokers.redis import RedisBroker

        # The defaults give a killed worker's messages back after minutes (STACK.md).
        return RedisBroker(  # type: ignore[no-untyped-call]
            url=url, maintenance_chance=1_000_000, heartbeat_timeout=15_000
        )
    if scheme in {"amqp", "amqps"}:
        from dramatiq.brokers.rabbitmq import RabbitmqBroker

        # Without confirmation RabbitMQ lost half of 33,000 messages when it was killed (STACK.md).
        return RabbitmqBroker(url=url, confirm_delivery=True)
    raise ConfigurationError("BROKER_URL begins with postgresql://, redis:// or amqp://")


async def ring(bell: Bell | None, job: str, ids: list[str]) -> None:
    """Ring in a thread, for at most SEND_SECONDS; a failure is logged, not raised."""
    if bell is None:
        return
    try:
        await asyncio.wait_for(asyncio.to_thread(bell.ring, job, ids), SEND_SECONDS)
    except Exception as error:
        log.warning("bell_not_heard", job=job, error=type(error).__name__)
