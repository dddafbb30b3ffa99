"""The hands of the engine: claim what a message names, have each tried, give the rest back."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, update
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Database, hot
from api.deliveries.attempts import LEASE, Attempts, Post, Ready, Step
from api.deliveries.calling import Caller
from api.deliveries.foreseeing import Foresees, foresee
from api.deliveries.models import Delivery
from api.deliveries.pushing import Push
from api.deliveries.rules import Claimed, Rule, Together
from api.deliveries.spreading import Pair

AT_ONCE: Final = 5
"""How many deliveries of one message are in hand at the same time; below the size of the pool."""
CLAIMED_AT_ONCE: Final = 2 * AT_ONCE
"""How many are claimed together. What a worker that dies has claimed waits for the end of the lease,
the rest of its message only until it is rung again."""

UNRING: Final = hot(
    update(Delivery)
    .where(
        Delivery.tenant_id == any_(bindparam("tenants", type_=ARRAY(Uuid()))),
        Delivery.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        Delivery.state == "pending",
    )
    .values(rung_at=None)
)


def _lines(claimed: Sequence[Claimed]) -> Iterator[list[list[Claimed]]]:
    """For each kind what is asked of together, in order: as many as are tried at the same time, and
    one of each person."""
    kinds: dict[str, list[list[Claimed]]] = defaultdict(list)
    for one in claimed:
        line = kinds[one.kind]
        last = line[-1] if line else []
        if (
            not line
            or len(last) == AT_ONCE
            or any(one.tenant_id == each.tenant_id for each in last)
        ):
            line.append(last := [])
        last.append(one)
    yield from kinds.values()


def _no_step(_: str) -> None:
    """Nothing watches the steps."""


class Engine:
    """Works deliveries of the kinds it was given rules for."""

    def __init__(
        self,
        database: Database,
        rules: Sequence[Rule],
        post: Post,
        *,
        push: Push | None = None,
        caller: Caller | None = None,
        step: Step = _no_step,
    ) -> None:
        """Without `push` no device is reached: what is said goes by mail. `caller` is for rules whose
        deliveries are calls."""
        self._database = database
        self._foresee = [rule for rule in rules if isinstance(rule, Foresees)]
        self._together = {rule.kind for rule in rules if isinstance(rule, Together)}
        self._attempts = Attempts(
            database, {rule.kind: rule for rule in rules}, post, push, caller, step
        )
        self._step = step
        self._resting = False

    async def work(self, pairs: Sequence[tuple[UUID, UUID]]) -> int:
        """Work the deliveries named by (tenant, id) that are due and free; how many were claimed.

        Once it rests it ends what it has claimed, and gives the others back.
        """
        count, waiting, foreseen = 0, list(pairs), set[str]()
        while waiting and not self._resting:
            some, waiting = waiting[:CLAIMED_AT_ONCE], waiting[CLAIMED_AT_ONCE:]
            claimed_at = monotonic()
            claimed = await self._claim(some)
            self._step("claimed")
            count += len(claimed)
            for rule in self._foresee:
                if rule.kind not in foreseen and any(one.kind == rule.kind for one in claimed):
                    foreseen.add(rule.kind)
                    await foresee(self._database, rule, [*some, *waiting])
            turns = asyncio.Semaphore(AT_ONCE)

            async def attempt(one: Claimed, ready: Ready | None = None) -> Sequence[Pair]:
                async with turns:  # noqa: B023 - awaited before the next round
                    return await self._attempts.make(one, claimed_at, ready)  # noqa: B023

            async def attempt_all(line: Sequence[Sequence[Claimed]]) -> Sequence[Pair]:
                further: list[Pair] = []
                for some in line:
                    async with turns:  # noqa: B023
                        ready = await self._attempts.ready_together(some)
                    for pairs in await asyncio.gather(
                        *(attempt(one, ready.get(one.id)) for one in some)
                    ):
                        further += pairs
                return further

            # What is late is late; what is due now can still come in time.
            claimed.sort(key=lambda one: one.due_at, reverse=True)
            alone = [one for one in claimed if one.kind not in self._together]
            others = [one for one in claimed if one.kind in self._together]
            # At the end of the line: a long job lets the others of its message pass.
            for further in await asyncio.gather(
                *map(attempt, alone), *map(attempt_all, _lines(others))
            ):
                waiting += further
        if waiting:
            await self._give_back(waiting)
        return count

    def rest(self) -> None:
        """Claim nothing any more: this process is about to end."""
        self._resting = True

    async def _give_back(self, pairs: Sequence[Pair]) -> None:
        # The next tick rings for them again, and nobody waits for the end of the patience.
        async with self._database.enter_as(list({tenant for tenant, _ in pairs})) as work:
            await work.execute(
                UNRING,
                tenants=[tenant for tenant, _ in pairs],
                ids=[one for _, one in pairs],
            )

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
