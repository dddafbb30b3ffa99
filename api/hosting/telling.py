"""What hosts get by mail, and what whoever asked them is told of the answer, in the app alone.

A yes brings the host into the person's own list, with the ask as it was sent: from then on it is
theirs, like everybody in it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, select

from api.accounts.models import Person, Profile
from api.contacts.creating import NewContact, NewPoint, create_contacts
from api.conversations.hearing import hear
from api.database import Work, hot
from api.dates import HOUSE_LOCALE, said_date
from api.deliveries.rules import Claimed, NotWanted, Prepared, Say, Send
from api.hosting.asking import ASKED, EXPIRES
from api.hosting.links import link_of
from api.hosting.staff import HOST_MAIL
from api.hosting.words import why_of
from api.insights.updates import follow_update
from api.journal.record import record
from api.mail import render_mail
from api.reminders.notes import make_note
from api.secrets import Keys
from api.tables import new_id
from api.threads.message_schemas import MessageSent, MessageStart
from api.threads.messages import start_message
from api.threads.schemas import HappeningTold, ThreadStart
from api.threads.sending import mark_sent
from api.threads.service import start_thread
from api.threads.stages import Happening
from api.threads.telling import Around, tell

ANSWERED: Final = "host_answered"
OF_USE: Final = timedelta(days=30)
LOCALE: Final = hot(
    select(Profile.locale)
    .join(Person, Person.id == Profile.owner_id)
    .where(Profile.owner_id == bindparam("owner_id"), Person.deletion_due_at.is_(None))
)
AROUND: Final = Around(by_itself=True, listeners=(hear, follow_update))


class HostMail:
    """The mail with the link of a host's own page: an invitation, or a welcome to whoever agreed."""

    kind = HOST_MAIL

    def __init__(self, address: str, keys: Keys) -> None:
        self._address = address
        self._keys = keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Write it, as long as they are a host, or asked to become one."""
        rows = await work.call("SELECT * FROM door.host_mail($1)", claimed.subject_id)
        if not rows:
            return NotWanted("over")
        row = rows[0]
        link = link_of(
            self._address, self._keys, claimed.subject_id, row["link"], row["secret_hash"]
        )
        if link is None:
            return NotWanted("key-gone")
        letter = render_mail(
            "host_welcome" if row["agreed_at"] else "host_invitation",
            HOUSE_LOCALE,
            organization=row["organization"],
            by=row["by_name"] or row["organization"],
            name=row["name"],
            link=link,
        )
        return Send(to=row["email"], letter=letter, unsubscribe_url="", own=False)


class HostAsked:
    """The mail that asks a host: the one message that Askwell sends to somebody for a person, because
    they agreed to get it."""

    kind = ASKED

    def __init__(self, address: str, keys: Keys) -> None:
        self._address = address
        self._keys = keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Write it, as long as it was not taken back and they are a host."""
        rows = await work.call(
            "SELECT * FROM door.host_request_mail($1, $2)", claimed.subject_id, work.now
        )
        if not rows:
            return NotWanted("over")
        row = rows[0]
        link = link_of(self._address, self._keys, row["host_id"], row["link"], row["secret_hash"])
        if link is None:
            return NotWanted("key-gone")
        letter = render_mail(
            "host_request",
            HOUSE_LOCALE,
            organization=row["organization"],
            programme=row["programme"],
            asker=row["asker"],
            body=row["body"],
            until=said_date((row["expires_at"] - timedelta(minutes=1)).date(), HOUSE_LOCALE),
            link=f"{link}.{claimed.subject_id}",
            own=link,
        )
        return Send(to=row["email"], letter=letter, unsubscribe_url="", own=False)


class HostRequestExpires:
    """After ten business days a request is over, and whoever asked is told so kindly."""

    kind = EXPIRES

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still without an answer? Then it is said."""
        locale = await work.fetchval(LOCALE, owner_id=claimed.tenant_id)
        rows = await work.call(
            "SELECT door.expire_host_request($1, $2)", claimed.subject_id, work.now
        )
        if locale is None or not rows[0][0]:
            return NotWanted("over")
        await work.write()
        await record(
            work,
            "host_request.expired",
            subject_id=claimed.subject_id,
            codes={"by_itself": True},
        )
        row = await _answer(work, claimed)
        assert row is not None
        path = f"/settings/hosts/{row['enrolment_id']}"
        note = make_note("host_expired", locale, path, name=row["host"])
        return Say(note, work.now + OF_USE, push=False, mail=False)


class HostAnswered:
    """A host said yes or no, or volunteers no longer."""

    kind = ANSWERED

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """After a yes the host is in the person's list; each answer is said."""
        locale = await work.fetchval(LOCALE, owner_id=claimed.tenant_id)
        row = await _answer(work, claimed)
        if locale is None or row is None or row["state"] not in _SAID:
            return NotWanted("over")
        await work.write()
        path, contact_id = f"/settings/hosts/{row['enrolment_id']}", row["contact_id"]
        if row["state"] == "accepted" and contact_id is None:
            contact_id = await _bring(work, claimed, row)
        if contact_id is not None:
            path = f"/people/{contact_id}"
        await record(
            work,
            "host_request.answered",
            at=row["answered_at"],
            contact_id=contact_id,
            subject_id=claimed.subject_id,
            codes={"answer": _SAID[row["state"]][1], "by_itself": True},
        )
        name = row["host"] or row["organization"]
        note = make_note(_SAID[row["state"]][0], locale, path, contact_id=contact_id, name=name)
        return Say(note, work.now + OF_USE, push=False, mail=False)


_SAID: Final = {
    "accepted": ("host_accepted", "yes"),
    "declined": ("host_declined", "no"),
    "closed": ("host_closed", "closed"),
}
"""What is said, and the code in the event, by the state of a request."""


async def _answer(work: Work, claimed: Claimed) -> asyncpg.Record | None:
    rows: list[asyncpg.Record] = await work.call(
        "SELECT * FROM door.host_answer($1)", claimed.subject_id
    )
    return rows[0] if rows else None


async def _bring(work: Work, claimed: Claimed, row: asyncpg.Record) -> UUID:
    """The host as a contact of the person's own, who was asked and said yes."""
    contact_id, thread_id, message_id = new_id(), new_id(), new_id()
    points = (("email", row["given_email"]), ("phone", row["given_phone"]))
    contact = NewContact(
        id=contact_id,
        name=row["host"] or row["organization"],
        why=why_of(row["organization"]),
        role=row["headline"],
        function=row["field"],
        source="host",
        points=tuple(NewPoint(kind, value) for kind, value in points if value),
        notes=row["said"],
    )
    await create_contacts(work, [contact])
    await start_thread(work, ThreadStart(thread_id, contact_id))
    ask = MessageStart(
        id=message_id,
        thread_id=thread_id,
        kind="ask",
        channel="volunteer_request",
        body=row["body"],
    )
    await start_message(work, ask)
    sent = MessageSent(id=new_id(), at=row["asked_at"], at_precision="picked")
    await mark_sent(work, message_id, sent, around=AROUND)
    yes = HappeningTold(
        id=new_id(), what=Happening.ANSWERED_YES, at=row["answered_at"], at_precision="picked"
    )
    await tell(work, thread_id, yes, around=AROUND)
    await work.call("SELECT door.keep_host_contact($1, $2)", claimed.subject_id, contact_id)
    return contact_id
