"""What preparation reads of earlier features, on the compiled path: the talk, the person, what was
said before, what was left open."""

from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import Text, Uuid, and_, bindparam, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from api.accounts.models import Profile
from api.contacts.models import Contact, Employer, Introduction
from api.conversations.models import Conversation, NoteLine
from api.conversations.standing import STANDS
from api.database import Work, among, hot
from api.errors import NotFound
from api.insights.models import Promise
from api.preparation.models import PROMPTS, Preparation, QuestionUse
from api.preparation.schemas import Brief, HeardBefore, Introducer, OpenPromise
from api.threads.schemas import Whom

MOST_HEARD: Final = 8
MOST_COLLEAGUES: Final = 3
MOST_OPEN: Final = 12
SHEET: Final = ("goal", "offer", "view", *PROMPTS, "links")
"""Columns of a sheet that the person writes."""

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_TALK: Final = bindparam("conversation_id", type_=Uuid())
_CONTACT: Final = bindparam("contact_id", type_=Uuid())
_EMPLOYER: Final = bindparam("employer_id", type_=Uuid())
FACTS: Final = hot(
    select(
        Conversation.id,
        Conversation.state,
        Conversation.starts_at,
        Conversation.ends_at,
        Conversation.zone,
        Conversation.medium,
        Conversation.place,
        Conversation.contact_id,
        Contact.name,
        Contact.given_name,
        Contact.role,
        Contact.why,
        Contact.source,
        Contact.function,
        Contact.industry,
        Contact.seniority,
        Contact.employer_id,
        Employer.name.label("at_employer"),
        Profile.name.label("own_name"),
        Profile.time_zone,
        Profile.country,
        Profile.locale,
        Profile.wish_kind,
        *(getattr(Preparation, name) for name in SHEET),
        func.coalesce(Preparation.version, 0).label("version"),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .join(Profile, Profile.owner_id == Conversation.owner_id)
    .outerjoin(
        Employer,
        (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
    )
    .outerjoin(
        Preparation,
        (Preparation.owner_id == Conversation.owner_id) & (Preparation.id == Conversation.id),
    )
    .where(
        Conversation.owner_id == _OWNER,
        Conversation.id == _TALK,
        Conversation.deleted_at.is_(None),
    )
)
HEARD: Final = hot(
    select(NoteLine.text, NoteLine.at, Contact.name)
    .join(
        Conversation,
        (Conversation.owner_id == NoteLine.owner_id)
        & (Conversation.id == NoteLine.conversation_id),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        NoteLine.owner_id == _OWNER,
        Conversation.contact_id == _CONTACT,
        Conversation.id != _TALK,
        Conversation.deleted_at.is_(None),
        among(NoteLine.tag, ["insight", "quote", "advice"]),
        NoteLine.text != "",
        STANDS,
    )
    .order_by(NoteLine.at.desc(), NoteLine.id)
    .limit(MOST_HEARD)
)
COLLEAGUES: Final = hot(
    select(NoteLine.text, NoteLine.at, Contact.name)
    .join(
        Conversation,
        (Conversation.owner_id == NoteLine.owner_id)
        & (Conversation.id == NoteLine.conversation_id),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        NoteLine.owner_id == _OWNER,
        Contact.employer_id == _EMPLOYER,
        Contact.id != _CONTACT,
        Contact.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
        among(NoteLine.tag, ["insight", "quote"]),
        NoteLine.text != "",
        STANDS,
    )
    .order_by(NoteLine.at.desc(), NoteLine.id)
    .limit(MOST_COLLEAGUES)
)
_NAMED: Final = (
    select(NoteLine.text)
    .join(
        Conversation,
        (Conversation.owner_id == NoteLine.owner_id)
        & (Conversation.id == NoteLine.conversation_id),
    )
    .where(
        NoteLine.owner_id == Introduction.owner_id,
        Conversation.contact_id == Introduction.introducer_id,
        NoteLine.tag == "name",
        func.strpos(func.lower(NoteLine.text), func.lower(bindparam("given", type_=Text()))) > 0,
        STANDS,
    )
    .order_by(NoteLine.at)
    .limit(1)
    .correlate(Introduction)
    .scalar_subquery()
)
INTRODUCERS: Final = hot(
    select(Contact.id, Contact.name, Contact.given_name, _NAMED.label("line"))
    .join(
        Introduction,
        (Introduction.owner_id == Contact.owner_id) & (Introduction.introducer_id == Contact.id),
    )
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.introduced_id == _CONTACT,
        Introduction.deleted_at.is_(None),
        Contact.deleted_at.is_(None),
    )
    .order_by(Introduction.id)
    .limit(3)
)
PROMISES: Final = hot(
    select(Promise.promiser, Promise.text, Promise.due_on)
    .where(
        Promise.owner_id == _OWNER,
        Promise.contact_id == _CONTACT,
        Promise.state == "open",
        Promise.deleted_at.is_(None),
    )
    .order_by(Promise.due_at, Promise.id)
    .limit(6)
)
TALKS_BEFORE: Final = hot(
    select(func.count()).where(
        Conversation.owner_id == _OWNER,
        Conversation.contact_id == _CONTACT,
        Conversation.id != _TALK,
        Conversation.state == "held",
        Conversation.deleted_at.is_(None),
    )
)
_THIS: Final = aliased(Contact)
_ASKED: Final = exists().where(
    NoteLine.owner_id == QuestionUse.owner_id,
    NoteLine.question_id == QuestionUse.id,
    STANDS,
)
LEFT_OPEN: Final = hot(
    select(
        QuestionUse.id,
        QuestionUse.text,
        QuestionUse.framework,
        QuestionUse.cell,
        QuestionUse.minutes,
        QuestionUse.bank,
        QuestionUse.rests_on,
        func.coalesce(func.nullif(Contact.given_name, ""), Contact.name).label("name"),
    )
    .join(
        Conversation,
        (Conversation.owner_id == QuestionUse.owner_id)
        & (Conversation.id == QuestionUse.conversation_id),
    )
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .join(_THIS, (_THIS.owner_id == Contact.owner_id) & (_THIS.id == _CONTACT))
    .where(
        QuestionUse.owner_id == _OWNER,
        QuestionUse.deleted_at.is_(None),
        QuestionUse.state == "planned",
        QuestionUse.text != "",
        Conversation.id != _TALK,
        Conversation.state == "held",
        Conversation.deleted_at.is_(None),
        or_(
            Contact.id == _THIS.id,
            Contact.employer_id == _THIS.employer_id,
            Contact.function == _THIS.function,
            Contact.industry == _THIS.industry,
            # Nobody said what they do: then every talk may have left them something.
            and_(_THIS.function.is_(null()), _THIS.industry.is_(null())),
        ),
        ~_ASKED,
    )
    .order_by(Conversation.starts_at.desc(), QuestionUse.position, QuestionUse.id)
    .limit(MOST_OPEN)
)
USED: Final = hot(
    select(
        QuestionUse.bank,
        func.count(Conversation.contact_id.distinct()).label("talks"),
        func.bool_or(Conversation.contact_id == _CONTACT).label("with_them"),
    )
    .join(
        Conversation,
        (Conversation.owner_id == QuestionUse.owner_id)
        & (Conversation.id == QuestionUse.conversation_id),
    )
    .where(
        QuestionUse.owner_id == _OWNER,
        QuestionUse.bank.is_not(None),
        QuestionUse.deleted_at.is_(None),
        QuestionUse.state != "moved",
        Conversation.deleted_at.is_(None),
    )
    .group_by(QuestionUse.bank)
)


async def read_facts(work: Work, conversation_id: UUID) -> asyncpg.Record:
    """The talk with its person, the profile and the sheet. Raises NotFound."""
    row = await work.fetchrow(
        FACTS, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    if row is None:
        raise NotFound()
    return row


async def read_brief(work: Work, facts: asyncpg.Record) -> Brief:
    """What is known already of the person of this talk: five statements."""
    owner = work.subject.person_id
    about = {
        "owner_id": owner,
        "contact_id": facts["contact_id"],
        "conversation_id": facts["id"],
        "employer_id": facts["employer_id"],
    }
    given = facts["given_name"] or facts["name"]
    introducers = await work.fetch(INTRODUCERS, **about, given=given)
    return Brief(
        role=facts["role"],
        employer=facts["at_employer"] or "",
        why=facts["why"],
        source=facts["source"],
        talks_before=await work.fetchval(TALKS_BEFORE, **about),
        introducers=[
            Introducer(
                Whom(id=one["id"], name=one["name"], first_name=one["given_name"] or one["name"]),
                one["line"],
            )
            for one in introducers
        ],
        promises=[
            OpenPromise(row["promiser"], row["text"], row["due_on"].isoformat())
            for row in await work.fetch(PROMISES, **about)
        ],
        heard=[_heard(row) for row in await work.fetch(HEARD, **about)],
        colleagues=[_heard(row) for row in await work.fetch(COLLEAGUES, **about)],
    )


def _heard(row: asyncpg.Record) -> HeardBefore:
    return HeardBefore(name=row["name"], text=row["text"], at=row["at"])
