"""What a first visit costs, and what is left of the app without a network."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

MOST = 75_000
"""Bytes of compressed JavaScript on the first route (issue "Foundation": 75 kB gz)."""
FIRST = ("/sign-in", "/ (not signed in)", "/")


def test_the_first_route_is_light(drive: Drive) -> None:
    weighed = drive("bundle", gzip=True)["weighed"]
    for one in weighed:
        print(f"{one['path'][:60]:<62} js {one['js']:>7}  all {one['all']:>7} bytes")
    js = {one["path"]: one["js"] for one in weighed}
    assert all(set(one["encodings"]) == {"gzip"} for one in weighed)
    assert {path: js[path] for path in FIRST if not 20_000 < js[path] <= MOST} == {}


def test_what_was_seen_is_readable_offline(drive: Drive) -> None:
    seen = drive("offline")
    assert seen["without"]["person"] == seen["person"]
    assert seen["without"]["today"] == seen["today"]
    assert seen["without"]["line"].startswith("No network. You can read what you have seen")
