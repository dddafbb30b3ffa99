"""After an outage: of what should have interrupted a person, the latest of each kind is said, once.

Somebody whose phone would tell of three talks of yesterday is told of the last one, and that it comes
late; the history keeps the others, and Today has all that is still to be done.
"""

from datetime import timedelta
from typing import Final, Literal

from sqlalchemy import bindparam, case, select, tuple_, update

from api.database import Work, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed

HELD_UP: Final = timedelta(minutes=30)
"""What is later than this was held up: it stands together with others of its kind."""
FOR_THE_LATEST: Final = timedelta(seconds=15)
"""How long an earlier one waits for the latest to be decided."""

_AT = Delivery.due_at.type
_KIND: Final = (
    (Delivery.tenant_id == bindparam("the_tenant"))
    & (Delivery.kind == bindparam("the_kind"))
    & (Delivery.channel == "app")
)
_PLACE: Final = tuple_(Delivery.due_at, Delivery.id)
_MINE: Final = tuple_(bindparam("my_due", type_=_AT), bindparam("my_id", type_=Delivery.id.type))
LATER: Final = hot(
    select(case((Delivery.outcome == "said", "said"), else_="open"))
    .where(
        _KIND,
        _PLACE > _MINE,
        Delivery.due_at <= bindparam("the_now", type_=_AT),
        Delivery.state.in_(["pending", "leased"])
        # Said since this one was due, so by what this one would be late for.
        | ((Delivery.outcome == "said") & (Delivery.finished_at >= bindparam("since", type_=_AT))),
    )
    .order_by((Delivery.outcome == "said").desc().nulls_last())
    .limit(1)
)
COLLAPSE: Final = hot(
    update(Delivery)
    .where(
        _KIND,
        _PLACE < _MINE,
        Delivery.state == "pending",
        Delivery.due_at <= bindparam("before", type_=_AT),
    )
    .values(
        state="done",
        next_at=None,
        outcome="not-wanted:collapsed",
        finished_at=bindparam("the_now", type_=_AT),
    )
)


async def later_one(work: Work, one: Claimed) -> Literal["said", "open"] | None:
    """How a later one of the same kind stands, where this one was held up: it was said meanwhile, or
    it is still open. None for whatever comes in time, and for the latest."""
    if work.now - one.due_at < HELD_UP:
        return None
    return await work.fetchval(  # type: ignore[no-any-return]
        LATER, **_mine(one), the_now=work.now, since=work.now - HELD_UP
    )


async def collapse_earlier(work: Work, one: Claimed) -> None:
    """This one is said: earlier ones of its kind that were held up with it are not any more."""
    if work.now - one.due_at >= HELD_UP:
        await work.execute(COLLAPSE, **_mine(one), the_now=work.now, before=work.now - HELD_UP)


def _mine(one: Claimed) -> dict[str, object]:
    return {
        "the_tenant": one.tenant_id,
        "the_kind": one.kind,
        "my_due": one.due_at,
        "my_id": one.id,
    }
