"""The person's own numbers with their size, put together from what was gathered."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from api.database import Work
from api.localtime import local_date
from api.overview.asks import Asked, Talk, asks_of
from api.overview.circle import Known, by_contact, conversion, names_received, told_in_time
from api.overview.facts import Facts, gather
from api.overview.measure_schemas import (
    ConversionRead,
    ForecastRead,
    MeasuresRead,
    MiddleRead,
    NamesRead,
    ReasonsRead,
    RhythmRead,
    ShareRead,
    SourceRead,
    StepRead,
    WeekRead,
)
from api.overview.measures import (
    ASKS_FOR_A_PICTURE,
    Share,
    forecast,
    reply_rate,
    share,
    thanks_on_time,
)
from api.overview.middles import Middle, middle
from api.overview.rhythm import weeks_of

TAPS_FOR_A_SENTENCE: Final = 5
"""Reasons of noes and silences are pooled into one sentence after five (DOMAIN.md section 7)."""

_FELL_THROUGH: Final = frozenset({"no_show", "cancelled"})


async def read_measures(work: Work) -> MeasuresRead:
    """The person's own numbers; none before ten asks are counted."""
    return measures_of(await gather(work), work.now)


def measures_of(facts: Facts, now: datetime) -> MeasuresRead:
    """All measures of DOMAIN.md section 7 that come from asks, talks and introductions. Pure."""
    threads = [
        (contact_id, list(asks_of(pursuit, zone=facts.zone, calendar=calendar)), pursuit.talks)
        for contact_id, calendar, pursuit in facts.pursuits
    ]
    asks = [ask for _, asked, _ in threads for ask in asked]
    talks = [talk for _, _, dates in threads for talk in dates]
    held = [talk for talk in talks if talk.ended_at is not None]
    rate = reply_rate(asks, now)
    if rate.answered.n < ASKS_FOR_A_PICTURE:
        return _too_early(rate.asked, rate.open, len(held), _reasons(facts.reasons))
    people = by_contact(threads)
    return MeasuresRead(
        asks_so_far=rate.answered.n,
        asked=rate.asked,
        open=rate.open,
        talks=len(held),
        steps=_steps(asks),
        answered=_share(rate.answered),
        said_yes=_share(share(sum(ask.yes for ask in asks), rate.answered.n)),
        held=_share(_held(talks)),
        thanked_in_time=_share(_thanks(held, now)),
        thanks_citing=_share(share(sum(facts.cites), len(facts.cites))),
        promises_kept=_share(share(sum(facts.promises), len(facts.promises))),
        advice_told=_share(share(sum(facts.advice), len(facts.advice))),
        introducers_told=_share(told_in_time(facts.edges, now)),
        answer_days=_middle(ask.answer_days for ask in asks),
        talk_days=_middle(ask.talk_days for ask in asks),
        names=_names(facts, people, len(held)),
        conversion=_conversion(facts, people, now),
        by_source=_by_source(asks, now),
        rhythm=_rhythm(facts, now),
        forecast=_forecast(asks, now),
        reasons=_reasons(facts.reasons),
    )


def _too_early(
    asked: int, still_open: int, talks: int, reasons: ReasonsRead | None
) -> MeasuresRead:
    return MeasuresRead(
        asks_so_far=asked - still_open,
        asked=asked,
        open=still_open,
        talks=talks,
        steps=[],
        answered=None,
        said_yes=None,
        held=None,
        thanked_in_time=None,
        thanks_citing=None,
        promises_kept=None,
        advice_told=None,
        introducers_told=None,
        answer_days=None,
        talk_days=None,
        names=None,
        conversion=None,
        by_source=[],
        rhythm=None,
        forecast=None,
        reasons=reasons,
    )


def _steps(asks: list[Asked]) -> list[StepRead]:
    return [
        StepRead("asked", len(asks)),
        StepRead("answered", sum(ask.answered for ask in asks)),
        StepRead("said_yes", sum(ask.yes for ask in asks)),
        StepRead("date_set", sum(ask.dated for ask in asks)),
        StepRead("talked", sum(ask.talked for ask in asks)),
    ]


def _held(talks: list[Talk]) -> Share:
    """Held ÷ scheduled. A date to come does not count yet, one that nobody told about never does."""
    agreed = [talk for talk in talks if talk.was_agreed]
    held = sum(talk.ended_at is not None for talk in agreed)
    return share(held, held + sum(talk.state in _FELL_THROUGH for talk in agreed))


def _thanks(held: list[Talk], now: datetime) -> Share:
    ends = ((talk.ended_at, talk.thanked_at) for talk in held)
    return thanks_on_time(((end, sent) for end, sent in ends if end is not None), now)


def _names(facts: Facts, people: dict[UUID, Known], talks: int) -> NamesRead | None:
    if not talks:
        return None
    names = names_received(facts.edges, people)
    return NamesRead(names=names, talks=talks, introductions=len(facts.edges))


def _conversion(facts: Facts, people: dict[UUID, Known], now: datetime) -> ConversionRead | None:
    if not facts.edges:
        return None
    found = conversion(facts.edges, people, now)
    return ConversionRead(
        introduced=_share(found.introduced), open=found.open, cold=_share(found.cold)
    )


def _by_source(asks: list[Asked], now: datetime) -> list[SourceRead]:
    sources: dict[str | None, list[Asked]] = defaultdict(list)
    for ask in asks:
        sources[ask.source].append(ask)
    return [
        _source(source, sources[source], now)
        for source in sorted(sources, key=lambda one: (-len(sources[one]), one or "~"))
    ]


def _source(source: str | None, asks: list[Asked], now: datetime) -> SourceRead:
    rate = reply_rate(asks, now)
    return SourceRead(
        source=source,
        asked=rate.asked,
        open=rate.open,
        answered=_share(rate.answered),
        talked=_share(share(sum(ask.talked for ask in asks), rate.answered.n)),
    )


def _rhythm(facts: Facts, now: datetime) -> RhythmRead:
    days = (local_date(at, facts.zone) for at in facts.steps)
    weeks = weeks_of(days, local_date(now, facts.zone))
    return RhythmRead(
        active=sum(week.steps > 0 for week in weeks),
        weeks=[WeekRead(week.begins, week.steps) for week in weeks],
    )


def _forecast(asks: list[Asked], now: datetime) -> ForecastRead | None:
    decided = [ask for ask in asks if ask.is_decided(now)]
    talked = sum(ask.talked for ask in decided)
    found = forecast(len(decided), talked)
    if found is None:
        return None
    return ForecastRead(about=found.about, perhaps=found.perhaps, k=talked, n=len(decided))


def _reasons(taps: list[str]) -> ReasonsRead | None:
    if len(taps) < TAPS_FOR_A_SENTENCE:
        return None
    counted = Counter(taps)
    return ReasonsRead(
        n=len(taps),
        wrong_moment=counted["wrong_moment"],
        wrong_person=counted["wrong_person"],
        my_message=counted["my_message"],
        cannot_know=counted["cannot_know"],
    )


def _share(one: Share) -> ShareRead | None:
    if one.low is None or one.high is None:
        return None
    return ShareRead(k=one.k, n=one.n, low=one.low, high=one.high)


def _middle(days: Iterable[int | None]) -> MiddleRead | None:
    found: Middle | None = middle(one for one in days if one is not None)
    if found is None:
        return None
    return MiddleRead(days=found.days, n=found.n, low=found.low, high=found.high)
