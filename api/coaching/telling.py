"""What is said of something that a coach wrote, and before what somebody shares ends. Neither interrupts
anybody."""

from datetime import timedelta
from typing import Final

from sqlalchemy import DateTime, Uuid, bindparam, func, select

from api.accounts.models import Person, Profile
from api.database import Work, hot
from api.dates import said_date
from api.deliveries.rules import Claimed, Note, NotWanted, Prepared, Say
from api.localtime import local_time
from api.organizations.models import Enrolment
from api.reminders.notes import make_note
from api.sharing.granting import GRANT_ENDS, TOLD_BEFORE
from api.sharing.models import Grant, SharedItem

ANSWERED: Final = "coach_answered"
OF_USE: Final = timedelta(days=30)
_SUBJECT: Final = bindparam("subject_id", type_=Uuid())
_OWNER: Final = bindparam("owner_id", type_=Uuid())
# A comment on an item leads to it, a note to what coaches wrote there; neither once that is over.
ABOUT: Final = hot(
    select(Profile.locale, SharedItem.kind, SharedItem.item_id, SharedItem.thread_id, Enrolment.id)
    .select_from(Person)
    .join(Profile, Profile.owner_id == Person.id)
    .outerjoin(
        Grant,
        (Grant.owner_id == Person.id) & (Grant.id == _SUBJECT) & Grant.revoked_at.is_(None),
    )
    .outerjoin(SharedItem, (SharedItem.owner_id == Grant.owner_id) & (SharedItem.id == Grant.id))
    .outerjoin(
        Enrolment,
        (Enrolment.person_id == Person.id)
        & (Enrolment.id == _SUBJECT)
        & (Enrolment.status == bindparam("active")),
    )
    .where(Person.id == _OWNER, Person.deletion_due_at.is_(None))
)

_AT: Final = DateTime(timezone=True)
ENDING: Final = hot(
    select(Profile.locale, Profile.time_zone, func.min(Grant.expires_at).label("ends"))
    .select_from(Grant)
    .join(Profile, Profile.owner_id == Grant.owner_id)
    .where(
        Grant.owner_id == _OWNER,
        Grant.enrolment_id == _SUBJECT,
        Grant.revoked_at.is_(None),
        Grant.expires_at > bindparam("now", type_=_AT),
        Grant.expires_at <= bindparam("soon", type_=_AT),
    )
    .group_by(Profile.locale, Profile.time_zone)
)


async def about(work: Work, claimed: Claimed) -> Note | None:
    """What is said of something that a coach wrote; nothing once it is no longer shared, or they no
    longer take part."""
    row = await work.fetchrow(
        ABOUT, owner_id=claimed.tenant_id, subject_id=claimed.subject_id, active="active"
    )
    if row is None or (row["kind"] is None and row["id"] is None):
        return None
    if row["kind"] is not None:
        return make_note(ANSWERED, row["locale"], f"/settings/shared/{claimed.subject_id}")
    return make_note("coach_note", row["locale"], f"/settings/sharing/{row['id']}/seen")


class GrantEnds:
    """A line in the app a week before what somebody shares ends by itself."""

    kind = GRANT_ENDS

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still shared, and about to end? Then it is said."""
        row = await work.fetchrow(
            ENDING,
            owner_id=claimed.tenant_id,
            subject_id=claimed.subject_id,
            now=work.now,
            soon=work.now + TOLD_BEFORE + timedelta(days=1),
        )
        if row is None:
            return NotWanted("over")
        day = said_date(local_time(row["ends"], row["time_zone"]).date(), row["locale"])
        path = f"/settings/sharing/{claimed.subject_id}"
        note = make_note(GRANT_ENDS, row["locale"], path, day=day)
        return Say(note, row["ends"], push=False, mail=False)
