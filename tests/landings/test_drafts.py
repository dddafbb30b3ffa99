"""Updates to those who helped, and the days on which they go out: pure."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.landings.drafts import Gift, draft, news_of
from api.landings.schemas import LandingKind
from api.landings.spreading import AT_A_TIME, half_hours, spread
from api.localtime import HalfHour
from api.threads.checks import UpdateDraft, check_update

TODAY = date(2026, 3, 4)
GIFTS = (
    Gift("advice", "Learn SQL on a table you already know.", "I did: twelve evenings. And more."),
    Gift("advice", "Write the definition before you draw the chart."),
    Gift("line", "You speak ward. We can't teach that."),
    Gift("introduced", name="Ben Adeyemi"),
    Gift("time"),
)


@pytest.mark.parametrize("kind", get_args(LandingKind))
@pytest.mark.parametrize("gift", GIFTS)
def test_each_draft_passes_the_check_of_updates(kind: LandingKind, gift: Gift) -> None:
    news = news_of(kind, "Clinical informatics analyst, in a hospital", "St Brannock Hospital")
    made = draft(gift, news, ["Grace", "Obi"], "Nora Haas")
    checked = check_update(
        UpdateDraft(
            channel="email",
            subject=made.subject,
            body=made.body,
            recipient_names=["Grace", "Obi"],
            advice=[gift.words] if gift.help == "advice" else [],
        )
    )
    assert checked.judged
    assert checked.findings == []
    assert made.body.startswith("Dear Grace,\n\n")
    assert made.summary in made.body
    assert "{" not in made.body
    assert "  " not in made.body


def test_what_was_done_is_told_in_one_sentence() -> None:
    made = draft(GIFTS[0], "It helped: I got there", ["Grace"], "Nora")
    assert "twelve evenings. It helped: I got there." in made.summary
    assert "And more" not in made.body


@given(st.integers(0, 100), st.sets(st.integers(1, 7), min_size=1))
def test_everybody_has_one_day_in_the_two_weeks(people: int, weekdays: set[int]) -> None:
    days = half_hours(HalfHour(frozenset(weekdays)), TODAY)
    told = spread(range(people), days)
    assert list(told) == list(range(people))
    assert all(TODAY < day <= TODAY + timedelta(days=14) for day in told.values())
    assert list(told.values()) == sorted(told.values())
    at_once = [list(told.values()).count(day) for day in set(told.values())]
    if people <= AT_A_TIME * len(days):
        assert all(count <= AT_A_TIME for count in at_once)
