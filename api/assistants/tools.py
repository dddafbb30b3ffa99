"""What an assistant may do: read people, talks and what is due; draft, and never send.

Nothing about anybody who is not to be contacted is told, and of a card no address or number: who only
drafts needs none.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts import listing, reading, timeline
from api.contacts.schemas import ContactRow, Lane, TimelineItem
from api.contacts.shielding import names_one_of, shielded_among, shielded_names
from api.conversations import lines
from api.conversations import reading as talks
from api.conversations.reading import When
from api.conversations.schemas import ConversationRead, LineRead
from api.database import Work
from api.errors import Conflict, NotFound
from api.overview import today
from api.overview.schemas import TodayItem
from api.paging import Cursors
from api.tables import new_id
from api.threads.checks.draft import Channel
from api.threads.choosing import choose
from api.threads.message_schemas import (
    Body,
    MessageChange,
    MessageKind,
    MessageRead,
    MessageStart,
    Subject,
)
from api.threads.messages import list_messages, save_message, start_message
from api.threads.refusals import DoNotContact

A_PAGE: Final = 20
"""People, talks or happenings at a time: what comes back is read by a model, which pays for each word."""

NextPage = Annotated[
    Annotated[str, Meta(max_length=2000)] | None,
    Meta(description="`next_cursor` of the page before"),
]


class WhatIsDue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is asked."""


class FindPeople(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to find; all people by name where nothing is said."""

    words: Annotated[
        Annotated[str, Meta(max_length=200)] | None,
        Meta(description="Words of a name, role, employer or tag"),
    ] = None
    lane: Annotated[
        Lane | None, Meta(description="Where they stand on the way to a talk; not beside words")
    ] = None
    cursor: NextPage = None


class ReadPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """About whom."""

    contact_id: Annotated[UUID, Meta(description="`id` of somebody from find_people")]


class ListTalks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which talks."""

    when: Annotated[
        When,
        Meta(description="Coming, past, or over without a word about it yet"),
    ] = "upcoming"
    cursor: NextPage = None


class ReadTalk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which talk."""

    conversation_id: Annotated[UUID, Meta(description="`id` of a talk from list_talks")]


class DraftMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to draft for whom."""

    contact_id: Annotated[UUID, Meta(description="`id` of somebody from find_people")]
    kind: MessageKind
    channel: Annotated[Channel, Meta(description="How the person will send it")] = "email"
    subject: Subject | None = None
    body: Body
    replace: Annotated[
        bool,
        Meta(description="Write over a draft that is there; its text stays among its versions"),
    ] = False


class Due(msgspec.Struct, frozen=True):
    """What the person could do now, the first of them first; `can_wait` need not be today."""

    now: list[TodayItem]
    can_wait: list[TodayItem]


class People(msgspec.Struct, frozen=True):
    """A page of people."""

    items: list[ContactRow]
    next_cursor: str | None


class Person(msgspec.Struct, frozen=True):
    """Somebody: who they are, why they are of interest, how far it went, and what happened lately.
    `thread_id` is the pursuit of a talk with them."""

    id: UUID
    name: str
    role: str
    employer_name: str | None
    why: str
    tags: list[str]
    notes: str
    lane: Lane | None
    thread_id: UUID | None
    due_at: datetime | None
    happened: list[TimelineItem]


class Talks(msgspec.Struct, frozen=True):
    """A page of talks."""

    items: list[ConversationRead]
    next_cursor: str | None


class Talk(msgspec.Struct, frozen=True):
    """One talk with its notes. `held_back` lines are not among them: they name somebody who is not
    to be contacted."""

    talk: ConversationRead
    lines: list[LineRead]
    held_back: int


class Drafted(msgspec.Struct, frozen=True):
    """The draft as it is kept, with what the check says of it. It waits in the app until the person
    sends it."""

    message: MessageRead
    sent: Literal[False] = False


@dataclass(frozen=True)
class Means:
    """What tools work with beside a transaction."""

    cursors: Cursors


@dataclass(frozen=True)
class Tool:
    """One tool: its name and title, what it says of itself, the scope it needs and what it takes."""

    name: str
    title: str
    says: str
    scope: str
    takes: type[msgspec.Struct]
    does: Callable[[Work, Means, Any], Awaitable[msgspec.Struct]]
    writes: bool = False

    def described(self) -> dict[str, Any]:
        """As `tools/list` has it."""
        (schema,), parts = msgspec.json.schema_components(
            [self.takes], ref_template="#/$defs/{name}"
        )
        own = parts.pop(schema["$ref"].rpartition("/")[2])
        own.pop("title", None)
        return {
            "name": self.name,
            "title": self.title,
            "description": f"{self.says} Needs the scope {self.scope}.",
            "inputSchema": {**own, **({"$defs": parts} if parts else {})},
            "annotations": {
                "title": self.title,
                "readOnlyHint": not self.writes,
                "destructiveHint": False,
                "idempotentHint": True,
                "openWorldHint": False,
            },
        }


async def what_is_due(work: Work, means: Means, asked: WhatIsDue) -> Due:
    """Today, without people who are not to be contacted."""
    found = await today.read_today(work)
    first = [] if found.card is None else [found.card]
    return Due(await _sayable(work, [*first, *found.then]), await _sayable(work, found.can_wait))


async def _sayable(work: Work, items: Sequence[TodayItem]) -> list[TodayItem]:
    about = [one.contact.id for one in items if one.contact is not None]
    about += [whom.id for one in items for whom in one.names]
    hidden = await shielded_among(work, about)
    shielded = await shielded_names(work) if items else frozenset()
    return [
        one
        for one in items
        if (one.contact is None or one.contact.id not in hidden)
        and not any(whom.id in hidden for whom in one.names)
        and not any(names_one_of(text, shielded) for text in (one.line, one.about) if text)
    ]


async def find_people(work: Work, means: Means, asked: FindPeople) -> People:
    """A page of the list of people. Raises InvalidInput for another list's cursor."""
    page = await listing.list_contacts(
        work,
        means.cursors,
        listing.Asked(q=asked.words or None, lane=None if asked.words else asked.lane),
        limit=A_PAGE,
        cursor=asked.cursor,
    )
    hidden = await shielded_among(work, [one.id for one in page.items])
    return People([one for one in page.items if one.id not in hidden], page.next_cursor)


async def read_person(work: Work, means: Means, asked: ReadPerson) -> Person:
    """A card without its addresses, and what happened. Raises NotFound, DoNotContact."""
    found = (await reading.show_contact(work, asked.contact_id)).read()
    if found.do_not_contact:
        raise DoNotContact("Nothing about them is told to an assistant.")
    happened = await timeline.read_timeline(
        work, means.cursors, asked.contact_id, limit=A_PAGE, cursor=None
    )
    shielded = await shielded_names(work)
    thread = found.thread
    return Person(
        id=found.id,
        name=found.name,
        role=found.role,
        employer_name=found.employer_name,
        why="" if names_one_of(found.why, shielded) else found.why,
        tags=found.tags,
        notes="" if names_one_of(found.notes, shielded) else found.notes,
        lane=found.lane,
        thread_id=thread.id if thread else None,
        due_at=thread.due.at if thread and thread.due else None,
        happened=happened.items,
    )


async def list_talks(work: Work, means: Means, asked: ListTalks) -> Talks:
    """A page of talks. Raises InvalidInput for another list's cursor."""
    page = await talks.list_conversations(
        work, means.cursors, when=asked.when, limit=A_PAGE, cursor=asked.cursor
    )
    hidden = await shielded_among(work, [one.contact.id for one in page.items])
    return Talks([one for one in page.items if one.contact.id not in hidden], page.next_cursor)


async def read_talk(work: Work, means: Means, asked: ReadTalk) -> Talk:
    """A talk and its notes, but for lines that name somebody not to be contacted. Raises NotFound,
    DoNotContact."""
    talk = await talks.read_conversation(work, asked.conversation_id)
    if await shielded_among(work, [talk.contact.id]):
        raise DoNotContact("Nothing of a talk with them is told to an assistant.")
    shielded = await shielded_names(work)
    noted = (await lines.read_lines(work, asked.conversation_id)).items
    sayable = [one for one in noted if not names_one_of(one.text, shielded)]
    return Talk(talk, sayable, len(noted) - len(sayable))


async def draft_message(work: Work, means: Means, asked: DraftMessage) -> Drafted:
    """Keep a draft for somebody, in the open pursuit of a talk with them or, of an ask, a new one. The
    same again changes nothing. Raises NotFound, DoNotContact, and Conflict where another draft of this
    kind is there and `replace` was not said."""
    person = (await reading.show_contact(work, asked.contact_id)).read()
    if person.do_not_contact:
        raise DoNotContact()
    if person.thread is not None and asked.kind != "ask":
        thread_id = person.thread.id
    elif asked.kind == "ask":
        (thread,) = await choose(work, [asked.contact_id])
        thread_id = thread.id
    else:
        raise NotFound("There was no ask to them yet: draft an ask first.")
    there = [
        one
        for one in (await list_messages(work, thread_id)).items
        if one.kind == asked.kind and one.state == "draft"
    ]
    wanted = (asked.channel, asked.subject or "", asked.body)
    for one in there:
        if (one.channel, one.subject, one.body) == wanted:
            return Drafted(one)
    if not there:
        made, _ = await start_message(
            work,
            MessageStart(
                id=new_id(),
                thread_id=thread_id,
                kind=asked.kind,
                channel=asked.channel,
                subject=asked.subject,
                body=asked.body,
            ),
        )
        return Drafted(made)
    if there[-1].body.strip() and not asked.replace:
        raise Conflict(
            f"A draft is there already: {there[-1].body!r}. Ask the person; with replace it is written"
            " over, and its text stays among its versions."
        )
    change = MessageChange(channel=asked.channel, subject=asked.subject, body=asked.body)
    return Drafted(await save_message(work, there[-1].id, change, if_match="*"))


TOOLS: Final[dict[str, Tool]] = {
    tool.name: tool
    for tool in (
        Tool(
            "what_is_due",
            "What is due",
            "What the person could do now, in the order in which the app names it.",
            "threads:read",
            WhatIsDue,
            what_is_due,
        ),
        Tool(
            "find_people",
            "Find people",
            "The people whom this person would like to ask, asked, or talked to.",
            "contacts:read",
            FindPeople,
            find_people,
        ),
        Tool(
            "read_person",
            "Read about somebody",
            "One of these people, and what happened with them.",
            "contacts:read",
            ReadPerson,
            read_person,
        ),
        Tool(
            "list_talks",
            "List talks",
            "Talks that are planned or were held.",
            "conversations:read",
            ListTalks,
            list_talks,
        ),
        Tool(
            "read_talk",
            "Read a talk",
            "One talk with the notes that the person took.",
            "conversations:read",
            ReadTalk,
            read_talk,
        ),
        Tool(
            "draft_message",
            "Draft a message",
            "Keeps a draft for the person to look at, change and send themselves. Nothing is sent.",
            "threads:write",
            DraftMessage,
            draft_message,
            writes=True,
        ),
    )
}
