"""What the contact routes take and give."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.contacts.guesses import FUNCTIONS, SENIORITIES
from api.errors import ProblemDocument

NO_NUL = "^[^\\x00]*$"
"""PostgreSQL keeps every character but this."""
SOMETHING = "^[^\\x00]*[^\\s\\x00][^\\x00]*$"
"""More than white space."""

Name = Annotated[str, Meta(max_length=200, pattern=NO_NUL)]
FullName = Annotated[str, Meta(min_length=1, max_length=200, pattern=SOMETHING)]
Line = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]
Notes = Annotated[str, Meta(max_length=20_000, pattern=NO_NUL)]
Tag = Annotated[str, Meta(min_length=1, max_length=100, pattern=SOMETHING)]
Tags = Annotated[list[Tag], Meta(max_length=50)]
if TYPE_CHECKING:
    Function = str
    Seniority = str
else:
    Function = Literal[FUNCTIONS]
    Seniority = Literal[SENIORITIES]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1, two letters")]
Zone = Annotated[str, Meta(max_length=100, description="A name of the IANA time zone database")]
ExternalId = Annotated[str, Meta(min_length=1, max_length=200, pattern=SOMETHING)]

Source = Literal["alumni", "association", "linkedin", "referral", "event", "cold", "known", "host"]
Tie = Literal["well", "bit"]
SortState = Literal["unsorted", "sorted", "later"]
PointKind = Literal["email", "phone", "url"]
ListSort = Literal["name", "recent", "due"]
Lane = Literal[
    "want_to_ask",
    "asked",
    "said_yes",
    "date_set",
    "talked",
    "in_touch",
    "later",
    "not_this_time",
]
"""The eight lanes of DOMAIN.md section 4, as threads name them."""


class EmployerOfContact(msgspec.Struct, frozen=True):
    """Where somebody works; `present` is the person's own employer."""

    id: UUID
    name: str
    present: bool


class PointRead(msgspec.Struct, frozen=True):
    """A way to reach somebody."""

    id: UUID
    kind: PointKind
    value: str
    label: str


class DueOfContact(msgspec.Struct, frozen=True):
    """What is due with somebody next, and when."""

    kind: str
    at: datetime


class ThreadOfContact(msgspec.Struct, frozen=True):
    """The latest pursuit of a talk with somebody."""

    id: UUID
    stage: str
    lane: Lane
    due: DueOfContact | None


class ContactRead(msgspec.Struct, frozen=True):
    """Somebody, with everything that was recorded about them. What is guessed says so. For tools
    that read flat rows `employer_name`, `lane` and the first `email` and `phone` stand by themselves
    too."""

    id: UUID
    given_name: str
    family_name: str
    name: str
    why: str
    role: str
    employer: EmployerOfContact | None
    function: str | None
    function_guessed: bool
    industry: str | None
    seniority: str | None
    seniority_guessed: bool
    country: str | None
    time_zone: str | None
    source: Source | None
    tie: Tie | None
    tags: list[str]
    points: list[PointRead]
    notes: str
    archived_at: datetime | None
    do_not_contact: bool
    retain_until: date | None
    external_id: str | None
    sort: SortState
    connected_on: date | None
    last_contact_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    thread: ThreadOfContact | None
    employer_name: str | None
    lane: Lane | None
    email: str | None
    phone: str | None


class ContactRow(msgspec.Struct, frozen=True, gc=False):
    """A line of the list of people."""

    id: UUID
    name: str
    role: str
    employer_name: str | None
    tags: list[str]
    lane: Lane | None
    stage: str | None
    due_kind: str | None
    due_at: datetime | None
    updated_at: datetime


class ContactPage(msgspec.Struct, frozen=True):
    """People, in the order that was asked for."""

    items: list[ContactRow]
    next_cursor: str | None


class PointWrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to reach somebody, as it is typed."""

    kind: PointKind
    value: Annotated[str, Meta(min_length=1, max_length=500, pattern=SOMETHING)]
    label: Name = ""


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What can be said of somebody; all optional. `employer` is a name, kept once; `employer_id`
    one that is known. `points` and `tags` are whole lists."""

    given_name: Name | UnsetType = UNSET
    family_name: Name | UnsetType = UNSET
    name: FullName | UnsetType = UNSET
    why: Line | UnsetType = UNSET
    role: Name | UnsetType = UNSET
    employer: Name | None | UnsetType = UNSET
    employer_id: UUID | None | UnsetType = UNSET
    function: Function | None | UnsetType = UNSET
    industry: Name | None | UnsetType = UNSET
    seniority: Seniority | None | UnsetType = UNSET
    country: Country | None | UnsetType = UNSET
    time_zone: Zone | None | UnsetType = UNSET
    source: Source | None | UnsetType = UNSET
    tie: Tie | None | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    points: Annotated[list[PointWrite], Meta(max_length=20)] | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET
    do_not_contact: bool | UnsetType = UNSET
    retain_until: date | None | UnsetType = UNSET
    external_id: ExternalId | None | UnsetType = UNSET


class ContactCreate(Card, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody new: an id made by the client and a name (`name`, or `given_name`)."""

    id: UUID


class ContactChange(Card, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A change of a card; what is not sent stays."""

    archived: bool | UnsetType = UNSET


class ContactKeyed(Card, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody under the key that another system has for them; new somebody needs a name."""

    external_id: ExternalId


class ContactBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People to make or change, each by its key."""

    items: Annotated[list[ContactKeyed], Meta(min_length=1, max_length=100)]


Upserted = Literal["created", "updated", "unchanged"]


class BatchResult(msgspec.Struct, frozen=True):
    """What became of one of them; `problem` says why it was refused, with the place in the batch."""

    external_id: str
    result: Upserted | Literal["refused"]
    contact_id: UUID | None
    problem: ProblemDocument | None


class BatchResults(msgspec.Struct, frozen=True):
    """What became of each, in the order they were sent."""

    items: list[BatchResult]


class BulkAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing to do with many people; `tag` with tag and untag."""

    ids: Annotated[list[UUID], Meta(min_length=1, max_length=1000)]
    action: Literal["tag", "untag", "archive", "unarchive", "delete"]
    tag: Tag | UnsetType = UNSET


class BulkResult(msgspec.Struct, frozen=True):
    """What became of one of them."""

    id: UUID
    result: Literal["done", "unchanged", "not_found"]


class BulkResults(msgspec.Struct, frozen=True):
    """What became of each, in the order they were sent."""

    items: list[BulkResult]


class GuessFrom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pasted link, page title or signature."""

    text: Annotated[str, Meta(min_length=1, max_length=5000, pattern=NO_NUL)]


class PersonGuessed(msgspec.Struct, frozen=True):
    """Who the text seems to be about; null is "it does not say"."""

    name: str | None
    role: str | None
    employer: str | None
    email: str | None
    phone: str | None
    url: str | None


class TagRead(msgspec.Struct, frozen=True):
    """A tag and how many people have it."""

    tag: str
    count: int


class TagList(msgspec.Struct, frozen=True):
    """All tags, by name."""

    items: list[TagRead]


class TimelineItem(msgspec.Struct, frozen=True):
    """Something that happened with somebody: `at` when it did, `recorded_at` when it was told."""

    id: UUID
    name: str
    at: datetime
    recorded_at: datetime
    thread_id: UUID | None
    conversation_id: UUID | None
    subject_id: UUID | None
    from_stage: str | None
    to_stage: str | None
    codes: dict[str, str | int | bool | None]


class TimelinePage(msgspec.Struct, frozen=True):
    """What happened with somebody, newest first."""

    items: list[TimelineItem]
    next_cursor: str | None
