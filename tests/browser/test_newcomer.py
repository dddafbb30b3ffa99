"""The first ten minutes and what follows: asked, talked, thanked in time, as a person does it."""

import re

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

MOST_SCREENS = 6
MOST_TYPED = 160
"""SCREENS.md section 2: six screens after sign-in and about 160 typed characters."""


def test_a_newcomer_asks_talks_and_thanks_in_time(drive: Drive) -> None:
    seen = drive("newcomer")
    assert seen["askedIn"]["screens"] <= MOST_SCREENS
    assert seen["askedIn"]["typed"] + seen["askedIn"]["toEnter"] <= MOST_TYPED
    assert seen["copied"] == seen["words"]
    assert "{" not in seen["words"]
    assert re.search(r"I will ask you on \w+day \d", seen["after"])
    assert re.search(r"I will ask you about Ana on \w+day \d", seen["today"])
    assert seen["talk"]["state"] == "held"
    assert seen["talk"]["thanks"]["on_time"] is True
    assert 'is your line "Start with one table you know".' in seen["thanks"]
    assert 'And your line "Ask who owns the definitions".' in seen["thanks"]
    assert seen["thanks"].endswith("\nMaya Walker")
    assert seen["lastCall"]["subject"] in {"Thank Ewan. 4 hours left", "Thank Ewan. 3 hours left"}
    names = {name.lower() for name, _ in seen["lastCall"]["headers"]}
    assert {"message-id", "list-unsubscribe", "list-unsubscribe-post", "date"} <= names
    assert seen["lastCall"]["html"]
    assert seen["lastCall"]["text"]
    assert not [subject for subject in seen["mails"] if subject.startswith("Thank")]
    assert seen["poor"] == []
    assert seen["wrong"] == []
