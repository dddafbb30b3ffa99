"""Dates and times as their reader writes them; what Babel does not know is written the house's way."""

from datetime import date, datetime

import pytest

from api.dates import said_date, said_time

AFTERNOON = datetime(2027, 3, 9, 15, 5)  # noqa: DTZ001 - a time on the wall


@pytest.mark.parametrize(
    ("locale", "time", "day"),
    [
        ("en", "15:05", "9 March 2027"),
        ("en-GB", "15:05", "9 March 2027"),
        ("en-US", "3:05\u00a0PM", "March 9, 2027"),
        ("de-CH", "15:05", "9. März 2027"),
        ("pt_BR", "15:05", "9 de março de 2027"),
        ("en-XX", "15:05", "9 March 2027"),
        ("xx", "15:05", "9 March 2027"),
        ("", "15:05", "9 March 2027"),
        ("../../x", "15:05", "9 March 2027"),
    ],
)
def test_the_reader_decides(locale: str, time: str, day: str) -> None:
    assert said_time(AFTERNOON, locale) == time
    assert said_date(date(2027, 3, 9), locale) == day
