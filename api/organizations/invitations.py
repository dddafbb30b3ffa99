"""Invitations: made by an organization, read and accepted by whoever has their secret; and leaving.

The secret is random, kept as a hash, and shown once. Staff are an owner's to invite, one by one. How
many accept at once makes no difference to the seats: the database counts (`door.accept_invitation`)."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Text, Uuid, and_, bindparam, insert, select, tuple_, update

from api.database import Work, hot
from api.errors import Forbidden, InvalidInput, NotFound
from api.organizations.cohorts import read_cohort
from api.organizations.founding import read_organization, spelled
from api.organizations.invitation_schemas import (
    InvitationAccept,
    InvitationAccepted,
    InvitationCreate,
    InvitationCreated,
    InvitationPage,
    InvitationRead,
    InvitationShown,
    Seen,
    TakingPart,
    TakingPartList,
)
from api.organizations.models import Invitation, Membership
from api.paging import Cursors
from api.tables import new_id

_LIST: Final = "invitations"
SEEN_OF_PARTICIPANTS: Final[tuple[Seen, ...]] = ("name", "enrolment")
SEEN_OF_STAFF: Final[tuple[Seen, ...]] = ("name",)
_ORGANIZATION: Final = bindparam("the_organization", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
_AT: Final = DateTime(timezone=True)
_READ: Final = (
    select(
        Invitation.id,
        Invitation.role,
        Invitation.cohort_id,
        Invitation.seats,
        Invitation.used,
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
    .where(Invitation.organization_id == _ORGANIZATION)
)
PAGE: Final = hot(
    _READ.where(
        tuple_(Invitation.created_at, Invitation.id)
        < tuple_(bindparam("before", type_=_AT), bindparam("before_id", type_=Uuid()))
    )
    .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    .limit(bindparam("most"))
)
ONE: Final = hot(_READ.where(Invitation.id == _ONE))
MAKE: Final = hot(
    insert(Invitation).values(
        organization_id=_ORGANIZATION,
        id=_ONE,
        secret_hash=bindparam("secret_hash"),
        role=bindparam("role", type_=Text()),
        cohort_id=bindparam("of_cohort", type_=Uuid()),
        seats=bindparam("seats"),
        expires_at=bindparam("expires_at"),
    )
)
END: Final = hot(
    update(Invitation)
    .where(
        Invitation.organization_id == _ORGANIZATION,
        Invitation.id == _ONE,
        Invitation.ended_at.is_(None),
    )
    .values(ended_at=bindparam("end", type_=_AT))
)


class _Position(msgspec.Struct, frozen=True):
    created_at: datetime
    id: UUID


async def list_invitations(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> InvitationPage:
    """A page of invitations, the latest first; none of their secrets."""
    before = cursors.read(cursor, organization_id, _LIST, _Position) if cursor else None
    rows = await work.fetch(
        PAGE,
        the_organization=organization_id,
        before=before.created_at if before else datetime.max.replace(tzinfo=work.now.tzinfo),
        before_id=before.id if before else UUID(int=2**128 - 1),
        most=limit + 1,
    )
    items = [InvitationRead(*row) for row in rows[:limit]]
    last = _Position(items[-1].created_at, items[-1].id) if len(rows) > limit else None
    return InvitationPage(items, cursors.write(organization_id, _LIST, last) if last else None)


async def invite(work: Work, organization_id: UUID, data: InvitationCreate) -> InvitationCreated:
    """Make an invitation. Raises InvalidInput (to nothing, to both, to an unknown cohort, to the staff
    for several) and Forbidden (staff are an owner's to invite)."""
    if (data.role is None) == (data.cohort_id is None):
        raise InvalidInput.field("body.role", "role-or-cohort", "Name a role or a cohort.")
    if data.cohort_id is not None:
        await _known(work, organization_id, data.cohort_id)
    else:
        if data.seats != 1:
            raise InvalidInput.field(
                "body.seats", "one-by-one", "Invite staff one by one: leave the seats out."
            )
        if (await read_organization(work, organization_id)).role != "owner":
            raise Forbidden("Only an owner invites to the staff.")
    secret, invitation_id = secrets.token_urlsafe(32), new_id()
    await work.execute(
        MAKE,
        the_organization=organization_id,
        one=invitation_id,
        secret_hash=_hash(secret),
        role=data.role,
        of_cohort=data.cohort_id,
        seats=data.seats,
        expires_at=work.now + timedelta(days=data.days),
    )
    made = await _read(work, organization_id, invitation_id)
    return InvitationCreated(made, secret)


async def end_invitation(work: Work, organization_id: UUID, invitation_id: UUID) -> InvitationRead:
    """Nobody is let in by it any more; ended twice is once. Raises NotFound."""
    await _read(work, organization_id, invitation_id)
    await work.execute(END, the_organization=organization_id, one=invitation_id, end=work.now)
    return await _read(work, organization_id, invitation_id)


async def show_invitation(work: Work, secret: str) -> InvitationShown:
    """What is said before somebody accepts. Raises NotFound for one that does not count."""
    rows = await work.call("SELECT * FROM door.read_invitation($1)", _hash(secret))
    if not rows:
        raise NotFound()
    row = rows[0]
    sees = SEEN_OF_STAFF if row["role"] else SEEN_OF_PARTICIPANTS
    return InvitationShown(**row, sees=list(sees))


async def accept_invitation(work: Work, data: InvitationAccept) -> InvitationAccepted:
    """Work there, or take part. Whoever is there already stays as they are, and takes no seat.

    Raises NotFound (it does not count) and Conflict (every seat is taken).
    """
    name = spelled(data.name)
    rows = await work.call(
        "SELECT * FROM door.accept_invitation($1, $2, $3, $4)",
        _hash(data.secret),
        new_id(),
        name,
        name.casefold(),
    )
    return InvitationAccepted(*rows[0])


async def list_taking_part(work: Work) -> TakingPartList:
    """Where the caller takes part, or did."""
    rows: list[asyncpg.Record] = await work.call("SELECT * FROM door.taking_part()")
    return TakingPartList([TakingPart(*row) for row in rows])


async def leave_cohort(work: Work, enrolment_id: UUID) -> None:
    """No longer take part; all that the person recorded stays theirs. Raises NotFound."""
    rows = await work.call("SELECT door.leave_cohort($1)", enrolment_id)
    if not rows[0][0]:
        raise NotFound()


async def _known(work: Work, organization_id: UUID, cohort_id: UUID) -> None:
    try:
        await read_cohort(work, organization_id, cohort_id)
    except NotFound as error:
        raise InvalidInput.field(
            "body.cohort_id", "unknown-cohort", "Name a cohort of this organization."
        ) from error


async def _read(work: Work, organization_id: UUID, invitation_id: UUID) -> InvitationRead:
    row = await work.fetchrow(ONE, the_organization=organization_id, one=invitation_id)
    if row is None:
        raise NotFound()
    return InvitationRead(*row)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
