"""The dates of a person for their calendar program: a secret address that it reads again and again."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
from sqlalchemy import (
    Date,
    Text,
    bindparam,
    cast,
    delete,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from api.coaching.own_sessions import own_sessions_since
from api.coaching.session_calendar import uid_of
from api.contacts.models import Contact
from api.conversations.models import Conversation
from api.database import Work, hot
from api.errors import Conflict, NotFound
from api.insights.models import Promise
from api.integrations.models import CalendarFeed
from api.integrations.schemas import FeedContent, FeedMade, FeedRead

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//Askwell//Askwell//EN"
BACK: Final = timedelta(days=30)
"""So far back talks stay in the feed; what is older was seen."""
MOST: Final = 1000
EVERY: Final = timedelta(hours=1)
"""How often a calendar program is asked to look."""
_RANDOM: Final = 24

_NEW: Final = insert(CalendarFeed).values(
    {
        name: bindparam(name)
        for name in ("owner_id", "token_hash", "talks", "promises", "names", "created_at")
    }
)
MAKE: Final = hot(
    _NEW.on_conflict_do_update(
        index_elements=["owner_id"],
        set_={
            name: _NEW.excluded[name]
            for name in ("token_hash", "talks", "promises", "names", "created_at")
        },
    )
)
READ: Final = hot(
    select(
        CalendarFeed.created_at.label("since"),
        CalendarFeed.talks,
        CalendarFeed.promises,
        CalendarFeed.names,
    ).where(CalendarFeed.owner_id == bindparam("owner_id"))
)
CHANGE: Final = hot(
    update(CalendarFeed)
    .where(CalendarFeed.owner_id == bindparam("the_owner"))
    .values({name: bindparam(name) for name in ("talks", "promises", "names")})
)
END: Final = hot(delete(CalendarFeed).where(CalendarFeed.owner_id == bindparam("owner_id")))

DATES: Final = hot(
    union_all(
        select(
            literal("talk").label("what"),
            Conversation.id,
            Conversation.starts_at.label("starts_at"),
            Conversation.ends_at,
            cast(null(), Date).label("day"),
            Conversation.schedule_version.label("sequence"),
            Conversation.updated_at,
            Contact.name,
            Conversation.place.label("words"),
        )
        .join(
            Contact,
            (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
        )
        .where(
            Conversation.owner_id == bindparam("owner_id"),
            Conversation.state.in_(["planned", "held"]),
            Conversation.deleted_at.is_(None),
            Conversation.starts_at > bindparam("since", type_=Conversation.starts_at.type),
            bindparam("with_talks", type_=CalendarFeed.talks.type),
        ),
        select(
            literal("promise"),
            Promise.id,
            Promise.due_at,
            Promise.due_at,
            Promise.due_on,
            Promise.version - 1,
            Promise.updated_at,
            Contact.name,
            cast(Promise.text, Text),
        )
        .join(
            Contact,
            (Contact.owner_id == Promise.owner_id) & (Contact.id == Promise.contact_id),
        )
        .where(
            Promise.owner_id == bindparam("owner_id"),
            Promise.promiser == "mine",
            Promise.state == "open",
            Promise.deleted_at.is_(None),
            bindparam("with_promises", type_=CalendarFeed.promises.type),
        ),
    )
    .order_by("starts_at", "id")
    .limit(bindparam("most"))
)


async def make_feed(work: Work, content: FeedContent, public_url: str) -> FeedMade:
    """Make the feed, or give it another address: the one before leads nowhere from now on."""
    owner = work.subject.person_id
    body = owner.bytes + secrets.token_bytes(_RANDOM)
    text = urlsafe_b64encode(body).rstrip(b"=").decode()
    await work.execute(
        MAKE,
        owner_id=owner,
        token_hash=_hash(text),
        talks=content.talks,
        promises=content.promises,
        names=content.names,
        created_at=work.now,
    )
    url = f"{public_url}/v1/calendar-feeds/{text}.ics"
    return FeedMade(await read_feed(work), url)


async def read_feed(work: Work) -> FeedRead:
    """The feed of this person, if there is one."""
    row = await work.fetchrow(READ, owner_id=work.subject.person_id)
    return FeedRead(**row) if row is not None else FeedRead(None, True, True, False)


async def change_feed(work: Work, content: FeedContent) -> FeedRead:
    """Change what stands in it; its address stays. Raises Conflict where there is none."""
    done = await work.execute(
        CHANGE,
        the_owner=work.subject.person_id,
        talks=content.talks,
        promises=content.promises,
        names=content.names,
    )
    if done == "UPDATE 0":
        raise Conflict("There is no address yet: make one first.")
    return await read_feed(work)


async def end_feed(work: Work) -> None:
    """Have its address lead nowhere; where there is none, nothing changes."""
    await work.execute(END, owner_id=work.subject.person_id)


async def calendar_of(work: Work, text: str, public_url: str) -> bytes:
    """The dates behind a secret address, as a calendar (RFC 5545): the same bytes as long as nothing
    changes. Raises NotFound for one that leads nowhere."""
    owner = _owner(text)
    if owner is None:
        raise NotFound()
    found = await work.call("SELECT * FROM door.enter_feed($1, $2)", owner, _hash(text))
    if not found:
        raise NotFound()
    feed = found[0]
    rows = await work.fetch(
        DATES,
        owner_id=owner,
        since=work.now - BACK,
        with_talks=feed["talks"],
        with_promises=feed["promises"],
        most=MOST,
    )
    sessions = await own_sessions_since(work, work.now - BACK, MOST) if feed["talks"] else []
    return _calendar(rows, sessions, public_url, names=feed["names"])


def _calendar(
    rows: Iterable[asyncpg.Record],
    sessions: Iterable[asyncpg.Record],
    public_url: str,
    *,
    names: bool,
) -> bytes:
    # Imported late: it costs 0.2 s, which the start of the server need not pay.
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Askwell")
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for row in rows:
        made.add_component(_event(row, public_url, names=names))
    for row in sessions:
        made.add_component(_session(row, public_url, names=names))
    return bytes(made.to_ical())


def _event(row: asyncpg.Record, public_url: str, *, names: bool) -> "Event":
    from icalendar import Event

    talk = row["what"] == "talk"
    event = Event()
    host = urlsplit(public_url).hostname or "askwell"
    # A talk has the id of its invitation: a calendar that knows both shows one.
    event.add("uid", f"{row['id']}@{host}" if talk else f"promise-{row['id']}@{host}")
    event.add("sequence", row["sequence"])
    # Not the moment of reading: the same dates are the same bytes.
    event.add("dtstamp", _second(row["updated_at"]))
    event.add("last-modified", _second(row["updated_at"]))
    if talk:
        event.add("dtstart", _second(row["starts_at"]))
        event.add("dtend", _second(row["ends_at"]))
        event.add("summary", f"Talk with {row['name']}" if names else "A talk")
        if names and row["words"]:
            event.add("location", row["words"])
        event.add("url", f"{public_url}/talks/{row['id']}")
    else:
        event.add("dtstart", row["day"])
        event.add("dtend", row["day"] + timedelta(days=1))
        said = f"Promised to {row['name']}: {row['words']}" if names else "Something you promised"
        event.add("summary", said)
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{public_url}/growth/promises")
    return event


def _session(row: asyncpg.Record, public_url: str, *, names: bool) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid_of(row, public_url))
    event.add("sequence", row["version"] - 1)
    event.add("dtstamp", _second(row["updated_at"]))
    event.add("last-modified", _second(row["updated_at"]))
    event.add("dtstart", _second(row["starts_at"]))
    event.add("dtend", _second(row["ends_at"]))
    event.add("summary", f"{row['title']} · {row['programme']}" if names else "A session")
    if names and row["place"]:
        event.add("location", row["place"])
    if row["cancelled_at"] is not None:
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
    event.add("url", f"{public_url}/settings/programmes")
    return event


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _owner(text: str) -> UUID | None:
    try:
        raw = urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except (Base64Error, ValueError):
        return None
    return UUID(bytes=raw[:16]) if len(raw) == 16 + _RANDOM else None
