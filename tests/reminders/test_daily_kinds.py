"""The one message a day tells of promises and of people who wait to hear, and of no idea."""

from datetime import timedelta
from typing import get_args

import pytest

from api.mail import Letter, render_mail
from api.overview.schemas import Kind
from api.reminders.daily_rows import DUE_KINDS
from api.reminders.models import KINDS
from api.reminders.topics import BY_ONE_TAP, PATHS, TOPICS
from api.tables import new_id
from tests.reminders.test_reminders import World, world

__all__ = ["world"]

pytestmark = pytest.mark.anyio

ONLY_ON_TODAY = {"ask_first", "ask", "finish_draft", "second_person", "sort"}
"""What nobody is written to about: ideas and drafts."""


def test_every_kind_is_in_the_mail_or_left_out_on_purpose() -> None:
    assert set(PATHS) == set(get_args(Kind)) - ONLY_ON_TODAY
    assert set(PATHS) == set(TOPICS)
    assert set(TOPICS) >= DUE_KINDS | BY_ONE_TAP
    assert set(KINDS) >= set(TOPICS.values())


SAID: dict[Kind, str] = {
    "write_thanks": "Thank Helen. 5 hours left",
    "debrief": "Write down what Helen said",
    "did_you_talk": "Did you talk with Helen?",
    "date_soon": "Read up on Helen, for tomorrow 12:30",
    "prepare": "Read up on Helen, for tomorrow 12:30",
    "promise_mine": "Keep your word to Helen",
    "promise_theirs": "Helen promised you something",
    "any_answers": "Any answers? Ana · Sam",
    "follow_up": "One follow-up to Helen",
    "close": "Let the ask to Helen rest",
    "choose_time": "Did Helen take one of the times?",
    "find_time": "Find a time with Helen",
    "new_time": "Find a new time with Helen",
    "tell_introducer": "Tell Helen you met Ewan",
    "advice_told": "Tell Helen what came of it",
    "tell_landed": "Tell Helen what came of it",
    "first_update": "Tell Helen how it is going",
    "keep_in_touch": "Write Helen a line",
    "plan_item": "Your next step: Ewan",
    "goal_review": "Is it still what you want? Ewan",
    "keep_person": "Keep Helen in your list?",
    "token_ends": "The key “Ewan” ends on 9 March 2027",
}


def row_of(kind: Kind) -> dict[str, object]:
    return {
        "kind": kind,
        "name": "Helen",
        "names": ["Ana", "Sam"],
        "minutes": 3,
        "hours": 5,
        "time": "12:30",
        "day": "9 March 2027",
        "weekday": "Wednesday",
        "days": 1,
        "line": None,
        "about": "Ewan",
        "link": "https://askwell.test/",
        "ways": [{"way": "later", "link": "https://askwell.test/tap#x"}],
    }


def letter_with(row: dict[str, object]) -> Letter:
    return render_mail(
        "daily",
        "en",
        rows=[row],
        more=0,
        back=False,
        link="https://askwell.test/",
        unsubscribe_page="https://x.test/",
    )


@pytest.mark.parametrize(
    ("days", "when"), [(0, "12:30"), (1, "tomorrow 12:30"), (2, "Wednesday 12:30")]
)
def test_a_talk_is_on_its_own_day(days: int, when: str) -> None:
    assert (
        letter_with(row_of("prepare") | {"days": days}).subject == f"Read up on Helen, for {when}"
    )


@pytest.mark.parametrize("kind", sorted(PATHS))
def test_every_kind_has_words(kind: Kind) -> None:
    letter = letter_with(row_of(kind))
    assert letter.subject == SAID[kind]
    assert f"{SAID[kind]} · 3\xa0min" in letter.text


async def test_a_promise_that_is_due_brings_the_message(world: World) -> None:
    nora = await world.person()
    talk = await world.talk(nora, world.now + timedelta(minutes=10))
    await world.until(world.now + timedelta(minutes=50))
    told = f"/v1/conversations/{talk['id']}"
    answer = await nora.post(f"{told}/happened", id=new_id(), what="talked")
    assert answer.status_code == 200, answer.text
    promise = {
        "id": str(new_id()),
        "tag": "promise",
        "text": "The falls sheet",
        "at": world.now.isoformat(),
        "promiser": "mine",
        "due_on": (world.now + timedelta(days=1)).date().isoformat(),
    }
    kept = await nora.post(f"{told}/lines", lines=[promise])
    assert kept.json()["items"][0]["status"] == "kept", kept.text
    thanked = await nora.post(f"/v1/threads/{talk['thread_id']}/thanks", id=new_id())
    assert thanked.status_code == 200, thanked.text
    before = len(world.box.subjects)
    await world.until(world.now + timedelta(hours=8))
    assert world.box.subjects[before:] == ["Keep your word to Ewan"]


async def test_a_topic_that_is_switched_off_waits_on_today_alone(world: World) -> None:
    nora = await world.person()
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    await world.until(world.now + timedelta(days=1))
    assert world.box.subjects == ["Find a time with Jonas"]

    async def switch(**one: object) -> None:
        answer = await world.http.patch(
            "/v1/me/reminders",
            headers={**nora.who.bearer, "if-match": "*"},
            json={"switches": [{"kind": "answers", "channel": "email", **one}]},
        )
        assert answer.status_code == 200, answer.text

    await switch(on=False)
    await world.until(world.now + timedelta(days=2))
    assert len(world.box.mails) == 1
    assert (await nora.get("/v1/today"))["card"]["kind"] == "find_time"
    await switch(on=True)
    await world.until(world.now + timedelta(days=1))
    assert len(world.box.mails) == 2
