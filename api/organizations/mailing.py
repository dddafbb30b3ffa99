"""Invitations by mail: to a list of addresses, sent by the delivery engine, and sent again.

The secret in a mail is made of the invitation's id and a key of this installation: the job that
writes the mail makes it anew, and the table holds a hash like that of any other."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, bindparam, select, update

from api.accounts.sign_in.addresses import Email, read_email
from api.database import Work, hot
from api.dates import HOUSE_LOCALE, said_date
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.errors import Conflict
from api.limits import Rate, take
from api.mail import render_mail
from api.organizations.invitation_schemas import (
    InvitationMails,
    InvitationRead,
    InvitationsMailed,
)
from api.organizations.invitations import (
    INVITES,
    check_target,
    hash_of,
    make,
    read_invitation,
)
from api.organizations.lists import ONE, ORGANIZATION
from api.organizations.models import Invitation
from api.organizations.rosters import by_address, mark_invited
from api.secrets import Keys, keyed_hash

MOST: Final = 100
"""Addresses at once: several cohorts a day, and still a list that one person reads through."""
KEPT: Final = timedelta(days=30)
"""For so long after it ran out an invitation can be sent again; then its address is forgotten."""
PER_ADDRESS: Final = Rate("invitation-mail", 3, 86_400)
PER_PERSON: Final = Rate("invitation-mail-person", 300, 86_400)
PER_ORGANIZATION: Final = Rate("invitation-mail-organization", 600, 86_400)

INVITED: Final = hot(
    select(Invitation.email_norm).where(
        Invitation.organization_id == ORGANIZATION,
        Invitation.ended_at.is_(None),
        Invitation.expires_at > bindparam("at", type_=DateTime(timezone=True)),
        Invitation.role.is_not_distinct_from(bindparam("role", type_=Text())),
        Invitation.cohort_id.is_not_distinct_from(bindparam("of_cohort", type_=Uuid())),
        Invitation.email_norm.is_not(None),
    )
)
FORGET: Final = hot(
    update(Invitation)
    .where(
        Invitation.organization_id == ORGANIZATION,
        Invitation.email_norm.is_not(None),
        Invitation.expires_at < bindparam("before", type_=DateTime(timezone=True)),
    )
    .values(email=None, email_norm=None)
)
# Somebody may be on the roster only since they were invited.
OF_THE_ROSTER: Final = hot(
    update(Invitation)
    .where(
        Invitation.organization_id == ORGANIZATION,
        Invitation.cohort_id == bindparam("of_cohort", type_=Uuid()),
        Invitation.email_norm == bindparam("norm"),
        Invitation.ended_at.is_(None),
        Invitation.enrolment_id.is_(None),
    )
    .values(enrolment_id=bindparam("enrolment_id", type_=Uuid()))
)
AGAIN: Final = hot(
    update(Invitation)
    .where(Invitation.organization_id == ORGANIZATION, Invitation.id == ONE)
    .values(
        expires_at=bindparam("expires_at", type_=DateTime(timezone=True)),
        sent=Invitation.sent + 1,
    )
)


async def mail_invitations(
    work: Work, keys: Keys, organization_id: UUID, data: InvitationMails
) -> InvitationsMailed:
    """Invite each address by a mail of its own; who is invited already gets no second one. Whoever is
    on the roster with this address joins as that row of it.

    Raises InvalidInput, Forbidden (as for one invitation) and TooManyRequests, which sends none.
    """
    await check_target(work, organization_id, data.role, data.cohort_id)
    await work.execute(FORGET, the_organization=organization_id, before=work.now - KEPT)
    found = {
        email.norm: email
        for place, text in enumerate(data.emails)
        if (email := read_email(text, f"body.emails.{place}"))
    }
    rows = await work.fetch(
        INVITED,
        the_organization=organization_id,
        at=work.now,
        role=data.role,
        of_cohort=data.cohort_id,
    )
    invited = {row["email_norm"] for row in rows}
    known: dict[str, UUID] = {}
    if data.cohort_id is not None:
        known = await by_address(work, organization_id, data.cohort_id, list(found))
    made = []
    for email in found.values():
        if email.norm in invited:
            if email.norm in known:
                await work.execute(
                    OF_THE_ROSTER,
                    the_organization=organization_id,
                    of_cohort=data.cohort_id,
                    norm=email.norm,
                    enrolment_id=known[email.norm],
                )
            continue
        await _take(work, keys, organization_id, email)
        one = await make(
            work,
            organization_id,
            lambda invitation_id: secret_of(keys, invitation_id)[0],
            role=data.role,
            cohort_id=data.cohort_id,
            seats=1,
            days=data.days,
            email=email.typed,
            email_norm=email.norm,
            enrolment_id=known.get(email.norm),
        )
        await _send(work, one)
        made.append(one)
    for enrolment_id in known.values():
        await mark_invited(work, organization_id, enrolment_id)
    already = [email.typed for email in found.values() if email.norm in invited]
    return InvitationsMailed(made, already)


async def send_again(
    work: Work, keys: Keys, organization_id: UUID, invitation_id: UUID, days: int
) -> InvitationRead:
    """Send the mail once more; the link in the first counts as well, until the new day. Raises
    NotFound, Conflict (not mailed, accepted or called off) and TooManyRequests."""
    shown = await read_invitation(work, organization_id, invitation_id)
    if shown.email is None:
        raise Conflict("This invitation has no address any more: make a new one.")
    await _take(work, keys, organization_id, read_email(shown.email))
    await work.execute(
        AGAIN,
        the_organization=organization_id,
        one=invitation_id,
        expires_at=work.now + timedelta(days=days),
    )
    again = await read_invitation(work, organization_id, invitation_id)
    await _send(work, again)
    return again


def secret_of(keys: Keys, invitation_id: UUID) -> list[str]:
    """The secret of a mailed invitation, by each key of this installation, the newest first."""
    return [
        urlsafe_b64encode(keyed_hash(key, str(invitation_id))).rstrip(b"=").decode()
        for key in keys.derive("invitation")
    ]


class InvitationRule:
    """The mail of an invitation; its receiver has no account here yet, or we don't know of one."""

    kind = INVITES

    def __init__(self, address: str, keys: Keys) -> None:
        self._address = address
        self._keys = keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Write it, as long as the invitation counts and nobody came by it."""
        rows = await work.call("SELECT * FROM door.invitation_mail($1)", claimed.subject_id)
        if not rows:
            return NotWanted("over")
        row = rows[0]
        secret = next(
            (
                one
                for one in secret_of(self._keys, claimed.subject_id)
                if hash_of(one) == row["secret_hash"]
            ),
            None,
        )
        if secret is None:
            return NotWanted("key-gone")
        letter = render_mail(
            "invitation" if row["role"] is None else "invitation_staff",
            HOUSE_LOCALE,
            organization=row["organization"],
            by=row["by_name"],
            role=row["role"],
            programme=row["programme"],
            starts=said_date(row["starts_on"], HOUSE_LOCALE) if row["starts_on"] else "",
            ends=said_date(row["ends_on"], HOUSE_LOCALE) if row["ends_on"] else "",
            until=said_date(row["expires_at"].date(), HOUSE_LOCALE),
            # In the fragment it reaches no server, log or prefetcher.
            link=f"{self._address}/join#{secret}",
        )
        return Send(to=row["email"], letter=letter, unsubscribe_url="", own=False)


async def _take(work: Work, keys: Keys, organization_id: UUID, email: Email) -> None:
    await take(work, keys, PER_ADDRESS, email.norm)
    await take(work, keys, PER_PERSON, str(work.subject.person_id))
    await take(work, keys, PER_ORGANIZATION, str(organization_id))


async def _send(work: Work, one: InvitationRead) -> None:
    await set_clock(
        work,
        INVITES,
        one.id,
        f"v{one.sent}",
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
    )
