"""Somebody needs help now: whoever answers for them hears of it at once, by day and by night."""

from datetime import timedelta

import pytest

from api.tables import new_id
from tests.coaching.test_letters import open_in
from tests.organizations.place import told
from tests.people import make_somebody
from tests.reminders.test_reminders import World, world
from tests.sharing.part import join

__all__ = ["world"]
pytestmark = pytest.mark.anyio

WORDS = "I was let go this morning and do not know what to tell them."


async def test_a_flag_reaches_the_coach_at_once_and_the_answer_the_person(world: World) -> None:
    place = await open_in(world)
    part = await join(place, await make_somebody(world.admin, zone="Europe/London"))
    await world.until(world.now + timedelta(hours=11))  # eleven at night, which is quiet
    world.box.mails.clear()
    flag = str(new_id())
    for _ in range(2):  # told twice it is one
        raised = await part.send("PUT", f"{part.here}/flags/{flag}", {"words": WORDS})
        assert raised.status_code in {200, 201}
    await world.work()
    (mail,) = world.box.mails
    assert (mail.to, mail.letter.subject) == (
        place.staff["coach"].email,
        "Nora Haas needs help now",
    )
    assert "let go" not in mail.letter.text, "their words stay in the app"
    queue = await place.do("coach", "GET", "/queue")
    assert [(one["id"], one["words"], one["seen_at"]) for one in queue["urgent"]] == [
        (flag, WORDS, None)
    ]
    for who in ("owner", "admin"):
        assert (await place.do(who, "GET", "/queue"))["urgent"] == [], "somebody coaches them"
        answer = await place.ask(who, "POST", f"/flags/{flag}/answer", {})
        assert told(answer) == told(await place.ask(who, "POST", f"/flags/{new_id()}/answer", {}))
        assert answer.status_code == 404
    assert "membership" in {
        one["kind"] for one in (await part.do("GET", "/v1/sharing/looks"))["items"]
    }
    for words in (None, None, "I call you at nine.", "I call you at nine."):
        await place.do("coach", "POST", f"/flags/{flag}/answer", {"words": words})
        await world.work()
    other = await place.ask("coach", "POST", f"/flags/{flag}/answer", {"words": "Later."})
    assert other.status_code == 409
    assert (await place.do("coach", "GET", "/queue"))["urgent"] == []
    (mine,) = (await part.do("GET", f"{part.here}/flags"))["items"]
    assert (mine["seen_by"], mine["closed_by"], mine["answer"]) == (
        "Coach",
        "Coach",
        "I call you at nine.",
    )
    titles = [one["title"] for one in (await part.do("GET", "/v1/notices"))["items"]]
    assert titles == [
        "You asked for help, and there is an answer",
        "Somebody has read that you need help",
    ]
    mailed = [one.letter.subject for one in world.box.mails if one.to == part.who.email]
    assert mailed == ["Somebody has read it", "You have an answer"]
    log = (await place.do("owner", "GET", "/audit-log?limit=100"))["items"]
    assert [one["action"] for one in log if one["action"].startswith("flag")] == [
        "flag.changed",
        "flag.changed",
        "flag.created",
    ]
    assert WORDS not in str(log)


async def test_without_a_coach_owners_and_admins_hear_of_it_and_what_was_read_goes_to_nobody(
    world: World,
) -> None:
    place = await open_in(world)
    part = await join(place, await make_somebody(world.admin))
    other = await join(place, await make_somebody(world.admin))
    about = f"/participants/{part.enrolment}/flags/{new_id()}"
    await world.work()
    world.box.mails.clear()
    # A coach says it of somebody: they need not be told themselves.
    await place.do("coach", "PUT", about, {"words": "Did not come for two weeks"})
    assert (await place.ask("owner", "PUT", about, {"words": "x"})).status_code == 404
    await world.work()
    managers = {place.staff[role].email for role in ("owner", "admin")}
    assert {mail.to for mail in world.box.mails} == managers
    (mine,) = (await part.do("GET", f"{part.here}/flags"))["items"]
    assert mine["raised_by"] == "Coach", "nothing is written about somebody in secret"
    await place.do("owner", "POST", f"/coaches/{place.ids['coaching']}/end")
    world.box.mails.clear()
    flag = str(new_id())
    await other.do("PUT", f"{other.here}/flags/{flag}", {"words": WORDS})
    assert flag in {one["id"] for one in (await place.do("admin", "GET", "/queue"))["urgent"]}
    assert (await place.do("coach", "GET", "/queue"))["urgent"] == []
    await place.do("admin", "POST", f"/flags/{flag}/answer", {})
    await world.work()
    assert [mail.to for mail in world.box.mails] == [other.who.email], "the others need not look"
    await other.leave()
    assert flag not in {one["id"] for one in (await place.do("owner", "GET", "/queue"))["urgent"]}
