"""The measures over HTTP, against figures made by hand and against a second count of the raw rows."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.overview.conftest import Json, Months
from tests.overview.recount import recount
from tests.statements import statements

pytestmark = pytest.mark.anyio


async def ask(months: Months, name: str, ago: int, source: str | None = None) -> tuple[str, str]:
    """Somebody who is asked so many days ago: contact and thread."""
    months.go_to(ago)
    contact_id = await months.contact(name, source)
    thread_id = await months.thread(contact_id)
    await months.say(thread_id, "sent")
    return contact_id, thread_id


async def answered(months: Months, thread_id: str, what: str, ago: int) -> None:
    months.go_to(ago)
    await months.say(thread_id, what)


async def talked(months: Months, thread_id: str, ago: int) -> Json:
    """A date two days later that is kept; the talk ends half past ten of that day."""
    months.go_to(ago + 2)
    talk = await months.plan(thread_id)
    months.go_to(ago, 11)
    await months.happened(talk)
    return talk


async def thank(months: Months, thread_id: str) -> None:
    await months.call("POST", f"/threads/{thread_id}/thanks", id=new_id())


async def a_year(months: Months) -> dict[str, tuple[str, str]]:
    """Thirteen asks: eleven counted, seven answered, four yes, two talks of them; one talk with
    somebody met; four introductions."""
    people: dict[str, tuple[str, str]] = {}
    for name, ago, source, result in (
        ("Ana", 160, "alumni", "answered_yes"),
        ("Ben", 120, "referral", "answered_yes"),
        ("Cem", 119, "cold", "declined"),
        ("Dee", 118, "cold", "answered_later"),
        ("Eva", 117, "cold", None),
        ("Fay", 116, "linkedin", None),
        ("Gus", 115, "referral", None),
        ("Hal", 114, None, "referred_on"),
        ("Ida", 100, "referral", "answered_yes"),
        ("Jon", 90, "cold", None),
        ("Kim", 9, "referral", "answered_yes"),
        ("Lea", 3, "cold", None),
        ("Max", 2, None, None),
    ):
        people[name] = await ask(months, name, ago, source)
        if result:
            await answered(months, people[name][1], result, ago - 4)
    await talked(months, people["Ana"][1], 150)
    months.go_to(150, 20)
    await thank(months, people["Ana"][1])
    led = await months.introduce(people["Ana"][0], people["Ben"][0])
    await talked(months, people["Ben"][1], 110)
    months.go_to(108)
    await thank(months, people["Ben"][1])
    await months.call("PATCH", f"/introductions/{led}", closed_at=months.now)
    await months.introduce(people["Ben"][0], people["Gus"][0])
    await months.introduce(people["Ben"][0], people["Kim"][0])
    await months.introduce(people["Hal"][0], people["Ida"][0])
    months.go_to(94)
    fell_through = await months.plan(people["Ida"][1])
    await months.happened(fell_through, "cancelled")
    months.go_to(60)
    met = await months.contact("Nan", "event")
    thread_id = await months.thread(met)
    await months.call(
        "POST",
        "/conversations/past",
        id=new_id(),
        thread_id=thread_id,
        contact_id=met,
        ended_at=months.now - timedelta(hours=2),
    )
    months.come_back()
    return people


def share(read: Any) -> tuple[int, int] | None:
    return read and (read["k"], read["n"])


async def test_a_year_by_hand(months: Months) -> None:
    await a_year(months)
    async with statements(months.app) as seen:
        read = await months.get("/measures")
    assert len(seen) == 8
    assert (read["asked"], read["open"], read["asks_so_far"], read["talks"]) == (13, 2, 11, 3)
    assert share(read["answered"]) == (7, 11)
    assert share(read["said_yes"]) == (4, 11)
    assert share(read["held"]) == (2, 3)
    assert share(read["thanked_in_time"]) == (1, 3)
    assert share(read["introducers_told"]) == (1, 1)
    steps = {step["step"]: step["asks"] for step in read["steps"]}
    assert steps == {"asked": 13, "answered": 7, "said_yes": 4, "date_set": 3, "talked": 2}
    assert read["names"] == {"names": 3, "talks": 3, "introductions": 4}
    assert share(read["conversion"]["introduced"]) == (1, 3)
    assert read["conversion"]["open"] == 1
    assert share(read["conversion"]["cold"]) == (0, 4)
    by_source = {one["source"]: one for one in read["by_source"]}
    assert by_source["cold"]["asked"] == 5
    assert by_source["cold"]["open"] == 1
    assert share(by_source["cold"]["answered"]) == (2, 4)
    assert share(by_source["referral"]["answered"]) == (3, 4)
    assert share(by_source["referral"]["talked"]) == (1, 4)
    assert by_source[None]["open"] == 1
    assert (read["forecast"]["k"], read["forecast"]["n"]) == (2, 10)
    assert read["answer_days"]["n"] == 7
    assert read["talk_days"]["n"] == 2
    assert read["thanks_citing"] is None
    assert read["promises_kept"] is None
    assert read["advice_told"] is None
    assert read["reasons"] is None


async def test_a_year_counted_again(months: Months) -> None:
    people = await a_year(months)
    # What was told wrongly and put right: no answer after all, an ask that never was, a new round.
    for name, stage in (("Dee", "followed_up"), ("Max", "identified")):
        path = f"/threads/{people[name][1]}/corrections"
        await months.call("POST", path, id=new_id(), stage=stage)
    await months.say(people["Cem"][1], "sent")
    read = await months.get("/measures")
    raw = await recount(months.admin, months.who.id, months.now, zone="Europe/London", country="GB")
    assert (read["asked"], read["open"]) == (raw["asked"], raw["open"]) == (13, 2)
    assert share(read["answered"]) == (raw["answered"], raw["counted"]) == (6, 11)
    assert share(read["said_yes"]) == (raw["yes"], raw["counted"])
    assert share(read["held"]) == (raw["kept"], raw["came"])
    assert share(read["thanked_in_time"]) == (raw["thanked_in_time"], raw["thanks_due"])
    assert share(read["introducers_told"]) == raw["circle"]
    assert read["talks"] == raw["talks"]
    assert {step["step"]: step["asks"] for step in read["steps"]}["talked"] == raw["talked"]
    assert read["names"]["names"] == raw["names"]
    assert read["names"]["introductions"] == raw["introductions"]
    assert read["conversion"]["introduced"]["k"] == raw["introduced_talked"]
    for one in read["by_source"]:
        again = raw["by_source"][one["source"]]
        assert one["asked"] == again["asked"]
        assert one["open"] == again.get("open", 0)
        if one["answered"]:
            assert one["answered"]["k"] == again.get("answered", 0)
            assert one["talked"]["k"] == again.get("talked", 0)
    for name in ("answer_days", "talk_days"):
        days = raw[name]
        assert read[name]["n"] == len(days)
        assert read[name]["days"] == days[(len(days) - 1) // 2]
    weeks = {date.fromisoformat(week["begins"]): week["steps"] for week in read["rhythm"]["weeks"]}
    assert weeks == {begins: raw["weeks"].get(begins, 0) for begins in weeks}
    assert read["rhythm"]["active"] == sum(steps > 0 for steps in weeks.values())


async def test_nothing_before_ten_asks_count(months: Months) -> None:
    for number in range(9):
        _, thread_id = await ask(months, f"Person {number}", 40)
        await answered(months, thread_id, "declined", 39)
    await ask(months, "Person 9", 3)
    months.come_back()
    read = await months.get("/measures")
    assert (read["asks_so_far"], read["asked"], read["open"]) == (9, 10, 1)
    told = {name for name, value in read.items() if value not in (None, [])}
    assert told == {"asks_so_far", "asked", "open", "talks"}


async def test_the_tenth_answer_opens_them(months: Months) -> None:
    for number in range(10):
        _, thread_id = await ask(months, f"Person {number}", 2)
        await answered(months, thread_id, "declined", 1)
    months.come_back()
    read = await months.get("/measures")
    assert share(read["answered"]) == (10, 10)
    assert share(read["said_yes"]) == (0, 10)
    assert read["forecast"] == {"about": 7, "perhaps": 36, "k": 0, "n": 10}
    assert read["held"] is None
    assert read["conversion"] is None


async def test_reasons_are_one_sentence_from_five_on(months: Months) -> None:
    reasons = ["wrong_moment", "my_message", "wrong_moment", "cannot_know", "wrong_moment"]
    for number, reason in enumerate(reasons):
        assert (await months.get("/measures"))["reasons"] is None
        _, thread_id = await ask(months, f"Person {number}", 5)
        await answered(months, thread_id, "declined", 4)
        await months.call("PATCH", f"/threads/{thread_id}", close_reason=reason)
    months.come_back()
    assert (await months.get("/measures"))["reasons"] == {
        "n": 5,
        "wrong_moment": 3,
        "wrong_person": 0,
        "my_message": 1,
        "cannot_know": 1,
    }


async def test_a_thread_that_was_deleted_counts_nowhere(months: Months) -> None:
    people = await a_year(months)
    await months.call("DELETE", f"/threads/{people['Jon'][1]}")
    read = await months.get("/measures")
    assert (read["asked"], share(read["answered"])) == (12, (7, 10))


async def test_nobody_sees_the_numbers_of_another(months: Months, person: Any) -> None:
    await a_year(months)
    stranger = await person()
    answer = await months.http.get("/v1/measures", headers=stranger.bearer)
    assert answer.json()["asked"] == 0
    assert (await months.http.get("/v1/measures")).status_code == 401
    narrow = await person(scopes=["contacts:read"])
    assert (await months.http.get("/v1/measures", headers=narrow.bearer)).status_code == 403
