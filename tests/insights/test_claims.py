"""Claims over HTTP: listed, read, worded anew, grouped and taken apart again."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room
from tests.people import make_somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio


async def said(
    room: Room, name: str, text: str, days: int, employer: str = "", **more: Any
) -> Json:
    """Somebody's line of so many days ago, with its talk."""
    card = {"employer": employer} if employer else {}
    talk = await room.talked(await room.contact(name, **card), timedelta(days=days))
    return {"id": await room.line(talk, text, **more), "talk": talk}


async def group(room: Room, into: str, goes: str, **more: Any) -> str:
    move_id = str(new_id())
    await room.send(
        "POST", "/insight-moves", {"id": move_id, "into_id": into, "insight_id": goes, **more}
    )
    return move_id


async def sql_first(room: Room) -> list[Json]:
    """Three say so at two employers, Lukas says the contrary."""
    lines = [
        await said(room, "Priya Nair", "SQL before any tool.", 40, "Calder Analytics"),
        await said(room, "Ana Ferreira", "Tools change, SQL stays.", 30, "Aire Health Data"),
        await said(room, "Eva Moss", "Learn SQL on a table.", 20, "Aire Health Data"),
        await said(room, "Lukas Brandt", "Nobody here writes SQL, they buy it.", 10, "Openward"),
    ]
    await group(room, lines[0]["id"], lines[1]["id"])
    await group(room, lines[0]["id"], lines[2]["id"])
    await group(room, lines[0]["id"], lines[3]["id"], contrary=True)
    return lines


async def test_several_people_stand_behind_a_claim(room: Room) -> None:
    lines = await sql_first(room)
    (claim,) = (await room.get("/insights"))["items"]
    assert claim["words"] == "SQL before any tool."
    counts = ("lines", "people", "supporters", "employers", "disagree", "corroborated")
    assert [claim[name] for name in counts] == [4, 4, 3, 2, 1, True]
    one = await room.get(f"/insights/{lines[0]['id']}")
    assert [
        (line["contact"]["name"], line["employer"], line["polarity"]) for line in one["items"]
    ] == [
        ("Priya Nair", "Calder Analytics", "supports"),
        ("Ana Ferreira", "Aire Health Data", "supports"),
        ("Eva Moss", "Aire Health Data", "supports"),
        ("Lukas Brandt", "Openward", "contradicts"),
    ]
    assert one["items"][1]["conversation_id"] == lines[1]["talk"]["id"]
    assert one["items"][1]["line_id"] == lines[1]["id"]


async def test_own_words_and_a_theme(room: Room) -> None:
    lines = await sql_first(room)
    path = f"/insights/{lines[0]['id']}"
    assert (await room.call("PATCH", path, {"theme": "skill"})).status_code == 428
    assert (await room.call("PATCH", path, {"theme": "skill"}, if_match='"999"')).status_code == 412
    changed = await room.change(path, {"claim": " SQL first,  tools later ", "theme": "skill"})
    assert changed["claim"]["words"] == changed["claim"]["claim"] == "SQL first, tools later"
    assert (await room.get("/insights?theme=skill"))["items"][0]["id"] == lines[0]["id"]
    assert (await room.get("/insights?theme=pay"))["items"] == []
    back = await room.change(path, {"claim": ""})
    assert back["claim"]["words"] == "SQL before any tool."


async def test_what_several_said_comes_first_and_can_be_asked_for(room: Room) -> None:
    lines = await sql_first(room)
    alone = await said(room, "Helen Marsh", "A clean definition beats a chart.", 1, "County")
    every = (await room.get("/insights"))["items"]
    assert [one["id"] for one in every] == [lines[0]["id"], alone["id"]]
    for stands, ids in (
        ("corroborated", [lines[0]["id"]]),
        ("mixed", [lines[0]["id"]]),
        ("single", [alone["id"]]),
    ):
        found = (await room.get(f"/insights?stands={stands}"))["items"]
        assert [one["id"] for one in found] == ids, stands


async def test_pages_meet(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    ids = {await room.line(talk, f"Line number {number}.") for number in range(7)}
    seen, cursor = [], ""
    while True:
        page = await room.get(f"/insights?limit=3{cursor}")
        seen += [one["id"] for one in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert set(seen) == ids
    assert len(seen) == 7
    wrong = await room.call("GET", f"/insights?stands=mixed{cursor}")
    assert wrong.status_code == 400


async def test_lists_and_pages_are_few_statements(room: Room) -> None:
    lines = await sql_first(room)
    transport = room.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    app: Any = transport.app
    for path, most in (("/insights", 1), (f"/insights/{lines[0]['id']}", 3)):
        await room.get(path)
        async with statements(app) as seen:
            await room.get(path)
        assert len(seen) == most, (path, seen)


async def test_a_merge_is_taken_back(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL before any tool.", 4, "Calder Analytics")
    other = await said(room, "Ana Ferreira", "Tools change, SQL stays.", 3, "Aire Health Data")
    await room.change(f"/insights/{other['id']}", {"claim": "SQL first", "theme": "skill"})
    move = await group(room, one["id"], other["id"])
    (claim,) = (await room.get("/insights"))["items"]
    assert (claim["id"], claim["words"], claim["theme"]) == (one["id"], "SQL first", "skill")
    again = {"id": move, "into_id": one["id"], "insight_id": other["id"]}
    assert (await room.call("POST", "/insight-moves", again)).status_code == 200
    assert (await room.call("GET", f"/insights/{other['id']}")).status_code == 404
    for _ in range(2):
        await room.send("DELETE", f"/insight-moves/{move}")
    found = {c["id"]: (c["words"], c["theme"]) for c in (await room.get("/insights"))["items"]}
    assert found == {
        one["id"]: ("SQL before any tool.", "other"),
        other["id"]: ("SQL first", "skill"),
    }


async def test_what_said_the_contrary_comes_back_as_it_was(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL before any tool.", 4)
    other = await said(room, "Lukas Brandt", "Nobody writes SQL.", 3)
    move = await group(room, one["id"], other["id"], contrary=True)
    (claim,) = (await room.get("/insights"))["items"]
    assert (claim["supporters"], claim["disagree"]) == (1, 1)
    await room.send("DELETE", f"/insight-moves/{move}")
    assert {c["supporters"] for c in (await room.get("/insights"))["items"]} == {1}


async def test_it_can_be_taken_back_for_thirty_days(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL before any tool.", 4)
    other = await said(room, "Ana Ferreira", "SQL stays.", 3)
    move = await group(room, one["id"], other["id"])
    room.pass_time(timedelta(days=31))
    assert (await room.call("DELETE", f"/insight-moves/{move}")).status_code == 404


async def test_what_went_on_comes_back_step_by_step(room: Room) -> None:
    a, b, c = [await said(room, name, f"{name} says so.", 4) for name in ("Ann", "Bob", "Cem")]
    first = await group(room, b["id"], a["id"])
    second = await group(room, c["id"], b["id"])
    assert (await room.call("DELETE", f"/insight-moves/{first}")).status_code == 409
    await room.send("DELETE", f"/insight-moves/{second}")
    await room.send("DELETE", f"/insight-moves/{first}")
    assert {one["lines"] for one in (await room.get("/insights"))["items"]} == {1}
    assert len((await room.get("/insights"))["items"]) == 3


async def test_a_line_is_split_off_and_back(room: Room) -> None:
    lines = await sql_first(room)
    new, move = str(new_id()), str(new_id())
    wish = {"id": move, "into_id": new, "line_id": lines[3]["id"]}
    done = await room.send("POST", "/insight-moves", wish)
    assert done["kind"] == "split"
    assert {one["id"]: one["lines"] for one in (await room.get("/insights"))["items"]} == {
        lines[0]["id"]: 3,
        new: 1,
    }
    only = {"id": str(new_id()), "into_id": str(new_id()), "line_id": lines[3]["id"]}
    assert (await room.call("POST", "/insight-moves", only)).status_code == 400
    await room.send("DELETE", f"/insight-moves/{move}")
    (claim,) = (await room.get("/insights"))["items"]
    assert claim["lines"] == 4


async def test_any_line_of_a_talk_can_stand_behind_a_claim(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL before any tool.", 4)
    grace = await room.talked(await room.contact("Grace Obi", employer="St Brannock"))
    advice = await room.line(grace, "Learn SQL on a table you know.", "advice")
    move = str(new_id())
    wish = {"id": move, "into_id": one["id"], "line_id": advice}
    assert (await room.send("POST", "/insight-moves", wish))["kind"] == "add"
    reworded = await room.line(grace, "Learn SQL on your own table.", "advice", supersedes=advice)
    shown = (await room.get(f"/insights/{one['id']}"))["items"]
    assert [line["text"] for line in shown] == [
        "SQL before any tool.",
        "Learn SQL on your own table.",
    ]
    assert shown[1]["line_id"] == reworded
    await room.send("DELETE", f"/insight-moves/{move}")
    assert len((await room.get(f"/insights/{one['id']}"))["items"]) == 1
    assert len(await room.get("/advice")) == 2
    await room.send("POST", "/insight-moves", {**wish, "id": str(new_id()), "line_id": reworded})
    assert len((await room.get(f"/insights/{one['id']}"))["items"]) == 2


async def test_a_grouped_line_stays_when_it_is_called_advice(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL before any tool.", 4)
    other = await said(room, "Ana Ferreira", "Start with SQL.", 3)
    await group(room, one["id"], other["id"])
    await room.line(other["talk"], "Start with SQL.", "advice", supersedes=other["id"])
    assert (await room.get(f"/insights/{one['id']}"))["claim"]["lines"] == 2


async def test_a_talk_leads_to_its_claims(room: Room) -> None:
    lines = await sql_first(room)
    (mine,) = (await room.get(f"/evidence?conversation_id={lines[1]['talk']['id']}"))["items"]
    assert (mine["line_id"], mine["insight_id"]) == (lines[1]["id"], lines[0]["id"])
    assert (await room.get(f"/evidence?conversation_id={new_id()}"))["items"] == []


async def test_polarity_of_a_line(room: Room) -> None:
    lines = await sql_first(room)
    path = f"/evidence/{lines[3]['id']}"
    assert (await room.call("PATCH", path, {"polarity": "supports"})).status_code == 428
    assert (await room.change(path, {"polarity": "supports"}))["polarity"] == "supports"
    claim = (await room.get(f"/insights/{lines[0]['id']}"))["claim"]
    assert (claim["employers"], claim["disagree"]) == (3, 0)


async def test_what_seems_alike_is_asked_once(room: Room) -> None:
    one = await said(room, "Priya Nair", "SQL comes before any tool.", 4)
    other = await said(room, "Ana Ferreira", "Tools change, SQL stays.", 3)
    await said(room, "Helen Marsh", "A clean definition beats a clever chart.", 2)
    (pair,) = (await room.get("/insights/alike"))["items"]
    assert {pair["one"]["id"], pair["other"]["id"]} == {one["id"], other["id"]}
    assert (pair["people"], bool(pair["words"])) == (1, True)
    (mine,) = (await room.get(f"/insights/alike?conversation_id={other['talk']['id']}"))["items"]
    assert mine["one"]["id"] == other["id"]
    unlike = {"one_id": one["id"], "other_id": other["id"]}
    await room.send("POST", "/insights/unlike", unlike)
    await room.send("POST", "/insights/unlike", unlike)
    assert (await room.get("/insights/alike"))["items"] == []
    third = await said(room, "Sam Okonkwo", "Learn SQL before the tools.", 1)
    found = (await room.get("/insights/alike"))["items"]
    assert len(found) == 2
    assert all(third["id"] in (pair["one"]["id"], pair["other"]["id"]) for pair in found)
    await group(room, one["id"], third["id"])
    assert (await room.get("/insights/alike"))["items"] == []


async def test_an_erased_person_leaves_the_claim_and_its_wording(room: Room) -> None:
    lines = await sql_first(room)
    await room.change(f"/insights/{lines[0]['id']}", {"claim": "SQL first"})
    priya = lines[0]["talk"]["contact"]["id"]
    await room.send("POST", f"/contacts/{priya}/erase")
    one = await room.get(f"/insights/{lines[0]['id']}")
    assert one["claim"]["words"] == "SQL first"
    assert (one["claim"]["lines"], one["claim"]["employers"]) == (3, 1)
    assert "Priya Nair" not in {line["contact"]["name"] for line in one["items"]}


async def test_first_things_first(room: Room, person: MakePerson) -> None:
    lines = await sql_first(room)
    stranger = await make_somebody(room.admin)
    reader = await make_somebody(room.admin, scopes=["contacts:read"])
    move = {"id": str(new_id()), "into_id": lines[0]["id"], "insight_id": lines[1]["id"]}
    unlike = {"one_id": lines[0]["id"], "other_id": lines[1]["id"]}
    for method, path, body in (
        ("GET", "/insights", None),
        ("GET", "/insights/alike", None),
        ("GET", f"/evidence?conversation_id={lines[0]['talk']['id']}", None),
        ("GET", f"/conversations/{lines[0]['talk']['id']}/insights", None),
        ("POST", "/insights/unlike", unlike),
        ("GET", f"/insights/{lines[0]['id']}", None),
        ("PATCH", f"/insights/{lines[0]['id']}", {"theme": "pay"}),
        ("PATCH", f"/evidence/{lines[0]['id']}", {"polarity": "supports"}),
        ("POST", "/insight-moves", move),
        ("DELETE", f"/insight-moves/{new_id()}", None),
    ):
        url = f"/v1{path}"
        assert (await room.http.request(method, url, json=body)).status_code == 401, path
        denied = await room.http.request(method, url, json=body, headers=reader.bearer)
        assert denied.status_code == 403, path
        theirs = await room.http.request(
            method, url, json=body, headers={**stranger.bearer, "if-match": "*"}
        )
        if method == "GET" and lines[0]["id"] not in path:
            assert theirs.json()["items"] == []
        else:
            assert theirs.status_code == 404, path


async def test_a_talk_leads_to_the_claims_that_have_its_lines(room: Room) -> None:
    lines = await sql_first(room)
    other = await room.line(lines[2]["talk"], "They work from home.")
    found = (await room.get(f"/conversations/{lines[2]['talk']['id']}/insights"))["items"]
    assert [(one["id"], one["people"]) for one in found] == [(lines[0]["id"], 4), (other, 1)]


async def test_how_often_it_came_up_is_told_once_there_are_enough_talks(room: Room) -> None:
    def month(number: int) -> timedelta:
        """A day in the middle of the month that was so many months ago."""
        first = room.now.replace(day=1)
        for _ in range(number):
            first = (first - timedelta(days=1)).replace(day=1)
        return room.now - first.replace(day=15)

    into = ""
    for number, (ago, text) in enumerate(
        [(6, "SQL"), (6, "SQL"), (5, "Cake"), (3, "SQL"), (3, "SQL"), (3, "SQL"), (2, "SQL")]
    ):
        talk = await room.talked(await room.contact(f"Who {number}"), month(ago))
        line = await room.line(talk, f"{text} first, said {number}")
        if text == "SQL" and into:
            await group(room, into, line)
        into = into or line
    assert (await room.get(f"/insights/{into}"))["trend"] is None
    talk = await room.talked(await room.contact("Eighth"), month(1))
    await room.line(talk, "Something else")
    told = (await room.get(f"/insights/{into}"))["trend"]
    since = (room.now - month(3)).date().replace(day=1).isoformat()
    assert told == {
        "since": since, "before": 2, "talks_before": 3, "after": 4, "talks_after": 5
    }  # fmt: skip
