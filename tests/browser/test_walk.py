"""The walk of one person from the first ask to Measures, every number beside what was done."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Drive
from tests.browser.product import Product, serving

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(400)]


LIMIT = 380.0
"""Seconds; it is a long way."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One of its own: five weeks pass here, and clocks do not go back."""
    with serving(tmp_path_factory.mktemp("walk")) as running:
        yield running


def test_each_number_is_what_was_done(drive: Drive) -> None:
    seen = drive("walk", limit=LIMIT)
    assert seen["surePlease"] == 0
    assert len(seen["offered"]) == 3
    assert seen["nudge"].startswith("The time you agreed is over. Thank Ana")
    assert seen["device"] == {"awake": 1, "buzzed": 3}
    assert seen["travel"] == "No network. You can write; 48 lines will travel later."
    assert 'your line "Ask who owns the number"' in seen["thanks"]
    assert f"You asked 1 of the {seen['planned']} questions." in seen["coverage"]
    assert "I spent twelve evenings on the bed list." in seen["news"]
    assert sorted(seen["reflections"]) == [["confidence", 4], ["confidence", 4], ["listening", 3]]

    # Ten asks on a Thursday. On Monday, two working days later, Ana and Dora said yes and Ben no;
    # Cleo and six strangers never answered, and five weeks on all of them are old enough to count.
    read = seen["measures"]
    assert (read["asked"], read["open"], read["asks_so_far"], read["talks"]) == (10, 0, 10, 2)
    assert [step["asks"] for step in read["steps"]] == [10, 3, 2, 2, 2]
    shares = {name: read[name] and (read[name]["k"], read[name]["n"]) for name in RATES}
    assert shares == RATES
    # Wilson at 95 % by hand for 3 of 10: centre (0.3 + 0.1921) / 1.3841 = 0.3555, half 0.2477.
    assert round(read["answered"]["low"], 3) == 0.108
    assert round(read["answered"]["high"], 3) == 0.603
    assert read["answer_days"] == {"days": 2, "n": 3, "low": None, "high": None}
    # Both talks on one day of the same week; working days from Monday are days.
    assert 1 <= seen["daysToTheTalk"] <= 4
    assert read["talk_days"] == {
        "days": seen["daysToTheTalk"],
        "n": 2,
        "low": None,
        "high": None,
    }
    # Ana named Paul, who was not asked yet. Of six strangers none came to a talk.
    assert read["names"] == {"names": 1, "talks": 2, "introductions": 1}
    assert (read["conversion"]["introduced"], read["conversion"]["open"]) == (None, 1)
    assert (read["conversion"]["cold"]["k"], read["conversion"]["cold"]["n"]) == (0, 6)
    sources = {
        one["source"]: (one["asked"], one["answered"]["k"], one["talked"]["k"])
        for one in read["by_source"]
    }
    assert sources == {"cold": (6, 0, 0), None: (3, 2, 1), "alumni": (1, 1, 1)}
    # The week of the asks, that of the talks, and that of the late promise and the news to Dora.
    assert read["rhythm"]["active"] == 3
    # Beta(2 + 2, 6 + 8): the chance of no talk is 14/18 after one ask, 0.491 after three; 0.1003
    # after twelve, 0.087 after thirteen.
    assert read["forecast"] == {"about": 3, "perhaps": 13, "k": 2, "n": 10}
    assert read["reasons"] is None
    for sentence in SENTENCES:
        assert sentence in seen["screen"]
    assert seen["wrong"] == []


RATES = {
    "answered": (3, 10),
    "said_yes": (2, 10),
    "held": (2, 2),
    "thanked_in_time": (2, 2),
    "thanks_citing": (1, 2),
    "promises_kept": (1, 2),
    "advice_told": (1, 1),
    "introducers_told": None,
}
"""By hand. Both dates took place and both thanks went out the same day, Ana's with a line of hers;
the article for Ana came the next day, the sheet for Dora after ten; Dora heard of her advice."""

SENTENCES = (
    "About 3 more asks until the next talk, perhaps 13.",
    "A guess from 10 asks whose end is known; 2 led to a talk.",
    "3 of 10 asks were answered",
    "2 of 10 said yes",
    "2 of 2 dates took place",
    "2 of 2 thank-yous went out within a day",
    "1 of 2 thank-yous took up something they said",
    "1 of 2 of your promises were kept in time",
    "1 of 1 times you told them what came of their advice",
    "Half of 3 answers came within 2 working days.",
    "There was a step in 3 of 8 weeks. A pause breaks nothing.",
)
