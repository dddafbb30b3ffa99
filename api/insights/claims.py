"""Claims as they are shown: listed by what stands behind them, one with its lines, worded anew."""

from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import (
    Date,
    Float,
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from api.accounts.models import Profile
from api.contacts.models import Contact, Employer
from api.conversations.models import Conversation, NoteLine
from api.database import Hot, Work, hot
from api.errors import NotFound
from api.etags import require_version
from api.insights.heard_schemas import (
    ClaimChange,
    ClaimLine,
    ClaimList,
    ClaimPage,
    ClaimRead,
    ClaimWithLines,
    EvidenceChange,
    EvidenceList,
    Stands,
    Theme,
)
from api.insights.models import Evidence, Insight
from api.insights.support import CORROBORATES
from api.insights.trend import trend
from api.paging import Cursors
from api.threads.keeping import whom

_OWNER: Final = bindparam("owner_id", type_=Uuid())
_ID: Final = bindparam("insight_id", type_=Uuid())

_STANDING: Final = (
    select(Evidence.id)
    .join(NoteLine, and_(NoteLine.owner_id == Evidence.owner_id, NoteLine.id == Evidence.line_id))
    .join(
        Conversation,
        and_(
            Conversation.owner_id == Evidence.owner_id, Conversation.id == Evidence.conversation_id
        ),
    )
    .join(Contact, and_(Contact.owner_id == Evidence.owner_id, Contact.id == Evidence.contact_id))
    .where(
        Evidence.owner_id == _OWNER,
        Evidence.deleted_at.is_(None),
        Conversation.deleted_at.is_(None),
        Contact.erased_at.is_(None),
    )
)
"""Lines that stand behind claims: their talk is there, and nobody asked to be deleted."""

_OLDEST: Final = (
    _STANDING.with_only_columns(NoteLine.text)
    .where(Evidence.insight_id == Insight.id)
    .order_by(Evidence.at, Evidence.id)
    .limit(1)
    .correlate(Insight)
    .scalar_subquery()
)
WORDS: Final = func.coalesce(func.nullif(Insight.claim, ""), _OLDEST, "")
"""What a claim says, for whoever shows one (needs `owner_id`)."""

_SHOWN: Final = (
    "id",
    "claim",
    "theme",
    "lines",
    "people",
    "supporters",
    "employers",
    "last_at",
    "version",
    "created_at",
)
SHOWN: Final[Select[Any]] = select(
    *(getattr(Insight, name) for name in _SHOWN), Insight.strength, WORDS.label("words")
).where(Insight.owner_id == _OWNER, Insight.deleted_at.is_(None), Insight.merged_into_id.is_(None))
ONE: Final = hot(SHOWN.where(Insight.id == _ID))
_LINE: Final = _STANDING.outerjoin(
    Employer, and_(Employer.owner_id == Evidence.owner_id, Employer.id == Evidence.employer_id)
).with_only_columns(
    Evidence.id,
    Evidence.insight_id,
    Evidence.line_id,
    Evidence.conversation_id,
    NoteLine.text,
    Evidence.polarity,
    Evidence.contact_id,
    Contact.name,
    Contact.given_name,
    func.coalesce(Employer.name, "").label("employer"),
    Evidence.at,
    Evidence.version,
)
LINES: Final = hot(_LINE.where(Evidence.insight_id == _ID).order_by(Evidence.at, Evidence.id))
EVERY_LINE: Final = hot(_LINE.order_by(Evidence.at.desc(), Evidence.id).limit(bindparam("most")))
OF_TALK: Final = hot(
    _LINE.where(Evidence.conversation_id == bindparam("conversation_id", type_=Uuid())).order_by(
        Evidence.at, Evidence.id
    )
)
ONE_LINE: Final = hot(_LINE.where(Evidence.id == bindparam("evidence_id", type_=Uuid())))
TALKS: Final = hot(
    select(
        Conversation.id,
        func.timezone(Profile.time_zone, Conversation.ended_at).cast(Date()).label("day"),
    )
    .join(Profile, Profile.owner_id == Conversation.owner_id)
    .where(
        Conversation.owner_id == _OWNER,
        Conversation.state == literal_column("'held'"),
        Conversation.deleted_at.is_(None),
        exists().where(
            Evidence.owner_id == Conversation.owner_id,
            Evidence.conversation_id == Conversation.id,
            Evidence.deleted_at.is_(None),
        ),
    )
)
"""Talks in which something was heard, with the day on which they ended."""
_FILTERS: Final = {
    None: (),
    "corroborated": (Insight.employers >= CORROBORATES,),
    "mixed": (Insight.people > Insight.supporters, Insight.supporters > 0),
    "single": (Insight.employers < CORROBORATES,),
}
_THEME: Final[Any] = bindparam("theme", type_=Insight.theme.type)
_AFTER: Final = tuple_(bindparam("after", type_=Float(53)), bindparam("after_id", type_=Uuid()))


def _list(stands: Stands | None, *, going_on: bool) -> Hot:
    statement = (
        SHOWN.where(*_FILTERS[stands], or_(_THEME.is_(None), Insight.theme == _THEME))
        .order_by(Insight.strength.desc(), Insight.id.desc())
        .limit(bindparam("most"))
    )
    if going_on:
        statement = statement.where(tuple_(Insight.strength, Insight.id) < _AFTER)
    return hot(statement)


LISTS: Final[dict[tuple[Stands | None, bool], Hot]] = {
    (stands, going_on): _list(stands, going_on=going_on)
    for stands in _FILTERS
    for going_on in (False, True)
}
OF_ONE_TALK: Final = hot(
    SHOWN.where(
        Insight.id.in_(
            select(Evidence.insight_id).where(
                Evidence.owner_id == _OWNER,
                Evidence.conversation_id == bindparam("conversation_id", type_=Uuid()),
                Evidence.deleted_at.is_(None),
            )
        )
    ).order_by(Insight.strength.desc(), Insight.id.desc())
)
REWORD: Final = hot(
    update(Insight)
    .where(Insight.owner_id == _OWNER, Insight.id == _ID)
    .values(claim=bindparam("new_claim"), theme=bindparam("new_theme"))
)
TURN: Final = hot(
    update(Evidence)
    .where(Evidence.owner_id == _OWNER, Evidence.id == bindparam("evidence_id", type_=Uuid()))
    .values(polarity=bindparam("new_polarity"))
)


class _Position(msgspec.Struct, frozen=True):
    strength: float
    id: UUID


async def list_claims(
    work: Work,
    cursors: Cursors,
    *,
    theme: Theme | None,
    stands: Stands | None,
    limit: int,
    cursor: str | None,
) -> ClaimPage:
    """A page of claims, the best supported first. Raises InvalidInput for another list's cursor."""
    owner, name = work.subject.person_id, f"insights {theme} {stands}"
    values: dict[str, object] = {"owner_id": owner, "theme": theme, "most": limit + 1}
    if cursor is not None:
        after = cursors.read(cursor, owner, name, _Position)
        values |= {"after": after.strength, "after_id": after.id}
    rows = await work.fetch(LISTS[(stands, cursor is not None)], **values)
    last = rows[limit - 1] if len(rows) > limit else None
    return ClaimPage(
        [claim_read(row) for row in rows[:limit]],
        cursors.write(owner, name, _Position(last["strength"], last["id"])) if last else None,
    )


async def claims_of_talk(work: Work, conversation_id: UUID) -> ClaimList:
    """The claims that have a line of this talk; none for a talk that is not there."""
    rows = await work.fetch(
        OF_ONE_TALK, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return ClaimList([claim_read(row) for row in rows])


async def read_claim(work: Work, insight_id: UUID) -> ClaimWithLines:
    """One claim with the lines behind it. Raises NotFound."""
    claim = await read_head(work, insight_id)
    owner = work.subject.person_id
    lines = [
        line_read(row) for row in await work.fetch(LINES, owner_id=owner, insight_id=insight_id)
    ]
    talks = {row["id"]: row["day"] for row in await work.fetch(TALKS, owner_id=owner)}
    came_up = {line.conversation_id for line in lines if line.polarity == "supports"}
    return ClaimWithLines(claim, lines, trend(talks, came_up), claim.version)


async def read_head(work: Work, insight_id: UUID) -> ClaimRead:
    """One claim without its lines. Raises NotFound."""
    row = await work.fetchrow(ONE, owner_id=work.subject.person_id, insight_id=insight_id)
    if row is None:
        raise NotFound()
    return claim_read(row)


async def list_evidence(work: Work, conversation_id: UUID) -> EvidenceList:
    """The lines of one talk that stand behind claims; none for a talk that is not there."""
    rows = await work.fetch(
        OF_TALK, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return EvidenceList([line_read(row) for row in rows])


async def change_claim(
    work: Work, insight_id: UUID, change: ClaimChange, *, if_match: str | None
) -> ClaimWithLines:
    """Own words for a claim, or its theme. Raises NotFound, PreconditionRequired,
    PreconditionFailed."""
    shown = await read_head(work, insight_id)
    require_version(if_match, shown.version)
    claim = shown.claim if change.claim is UNSET else " ".join(change.claim.split())
    theme = shown.theme if change.theme is UNSET else change.theme
    if (claim, theme) != (shown.claim, shown.theme):
        await work.execute(
            REWORD,
            owner_id=work.subject.person_id,
            insight_id=insight_id,
            new_claim=claim,
            new_theme=theme,
        )
    return await read_claim(work, insight_id)


async def change_evidence(
    work: Work, evidence_id: UUID, change: EvidenceChange, *, if_match: str | None
) -> ClaimLine:
    """A line supports its claim, or contradicts it. Raises NotFound, PreconditionRequired,
    PreconditionFailed."""
    shown = await read_line(work, evidence_id)
    require_version(if_match, shown.version)
    if change.polarity != shown.polarity:
        await work.execute(
            TURN,
            owner_id=work.subject.person_id,
            evidence_id=evidence_id,
            new_polarity=change.polarity,
        )
    return await read_line(work, evidence_id)


async def read_line(work: Work, evidence_id: UUID) -> ClaimLine:
    """One line behind a claim. Raises NotFound."""
    row = await work.fetchrow(ONE_LINE, owner_id=work.subject.person_id, evidence_id=evidence_id)
    if row is None:
        raise NotFound()
    return line_read(row)


def claim_read(row: asyncpg.Record) -> ClaimRead:
    """What is shown of a row of SHOWN."""
    return ClaimRead(
        **{name: row[name] for name in _SHOWN},
        words=row["words"],
        disagree=row["people"] - row["supporters"],
        corroborated=row["employers"] >= CORROBORATES,
    )


def line_read(row: asyncpg.Record) -> ClaimLine:
    """What is shown of a line behind a claim."""
    who = whom(row["contact_id"], row["name"], row["given_name"])
    shown = {name: row[name] for name in ClaimLine.__struct_fields__ if name != "contact"}
    return ClaimLine(**shown, contact=who)
