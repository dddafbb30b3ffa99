"""What the routes of landings take and give."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.contacts.schemas import NO_NUL
from api.goals.plan_schemas import PathStep
from api.threads.schemas import Whom

LandingKind = Literal["new_role", "reached", "given_up"]
Standing = Literal["waiting", "told", "left_out"]
Help = Literal["advice", "line", "introduced", "time"]


class TellingRead(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who helped, and an update to them, drafted from what they gave.

    `help` is what the draft takes up: their `advice`, a `line` of a talk, that they `introduced`
    somebody, or their `time`. `words` are the advice or the line, `introduced` the person.
    `summary` is the news in two lines, `body` the whole draft. `told` says that the person said so
    or that an update was sent to them since; `due_on` is the day on which Today names them.
    `thread_id` is null where there never was an ask or a talk: then there is nothing to write to.
    """

    id: UUID
    landing_id: UUID
    contact: Whom
    role: str
    employer_name: str | None
    thread_id: UUID | None
    on_path: bool
    help: Help
    words: str
    conversation_id: UUID | None
    advice_id: UUID | None
    introduced: Whom | None
    summary: str
    subject: str
    body: str
    standing: Standing
    due_on: date | None
    version: int


class LandingRead(msgspec.Struct, frozen=True, kw_only=True):
    """An end, and everybody who helped: those on the path to it first.

    `what` is the goal, or what was noted of the new role; `since` the day of the first ask on the
    way, `path` the way back to it. `news` is how the person says it, in each draft. `open_goal_id`
    is a goal that is still open although the new role belongs to it. `planned` says that they are
    told over two weeks, `eased` how many people are kept in touch with once a year because of it.
    """

    id: UUID
    kind: LandingKind
    goal_id: UUID | None
    outcome_id: UUID | None
    open_goal_id: UUID | None
    what: str
    at: date
    since: date | None
    path: list[PathStep]
    news: str
    planned: bool
    eased: int
    people: list[TellingRead]
    version: int


class LandingRow(msgspec.Struct, frozen=True):
    """A landing in the list: how many helped, and how many of them were told."""

    id: UUID
    kind: LandingKind
    goal_id: UUID | None
    outcome_id: UUID | None
    what: str
    at: date
    people: int
    told: int


class LandingList(msgspec.Struct, frozen=True):
    """Landings, the latest first; at most 100."""

    items: list[LandingRow]


class LandingOpen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A landing under an id of the client's making: of a goal that was reached or given up, or of a
    new role. One that is there already is answered under its own id."""

    id: UUID
    goal_id: UUID | None = None
    outcome_id: UUID | None = None


class LandingChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The news in the person's own words."""

    news: Annotated[str, Meta(min_length=1, max_length=600, pattern=NO_NUL)]


class TellingChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """They were told some other way, or are not to be told; `waiting` takes either back."""

    standing: Standing
