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
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.localtime import local_time
from api.mail import render_mail
from api.reminders.receivers import Receiver, receiver_of
from api.reminders.unsubscribing import Unsubscriber
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
    if now > talk["ends_at"] + ASKED_LATE:
        return NotWanted("too-late")
    return NotWanted("quiet") if quiet else None


def _nudge(talk: asyncpg.Record, now: datetime, quiet: bool) -> NotWanted | None:
    if talk["state"] not in {"planned", "held"}:
        return NotWanted("not-held")
    if talk["thanked_at"] is not None or talk["debrief_step"]:
        return NotWanted("done")
    if now > talk["thanks_due_at"] - timedelta(hours=22) + NUDGED_LATE:
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
_PATHS: Final = {
    TALK_SOON: "/talks/{id}",
    HOW_WAS_IT: "/talks/{id}/after",
    THANKS_NUDGE: "/talks/{id}/after?step=thanks",
    THANKS_LAST_CALL: "/talks/{id}/after?step=thanks",
}


class TalkRule:
    """One of the four. Asked again on every attempt: is the talk still so, is it still their hour?"""

    def __init__(self, kind: str, address: str, unsubscriber: Unsubscriber) -> None:
        self.kind = kind
        self._address = address
        self._unsubscriber = unsubscriber

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still wanted? Then the mail."""
        talk = await work.fetchrow(
            TALK, owner_id=claimed.tenant_id, conversation_id=claimed.subject_id
        )
        if talk is None:
            return NotWanted("deleted")
        if not claimed.occurrence.startswith(of_schedule(talk["schedule_version"])):
            return NotWanted("moved")
        receiver = await receiver_of(work, claimed.tenant_id, self.kind)
        if receiver is None:
            return NotWanted("no-receiver")
        if receiver.refuses:
            return NotWanted(receiver.refuses)
        hindered = _CHECKS[self.kind](talk, work.now, receiver.is_quiet(work.now))
        if hindered is not None:
            return hindered
        return self._send(talk, receiver, claimed, work.now)

    def _send(
        self, talk: asyncpg.Record, receiver: Receiver, claimed: Claimed, now: datetime
    ) -> Send:
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
            link=self._address + _PATHS[self.kind].format(id=talk["id"]),
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, self.kind),
        )
        return Send(
            to=receiver.email,
            letter=letter,
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, self.kind),
            in_reply_to=f"talk.{talk['id']}",
        )
