"""Search over what was heard and noted: words in any order, the beginnings of words, and inflections.

`search.lines` and `search.claims` (migration 0070) look into the index of the person's own words."""

import re
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Uuid, and_, bindparam, column, func, literal_column, select
from sqlalchemy.sql.selectable import TableValuedAlias

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.insights.claims import WORDS
from api.insights.heard_schemas import Found, FoundClaim, FoundLine, Mark
from api.insights.models import Evidence, Insight
from api.threads.keeping import whom

_BEGINS, _ENDS = "\x02", "\x03"
"""Around a hit; no text of a person has them."""
_HIT: Final = re.compile(f"{_BEGINS}([^{_ENDS}]*){_ENDS}")
_MOST_WORDS: Final = 40
"""So many words of a long text are shown, around what was looked for."""
_OPTIONS: Final = (
    f"StartSel={_BEGINS}, StopSel={_ENDS}, MaxWords={_MOST_WORDS}, MinWords=25, ShortWord=0"
)
_ASKED: Final[Any] = bindparam("asked")
_OWNER: Final = bindparam("owner_id", type_=Uuid())


def _door(name: str, found: str) -> TableValuedAlias:
    called: Any = getattr(func.search, name)(_ASKED, bindparam("most"))
    return (  # type: ignore[no-any-return]
        called.table_valued(column(found, Uuid()), with_ordinality="place").render_derived("found")
    )


def _marked(text: Any) -> Any:
    words: Any = literal_column("'app.words'::regconfig")
    return func.ts_headline(words, text, func.search.query(_ASKED), _OPTIONS).label("marked")


_CLAIM: Final = _door("claims", "insight_id")
_LINE: Final = _door("lines", "line_id")
CLAIMS: Final = hot(
    select(
        Insight.id,
        WORDS.label("words"),
        _marked(WORDS),
        Insight.people,
        Insight.supporters,
        Insight.employers,
    )
    .select_from(_CLAIM)
    .join(Insight, and_(Insight.owner_id == _OWNER, Insight.id == _CLAIM.c.insight_id))
    .order_by(_CLAIM.c.place)
)
_STANDS: Final = and_(
    Evidence.owner_id == NoteLine.owner_id,
    Evidence.line_id == NoteLine.id,
    Evidence.deleted_at.is_(None),
)
LINES: Final = hot(
    select(
        NoteLine.id,
        NoteLine.conversation_id,
        select(Evidence.insight_id)
        .where(_STANDS)
        .limit(1)
        .correlate(NoteLine)
        .scalar_subquery()
        .label("insight_id"),
        Contact.id.label("contact_id"),
        Contact.name,
        Contact.given_name,
        NoteLine.text,
        _marked(NoteLine.text),
        NoteLine.at,
    )
    .select_from(_LINE)
    .join(NoteLine, and_(NoteLine.owner_id == _OWNER, NoteLine.id == _LINE.c.line_id))
    .join(
        Conversation,
        and_(
            Conversation.owner_id == NoteLine.owner_id,
            Conversation.id == NoteLine.conversation_id,
            Conversation.deleted_at.is_(None),
        ),
    )
    .join(
        Contact,
        and_(
            Contact.owner_id == Conversation.owner_id,
            Contact.id == Conversation.contact_id,
            Contact.erased_at.is_(None),
        ),
    )
    .order_by(_LINE.c.place)
)


async def search(work: Work, asked: str, *, limit: int) -> Found:
    """At most `limit` claims and as many lines that have these words. Two statements."""
    values = {"owner_id": work.subject.person_id, "asked": asked, "most": limit}
    claims = await work.fetch(CLAIMS, **values)
    lines = await work.fetch(LINES, **values)
    told = {(row["id"], row["words"]) for row in claims}
    return Found(
        claims=[_claim(row) for row in claims],
        lines=[_line(row) for row in lines if (row["insight_id"], row["text"]) not in told],
    )


def marks_of(marked: str, whole: str) -> list[Mark]:
    """The pieces of a text with its hits between marks; … where words of `whole` are left out.

    >>> marks_of("a \x02table\x03 you know", "on a table you know")
    [Mark(text='… a ', hit=False), Mark(text='table', hit=True), Mark(text=' you know', hit=False)]
    """
    plain = _HIT.sub(r"\1", marked)
    before = "" if whole.lstrip().startswith(plain.lstrip()) else "… "
    after = "" if whole.rstrip().endswith(plain.rstrip()) else " …"
    pieces = _HIT.split(before + marked + after)
    return [Mark(piece, bool(n % 2)) for n, piece in enumerate(pieces) if piece]


def _claim(row: asyncpg.Record) -> FoundClaim:
    marks = marks_of(row["marked"], row["words"])
    people, supporters = row["people"], row["supporters"]
    return FoundClaim(row["id"], marks, people, supporters, row["employers"], people - supporters)


def _line(row: asyncpg.Record) -> FoundLine:
    insight_id: UUID | None = row["insight_id"]
    return FoundLine(
        id=row["id"],
        conversation_id=row["conversation_id"],
        insight_id=insight_id,
        contact=whom(row["contact_id"], row["name"], row["given_name"]),
        marks=marks_of(row["marked"], row["text"]),
        at=row["at"],
    )
