"""How an attempt ends, and that only who still holds a delivery may say so (the fence)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, update

from api.database import Work, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed

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


async def write_ending(work: Work, one: Claimed, ending: Ending) -> None:
    """Write how this attempt ended. Raises Fenced when another worker took the delivery over."""
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
