"""Who helped: everybody who gave their time, led to somebody, or made an outcome possible; and what
each of them gave."""

from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import (
    Date,
    DateTime,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.orm import aliased

from api.contacts.models import Contact, Employer, Introduction
from api.conversations.models import Conversation, NoteLine
from api.database import Work, among, hot
from api.goals.models import Outcome
from api.insights.models import Advice, Evidence, Insight
from api.landings.drafts import Gift
from api.threads.keeping import whom
from api.threads.schemas import Whom
from api.ties.keeping import REACHABLE

MOST: Final = 100

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_NOW: Final[Any] = bindparam("now", type_=DateTime(timezone=True))
_IDS: Final[Any] = any_(bindparam("ids", type_=ARRAY(Uuid())))
_HELPED: Final = union(
    select(Conversation.contact_id).where(
        Conversation.owner_id == _OWNER,
        Conversation.state == literal_column("'held'"),
        Conversation.ended_at <= _NOW,
        Conversation.deleted_at.is_(None),
    ),
    select(Introduction.introducer_id).where(
        Introduction.owner_id == _OWNER,
        func.coalesce(Introduction.met_at, Introduction.created_at) <= _NOW,
        Introduction.deleted_at.is_(None),
    ),
    select(Outcome.contact_id).where(
        Outcome.owner_id == _OWNER,
        Outcome.contact_id.is_not(None),
        # The day where the person is may be one ahead.
        Outcome.at <= cast(_NOW + literal_column("interval '1 day'"), Date()),
        Outcome.deleted_at.is_(None),
    ),
).subquery("helped")
HELPERS: Final = hot(
    select(Contact.id)
    .join(_HELPED, _HELPED.c.contact_id == Contact.id)
    .outerjoin(
        Employer, and_(Employer.owner_id == Contact.owner_id, Employer.id == Contact.employer_id)
    )
    .where(
        Contact.owner_id == _OWNER,
        REACHABLE,
        or_(Employer.present.is_(None), Employer.present.is_(False)),
    )
    .order_by(Contact.id)
    .limit(literal_column(str(MOST)))
)
_RANK: Final = case(
    (among(Advice.state, ["told", "done"]), literal_column("0")),
    (Advice.state == literal_column("'trying'"), literal_column("1")),
    else_=literal_column("2"),
)
ADVICE: Final = hot(
    select(
        Advice.contact_id,
        Advice.id,
        Advice.text,
        Advice.result,
        Advice.state,
        Advice.conversation_id,
    )
    .ext(distinct_on(Advice.contact_id))
    .where(
        Advice.owner_id == _OWNER,
        Advice.contact_id == _IDS,
        Advice.state != literal_column("'not_for_me'"),
        Advice.deleted_at.is_(None),
    )
    .order_by(Advice.contact_id, _RANK, Advice.id.desc())
)
LINES: Final = hot(
    select(Evidence.contact_id, Evidence.conversation_id, NoteLine.text)
    .ext(distinct_on(Evidence.contact_id))
    .join(NoteLine, and_(NoteLine.owner_id == Evidence.owner_id, NoteLine.id == Evidence.line_id))
    .join(Insight, and_(Insight.owner_id == Evidence.owner_id, Insight.id == Evidence.insight_id))
    .where(
        Evidence.owner_id == _OWNER,
        Evidence.contact_id == _IDS,
        Evidence.deleted_at.is_(None),
        NoteLine.gone.is_(False),
        NoteLine.deleted_at.is_(None),
    )
    .order_by(Evidence.contact_id, Insight.employers.desc(), Evidence.at.desc(), Evidence.id)
)
"""Of each the line that most others bear out."""
_MET: Final = aliased(Contact)
LED: Final = hot(
    select(Introduction.introducer_id, _MET.id, _MET.name, _MET.given_name)
    .ext(distinct_on(Introduction.introducer_id))
    .join(_MET, and_(_MET.owner_id == Introduction.owner_id, _MET.id == Introduction.introduced_id))
    .where(
        Introduction.owner_id == _OWNER,
        Introduction.introducer_id == _IDS,
        Introduction.met_at.is_not(None),
        Introduction.deleted_at.is_(None),
        _MET.deleted_at.is_(None),
    )
    .order_by(Introduction.introducer_id, Introduction.met_at)
)


class Gave(NamedTuple):
    """What somebody gave, and where it stands."""

    gift: Gift
    conversation_id: UUID | None
    advice_id: UUID | None
    introduced: Whom | None


async def helpers(work: Work) -> list[UUID]:
    """Everybody who helped until now and may be written to, the oldest card first."""
    rows = await work.fetch(HELPERS, the_owner=work.subject.person_id, now=work.now)
    return [row["id"] for row in rows]


async def gifts(work: Work, ids: list[UUID]) -> dict[UUID, Gave]:
    """What each of them gave, the most personal of it: advice, else a line, else an introduction,
    else their time. Three statements."""
    values: dict[str, Any] = {"the_owner": work.subject.person_id, "ids": ids}
    advice = {row["contact_id"]: row for row in await work.fetch(ADVICE, **values)}
    lines = {row["contact_id"]: row for row in await work.fetch(LINES, **values)}
    led = {row["introducer_id"]: row for row in await work.fetch(LED, **values)}
    return {one: _gave(advice.get(one), lines.get(one), led.get(one)) for one in ids}


def _gave(
    advice: asyncpg.Record | None, line: asyncpg.Record | None, led: asyncpg.Record | None
) -> Gave:
    introduced = whom(led["id"], led["name"], led["given_name"]) if led is not None else None
    if advice is not None and (advice["result"] or line is None):
        gift = Gift("advice", advice["text"], advice["result"])
        return Gave(gift, advice["conversation_id"], advice["id"], introduced)
    if line is not None:
        return Gave(Gift("line", line["text"]), line["conversation_id"], None, introduced)
    if introduced is not None:
        return Gave(Gift("introduced", name=introduced.name), None, None, introduced)
    return Gave(Gift("time"), None, None, None)
