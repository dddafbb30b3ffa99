"""Who led to whom: names from talks, what became of introductions, and whether it was told. Pure."""

from collections import defaultdict
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from api.overview.asks import Asked, Talk
from api.overview.measures import Owed, Share, in_time, share

COLD: Final = "cold"


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """Who led to whom, when that was told, until when the introducer should hear what came of it
    (14 days after the first talk with the person they introduced), and when they did."""

    introducer_id: UUID
    introduced_id: UUID
    tell_by: datetime | None
    closed_at: datetime | None
    created_at: datetime


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one contact: their asks, and their talks that were held, the first first."""

    asks: list[Asked]
    held: list[Talk]


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """Introductions that led to a talk, of those whose end is known, and the `open` rest; beside
    them asks to strangers."""

    introduced: Share
    open: int
    cold: Share


def names_received(edges: list[Edge], people: dict[UUID, Known]) -> int:
    """New names from talks: introductions by somebody one had talked with when they were told.

    Whoever answers an ask with another name gave none in a talk.
    """
    return sum(
        any(talk.starts_at <= edge.created_at for talk in people[edge.introducer_id].held)
        for edge in edges
        if edge.introducer_id in people
    )


def conversion(edges: list[Edge], people: dict[UUID, Known], now: datetime) -> Conversion:
    """Held with a referred person ÷ referrals, against cold (DOMAIN.md section 7).

    An introduced person who was not asked yet, or whose ask may still lead to a talk, is right-
    censored, as a cold ask is. A person whom two people led to is two introductions.
    """
    talked = decided = 0
    for edge in edges:
        known = people.get(edge.introduced_id)
        if known is None:
            continue
        talked += bool(known.held)
        decided += bool(known.held) or (
            bool(known.asks) and all(ask.is_decided(now) for ask in known.asks)
        )
    cold = [
        ask
        for known in people.values()
        for ask in known.asks
        if ask.source == COLD and ask.is_decided(now)
    ]
    return Conversion(
        introduced=share(talked, decided),
        open=len(edges) - decided,
        cold=share(sum(ask.talked for ask in cold), len(cold)),
    )


def told_in_time(edges: list[Edge], now: datetime) -> Share:
    """Introducers who heard within 14 days of the talk with the person they introduced."""
    return in_time(
        (
            Owed(due_at=edge.tell_by, done_at=edge.closed_at)
            for edge in edges
            if edge.tell_by is not None
        ),
        now,
    )


def by_contact(asks: list[tuple[UUID, list[Asked], list[Talk]]]) -> dict[UUID, Known]:
    """What is known of each contact of an introduction, from (contact, asks, talks) of threads."""
    people: dict[UUID, Known] = defaultdict(lambda: Known(asks=[], held=[]))
    for contact_id, asked, talks in asks:
        people[contact_id].asks.extend(asked)
        people[contact_id].held.extend(talk for talk in talks if talk.ended_at is not None)
    for known in people.values():
        known.held.sort(key=lambda talk: talk.starts_at)
    return people
