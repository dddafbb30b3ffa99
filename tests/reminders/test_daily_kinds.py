"""The one message a day tells of promises and of people who wait to hear, and of no idea."""

from datetime import timedelta
from typing import get_args

import pytest

from api.mail import render_mail
from api.overview.schemas import Kind
from api.reminders.daily import DUE_KINDS, PATHS
from api.tables import new_id
from tests.reminders.test_reminders import World, world

__all__ = ["world"]

pytestmark = pytest.mark.anyio

ONLY_ON_TODAY = {"ask_first", "ask", "finish_draft", "promise_theirs", "second_person", "sort"}
"""What nobody is written to about: ideas, drafts, and what somebody else may have forgotten."""


def test_every_kind_is_in_the_mail_or_left_out_on_purpose() -> None:
    assert set(PATHS) == set(get_args(Kind)) - ONLY_ON_TODAY
    assert set(PATHS) >= DUE_KINDS


@pytest.mark.parametrize("kind", sorted(PATHS))
def test_every_kind_has_words(kind: str) -> None:
    row = {
        "kind": kind,
        "name": "Helen",
        "names": ["Helen", "Sam"],
        "minutes": 3,
        "hours": 5,
        "time": "12:30",
        "tomorrow": True,
        "line": None,
        "about": "Ewan",
        "link": "https://askwell.test/",
    }
    letter = render_mail(
        "daily", "en", rows=[row], link="https://askwell.test/", unsubscribe_page="https://x.test/"
    )
    assert "Helen" in letter.subject


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
