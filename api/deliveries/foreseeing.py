"""What a rule can do for all people of a message at once, before each of them is worked alone."""

from collections.abc import Sequence
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from api.database import Database, Work, among, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Upcoming
from api.logs import log

UPCOMING: Final = hot(
    select(Delivery.tenant_id, Delivery.occurrence, Delivery.due_at).where(
        Delivery.tenant_id == any_(bindparam("tenants", type_=ARRAY(Uuid()))),
        Delivery.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        Delivery.kind == bindparam("kind"),
        among(Delivery.state, ["pending", "leased"]),
    )
)


@runtime_checkable
class Foresees(Protocol):
    """A rule that looks ahead. What it does then, `prepare` would do as well: nothing is lost when it
    fails, and nothing is done twice when `prepare` finds it done."""

    @property
    def kind(self) -> str:
        """The name that clocks and deliveries carry."""

    async def foresee(self, work: Work, upcoming: Sequence[Upcoming]) -> None:
        """Make ready what these deliveries need, for all of them in few statements."""


async def foresee(database: Database, rule: Foresees, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Have `rule` look ahead to those of its deliveries that are among these (tenant, id): those of
    one message, so of at most 100 people. A failure is logged, not raised."""
    tenants = list({tenant for tenant, _ in pairs})
    try:
        async with database.enter_as(tenants) as work:
            rows = await work.fetch(
                UPCOMING, tenants=tenants, ids=[one for _, one in pairs], kind=rule.kind
            )
            await rule.foresee(work, [Upcoming(**dict(row)) for row in rows])
    except Exception:
        log.exception("not_foreseen", kind=rule.kind)
