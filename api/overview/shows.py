"""Which parts of the app have something to say yet ("what is shown when", DOMAIN.md section 1)."""

from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam, exists, func, select

from api.contacts.models import Introduction
from api.conversations.models import Conversation
from api.database import Work, hot
from api.debrief.models import Reflection
from api.debrief.trends import ENOUGH
from api.deliveries.channel_models import Notice
from api.journal.models import Counter, Event
from api.organizations.models import Enrolment
from api.overview.measures import ASKS_FOR_A_PICTURE
from api.overview.schemas import Shows
from api.threads.models import Thread

_OWNER: Final[BindParameter[UUID]] = bindparam("owner_id", type_=Uuid())

SHOWS: Final = hot(
    select(
        exists()
        .where(Thread.owner_id == _OWNER, Thread.answered_at.is_not(None))
        .label("answered"),
        select(func.count(Conversation.id))
        .where(
            Conversation.owner_id == _OWNER,
            Conversation.state == "held",
            Conversation.deleted_at.is_(None),
        )
        .scalar_subquery()
        .label("held"),
        select(func.count(Event.thread_id.distinct()))
        .where(Event.owner_id == _OWNER, Event.name == "thread.asked")
        .scalar_subquery()
        .label("asked"),
        select(func.coalesce(func.sum(Counter.n), 0))
        .where(Counter.owner_id == _OWNER, Counter.kind == "contact", Counter.key == "live")
        .scalar_subquery()
        .label("people"),
        exists()
        .where(Introduction.owner_id == _OWNER, Introduction.deleted_at.is_(None))
        .label("led"),
        select(func.count(Reflection.id))
        .where(
            Reflection.owner_id == _OWNER,
            Reflection.rating.is_not(None),
            Reflection.deleted_at.is_(None),
        )
        .scalar_subquery()
        .label("answers"),
        exists().where(Notice.owner_id == _OWNER, Notice.title != "").label("said"),
        exists()
        .where(Notice.owner_id == _OWNER, Notice.title != "", Notice.read_at.is_(None))
        .label("unread"),
        exists()
        .where(Enrolment.person_id == _OWNER, Enrolment.status == "active")
        .label("takes_part"),
    )
)


async def read_shows(work: Work) -> Shows:
    """What is shown when (DOMAIN.md section 1)."""
    row = await work.fetchrow(SHOWS, owner_id=work.subject.person_id)
    assert row is not None
    return Shows(
        asked=row["asked"] > 0,
        talks=row["answered"] or row["held"] > 0,
        growth=row["held"] > 0,
        measures=row["asked"] >= ASKS_FOR_A_PICTURE,
        ties=row["people"] >= 20,
        led=row["led"],
        answers=row["answers"] >= ENOUGH,
        said=row["said"],
        unread=row["unread"],
        takes_part=row["takes_part"],
    )
