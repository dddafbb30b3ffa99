"""What a person shares and shared, and who looked, as it goes into their export."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, bindparam, select

from api.database import Work, hot
from api.sharing.looking import all_looks
from api.sharing.models import Grant
from api.sharing.schemas import LookRead

GIVEN: Final = hot(
    select(
        Grant.organization_id,
        Grant.enrolment_id,
        Grant.scope,
        Grant.purpose,
        Grant.text_version,
        Grant.items,
        Grant.granted_at,
        Grant.expires_at,
        Grant.revoked_at,
    )
    .where(Grant.owner_id == bindparam("person_id", type_=Uuid()))
    .order_by(Grant.granted_at, Grant.id)
)


class Given(msgspec.Struct, frozen=True):
    """Something that is or was shared, from `granted_at` to `revoked_at`, or until `expires_at`."""

    organization_id: UUID
    enrolment_id: UUID
    scope: str
    purpose: str
    text_version: int
    goal_ids: list[UUID]
    granted_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class Shared(msgspec.Struct, frozen=True):
    """All that is and was shared, and every look at it."""

    grants: list[Given]
    looks: list[LookRead]


async def shared_of(work: Work) -> Shared:
    """What the person of this work shares and shared, and who looked."""
    rows = await work.fetch(GIVEN, person_id=work.subject.person_id)
    return Shared([Given(*row) for row in rows], await all_looks(work))
