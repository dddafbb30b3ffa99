"""Joining by the secret of an invitation, taking part, and leaving again."""

from typing import Final
from uuid import UUID

import asyncpg

from api.database import Work
from api.errors import NotFound
from api.limits import Rate, take
from api.organizations.founding import spelled
from api.organizations.invitation_schemas import (
    InvitationAccept,
    InvitationAccepted,
    InvitationShown,
    Seen,
    TakingPart,
    TakingPartList,
)
from api.organizations.invitations import hash_of
from api.secrets import Keys
from api.tables import new_id

SEEN_OF_PARTICIPANTS: Final[tuple[Seen, ...]] = ("name", "enrolment", "last_week")
SEEN_OF_STAFF: Final[tuple[Seen, ...]] = ("name",)
READS_PER_NETWORK: Final = Rate("invitation-network", 300, 900)
"""A class behind one address reads its code at once. Who guesses all day meets one given code, of
729 million, once in seventy years."""
TRIES_PER_PERSON: Final = Rate("invitation-person", 60, 3600)


async def show_invitation(
    work: Work, keys: Keys, network: str, secret: str
) -> InvitationShown | NotFound:
    """What is said before somebody accepts. One that does not count is a refusal that is returned,
    not raised, so that the guess counts. Raises TooManyRequests."""
    await take(work, keys, READS_PER_NETWORK, network)
    rows = await work.call("SELECT * FROM door.read_invitation($1)", hash_of(secret))
    if not rows:
        return NotFound()
    row = rows[0]
    sees = SEEN_OF_STAFF if row["role"] else SEEN_OF_PARTICIPANTS
    return InvitationShown(**row, sees=list(sees))


async def accept_invitation(
    work: Work, keys: Keys, data: InvitationAccept
) -> InvitationAccepted | NotFound:
    """Work there, or take part. Whoever is there already stays as they are, and takes no seat.

    One that does not count is a refusal that is returned, as in `show_invitation`. Raises Conflict
    (every seat is taken) and TooManyRequests.
    """
    await take(work, keys, TRIES_PER_PERSON, str(work.subject.person_id))
    hashed, name = hash_of(data.secret), spelled(data.name)
    if not await work.call("SELECT 1 FROM door.read_invitation($1)", hashed):
        return NotFound()
    rows = await work.call(
        "SELECT * FROM door.accept_invitation($1, $2, $3, $4)",
        hashed,
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
