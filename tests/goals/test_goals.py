"""Goals over HTTP: worded, worded anew after a talk, looked at again, parked; and what serves them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio


def worded(what: str, **more: Any) -> Json:
    return {"id": str(new_id()), "what": what, **more}


async def goal(room: Room, what: str = "Data scientist in health", **more: Any) -> Json:
    return dict(await room.send("POST", "/goals", worded(what, **more)))


async def test_a_goal_is_set_once_and_begins_its_history(room: Room) -> None:
    body = worded("Data scientist in health", why="Numbers that help", due_on="2027-09-01")
    made = await room.send("POST", "/goals", body)
    assert (made["what"], made["why"], made["due_on"]) == (body["what"], body["why"], "2027-09-01")
    assert (made["revisions"], made["untested"], made["changed_after"]) == (1, True, None)
    again = await room.call("POST", "/goals", body)
    assert (again.status_code, again.json()) == (200, made)
    other = await room.call("POST", "/goals", {**body, "what": "Something else"})
    assert other.status_code == 409
    (first,) = (await room.get(f"/goals/{made['id']}/revisions"))["items"]
    assert (first["id"], first["talk"], first["causes"]) == (made["id"], None, [])
    assert [row["name"] for row in await room.events("goal.%")] == ["goal.revised"]


async def test_a_talk_changes_it_and_the_change_can_be_taken_back(room: Room) -> None:
    made = await goal(room)
    talk = await room.talked(await room.contact("Helen Marsh"))
    line = await room.line(talk, "A clean definition beats a clever chart.")
    (behind,) = (await room.get(f"/conversations/{talk['id']}/evidence"))["items"]
    assert (behind["evidence_id"], behind["insight_id"]) == (line, line)
    body = worded("Clinical informatics analyst", conversation_id=talk["id"], insight_ids=[line])
    path = f"/goals/{made['id']}"
    revised = await room.send("POST", f"{path}/revisions", body)
    assert revised["what"] == "Clinical informatics analyst"
    assert revised["changed_after"]["contact"]["first_name"] == "Helen"
    assert (revised["talks"], revised["untested"], revised["revisions"]) == (1, False, 2)
    again = await room.call("POST", f"{path}/revisions", body)
    assert (again.status_code, again.json()) == (200, revised)
    now, before = (await room.get(f"{path}/revisions"))["items"]
    assert now["causes"] == [
        {"insight_id": line, "text": "A clean definition beats a clever chart."}
    ]
    assert now["talk"]["id"] == talk["id"]
    assert before["what"] == "Data scientist in health"
    (support,) = (await room.get(f"{path}/support"))["items"]
    assert support["text"] == "A clean definition beats a clever chart."
    back = await room.send("DELETE", f"{path}/revisions/last")
    assert (back["what"], back["revisions"]) == ("Data scientist in health", 1)
    assert back["revised_at"] == made["revised_at"]
    assert (await room.call("DELETE", f"{path}/revisions/last")).status_code == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [("conversation_id", str(new_id())), ("insight_ids", [str(new_id())])],
    ids=["conversation", "insights"],
)
async def test_what_did_not_happen_can_not_have_changed_it(
    room: Room, field: str, value: object
) -> None:
    made = await goal(room)
    for path in ("/goals", f"/goals/{made['id']}/revisions"):
        answer = await room.call("POST", path, worded("Another", **{field: value}))
        assert answer.status_code == 400, answer.text


async def test_one_goal_alone_is_served_by_every_talk_and_two_by_those_named(room: Room) -> None:
    first = await goal(room)
    room.pass_time(timedelta(hours=1))
    talk = await room.talked(await room.contact("Sam Okonkwo"))
    assert (await room.get(f"/goals/{first['id']}"))["untested"], "nothing was heard yet"
    await room.line(talk, "A small project, in public.")
    assert not (await room.get(f"/goals/{first['id']}"))["untested"]
    second = await goal(room, "Product manager")
    assert (await room.get(f"/goals/{first['id']}"))["untested"], "which of the two, nobody said"
    await room.send("PUT", f"/threads/{talk['thread_id']}/goal", {"goal_id": second["id"]})
    shown = {one["id"]: one for one in (await room.get("/goals"))["items"]}
    assert (shown[first["id"]]["talks"], shown[second["id"]]["talks"]) == (0, 1)
    await room.send("PUT", f"/threads/{talk['thread_id']}/goal", {"goal_id": None})
    unknown = {"goal_id": str(new_id())}
    answer = await room.call("PUT", f"/threads/{talk['thread_id']}/goal", unknown)
    assert answer.status_code == 400
    answer = await room.call("PUT", f"/threads/{new_id()}/goal", {"goal_id": None})
    assert answer.status_code == 404


async def test_it_is_looked_at_again_after_three_talks_and_after_a_month(room: Room) -> None:
    made = await goal(room)
    path = f"/goals/{made['id']}"
    room.pass_time(timedelta(days=31))
    assert not (await room.get(path))["review_due"], "no talk since"
    await room.talked(await room.contact("One"))
    assert (await room.get(path))["review_due"]
    assert not (await room.send("POST", f"{path}/still-right"))["review_due"]
    for name in ("Two", "Three"):
        room.pass_time(timedelta(hours=1))
        await room.talked(await room.contact(name))
    assert not (await room.get(path))["review_due"]
    room.pass_time(timedelta(hours=1))
    await room.talked(await room.contact("Four"))
    assert (await room.get(path))["review_due"]


async def test_parked_reached_and_taken_up_again(room: Room) -> None:
    made = await goal(room)
    path = f"/goals/{made['id']}"
    parked = await room.change(path, {"state": "parked"})
    assert (parked["state"], parked["ended_at"], parked["untested"]) == ("parked", None, False)
    reached = await room.change(path, {"state": "reached"})
    assert reached["ended_at"] is not None
    opened = await room.change(path, {"state": "open", "position": 3})
    assert (opened["state"], opened["ended_at"], opened["position"]) == ("open", None, 3)
    assert (await room.call("PATCH", path, {"state": "parked"})).status_code == 428
    stale = await room.call("PATCH", path, {"state": "parked"}, if_match='"1"')
    assert stale.status_code == 412
    await room.send("DELETE", path)
    assert (await room.call("GET", path)).status_code == 404
    assert (await room.get("/goals"))["items"] == []


async def test_marks_on_the_way_are_kept_in_their_order(room: Room) -> None:
    made = await goal(room)
    path = f"/goals/{made['id']}/milestones"
    marks = [
        {"id": str(new_id()), "text": "Ten talks", "done": True},
        {"id": str(new_id()), "text": "One table of my own", "due_on": "2027-06-14"},
    ]
    kept = await room.send("PUT", path, {"milestones": marks})
    assert [one["text"] for one in kept["milestones"]] == ["Ten talks", "One table of my own"]
    assert datetime.fromisoformat(kept["milestones"][0]["done_at"]) <= room.now
    turned = await room.send("PUT", path, {"milestones": marks[::-1][:1]})
    assert [one["text"] for one in turned["milestones"]] == ["One table of my own"]
    other = await goal(room, "Another")
    answer = await room.call("PUT", f"/goals/{other['id']}/milestones", {"milestones": marks})
    assert answer.status_code == 409


async def test_goals_put_people_in_order_too(room: Room) -> None:
    for name, role in (("Ida Berg", "Designer"), ("Ole Lund", "Informatics analyst")):
        await room.contact(name, role=role)
    await goal(room, "Clinical informatics analyst")
    first, *_ = (await room.get("/sort"))["items"]
    assert first["contact"]["name"] == "Ole Lund"
    assert {"code": "goal_word", "word": "informatics"} in first["reasons"]
