"""A programme from both sides, as a career centre sets it up and somebody new on a phone joins it."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_a_career_centre_invites_and_a_newcomer_joins_and_leaves(drive: Drive) -> None:
    seen = drive("joining")
    assert "never when you sign in" in seen["before"], "what is seen is said before joining"
    assert "Ruth Ansell of Aire Valley Careers invites you" in seen["before"]
    assert "Nora Haas\nsince" in seen["seen"]
    assert "nora." not in seen["seen"], "an address is nobody's to see"
    assert "Nora Haas\nleft" in seen["after"]
    assert "What stays yours\nAll of it" in seen["leaving"]
    assert seen["kept"] == [], "nothing of an organization stays on a device"
    assert seen["outside"] == [], "the picture of the code is drawn here"
    assert seen["hidden"] == "/join", "the secret of a mail leaves the address bar"
    assert seen["poor"] == []
    assert seen["wrong"] == []
