"""Reaching a goal in the browser: who helped hears of it."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]


def test_somebody_reaches_a_goal_and_tells_those_who_helped(drive: Drive) -> None:
    seen = drive("landing")
    assert seen["poor"] == []
    assert seen["wrong"] == []
    assert seen["printed"] == "%PDF"
    assert sorted(seen["standing"]) == ["left_out", "told", "waiting"]
