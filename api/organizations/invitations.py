"""Invitations as an organization makes, sees and ends them.

The secret is random, kept as a hash, and shown once; the code of a cohort alone can be read again,
because it is shown in class. Staff are an owner's to invite, one by one. How many accept at once
makes no difference to the seats: the database counts (`door.accept_invitation`)."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from api.database import Work, hot
from api.deliveries.models import Delivery
from api.errors import Forbidden, InvalidInput, NotFound
from api.organizations.cohorts import read_cohort
from api.organizations.founding import read_organization
from api.organizations.invitation_schemas import (
    Code,
    CodeNow,
    InvitationCreate,
    InvitationCreated,
    InvitationPage,
    InvitationRead,
)
from api.organizations.lists import (
    LATEST,
    ONE,
    ORGANIZATION,
    Listing,
    in_pages,
    one_of,
)
from api.organizations.models import Invitation, Membership
from api.paging import Cursors
from api.tables import new_id

INVITES: Final = "invitation"
"""The kind of the deliveries that mail them."""
ALPHABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""What a code is made of: nothing that is read as something else on a slide."""
CODE_LENGTH: Final = 6
CODE_SEATS: Final = 10_000
"""A code counts for as many as the cohort has seats for."""

_COHORT: Final = bindparam("of_cohort", type_=Uuid())
_AT: Final = DateTime(timezone=True)
# Deliveries are whoever's they went out for: only who invited, or sent it again, reads what became of it.
_CAME_BACK: Final = (
    select(Delivery.id)
    .where(
        Delivery.tenant_id == func.app.person_id(),
        Delivery.kind == INVITES,
        Delivery.subject_id == Invitation.id,
        Delivery.occurrence == func.concat("v", Invitation.sent),
        Delivery.channel == "email",
        or_(Delivery.state == "dead", Delivery.outcome.startswith("returned:")),
    )
    .exists()
)
_READ: Final = (
    select(
        Invitation.id,
        Invitation.role,
        Invitation.cohort_id,
        Invitation.email,
        Invitation.code.is_not(None).label("by_code"),
        Invitation.seats,
        Invitation.used,
        Invitation.sent,
        _CAME_BACK.label("came_back"),
        Membership.name,
        Invitation.created_at,
        Invitation.expires_at,
        Invitation.ended_at,
        Invitation.version,
    )
    .join(
        Membership,
        and_(
            Membership.organization_id == Invitation.organization_id,
            Membership.id == Invitation.invited_by,
        ),
    )
    .where(Invitation.organization_id == ORGANIZATION)
)
LIST: Final = Listing(
    "invitations",
    in_pages(
        _READ.where(
            or_(_COHORT.is_(None), Invitation.cohort_id == _COHORT),
            or_(~bindparam("of_staff", type_=Boolean()), Invitation.role.is_not(None)),
        ),
        Invitation.created_at,
        Invitation.id,
        down=True,
    ),
    "created_at",
    LATEST,
    True,
    lambda row: InvitationRead(*row),
)
READ: Final = hot(_READ.where(Invitation.id == ONE))
MAKE: Final = hot(
    insert(Invitation).values(
        organization_id=ORGANIZATION,
        id=ONE,
        secret_hash=bindparam("secret_hash"),
        role=bindparam("role", type_=Text()),
        cohort_id=_COHORT,
        seats=bindparam("seats"),
        expires_at=bindparam("expires_at"),
        email=bindparam("email", type_=Text()),
        email_norm=bindparam("email_norm", type_=Text()),
        code=bindparam("code", type_=Text()),
        sent=bindparam("sent"),
        enrolment_id=bindparam("enrolment_id", type_=Uuid()),
    )
)
# The address of somebody who is not invited any more is of no use.
END: Final = hot(
    update(Invitation)
    .where(
        Invitation.organization_id == ORGANIZATION,
        Invitation.id == ONE,
        Invitation.ended_at.is_(None),
    )
    .values(ended_at=bindparam("end", type_=_AT), email=None, email_norm=None)
)
END_CODES: Final = hot(
    update(Invitation)
    .where(
        Invitation.organization_id == ORGANIZATION,
        Invitation.cohort_id == _COHORT,
        Invitation.code.is_not(None),
        Invitation.ended_at.is_(None),
    )
    .values(ended_at=bindparam("end", type_=_AT))
)


async def list_invitations(
    work: Work,
    cursors: Cursors,
    organization_id: UUID,
    *,
    cohort_id: UUID | None,
    staff: bool,
    limit: int,
    cursor: str | None,
) -> InvitationPage:
    """A page of invitations, the latest first, to one cohort, to the `staff`, or all; none of their
    secrets."""
    page = await LIST.read(
        work,
        cursors,
        organization_id,
        limit=limit,
        cursor=cursor,
        of=organization_id if staff else cohort_id,
        of_cohort=cohort_id,
        of_staff=staff,
    )
    return InvitationPage(*page)


async def invite(work: Work, organization_id: UUID, data: InvitationCreate) -> InvitationCreated:
    """Make an invitation. Raises InvalidInput (to nothing, to both, to an unknown cohort, to the staff
    for several) and Forbidden (staff are an owner's to invite)."""
    await check_target(work, organization_id, data.role, data.cohort_id)
    if data.role is not None and data.seats != 1:
        raise InvalidInput.field(
            "body.seats", "one-by-one", "Invite staff one by one: leave the seats out."
        )
    secret = secrets.token_urlsafe(32)
    made = await make(
        work,
        organization_id,
        lambda _: secret,
        role=data.role,
        cohort_id=data.cohort_id,
        seats=data.seats,
        days=data.days,
    )
    return InvitationCreated(made, secret)


async def check_target(
    work: Work, organization_id: UUID, role: str | None, cohort_id: UUID | None
) -> None:
    """Whether the caller may invite there. Raises InvalidInput and Forbidden."""
    if (role is None) == (cohort_id is None):
        raise InvalidInput.field("body.role", "role-or-cohort", "Name a role or a cohort.")
    if cohort_id is None:
        if (await read_organization(work, organization_id)).role != "owner":
            raise Forbidden("Only an owner invites to the staff.")
        return
    try:
        await read_cohort(work, organization_id, cohort_id)
    except NotFound as error:
        raise InvalidInput.field(
            "body.cohort_id", "unknown-cohort", "Name a cohort of this organization."
        ) from error


async def make(
    work: Work,
    organization_id: UUID,
    secret: Callable[[UUID], str],
    *,
    role: str | None,
    cohort_id: UUID | None,
    seats: int,
    days: int,
    email: str | None = None,
    email_norm: str | None = None,
    code: str | None = None,
    enrolment_id: UUID | None = None,
) -> InvitationRead:
    """Keep an invitation whose secret is made of its id."""
    invitation_id = new_id()
    await work.execute(
        MAKE,
        the_organization=organization_id,
        one=invitation_id,
        secret_hash=hash_of(secret(invitation_id)),
        role=role,
        of_cohort=cohort_id,
        seats=seats,
        expires_at=work.now + timedelta(days=days),
        email=email,
        email_norm=email_norm,
        code=code,
        sent=0 if email is None else 1,
        enrolment_id=enrolment_id,
    )
    return await read_invitation(work, organization_id, invitation_id)


async def end_invitation(work: Work, organization_id: UUID, invitation_id: UUID) -> InvitationRead:
    """Nobody is let in by it any more; ended twice is once. Raises NotFound."""
    await read_invitation(work, organization_id, invitation_id)
    await work.execute(END, the_organization=organization_id, one=invitation_id, end=work.now)
    return await read_invitation(work, organization_id, invitation_id)


async def read_code(work: Work, organization_id: UUID, cohort_id: UUID) -> CodeNow:
    """The code by which a class joins; none is shown to a coach of other cohorts. Raises NotFound."""
    await read_cohort(work, organization_id, cohort_id)
    rows = await work.call("SELECT * FROM door.code_of_cohort($1)", cohort_id)
    return CodeNow(Code(*rows[0]) if rows else None)


async def renew_code(work: Work, organization_id: UUID, cohort_id: UUID, days: int) -> Code:
    """A new code for a cohort; the one before counts no longer. Raises NotFound."""
    await read_cohort(work, organization_id, cohort_id)
    await work.execute(
        END_CODES, the_organization=organization_id, of_cohort=cohort_id, end=work.now
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    made = await make(
        work,
        organization_id,
        lambda _: code,
        role=None,
        cohort_id=cohort_id,
        seats=CODE_SEATS,
        days=days,
        code=code,
    )
    return Code(made.id, code, made.expires_at)


async def read_invitation(work: Work, organization_id: UUID, invitation_id: UUID) -> InvitationRead:
    """One invitation, without its secret. Raises NotFound."""
    return InvitationRead(*await one_of(work, READ, organization_id, invitation_id))


def hash_of(secret: str) -> bytes:
    """What is kept of a secret. A code is the same however it is typed."""
    if len(secret) == CODE_LENGTH:
        secret = secret.upper()
    return hashlib.sha256(secret.encode()).digest()
