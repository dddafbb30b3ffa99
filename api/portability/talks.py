"""Each talk as a text for people, and all of them as a calendar: part of an export."""

import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from api.accounts.models import Profile
from api.contacts.models import Contact, Employer
from api.conversations.models import Conversation, NoteLine
from api.conversations.standing import STANDS
from api.database import Work, hot
from api.dates import said_date, said_time
from api.localtime import local_time
from api.preparation.models import Preparation
from api.threads.models import Message

if TYPE_CHECKING:
    import jinja2

FOLDER: Final = Path(__file__).parents[1] / "texts" / "export" / "en"
_AT_ONCE: Final = 200
"""Talks in memory at a time."""
_NOT_IN_NAMES: Final = re.compile(r"[^\w .-]+")
_SECTIONS: Final = ("heard", "notes", "names", "advice", "mine", "theirs")
_SECTION_OF: Final = {
    "insight": "heard",
    "quote": "heard",
    "skill": "heard",
    "name": "names",
    "resource": "names",
    "advice": "advice",
    "plain": "notes",
}

_THANKS: Final = (
    select(Message.thread_id, Message.body, Message.sent_at)
    .where(
        Message.owner_id == bindparam("owner_id"),
        Message.kind == "thanks",
        Message.state == "sent",
        Message.deleted_at.is_(None),
    )
    .ext(distinct_on(Message.thread_id))
    .order_by(Message.thread_id, Message.sent_at.desc())
    .subquery()
)
TALKS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        func.coalesce(Conversation.ended_at, Conversation.starts_at).label("at"),
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.zone,
        Conversation.medium,
        Conversation.place,
        Contact.name,
        Contact.role,
        Employer.name.label("employer"),
        Preparation.goal,
        _THANKS.c.body.label("thanks"),
        _THANKS.c.sent_at.label("thanked_at"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .outerjoin(
        Preparation,
        (Preparation.owner_id == Conversation.owner_id) & (Preparation.id == Conversation.id),
    )
    .outerjoin(_THANKS, _THANKS.c.thread_id == Conversation.thread_id)
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id > bindparam("after", type_=Uuid()),
        Conversation.deleted_at.is_(None),
    )
    .order_by(Conversation.id)
    .limit(bindparam("most"))
)
LINES: Final = hot(
    select(NoteLine.conversation_id, NoteLine.tag, NoteLine.text, NoteLine.promiser)
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == any_(bindparam("talks", type_=ARRAY(Uuid()))),
        NoteLine.text != "",
        STANDS,
    )
    .order_by(NoteLine.at, NoteLine.id)
)
LOCALE: Final = hot(select(Profile.locale).where(Profile.owner_id == bindparam("owner_id")))


async def talks_in_order(work: Work) -> AsyncIterator[tuple[asyncpg.Record, str]]:
    """Every talk of this person with its text, in bounded memory."""
    owner = work.subject.person_id
    locale = await work.fetchval(LOCALE, owner_id=owner)
    after = UUID(int=0)
    while True:
        rows = await work.fetch(TALKS, owner_id=owner, after=after, most=_AT_ONCE)
        talks = [row["id"] for row in rows]
        lines = await work.fetch(LINES, owner_id=owner, talks=talks) if rows else []
        by_talk: dict[UUID, list[asyncpg.Record]] = {}
        for line in lines:
            by_talk.setdefault(line["conversation_id"], []).append(line)
        for row in rows:
            yield row, _text(row, by_talk.get(row["id"], []), locale)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1]["id"]


def name_of(row: asyncpg.Record) -> str:
    """The name of a talk's text: its day, whom with, and enough of its id to be the only one."""
    day = local_time(row["at"], row["zone"]).date()
    whom = " ".join(_NOT_IN_NAMES.sub(" ", row["name"]).split())[:80] or words()["somebody"]
    return f"{words()['folder']}/{day} {whom} {row['id'].hex[-6:]}.md"


def read_me(day: datetime, locale: str) -> str:
    """What is in the archive, in words."""
    return _templates().get_template("read-me.jinja").render(date=said_date(day.date(), locale))


def calendar_of(talks: Sequence[asyncpg.Record], now: datetime) -> bytes:
    """Talks as a calendar (RFC 5545), times in UTC."""
    # Imported late: it costs 0.2 s, which the start of the server need not pay.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Askwell//Askwell//EN")
    calendar.add("version", "2.0")
    for row in talks:
        event = Event()
        event.add("uid", f"{row['id']}@askwell")
        event.add("dtstamp", _second(now))
        event.add("dtstart", _second(row["starts_at"]))
        event.add("dtend", _second(row["ends_at"]))
        event.add("summary", row["name"] or words()["somebody"])
        event.add(
            "status", "CANCELLED" if row["state"] in {"cancelled", "no_show"} else "CONFIRMED"
        )
        if row["place"]:
            event.add("location", row["place"])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


@cache
def words() -> dict[str, Any]:
    """The words of these texts."""
    read: dict[str, Any] = msgspec.json.decode((FOLDER / "words.json").read_bytes())
    return read


def _text(row: asyncpg.Record, lines: Sequence[asyncpg.Record], locale: str) -> str:
    sections: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for line in lines:
        section = line["promiser"] if line["tag"] == "promise" else _SECTION_OF[line["tag"]]
        sections[section or "mine"].append(" ".join(line["text"].split()))
    at = local_time(row["at"], row["zone"])
    thanked = row["thanked_at"]
    return (
        _templates()
        .get_template("talk.jinja")
        .render(
            **words(),
            **{name: row[name] for name in ("name", "medium", "place", "role", "employer")},
            state=row["state"],
            goal=row["goal"],
            date=said_date(at.date(), locale),
            time=said_time(at, locale),
            sections=list(sections.items()),
            thanks=row["thanks"],
            thanks_date=said_date(local_time(thanked, row["zone"]).date(), locale)
            if thanked
            else "",
        )
    )


@cache
def _templates() -> "jinja2.Environment":
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=False,  # noqa: S701 - plain text
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
