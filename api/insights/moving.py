"""Lines go from one claim to another: one is added, a claim goes into another, one is split off; and
for 30 days all that can be taken back."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import (
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.contacts.models import Contact
from api.conversations.models import Conversation, NoteLine
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.insights.heard_schemas import MoveCreate, MoveKind, MoveRead
from api.insights.models import Evidence, Insight, InsightMove

UNDO: Final = timedelta(days=30)
"""How long it can be taken back (ARCHITECTURE.md section 3)."""

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_INTO: Final = bindparam("into", type_=Uuid())
_NOW: Final = bindparam("now", type_=Evidence.at.type)
_TURNED: Final = case(
    (Evidence.polarity == "supports", literal_column("'contradicts'", Text())),
    else_=literal_column("'supports'", Text()),
)
_POLARITY: Final = case(
    (bindparam("contrary", type_=InsightMove.contrary.type), _TURNED), else_=Evidence.polarity
)

CLAIM: Final = hot(
    select(
        Insight.id, Insight.claim, Insight.theme, Insight.lines, Insight.deleted_at,
        Insight.merged_into_id,
    ).where(Insight.owner_id == _OWNER, Insight.id == bindparam("one", type_=Uuid()))
)  # fmt: skip
MAKE: Final = hot(insert(Insight).values(owner_id=_OWNER, id=_INTO))
BEHIND: Final = hot(
    select(Evidence.id, Evidence.insight_id, Evidence.deleted_at).where(
        Evidence.owner_id == _OWNER,
        or_(
            Evidence.line_id == bindparam("line", type_=Uuid()),
            Evidence.id == bindparam("line", type_=Uuid()),
        ),
    )
)
LINE: Final = hot(
    select(NoteLine.id, NoteLine.conversation_id, NoteLine.text, Conversation.deleted_at)
    .join(
        Conversation,
        and_(Conversation.owner_id == _OWNER, Conversation.id == NoteLine.conversation_id),
    )
    .where(
        NoteLine.owner_id == _OWNER,
        NoteLine.id == bindparam("line", type_=Uuid()),
        NoteLine.kind == "line",
        NoteLine.gone.is_(False),
        NoteLine.deleted_at.is_(None),
    )
)
HISTORY: Final = hot(
    select(NoteLine.id, NoteLine.supersedes).where(
        NoteLine.owner_id == _OWNER, NoteLine.conversation_id == bindparam("talk", type_=Uuid())
    )
)
MOVE_ALL: Final = hot(
    update(Evidence)
    .where(Evidence.owner_id == _OWNER, Evidence.insight_id == bindparam("one", type_=Uuid()))
    .values(insight_id=_INTO, chosen=True, polarity=_POLARITY)
    .returning(Evidence.id)
)
MOVE_ONE: Final = hot(
    update(Evidence)
    .where(Evidence.owner_id == _OWNER, Evidence.id == bindparam("one", type_=Uuid()))
    .values(
        insight_id=_INTO,
        chosen=True,
        polarity=_POLARITY,
        deleted_at=null(),
        line_id=func.coalesce(bindparam("line", type_=Uuid()), Evidence.line_id),
    )
)
ADD: Final = hot(
    insert(Evidence).from_select(
        [
            "owner_id", "id", "insight_id", "conversation_id", "thread_id", "contact_id", "line_id",
            "employer_id", "polarity", "chosen", "at",
        ],
        select(
            _OWNER,
            bindparam("first", type_=Uuid()),
            _INTO,
            Conversation.id,
            Conversation.thread_id,
            Conversation.contact_id,
            bindparam("line", type_=Uuid()),
            Contact.employer_id,
            bindparam("polarity", type_=Text()),
            literal_column("true"),
            func.coalesce(Conversation.ended_at, Conversation.ends_at),
        )
        .join(Contact, and_(Contact.owner_id == _OWNER, Contact.id == Conversation.contact_id))
        .where(Conversation.owner_id == _OWNER, Conversation.id == bindparam("talk", type_=Uuid())),
        include_defaults=False,
    )
)  # fmt: skip
TAKE_ALONG: Final = hot(
    update(Insight)
    .where(Insight.owner_id == _OWNER, Insight.id == _INTO)
    .values(claim=bindparam("new_claim"), theme=bindparam("new_theme"))
)
SET_MERGED: Final = hot(
    update(Insight)
    .where(Insight.owner_id == _OWNER, Insight.id == bindparam("one", type_=Uuid()))
    .values(merged_into_id=bindparam("merged", type_=Uuid()))
)
_KEPT: Final = (
    "id", "kind", "from_id", "into_id", "evidence_ids", "took_claim", "took_theme", "contrary", "at",
)  # fmt: skip
KEEP: Final = hot(
    insert(InsightMove).values(owner_id=_OWNER, **{name: bindparam(name) for name in _KEPT})
)
KNOWN: Final = hot(
    select(*(getattr(InsightMove, name) for name in _KEPT), InsightMove.undone_at).where(
        InsightMove.owner_id == _OWNER, InsightMove.id == bindparam("move", type_=Uuid())
    )
)
_BACK: Final[Any] = bindparam("back", type_=Uuid())
TAKE_BACK: Final = hot(
    update(Evidence)
    .where(
        Evidence.owner_id == _OWNER,
        Evidence.insight_id == _INTO,
        Evidence.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
    )
    .values(
        insight_id=func.coalesce(_BACK, Evidence.insight_id),
        # What a hand never put somewhere follows its tag again.
        chosen=select(NoteLine.tag != "insight")
        .where(NoteLine.owner_id == _OWNER, NoteLine.id == Evidence.line_id)
        .scalar_subquery(),
        polarity=_POLARITY,
        deleted_at=case((_BACK.is_(None), _NOW), else_=Evidence.deleted_at),
    )
    .returning(Evidence.id)
)
UNDONE: Final = hot(
    update(InsightMove)
    .where(InsightMove.owner_id == _OWNER, InsightMove.id == bindparam("move", type_=Uuid()))
    .values(undone_at=_NOW)
)


async def move(work: Work, wish: MoveCreate) -> tuple[MoveRead, bool]:
    """Have lines stand behind another claim; says whether that is new.

    Where the claim that takes them has no words or theme of its own, it takes those of the one that
    goes. Raises NotFound (the claim, the line), InvalidInput (nothing or both named, already there,
    the only line of its claim), Conflict (the id was used).
    """
    owner = work.subject.person_id
    known = await work.fetchrow(KNOWN, the_owner=owner, move=wish.id)
    if known is not None:
        if known["into_id"] != wish.into_id or known["undone_at"] is not None:
            raise Conflict("This id was used for something else.")
        return _read(known), False
    if (wish.insight_id is UNSET) == (wish.line_id is UNSET):
        raise InvalidInput.field("body.insight_id", "one-of-two", "Name a claim or a line.")
    if wish.insight_id is not UNSET:
        made = await _merge(work, wish, wish.insight_id)
    else:
        assert wish.line_id is not UNSET
        made = await _place(work, wish, wish.line_id)
    values = {"took_claim": False, "took_theme": False, **made}
    kept = {"id": wish.id, "into_id": wish.into_id, "contrary": wish.contrary, "at": work.now}
    await work.execute(KEEP, the_owner=owner, **kept, **values)
    done = await work.fetchrow(KNOWN, the_owner=owner, move=wish.id)
    assert done is not None
    return _read(done), True


async def undo_move(work: Work, move_id: UUID) -> None:
    """Have the lines stand where they stood. Taken back again it changes nothing.

    Raises NotFound (also after 30 days), Conflict where they went on to a third claim meanwhile.
    """
    owner = work.subject.person_id
    row = await work.fetchrow(KNOWN, the_owner=owner, move=move_id)
    if row is None or row["at"] < work.now - UNDO:
        raise NotFound()
    if row["undone_at"] is not None:
        return
    back = await work.fetch(
        TAKE_BACK,
        the_owner=owner,
        into=row["into_id"],
        ids=row["evidence_ids"],
        back=row["from_id"],
        contrary=row["contrary"],
        now=work.now,
    )
    if not back:
        raise Conflict("These lines went on to another claim: take that back first.")
    if row["from_id"] is not None:
        await work.execute(SET_MERGED, the_owner=owner, one=row["from_id"], merged=None)
        went = await _claim(work, row["from_id"])
        stays = await _claim(work, row["into_id"])
        if went is not None and stays is not None:
            await work.execute(
                TAKE_ALONG,
                the_owner=owner,
                into=stays["id"],
                new_claim=""
                if row["took_claim"] and stays["claim"] == went["claim"]
                else stays["claim"],
                new_theme="other"
                if row["took_theme"] and stays["theme"] == went["theme"]
                else stays["theme"],
            )
    await work.execute(UNDONE, the_owner=owner, move=move_id, now=work.now)


async def _merge(work: Work, wish: MoveCreate, from_id: UUID) -> dict[str, object]:
    owner = work.subject.person_id
    if from_id == wish.into_id:
        raise InvalidInput.field("body.insight_id", "same-claim", "Name two claims.")
    goes, stays = await _claim(work, from_id), await _claim(work, wish.into_id)
    if goes is None or stays is None or goes["deleted_at"] or stays["deleted_at"]:
        raise NotFound()
    moved = await work.fetch(
        MOVE_ALL, the_owner=owner, one=from_id, into=wish.into_id, contrary=wish.contrary
    )
    took_claim = bool(goes["claim"]) and not stays["claim"] and not wish.contrary
    took_theme = goes["theme"] != "other" and stays["theme"] == "other"
    if took_claim or took_theme:
        await work.execute(
            TAKE_ALONG,
            the_owner=owner,
            into=wish.into_id,
            new_claim=goes["claim"] if took_claim else stays["claim"],
            new_theme=goes["theme"] if took_theme else stays["theme"],
        )
    await work.execute(SET_MERGED, the_owner=owner, one=from_id, merged=wish.into_id)
    return {
        "kind": "merge",
        "from_id": from_id,
        "evidence_ids": [row["id"] for row in moved],
        "took_claim": took_claim,
        "took_theme": took_theme,
    }


async def _place(work: Work, wish: MoveCreate, line_id: UUID) -> dict[str, object]:
    """One line goes to a claim that is there, or to a new one of its own."""
    owner = work.subject.person_id
    line = await work.fetchrow(LINE, the_owner=owner, line=line_id)
    if line is None or line["deleted_at"] or not line["text"].strip():
        raise NotFound()
    behind = await work.fetchrow(BEHIND, the_owner=owner, line=line_id)
    there = await _claim(work, wish.into_id)
    if there is not None and there["deleted_at"] is not None:
        raise NotFound()
    kind: MoveKind = "add" if there is not None else "split"
    if behind is not None and behind["deleted_at"] is None:
        from_id = behind["insight_id"]
        if from_id == wish.into_id:
            raise InvalidInput.field("body.line_id", "already-there", "It stands there already.")
        went = await _claim(work, from_id)
        assert went is not None
        if kind == "split" and went["lines"] < 2:
            raise InvalidInput.field("body.line_id", "only-line", "It is the only line there.")
    else:
        from_id, went = None, None
    if there is None:
        await work.execute(MAKE, the_owner=owner, into=wish.into_id)
    if behind is not None:
        moving = {"one": behind["id"], "into": wish.into_id, "contrary": wish.contrary}
        await work.execute(MOVE_ONE, the_owner=owner, line=line_id, **moving)
        evidence_id = behind["id"]
    else:
        evidence_id = await _first(work, line_id, line["conversation_id"])
        await work.execute(
            ADD,
            the_owner=owner,
            first=evidence_id,
            into=wish.into_id,
            line=line_id,
            talk=line["conversation_id"],
            polarity="contradicts" if wish.contrary else "supports",
        )
    if went is not None and went["lines"] == 1:
        await work.execute(SET_MERGED, the_owner=owner, one=from_id, merged=wish.into_id)
    return {"kind": kind, "from_id": from_id, "evidence_ids": [evidence_id]}


async def _first(work: Work, line_id: UUID, talk: UUID) -> UUID:
    """The oldest line in the history of this one."""
    rows = await work.fetch(HISTORY, the_owner=work.subject.person_id, talk=talk)
    before = {row["id"]: row["supersedes"] for row in rows}
    first, seen = line_id, {line_id}
    while (earlier := before.get(first)) is not None and earlier in before and earlier not in seen:
        seen.add(earlier)
        first = earlier
    return first


async def _claim(work: Work, insight_id: UUID) -> asyncpg.Record | None:
    return await work.fetchrow(CLAIM, the_owner=work.subject.person_id, one=insight_id)


def _read(row: asyncpg.Record) -> MoveRead:
    return MoveRead(row["id"], row["kind"], row["from_id"], row["into_id"], row["at"] + UNDO)
