"""A worker process: consumes the queue until it is told to stop, then finishes what it holds."""

import signal
import threading
from types import FrameType
from typing import Final

import dramatiq
from dramatiq import Worker
from dramatiq.asyncio import async_to_sync
from dramatiq.middleware import AsyncIO, Retries

from api.collecting import keep_what_is_loaded
from api.config import Settings
from api.deliveries.tick import read_pairs
from api.jobs import CALL, DELIVER, QUEUE, make_broker
from api.logs import log
from workers.hands import Hands

THREADS: Final = 8
STOP_MILLISECONDS: Final = 25_000


def work(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    # Messages, a claim per thread, the heartbeat and LISTEN each want a connection of their own.
    broker = make_broker(settings.broker_url, connections=THREADS + 4)
    broker.middleware[:] = [one for one in broker.middleware if not isinstance(one, Retries)]
    broker.add_middleware(AsyncIO())
    dramatiq.set_broker(broker)
    hands = Hands(settings)

    @dramatiq.actor(broker=broker, actor_name=DELIVER, queue_name=QUEUE)
    async def deliver(pairs: list[str]) -> None:
        await (await hands.engine()).work(read_pairs(pairs))

    @dramatiq.actor(broker=broker, actor_name=CALL, queue_name=QUEUE)
    async def call(pairs: list[str]) -> None:
        (await hands.calls()).take(read_pairs(pairs))

    stopping = threading.Event()

    def stop(number: int, _: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    keep_what_is_loaded()
    worker = Worker(broker, worker_threads=THREADS, worker_timeout=1000)
    worker.start()
    log.info("worker_ready")
    stopping.wait()
    # A message holds up to a hundred deliveries: only those that were claimed are ended, so that
    # the end comes well within half a minute. Pausing waits for them.
    hands.rest()
    worker.pause()
    async_to_sync(hands.close)()
    worker.stop(timeout=STOP_MILLISECONDS)
    broker.close()
