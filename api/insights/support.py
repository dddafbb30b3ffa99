"""How much stands behind a claim: distinct employers, who disagrees, and how it fades (DOMAIN.md
section 7). Pure; the trigger `app.weigh_insight` keeps the same counts beside each claim."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import log2
from typing import Final
from uuid import UUID

import msgspec

HALF_LIFE: Final = timedelta(days=730.5)
"""After two years a line counts half. A default of ours, not a measured number: what a field asks
for changes over years, not months."""
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment as of which `strength` is told."""
CORROBORATES: Final = 2
"""Distinct employers from which a claim is corroborated (DOMAIN.md section 7)."""


class Said(msgspec.Struct, frozen=True):
    """One line behind a claim: who said it, where they worked (None: nobody knows), whether it
    supports the claim or contradicts it, and when the talk was."""

    contact_id: UUID
    employer_id: UUID | None
    supports: bool
    at: datetime

    @property
    def place(self) -> UUID:
        """What it counts for: the employer; somebody without one counts as their own."""
        return self.employer_id or self.contact_id


class Support(msgspec.Struct, frozen=True):
    """What stands behind a claim: lines, people who spoke of it, those of them who support it, and
    the employers that count."""

    lines: int
    people: int
    supporters: int
    employers: int

    @property
    def disagree(self) -> int:
        """People who contradict it."""
        return self.people - self.supporters

    @property
    def corroborated(self) -> bool:
        """Whether two employers or more stand behind it."""
        return self.employers >= CORROBORATES


def support(said: Iterable[Said]) -> Support:
    """Count what stands behind a claim.

    Somebody's last word counts: who supported it and contradicts it in a later talk disagrees (in
    one talk, support counts). One employer counts once, however many of its people say so; one
    person counts once, however often they change employers: the smaller of both numbers is taken.

    Ana and Ben of two hospitals say so, Ben's colleague too, and Lukas says the contrary: 3
    supporters of 4 people, 2 employers, 1 disagrees.

    >>> ana, ben, eva, lukas, aire, board = (UUID(int=n) for n in range(1, 7))
    >>> day = EPOCH
    >>> support([Said(ana, aire, True, day), Said(ben, board, True, day),
    ...          Said(eva, board, True, day), Said(lukas, None, False, day)])
    Support(lines=4, people=4, supporters=3, employers=2)

    One employer cannot corroborate itself, and nobody can by moving on:

    >>> support([Said(ben, board, True, day), Said(eva, board, True, day)]).corroborated
    False
    >>> support([Said(ben, board, True, day), Said(ben, aire, True, day)]).corroborated
    False
    """
    every = list(said)
    supporters = _supporters(every)
    places = {one.place for one in every if one.supports and one.contact_id in supporters}
    return Support(
        lines=len(every),
        people=len({one.contact_id for one in every}),
        supporters=len(supporters),
        employers=min(len(supporters), len(places)),
    )


def recency(at: datetime, now: datetime) -> float:
    """How much of a line of `at` is left at `now`: 1 when it is new, half after HALF_LIFE, never 0.

    >>> recency(EPOCH, EPOCH)
    1.0
    >>> recency(EPOCH, EPOCH + HALF_LIFE), recency(EPOCH, EPOCH + 2 * HALF_LIFE)
    (0.5, 0.25)
    """
    return float(2 ** -max((now - at) / HALF_LIFE, 0.0))


def weight(said: Iterable[Said], now: datetime) -> float:
    """Support that fades: each employer that counts by its latest line. Between 0 and `employers`.

    One employer said so today, another two years ago: 1 + 0.5.

    >>> ana, ben, aire, board = (UUID(int=n) for n in range(1, 5))
    >>> now = EPOCH + HALF_LIFE
    >>> weight([Said(ana, aire, True, now), Said(ben, board, True, EPOCH)], now)
    1.5
    """
    return sum(recency(at, now) for at in _counting(list(said)))


def strength(said: Iterable[Said]) -> float:
    """The binary logarithm of `weight` as of the year 2000, or 0 where nothing supports the claim.
    All weights fade alike, so that it sorts claims as their weights do at any moment since.

    >>> ana, aire = UUID(int=1), UUID(int=2)
    >>> strength([Said(ana, aire, True, EPOCH + 13 * HALF_LIFE)])
    13.0
    """
    total = sum(2 ** ((at - EPOCH) / HALF_LIFE) for at in _counting(list(said)))
    return log2(total) if total else 0.0


def _supporters(said: list[Said]) -> set[UUID]:
    last: dict[UUID, tuple[datetime, bool]] = {}
    for one in said:
        word = (one.at, one.supports)
        last[one.contact_id] = max(last.get(one.contact_id, word), word)
    return {contact_id for contact_id, (_, supports) in last.items() if supports}


def _counting(said: list[Said]) -> list[datetime]:
    """The latest line of each employer that counts, the latest first."""
    supporters = _supporters(said)
    latest: dict[UUID, datetime] = {}
    for one in said:
        if one.supports and one.contact_id in supporters:
            latest[one.place] = max(latest.get(one.place, one.at), one.at)
    return sorted(latest.values(), reverse=True)[: len(supporters)]
