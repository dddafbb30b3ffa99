"""What an update begins from: their advice, whom they led to, and three modest offers."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, select
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Introduction
from api.database import Work, among, hot
from api.errors import NotFound
from api.insights.advice import SHOWN as ADVICE_SHOWN
from api.insights.advice import advice_read
from api.insights.given import somebody_alike
from api.insights.models import Advice
from api.insights.schemas import AdviceRead
from api.threads.keeping import whom
from api.threads.schemas import Whom
from api.ties.models import Cadence
from api.ties.schemas import Offer, OpenCircle, UpdateStart

_MET: Final = aliased(Contact)
CONTACT: Final = hot(
    select(Contact.id, Contact.name, Contact.given_name, Contact.thread_id, Cadence.held_at)
    .outerjoin(
        Cadence,
        and_(
            Cadence.owner_id == Contact.owner_id,
            Cadence.contact_id == Contact.id,
            Cadence.deleted_at.is_(None),
        ),
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == bindparam("contact_id"),
        Contact.deleted_at.is_(None),
    )
)
ADVICE: Final = hot(
    ADVICE_SHOWN.where(
        Advice.contact_id == bindparam("contact_id", type_=Uuid()),
        among(Advice.state, ["done", "trying", "new"]),
    )
    .order_by(Advice.done_at.desc().nulls_last(), Advice.id.desc())
    .limit(20)
)
CIRCLES: Final = hot(
    select(
        Introduction.id, Introduction.met_at, _MET.id.label("met_id"), _MET.name, _MET.given_name
    )
    .join(_MET, and_(_MET.owner_id == Introduction.owner_id, _MET.id == Introduction.introduced_id))
    .where(
        Introduction.owner_id == bindparam("owner_id"),
        Introduction.introducer_id == bindparam("contact_id"),
        Introduction.closed_at.is_(None),
        Introduction.met_at.is_not(None),
        Introduction.deleted_at.is_(None),
        _MET.deleted_at.is_(None),
    )
    .order_by(Introduction.met_at, Introduction.id)
    .limit(20)
)


async def begin_update(work: Work, contact_id: UUID) -> UpdateStart:
    """What an update to this person can begin from. Raises NotFound."""
    values: dict[str, Any] = {"owner_id": work.subject.person_id, "contact_id": contact_id}
    row = await work.fetchrow(CONTACT, **values)
    if row is None:
        raise NotFound()
    advice = [advice_read(one) for one in await work.fetch(ADVICE, **values)]
    circles = [
        OpenCircle(one["id"], whom(one["met_id"], one["name"], one["given_name"]), one["met_at"])
        for one in await work.fetch(CIRCLES, **values)
    ]
    return UpdateStart(
        contact=whom(row["id"], row["name"], row["given_name"]),
        thread_id=row["thread_id"],
        talked_at=row["held_at"],
        advice=advice,
        circles=circles,
        offers=offers(advice, await somebody_alike(work, contact_id)),
    )


def offers(advice: list[AdviceRead], alike: Whom | None) -> list[Offer]:
    """At most three modest offers: to share what their advice led to, to introduce somebody who does
    alike work, and to answer questions about one's own (DOMAIN.md section 3, Given). Pure."""
    made = next((one for one in advice if one.state == "done" and one.result), None)
    found = []
    if made is not None:
        found.append(Offer("share", made.result, None))
    if alike is not None:
        found.append(Offer("introduce", "", alike))
    found.append(Offer("answer", "", None))
    return found
