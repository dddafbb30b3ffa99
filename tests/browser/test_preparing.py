"""Somebody gets ready for a talk on a phone, through a gap in the network."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_a_talk_is_prepared_on_a_phone(drive: Drive) -> None:
    seen = drive("preparing")
    assert seen["kept"] == "What a definition costs."
    assert seen["goal"] == "What a definition costs."
    assert seen["then"] == "What a definition costs, and who pays."
    assert seen["leftOut"] == 1
    assert seen["resting"]
    assert seen["reworded"] == "What difference does a second degree make in practice?"
    assert len(seen["three"]) == 3
    assert any("second degree" in one for one in seen["three"]), "an own question is one of three"
    assert seen["file"] == "Fatima.pdf"
    assert seen["practised"] == 1
    assert seen["left"] == ["offer", "view"]
    assert seen["poor"] == []
    assert seen["wrong"] == []
