"""The hands of the engine: claim, ask whether it is still wanted, do it, finish."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final, Protocol
from uuid import UUID

import structlog
from sqlalchemy import bindparam, func, update

from api.database import Database, Work, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Done, Later, More, NotWanted, Prepared, Rule, Send
from api.deliveries.stopping import stop_address
from api.errors import Unavailable
from api.mail import Mail, MailNotAccepted

log = structlog.get_logger()

LEASE: Final = timedelta(seconds=30)
"""How long a worker may hold a delivery; then others may take it. Effects end well before."""
EFFECT_SECONDS: Final = 10.0
"""How long one effect may take. None starts when less than twice this is left of the lease."""
MOST_FAILURES: Final = 12
"""After so many bad ends a delivery is dead, visibly: with the pauses below after about 8 hours."""
FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(hours=1)
FINISH_TRIES: Final = 5
AT_ONCE: Final = 5
"""How many deliveries of one message are in hand at the same time; below the size of the pool."""
CLAIMED_AT_ONCE: Final = 2 * AT_ONCE
"""How many are claimed together. What a worker that dies has claimed waits for the end of the lease,
the rest of its message only until it is rung again."""

FINISH: Final = hot(
    update(Delivery)
    .where(
        Delivery.tenant_id == bindparam("the_tenant"),
        Delivery.id == bindparam("the_id"),
        Delivery.attempts == bindparam("fence"),
        Delivery.state == "leased",
    )
    .values(
        state=bindparam("new_state"),
        next_at=bindparam("new_next_at"),
        failures=bindparam("new_failures"),
        outcome=bindparam("new_outcome"),
        finished_at=bindparam("new_finished_at"),
        waited_until=func.coalesce(bindparam("new_waited_until"), Delivery.waited_until),
    )
)

Step = Callable[[str], None]
"""Called at each named step; tests let the process die there."""


def _no_step(_: str) -> None:
    """Nothing watches the steps."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended."""

    state: str
    outcome: str
    next_at: datetime | None
    failed: bool
    waited_until: datetime | None = None
    """Until when its rule has it wait: what is not wanted yet is not late."""


class Fenced(Exception):
    """Another worker took this delivery over: what this one says no longer counts."""


class Post(Protocol):
    """Hands mails over; `api.mail.Mailer` in life."""

    async def send(self, mail: Mail) -> None:
        """Send once, with a Message-ID made of the mail's identity. Raises MailNotAccepted."""


class Engine:
    """Works deliveries of the kinds it was given rules for."""

    def __init__(
        self,
        database: Database,
        rules: Sequence[Rule],
        post: Post,
        *,
        step: Step = _no_step,
    ) -> None:
        self._database = database
        self._rules: Mapping[str, Rule] = {rule.kind: rule for rule in rules}
        self._post = post
        self._step = step

    async def work(self, pairs: Sequence[tuple[UUID, UUID]]) -> int:
        """Work the deliveries named by (tenant, id) that are due and free; how many were claimed."""
        count, waiting = 0, list(pairs)
        while waiting:
            some, waiting = waiting[:CLAIMED_AT_ONCE], waiting[CLAIMED_AT_ONCE:]
            claimed_at = monotonic()
            claimed = await self._claim(some)
            self._step("claimed")
            count += len(claimed)
            turns = asyncio.Semaphore(AT_ONCE)

            async def attempt(one: Claimed) -> bool:
                async with turns:  # noqa: B023 - awaited before the next round
                    return await self._attempt(one, claimed_at)  # noqa: B023

            claimed.sort(key=lambda one: one.due_at)
            more = await asyncio.gather(*map(attempt, claimed))
            # At the end of the line: a long job lets the others of its message pass.
            waiting += [
                (one.tenant_id, one.id) for one, again in zip(claimed, more, strict=True) if again
            ]
        return count

    async def _claim(self, pairs: Sequence[tuple[UUID, UUID]]) -> list[Claimed]:
        async with self._database.enter_nobody() as work:
            rows = await work.call(
                "SELECT * FROM planning.claim($1, $2, $3, $4)",
                [tenant for tenant, _ in pairs],
                [one for _, one in pairs],
                work.now,
                LEASE,
            )
            return [Claimed(**dict(row)) for row in rows]

    async def _attempt(self, one: Claimed, claimed_at: float) -> bool:
        """One try; whether there is more to do at once."""
        try:
            prepared = await self._prepare(one)
            self._step("prepared")
            ending = await self._effect(one, prepared, claimed_at)
        except MailNotAccepted as error:
            log.warning("mail_not_accepted", delivery=str(one.id), reason=str(error))
            code = "address" if error.gone else "mail"
            ending = self._failure(one, code, permanent=error.permanent)
        except Unavailable:
            # The database went away before the effect: the lease runs out and the sweep rings again.
            log.warning("delivery_interrupted", delivery=str(one.id), kind=one.kind)
            return False
        except Fenced:
            log.warning("delivery_fenced", delivery=str(one.id), attempt=one.attempt)
            return False
        except Exception:
            log.exception("delivery_failed", delivery=str(one.id), kind=one.kind)
            ending = self._failure(one, "error", permanent=False)
        else:
            if isinstance(prepared, More):
                return True
        self._step("effected")
        if ending is not None:
            await self._finish(one, ending)
        self._step("finished")
        return False

    async def _prepare(self, one: Claimed) -> Prepared:
        rule = self._rules[one.kind]
        async with self._database.enter_as([one.tenant_id]) as work:
            prepared = await rule.prepare(work, one)
            # What a job did and how far it got are one transaction: neither is there without the
            # other, and a worker that was overtaken loses both.
            if isinstance(prepared, Done):
                await self._write_ending(
                    work, one, Ending("done", prepared.code, None, failed=False)
                )
            elif isinstance(prepared, More):
                await self._write_ending(
                    work, one, Ending("pending", prepared.code, work.now, failed=False)
                )
            return prepared

    async def _effect(self, one: Claimed, prepared: Prepared, claimed_at: float) -> Ending | None:
        match prepared:
            case Done() | More():
                return None
            case NotWanted(why):
                return Ending("done", f"not-wanted:{why}", None, failed=False)
            case Later(until, why):
                return Ending("pending", f"waits:{why}", until, failed=False, waited_until=until)
            case Send(to, letter, unsubscribe_url, in_reply_to):
                if monotonic() - claimed_at > LEASE.total_seconds() - 2 * EFFECT_SECONDS:
                    return Ending(
                        "pending", "waits:lease", self._database.clock.now(), failed=False
                    )
                mail = Mail(
                    to=to,
                    letter=letter,
                    identity=str(one.id),
                    at=self._database.clock.now(),
                    unsubscribe_url=unsubscribe_url,
                    in_reply_to=in_reply_to,
                )
                await self._send(one, mail)
                return Ending("done", "sent", None, failed=False)

    async def _send(self, one: Claimed, mail: Mail) -> None:
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                await self._post.send(mail)
        except MailNotAccepted as error:
            if error.gone:
                async with self._database.enter_as([one.tenant_id]) as work:
                    await stop_address(work, one.tenant_id, mail.to, error.gone)
            raise

    def _failure(self, one: Claimed, code: str, *, permanent: bool) -> Ending:
        if permanent or one.failures + 1 >= MOST_FAILURES:
            return Ending("dead", f"failed:{code}", None, failed=True)
        pause = min(FIRST_PAUSE * 2**one.failures, LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311
        return Ending("pending", f"failed:{code}", self._database.clock.now() + pause, failed=True)

    async def _finish(self, one: Claimed, ending: Ending) -> None:
        # Resending is worse than waiting: the end is written again and again before it is given up.
        for attempt in range(FINISH_TRIES):
            try:
                async with self._database.enter_as([one.tenant_id]) as work:
                    await self._write_ending(work, one, ending)
                    return
            except Fenced:
                log.warning("delivery_fenced", delivery=str(one.id), attempt=one.attempt)
                return
            except Unavailable:
                await asyncio.sleep(0.2 * 2**attempt)
        log.error("delivery_not_finished", delivery=str(one.id), outcome=ending.outcome)

    async def _write_ending(self, work: Work, one: Claimed, ending: Ending) -> None:
        tag = await work.execute(
            FINISH,
            the_tenant=one.tenant_id,
            the_id=one.id,
            fence=one.attempt,
            new_state=ending.state,
            new_next_at=ending.next_at,
            new_waited_until=ending.waited_until,
            new_failures=one.failures + ending.failed,
            new_outcome=ending.outcome,
            new_finished_at=work.now if ending.state in {"done", "dead"} else None,
        )
        if tag == "UPDATE 0":
            raise Fenced
