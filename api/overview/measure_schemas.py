"""What `/v1/measures` gives: numbers with their size, and none before ten asks are counted."""

from datetime import date
from typing import Literal

import msgspec

Step = Literal["asked", "answered", "said_yes", "date_set", "talked"]


class ShareRead(msgspec.Struct, frozen=True):
    """`k` of `n`, with the bounds (0 to 1) of its 95 % Wilson interval."""

    k: int
    n: int
    low: float
    high: float


class MiddleRead(msgspec.Struct, frozen=True):
    """Half of `n` took at most `days` business days; the bounds of the 95 % interval are null for
    fewer than six."""

    days: int
    n: int
    low: int | None
    high: int | None


class StepRead(msgspec.Struct, frozen=True):
    """How many of one's asks came as far as this."""

    step: Step
    asks: int


class SourceRead(msgspec.Struct, frozen=True):
    """The asks to people of one source, `open` of them not counted yet; `talked` of the counted."""

    source: str | None
    asked: int
    open: int
    answered: ShareRead | None
    talked: ShareRead | None


class NamesRead(msgspec.Struct, frozen=True):
    """Names received in talks, from how many talks; `introductions` counts all of them, also those
    by people who were not talked with."""

    names: int
    talks: int
    introductions: int


class ConversionRead(msgspec.Struct, frozen=True):
    """How many introductions led to a talk with the person introduced, beside asks to people one
    has nothing to do with. `open` ones are still on their way and not counted."""

    introduced: ShareRead | None
    open: int
    cold: ShareRead | None


class WeekRead(msgspec.Struct, frozen=True):
    """A week by its Monday, with the number of steps in it."""

    begins: date
    steps: int


class RhythmRead(msgspec.Struct, frozen=True):
    """The last eight weeks, and in how many there was at least one step."""

    active: int
    weeks: list[WeekRead]


class ForecastRead(msgspec.Struct, frozen=True):
    """Asks until the next talk: half of the people in this place need no more than `about`, nine of
    ten no more than `perhaps`. From `n` own asks whose end is known, `k` of them talks."""

    about: int
    perhaps: int
    k: int
    n: int


class ReasonsRead(msgspec.Struct, frozen=True):
    """What the person thought was the reason of a no or a silence, from five taps on."""

    n: int
    wrong_moment: int
    wrong_person: int
    my_message: int
    cannot_know: int


class MeasuresRead(msgspec.Struct, frozen=True):
    """A person's own numbers (DOMAIN.md section 7). `asks_so_far` are those that count: answered, or
    14 business days old; `open` are the rest. Before ten count, all but these, `talks` and
    `reasons` is null or empty; so is every share of nothing."""

    asks_so_far: int
    asked: int
    open: int
    talks: int
    steps: list[StepRead]
    answered: ShareRead | None
    said_yes: ShareRead | None
    held: ShareRead | None
    thanked_in_time: ShareRead | None
    thanks_citing: ShareRead | None
    promises_kept: ShareRead | None
    advice_told: ShareRead | None
    introducers_told: ShareRead | None
    answer_days: MiddleRead | None
    talk_days: MiddleRead | None
    names: NamesRead | None
    conversion: ConversionRead | None
    by_source: list[SourceRead]
    rhythm: RhythmRead | None
    forecast: ForecastRead | None
    reasons: ReasonsRead | None
