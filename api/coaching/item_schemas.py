"""What the routes of shared items and of coaches' notes take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.coaching.schemas import SkillShown
from api.contacts.schemas import NO_NUL
from api.threads.checks.draft import Channel
from api.threads.message_schemas import MessageKind, Subject

ItemKind = Literal["message", "preparation", "notes", "report"]
PartName = Literal[
    "goal", "offer", "view", "made", "path", "employer", "news", "shared", "links", "questions",
    "insight", "skill", "name", "promise", "advice", "resource", "quote", "plain", "plan",
]  # fmt: skip
Answer = Literal["taken", "left"]
Words = Annotated[str, Meta(min_length=1, max_length=5000, pattern=NO_NUL)]
Version = Annotated[str, Meta(min_length=32, max_length=32, pattern="^[0-9a-f]{32}$")]


class Idea(msgspec.Struct, frozen=True):
    """What the check of a draft suggests, without the name of whom it is to."""

    title: str
    reason: str


class Part(msgspec.Struct, frozen=True):
    """Some lines of a preparation, of notes or of a report, under what they are."""

    name: PartName
    lines: list[str]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly what is seen of an item: of a draft `about` (its kind), `channel`, `subject`, `body` and
    `ideas`; of the rest `parts`, and of a report its `skills`."""

    about: MessageKind | None
    channel: Channel | None
    subject: str
    body: str
    ideas: list[Idea]
    parts: list[Part]
    skills: list[SkillShown]


class Comment(msgspec.Struct, frozen=True):
    """What a coach wrote about something that is shared with them."""

    id: UUID
    at: datetime
    by: str
    body: str


class Edit(msgspec.Struct, frozen=True):
    """What a coach would write instead of the `version` of a draft; `answer` says whether the person
    took it or left it."""

    id: UUID
    at: datetime
    version: str
    subject: str
    body: str
    answer: Answer | None


class CoachChoice(msgspec.Struct, frozen=True):
    """Somebody who coaches the caller at this moment, as a participant in `enrolment_id`."""

    enrolment_id: UUID
    coach_id: UUID
    name: str
    organization: str


class ItemRead(msgspec.Struct, frozen=True):
    """Something that the caller shares with one coach, as it stood at `shared_at`, and what the coach
    wrote about it. `read` is false where the coach can't see it at this moment."""

    id: UUID
    enrolment_id: UUID
    coach_id: UUID
    coach: str
    kind: ItemKind
    item_id: UUID
    title: str
    version: str
    content: Content
    shared_at: datetime
    expires_at: datetime
    read: bool
    comments: list[Comment]
    edits: list[Edit]


class ItemPage(msgspec.Struct, frozen=True):
    """What the caller shares one by one, the latest first."""

    items: list[ItemRead]
    next_cursor: str | None


class Shareable(msgspec.Struct, frozen=True):
    """An item as it stands, exactly as a coach would see it; with whom it can be shared, and with whom
    it is. A name that stands in its text is seen; nothing else of a card is."""

    kind: ItemKind
    item_id: UUID
    version: str
    content: Content
    coaches: list[CoachChoice]
    shared: list[ItemRead]


class ItemShare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To share `version` of it, which was looked at, with one coach. `text_version` is that of the words
    that were shown with it."""

    coach_id: UUID
    kind: ItemKind
    item_id: UUID
    version: Version
    text_version: Annotated[int, Meta(ge=1, le=1000)]


class EditAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a suggested edit becomes the draft."""

    answer: Answer


class ItemShort(msgspec.Struct, frozen=True):
    """Something that is shared with the caller. `answered` says whether they wrote about it since."""

    id: UUID
    kind: ItemKind
    title: str
    shared_at: datetime
    expires_at: datetime
    answered: bool


class ItemShortPage(msgspec.Struct, frozen=True):
    """What is shared with the caller, the latest first."""

    items: list[ItemShort]
    next_cursor: str | None


class ItemSeen(msgspec.Struct, frozen=True):
    """Something that is shared with the caller, as it stood at `shared_at`."""

    id: UUID
    kind: ItemKind
    title: str
    version: str
    content: Content
    shared_at: datetime
    expires_at: datetime
    comments: list[Comment]
    edits: list[Edit]


class NoteWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to write about whoever takes part, under an id of the client's making. They can read
    it."""

    id: UUID
    body: Words


class EditWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the caller would write `version` of a draft, under an id of the client's making."""

    id: UUID
    version: Version
    subject: Subject
    body: Annotated[str, Meta(min_length=1, max_length=20_000, pattern=NO_NUL)]


class NoteSeen(msgspec.Struct, frozen=True):
    """What a coach wrote; about something that was shared where `item_id` names it. `own` says whether
    the caller did."""

    id: UUID
    at: datetime
    by: str
    own: bool
    item_id: UUID | None
    body: str


class NoteSeenPage(msgspec.Struct, frozen=True):
    """What coaches wrote, the latest first."""

    items: list[NoteSeen]
    next_cursor: str | None


class NoteRead(msgspec.Struct, frozen=True):
    """What a coach wrote about the caller."""

    id: UUID
    at: datetime
    by: str
    enrolment_id: UUID
    item_id: UUID | None
    body: str


class NotePage(msgspec.Struct, frozen=True):
    """What coaches wrote about the caller, the latest first."""

    items: list[NoteRead]
    next_cursor: str | None
