"""What an organization keeps itself of somebody: whether they came, and, of whoever takes part without the
app, the talks that they told their coach. These are marked as told, say of nobody with whom they were, and
are never counted with what people record themselves."""

from typing import Final
from uuid import UUID

from sqlalchemy import Date, DateTime, Text, Uuid, and_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.coaching.told_schemas import (
    CameTo,
    EnrolmentRecord,
    ToldSums,
    ToldTalkCreate,
    ToldTalkRead,
)
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.localtime import local_date
from api.organizations.cohorts import read_cohort
from api.organizations.enrolments import read_enrolment
from api.organizations.lists import COHORT, ONE, ORGANIZATION
from api.organizations.models import Enrolment, Membership
from api.organizations.session_models import Attendance, Session, ToldTalk

MOST: Final = 200
"""Sessions and talks of one person that are shown: more than a programme has."""
_ENROLMENT: Final = bindparam("enrolment", type_=Uuid())
_AT: Final = DateTime(timezone=True)
CAME: Final = hot(
    select(Session.id, Session.title, Session.starts_at, Session.zone, Attendance.state)
    .join(
        Attendance,
        and_(
            Attendance.organization_id == Session.organization_id,
            Attendance.session_id == Session.id,
        ),
    )
    .where(
        Session.organization_id == ORGANIZATION,
        Attendance.enrolment_id == _ENROLMENT,
        Attendance.state.is_not(None),
    )
    .order_by(Session.starts_at.desc(), Session.id.desc())
    .limit(MOST)
)
_READ: Final = (
    select(ToldTalk.id, ToldTalk.held_on, ToldTalk.field, ToldTalk.told_at, Membership.name)
    .join(
        Membership,
        and_(
            Membership.organization_id == ToldTalk.organization_id,
            Membership.id == ToldTalk.membership_id,
        ),
    )
    .where(ToldTalk.organization_id == ORGANIZATION, ToldTalk.removed_at.is_(None))
)
TOLD: Final = hot(
    _READ.where(ToldTalk.enrolment_id == _ENROLMENT)
    .order_by(ToldTalk.held_on.desc(), ToldTalk.id.desc())
    .limit(MOST)
)
READ: Final = hot(_READ.where(ToldTalk.id == ONE, ToldTalk.enrolment_id == _ENROLMENT))
# Whoever uses the app records their talks themselves.
TELL: Final = hot(
    insert(ToldTalk)
    .from_select(
        [
            "organization_id",
            "id",
            "cohort_id",
            "enrolment_id",
            "membership_id",
            "held_on",
            "field",
            "told_at",
        ],
        select(
            Enrolment.organization_id,
            ONE,
            Enrolment.cohort_id,
            Enrolment.id,
            func.app.membership_id(),
            bindparam("held_on", type_=Date()),
            bindparam("field", type_=Text()),
            bindparam("at", type_=_AT),
        ).where(
            Enrolment.organization_id == ORGANIZATION,
            Enrolment.id == _ENROLMENT,
            Enrolment.person_id.is_(None),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
REMOVE: Final = hot(
    update(ToldTalk)
    .where(
        ToldTalk.organization_id == ORGANIZATION,
        ToldTalk.id == ONE,
        ToldTalk.enrolment_id == _ENROLMENT,
    )
    .values(removed_at=func.coalesce(ToldTalk.removed_at, bindparam("at", type_=_AT)))
)
SUMS: Final = hot(
    select(func.count(), func.count(ToldTalk.enrolment_id.distinct())).where(
        ToldTalk.organization_id == ORGANIZATION,
        ToldTalk.cohort_id == COHORT,
        ToldTalk.removed_at.is_(None),
    )
)


async def read_record(work: Work, organization_id: UUID, enrolment_id: UUID) -> EnrolmentRecord:
    """What the organization keeps itself of one who takes part. Raises NotFound, also for a coach of other
    cohorts."""
    await read_enrolment(work, organization_id, enrolment_id)
    came = await work.fetch(CAME, the_organization=organization_id, enrolment=enrolment_id)
    told = await work.fetch(TOLD, the_organization=organization_id, enrolment=enrolment_id)
    return EnrolmentRecord([CameTo(*row) for row in came], [ToldTalkRead(*row) for row in told])


async def tell_talk(
    work: Work, organization_id: UUID, enrolment_id: UUID, data: ToldTalkCreate
) -> tuple[ToldTalkRead, bool]:
    """Keep a talk that was told; says whether it is new. Raises NotFound, InvalidInput (it is yet to come)
    and Conflict (they use the app, or the id is another one's)."""
    who = await read_enrolment(work, organization_id, enrolment_id)
    if who.uses_askwell:
        raise Conflict("They use Askwell: their talks are what they record themselves.")
    zone = (await read_cohort(work, organization_id, who.cohort_id)).time_zone
    if data.held_on > local_date(work.now, zone):
        raise InvalidInput.field("body.held_on", "yet-to-come", "Name a day that has come.")
    made = await work.execute(
        TELL,
        the_organization=organization_id,
        one=data.id,
        enrolment=enrolment_id,
        held_on=data.held_on,
        field=data.field,
        at=work.now,
    )
    row = await work.fetchrow(
        READ, the_organization=organization_id, one=data.id, enrolment=enrolment_id
    )
    if row is None or (row["held_on"], row["field"]) != (data.held_on, data.field):
        raise Conflict("This id is another talk's.")
    return ToldTalkRead(*row), made == "INSERT 0 1"


async def remove_told(work: Work, organization_id: UUID, enrolment_id: UUID, talk_id: UUID) -> None:
    """Take back a talk that was entered by mistake; twice is once. Raises NotFound."""
    done = await work.execute(
        REMOVE,
        the_organization=organization_id,
        one=talk_id,
        enrolment=enrolment_id,
        at=work.now,
    )
    if done == "UPDATE 0":
        raise NotFound()


async def told_of_cohort(work: Work, organization_id: UUID, cohort_id: UUID) -> ToldSums:
    """How many talks were told, of how many people: beside the numbers of a cohort, never in them."""
    row = await work.fetchrow(SUMS, the_organization=organization_id, of_cohort=cohort_id)
    assert row is not None
    return ToldSums(row[0], row[1])
