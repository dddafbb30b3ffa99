"""What the routes of the long view give."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from api.longview.spread import Dimension, Spread
from api.threads.schemas import Whom

Side = Literal["got", "gave"]
What = Literal[
    "time", "advice", "introduction", "promise", "outcome", "thanks", "told", "share", "introduce",
    "answer", "other",
]  # fmt: skip
"""What came from somebody (their time, advice, an introduction, a promise they kept, an outcome), and
what went to them (thanks, what came of it, a promise kept, what was shared or offered)."""


class Led(msgspec.Struct, frozen=True):
    """Somebody in the tree: how deep, by whom one was led to them, else how one found them (`source`),
    the field they work in (a value of `/v1/choices/functions`), and whether there was a talk."""

    contact: Whom
    role: str
    employer_name: str | None
    field: str | None
    source: str | None
    depth: int
    led_by_id: UUID | None
    talked_on: date | None


class NextGap(msgspec.Struct, frozen=True):
    """Somebody on the person's list who stands elsewhere in the narrowest dimension."""

    contact: Whom
    role: str
    employer_name: str | None
    field: str | None


class WhoLed(msgspec.Struct, frozen=True):
    """Who led to whom, each after whoever led to them; at most 2,000 people, then `left_out`.

    `spread` says how wide the circle of people talked to is, and `next_gap` who would widen it where
    it is narrowest, people known a little first: moderately weak ties carry most. Both are there after
    twenty people, `spread` also null where too little is known.
    """

    items: list[Led]
    left_out: bool
    spread: Spread | None
    next_gap: list[NextGap]


class WentAndCame(msgspec.Struct, frozen=True):
    """One kind of what went to somebody or came from them, and how often."""

    side: Side
    what: What
    count: int


class Between(msgspec.Struct, frozen=True):
    """One person, what came from them and what went to them."""

    contact: Whom
    items: list[WentAndCame]


class Balance(msgspec.Struct, frozen=True):
    """What went to and fro: the people from whom something came and to whom nothing but thanks went
    are first; at most 200."""

    people: list[Between]


__all__ = ["Balance", "Between", "Dimension", "Led", "NextGap", "Spread", "WentAndCame", "WhoLed"]
