"""What is to be found out, the development plan, and outcomes, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio


async def wondered(room: Room, text: str = "Do I need a second degree?", **more: Any) -> Json:
    return dict(
        await room.send("POST", "/assumptions", {"id": str(new_id()), "text": text, **more})
    )


async def recorded(room: Room, kind: str, **more: Any) -> Json:
    body = {"id": str(new_id()), "kind": kind, "at": room.now.date().isoformat(), **more}
    return dict(await room.send("POST", "/outcomes", body))


async def test_lines_speak_for_and_against_until_it_is_settled(room: Room) -> None:
    one = await wondered(room)
    path = f"/assumptions/{one['id']}"
    sam = await room.talked(await room.contact("Sam Okonkwo"))
    maya = await room.talked(await room.contact("Maya Lindgren"))
    against = await room.line(sam, "No second degree.")
    for_it = await room.line(maya, "The certificate got me the interview.")
    await room.send("PUT", f"{path}/findings/{against}", {"says": "refutes"})
    both = await room.send("PUT", f"{path}/findings/{for_it}", {"says": "supports"})
    assert {(one["contact"]["first_name"], one["says"]) for one in both["findings"]} == {
        ("Sam", "refutes"),
        ("Maya", "supports"),
    }
    fewer = await room.send("DELETE", f"{path}/findings/{for_it}")
    assert [one["text"] for one in fewer["findings"]] == ["No second degree."]
    assert (await room.call("DELETE", f"{path}/findings/{for_it}")).status_code == 404
    unknown = await room.call("PUT", f"{path}/findings/{new_id()}", {"says": "refutes"})
    assert unknown.status_code == 404
    settled = await room.change(path, {"state": "refuted"})
    assert settled["settled_at"] is not None
    await wondered(room, "Is the pay enough?")
    states = [one["state"] for one in (await room.get("/assumptions"))["items"]]
    assert states == ["open", "refuted"]
    assert (await room.change(path, {"state": "open"}))["settled_at"] is None


async def test_from_a_claim_it_takes_the_lines_along(room: Room) -> None:
    talk = await room.talked(await room.contact("Priya Nair"))
    line = await room.line(talk, "SQL before any tool.")
    made = await wondered(room, "Is SQL first?", insight_id=line)
    assert [(one["text"], one["says"]) for one in made["findings"]] == [
        ("SQL before any tool.", "supports")
    ]
    answer = await room.call(
        "POST",
        "/assumptions",
        {"id": str(new_id()), "text": "Another?", "insight_id": str(new_id())},
    )
    assert answer.status_code == 400


async def test_a_step_that_follows_advice_closes_the_loop(room: Room) -> None:
    talk = await room.talked(await room.contact("Grace Obi"))
    advice = await room.line(talk, "Learn SQL on a table you know", "advice")
    body = {
        "id": str(new_id()),
        "text": "The bed list, evenings",
        "kind": "project",
        "advice_id": advice,
        "due_on": room.now.date().isoformat(),
    }
    step = await room.send("POST", "/plan-items", body)
    assert (step["advised_by"]["first_name"], step["told"]) == ("Grace", False)
    assert (await room.call("POST", "/plan-items", body)).status_code == 200
    assert (await room.get(f"/advice/{advice}"))["state"] == "trying"
    path = f"/plan-items/{step['id']}"
    done = await room.change(path, {"state": "done", "proof": "Twelve evenings"})
    assert (done["state"], done["proof"]) == ("done", "Twelve evenings")
    told_of = await room.get(f"/advice/{advice}")
    assert (told_of["state"], told_of["result"]) == ("done", "Twelve evenings")
    assert [one["kind"] for one in (await room.get("/waiting"))["items"]] == ["advice"]
    again = await room.change(path, {"state": "open"})
    assert (again["done_at"], again["proof"]) == (None, "Twelve evenings")
    assert (await room.get(f"/advice/{advice}"))["state"] == "trying"
    await room.send("DELETE", path)
    assert (await room.get("/plan-items"))["items"] == []


@pytest.mark.parametrize("field", ["goal_id", "skill_id", "advice_id"])
async def test_a_step_points_to_what_is_there(room: Room, field: str) -> None:
    body = {"id": str(new_id()), "text": "A course", field: str(new_id())}
    answer = await room.call("POST", "/plan-items", body)
    assert answer.status_code == 400, answer.text
    assert (await room.get("/plan-items"))["items"] == []


async def test_an_outcome_leads_back_to_the_ask_with_which_it_began(room: Room) -> None:
    ana, ben = await room.contact("Ana Ferreira"), await room.contact("Ben Adeyemi")
    thread = str(new_id())
    await room.send("POST", "/threads", {"id": thread, "contact_id": ana})
    asked = (room.now - timedelta(days=20)).isoformat()
    await room.send(
        "POST",
        f"/threads/{thread}/happenings",
        {"id": str(new_id()), "what": "sent", "at": asked, "at_precision": "picked"},
    )
    await room.send(
        "POST",
        "/introductions",
        {"id": str(new_id()), "introducer_id": ana, "introduced_id": ben},
    )
    referral = await recorded(room, "referral", contact_id=ben)
    interview = await recorded(room, "interview", led_by_id=referral["id"])
    offer = await recorded(room, "offer", led_by_id=interview["id"], note="In writing")
    said = [
        (one["what"], one["kind"], one["contact"] and one["contact"]["first_name"])
        for one in offer["path"]
    ]
    assert said == [
        ("outcome", "interview", None),
        ("outcome", "referral", "Ben"),
        ("introduced", None, "Ana"),
        ("ask", None, "Ana"),
    ]
    assert offer["days"] == 20
    circle = await room.call(
        "PATCH", f"/outcomes/{referral['id']}", {"led_by_id": offer["id"]}, if_match="*"
    )
    assert circle.status_code == 400
    fixed = await room.change(f"/outcomes/{offer['id']}", {"note": "", "kind": "new_role"})
    assert (fixed["note"], fixed["kind"]) == ("", "new_role")
    await room.send("DELETE", f"/outcomes/{interview['id']}")
    alone = await room.get(f"/outcomes/{offer['id']}")
    assert (alone["path"], alone["days"]) == ([], None)
    names = [row["name"] for row in await room.events("outcome.%")]
    assert names == ["outcome.recorded"] * 3 + ["outcome.moved"] * 2


async def test_an_outcome_of_an_ask_is_of_whom_was_asked(room: Room) -> None:
    talk = await room.talked(await room.contact("Grace Obi"))
    made = await recorded(room, "mentorship", thread_id=talk["thread_id"])
    assert made["contact"]["first_name"] == "Grace"
    assert [one["what"] for one in made["path"]] == ["talk"]
    later = {"id": str(new_id()), "kind": "offer", "at": "2100-01-01"}
    assert (await room.call("POST", "/outcomes", later)).status_code == 400
    nobody = await room.call(
        "POST", "/outcomes", {**later, "at": "2026-01-01", "contact_id": str(new_id())}
    )
    assert nobody.status_code == 400
