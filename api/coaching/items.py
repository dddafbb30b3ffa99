"""Sharing one item with one coach, taking it back, and answering what they suggest: the person's side."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from api.coaching.contents import Shown, read_item
from api.coaching.item_schemas import (
    Answer,
    CoachChoice,
    Comment,
    Content,
    Edit,
    ItemKind,
    ItemPage,
    ItemRead,
    ItemShare,
    NotePage,
    NoteRead,
    Shareable,
)
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.organizations.joining import list_taking_part
from api.paging import Cursors
from api.sharing.granting import Tell, expires_at, tell_before_the_end
from api.sharing.models import Grant, SharedItem, SuggestedEdit
from api.threads.message_schemas import MessageChange
from api.threads.messages import save_message

TEXT_VERSIONS: Final = frozenset({1})
"""The words by which sharing an item may be asked for (`share_*` in the catalogue of the web app)."""
_A_DAY: Final = timedelta(days=1)
_LIST: Final = "shared-items"
_NOTES: Final = "notes-about-me"
LAST: Final = UUID(int=2**128 - 1)

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
_AT: Final = DateTime(timezone=True)
_NOW: Final = bindparam("now", type_=_AT)
KNOWN: Final = hot(
    select(
        Grant.enrolment_id,
        Grant.coach_id,
        Grant.items,
        Grant.expires_at,
        Grant.revoked_at,
    ).where(Grant.owner_id == _OWNER, Grant.id == _ONE)
)
GIVE: Final = hot(
    insert(Grant).values(
        owner_id=_OWNER,
        id=_ONE,
        organization_id=bindparam("organization_id", type_=Uuid()),
        enrolment_id=bindparam("enrolment_id", type_=Uuid()),
        scope="item",
        purpose="coaching",
        text_version=bindparam("text_version"),
        items=bindparam("items", type_=ARRAY(Uuid())),
        granted_at=_NOW,
        expires_at=bindparam("expires_at", type_=_AT),
        alias_salt=bindparam("alias_salt"),
        coach_id=bindparam("coach_id", type_=Uuid()),
    )
)
_SHOWN: Final = {
    "title": bindparam("title"),
    "version": bindparam("version"),
    "content": bindparam("content", type_=JSONB()),
    "shared_at": _NOW,
}
SHOW: Final = hot(
    insert(SharedItem).values(
        owner_id=_OWNER,
        id=_ONE,
        kind=bindparam("kind"),
        item_id=bindparam("item_id", type_=Uuid()),
        thread_id=bindparam("thread_id", type_=Uuid()),
        **_SHOWN,
    )
)
SHOW_NOW: Final = hot(
    update(SharedItem).where(SharedItem.owner_id == _OWNER, SharedItem.id == _ONE).values(**_SHOWN)
)
PROLONG: Final = hot(
    update(Grant)
    .where(Grant.owner_id == _OWNER, Grant.id == _ONE)
    .values(expires_at=bindparam("new_end", type_=_AT))
)
END: Final = hot(
    update(Grant)
    .where(
        Grant.owner_id == _OWNER,
        Grant.id == _ONE,
        Grant.scope == bindparam("scope"),
        Grant.enrolment_id == bindparam("enrolment_id", type_=Uuid()),
    )
    .values(revoked_at=func.coalesce(Grant.revoked_at, _NOW))
    .returning(Grant.id)
)
ANSWER: Final = hot(
    update(SuggestedEdit)
    .where(
        SuggestedEdit.owner_id == _OWNER, SuggestedEdit.id == _ONE, SuggestedEdit.answer.is_(None)
    )
    .values(answer=bindparam("new_answer"), answered_at=_NOW)
)


class Position(msgspec.Struct, frozen=True):
    """Where a page ended."""

    at: datetime
    id: UUID


async def read_shareable(work: Work, kind: ItemKind, item_id: UUID) -> Shareable:
    """An item as a coach would see it, and with whom it can be and is shared. Raises NotFound."""
    shown = await read_item(work, kind, item_id)
    shared = [one for one in await _items(work, item_id=item_id, most=100) if one.kind == kind]
    return Shareable(kind, item_id, shown.version, shown.content, await _coaches(work), shared)


async def share_item(
    work: Work, enrolment_id: UUID, grant_id: UUID, data: ItemShare, tell: Tell
) -> tuple[ItemRead, bool]:
    """Share it; says whether that is new. What this coach reads already is shown as it stands now, under
    the id that it has.

    Raises NotFound (the item, or they do not take part there), InvalidInput (the coach, the words) and
    Conflict (it changed since it was looked at, this id was ended or is another's, somebody at their own
    employer).
    """
    if data.text_version not in TEXT_VERSIONS:
        raise InvalidInput.field(
            "body.text_version", "unknown-text", "Load the page again: its words are not current."
        )
    parts = {one.id: one for one in (await list_taking_part(work)).items if one.status == "active"}
    if enrolment_id not in parts:
        raise NotFound()
    shown = await read_item(work, data.kind, data.item_id)
    if not any(
        (one.enrolment_id, one.coach_id) == (enrolment_id, data.coach_id)
        for one in await _coaches(work)
    ):
        raise InvalidInput.field(
            "body.coach_id", "no-coach", "Choose somebody who coaches you at this moment."
        )
    if shown.version != data.version:
        raise Conflict("It changed since you looked: look at it again before you share it.")
    await _check_id(work, enrolment_id, grant_id, data)
    part = parts[enrolment_id]
    end = expires_at(part.ends_on, part.time_zone, work.now)
    live = [
        one
        for one in await _items(work, item_id=data.item_id, most=100)
        if (one.enrolment_id, one.coach_id, one.kind) == (enrolment_id, data.coach_id, data.kind)
    ]
    if live:
        await _show_now(work, live[0], shown, end)
        grant_id = live[0].id
    else:
        await _begin(work, enrolment_id, grant_id, data, shown, end)
        await tell_before_the_end(work, part, end)
        await tell(work, "grant.given", grant_id, "item")
    (read,) = await _items(work, grant_id=grant_id, most=1)
    if not read.read:
        raise Conflict("Nobody who works for your own employer is in anything that you share.")
    return read, not live


async def end_item(work: Work, enrolment_id: UUID, grant_id: UUID, tell: Tell) -> None:
    """Share it no longer; ended twice is once. Raises NotFound."""
    me = work.subject.person_id
    known = await work.fetchrow(KNOWN, the_owner=me, one=grant_id)
    if known is None or known["coach_id"] is None or known["enrolment_id"] != enrolment_id:
        raise NotFound()
    if known["revoked_at"] is None:
        await work.execute(
            END,
            the_owner=me,
            one=grant_id,
            scope="item",
            enrolment_id=enrolment_id,
            now=work.now,
        )
        await tell(work, "grant.revoked", grant_id, "item")


async def list_items(work: Work, cursors: Cursors, *, limit: int, cursor: str | None) -> ItemPage:
    """A page of what the person shares one by one."""
    me = work.subject.person_id
    before = cursors.read(cursor, me, _LIST, Position) if cursor else None
    rows = await _items(work, before=before, most=limit + 1)
    items = rows[:limit]
    last = Position(items[-1].shared_at, items[-1].id) if len(rows) > limit else None
    return ItemPage(items, cursors.write(me, _LIST, last) if last else None)


async def answer_edit(work: Work, grant_id: UUID, edit_id: UUID, answer: Answer) -> ItemRead:
    """Take what a coach suggests as the draft, which makes its next version, or leave it. Answered the
    same way again it stays. Raises NotFound and Conflict (answered otherwise, sent by now)."""
    found = await _items(work, grant_id=grant_id, most=1)
    edits = [one for item in found for one in item.edits if one.id == edit_id]
    if not edits:
        raise NotFound()
    (edit,) = edits
    if edit.answer is None:
        if answer == "taken":
            change = MessageChange(subject=edit.subject, body=edit.body)
            await save_message(work, found[0].item_id, change, if_match="*")
        await work.execute(
            ANSWER,
            the_owner=work.subject.person_id,
            one=edit_id,
            new_answer=answer,
            now=work.now,
        )
    elif edit.answer != answer:
        raise Conflict("You answered it the other way already.")
    (read,) = await _items(work, grant_id=grant_id, most=1)
    return read


async def list_own_notes(
    work: Work, cursors: Cursors, *, enrolment_id: UUID | None, limit: int, cursor: str | None
) -> NotePage:
    """A page of what coaches wrote about the person."""
    me = work.subject.person_id
    name = f"{_NOTES}:{enrolment_id}"
    before = cursors.read(cursor, me, name, Position) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.own_notes($1, $2, $3, $4)",
        enrolment_id,
        *before_or_all(before, work.now),
        limit + 1,
    )
    items = [NoteRead(*row) for row in rows[:limit]]
    last = Position(items[-1].at, items[-1].id) if len(rows) > limit else None
    return NotePage(items, cursors.write(me, name, last) if last else None)


def before_or_all(before: Position | None, now: datetime) -> tuple[datetime, UUID]:
    """Where a list that begins with the latest goes on."""
    if before is None:
        return datetime.max.replace(tzinfo=now.tzinfo), LAST
    return before.at, before.id


def written(row: asyncpg.Record) -> dict[str, Any]:
    """What a row tells of an item and of what was written about it."""
    return {
        **row,
        "content": msgspec.json.decode(row["content"], type=Content),
        "comments": msgspec.json.decode(row["comments"], type=list[Comment]),
        "edits": msgspec.json.decode(row["edits"], type=list[Edit]),
    }


async def _check_id(work: Work, enrolment_id: UUID, grant_id: UUID, data: ItemShare) -> None:
    known = await work.fetchrow(KNOWN, the_owner=work.subject.person_id, one=grant_id)
    if known is None:
        return
    if (known["enrolment_id"], known["coach_id"], known["items"]) != (
        enrolment_id,
        data.coach_id,
        [data.item_id],
    ):
        raise Conflict("This id belongs to something else that you shared.")
    if known["revoked_at"] is not None or known["expires_at"] <= work.now:
        raise Conflict("This was ended since: load the page again.")


async def _begin(
    work: Work, enrolment_id: UUID, grant_id: UUID, data: ItemShare, shown: Shown, end: datetime
) -> None:
    me = work.subject.person_id
    about = {"the_owner": me, "enrolment_id": enrolment_id, "coach_id": data.coach_id}
    (row,) = await work.call(
        "SELECT organization_id FROM organization.enrolments WHERE id = $1 AND person_id = $2",
        enrolment_id,
        me,
    )
    await work.execute(
        GIVE,
        **about,
        one=grant_id,
        organization_id=row["organization_id"],
        scope="item",
        purpose="coaching",
        text_version=data.text_version,
        items=[data.item_id],
        now=work.now,
        expires_at=end,
        alias_salt=secrets.token_bytes(16),
    )
    await work.execute(
        SHOW,
        the_owner=me,
        one=grant_id,
        kind=data.kind,
        item_id=data.item_id,
        thread_id=shown.thread_id,
        **_values(shown, work.now),
    )


async def _show_now(work: Work, live: ItemRead, shown: Shown, end: datetime) -> None:
    me = work.subject.person_id
    if live.version != shown.version:
        await work.execute(SHOW_NOW, the_owner=me, one=live.id, **_values(shown, work.now))
    if end - live.expires_at >= _A_DAY:
        await work.execute(PROLONG, the_owner=me, one=live.id, new_end=end)


def _values(shown: Shown, now: datetime) -> dict[str, object]:
    return {
        "title": shown.title,
        "version": shown.version,
        "content": msgspec.json.encode(shown.content).decode(),
        "now": now,
    }


async def _coaches(work: Work) -> list[CoachChoice]:
    rows = await work.call("SELECT * FROM bridge.own_coaches($1)", work.now)
    return [CoachChoice(*row) for row in rows]


async def _items(
    work: Work,
    *,
    grant_id: UUID | None = None,
    item_id: UUID | None = None,
    before: Position | None = None,
    most: int,
) -> list[ItemRead]:
    rows = await work.call(
        "SELECT * FROM bridge.own_items($1, $2, $3, $4, $5, $6)",
        work.now,
        grant_id,
        item_id,
        *before_or_all(before, work.now),
        most,
    )
    return [ItemRead(**written(row)) for row in rows]
