"""Who takes part in a cohort, also without an account; a coach sees those of cohorts assigned to them
(policy `assigned`), and no address."""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Boolean, DateTime, Text, and_, bindparam, case, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.accounts.sign_in.addresses import Email, read_email
from api.database import Work, hot
from api.errors import Conflict, InvalidInput
from api.etags import require_version
from api.organizations.cohorts import read_cohort
from api.organizations.founding import spelled
from api.organizations.lists import (
    COHORT,
    ONE,
    ORGANIZATION,
    Listing,
    in_pages,
    one_of,
)
from api.organizations.models import Enrolment, EnrolmentAddress
from api.organizations.programme_schemas import (
    EnrolmentChange,
    EnrolmentCreate,
    EnrolmentKeyed,
    EnrolmentPage,
    EnrolmentRead,
)
from api.paging import Cursors
from api.tables import new_id

_EXTERNAL: Final = bindparam("their_id", type_=Text())
_SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
_TO_INVITE: Final = bindparam("to_invite", type_=Boolean())
JOINING: Final = case(
    (Enrolment.person_id.is_not(None), "joined"),
    (Enrolment.invited_at.is_not(None), "invited"),
    (Enrolment.to_invite, "not_invited"),
    else_="without_app",
)
# Whoever is no manager reads no row of addresses.
SHOWN: Final = (
    select(
        Enrolment.id,
        Enrolment.cohort_id,
        Enrolment.name,
        Enrolment.external_id,
        Enrolment.status,
        Enrolment.person_id.is_not(None).label("uses_askwell"),
        JOINING.label("joining"),
        Enrolment.invited_at,
        EnrolmentAddress.email,
        Enrolment.created_at,
        Enrolment.updated_at,
        Enrolment.version,
        Enrolment.name_norm,
    )
    .outerjoin(
        EnrolmentAddress,
        and_(
            EnrolmentAddress.organization_id == Enrolment.organization_id,
            EnrolmentAddress.enrolment_id == Enrolment.id,
        ),
    )
    .where(Enrolment.organization_id == ORGANIZATION)
)


def as_enrolment(row: asyncpg.Record) -> EnrolmentRead:
    """A row of `SHOWN` as it is told."""
    return EnrolmentRead(*row[:12])


LIST: Final = Listing(
    "enrolments",
    in_pages(
        SHOWN.where(
            Enrolment.cohort_id == COHORT, or_(_SINCE.is_(None), Enrolment.updated_at >= _SINCE)
        ),
        Enrolment.name_norm,
        Enrolment.id,
        down=False,
    ),
    "name_norm",
    "",
    False,
    as_enrolment,
)
READ: Final = hot(SHOWN.where(Enrolment.id == ONE))
BY_KEY: Final = hot(SHOWN.where(Enrolment.cohort_id == COHORT, Enrolment.external_id == _EXTERNAL))
TAKEN: Final = hot(
    select(
        exists().where(
            Enrolment.organization_id == ORGANIZATION,
            Enrolment.cohort_id == COHORT,
            Enrolment.external_id == _EXTERNAL,
            Enrolment.id != ONE,
        )
    )
)
_ROW: Final = insert(Enrolment).values(
    organization_id=ORGANIZATION,
    id=ONE,
    cohort_id=COHORT,
    external_id=_EXTERNAL,
    name=bindparam("name"),
    name_norm=bindparam("name_norm"),
    status=bindparam("status"),
    to_invite=_TO_INVITE,
)
CREATE: Final = hot(_ROW.on_conflict_do_nothing(index_elements=["organization_id", "id"]))
# Two who send the same key at once make one row: who comes later finds it.
CREATE_KEYED: Final = hot(
    _ROW.on_conflict_do_nothing(index_elements=["organization_id", "cohort_id", "external_id"])
)
CHANGE: Final = hot(
    update(Enrolment)
    .where(Enrolment.organization_id == ORGANIZATION, Enrolment.id == ONE)
    .values(
        external_id=_EXTERNAL,
        name=bindparam("name"),
        name_norm=bindparam("name_norm"),
        status=bindparam("status"),
        to_invite=_TO_INVITE,
        invited_at=case((_TO_INVITE, Enrolment.invited_at)),
    )
)
_KEPT_ADDRESS: Final = insert(EnrolmentAddress).values(
    organization_id=ORGANIZATION,
    enrolment_id=ONE,
    email=bindparam("email", type_=Text()),
    email_norm=bindparam("email_norm", type_=Text()),
)
ADDRESS: Final = hot(
    _KEPT_ADDRESS.on_conflict_do_update(
        index_elements=["organization_id", "enrolment_id"],
        set_={
            "email": _KEPT_ADDRESS.excluded.email,
            "email_norm": _KEPT_ADDRESS.excluded.email_norm,
        },
    )
)


async def list_enrolments(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    cohort_id: UUID,
    *,
    updated_since: datetime | None,
    limit: int,
    cursor: str | None,
) -> EnrolmentPage:
    """A page of who takes part, by name; of all, or of what changed since. For a coach of other cohorts
    it is empty. Raises NotFound."""
    await read_cohort(work, organization_id, cohort_id)
    page = await LIST.read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=cohort_id,
        of_cohort=cohort_id,
        since=updated_since,
    )
    return EnrolmentPage(*page)


async def read_enrolment(work: Work, organization_id: UUID, enrolment_id: UUID) -> EnrolmentRead:
    """One who takes part. Raises NotFound, also for a coach of other cohorts."""
    return as_enrolment(await one_of(work, READ, organization_id, enrolment_id))


async def create_enrolment(
    work: Work, organization_id: UUID, cohort_id: UUID, data: EnrolmentCreate
) -> tuple[EnrolmentRead, bool]:
    """Keep somebody who did not join; says whether they are new. Raises NotFound (the cohort),
    InvalidInput (the address) and Conflict (the id, or their external id, is somebody else's)."""
    await read_cohort(work, organization_id, cohort_id)
    name = spelled(data.name)
    email = None if data.email is None else read_email(data.email)
    await _refuse_taken(work, organization_id, cohort_id, data.id, data.external_id)
    made = await work.execute(
        CREATE,
        the_organization=organization_id,
        of_cohort=cohort_id,
        one=data.id,
        their_id=data.external_id,
        name=name,
        name_norm=name.casefold(),
        status="active",
        to_invite=data.to_invite,
    )
    if made == "INSERT 0 1" and email is not None:
        await _keep_address(work, organization_id, data.id, email)
    shown = await read_enrolment(work, organization_id, data.id)
    said = (cohort_id, name, data.external_id, "not_invited" if data.to_invite else "without_app")
    if (shown.cohort_id, shown.name, shown.external_id, shown.joining) != said or (
        shown.email != (email and email.typed)
    ):
        raise Conflict("This id is another enrolment's.")
    return shown, made == "INSERT 0 1"


async def change_enrolment(
    work: Work,
    organization_id: UUID,
    enrolment_id: UUID,
    change: EnrolmentChange,
    *,
    if_match: str | None,
) -> EnrolmentRead:
    """Change how the organization calls somebody, or that they take part. Raises NotFound, InvalidInput
    (the address), Conflict (their external id is somebody else's), PreconditionRequired,
    PreconditionFailed."""
    shown = await read_enrolment(work, organization_id, enrolment_id)
    require_version(if_match, shown.version)
    name = shown.name if change.name is UNSET else spelled(change.name)
    external_id = shown.external_id if change.external_id is UNSET else change.external_id
    status = shown.status if change.status is UNSET else change.status
    await _refuse_taken(work, organization_id, shown.cohort_id, enrolment_id, external_id)
    keyed = EnrolmentKeyed(name, change.email, change.to_invite, status)
    return await _keep(work, organization_id, shown, keyed, external_id)


async def keep_by_external_id(
    work: Work, organization_id: UUID, cohort_id: UUID, external_id: str, data: EnrolmentKeyed
) -> tuple[EnrolmentRead, bool]:
    """Make or change the row of the roster with this key; says whether it is new. Where nothing differs
    nothing is written. Raises NotFound (the cohort) and InvalidInput (no name for somebody new, the
    address)."""
    await read_cohort(work, organization_id, cohort_id)
    made = "INSERT 0 0"
    row = await _by_key(work, organization_id, cohort_id, external_id)
    if row is None:
        if data.name is UNSET:
            raise InvalidInput.field("body.name", "no-name", "Somebody new needs a name.")
        name = spelled(data.name)
        made = await work.execute(
            CREATE_KEYED,
            the_organization=organization_id,
            of_cohort=cohort_id,
            one=new_id(),
            their_id=external_id,
            name=name,
            name_norm=name.casefold(),
            status="active" if data.status is UNSET else data.status,
            to_invite=data.to_invite is UNSET or data.to_invite,
        )
        row = await _by_key(work, organization_id, cohort_id, external_id)
        assert row is not None
    shown = as_enrolment(row)
    if shown.uses_askwell:
        # They said what they are called there, and whether they take part.
        return shown, False
    kept = await _keep(work, organization_id, shown, data, external_id)
    return kept, made == "INSERT 0 1"


async def _by_key(
    work: Work, organization_id: UUID, cohort_id: UUID, external_id: str
) -> asyncpg.Record | None:
    return await work.fetchrow(
        BY_KEY, the_organization=organization_id, of_cohort=cohort_id, their_id=external_id
    )


async def _keep(
    work: Work,
    organization_id: UUID,
    shown: EnrolmentRead,
    data: EnrolmentKeyed,
    external_id: str | None,
) -> EnrolmentRead:
    """Have a row say this; nothing is written where it does already."""
    name = shown.name if data.name is UNSET else spelled(data.name)
    status = shown.status if data.status is UNSET else data.status
    before = shown.joining != "without_app"
    to_invite = before if data.to_invite is UNSET or shown.uses_askwell else data.to_invite
    email = shown.email and read_email(shown.email)
    if data.email is not UNSET and not shown.uses_askwell:
        email = data.email and read_email(data.email)
    typed = email.typed if email else None
    said = (name, external_id, status, to_invite, typed)
    if said == (shown.name, shown.external_id, shown.status, before, shown.email):
        return shown
    if typed != shown.email:
        await _keep_address(work, organization_id, shown.id, email or None)
    # Also for an address alone: the row has another version then.
    await work.execute(
        CHANGE,
        the_organization=organization_id,
        one=shown.id,
        their_id=external_id,
        name=name,
        name_norm=name.casefold(),
        status=status,
        to_invite=to_invite,
    )
    return await read_enrolment(work, organization_id, shown.id)


async def _keep_address(
    work: Work, organization_id: UUID, enrolment_id: UUID, email: Email | None
) -> None:
    await work.execute(
        ADDRESS,
        the_organization=organization_id,
        one=enrolment_id,
        email=email and email.typed,
        email_norm=email and email.norm,
    )


async def _refuse_taken(
    work: Work, organization_id: UUID, cohort_id: UUID, enrolment_id: UUID, external_id: str | None
) -> None:
    if external_id is not None and await work.fetchval(
        TAKEN,
        the_organization=organization_id,
        of_cohort=cohort_id,
        one=enrolment_id,
        their_id=external_id,
    ):
        raise Conflict("Somebody else of this cohort has this external id.")
