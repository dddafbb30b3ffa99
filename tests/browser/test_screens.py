"""Every screen of the app, light and dark: accessible, whole, and without an error."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(340)]

LIMIT = 300.0
"""Seconds: nearly a hundred screens, each twice and looked at by axe."""


@pytest.mark.parametrize(("who", "at_least"), [("nobody", 10), ("newcomer", 44), ("example", 70)])
def test_every_screen_on_a_phone(drive: Drive, who: str, at_least: int) -> None:
    seen = drive("screens", who=who, limit=LIMIT)
    assert seen["poor"] == []
    assert seen["wrong"] == []
    assert seen["shown"] >= at_least


def test_people_and_today_on_a_desk(drive: Drive) -> None:
    seen = drive("screens", who="example", desk=True, only=["/", "/people", "/people?view=list"])
    assert seen["poor"] == []
    assert seen["wrong"] == []
    assert seen["shown"] == 6


def test_growth_stands_still_while_it_loads(drive: Drive) -> None:
    seen = drive("steady")
    assert seen["waited"]["/growth"] >= 10
    assert seen["moved"] == []
    assert seen["wrong"] == []
