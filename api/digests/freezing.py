"""Makes digests for a batch of people at once and keeps them: seven statements, however many."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import asyncpg
import msgspec
from msgspec import structs
from sqlalchemy import (
    Text,
    func,
    literal_column,
    select,
    true,
)

from api.accounts.models import Person, Profile
from api.conversations.clocks import PREPARATION, RESTS
from api.database import Work, hot
from api.digests.happened import EVENTS, HEARD, LINES, NAMES, OWNERS, TALKS
from api.digests.keeping import DigestRow, keep
from api.digests.mentions import MentionRow, mentions_of
from api.digests.models import Digest
from api.digests.next_steps import NEXT_STEPS
from api.digests.periods import (
    Ending,
    Span,
    all_the_way,
    first_of_month,
    month_before,
    week_before,
)
from api.digests.telling import Content, Line, Talk, Told, told_of
from api.goals.models import Goal, GoalRevision
from api.localtime import local_date
from api.overview.schemas import Kind
from api.tables import new_id
from api.threads.clocks import THANKS

SETTLED_IN: Final = timedelta(days=7)
"""Nobody is told of a quiet week before they had a whole one."""
PRESSING: Final[frozenset[Kind]] = frozenset(
    {
        "write_thanks",
        "did_you_talk",
        "prepare",
        "promise_mine",
        "find_time",
        "new_time",
        "follow_up",
        "close",
    }
)
"""Where one of these is next, the day has its message; no word is said of a quiet week then."""
MOST: Final = 4
"""Steps that are kept: as many as a message a day holds."""
_TOLD: Final = msgspec.json.Decoder(list[Told])


_ENDED: Final = (
    select(
        Goal.what,
        Goal.state.label("ending"),
        Goal.ended_at,
        select(func.min(GoalRevision.at))
        .where(GoalRevision.owner_id == Goal.owner_id, GoalRevision.goal_id == Goal.id)
        .correlate(Goal)
        .scalar_subquery()
        .label("began"),
    )
    .where(Goal.owner_id == Profile.owner_id, Goal.ended_at.is_not(None), Goal.deleted_at.is_(None))
    .order_by(Goal.ended_at.desc(), Goal.id)
    .limit(literal_column("1"))
    .lateral("ended")
)
_LATEST: Final = (
    select(Digest.occurrence, Digest.content.cast(Text()).label("content"))
    .where(Digest.owner_id == Profile.owner_id)
    .order_by(Digest.at.desc(), Digest.id.desc())
    .limit(literal_column("1"))
    .lateral("latest")
)
PEOPLE: Final = hot(
    select(
        Profile.owner_id,
        Profile.time_zone,
        Profile.locale,
        Person.created_at,
        _LATEST.c.occurrence,
        _LATEST.c.content,
        _ENDED,
    )
    .join(Person, Person.id == Profile.owner_id)
    .outerjoin(_LATEST, true())
    .outerjoin(_ENDED, true())
    .where(Profile.owner_id == OWNERS.any_())
)


class Due(msgspec.Struct, frozen=True):
    """Somebody whose weekly digest is due: under which occurrence, at which half hour."""

    owner_id: UUID
    occurrence: str
    due_at: datetime


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A digest to be made, told in `locale` and `zone`; `goal` and `ending` are those of one that looks
    back on the way to a goal. A quiet one, in which nothing happened, only where `even_quiet`."""

    owner_id: UUID
    occurrence: str
    span: Span
    zone: str
    locale: str
    even_quiet: bool
    goal: str = ""
    ending: Ending | None = None


async def freeze_weekly(work: Work, dues: Sequence[Due]) -> None:
    """Make the weekly digest of each of these people (at most 100, the batch of this work); the
    first of a month looks back over the month before, that of a week in which a goal was reached or
    given up over the whole way to it.

    What was made stays as it is. Where nothing happened a quiet word is kept once, and then nothing
    until something happens again.
    """
    people = await work.fetch(PEOPLE, owners=[due.owner_id for due in dues])
    known = {row["owner_id"]: row for row in people}
    wanted = [
        _weekly(due, known[due.owner_id])
        for due in dues
        if due.owner_id in known and known[due.owner_id]["occurrence"] != due.occurrence
    ]
    if wanted:
        await freeze(work, wanted)


def _weekly(due: Due, person: asyncpg.Record) -> Wanted:
    zone, since = person["time_zone"], person["created_at"]
    month = local_date(due.due_at, zone).replace(day=1)
    # Who came within this month has no month to look back on.
    monthly = first_of_month(due.due_at, zone) and local_date(since, zone) < month
    week = week_before(due.due_at, zone)
    if person["ended_at"] is not None and week.holds(person["ended_at"]):
        return Wanted(
            owner_id=due.owner_id,
            occurrence=due.occurrence,
            span=all_the_way(person["began"], person["ended_at"], zone),
            zone=zone,
            locale=person["locale"],
            even_quiet=False,
            goal=person["what"],
            ending=person["ending"],
        )
    said_so = person["content"] is not None and not _content(person["content"]).happened
    return Wanted(
        owner_id=due.owner_id,
        occurrence=due.occurrence,
        span=month_before(due.due_at, zone) if monthly else week,
        zone=zone,
        locale=person["locale"],
        even_quiet=not said_so and due.due_at - since >= SETTLED_IN,
    )


def _content(text: str) -> Content:
    return msgspec.json.decode(text, type=Content)


async def freeze(work: Work, wanted: Sequence[Wanted]) -> None:
    """Make these digests, one for each person; those whose occurrence was kept before stay."""
    owners = [one.owner_id for one in wanted]
    given = {
        "owners": owners,
        "sinces": [one.span.edges[-2] for one in wanted],
        "untils": [one.span.edges[-1] for one in wanted],
        "edges": [one.span.as_array for one in wanted],
    }
    happened = {row["owner_id"]: row for row in await work.fetch(EVENTS, **given)}
    talks = await _talks(work, given)
    ahead = _by_owner(
        await work.fetch(
            NEXT_STEPS,
            owners=owners,
            now=work.now,
            soon=work.now + 2 * PREPARATION,
            rested=work.now - RESTS,
        ),
        dict,
    )
    made = []
    for one in wanted:
        owner, edges = one.owner_id, one.span.edges
        counted = Counter(happened[owner]["steps"])
        taken = [counted[place] for place in range(1, len(edges))]
        events = _TOLD.decode(happened[owner]["told"] or "[]")
        made.append((one, *told_of(events, talks[owner], taken, edges[-1])))
    names = await _names(work, owners, made, ahead)
    digests: list[DigestRow] = []
    mentions: list[MentionRow] = []
    for one, content, told in made:
        owner = one.owner_id
        coming = list(_coming(ahead[owner], names, owner))
        if not content.happened and not (one.even_quiet and not _presses(coming)):
            continue
        digests.append(_digest(one, content, work.now))
        named = [
            structs.replace(line, name=names[owner, line.contact_id]["first_name"])
            for line in told
            if (owner, line.contact_id) in names
        ]
        mentions += mentions_of(owner, digests[-1].id, [*named, *coming])
    if digests:
        await keep(work, digests, mentions)


Names = dict[tuple[UUID, UUID], asyncpg.Record]
Row = TypeVar("Row")


def _by_owner(
    rows: Iterable[asyncpg.Record], made: Callable[[asyncpg.Record], Row]
) -> Mapping[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["owner_id"]].append(made(row))
    return found


async def _talks(work: Work, given: dict[str, Any]) -> Mapping[UUID, list[Talk]]:
    rows = await work.fetch(TALKS, **given)
    held = [row for row in rows if row["talked"]]
    heard: dict[UUID, list[asyncpg.Record]] = defaultdict(list)
    if held:
        owners, ids = [row["owner_id"] for row in held], [row["id"] for row in held]
        for line in await work.fetch(LINES, owners=owners, talks=ids):
            heard[line["conversation_id"]].append(line)

    def talk(row: asyncpg.Record) -> Talk:
        return Talk(
            contact_id=row["contact_id"],
            talked=row["talked"],
            thanked=bool(row["thanked"]),
            in_time=bool(row["thanked"]) and row["thanked_at"] - row["ended_at"] <= THANKS,
            heard=_standing(heard[row["id"]]),
        )

    return _by_owner(rows, talk)


def _standing(entries: list[asyncpg.Record]) -> list[str]:
    """What was heard, as it stands: an entry that supersedes another takes its place."""
    gone = {entry["supersedes"] for entry in entries}
    return [
        entry["text"]
        for entry in entries
        if entry["tag"] in HEARD and not entry["gone"] and entry["id"] not in gone
    ]


async def _names(
    work: Work,
    owners: list[UUID],
    made: list[tuple[Wanted, Content, list[Line]]],
    ahead: Mapping[UUID, list[dict[str, Any]]],
) -> Names:
    ids = {line.contact_id for _, _, told in made for line in told}
    for steps in ahead.values():
        ids |= {step["contact_id"] for step in steps}
        ids |= {step["met_id"] for step in steps if step["met_id"] is not None}
    rows = await work.fetch(NAMES, owners=owners, ids=list(ids)) if ids else []
    return {(row["owner_id"], row["id"]): row for row in rows}


def _coming(steps: list[dict[str, Any]], names: Names, owner: UUID) -> Iterator[Line]:
    """The next step, and of those after it what presses."""
    kept = 0
    for step in steps:
        whom = names.get((owner, step["contact_id"]))
        if whom is None or not whom["may_be_written"] or kept == MOST:
            continue
        if kept and step["kind"] not in PRESSING:
            continue
        kept += 1
        met = names.get((owner, step["met_id"]))
        yield Line(
            what="next",
            contact_id=step["contact_id"],
            name=whom["first_name"],
            words=(met["first_name"] if met else step["words"]) or "",
            kind=step["kind"],
            subject_id=step["subject_id"],
            due_at=step["due_at"],
        )


def _presses(ahead: Iterable[Line]) -> bool:
    return any(line.kind in PRESSING for line in ahead)


def _digest(one: Wanted, content: Content, now: datetime) -> DigestRow:
    return DigestRow(
        owner_id=one.owner_id,
        id=new_id(),
        occurrence=one.occurrence,
        period=one.span.period,
        begins=one.span.begins,
        ends=one.span.ends,
        at=now,
        zone=one.zone,
        locale=one.locale,
        content=msgspec.json.encode(content).decode(),
        goal=one.goal,
        ending=one.ending,
    )
