"""The invitation to a talk as a calendar file: REQUEST while it stands, CANCEL once it does not."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import bindparam, select

from api.accounts.models import Person, Profile
from api.contacts.models import Contact, ContactPoint
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import NotFound

if TYPE_CHECKING:
    from icalendar import vCalAddress

PRODUCT: Final = "-//Askwell//Askwell//EN"

_EMAIL: Final = (
    select(ContactPoint.value)
    .where(
        ContactPoint.owner_id == Contact.owner_id,
        ContactPoint.contact_id == Contact.id,
        ContactPoint.kind == "email",
        ContactPoint.deleted_at.is_(None),
    )
    .order_by(ContactPoint.created_at, ContactPoint.id)
    .limit(1)
    .correlate(Contact)
    .scalar_subquery()
)
FACTS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.place,
        Conversation.schedule_version,
        Conversation.planned_at,
        Conversation.updated_at,
        Contact.name,
        _EMAIL.label("their_email"),
        Person.email,
        Profile.name.label("own_name"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .join(Profile, Profile.owner_id == Conversation.owner_id)
    .join(Person, Person.id == Conversation.owner_id)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)


async def invitation(work: Work, conversation_id: UUID, public_url: str) -> bytes:
    """The talk as iTIP (RFC 5546): the same UID always, SEQUENCE counts the moves, so that a moved
    talk moves and a cancelled one goes wherever the file was opened before. It says with whom, when
    and where, and nothing else that was written here. Raises NotFound."""
    row = await work.fetchrow(
        FACTS, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    if row is None:
        raise NotFound()
    # Imported late: it costs 0.2 s, which the start of the server need not pay.
    from icalendar import Calendar, Event

    off = row["state"] in {"cancelled", "no_show"}
    event = Event()
    event.add("uid", f"{row['id']}@{urlsplit(public_url).hostname or 'askwell'}")
    # A cancellation comes after the last schedule, whose number it could otherwise share.
    event.add("sequence", row["schedule_version"] + off)
    event.add("dtstamp", _second(work.now))
    event.add("created", _second(row["planned_at"]))
    event.add("last-modified", _second(row["updated_at"]))
    # In UTC each calendar shows it in its own zone, without a definition of ours that may be old.
    event.add("dtstart", _second(row["starts_at"]))
    event.add("dtend", _second(row["ends_at"]))
    event.add("summary", " · ".join(name for name in (row["own_name"], row["name"]) if name))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    if row["place"]:
        event.add("location", row["place"])
    if row["email"]:
        event["organizer"] = _whom(row["email"], row["own_name"])
        event.add("attendee", _whom(row["email"], row["own_name"], answer="ACCEPTED"))
    if row["their_email"]:
        event.add("attendee", _whom(row["their_email"], row["name"], answer="NEEDS-ACTION"))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if off else "REQUEST")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _whom(email: str, name: str, *, answer: str | None = None) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    whom = vCalAddress(f"mailto:{email}")
    if name:
        whom.params["CN"] = vText(name)
    if answer:
        whom.params["PARTSTAT"] = vText(answer)
    return whom


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
