"""What belongs to a talk beside its lines: pages of paper, refused lines, invitations, busy times."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def test_pages_refusals_invitations_and_busy_times(drive: Drive) -> None:
    seen = drive("keeping")
    assert len(seen["photos"]) == 1
    assert seen["heard"] == ["", "1 line could not be saved. It is kept on this device."]
    assert "refused" in seen["refused"].splitlines()
    assert "Keep them in a file" in seen["refused"]
    methods = [found(r"METHOD:(\w+)", text) for text in seen["invited"]]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({found(r"UID:(\S+)", text) for text in seen["invited"]}) == 1
    sequences = [int(found(r"SEQUENCE:(\d+)", text)) for text in seen["invited"]]
    assert sequences == sorted(set(sequences))
    # Busy from 8 to 13 UTC every day: what is offered begins after it.
    assert len(seen["offered"]) == 3
    for one in seen["offered"]:
        start = datetime.fromisoformat(one["starts_at"])
        assert start.astimezone(ZoneInfo("UTC")).hour >= 13
    assert seen["poor"] == []
    assert seen["wrong"] == []
