"""The manners of the one message a day: what is held back is in the next one, and nothing nags."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.overview.schemas import (
    DayPlan,
    ItemDue,
    ItemSubject,
    Kind,
    LookingBack,
    TodayItem,
    TodayRead,
)
from api.reminders.daily_rows import DUE_KINDS, EVE, ROWS, told
from api.reminders.topics import TOPICS
from api.tables import new_id
from tests.reminders.test_reminders import World, world
from tests.threads.desk import Desk

__all__ = ["world"]

NOW = datetime(2027, 3, 10, 18, tzinfo=UTC)
SOFT = sorted(set(TOPICS) - DUE_KINDS)


def item(kind: Kind, up_at: datetime | None = None, due: datetime | None = None) -> TodayItem:
    return TodayItem(
        kind=kind,
        subject=ItemSubject("contact", new_id()),
        contact=None,
        names=[],
        due=ItemDue(at=due, local=due.replace(tzinfo=None), zone="UTC") if due else None,
        minutes=3,
        line=None,
        about=None,
        up_at=up_at,
        later=[],
        actions=[],
    )


def day(items: list[TodayItem]) -> TodayRead:
    return TodayRead(
        date=NOW.date(),
        zone="UTC",
        weekday=3,
        plan=DayPlan(half_hour=True, minutes=3, next=ItemDue(NOW, NOW.replace(tzinfo=None), "UTC")),
        card=items[0] if items else None,
        then=items[1:4],
        can_wait=items[4:],
        looking_back=LookingBack(talks=0, asked=0),
        first_day=False,
    )


def worth(items: list[TodayItem], since: datetime, off: frozenset[str] = frozenset()) -> bool:
    return told(day(items), off, since=since, now=NOW, back=False).worth


def test_a_soft_thing_makes_a_message_come_when_it_comes_up_and_on_the_eve_of_its_last_day() -> (
    None
):
    yesterday = NOW - timedelta(days=1)
    assert worth([item("keep_in_touch", NOW - timedelta(hours=2))], yesterday)
    assert not worth([item("keep_in_touch", NOW - timedelta(days=2))], yesterday)
    eve = item("tell_introducer", NOW - timedelta(days=12), NOW + EVE - timedelta(hours=1))
    assert worth([eve], yesterday)
    assert not worth([eve], NOW - timedelta(minutes=30))
    assert not worth([item("any_answers")], yesterday)
    assert worth([item("find_time")], NOW)


@given(
    hours=st.lists(st.integers(1, 400), max_size=12),
    kinds=st.data(),
    since=st.integers(1, 400),
)
def test_what_was_held_back_is_in_the_next_message_or_counted(
    hours: list[int], kinds: st.DataObject, since: int
) -> None:
    items = [item(kinds.draw(st.sampled_from(SOFT)), NOW - timedelta(hours=one)) for one in hours]
    tell = told(day(items), frozenset(), since=NOW - timedelta(hours=since), now=NOW, back=False)
    fresh = [one for one in items if one.up_at and one.up_at > NOW - timedelta(hours=since)]
    assert tell.worth == bool(fresh)
    assert len(tell.rows) + tell.more == len(items)
    if len(fresh) <= ROWS:
        assert all(one in tell.rows for one in fresh)


@pytest.mark.parametrize("kind", sorted(TOPICS))
def test_a_topic_that_is_off_makes_nothing_come(kind: Kind) -> None:
    one = item(kind, NOW - timedelta(hours=1))
    assert worth([one], NOW - timedelta(days=1))
    assert not worth([one], NOW - timedelta(days=1), frozenset({TOPICS[kind]}))


async def finding_time(world: World) -> Desk:
    nora = await world.person()
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    return nora


async def change(world: World, nora: Desk, path: str, **body: object) -> None:
    answer = await world.http.patch(path, headers={**nora.who.bearer, "if-match": "*"}, json=body)
    assert answer.status_code == 200, answer.text


@pytest.mark.anyio
async def test_nothing_comes_while_away_and_one_message_tells_of_it_on_return(world: World) -> None:
    nora = await finding_time(world)
    gone, back = world.now + timedelta(days=1), world.now + timedelta(days=9)
    away = {"vacation_from": gone.isoformat(), "vacation_until": back.isoformat()}
    await change(world, nora, "/v1/me/reminders", **away)
    await world.until(gone - timedelta(hours=2))
    assert len(world.box.mails) == 1
    await world.talk(nora, gone + timedelta(days=7))
    await world.until(back - timedelta(minutes=5))
    assert len(world.box.mails) == 1
    history = (await nora.get("/v1/deliveries"))["items"]
    assert {one["outcome"] for one in history} == {"sent", "not-wanted:vacation"}
    await world.until(back + timedelta(hours=7))
    assert len(world.box.mails) == 2
    text = world.box.mails[-1].letter.text
    assert text.startswith("While you were away, this waited:")
    assert "Did you talk with Ewan?" in text
    assert "Find a time with Jonas" in text
    await world.until(back + timedelta(hours=31))
    assert "While you were away" not in world.box.mails[-1].letter.text


@pytest.mark.anyio
async def test_a_holiday_has_no_message_and_the_next_half_hour_has(world: World) -> None:
    """Good Friday and Easter Monday of 2027 lie on 26 and 29 March."""
    nora = await finding_time(world)
    await change(world, nora, "/v1/me/profile", country="DE", time_zone="Europe/Berlin")
    await world.until(datetime(2027, 3, 31, tzinfo=UTC))
    days = [mail.at.date() for mail in world.box.mails]
    assert [day for day in days if day >= date(2027, 3, 24)] == [
        date(2027, 3, 24),
        date(2027, 3, 25),
        date(2027, 3, 30),
    ]


@pytest.mark.anyio
async def test_a_half_hour_in_quiet_hours_comes_before_them(world: World) -> None:
    nora = await finding_time(world)
    await change(world, nora, "/v1/me/profile", half_hour_time="22:30")
    await world.until(world.now + timedelta(days=1))
    assert [mail.at.hour for mail in world.box.mails] == [20]
