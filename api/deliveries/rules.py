"""What a rule is: it says whether a delivery is still wanted, and makes what is sent.

Features write rules; `workers/` hands the engine their tuple. A rule is asked right before its
effect, in a transaction of its receivers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from api.database import Work
from api.mail import Letter


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this worker holds until the end of its lease. `attempt` is the fence."""

    tenant_id: UUID
    id: UUID
    kind: str
    subject_id: UUID
    occurrence: str
    channel: str
    recipient: UUID
    due_at: datetime
    attempt: int
    failures: int


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A delivery that was not claimed yet, or a moment ago, as `api.deliveries.foreseeing` shows it."""

    tenant_id: UUID
    occurrence: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class NotWanted:
    """It need not happen any more; `why` is a code (done, moved, cancelled, switched-off …)."""

    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """It is wanted, but not before `until` (quiet hours, a pause); `why` is a code."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is said in a sentence or two, in the app and on a lock screen. `discreet` is the title
    without a name; a body never has one. `path` is where in the app it leads, `contact_id` whom it
    is about."""

    title: str
    discreet: str
    body: str
    path: str
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """It is wanted now, and may interrupt: said in the app, on the devices that may be pushed to
    where `push` is on, and else by mail where `mail` is. After `until` it is of no use any more."""

    note: Note
    until: datetime
    push: bool
    mail: bool


@dataclass(frozen=True, slots=True)
class Send:
    """It is wanted: this letter to this address. `unsubscribe_url` answers a one-click POST
    (RFC 8058); `in_reply_to` names what it is about (`talk.<id>`), or is empty: mails about the same
    stand in one conversation of a mail program. `note` is what the app says of it; `written_at` is
    when it was written, where that is kept: every try carries the same date then. `reply_to` is where
    an answer goes, where whoever it belongs to agreed."""

    to: str
    letter: Letter
    unsubscribe_url: str
    in_reply_to: str = ""
    note: Note | None = None
    written_at: datetime | None = None
    reply_to: str = ""
    own: bool = True
    """Whether the address is the tenant's own: only these are left alone when they are gone."""


@dataclass(frozen=True, slots=True)
class Call:
    """It is wanted: this JSON to this address, signed with each of these secrets. The rule hears what
    was answered, and says how that ends (`api.deliveries.calling.Hears`)."""

    url: str
    body: bytes
    secrets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """It is wanted, and waits without a time until its feature gives it one; `why` is a code."""

    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """The effect happened inside this very transaction (jobs that only touch the database)."""

    code: str = "done"


@dataclass(frozen=True, slots=True)
class More:
    """A piece of a long job is done in this very transaction, and there is more: it is claimed
    again at once. A piece must end well within the lease, and remember where it got to."""

    code: str = "continues"


Prepared = NotWanted | Later | Held | Say | Send | Call | Done | More


class Rule(Protocol):
    """One kind of delivery."""

    @property
    def kind(self) -> str:
        """The name that clocks and deliveries carry."""

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Still wanted? Then what is sent. Asked on every attempt, immediately before the effect, by
        each channel anew: a delivery of `app` or `push` is answered by Say, one of `email` by Send,
        one of `webhook` by Call."""


@runtime_checkable
class Together(Protocol):
    """A rule that can be asked of several people at once: what it finds out is what `prepare` would,
    in few statements. Of each person it is asked about one delivery."""

    @property
    def kind(self) -> str:
        """The name that clocks and deliveries carry."""

    async def prepare_all(
        self, work: Work, claimed: Sequence[Claimed]
    ) -> Mapping[UUID, NotWanted | Later | Send]:
        """What `prepare` answers, by the delivery."""
