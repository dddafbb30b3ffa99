"""A second count of the measures, from raw rows, sharing no code with the first.

It walks the whole log once, in the order told, and keeps one dictionary per thread; business days
are counted one by one with the public holidays of the country.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
from holidays import country_holidays

Rows = list[asyncpg.Record]
ANSWERED = {"replied_yes", "replied_later", "referred_on", "declined"}
BEFORE = {"identified", "researched", "drafted"}
UNANSWERED = {"asked", "followed_up", "silent_closed"}

MEETING = {"scheduling", "scheduled", "no_show", "cancelled", "held"}
STEPS = {"thread.asked", "thread.moved", "thread.scheduled", "conversation.held", "thanks.sent"}


class Recount:
    """Everything of one person, counted by hand."""

    def __init__(self, zone: str, country: str, now: datetime) -> None:
        self.zone, self.now = ZoneInfo(zone), now
        self.holidays = country_holidays(country, years=range(now.year - 3, now.year + 2))
        self.asks: list[dict[str, Any]] = []
        self.live: dict[UUID, dict[str, Any] | None] = {}
        self.steps: Counter[Any] = Counter()

    def business_days(self, start: datetime, end: datetime) -> int:
        day, last, n = start.astimezone(self.zone).date(), end.astimezone(self.zone).date(), 0
        while day < last:
            day += timedelta(days=1)
            n += day.weekday() < 5 and day not in self.holidays
        return n

    def read(self, events: Rows, threads: dict[UUID, asyncpg.Record]) -> None:
        for event in events:
            if event["thread_id"] not in threads:
                continue
            ask, name, to = self.live.get(event["thread_id"]), event["name"], event["to_stage"]
            if name == "thread.asked":
                self._new(event)
            elif name == "thread.answered" and ask:
                ask["answers"].append((event["at"], event["answer"]))
            elif name == "thread.corrected" and to != event["from_stage"]:
                self._put_right(event, ask, to)
            elif to in MEETING and ask:
                ask["answers"].append((event["at"], "yes"))
            if name not in STEPS:
                continue
            if not event["passed"]:
                day = event["at"].astimezone(self.zone).date()
                self.steps[day - timedelta(days=day.weekday())] += 1

    def _new(self, event: asyncpg.Record) -> None:
        ask = {"thread": event["thread_id"], "at": event["at"], "answers": []}
        self.asks.append(ask)
        self.live[event["thread_id"]] = ask

    def _put_right(self, event: asyncpg.Record, ask: dict[str, Any] | None, to: str) -> None:
        if to in BEFORE:
            if ask:
                self.asks.remove(ask)
            self.live[event["thread_id"]] = None
        elif to in UNANSWERED:
            if not ask:
                self._new(event)
            else:
                ask["answers"] = []
        elif ask and to != "parked":
            first = ask["answers"][0][0] if ask["answers"] else event["at"]
            came = "yes" if to == "replied_yes" or to not in ANSWERED else to
            ask["answers"] = [(first, came)]


async def recount(
    admin: asyncpg.Connection, owner: UUID, now: datetime, *, zone: str, country: str
) -> dict[str, Any]:
    """The measures of this person as plain numbers."""
    rows = await admin.fetch(
        "SELECT t.*, c.source FROM person.threads t JOIN person.contacts c"
        " ON (c.owner_id, c.id) = (t.owner_id, t.contact_id)"
        " WHERE t.owner_id = $1 AND t.deleted_at IS NULL",
        owner,
    )
    threads = {row["id"]: row for row in rows}
    count = Recount(zone, country, now)
    count.read(
        await admin.fetch(
            "SELECT *, codes->>'answer' AS answer, codes ? 'passed' AS passed FROM person.events"
            " WHERE owner_id = $1 ORDER BY recorded_at, id",
            owner,
        ),
        threads,
    )
    talks = await admin.fetch(
        "SELECT * FROM person.conversations WHERE owner_id = $1 AND deleted_at IS NULL", owner
    )
    edges = await admin.fetch(
        "SELECT * FROM person.introductions WHERE owner_id = $1 AND deleted_at IS NULL", owner
    )
    return {
        **_of_asks(count, threads, talks),
        **_of_talks(talks, now),
        **_of_edges(edges, talks, now),
        "weeks": dict(count.steps),
    }


def _of_asks(count: Recount, threads: dict[UUID, asyncpg.Record], talks: Rows) -> dict[str, Any]:
    held = {talk["thread_id"]: talk["ended_at"] for talk in talks if talk["state"] == "held"}
    newest = {ask["thread"]: ask for ask in count.asks}
    by_source: dict[str | None, Counter[str]] = defaultdict(Counter)
    waits, answer_days, talk_days = 0, [], []
    for ask in count.asks:
        one = by_source[threads[ask["thread"]]["source"]]
        one["asked"] += 1
        if ask["answers"]:
            one["answered"] += 1
            one["yes"] += any(answer == "yes" for _, answer in ask["answers"])
            answer_days.append(count.business_days(ask["at"], ask["answers"][0][0]))
            if ask is newest[ask["thread"]] and ask["thread"] in held:
                one["talked"] += 1
                talk_days.append(count.business_days(ask["answers"][0][0], held[ask["thread"]]))
        elif count.business_days(ask["at"], count.now) < 14:
            one["open"] += 1
            waits += 1
    total: Counter[str] = sum(by_source.values(), Counter())
    return {
        "asked": total["asked"],
        "open": waits,
        "counted": total["asked"] - waits,
        "answered": total["answered"],
        "yes": total["yes"],
        "talked": total["talked"],
        "by_source": {source: dict(one) for source, one in by_source.items()},
        "answer_days": sorted(answer_days),
        "talk_days": sorted(talk_days),
    }


def _of_talks(talks: Rows, now: datetime) -> dict[str, Any]:
    held = [talk for talk in talks if talk["state"] == "held"]
    day = timedelta(hours=24)
    due = [t for t in held if t["thanked_at"] or now - t["ended_at"] > day]
    agreed = [talk for talk in talks if talk["planned_at"] < talk["starts_at"]]
    return {
        "talks": len(held),
        "thanked_in_time": sum(
            t["thanked_at"] is not None and t["thanked_at"] - t["ended_at"] <= day for t in due
        ),
        "thanks_due": len(due),
        "kept": sum(t["state"] == "held" for t in agreed),
        "came": sum(t["state"] in {"held", "no_show", "cancelled"} for t in agreed),
    }


def _of_edges(edges: Rows, talks: Rows, now: datetime) -> dict[str, Any]:
    with_whom: dict[UUID, datetime] = {}
    for talk in sorted(talks, key=lambda talk: talk["starts_at"], reverse=True):
        if talk["state"] == "held":
            with_whom[talk["contact_id"]] = talk["ended_at"]
    names = [edge for edge in edges if edge["introducer_id"] in with_whom]
    talked = [edge for edge in edges if edge["introduced_id"] in with_whom]
    fortnight = timedelta(days=14)
    due = [
        edge
        for edge in talked
        if edge["closed_at"] or now - with_whom[edge["introduced_id"]] > fortnight
    ]
    in_time = [
        edge
        for edge in due
        if edge["closed_at"] and edge["closed_at"] - with_whom[edge["introduced_id"]] <= fortnight
    ]
    return {
        "introductions": len(edges),
        "names": len(names),
        "introduced_talked": len(talked),
        "circle": (len(in_time), len(due)),
    }
