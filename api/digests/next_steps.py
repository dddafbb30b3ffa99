"""What each of a batch of people could do next: one statement for all of them.

The kinds and their order are those of Today (`api.overview.plan`), so that a mail and the screen
that it leads to name the same thing.
"""

from typing import Any, Final

from sqlalchemy import (
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.models import Introduction
from api.conversations.models import Conversation
from api.conversations.slot_models import SlotOffer
from api.conversations.slot_reading import SENT_AT, WITH_MESSAGE
from api.database import among, hot
from api.digests.happened import OWNERS
from api.insights.models import Advice, Promise
from api.overview.models import PutAside
from api.overview.plan import ORDER
from api.threads.models import Message, Thread

LOOKED_AT: Final = 8
"""A few more than a message holds: some may be about people who are gone."""

_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
_SOON: Final[Any] = bindparam("soon", type_=DateTime(timezone=True))
_RESTED: Final[Any] = bindparam("rested", type_=DateTime(timezone=True))


def _kind(text: str) -> Any:
    return cast(literal_column(f"'{text}'"), Text())


_TALKS: Final = select(
    Conversation.owner_id,
    case(
        (Conversation.state == "held", _kind("write_thanks")),
        (Conversation.ends_at <= _NOW, _kind("did_you_talk")),
        else_=_kind("prepare"),
    ).label("kind"),
    Conversation.id.label("subject_id"),
    Conversation.contact_id,
    case(
        (Conversation.ends_at > _NOW, Conversation.starts_at), else_=Conversation.thanks_due_at
    ).label("due_at"),
    null().cast(Text()).label("words"),
    null().cast(Uuid()).label("met_id"),
).where(
    Conversation.owner_id == OWNERS.any_(),
    Conversation.deleted_at.is_(None),
    Conversation.ends_at > _RESTED,
    or_(
        and_(Conversation.state == "planned", Conversation.starts_at <= _SOON),
        and_(Conversation.state == "held", Conversation.thanked_at.is_(None)),
    ),
)
_OFFERED: Final = (
    exists()
    .select_from(SlotOffer.__table__.outerjoin(Message.__table__, WITH_MESSAGE))
    .where(
        SlotOffer.owner_id == Thread.owner_id,
        SlotOffer.thread_id == Thread.id,
        SlotOffer.released_at.is_(None),
        SlotOffer.taken_slot_id.is_(None),
        SlotOffer.deleted_at.is_(None),
        SlotOffer.first_starts_at > _NOW,
        SENT_AT.is_not(None),
    )
)
_THREADS: Final = select(
    Thread.owner_id,
    case(
        (among(Thread.stage, ["cancelled", "no_show"]), _kind("new_time")),
        (
            among(Thread.stage, ["asked", "followed_up"]),
            case((Thread.propose_close_at <= _NOW, _kind("close")), else_=_kind("follow_up")),
        ),
        (among(Thread.stage, ["identified", "researched", "drafted"]), _kind("ask")),
        (_OFFERED, _kind("choose_time")),
        else_=_kind("find_time"),
    ).label("kind"),
    Thread.id.label("subject_id"),
    Thread.contact_id,
    Thread.due_at,
    null().cast(Text()).label("words"),
    null().cast(Uuid()).label("met_id"),
).where(
    Thread.owner_id == OWNERS.any_(),
    Thread.deleted_at.is_(None),
    or_(
        among(Thread.lane, ["want_to_ask", "said_yes"]),
        and_(
            Thread.lane == _kind("asked"),
            or_(
                Thread.propose_close_at <= _NOW,
                and_(Thread.due_kind == _kind("follow_up"), Thread.due_at <= _NOW),
            ),
        ),
    ),
)
_PROMISES: Final = (
    select(
        Promise.owner_id,
        _kind("promise_mine").label("kind"),
        Promise.id.label("subject_id"),
        Promise.contact_id,
        Promise.due_at,
        Promise.text.label("words"),
        null().cast(Uuid()).label("met_id"),
    )
    .join(
        Conversation,
        and_(Conversation.owner_id == Promise.owner_id, Conversation.id == Promise.conversation_id),
    )
    .where(
        Promise.owner_id == OWNERS.any_(),
        Promise.promiser == "mine",
        Promise.state == "open",
        Promise.comes_up_at <= _NOW,
        Promise.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
    )
)
_CIRCLES: Final = select(
    Introduction.owner_id,
    _kind("tell_introducer").label("kind"),
    Introduction.id.label("subject_id"),
    Introduction.introducer_id.label("contact_id"),
    Introduction.tell_by.label("due_at"),
    null().cast(Text()).label("words"),
    Introduction.introduced_id.label("met_id"),
).where(
    Introduction.owner_id == OWNERS.any_(),
    Introduction.met_at.is_not(None),
    Introduction.closed_at.is_(None),
    Introduction.deleted_at.is_(None),
)
_ADVICE: Final = select(
    Advice.owner_id,
    _kind("advice_told").label("kind"),
    Advice.id.label("subject_id"),
    Advice.contact_id,
    Advice.done_at.label("due_at"),
    null().cast(Text()).label("words"),
    null().cast(Uuid()).label("met_id"),
).where(Advice.owner_id == OWNERS.any_(), Advice.state == "done", Advice.deleted_at.is_(None))
_ALL: Final = union_all(_TALKS, _THREADS, _PROMISES, _CIRCLES, _ADVICE).subquery("all_steps")
_RANK: Final = func.array_position(literal(list(ORDER), ARRAY(Text())), _ALL.c.kind)
_ASIDE: Final = select(PutAside.owner_id, PutAside.kind, PutAside.subject_id).where(
    PutAside.owner_id == OWNERS.any_(), or_(PutAside.until.is_(None), PutAside.until > _NOW)
)
_RANKED: Final = (
    select(
        _ALL,
        func.row_number()
        .over(
            partition_by=_ALL.c.owner_id,
            order_by=(_RANK, _ALL.c.due_at, _ALL.c.subject_id),
        )
        .label("place"),
    )
    .where(tuple_(_ALL.c.owner_id, _ALL.c.kind, _ALL.c.subject_id).not_in(_ASIDE))
    .subquery("ranked")
)
NEXT_STEPS: Final = hot(
    select(_RANKED)
    .where(_RANKED.c.place <= LOOKED_AT)
    .order_by(_RANKED.c.owner_id, _RANKED.c.place)
)
"""Some things of each person, what Today would name first before the others: also about people who
may not be written to."""
