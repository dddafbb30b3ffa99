"""Landings over HTTP: who helped, telling them over two weeks, the clocks, and taking it back."""

from datetime import timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


async def goal(room: Room, what: str = "Clinical informatics analyst") -> str:
    goal_id = str(new_id())
    await room.send("POST", "/goals", {"id": goal_id, "what": what})
    return goal_id


async def landed(room: Room, **of: Any) -> Json:
    return dict(await room.send("POST", "/landings", {"id": str(new_id()), **of}))


async def reached(room: Room, state: str = "reached", **more: Any) -> Json:
    goal_id = await goal(room, **more)
    await room.change(f"/goals/{goal_id}", {"state": state})
    return await landed(room, goal_id=goal_id)


async def helped(room: Room) -> dict[str, str]:
    """Four who helped in four ways, and one who did not: names and contact ids."""
    ids = {name: await room.contact(f"{name} One") for name in ("Ana", "Ben", "Cat", "Dan", "Eve")}
    talks = {name: await room.talked(ids[name], 20 * DAY) for name in ("Ana", "Ben", "Cat")}
    advice = await room.line(talks["Ana"], "Learn SQL on a table you know", "advice")
    await room.change(f"/advice/{advice}", {"state": "done", "result": "I did. Every evening."})
    await room.line(talks["Ben"], "You speak ward.")
    both = {"introducer_id": ids["Dan"], "introduced_id": ids["Ben"]}
    await room.send("POST", "/introductions", {"id": str(new_id()), **both})
    return ids


def by_name(landing: Json) -> dict[str, Json]:
    return {one["contact"]["first_name"]: one for one in landing["people"]}


async def test_everybody_who_helped_has_an_update_from_what_they_gave(room: Room) -> None:
    await helped(room)
    landing = await reached(room)
    assert (landing["kind"], landing["what"]) == ("reached", "Clinical informatics analyst")
    people = by_name(landing)
    assert {name: one["help"] for name, one in people.items()} == {
        "Ana": "advice",
        "Ben": "line",
        "Cat": "time",
        "Dan": "introduced",
    }
    assert people["Ana"]["words"] == "Learn SQL on a table you know"
    assert people["Ana"]["summary"] == (
        'When we talked, you gave me this advice: "Learn SQL on a table you know". I did.'
        " It helped: I got where I wanted to be. Clinical informatics analyst."
    )
    assert people["Ben"]["summary"] in people["Ben"]["body"]
    assert people["Dan"]["introduced"]["first_name"] == "Ben"
    assert {one["standing"] for one in people.values()} == {"waiting"}
    again = await room.call(
        "POST", "/landings", {"id": landing["id"], "goal_id": landing["goal_id"]}
    )
    assert (again.status_code, again.json()) == (200, landing)
    said = await room.change(f"/landings/{landing['id']}", {"news": "I start on Monday"})
    assert by_name(said)["Cat"]["summary"].endswith("I start on Monday.")
    assert (await room.get("/landings"))["items"] == [
        {
            "id": landing["id"],
            "kind": "reached",
            "goal_id": landing["goal_id"],
            "outcome_id": None,
            "what": "Clinical informatics analyst",
            "at": landing["at"],
            "people": 4,
            "told": 0,
        }
    ]


async def test_a_new_role_puts_those_on_its_path_first(room: Room) -> None:
    ids = await helped(room)
    goal_id = await goal(room)
    referral, role = str(new_id()), str(new_id())
    today = room.now.date().isoformat()
    body = {"id": referral, "kind": "referral", "at": today, "contact_id": ids["Ben"]}
    await room.send("POST", "/outcomes", body)
    body = {"id": role, "kind": "new_role", "at": today, "led_by_id": referral, "goal_id": goal_id}
    await room.send("POST", "/outcomes", {**body, "note": "Analyst at the board"})
    landing = await landed(room, outcome_id=role)
    assert (landing["kind"], landing["what"]) == ("new_role", "Analyst at the board")
    assert landing["open_goal_id"] == goal_id
    assert [one["contact"]["first_name"] for one in landing["people"] if one["on_path"]] == [
        "Ben",
        "Dan",
    ]
    assert [one["contact"]["first_name"] for one in landing["people"]][:2] == ["Ben", "Dan"]
    assert [one["what"] for one in landing["path"]] == ["outcome", "introduced"]
    await room.change(f"/goals/{goal_id}", {"state": "reached"})
    same = await landed(room, goal_id=goal_id)
    assert (same["id"], same["kind"], same["open_goal_id"]) == (landing["id"], "new_role", None)


async def test_they_are_told_over_two_weeks_a_quarter_of_an_hour_at_a_time(room: Room) -> None:
    await helped(room)
    landing = await reached(room)
    path = f"/landings/{landing['id']}"
    ben = by_name(landing)["Ben"]
    await room.change(f"/tellings/{ben['id']}", {"standing": "left_out"})
    planned = await room.send("POST", f"{path}/plan")
    days = {name: one["due_on"] for name, one in by_name(planned).items()}
    assert days.pop("Ben") is None
    assert planned["planned"]
    assert all(days.values())
    assert [one for one in await today(room) if one["kind"] == "tell_landed"] == []
    room.pass_time(14 * DAY)
    asked = {one["contact"]["first_name"]: one for one in await today(room, "tell_landed")}
    assert asked.keys() == {"Ana", "Cat", "Dan"}
    assert asked["Ana"]["minutes"] == 5
    # One message tells both, so that Today names it once.
    assert "Ana" not in {one["contact"]["first_name"] for one in await today(room, "advice_told")}
    cat = asked["Cat"]["subject"]
    done = {"kind": "tell_landed", "subject_id": cat["id"]}
    await room.send("POST", "/today/done", done)
    assert by_name(await room.get(path))["Cat"]["standing"] == "told"
    await room.send("DELETE", "/today/done", done)
    assert by_name(await room.get(path))["Cat"]["standing"] == "waiting"
    ana = by_name(planned)["Ana"]
    message_id = await room.update_to(ana, ana["body"])
    await room.send("POST", f"/messages/{message_id}/sent", {"id": str(new_id())})
    assert by_name(await room.get(path))["Ana"]["standing"] == "told"
    assert (await room.get("/landings"))["items"][0]["told"] == 1
    assert {one["contact"]["first_name"] for one in await today(room, "tell_landed")} == {
        "Cat",
        "Dan",
    }
    unplanned = await room.send("DELETE", f"{path}/plan")
    assert not unplanned["planned"]
    assert await today(room, "tell_landed") == []


async def today(room: Room, kind: str | None = None) -> list[Json]:
    read = await room.get("/today")
    every = [*filter(None, [read["card"]]), *read["then"], *read["can_wait"]]
    return [one for one in every if kind in (None, one["kind"])]


async def test_with_the_last_goal_people_are_kept_in_touch_with_once_a_year(room: Room) -> None:
    ids = await helped(room)
    await room.change(f"/ties/{ids['Cat']}", {"every_days": 60})
    other = await goal(room, "A garden")
    first = await reached(room)
    assert first["eased"] == 0
    await room.change(f"/goals/{other}", {"state": "given_up"})
    second = await landed(room, goal_id=other)
    assert (second["kind"], second["eased"]) == ("given_up", 3)
    assert (await room.get(f"/ties/{ids['Cat']}"))["every_days"] == 365
    # Chosen anew, it stays.
    await room.change(f"/ties/{ids['Ana']}", {"every_days": 120})
    await room.send("DELETE", f"/landings/{second['id']}")
    tiers = [(await room.get(f"/ties/{ids[name]}"))["every_days"] for name in ("Ana", "Ben", "Cat")]
    assert tiers == [120, 120, 60]
    assert (await room.call("DELETE", f"/landings/{second['id']}")).status_code == 404


async def test_steps_of_an_ended_goal_rest(room: Room) -> None:
    await helped(room)
    goal_id = await goal(room)
    step = {"id": str(new_id()), "text": "A table", "goal_id": goal_id}
    await room.send("POST", "/plan-items", {**step, "due_on": room.now.date().isoformat()})
    assert len(await today(room, "plan_item")) == 1
    await room.change(f"/goals/{goal_id}", {"state": "given_up"})
    assert await today(room, "plan_item") == []
    await room.change(f"/goals/{goal_id}", {"state": "open"})
    assert len(await today(room, "plan_item")) == 1


async def test_there_is_none_without_an_end(room: Room) -> None:
    await helped(room)
    goal_id = await goal(room)
    for body in (
        {"goal_id": goal_id},
        {"goal_id": str(new_id())},
        {"outcome_id": str(new_id())},
        {},
    ):
        answer = await room.call("POST", "/landings", {"id": str(new_id()), **body})
        assert answer.status_code == 400, body
    landing = await reached(room)
    await room.send("POST", f"/landings/{landing['id']}/plan")
    await room.change(f"/goals/{landing['goal_id']}", {"state": "open"})
    assert (await room.call("GET", f"/landings/{landing['id']}")).status_code == 404
    assert (await room.get("/landings"))["items"] == []
    room.pass_time(14 * DAY)
    assert await today(room, "tell_landed") == []


async def test_somebody_who_may_not_be_written_to_is_left_out(room: Room) -> None:
    ids = await helped(room)
    landing = await reached(room)
    await room.change(f"/contacts/{ids['Ana']}", {"do_not_contact": True})
    await room.send("POST", f"/contacts/{ids['Ben']}/erase")
    assert by_name(await room.get(f"/landings/{landing['id']}")).keys() == {"Cat", "Dan"}


async def test_the_story_is_printed(room: Room) -> None:
    await helped(room)
    landing = await reached(room)
    answer = await room.call("GET", f"/landings/{landing['id']}/story.pdf")
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content or b"StructTreeRoot" in answer.content
    assert "Clinical-informatics-analyst.pdf" in answer.headers["content-disposition"]


async def test_who_may_not(room: Room, person: MakePerson) -> None:
    await helped(room)
    landing = await reached(room)
    stranger, narrow = await person(), await person(scopes=["contacts:read"])
    one = f"/landings/{landing['id']}"
    told = f"/tellings/{landing['people'][0]['id']}"
    for method, path, body in (
        ("GET", "/landings", None),
        ("POST", "/landings", {"id": str(new_id()), "goal_id": landing["goal_id"]}),
        ("GET", one, None),
        ("PATCH", one, {"news": "Hello"}),
        ("DELETE", one, None),
        ("POST", f"{one}/plan", None),
        ("DELETE", f"{one}/plan", None),
        ("GET", f"{one}/story.pdf", None),
        ("GET", told, None),
        ("PATCH", told, {"standing": "told"}),
    ):
        url, more = f"/v1{path}", {"if-match": "*"}

        async def ask(headers: dict[str, str], m: str = method, u: str = url, b: Any = body) -> int:
            return (await room.http.request(m, u, json=b, headers=headers)).status_code

        assert await ask(more) == 401
        assert await ask({**narrow.bearer, **more}) == 403
        if path != "/landings":
            assert await ask({**stranger.bearer, **more}) == 404
