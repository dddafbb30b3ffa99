"""Writing once to several who take part: each gets their own letter, after it was looked at."""

import hashlib
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from api.coaching.item_schemas import Version
from api.coaching.items import Position, before_or_all
from api.coaching.letter_schemas import (
    LetterDraft,
    LetterPage,
    LetterPreview,
    LetterRead,
    LetterSend,
    LetterTo,
    Sending,
    SendingPage,
)
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, NotFound
from api.limits import Rate, take
from api.organizations.joining import list_taking_part
from api.paging import Cursors
from api.secrets import Keys
from api.sharing.models import LetterStop

MOST: Final = 500
"""Letters of one sending."""
SHOWN: Final = 50
"""Letters that a preview shows word for word."""
SENDINGS: Final = Rate("coach-letters", 40, 86_400)
"""Sendings of one coach a day: more would be noise to those who get them."""
NAME: Final = "{name}"
_SENDINGS: Final = "sendings"
_LETTERS: Final = "letters-to-me"

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ENROLMENT: Final = bindparam("of_enrolment", type_=Uuid())
STOPPED: Final = hot(
    select(LetterStop.at).where(
        LetterStop.owner_id == _OWNER, LetterStop.enrolment_id == _ENROLMENT
    )
)
STOP: Final = hot(
    insert(LetterStop)
    .values(owner_id=_OWNER, enrolment_id=_ENROLMENT, at=bindparam("now", type_=LetterStop.at.type))
    .on_conflict_do_nothing()
)
OPEN: Final = hot(
    delete(LetterStop).where(LetterStop.owner_id == _OWNER, LetterStop.enrolment_id == _ENROLMENT)
)


class _Chosen(msgspec.Struct, frozen=True):
    letters: list[LetterTo]
    not_joined: int
    ended: int
    preview: Version


async def preview_letters(work: Work, data: LetterDraft) -> LetterPreview:
    """What would be sent, to whom. Raises NotFound (nobody whom the caller coaches) and InvalidInput (too
    many at once)."""
    chosen = await _choose(work, data)
    return LetterPreview(
        chosen.preview,
        len(chosen.letters),
        chosen.letters[:SHOWN],
        chosen.not_joined,
        chosen.ended,
    )


async def send_letters(work: Work, keys: Keys, sending_id: UUID, data: LetterSend) -> Sending:
    """Send what was looked at; the same again is one. Whether each still is to get theirs is asked
    right before it is sent.

    Raises NotFound and InvalidInput (nobody whom the caller may write to, too many), Conflict (it is not what was looked at, the id is another's)
    and TooManyRequests.
    """
    known = await _sendings(work, of=sending_id, most=1)
    if known:
        sending, preview = known[0]
        if preview != data.preview:
            raise Conflict("This id belongs to something else that you sent.")
        return sending
    chosen = await _choose(work, data)
    if chosen.preview != data.preview:
        raise Conflict("Who gets it changed since you looked: look at it again before you send it.")
    if not chosen.letters:
        raise InvalidInput.field(
            "body.enrolment_ids", "nobody", "Choose somebody who may be written to by this choice."
        )
    await take(work, keys, SENDINGS, str(work.subject.person_id))
    rows = await work.call(
        "SELECT bridge.send_letters($1, $2, $3, $4, $5, $6, $7)",
        work.now,
        sending_id,
        data.basis,
        chosen.preview,
        data.replies,
        [one.enrolment_id for one in chosen.letters],
        [one.body for one in chosen.letters],
    )
    if rows[0][0] != len(chosen.letters):
        raise Conflict("Who gets it changed since you looked: look at it again before you send it.")
    return await read_sending(work, sending_id)


async def read_sending(work: Work, sending_id: UUID) -> Sending:
    """What became of it. Raises NotFound, also for what a colleague sent."""
    found = await _sendings(work, of=sending_id, most=1)
    if not found:
        raise NotFound()
    return found[0][0]


async def list_sendings(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> SendingPage:
    """A page of what the caller sent."""
    before = cursors.read(cursor, organization_id, _SENDINGS, Position) if cursor else None
    found = [one for one, _ in await _sendings(work, before=before, most=limit + 1)]
    items = found[:limit]
    last = Position(items[-1].at, items[-1].id) if len(found) > limit else None
    return SendingPage(items, cursors.write(organization_id, _SENDINGS, last) if last else None)


async def list_letters(
    work: Work, cursors: Cursors, enrolment_id: UUID, *, limit: int, cursor: str | None
) -> LetterPage:
    """A page of what coaches wrote to the person in a cohort. Raises NotFound (they never took part)."""
    await _took_part(work, enrolment_id)
    me = work.subject.person_id
    name = f"{_LETTERS}:{enrolment_id}"
    before = cursors.read(cursor, me, name, Position) if cursor else None
    rows = await work.call(
        "SELECT * FROM bridge.own_letters($1, $2, $3, $4)",
        enrolment_id,
        *before_or_all(before, work.now),
        limit + 1,
    )
    items = [LetterRead(*row) for row in rows[:limit]]
    last = Position(items[-1].at, items[-1].id) if len(rows) > limit else None
    stopped = await work.fetchval(STOPPED, the_owner=me, of_enrolment=enrolment_id)
    return LetterPage(items, stopped is None, cursors.write(me, name, last) if last else None)


async def let_write(work: Work, enrolment_id: UUID, *, may: bool) -> None:
    """Whether coaches of this cohort may write to the person; said twice is once. Raises NotFound (they
    never took part)."""
    await _took_part(work, enrolment_id)
    me = work.subject.person_id
    if may:
        await work.execute(OPEN, the_owner=me, of_enrolment=enrolment_id)
    else:
        await work.execute(STOP, the_owner=me, of_enrolment=enrolment_id, now=work.now)


async def _took_part(work: Work, enrolment_id: UUID) -> None:
    if not any(one.id == enrolment_id for one in (await list_taking_part(work)).items):
        raise NotFound()


async def _choose(work: Work, data: LetterDraft) -> _Chosen:
    rows = await work.call(
        "SELECT * FROM bridge.letter_to($1, $2, $3, $4, $5)",
        work.now,
        data.enrolment_ids,
        data.cohort_id,
        data.basis,
        MOST + 1,
    )
    if not rows:
        raise NotFound()
    if len(rows) > MOST:
        raise InvalidInput.field(
            "body.cohort_id", "too-many", f"Write to at most {MOST} at once: choose some of them."
        )
    letters = [
        LetterTo(row["enrolment_id"], row["name"], _to(data.body, row["name"]))
        for row in rows
        if row["reach"] == "open"
    ]
    looked = (data.basis, data.replies, data.body, letters)
    return _Chosen(
        letters,
        sum(row["reach"] == "not_joined" for row in rows),
        sum(row["reach"] == "ended" for row in rows),
        hashlib.sha256(msgspec.json.encode(looked)).hexdigest()[:32],
    )


def _to(body: str, name: str) -> str:
    first, *_ = name.split() or [name]
    return body.replace(NAME, first)


async def _sendings(
    work: Work, *, of: UUID | None = None, before: Position | None = None, most: int
) -> list[tuple[Sending, str]]:
    rows = await work.call(
        "SELECT * FROM bridge.sendings($1, $2, $3, $4)",
        of,
        *before_or_all(before, work.now),
        most,
    )
    return [
        (
            Sending(
                *(row[name] for name in ("id", "at", "n", "waiting", "reached")),
                *(row[name] for name in ("gone", "ended", "closed")),
            ),
            row["preview"],
        )
        for row in rows
    ]
