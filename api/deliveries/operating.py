"""What an operator asks about deliveries and decides about them, over the planner's doors."""

from collections.abc import Sequence
from uuid import UUID

from api.database import Database
from api.deliveries.shown import MOST, Decided, Decision, DeliveryShown, State
from api.errors import NotFound


async def list_deliveries(
    database: Database,
    *,
    ids: Sequence[UUID] | None = None,
    states: Sequence[State] | None = None,
    kinds: Sequence[str] | None = None,
    tenant_id: UUID | None = None,
    most: int = MOST,
) -> list[DeliveryShown]:
    """The deliveries that match all that is given, the latest due first. Raises Unavailable."""
    async with database.enter_nobody() as work:
        rows = await work.call(
            "SELECT * FROM planning.deliveries($1, $2, $3, $4, $5)",
            ids,
            states,
            kinds,
            tenant_id,
            most,
        )
    return [DeliveryShown(**dict(row)) for row in rows]


async def decide(database: Database, decision: Decision, ids: Sequence[UUID]) -> Decided:
    """Have these deliveries tried now (`retry`: pending), never (`cancel`: pending or dead) or
    anew with all tries (`requeue`: dead). What is in another state is left as it is; a mail that is
    tried again keeps its Message-ID. Raises NotFound when one does not exist; nothing is changed
    then."""
    known = {one.id for one in await list_deliveries(database, ids=ids)}
    if missing := [one for one in ids if one not in known]:
        raise NotFound(f"No such delivery: {', '.join(map(str, missing))}.")
    async with database.enter_nobody() as work:
        rows = await work.call(
            "SELECT * FROM planning.decide($1, $2, $3)", decision, list(ids), work.now
        )
    changed = [row["id"] for row in rows]
    left = [one for one in ids if one not in set(changed)]
    return Decided(changed, await list_deliveries(database, ids=left) if left else [])
