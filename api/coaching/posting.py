"""How what a coach wrote reaches whoever it is for: in the app at once, interrupting nobody, and by mail
at their own half hour (DOMAIN.md section 5)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, tuple_

from api.coaching.telling import ANSWERED, OF_USE, about
from api.database import Work, hot
from api.dates import said_date
from api.deliveries.channel_models import Notice
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Later, NotWanted, Prepared, Say, Send
from api.localtime import local_date
from api.mail import render_mail
from api.reminders.notes import make_note
from api.reminders.receivers import Receiver, receiver_of
from api.reminders.unsubscribing import Unsubscriber

COACH: Final = "coach"
"""What is switched off by the link in these mails (`api/reminders/models.py`)."""
LETTER: Final = "coach_letter"
PROGRAMME: Final = "/programme/{id}"
"""Where in the app somebody reads what coaches wrote to them."""

_AT: Final = Delivery.due_at.type
# Several things that were written come in one mail: that of the last.
LATER_MAIL: Final = hot(
    select(Delivery.id)
    .where(
        Delivery.tenant_id == bindparam("owner_id"),
        Delivery.kind == ANSWERED,
        Delivery.channel == "email",
        Delivery.state.in_(["pending", "leased"]),
        tuple_(Delivery.due_at, Delivery.id)
        > tuple_(bindparam("my_due", type_=_AT), bindparam("my_id", type_=Delivery.id.type)),
    )
    .limit(1)
)
UNREAD: Final = hot(
    select(Notice.title, Notice.path, Notice.at)
    .where(
        Notice.owner_id == bindparam("owner_id"),
        Notice.kind == ANSWERED,
        Notice.read_at.is_(None),
        Notice.title != "",
        Notice.at > bindparam("since", type_=Notice.at.type),
    )
    .order_by(Notice.at.desc(), Notice.id)
    .limit(10)
)


def not_yet(receiver: Receiver, written_at: datetime, now: datetime) -> Later | NotWanted | None:
    """Why no mail goes now about what was written then: it is not wanted, or waits for the next half
    hour, after a pause if there is one."""
    if receiver.away and receiver.away_until is not None:
        return Later(receiver.next_half_hour(receiver.away_until)[1], "vacation")
    if receiver.refuses:
        return NotWanted(receiver.refuses)
    _, half_hour = receiver.next_half_hour(written_at)
    if now < half_hour:
        return Later(half_hour, "half-hour")
    if receiver.is_quiet(now):
        return Later(receiver.next_half_hour(now)[1], "quiet")
    return None


class CoachLetter:
    """A letter. Each time it is asked whether they are still to get it; the first answer is what whoever
    wrote reads, as a number."""

    kind = LETTER

    def __init__(self, address: str, unsubscriber: Unsubscriber) -> None:
        self._address = address
        self._unsubscriber = unsubscriber

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still theirs, still wanted? Then it is in the app, and goes by mail."""
        rows = await work.call(
            "SELECT * FROM bridge.release_letter($1, $2)", work.now, claimed.subject_id
        )
        if not rows or rows[0]["state"] != "sent":
            return NotWanted(rows[0]["state"] if rows else "over")
        (row,) = rows
        receiver = await receiver_of(work, claimed.tenant_id, COACH)
        if receiver is None:
            return NotWanted("no-receiver")
        path = PROGRAMME.format(id=row["enrolment_id"])
        if claimed.channel == "app":
            note = make_note(LETTER, receiver.locale, path, name=row["by_name"])
            return Say(note, work.now + OF_USE, push=False, mail=True)
        hindered = not_yet(receiver, row["written_at"], work.now)
        if hindered is not None:
            return hindered
        assert receiver.email is not None
        letter = render_mail(
            LETTER,
            receiver.locale,
            by=row["by_name"],
            organization=row["organization"],
            paragraphs=[one for one in row["body"].splitlines() if one.strip()],
            answers=row["reply_to"] is not None,
            link=f"{self._address}{path}",
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, COACH),
        )
        return Send(
            to=receiver.email,
            letter=letter,
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, COACH),
            reply_to=row["reply_to"] or "",
        )


class CoachAnswered:
    """That a coach wrote about somebody, or about something that they share: a line in the app, and one
    mail of all that was not read there."""

    kind = ANSWERED

    def __init__(self, address: str, unsubscriber: Unsubscriber) -> None:
        self._address = address
        self._unsubscriber = unsubscriber

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still shared, or still taking part? Then it is said; and mailed, unless it was read."""
        if claimed.channel == "app":
            note = await about(work, claimed)
            if note is None:
                return NotWanted("over")
            return Say(note, work.now + OF_USE, push=False, mail=True)
        receiver = await receiver_of(work, claimed.tenant_id, COACH)
        if receiver is None:
            return NotWanted("no-receiver")
        later = await work.fetchval(
            LATER_MAIL, owner_id=claimed.tenant_id, my_due=claimed.due_at, my_id=claimed.id
        )
        if later is not None:
            return NotWanted("told-together")
        return not_yet(receiver, claimed.due_at, work.now) or await self._send(
            work, claimed.tenant_id, receiver
        )

    async def _send(self, work: Work, owner_id: UUID, receiver: Receiver) -> Prepared:
        rows = await work.fetch(UNREAD, owner_id=owner_id, since=work.now - timedelta(days=30))
        if not rows:
            return NotWanted("read")
        assert receiver.email is not None
        letter = render_mail(
            "coach_wrote",
            receiver.locale,
            rows=[
                {
                    "title": row["title"],
                    "link": f"{self._address}{row['path']}",
                    "day": said_date(local_date(row["at"], receiver.zone), receiver.locale),
                }
                for row in rows
            ],
            # One is opened itself; several stand together among what was said.
            link=f"{self._address}{rows[0]['path'] if len(rows) == 1 else '/notices'}",
            unsubscribe_page=self._unsubscriber.page(owner_id, COACH),
        )
        return Send(
            to=receiver.email,
            letter=letter,
            unsubscribe_url=self._unsubscriber.one_click(owner_id, COACH),
        )
