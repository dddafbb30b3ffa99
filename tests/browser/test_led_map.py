"""Who led to whom with 2,000 people on a phone: what makes the map quick (issue "Growth": 100 ms)."""

import pytest

from tests.browser.conftest import Drive

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

PEOPLE = 2_000
FEW = 60
"""Elements of the map, however many people are on it."""


def test_a_tap_on_the_map_leaves_its_people_alone(drive: Drive) -> None:
    seen = drive("map")
    print("at a quarter of the speed:", seen["taps"], seen["grouped"])
    # Nearly everybody is on it; one path for each sort of dot and line, not an element each.
    assert seen["dots"] >= PEOPLE
    assert seen["drawn"] <= FEW
    # A tap tells beside the map; nothing of the map itself is drawn anew.
    assert [tap["map"] for tap in seen["taps"]] == [0, 0, 0]
    assert all(0 < tap["elsewhere"] <= 40 for tap in seen["taps"])
    assert "Person Number" in seen["card"]
    # Another grouping changes the paths and the list of groups, not each person.
    assert all(0 < change["map"] <= FEW for change in seen["grouped"])
    assert all(change["elsewhere"] <= 120 for change in seen["grouped"])
    # The long list below is not laid out while the map is looked at.
    assert seen["skipped"] == "auto"
    assert seen["wrong"] == []
