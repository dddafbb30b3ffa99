"""The roster of a cohort as a whole: read, kept row by row in one statement each, and its addresses."""

from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, Boolean, Text, Uuid, and_, bindparam, case, column, func, or_, select
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.organizations.enrolments import SHOWN, as_enrolment
from api.organizations.lists import COHORT, ORGANIZATION
from api.organizations.models import Enrolment, EnrolmentAddress
from api.organizations.programme_schemas import EnrolmentRead
from api.tables import new_id

_IDS: Final = bindparam("ids", type_=ARRAY(Uuid()))
_ROWS: Final = (
    func.unnest(
        _IDS,
        bindparam("their_ids", type_=ARRAY(Text())),
        bindparam("names", type_=ARRAY(Text())),
        bindparam("name_norms", type_=ARRAY(Text())),
        bindparam("to_invite", type_=ARRAY(Boolean())),
    )
    .table_valued(
        column("id", Uuid()),
        column("external_id", Text()),
        column("name", Text()),
        column("name_norm", Text()),
        column("to_invite", Boolean()),
    )
    .render_derived("wanted")
)
READ_ALL: Final = hot(
    SHOWN.where(Enrolment.cohort_id == COHORT).order_by(Enrolment.name_norm, Enrolment.id)
)
# Who was added meanwhile under the same key is found, and changed, the next time.
ADD: Final = hot(
    insert(Enrolment)
    .from_select(
        [
            "organization_id",
            "cohort_id",
            "status",
            "id",
            "external_id",
            "name",
            "name_norm",
            "to_invite",
        ],
        select(
            ORGANIZATION,
            COHORT,
            bindparam("status", type_=Text()),
            _ROWS.c.id,
            _ROWS.c.external_id,
            _ROWS.c.name,
            _ROWS.c.name_norm,
            _ROWS.c.to_invite,
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "cohort_id", "external_id"])
    .returning(Enrolment.id)
)
CHANGE: Final = hot(
    change(Enrolment)
    .where(
        Enrolment.organization_id == ORGANIZATION,
        Enrolment.id == _ROWS.c.id,
        Enrolment.person_id.is_(None),
    )
    .values(
        name=_ROWS.c.name,
        name_norm=_ROWS.c.name_norm,
        status=bindparam("status"),
        to_invite=_ROWS.c.to_invite,
        invited_at=case((_ROWS.c.to_invite, Enrolment.invited_at)),
    )
    .returning(Enrolment.id)
)
_MAIL: Final = (
    func.unnest(
        _IDS,
        bindparam("emails", type_=ARRAY(Text())),
        bindparam("email_norms", type_=ARRAY(Text())),
    )
    .table_valued(column("id", Uuid()), column("email", Text()), column("email_norm", Text()))
    .render_derived("mail")
)
_KEPT: Final = insert(EnrolmentAddress).from_select(
    ["organization_id", "enrolment_id", "email", "email_norm"],
    select(ORGANIZATION, _MAIL.c.id, _MAIL.c.email, _MAIL.c.email_norm),
    include_defaults=False,
)
ADDRESSES: Final = hot(
    _KEPT.on_conflict_do_update(
        index_elements=["organization_id", "enrolment_id"],
        set_={"email": _KEPT.excluded.email, "email_norm": _KEPT.excluded.email_norm},
    )
)
_OF_ENROLMENT: Final = and_(
    EnrolmentAddress.organization_id == Enrolment.organization_id,
    EnrolmentAddress.enrolment_id == Enrolment.id,
    EnrolmentAddress.email.is_not(None),
)
_CAN_BE_INVITED: Final = and_(
    Enrolment.organization_id == ORGANIZATION,
    Enrolment.cohort_id == COHORT,
    Enrolment.person_id.is_(None),
    Enrolment.status == bindparam("status"),
)
_NOT_YET: Final = and_(Enrolment.to_invite, Enrolment.invited_at.is_(None))
TO_INVITE: Final = hot(
    select(EnrolmentAddress.email)
    .join(Enrolment, _OF_ENROLMENT)
    .where(_CAN_BE_INVITED, or_(Enrolment.id == func.any(_IDS), and_(_IDS.is_(None), _NOT_YET)))
    .order_by(Enrolment.name_norm, Enrolment.id)
    .limit(bindparam("most"))
)
UNINVITED: Final = hot(
    select(func.count())
    .select_from(Enrolment)
    .join(EnrolmentAddress, _OF_ENROLMENT)
    .where(_CAN_BE_INVITED, _NOT_YET)
)
BY_ADDRESS: Final = hot(
    select(EnrolmentAddress.email_norm, Enrolment.id)
    .join(Enrolment, _OF_ENROLMENT)
    .where(
        _CAN_BE_INVITED,
        EnrolmentAddress.email_norm == func.any(bindparam("norms", type_=ARRAY(Text()))),
    )
    .order_by(Enrolment.created_at.desc(), Enrolment.id.desc())
)
INVITED: Final = hot(
    change(Enrolment)
    .where(
        Enrolment.organization_id == ORGANIZATION, Enrolment.id == bindparam("one", type_=Uuid())
    )
    .values(to_invite=bindparam("yes", type_=Boolean()), invited_at=bindparam("at"))
)


class Row(msgspec.Struct, frozen=True):
    """What a row of the roster is to say, under its id or as a new one."""

    id: UUID | None
    external_id: str
    name: str
    email: str | None
    email_norm: str | None
    to_invite: bool


async def read_all(work: Work, organization_id: UUID, cohort_id: UUID) -> list[EnrolmentRead]:
    """Everybody of the roster, by name."""
    rows = await work.fetch(READ_ALL, the_organization=organization_id, of_cohort=cohort_id)
    return [as_enrolment(row) for row in rows]


async def keep_rows(work: Work, organization_id: UUID, cohort_id: UUID, rows: list[Row]) -> None:
    """Have the roster say this of whoever did not join; who is in none of these rows stays."""
    for statement, some in (
        (ADD, [row for row in rows if row.id is None]),
        (CHANGE, [row for row in rows if row.id is not None]),
    ):
        if not some:
            continue
        by_id = {row.id or new_id(): row for row in some}
        kept = await work.fetch(
            statement,
            the_organization=organization_id,
            **({"of_cohort": cohort_id} if statement is ADD else {}),
            status="active",
            ids=list(by_id),
            names=[row.name for row in some],
            name_norms=[row.name.casefold() for row in some],
            their_ids=[row.external_id for row in some],
            to_invite=[row.to_invite for row in some],
        )
        mail = {one["id"]: by_id[one["id"]] for one in kept}
        await work.execute(
            ADDRESSES,
            the_organization=organization_id,
            ids=list(mail),
            emails=[row.email for row in mail.values()],
            email_norms=[row.email_norm for row in mail.values()],
        )


async def addresses(
    work: Work, organization_id: UUID, cohort_id: UUID, ids: list[UUID] | None, *, most: int
) -> list[str]:
    """Where those named are invited, or without names whoever was not invited yet; of nobody who joined,
    left, or has no address."""
    rows = await work.fetch(
        TO_INVITE,
        the_organization=organization_id,
        of_cohort=cohort_id,
        status="active",
        ids=ids,
        most=most,
    )
    return [row["email"] for row in rows]


async def count_uninvited(work: Work, organization_id: UUID, cohort_id: UUID) -> int:
    """How many have an address and were not invited yet."""
    count: int = await work.fetchval(
        UNINVITED, the_organization=organization_id, of_cohort=cohort_id, status="active"
    )
    return count


async def by_address(
    work: Work, organization_id: UUID, cohort_id: UUID, norms: list[str]
) -> dict[str, UUID]:
    """Who of the roster is meant by an address: of several the one who was entered first."""
    rows = await work.fetch(
        BY_ADDRESS,
        the_organization=organization_id,
        of_cohort=cohort_id,
        status="active",
        norms=norms,
    )
    return {row["email_norm"]: row["id"] for row in rows}


async def mark_invited(work: Work, organization_id: UUID, enrolment_id: UUID) -> None:
    """Somebody of the roster was invited now."""
    await work.execute(
        INVITED, the_organization=organization_id, one=enrolment_id, yes=True, at=work.now
    )
