"""Somebody lets an app in on a phone, sees what it may, and cuts it off."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_an_app_is_let_in_and_cut_off(drive: Drive) -> None:
    seen = drive("letting")
    assert seen["title"] == "Sheets would like to work with your Askwell"
    assert seen["may"] == [
        ["read your name and settings and your people"],
        [
            "write to anybody",
            "change anything",
            "sign in as you, let others in, or delete your account",
        ],
    ]
    assert seen["no"]["error"] == "access_denied"
    assert seen["no"]["state"] == seen["state"] == "a & b"
    assert (seen["before"], seen["after"]) == (200, 401)
    assert seen["refused"] == {"error": "invalid_grant"}
    assert seen["poor"] == []
    assert seen["wrong"] == []
