"""What happened to a batch of people, each in a time of their own: three statements for all of them.

Row-level security adds the batch to every statement, and no planner knows that both lists of owners
are one. So each statement says itself that it looks each person's rows up by their index (LATERAL,
OFFSET 0), and what must be known of a row elsewhere is asked for all rows at once.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import among, hot
from api.journal.models import Event
from api.overview.rhythm import STEPS as STEP_NAMES
from api.threads.models import Thread

OWNERS: Final = bindparam("owners", type_=ARRAY(Uuid()))
_AT: Final = DateTime(timezone=True)
THANKED_WITHIN: Final = 90
"""Days: thanks for a talk that began longer ago are not looked for."""
HEARD: Final = ("insight", "quote")
"""Tags of lines that are told as what was heard."""
TOLD: Final = (
    "thread.asked",
    "thread.answered",
    "thread.corrected",
    "promise.kept",
    "promise.moved",
    "advice.done",
    "advice.told",
    "advice.moved",
    "introduction.told",
    "introduction.moved",
    "goal.revised",
)
"""What is counted, and what takes it back again (`api.digests.telling`)."""

_GIVEN: Final = (
    func.unnest(
        OWNERS,
        bindparam("sinces", type_=ARRAY(_AT)),
        bindparam("untils", type_=ARRAY(_AT)),
        bindparam("edges", type_=ARRAY(Text())),
    )
    .table_valued(
        column("owner_id", Uuid()),
        column("since", _AT),
        column("until", _AT),
        column("edges", Text()),
    )
    .render_derived("given")
)
_EDGED: Final = (
    select(
        _GIVEN.c.owner_id,
        _GIVEN.c.since,
        _GIVEN.c.until,
        cast(_GIVEN.c.edges, ARRAY(_AT)).label("edges"),
    )
    .cte("edged")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
_EACH: Final[ColumnElement[int]] = literal_column("0")


def _of_live_thread() -> ColumnElement[bool]:
    """Of a thread that was deleted nothing counts."""
    deleted = select(Thread.owner_id, Thread.id).where(
        Thread.owner_id == any_(OWNERS), Thread.deleted_at.is_not(None)
    )
    return or_(Event.thread_id.is_(None), tuple_(Event.owner_id, Event.thread_id).not_in(deleted))


_TOLD: Final = func.json_build_array(
    Event.name,
    Event.at,
    case((Event.name.like("thread.%"), Event.thread_id), else_=Event.subject_id),
    Event.contact_id,
    Event.to_stage,
    Event.codes["answer"].astext,
    Event.codes["state"].astext,
    Event.codes["promiser"].astext,
)
"""An event as `api.digests.telling.Told` reads it."""
_HAPPENED: Final = (
    select(
        func.array_agg(func.width_bucket(Event.at, _EDGED.c.edges))
        .filter(
            Event.at < _EDGED.c.until,
            among(Event.name, sorted(STEP_NAMES)),
            Event.codes["passed"].astext.is_(None),
        )
        .label("steps"),
        cast(
            func.json_agg(aggregate_order_by(_TOLD, Event.recorded_at, Event.id)).filter(
                Event.at >= _EDGED.c.since, among(Event.name, TOLD)
            ),
            Text(),
        ).label("told"),
    )
    .where(
        Event.owner_id == _EDGED.c.owner_id,
        Event.at >= _EDGED.c.edges[1],
        among(Event.name, sorted({*TOLD, *STEP_NAMES})),
        _of_live_thread(),
    )
    .lateral("happened")
)
EVENTS: Final = hot(
    select(_EDGED.c.owner_id, _HAPPENED).select_from(_EDGED.join(_HAPPENED, true()))
)
"""Of each person what was told since the beginning of their time, in the order in which it was told,
and for every step of their own the place of the time in which they took it; the first is 1."""


def _within(at: Any) -> ColumnElement[bool]:
    return and_(at >= _GIVEN.c.since, at < _GIVEN.c.until)


_TALK: Final[Any] = (
    select(
        Conversation.owner_id,
        Conversation.id,
        Conversation.contact_id,
        Conversation.ended_at,
        Conversation.thanked_at,
        _within(Conversation.ended_at).label("talked"),
        _within(Conversation.thanked_at).label("thanked"),
    )
    .where(
        Conversation.owner_id == _GIVEN.c.owner_id,
        Conversation.starts_at
        > _GIVEN.c.since - func.make_interval(0, 0, 0, literal_column(str(THANKED_WITHIN))),
        Conversation.starts_at < _GIVEN.c.until,
        Conversation.state == "held",
        Conversation.deleted_at.is_(None),
        or_(_within(Conversation.ended_at), _within(Conversation.thanked_at)),
    )
    .offset(_EACH)
    .lateral("talk")
)
TALKS: Final = hot(
    select(_TALK).select_from(_GIVEN.join(_TALK, true())).order_by(_TALK.c.ended_at.desc())
)
"""Talks that ended, or that were thanked for, in each one's time; the latest first."""

_OF: Final = (
    func.unnest(OWNERS, bindparam("talks", type_=ARRAY(Uuid())))
    .table_valued(column("owner_id", Uuid()), column("talk_id", Uuid()))
    .render_derived("of")
)
_LINE: Final = (
    select(
        NoteLine.conversation_id,
        NoteLine.id,
        NoteLine.supersedes,
        NoteLine.tag,
        NoteLine.gone,
        NoteLine.text,
        NoteLine.at,
    )
    .where(
        NoteLine.owner_id == _OF.c.owner_id,
        NoteLine.conversation_id == _OF.c.talk_id,
        NoteLine.deleted_at.is_(None),
    )
    .offset(_EACH)
    .lateral("line")
)
LINES: Final = hot(
    select(_LINE).select_from(_OF.join(_LINE, true())).order_by(_LINE.c.at, _LINE.c.id)
)
"""Every entry of these talks, in the order of their times."""

NAMES: Final = hot(
    select(
        Contact.owner_id,
        Contact.id,
        func.coalesce(func.nullif(Contact.given_name, ""), Contact.name).label("first_name"),
        (Contact.deleted_at.is_(None) & Contact.do_not_contact.is_(False)).label("may_be_written"),
    ).where(
        Contact.owner_id == any_(OWNERS),
        Contact.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
    )
)
