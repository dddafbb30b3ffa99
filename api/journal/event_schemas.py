"""What an event looks like to others: in the list, in a webhook and as a sample, always the same."""

from datetime import datetime
from uuid import UUID

import msgspec


class EventData(msgspec.Struct, frozen=True):
    """What happened, as ids and codes, never words: `at` is when it happened, the ids say to whom and
    in which ask and talk, `subject_id` is the promise, advice, claim, goal, report, outcome, grant or request that
    it is about, or of a step what was told. Read what an id leads to where you need it."""

    at: datetime
    contact_id: UUID | None
    thread_id: UUID | None
    conversation_id: UUID | None
    subject_id: UUID | None
    from_stage: str | None
    to_stage: str | None
    codes: dict[str, str | int | bool | None]


class EventRead(msgspec.Struct, frozen=True):
    """One event. `id` is its own for ever: whoever gets it twice knows it again. `timestamp` is when
    it was told, which may be long after it happened (`data.at`)."""

    id: UUID
    type: str
    timestamp: datetime
    data: EventData


class EventPage(msgspec.Struct, frozen=True):
    """Events, the latest told first. While there is a `next_cursor` there are earlier ones. Keep
    `since`: asked with it the next time, the list holds what was told after this one began, each
    event once and none left out. It is `anew` when an earlier `since` could not be gone on from,
    because the server was restored from a backup: the list begins from the start then."""

    items: list[EventRead]
    next_cursor: str | None
    since: str
    anew: bool


class EventSamples(msgspec.Struct, frozen=True):
    """One event of each type that was asked for: the latest, or an invented one where there is none."""

    items: list[EventRead]
