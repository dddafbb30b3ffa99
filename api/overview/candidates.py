"""Everything that might stand on Today, as items: talks, asks, what is owed, ideas, upkeep."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec.structs import replace

from api.conversations.clocks import PREPARATION, RESTS
from api.database import Work
from api.errors import NotFound
from api.goals.coming_up import ComingUp, coming_up
from api.insights.ledger import place_of
from api.localtime import HalfHour, QuietHours, local_date, local_time, to_utc
from api.overview.later import Hours
from api.overview.owed import OWED, Owed, owed_of
from api.overview.reads import ASIDE, SURROUNDINGS, TALKS, THREADS
from api.overview.schemas import Action, ItemDue, ItemSubject, Kind, SubjectType, TodayItem
from api.overview.upkeep import KeyEnding, keys_ending
from api.preparation.remaining import minutes_left, steps_left
from api.threads.planning import Idea, second_person_ideas
from api.threads.schemas import Whom
from api.threads.stages import Stage
from api.ties.waiting import NEWS_FOR

LONGEST_MONTH: Final = timedelta(days=32)
"""Further back nothing of this month can be, in any zone."""
SOON: Final = timedelta(hours=3)
"""From then on it is too late to read up; a look at the sheet is what helps."""
FIRST_QUESTION: Final = timedelta(days=1)
"""Nobody is asked "any answers?" on the day they asked, nor which time was taken on the day they
offered some."""

MINUTES: Final[dict[Kind, int]] = {
    "ask_first": 5,
    "write_thanks": 5,
    "did_you_talk": 1,
    "debrief": 3,
    "date_soon": 2,
    "prepare": 15,
    "promise_mine": 10,
    "any_answers": 1,
    "choose_time": 1,
    "find_time": 3,
    "new_time": 3,
    "follow_up": 3,
    "tell_introducer": 3,
    "advice_told": 5,
    "tell_landed": 5,
    "first_update": 5,
    "finish_draft": 5,
    "ask": 5,
    "promise_theirs": 2,
    "keep_in_touch": 3,
    "plan_item": 30,
    "goal_review": 3,
    "token_ends": 2,
    "second_person": 5,
    "close": 1,
    "keep_person": 1,
    "sort": 5,
}
"""About how long each takes; a preparation takes what is left of its fifteen minutes."""


class Gathered(msgspec.Struct, frozen=True):
    """What there is to arrange. `asked` and `talks` are when, lately, each thread last was."""

    hours: Hours
    asked: list[datetime]
    talks: list[datetime]
    threads: int
    items: list[TodayItem]


async def gather(work: Work) -> Gathered:
    """All candidates of this person that are not put aside, in six statements. Raises NotFound for
    an erased account.

    A seventh is run when the day of a second person has come for an open ask.
    """
    owner, now = work.subject.person_id, work.now
    around = await work.fetchrow(SURROUNDINGS, owner_id=owner, now=now, lately=now - LONGEST_MONTH)
    if around is None:
        raise NotFound()
    zone, calendar = place_of(around)
    half_hour = HalfHour(frozenset(around["half_hour_days"]), around["half_hour_time"], calendar)
    hours = Hours(zone, half_hour, QuietHours(around["quiet_start"], around["quiet_end"]))
    talks = await work.fetch(TALKS, owner_id=owner, soon=now + 2 * PREPARATION, rested=now - RESTS)
    threads = await work.fetch(THREADS, owner_id=owner, now=now)
    today = local_date(now, zone)
    owed = await work.fetch(OWED, owner_id=owner, now=now, today=today, news_for=NEWS_FOR)
    growing = await coming_up(work, today)
    aside = {
        (row["kind"], row["subject_id"]): row["until"]
        for row in await work.fetch(ASIDE, owner_id=owner, back_since=now - LONGEST_MONTH)
    }
    items = [
        *_of_talks(talks, now, zone),
        *_of_threads(threads, now, zone, owner),
        *(_of_owed(one, zone) for one in owed_of(owed)),
        *(_of_growth(one, zone) for one in growing),
        *(_of_key(one, zone) for one in keys_ending(around["keys"])),
    ]
    if any(row["second_at"] and row["second_at"] <= now for row in threads):
        items += [_of_idea(idea, zone) for idea in await second_person_ideas(work)]
    if around["unsorted"] and not around["threads"]:
        items.append(_item("sort", ItemSubject("person", owner)))
    return Gathered(
        hours=hours,
        asked=around["asked"] or [],
        talks=around["talks"] or [],
        threads=around["threads"],
        items=list(_not_aside(items, aside, hours, now)),
    )


def _not_aside(
    items: list[TodayItem],
    aside: Mapping[tuple[str, UUID], datetime | None],
    hours: Hours,
    now: datetime,
) -> Iterator[TodayItem]:
    """What is not put aside, with since when it is up and when it may come back."""
    for item in items:
        key = item.kind, item.subject.id
        back_at = aside.get(key)
        if key in aside and (back_at is None or back_at > now):
            continue
        due_at = item.due.at if item.due else None
        later = hours.times(item.kind, due_at, now)
        up_at = back_at or item.up_at or (due_at if due_at and due_at <= now else None)
        actions: list[Action] = ["done", "snooze"] if later else ["done"]
        if item.kind == "keep_person":
            actions.append("let_go")
        yield replace(item, up_at=up_at, later=later, actions=actions)


def _of_talks(rows: list[asyncpg.Record], now: datetime, zone: str) -> Iterator[TodayItem]:
    for row in rows:
        subject, whom = ItemSubject("conversation", row["id"]), _whom(row)
        if row["state"] == "held":
            if row["debrief_step"] == 0 and now < row["ends_at"] + timedelta(hours=4):
                yield _item("debrief", subject, whom)
            yield _item(
                "write_thanks",
                subject,
                whom,
                due=_due(row["thanks_due_at"], zone),
                line=row["line"],
            )
        elif row["ends_at"] <= now:
            yield _item("did_you_talk", subject, whom, due=_due(row["thanks_due_at"], zone))
        elif row["starts_at"] <= now + SOON:
            yield _item("date_soon", subject, whom, due=_due(row["starts_at"], zone))
        elif left := minutes_left(steps_left(dict(row), row["questions"])):
            due = _due(row["starts_at"], zone)
            yield _item("prepare", subject, whom, due=due, minutes=left)


def _of_threads(
    rows: list[asyncpg.Record], now: datetime, zone: str, owner: UUID
) -> Iterator[TodayItem]:
    waiting = []
    for row in rows:
        subject, whom = ItemSubject("thread", row["id"]), _whom(row)
        match Stage(row["stage"]):
            case Stage.ASKED | Stage.FOLLOWED_UP:
                due_at = row["due_at"]
                if row["asked_at"] and row["asked_at"] <= now - FIRST_QUESTION:
                    waiting.append(whom)
                if row["propose_close_at"] and row["propose_close_at"] <= now:
                    yield _item("close", subject, whom, due=_due(row["propose_close_at"], zone))
                elif row["due_kind"] == "follow_up" and due_at and due_at <= now:
                    yield _item("follow_up", subject, whom, due=_due(due_at, zone))
            case Stage.REPLIED_YES | Stage.SCHEDULING:
                offered = row["offered_at"]
                if offered is None:
                    yield _item("find_time", subject, whom)
                elif offered <= now - FIRST_QUESTION:
                    due = _due(offered + FIRST_QUESTION, zone)
                    yield _item("choose_time", subject, whom, due=due)
            case Stage.CANCELLED | Stage.NO_SHOW:
                yield _item("new_time", subject, whom)
            case Stage.IDENTIFIED | Stage.RESEARCHED | Stage.DRAFTED:
                yield _item("finish_draft" if row["has_draft"] else "ask", subject, whom)
    if waiting:
        yield _item("any_answers", ItemSubject("person", owner), names=waiting)


def _of_owed(one: Owed, zone: str) -> TodayItem:
    subject = ItemSubject(one.type, one.row["id"])
    due = _due(one.due_at, zone)
    item = _item(one.kind, subject, _whom(one.row), due=due, about=one.about)
    return replace(item, up_at=one.row["up_at"])


def _of_growth(one: ComingUp, zone: str) -> TodayItem:
    type_: SubjectType = "goal" if one.kind == "goal_review" else "plan_item"
    since = one.since
    if one.due_on is not None:
        since = to_utc(datetime(one.due_on.year, one.due_on.month, one.due_on.day), zone)  # noqa: DTZ001 - on the wall
    due = _due(since, zone) if since is not None else None
    return _item(one.kind, ItemSubject(type_, one.id), due=due, about=one.about)


def _of_key(one: KeyEnding, zone: str) -> TodayItem:
    item = _item(
        "token_ends", ItemSubject("token", one.id), due=_due(one.ends_at, zone), about=one.name
    )
    return replace(item, up_at=one.up_at)


def _of_idea(idea: Idea, zone: str) -> TodayItem:
    others = [Whom(id=one.id, name=one.name, first_name=one.first_name) for one in idea.people]
    subject = ItemSubject("thread", idea.thread_id)
    due = _due(idea.since, zone)
    return _item(
        "second_person", subject, idea.contact, names=others, due=due, about=idea.employer_name
    )


def _item(
    kind: Kind,
    subject: ItemSubject,
    whom: Whom | None = None,
    *,
    names: list[Whom] | None = None,
    due: ItemDue | None = None,
    line: str | None = None,
    about: str | None = None,
    minutes: int | None = None,
) -> TodayItem:
    return TodayItem(
        kind=kind,
        subject=subject,
        contact=whom,
        names=names or [],
        due=due,
        minutes=minutes or MINUTES[kind],
        line=line,
        about=about,
        up_at=None,
        later=[],
        actions=[],
    )


def _whom(row: asyncpg.Record) -> Whom:
    return Whom(id=row["contact_id"], name=row["name"], first_name=row["given_name"] or row["name"])


def _due(at: datetime, zone: str) -> ItemDue:
    return ItemDue(at=at, local=local_time(at, zone), zone=zone)
