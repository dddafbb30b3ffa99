"""The look back at a week, the whole way: what was told over HTTP, the clock moved, the mail read."""

from datetime import UTC, datetime, timedelta

import pytest

from api.tables import new_id
from tests.reminders.test_reminders import World, world
from tests.threads.desk import Desk, Json

__all__ = ["world"]

pytestmark = pytest.mark.anyio

FRIDAY = datetime(2027, 3, 12, 18, 1, tzinfo=UTC)
"""The world begins on Monday, 8 March 2027, at noon in London."""
WEEK = timedelta(days=7)
QUIETLY = "A quiet week"


async def older(world: World, desk: Desk) -> None:
    """Somebody who has been here for long: nothing is held back from them for being new."""
    await world.admin.execute(
        "UPDATE directory.people SET created_at = $1 WHERE id = $2",
        world.now - timedelta(days=60),
        desk.who.id,
    )


async def settled(world: World) -> Desk:
    nora = await world.person()
    await older(world, nora)
    return nora


async def talked(world: World, desk: Desk, heard: str = "Start with one table you know.") -> Json:
    """A talk that was held an hour ago and thanked for, with one line that was heard."""
    talk = await world.talk(desk, world.now + timedelta(minutes=5))
    await world.until(world.now + timedelta(minutes=40))
    told = f"/v1/conversations/{talk['id']}"
    assert (await desk.post(f"{told}/happened", id=new_id(), what="talked")).status_code == 200
    line = {"id": str(new_id()), "tag": "insight", "text": heard, "at": world.now.isoformat()}
    kept = await desk.post(f"{told}/lines", lines=[line])
    assert kept.json()["items"][0]["status"] == "kept", kept.text
    thanked = await desk.post(f"/v1/threads/{talk['thread_id']}/thanks", id=new_id())
    assert thanked.status_code == 200, thanked.text
    return talk


def looks_back(world: World) -> list[str]:
    return [
        mail.letter.subject
        for mail in world.box.mails
        if "last half hour" in " ".join(mail.letter.text.split())
    ]


async def test_a_week_is_looked_back_on_once_at_the_last_half_hour_of_it(world: World) -> None:
    nora = await settled(world)
    await talked(world, nora)
    for name in ("Ingrid", "Jonas"):
        thread = await nora.start(name, "Berg")
        await nora.say(thread["id"], "sent")
    await nora.say(thread["id"], "answered_yes")
    victor = await nora.start("Victor", "Hale")
    await nora.say(victor["id"], "sent")
    await nora.say(victor["id"], "declined")
    await world.until(FRIDAY - timedelta(hours=1))
    assert looks_back(world) == []
    await world.until(FRIDAY)
    assert looks_back(world) == ["Your week: one talk, two answers"]
    mail = world.box.mails[-1]
    assert mail.at.hour == 18
    text = " ".join(mail.letter.text.split())
    for sentence in (
        "“Start with one table you know.” Ewan",
        "You talked with Ewan.",
        "You asked three people.",
        "Jonas said yes. Victor said no. That ask is complete.",
        "You thanked Ewan, within a day.",
        "The next step: Find a time with Jonas · 3 min",
    ):
        assert sentence in text
    # It named what is due: the day has no second message.
    assert [one.at.date() for one in world.box.mails].count(mail.at.date()) == 1
    await world.until(FRIDAY + timedelta(days=6))
    assert len(looks_back(world)) == 1
    (read,) = (await nora.get("/v1/digests"))["items"]
    assert (read["period"], read["begins"], read["ends"]) == ("week", "2027-03-05", "2027-03-12")
    assert (read["asked"], read["answered"], read["said_no"], read["talks"]) == (3, 2, 1, 1)


async def test_of_a_quiet_week_a_word_once_and_then_nothing(world: World) -> None:
    nora = await settled(world)
    await world.until(FRIDAY + 4 * WEEK)
    assert looks_back(world) == [QUIETLY]
    outcomes = [
        one["outcome"]
        for one in (await nora.get("/v1/deliveries"))["items"]
        if one["kind"] == "weekly"
    ]
    assert outcomes == ["not-wanted:nothing-to-tell"] * 4 + ["sent"]
    await talked(world, nora)
    await world.until(FRIDAY + 5 * WEEK)
    assert looks_back(world)[1:] == ["Your week: one talk, one thank-you"]
    await world.until(FRIDAY + 8 * WEEK)
    # The first of a month looks back over the month, and what happened in it is no quiet one.
    assert [subject for subject in looks_back(world) if subject == QUIETLY] == [QUIETLY] * 2


async def test_a_quiet_week_says_nothing_where_something_is_due(world: World) -> None:
    nora = await settled(world)
    thread = await nora.start("Ingrid", "Berg")
    await nora.say(thread["id"], "sent", world.now - timedelta(days=9))
    await world.until(FRIDAY)
    assert looks_back(world) == []
    assert "One follow-up to Ingrid" in world.box.subjects
    assert world.box.mails[-1].at.date() == FRIDAY.date()


async def test_the_first_of_a_month_looks_back_over_the_month(world: World) -> None:
    nora = await settled(world)
    await talked(world, nora)
    await world.until(FRIDAY + 3 * WEEK)
    assert [subject.partition(":")[0] for subject in looks_back(world)] == [
        "Your week",
        QUIETLY,
        "March",
    ]
    assert "You talked with Ewan." in world.box.mails[-1].letter.text
    month = (await nora.get("/v1/digests"))["items"][0]
    assert (month["period"], month["begins"], month["ends"]) == (
        "month",
        "2027-03-01",
        "2027-03-31",
    )


async def test_in_the_first_weeks_it_is_one_of_three_a_week(world: World) -> None:
    nora = await world.person()
    await world.admin.execute(
        "UPDATE directory.people SET created_at = $1 WHERE id = $2", world.now, nora.who.id
    )
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "sent")
    await nora.say(thread["id"], "answered_yes")
    await world.until(FRIDAY)
    assert len(world.box.mails) == 3
    assert looks_back(world) == []
    assert [one["asked"] for one in (await nora.get("/v1/digests"))["items"]] == [1]


async def test_whoever_wants_no_mail_of_it_reads_it_in_the_app_and_has_their_day(
    world: World,
) -> None:
    nora = await settled(world)
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "sent")
    await nora.say(thread["id"], "answered_yes")
    await world.admin.execute(
        "INSERT INTO person.switched_off (owner_id, kind, channel, at)"
        " VALUES ($1, 'weekly', 'email', now())",
        nora.who.id,
    )
    await world.until(FRIDAY)
    assert looks_back(world) == []
    assert world.box.mails[-1].at.date() == FRIDAY.date()
    assert [one["answered"] for one in (await nora.get("/v1/digests"))["items"]] == [1]


async def test_what_was_told_stays_as_it_was_and_a_correction_does_not_count(world: World) -> None:
    nora = await settled(world)
    thread = await nora.start("Ingrid", "Berg")
    await nora.say(thread["id"], "sent")
    other = await nora.start("Jonas", "Keller")
    await nora.say(other["id"], "sent")
    corrected = await nora.post(
        f"/v1/threads/{other['id']}/corrections", id=new_id(), stage="identified"
    )
    assert corrected.status_code == 200, corrected.text
    await world.until(FRIDAY)
    assert looks_back(world) == ["Your week: one person asked"]
    deleted = await world.http.delete(
        f"/v1/threads/{thread['id']}", headers={**nora.who.bearer, "if-match": "*"}
    )
    assert deleted.status_code == 204, deleted.text
    await world.until(FRIDAY + timedelta(days=1))
    assert [one["asked"] for one in (await nora.get("/v1/digests"))["items"]] == [1]


async def test_whoever_is_erased_is_named_no_more(world: World) -> None:
    nora = await settled(world)
    await talked(world, nora)
    await world.until(FRIDAY)
    (contact,) = (await nora.get("/v1/contacts"))["items"]
    erased = await nora.post(f"/v1/contacts/{contact['id']}/erase")
    assert erased.status_code == 204, erased.text
    (read,) = (await nora.get("/v1/digests"))["items"]
    assert read["talks"] == 1
    assert {(line["contact"]["first_name"], line["words"]) for line in read["lines"]} == {("", "")}


async def goal(desk: Desk, what: str) -> Json:
    answer = await desk.post("/v1/goals", id=new_id(), what=what)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def end(world: World, desk: Desk, one: Json, state: str) -> None:
    answer = await world.http.patch(
        f"/v1/goals/{one['id']}",
        headers={**desk.who.bearer, "if-match": "*"},
        json={"state": state},
    )
    assert answer.status_code == 200, answer.text


async def test_the_week_in_which_a_goal_is_reached_looks_back_on_the_whole_way(
    world: World,
) -> None:
    nora = await settled(world)
    set_ = await goal(nora, "Health data analyst")
    await talked(world, nora)
    await world.until(FRIDAY + 5 * WEEK + timedelta(days=3))
    before = len(looks_back(world))
    await end(world, nora, set_, "reached")
    await world.until(FRIDAY + 6 * WEEK)
    assert looks_back(world)[before:] == ["On the way to your goal: one talk, one thank-you"]
    text = " ".join(world.box.mails[-1].letter.text.split())
    assert "You got where you wanted to be: Health data analyst." in text
    assert "You talked with Ewan." in text
    read = (await nora.get("/v1/digests"))["items"][0]
    assert (read["period"], read["goal"], read["ending"]) == (
        "goal",
        "Health data analyst",
        "reached",
    )
    assert (read["begins"], read["ends"]) == ("2027-03-08", "2027-04-19")
    await world.until(FRIDAY + 7 * WEEK)
    periods = [one["period"] for one in (await nora.get("/v1/digests"))["items"]]
    assert periods.count("goal") == 1


async def test_a_goal_that_is_given_up_is_no_failure(world: World) -> None:
    nora = await settled(world)
    set_ = await goal(nora, "Product manager")
    await talked(world, nora)
    await end(world, nora, set_, "given_up")
    await world.until(FRIDAY)
    text = " ".join(world.box.mails[-1].letter.text.split())
    assert "You let a goal go: Product manager. What you heard on the way stays yours." in text


async def test_a_goal_that_is_taken_up_again_has_no_end(world: World) -> None:
    nora = await settled(world)
    set_ = await goal(nora, "Product manager")
    await talked(world, nora)
    await end(world, nora, set_, "given_up")
    await end(world, nora, set_, "open")
    await world.until(FRIDAY)
    assert looks_back(world) == ["Your week: one talk, one thank-you"]
