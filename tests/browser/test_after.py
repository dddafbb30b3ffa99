"""After a talk, as a person does it: remembered, thanked, promised, followed up, told."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

UNDER = 180.0
"""Seconds: a debrief takes less than three minutes (SCREENS.md section 1, screen 3); a script types
faster than a tired person, but every screen and every upload is in it."""


def test_from_marks_to_the_last_word(drive: Drive) -> None:
    seen = drive("after")
    assert seen["seconds"] < UNDER
    assert 'is your line "Learn SQL on a table you already know".' in seen["thanks"]
    assert "falls sheet" in seen["thanks"]
    assert seen["news"].startswith("Dear Ewan,")
    assert "I spent twelve evenings on the bed list. It answered" in seen["news"]
    assert "if you ever have a question about my side of it" in seen["news"]
    assert "{" not in seen["circle"]
    assert "leading me to Ewan Ross" in seen["circle"]
    assert sorted(seen["lines"]) == [
        ["advice", "Learn SQL on a table you already know."],
        ["insight", "A clean definition beats a clever chart."],
        ["name", "Paul Venter"],
        ["promise", "send him the falls sheet"],
    ]
    assert seen["promises"] == [["send him the falls sheet", True]]
    assert seen["advice"] == [["Learn SQL on a table you already know.", "told"]]
    assert seen["given"] == ["answer"]
    assert seen["reflections"] == [["landed", None, "The ward"], ["listening", 3, ""]]
    assert sorted(seen["introductions"]) == [False, True]
    assert seen["waiting"] == []
    assert seen["poor"] == []
    assert seen["wrong"] == []
