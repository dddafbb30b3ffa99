"""Calendar files: when they make somebody busy, whoever wrote them and whatever they hold."""

import io
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import icalendar
import pytest
import recurring_ical_events

from api.conversations.calendar_lines import NotACalendar
from api.conversations.calendar_spans import AHEAD, BEHIND, MOST_SPANS, Busy, busy_spans
from tests.conversations.calendar_files import APPLE, FREE_BUSY, GOOGLE, OUTLOOK, event

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def read(text: str | bytes, zone: str = "Europe/London", now: datetime = NOW) -> Busy:
    data = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    return busy_spans(io.BytesIO(data), zone=zone, email="nora@example.org", now=now)


def shown(busy: Busy) -> list[str]:
    """Spans as `1124T1400-1500`, in UTC."""
    return [
        f"{a:%m%dT%H%M}-{b:{'%H%M' if a.date() == b.date() else '%m%dT%H%M'}}"
        for a, b in busy.spans
    ]


def test_google() -> None:
    busy = read(GOOGLE)
    assert shown(busy) == [
        "1123T0900-0930",
        "1124T1400-1500",
        "1125T1300-1330",
        "1126T0900-0930",
        "1130T1600-1700",
        "1201T0000-1203T0000",
        "1210T0900-0930",
        "1214T0900-0930",
    ]
    assert (busy.events, busy.left_out, busy.unknown_zones) == (8, 0, [])


def test_outlook_and_its_names_of_zones() -> None:
    busy = read(OUTLOOK)
    assert shown(busy) == [
        "1124T0900-0930",
        "1125T0900-1000",
        "1127T0800-0900",
        "1225T0800-0900",
        "0129T0800-0900",
        "0329T0800-0900",
        "0405T0800-0900",
    ]
    assert busy.unknown_zones == []


def test_apple() -> None:
    busy = read(APPLE, zone="Europe/Berlin")
    assert shown(busy)[:11] == [
        "1124T0730-0815",
        "1128T2100-1129T0100",
        "1210T0900-1000",
        "1211T0900-1000",
        "1211T2300-1212T2300",
        "1213T1100-1130",
        "1214T1100-1130",
        # Every other Tuesday at six in New York; the first of December was taken out.
        "1215T2300-1216T0000",
        "1221T1000-1030",
        "1222T1000-1200",
        "1223T1000-1130",
    ]
    newyork = [a for a, b in busy.spans if b - a == timedelta(hours=1) and a.hour in {22, 23}]
    # In summer too it is six there.
    assert {a.hour for a in newyork if a.month == 7} == {22}
    assert {(b.date() - a.date()).days for a, b in pairwise(newyork)} == {14}


def test_free_busy_lists() -> None:
    assert shown(read(FREE_BUSY)) == ["1124T0900-1000", "1124T1200-1300"]


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.parametrize("text", [GOOGLE, OUTLOOK, APPLE])
def test_another_program_finds_the_same_times(text: str) -> None:
    """Of what takes time and is not said to be free: recurring-ical-events, hour by hour."""
    busy = read(text)
    calendar = icalendar.Calendar.from_ical(text.replace("\n", "\r\n"))
    found = []
    for one in recurring_ical_events.of(calendar).between(busy.from_, busy.until):
        free = (
            str(one.get("TRANSP", "")) == "TRANSPARENT"
            or str(one.get("X-MICROSOFT-CDO-BUSYSTATUS", "")) in {"FREE", "WORKINGELSEWHERE"}
            or str(one.get("STATUS", "")) == "CANCELLED"
            or str(one.get("SUMMARY", "")) == "Declined"
        )
        if not free:
            found.append((instant(one.start), instant(one.end)))
    hour = busy.from_.replace(minute=0)
    differing = []
    while hour < busy.until:
        here = any(a < hour + timedelta(hours=1) and b > hour for a, b in busy.spans)
        there = any(a < hour + timedelta(hours=1) and b > hour for a, b in found)
        if here != there:
            differing.append(hour)
        hour += timedelta(hours=1)
    assert differing == []


def instant(at: object) -> datetime:
    """What the other program says, as an instant; without a zone it is London's."""
    from api.localtime import to_utc

    local = at if isinstance(at, datetime) else datetime.combine(at, datetime.min.time())  # type: ignore[call-overload]
    return local.astimezone(UTC) if local.tzinfo else to_utc(local, "Europe/London")


def test_whole_days_are_those_of_the_person() -> None:
    text = event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202")
    assert shown(read(text, zone="Asia/Tokyo")) == ["1130T1500-1201T1500"]
    assert shown(read(text, zone="America/Los_Angeles")) == ["1201T0800-1202T0800"]


def test_a_time_on_the_wall_stays_through_changes_of_clocks() -> None:
    text = event(
        "DTSTART;TZID=Europe/London:20270301T090000",
        "DTEND;TZID=Europe/London:20270301T100000",
        "RRULE:FREQ=WEEKLY;COUNT=8",
    )
    assert {a.hour for a, _ in read(text).spans if a < datetime(2027, 3, 28, tzinfo=UTC)} == {9}
    assert {a.hour for a, _ in read(text).spans if a > datetime(2027, 3, 28, tzinfo=UTC)} == {8}


def test_until_is_the_last_moment_that_counts() -> None:
    def of(until: str) -> list[str]:
        return shown(
            read(
                event(
                    "DTSTART;TZID=America/New_York:20261124T180000",
                    "DTEND;TZID=America/New_York:20261124T190000",
                    f"RRULE:FREQ=DAILY;UNTIL={until}",
                )
            )
        )

    # 18:00 in New York is 23:00 UTC.
    assert len(of("20261126T230000Z")) == 3
    assert len(of("20261126T225959Z")) == 2
    assert len(of("20261126T180000")) == 3
    assert len(of("20261126")) == 3


def test_the_last_word_on_an_event_counts() -> None:
    old = event("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "SEQUENCE:0")
    new = event("DTSTART:20261125T090000Z", "DTEND:20261125T100000Z", "SEQUENCE:2")
    gone = event(
        "DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "SEQUENCE:3", "STATUS:CANCELLED"
    )
    assert shown(read(old + new.removeprefix("BEGIN:VCALENDAR\nVERSION:2.0\n"))) == [
        "1125T0900-1000"
    ]
    assert shown(read(new + gone.removeprefix("BEGIN:VCALENDAR\nVERSION:2.0\n"))) == []


def test_an_exception_that_names_a_day_takes_that_day() -> None:
    text = event(
        "DTSTART;TZID=Europe/London:20261124T090000",
        "DTEND;TZID=Europe/London:20261124T100000",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;VALUE=DATE:20261125",
        "EXDATE:20261126T090000Z",
    )
    assert shown(read(text)) == ["1124T0900-1000", "1127T0900-1000"]


def test_an_event_without_name_and_a_series_without_end_are_read() -> None:
    text = event("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "RRULE:FREQ=DAILY").replace(
        "UID:one\n", ""
    )
    assert len(read(text).spans) == 365


def test_unknown_zones_are_the_persons_own_and_named() -> None:
    busy = read(
        event(
            "DTSTART;TZID=Middle Earth:20261124T090000", "DTEND;TZID=Middle Earth:20261124T100000"
        ),
        zone="Europe/Berlin",
    )
    assert (shown(busy), busy.unknown_zones) == (["1124T0800-0900"], ["Middle Earth"])


def test_line_ends_byte_order_mark_and_a_file_that_is_cut() -> None:
    whole = event("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z")
    assert read(b"\xef\xbb\xbf" + whole.encode()).spans
    assert read(b"\r\n\r\n" + whole.encode()).spans
    cut = whole + "BEGIN:VEVENT\nUID:two\nDTSTART:20261125T0900"
    assert shown(read(cut)) == ["1124T0900-1000"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"First Name,Last Name\nNora,Haas\n",
        b"\x89PNG\r\n\x1a\n" * 100,
        b"\0" * 10_000,
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(data)


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:20261340T090000Z",
        "DTSTART:tomorrow",
        "DTSTART:99991231T090000Z",
        "X-DTSTART:20261124T090000Z",
    ],
)
def test_an_event_that_says_no_time_is_counted_and_left(line: str) -> None:
    assert read(event(line, "DTEND:20261124T100000Z")).left_out == 1


RULES = [
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MINUTELY;INTERVAL=7",
    "FREQ=HOURLY",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000",
    "FREQ=DAILY;COUNT=999999999",
    "FREQ=YEARLY;BYWEEKNO=" + ",".join(map(str, range(1, 54))),
    "FREQ=DAILY;BYHOUR="
    + ",".join(map(str, range(24)))
    + ";BYMINUTE="
    + ",".join(map(str, range(60)))
    + ";BYSECOND="
    + ",".join(map(str, range(60))),
    "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 50_000),
    "COUNT=" + "9" * 100_000,
]
START = ("DTSTART:19010101T000000Z", "DTEND:19010101T000001Z")


@pytest.mark.parametrize("rule", RULES)
def test_one_hostile_rule_costs_little(rule: str) -> None:
    began = time.process_time()
    busy = read(event(*START, f"RRULE:{rule}"))
    assert time.process_time() - began < 1.5
    assert len(busy.spans) <= MOST_SPANS


def test_many_hostile_rules_cost_no_more_than_the_file_may() -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}\n{START[0]}\n{START[1]}\nRRULE:{RULES[n % 9]}\nEND:VEVENT\n"
        for n in range(20_000)
    )
    zones = "".join(
        f"BEGIN:VTIMEZONE\nTZID:z{n}\nBEGIN:STANDARD\nDTSTART:19010101T000000\nTZOFFSETFROM:+0000\n"
        f"TZOFFSETTO:+0100\nRRULE:FREQ=MINUTELY\nEND:STANDARD\nEND:VTIMEZONE\n"
        f"BEGIN:VEVENT\nUID:e{n}\nDTSTART;TZID=z{n}:20261124T090000\n"
        f"DTEND;TZID=z{n}:20261124T100000\nEND:VEVENT\n"
        for n in range(2_000)
    )
    data = f"BEGIN:VCALENDAR\n{zones}{events}END:VCALENDAR\n".encode()
    began = time.process_time()
    busy = read(data)
    assert time.process_time() - began < 12
    assert busy.left_out > 1000
    assert len(busy.spans) <= MOST_SPANS


DATES = ",".join(f"{NOW + timedelta(minutes=3 * n):%Y%m%dT%H%M%SZ}" for n in range(10_000))
HUGE = {
    "events": "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:20261124T090000Z\nDURATION:PT1H\nEND:VEVENT\n"
        for n in range(120_000)
    ),
    "dates": f"BEGIN:VEVENT\nDTSTART:20261124T090000Z\nDURATION:PT1M\nRDATE:{DATES}\nEND:VEVENT\n"
    * 40,
    "exceptions": (
        f"BEGIN:VEVENT\nDTSTART:20261124T090000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY\n"
        f"EXDATE:{DATES}\nEND:VEVENT\n" * 40
    ),
    "busy": f"BEGIN:VFREEBUSY\nFREEBUSY:{DATES.replace('Z,', 'Z/PT1M,')}/PT1M\nEND:VFREEBUSY\n"
    * 40,
    "overrides": "".join(
        f"BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:{at}\nDTSTART:{at}\n"
        "DURATION:PT1M\nEND:VEVENT\n"
        for at in DATES.split(",") * 6
    ),
    "a line": "DTSTART:" + "9" * (8 * 2**20),
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_file_of_any_kind_is_read_within_seconds(kind: str) -> None:
    data = f"BEGIN:VCALENDAR\n{HUGE[kind]}\nEND:VCALENDAR\n".encode()
    began = time.process_time()
    busy = read(data)
    assert time.process_time() - began < 6
    assert len(busy.spans) <= MOST_SPANS
    assert kind in {"a line"} or busy.left_out > 0


@pytest.mark.parametrize("line", ["BEGIN:VEVENT\n", "BEGIN:X\n"])
def test_what_is_nested_without_end_is_no_calendar(line: str) -> None:
    with pytest.raises(NotACalendar):
        read("BEGIN:VCALENDAR\n" + line * 100_000 + "END:VEVENT\n" * 100_000)


def test_a_huge_file_needs_memory_for_its_times_alone() -> None:
    one = "BEGIN:VEVENT\nUID:{n}\nDTSTART:{y}1124T090000Z\nDTEND:{y}1124T100000Z\nDESCRIPTION:{t}\nEND:VEVENT\n"
    # Twenty years of events with long texts, and one line of a megabyte.
    events = "".join(one.format(n=n, y=2007 + n % 20, t="x" * 900) for n in range(10_000))
    data = f"BEGIN:VCALENDAR\nX-LONG:{'y' * 2**20}\n{events}END:VCALENDAR\n".encode()
    assert len(data) > 10 * 2**20
    began = time.process_time()
    assert read(data).events == 10_000
    assert time.process_time() - began < 5
    tracemalloc.start()
    try:
        read(data)
        # The file itself is one copy in BytesIO.
        assert tracemalloc.get_traced_memory()[1] < 2 * len(data)
    finally:
        tracemalloc.stop()


def test_more_spans_than_are_kept_become_quarters_of_hours() -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:{NOW + timedelta(minutes=20 * n):%Y%m%dT%H%M%SZ}\n"
        f"DURATION:PT1M\nEND:VEVENT\n"
        for n in range(25_000)
    )
    busy = read(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
    assert 1 < len(busy.spans) <= MOST_SPANS
    assert all(a.minute % 15 == 0 for a, _ in busy.spans[1:])


def test_the_window_is_known() -> None:
    busy = read(GOOGLE)
    assert (busy.from_, busy.until) == (NOW - BEHIND, NOW + AHEAD)
