"""How an urgent flag reaches whoever answers for somebody, and how what they say to it comes back: at once.

A phone is left alone in quiet hours; a mail wakes nobody, so it goes by day and by night, pause or not.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Uuid, bindparam, select

from api.coaching.posting import PROGRAMME
from api.database import Work, hot
from api.deliveries.rules import Claimed, NotWanted, Prepared, Say, Send
from api.mail import render_mail
from api.organizations.models import Flag
from api.reminders.notes import make_note
from api.reminders.receivers import Receiver, receiver_of

RAISED: Final = "urgent_flag"
ANSWERED: Final = "flag_answered"
OF_USE: Final = timedelta(days=3)
ABOUT: Final = hot(
    select(Flag.enrolment_id, Flag.closed_at).where(
        Flag.person_id == bindparam("owner_id", type_=Uuid()),
        Flag.id == bindparam("subject_id", type_=Uuid()),
    )
)


async def _receiver(work: Work, claimed: Claimed) -> Receiver | NotWanted:
    receiver = await receiver_of(work, claimed.tenant_id, claimed.kind)
    if receiver is None:
        return NotWanted("no-receiver")
    if claimed.channel == "email" and receiver.refuses not in {None, "vacation"}:
        return NotWanted(receiver.refuses or "")
    return receiver


class UrgentFlag:
    """To whoever answers for somebody: they need help now."""

    kind = RAISED

    def __init__(self, address: str) -> None:
        self._address = address

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Theirs to answer still, and nobody read it yet? Then they are told at once."""
        rows = await work.call(
            "SELECT * FROM bridge.flag_for($1, $2)", work.now, claimed.subject_id
        )
        if not rows or not rows[0]["open"]:
            return NotWanted("read" if rows else "over")
        receiver = await _receiver(work, claimed)
        if isinstance(receiver, NotWanted):
            return receiver
        name, path = rows[0]["name"], f"/organization/{rows[0]['organization_id']}/queue"
        if claimed.channel != "email":
            note = make_note(RAISED, receiver.locale, path, name=name)
            push = not receiver.is_quiet(work.now)
            return Say(note, work.now + OF_USE, push=push, mail=True)
        assert receiver.email is not None
        # What they wrote stays in the app: a mailbox is read by more than its owner.
        letter = render_mail(RAISED, receiver.locale, name=name, link=f"{self._address}{path}")
        return Send(to=receiver.email, letter=letter, unsubscribe_url="")


class FlagAnswered:
    """To whoever needs help: it was read, or settled."""

    kind = ANSWERED

    def __init__(self, address: str) -> None:
        self._address = address

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Where it stands now is said, at once."""
        row = await work.fetchrow(ABOUT, owner_id=claimed.tenant_id, subject_id=claimed.subject_id)
        if row is None:
            return NotWanted("over")
        settled = row["closed_at"] is not None
        if settled and claimed.occurrence == "seen" and claimed.channel != "app":
            return NotWanted("settled")
        receiver = await _receiver(work, claimed)
        if isinstance(receiver, NotWanted):
            return receiver
        path = PROGRAMME.format(id=row["enrolment_id"])
        if claimed.channel != "email":
            kind = "flag_closed" if settled else "flag_seen"
            note = make_note(kind, receiver.locale, path)
            push = not receiver.is_quiet(work.now)
            return Say(note, work.now + OF_USE, push=push, mail=True)
        assert receiver.email is not None
        letter = render_mail(
            ANSWERED, receiver.locale, settled=settled, link=f"{self._address}{path}"
        )
        return Send(to=receiver.email, letter=letter, unsubscribe_url="")
