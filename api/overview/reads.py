"""What Today reads of talks, asks and the person, each in one statement on the compiled path."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from api.accounts.models import Profile
from api.contacts.models import Contact
from api.conversations.lines import FIRST_HEARD
from api.conversations.models import Conversation
from api.conversations.slot_models import SlotOffer
from api.conversations.slot_reading import SENT_AT, WITH_MESSAGE
from api.database import among, hot
from api.journal.models import Counter, Event
from api.overview.models import PutAside
from api.overview.upkeep import ENDING
from api.preparation.models import PROMPTS, Preparation, QuestionUse
from api.threads.models import Message, Thread

MOST: Final = 60
"""Threads looked at, what is due first: Today shows at most four and folds the rest."""

SHEET: Final = (*PROMPTS, "goal", "offer", "view")
"""Columns of a preparation; what is written in them is not looked at here."""

_OWNER: Final[BindParameter[UUID]] = bindparam("owner_id", type_=Uuid())
_NOW: Final = bindparam("now", type_=Conversation.starts_at.type)
_RESTED: Final = bindparam("rested", type_=Conversation.starts_at.type)
_SOON: Final = bindparam("soon", type_=Conversation.starts_at.type)

TALKS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.contact_id,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.thanks_due_at,
        Conversation.debrief_step,
        Contact.name,
        Contact.given_name,
        FIRST_HEARD.label("line"),
        *((getattr(Preparation, name) != "").label(name) for name in SHEET),
        select(func.count(QuestionUse.id))
        .where(
            QuestionUse.owner_id == Conversation.owner_id,
            QuestionUse.conversation_id == Conversation.id,
            QuestionUse.state == "planned",
            QuestionUse.deleted_at.is_(None),
        )
        .correlate(Conversation)
        .scalar_subquery()
        .label("questions"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .outerjoin(
        Preparation,
        (Preparation.owner_id == Conversation.owner_id) & (Preparation.id == Conversation.id),
    )
    .where(
        Conversation.owner_id == _OWNER,
        Conversation.deleted_at.is_(None),
        or_(
            and_(Conversation.state == "planned", Conversation.starts_at <= _SOON),
            and_(Conversation.state == "held", Conversation.thanked_at.is_(None)),
        ),
        Conversation.ends_at > _RESTED,
        Contact.deleted_at.is_(None),
    )
    .order_by(Conversation.ends_at)
    .limit(MOST)
)
THREADS: Final = hot(
    select(
        Thread.id,
        Thread.stage,
        Thread.contact_id,
        Thread.asked_at,
        Thread.due_kind,
        Thread.due_at,
        Thread.propose_close_at,
        Thread.second_at,
        Contact.name,
        Contact.given_name,
        exists()
        .where(
            Message.owner_id == Thread.owner_id,
            Message.thread_id == Thread.id,
            Message.state == "draft",
            Message.kind == "ask",
            Message.body != "",
            Message.deleted_at.is_(None),
        )
        .label("has_draft"),
        select(func.max(SENT_AT))
        .select_from(SlotOffer)
        .outerjoin(Message, WITH_MESSAGE)
        .where(
            SlotOffer.owner_id == Thread.owner_id,
            SlotOffer.thread_id == Thread.id,
            SlotOffer.released_at.is_(None),
            SlotOffer.taken_slot_id.is_(None),
            SlotOffer.deleted_at.is_(None),
            SlotOffer.first_starts_at > _NOW,
        )
        .correlate(Thread)
        .scalar_subquery()
        .label("offered_at"),
    )
    .join(Contact, (Contact.owner_id == Thread.owner_id) & (Contact.id == Thread.contact_id))
    .where(
        Thread.owner_id == _OWNER,
        Thread.deleted_at.is_(None),
        among(Thread.lane, ["want_to_ask", "asked", "said_yes"]),
        Contact.do_not_contact.is_(False),
        Contact.deleted_at.is_(None),
    )
    .order_by(Thread.due_order, Thread.id)
    .limit(MOST)
)
ASIDE: Final = hot(
    select(PutAside.kind, PutAside.subject_id, PutAside.until).where(
        PutAside.owner_id == _OWNER,
        or_(
            PutAside.until.is_(None),
            PutAside.until > bindparam("back_since", type_=Conversation.starts_at.type),
        ),
    )
)
"""What is put aside, and what came back since `back_since`."""

_LATELY: Final = bindparam("lately", type_=Event.at.type)


def _lately(name: str) -> ColumnElement[list[datetime]]:
    """When each thread last had this event, since `lately`."""
    last = (
        select(func.max(Event.at).label("at"))
        .where(Event.owner_id == _OWNER, Event.at >= _LATELY, Event.name == name)
        .group_by(Event.thread_id)
        .subquery()
    )
    return select(func.array_agg(last.c.at)).scalar_subquery()


SURROUNDINGS: Final = hot(
    select(
        Profile.time_zone,
        Profile.country,
        Profile.working_days,
        Profile.half_hour_days,
        Profile.half_hour_time,
        Profile.quiet_start,
        Profile.quiet_end,
        _lately("thread.asked").label("asked"),
        _lately("conversation.held").label("talks"),
        select(func.coalesce(func.sum(Counter.n), 0))
        .where(Counter.owner_id == _OWNER, Counter.kind == "thread")
        .scalar_subquery()
        .label("threads"),
        exists()
        .where(
            Contact.owner_id == _OWNER,
            Contact.sort == "unsorted",
            Contact.thread_id.is_(None),
            Contact.deleted_at.is_(None),
            Contact.archived_at.is_(None),
        )
        .label("unsorted"),
        ENDING.label("keys"),
    ).where(Profile.owner_id == _OWNER)
)
