"""Somebody who thinks they know nobody finds people, asks one, and is told no kindly."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_who_knows_nobody_finds_people_and_a_no_is_a_finished_ask(drive: Drive) -> None:
    seen = drive("finding")
    assert seen["first"] == [
        "Rosa Lind · they know you · Write the ask",
        "Amir Khan · you have met · Write the ask",
    ]
    assert seen["elsewhere"] == [
        "https://www.linkedin.com/search/results/people/?keywords=%22Leeds+College%22"
    ]
    assert seen["places"] == ["Openward", "Calder Analytics", "Hollin Labs"]
    assert seen["name"] == "Nora Haas"
    assert [words.split(" on ")[0] for words in seen["plan"]] == [
        "Follow up",
        seen["plan"][1].split(" on ")[0],
        "It rests by itself",
    ]
    assert seen["again"] == seen["plan"]
    assert seen["gracious"].startswith("Dear Rosa,")
    assert seen["gracious"].endswith("\nNora Haas")
    assert seen["reason"] == "wrong_moment"
    assert seen["left"] == ["Amir Khan · you have met · Write the ask"]
    assert seen["poor"] == []
    assert seen["wrong"] == []
