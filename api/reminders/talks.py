"""The four that may interrupt: a conversation in an hour, "how was it?", and the thank-you twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import asyncpg
from sqlalchemy import bindparam, select

from api.contacts.models import Contact
from api.conversations.alarms import (
    HOW_WAS_IT,
    TALK_SOON,
    THANKS_LAST_CALL,
    THANKS_NUDGE,
)
from api.conversations.lines import FIRST_HEARD
from api.conversations.models import Conversation
from api.database import Work, hot
from api.dates import said_time
from api.deliveries.occurrence import of_schedule
from api.deliveries.rules import Claimed, NotWanted, Prepared, Say, Send
from api.localtime import local_time
from api.mail import render_mail
from api.overview.schemas import Kind
from api.overview.today import is_aside
from api.reminders.models import CHANNELS
from api.reminders.notes import make_note
from api.reminders.receivers import Receiver, receiver_of
from api.reminders.unsubscribing import Unsubscriber
from api.reminders.ways import Way, ways_of
from api.reminders.wording import hours_left

ASKED_LATE: Final = timedelta(hours=12)
""" "How was it?" that comes later than this would be about yesterday: Today asks it anyway."""
NUDGED_LATE: Final = timedelta(hours=6)

TALK: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.medium,
        Conversation.place,
        Conversation.schedule_version,
        Conversation.thanks_due_at,
        Conversation.thanked_at,
        Conversation.debrief_step,
        Conversation.contact_id,
        Contact.name,
        Contact.given_name,
        FIRST_HEARD.label("line"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)

Check = Callable[[asyncpg.Record, datetime, bool], NotWanted | None]
"""Of a talk, the present and whether it is quiet: why not now, or None."""


def _soon(talk: asyncpg.Record, now: datetime, quiet: bool) -> NotWanted | None:
    if talk["state"] != "planned":
        return NotWanted("not-planned")
    if now >= talk["starts_at"]:
        return NotWanted("too-late")
    return NotWanted("quiet") if quiet else None


def _how_was_it(talk: asyncpg.Record, now: datetime, quiet: bool) -> NotWanted | None:
    if talk["state"] != "planned" or talk["debrief_step"]:
        return NotWanted("told")
    if now > _UNTIL[HOW_WAS_IT](talk):
        return NotWanted("too-late")
    return NotWanted("quiet") if quiet else None


def _nudge(talk: asyncpg.Record, now: datetime, quiet: bool) -> NotWanted | None:
    if talk["state"] not in {"planned", "held"}:
        return NotWanted("not-held")
    if talk["thanked_at"] is not None or talk["debrief_step"]:
        return NotWanted("done")
    if now > _UNTIL[THANKS_NUDGE](talk):
        return NotWanted("too-late")
    return NotWanted("quiet") if quiet else None


def _last_call(talk: asyncpg.Record, now: datetime, quiet: bool) -> NotWanted | None:
    if talk["state"] not in {"planned", "held"}:
        return NotWanted("not-held")
    if talk["thanked_at"] is not None:
        return NotWanted("done")
    if now >= talk["thanks_due_at"]:
        return NotWanted("too-late")
    return NotWanted("quiet") if quiet else None


_CHECKS: Final[dict[str, Check]] = {
    TALK_SOON: _soon,
    HOW_WAS_IT: _how_was_it,
    THANKS_NUDGE: _nudge,
    THANKS_LAST_CALL: _last_call,
}
_MAY_WAIT: Final = frozenset({HOW_WAS_IT, THANKS_NUDGE})
"""What is not said where the person put the same off on Today; the last call is, and can't wait."""
_PATHS: Final = {
    TALK_SOON: "/talks/{id}",
    HOW_WAS_IT: "/talks/{id}/after",
    THANKS_NUDGE: "/talks/{id}/after?step=thanks",
    THANKS_LAST_CALL: "/talks/{id}/after?step=thanks",
}

_UNTIL: Final[dict[str, Callable[[asyncpg.Record], datetime]]] = {
    TALK_SOON: lambda talk: talk["starts_at"],
    HOW_WAS_IT: lambda talk: talk["ends_at"] + ASKED_LATE,
    THANKS_NUDGE: lambda talk: talk["thanks_due_at"] - timedelta(hours=22) + NUDGED_LATE,
    THANKS_LAST_CALL: lambda talk: talk["thanks_due_at"],
}
LATE: Final = timedelta(minutes=30)
"""Whatever was held up for longer says so."""


class TalkRule:
    """One of the four. Asked again on every attempt: is the talk still so, is it still their hour?"""

    def __init__(self, kind: str, address: str, unsubscriber: Unsubscriber) -> None:
        self.kind = kind
        self._address = address
        self._unsubscriber = unsubscriber

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still wanted? Then what is said, or the mail."""
        talk = await work.fetchrow(
            TALK, owner_id=claimed.tenant_id, conversation_id=claimed.subject_id
        )
        if talk is None:
            return NotWanted("deleted")
        if not claimed.occurrence.startswith(of_schedule(talk["schedule_version"])):
            return NotWanted("moved")
        mailed = claimed.channel == "email"
        receiver = await receiver_of(
            work, claimed.tenant_id, self.kind, "email" if mailed else "push"
        )
        if receiver is None:
            return NotWanted("no-receiver")
        if receiver.away:
            return NotWanted("vacation")
        if receiver.refuses and claimed.channel != "app":
            return NotWanted(receiver.refuses)
        hindered = _CHECKS[self.kind](talk, work.now, receiver.is_quiet(work.now))
        if hindered is not None:
            return hindered
        kind: Kind = "write_thanks" if talk["state"] == "held" else "did_you_talk"
        if self.kind in _MAY_WAIT and await is_aside(work, kind, talk["id"]):
            return NotWanted("put-off")
        if mailed:
            ways = await ways_of(work, claimed, self._address, self._unsubscriber)
            both = ways.both(kind, talk["id"], later=False)
            return self._send(talk, both, receiver, claimed, work.now)
        return self._say(talk, receiver, claimed, work.now)

    def _say(
        self, talk: asyncpg.Record, receiver: Receiver, claimed: Claimed, now: datetime
    ) -> Say:
        note = make_note(
            self.kind,
            receiver.locale,
            _PATHS[self.kind].format(id=talk["id"]),
            contact_id=talk["contact_id"],
            late=_late(claimed, receiver, now),
            hours=hours_left(talk["thanks_due_at"] - now),
            name=talk["given_name"] or talk["name"],
            time=said_time(local_time(talk["starts_at"], receiver.zone), receiver.locale),
        )
        return Say(
            note,
            until=_UNTIL[self.kind](talk),
            push=receiver.refuses is None,
            mail="email" in CHANNELS[self.kind],
        )

    def _send(
        self,
        talk: asyncpg.Record,
        ways: list[Way],
        receiver: Receiver,
        claimed: Claimed,
        now: datetime,
    ) -> Prepared:
        if "email" not in CHANNELS[self.kind]:
            return NotWanted("app-only")
        assert receiver.email is not None
        letter = render_mail(
            self.kind,
            receiver.locale,
            name=talk["given_name"] or talk["name"],
            full_name=talk["name"],
            time=said_time(local_time(talk["starts_at"], receiver.zone), receiver.locale),
            medium=talk["medium"],
            place=talk["place"],
            hours=hours_left(talk["thanks_due_at"] - now),
            line=talk["line"],
            late=_late(claimed, receiver, now),
            link=self._address + _PATHS[self.kind].format(id=talk["id"]),
            ways=[] if self.kind == TALK_SOON else ways,
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, self.kind),
        )
        return Send(
            to=receiver.email,
            letter=letter,
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, self.kind),
            in_reply_to=f"talk.{talk['id']}",
        )


def _late(claimed: Claimed, receiver: Receiver, now: datetime) -> str:
    if now - claimed.due_at < LATE:
        return ""
    return said_time(local_time(claimed.due_at, receiver.zone), receiver.locale)
