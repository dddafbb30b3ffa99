"""Today over HTTP: what is owed between people stands on it, one tap settles it, and undo undoes it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.overview.conftest import Json, Months
from tests.statements import statements

pytestmark = pytest.mark.anyio


def items(day: Json) -> list[Json]:
    return [*([day["card"]] if day["card"] else []), *day["then"], *day["can_wait"]]


async def of_kind(months: Months, kind: str) -> list[Json]:
    return [one for one in items(await months.get("/today")) if one["kind"] == kind]


async def talk_with(months: Months, name: str, ago: int) -> tuple[str, Json]:
    """Somebody one talked to so many days ago and thanked: their card and the talk."""
    months.go_to(ago, 9)
    contact_id = await months.contact(name)
    thread_id = await months.thread(contact_id)
    talk = await months.plan(thread_id, timedelta(hours=1))
    months.go_to(ago, 11)
    await months.happened(talk)
    await months.call("POST", f"/threads/{thread_id}/thanks", id=new_id())
    return contact_id, talk


async def line(months: Months, talk: Json, tag: str, text: str, **more: object) -> str:
    line_id = str(new_id())
    at = months.now.isoformat()
    told = {"id": line_id, "tag": tag, "text": text, "at": at, **more}
    await months.call("POST", f"/conversations/{talk['id']}/lines", lines=[told])
    return line_id


async def settle_and_take_back(months: Months, item: Json) -> None:
    """The tap takes it off; undo brings the same thing back."""
    body = {"kind": item["kind"], "subject_id": item["subject"]["id"]}
    await months.call("POST", "/today/done", **body)
    assert await of_kind(months, item["kind"]) == []
    await months.call("DELETE", "/today/done", **body)
    (again,) = await of_kind(months, item["kind"])
    assert again["subject"] == item["subject"]


async def test_my_promise_comes_up_and_is_kept_by_one_tap(months: Months) -> None:
    _, talk = await talk_with(months, "Helen", 6)
    due = (months.now + timedelta(days=6)).date().isoformat()
    promise = await line(months, talk, "promise", "The falls sheet", promiser="mine", due_on=due)
    assert await of_kind(months, "promise_mine") == []
    months.come_back()
    (item,) = await of_kind(months, "promise_mine")
    assert item["subject"] == {"type": "promise", "id": promise}
    assert item["about"] == "The falls sheet"
    assert item["contact"]["first_name"] == "Helen"
    await settle_and_take_back(months, item)
    await months.call("POST", "/today/done", kind="promise_mine", subject_id=item["subject"]["id"])
    kept = await months.get(f"/promises/{promise}")
    assert kept["state"] == "kept"
    assert kept["on_time"] is True


async def test_their_promise_comes_up_softly_five_business_days_after(months: Months) -> None:
    _, talk = await talk_with(months, "Sam", 20)
    due = (months.now + timedelta(days=3)).date().isoformat()
    await line(months, talk, "promise", "The reading list", promiser="theirs", due_on=due)
    months.go_to(16)
    assert await of_kind(months, "promise_theirs") == []
    months.come_back()
    (item,) = await of_kind(months, "promise_theirs")
    assert item["about"] == "The reading list"
    await settle_and_take_back(months, item)


async def test_an_introducer_hears_of_the_talk(months: Months) -> None:
    helen, _ = await talk_with(months, "Helen Marsh", 30)
    months.go_to(29)
    ewan = await months.contact("Ewan Ross")
    led = await months.introduce(helen, ewan)
    assert await of_kind(months, "tell_introducer") == []
    thread_id = await months.thread(ewan)
    talk = await months.plan(thread_id, timedelta(hours=1))
    months.go_to(29, 12)
    await months.happened(talk)
    (item,) = await of_kind(months, "tell_introducer")
    assert item["subject"] == {"type": "introduction", "id": led}
    assert item["contact"]["name"] == "Helen Marsh"
    assert item["about"] == "Ewan"
    await settle_and_take_back(months, item)


async def test_whoever_advised_hears_what_came_of_it_once(months: Months) -> None:
    _, talk = await talk_with(months, "Grace", 40)
    for text in ("Learn SQL on a table you know", "Read the standard"):
        advice = await line(months, talk, "advice", text)
        await months.call("PATCH", f"/advice/{advice}", state="done")
    (item,) = await of_kind(months, "advice_told")
    assert item["subject"]["type"] == "advice"
    assert item["contact"]["first_name"] == "Grace"
    assert await of_kind(months, "first_update") == []


async def test_a_first_word_after_thirty_days_then_keeping_in_touch(months: Months) -> None:
    contact_id, _ = await talk_with(months, "Ana", 150)
    months.go_to(121)
    assert await of_kind(months, "first_update") == []
    months.go_to(119)
    (item,) = await of_kind(months, "first_update")
    assert item["subject"] == {"type": "contact", "id": contact_id}
    assert await of_kind(months, "keep_in_touch") == []
    months.come_back()
    (later,) = await of_kind(months, "keep_in_touch")
    assert later["contact"]["first_name"] == "Ana"
    await settle_and_take_back(months, later)


async def test_not_today_puts_it_off_until_then(months: Months) -> None:
    await talk_with(months, "Ana", 150)
    months.come_back()
    (item,) = await of_kind(months, "keep_in_touch")
    body = {"kind": "keep_in_touch", "subject_id": item["subject"]["id"]}
    until = months.now + timedelta(days=1)
    await months.call("POST", "/today/snooze", **body, until=until)
    assert await of_kind(months, "keep_in_touch") == []
    months.shift.write_text(str(timedelta(days=1, minutes=1).total_seconds()))
    assert len(await of_kind(months, "keep_in_touch")) == 1


async def test_reading_up_takes_what_is_left_of_fifteen_minutes(months: Months) -> None:
    months.come_back()
    thread_id = await months.thread(await months.contact("Fatima"))
    talk = await months.plan(thread_id, timedelta(hours=20))
    (item,) = await of_kind(months, "prepare")
    assert item["minutes"] == 15
    written = {"goal": "The degree question", "made": "A talk", "news": "A new register"}
    path = f"/conversations/{talk['id']}/preparation"
    answer = await months.http.request(
        "PATCH", f"/v1{path}", json=written, headers={**months.who.bearer, "if-match": "*"}
    )
    assert answer.status_code < 300, answer.text
    (item,) = await of_kind(months, "prepare")
    assert item["minutes"] == 8
    more = {"offer": "A ward's view", "view": "Definitions first"}
    await months.call("PATCH", path, **more)
    (item,) = await of_kind(months, "prepare")
    assert item["minutes"] == 5


async def test_times_that_were_offered_are_asked_about_until_they_pass(months: Months) -> None:
    months.go_to(4)
    thread_id = await months.thread(await months.contact("Jonas"))
    await months.say(thread_id, "sent")
    await months.say(thread_id, "answered_yes")
    assert [one["subject"]["id"] for one in await of_kind(months, "find_time")] == [thread_id]
    starts = [months.now + timedelta(days=day) for day in (3, 5)]
    slots = [
        {"id": str(new_id()), "starts_at": at.isoformat(), "ends_at": end.isoformat()}
        for at, end in ((at, at + timedelta(minutes=30)) for at in starts)
    ]
    await months.call(
        "POST",
        "/slot-offers",
        id=new_id(),
        thread_id=thread_id,
        zone="Europe/London",
        slots=slots,
        sent=True,
    )
    about = ("find_time", "choose_time")
    day = items(await months.get("/today"))
    assert not [one for one in day if one["kind"] in about]
    months.go_to(2)
    (asked,) = [one for one in items(await months.get("/today")) if one["kind"] in about]
    assert (asked["kind"], asked["subject"]["id"]) == ("choose_time", thread_id)
    months.come_back()
    (again,) = [one for one in items(await months.get("/today")) if one["kind"] in about]
    assert again["kind"] == "find_time"


async def test_the_half_hour_is_named(months: Months) -> None:
    months.come_back()
    today = datetime.fromisoformat((await months.get("/today"))["date"]).isoweekday()
    tomorrow = today % 7 + 1
    for days, half_hour in (([today], True), ([tomorrow], False)):
        await months.call("PATCH", "/me/profile", half_hour_days=days, half_hour_time="19:00")
        day = await months.get("/today")
        assert day["plan"]["half_hour"] is half_hour
        at = datetime.fromisoformat(day["plan"]["next"]["local"])
        assert at.isoweekday() in days
        assert (at.hour, at.minute) == (19, 0)


async def test_a_deleted_person_stands_nowhere(months: Months) -> None:
    contact_id, talk = await talk_with(months, "Helen", 6)
    await line(months, talk, "promise", "The sheet", promiser="mine", due_on="2020-01-01")
    other = await months.contact("Ian")
    await months.thread(other)
    months.come_back()
    assert {one["kind"] for one in items(await months.get("/today"))} == {"promise_mine", "ask"}
    for gone in (contact_id, other):
        await months.call("DELETE", f"/contacts/{gone}")
    assert [one["kind"] for one in items(await months.get("/today"))] == ["ask_first"]


async def test_today_is_read_in_six_statements_however_much_there_is(
    months: Months, person: MakePerson
) -> None:
    for number in range(6):
        _, talk = await talk_with(months, f"Person {number}", 40 + number)
        await line(months, talk, "promise", "A line", promiser="mine", due_on="2020-01-01")
    months.come_back()
    async with statements(months.app) as seen:
        day = await months.get("/today")
    assert len(items(day)) >= 6
    assert len(seen) == 6
    stranger: Any = await person()
    answer = await months.http.get("/v1/today", headers=stranger.bearer)
    assert [one["kind"] for one in items(answer.json())] == ["ask_first"]
