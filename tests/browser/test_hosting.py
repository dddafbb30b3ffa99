"""A volunteer from all sides: asked by mail, agreed without an account, asked from a phone, gone again."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_a_volunteer_agrees_is_found_says_yes_and_deletes_everything(drive: Drive) -> None:
    seen = drive("hosting")
    assert "Grace Obi" in seen["found"]
    assert "@" not in seen["found"], "an address is told after a yes"
    assert seen["before"] == "asked", "opening the page answers nothing"
    assert seen["notices"] == ["Grace Obi said yes to a talk"]
    assert "Asked 1 · said yes 1 · talked 0" in seen["counts"]
    assert "Nora" not in seen["counts"], "staff read counts, and of nobody who asked"
    assert seen["poor"] == []
    assert seen["wrong"] == []
