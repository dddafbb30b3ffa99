"""Drafts to begin with, filled with what is known of the thread's contact and of the person."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.database import Work, hot
from api.errors import NotFound
from api.threads.checks.draft import Channel
from api.threads.message_schemas import TemplateKind, TemplateRead
from api.threads.models import Thread
from api.threads.templates import (
    CATALOGUE,
    Begun,
    Connection,
    Followed,
    Known,
    begin_answer_to_no,
    begin_ask,
    begin_follow_up,
    begin_thanks,
    begin_update,
)

_PERSON: Final = (Profile.name.label("sender"), Profile.wish_line)
PERSON: Final = hot(select(*_PERSON).where(Profile.owner_id == bindparam("owner_id")))
PERSON_AND_CONTACT: Final = hot(
    select(
        *_PERSON,
        Contact.name,
        Contact.given_name,
        Contact.family_name,
        Contact.why,
        Contact.source,
    )
    .select_from(Thread)
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .join(Profile, Profile.owner_id == Thread.owner_id)
    .where(
        Thread.owner_id == bindparam("owner_id"),
        Thread.id == bindparam("thread_id"),
        Thread.deleted_at.is_(None),
    )
)

_LIKELY: Final[dict[str | None, Connection]] = {
    "alumni": "school",
    "association": "met",
    "referral": "introduced",
    "event": "met",
    "known": "met",
    "linkedin": "read",
    "cold": "read",
}
"""How somebody of a source is most likely connected; the choice stays the person's."""


async def list_templates(
    work: Work, kind: TemplateKind, channel: Channel, thread_id: UUID | None
) -> list[TemplateRead]:
    """Drafts of a kind for a channel: of an ask one for each kind of connection, the likeliest
    first. Without a thread what is known of the contact stays a gap. Raises NotFound."""
    known, source = await _known(work, thread_id)
    if kind == "ask":
        likely = _LIKELY.get(source, "cold")
        ordered = sorted(CATALOGUE.connections.items(), key=lambda item: item[0] != likely)
        return [
            _template(begin_ask(connection, channel, known), kind, connection, opening.label)
            for connection, opening in ordered
        ]
    if kind == "follow_up":
        begun = begin_follow_up(channel, known)
    elif kind == "thanks":
        begun = begin_thanks(channel, known, [], [])
    elif kind == "update":
        begun = begin_update(channel, known, Followed())
    else:
        begun = begin_answer_to_no(channel, known)
    return [_template(begun, kind, None, None)]


async def _known(work: Work, thread_id: UUID | None) -> tuple[Known, str | None]:
    owner_id = work.subject.person_id
    if thread_id is None:
        row = await work.fetchrow(PERSON, owner_id=owner_id)
    else:
        row = await work.fetchrow(PERSON_AND_CONTACT, owner_id=owner_id, thread_id=thread_id)
    if row is None:
        raise NotFound()
    if thread_id is None:
        return Known(sender=row["sender"], wish=row["wish_line"]), None
    names = [name for name in (row["given_name"], row["family_name"]) if name] or [row["name"]]
    known = Known(
        recipient_names=names, why=row["why"], sender=row["sender"], wish=row["wish_line"]
    )
    return known, row["source"]


def _template(
    begun: Begun, kind: TemplateKind, connection: Connection | None, label: str | None
) -> TemplateRead:
    return TemplateRead(
        kind=kind,
        connection=connection,
        label=label,
        subject=begun.subject,
        body=begun.body,
    )
