"""Skills over HTTP: words to choose from, own levels with proof, what lines say, what was refused."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room

pytestmark = pytest.mark.anyio

SQL = str(id_of("askwell", "sql"))
ROUTES = (
    ("GET", "/skills"),
    ("POST", "/skills"),
    ("GET", "/skills/known?text=sql"),
    ("GET", f"/skills/{SQL}"),
    ("PATCH", f"/skills/{SQL}"),
    ("PUT", f"/skills/{SQL}/level"),
    ("DELETE", f"/skills/{SQL}/level"),
    ("GET", f"/conversations/{SQL}/skills"),
    ("GET", "/skill-signals"),
    ("POST", "/skill-signals"),
    ("GET", f"/skill-signals/{SQL}"),
    ("PATCH", f"/skill-signals/{SQL}"),
    ("DELETE", f"/skill-signals/{SQL}"),
    ("POST", "/skill-refusals"),
    ("DELETE", f"/skill-refusals/{SQL}/{SQL}"),
)


async def heard(room: Room, text: str, name: str = "Grace Obi", **card: Any) -> tuple[Json, str]:
    talk = await room.talked(await room.contact(name, **card), timedelta(days=3))
    return talk, await room.line(talk, text)


async def signal(room: Room, line_id: str, skill_id: str = SQL, **more: Any) -> Any:
    body = {"id": str(new_id()), "line_id": line_id, "skill_id": skill_id, **more}
    return await room.send("POST", "/skill-signals", body)


async def suggested(room: Room, talk: Json) -> list[str]:
    found = await room.get(f"/conversations/{talk['id']}/skills")
    return [one["skill"]["name"] for one in found["suggestions"]]


async def test_nobody_and_who_may_not(room: Room, person: MakePerson) -> None:
    narrow = await person(scopes=["contacts:read"])
    for method, path in ROUTES:
        answer = await room.http.request(method, f"/v1{path}")
        assert answer.status_code == 401, path
        answer = await room.http.request(method, f"/v1{path}", headers=narrow.bearer)
        assert answer.status_code == 403, path


@pytest.mark.parametrize("path", ["/skills", "/skill-signals"])
async def test_what_is_not_there(room: Room, path: str) -> None:
    assert (await room.call("GET", f"{path}/{new_id()}")).status_code == 404


async def test_words_to_choose_from(room: Room) -> None:
    found = (await room.get("/skills/known?text=sq"))["items"]
    assert found[0] == {
        "id": SQL,
        "name": "SQL",
        "group": "data",
        "group_name": "Data and analysis",
    }
    mine = {"id": str(new_id()), "name": "Sqish weaving"}
    await room.send("POST", "/skills", mine)
    names = [one["name"] for one in (await room.get("/skills/known?text=SQ"))["items"]]
    assert names[:2] == ["Sqish weaving", "SQL"]
    assert (await room.get("/skills/known?text=zzzz"))["items"] == []
    assert (await room.get("/skills/known?text=buy-in"))["items"][0]["name"] == "Persuading"


async def test_own_level_with_proof(room: Room) -> None:
    said = {"level": 2, "proof_kind": "project", "proof": "The falls sheet"}
    shown = await room.send("PUT", f"/skills/{SQL}/level", said)
    assert {name: shown[name] for name in said} == said
    assert (shown["name"], shown["source"], shown["group"]) == ("SQL", "askwell", "data")
    shown = await room.send("PUT", f"/skills/{SQL}/level", {"level": 3})
    assert (shown["level"], shown["proof"]) == (3, "")
    assert [one["level"] for one in (await room.get("/skills"))["items"]] == [3]
    await room.send("DELETE", f"/skills/{SQL}/level")
    assert (await room.get(f"/skills/{SQL}"))["level"] is None
    assert (await room.call("DELETE", f"/skills/{SQL}/level")).status_code == 404
    assert (await room.call("PUT", f"/skills/{new_id()}/level", said)).status_code == 404
    assert (await room.call("PUT", f"/skills/{SQL}/level", {"level": 5})).status_code == 400


async def test_free_text_renaming_and_pages(room: Room) -> None:
    body = {"id": str(new_id()), "name": "  Ward speak ", "aliases": ["ward  words", "ward words"]}
    made = await room.send("POST", "/skills", body)
    assert (made["name"], made["aliases"]) == ("Ward speak", ["ward words"])
    assert await room.send("POST", "/skills", body) == made
    assert (await room.call("POST", "/skills", {**body, "name": "Other"})).status_code == 409
    assert (await room.call("POST", "/skills", {"id": str(new_id())})).status_code == 400
    renamed = await room.change(f"/skills/{made['id']}", {"name": "Ward talk", "group": "health"})
    assert (renamed["name"], renamed["group"]) == ("Ward talk", "health")
    assert (await room.call("PATCH", f"/skills/{made['id']}", {"muted": True})).status_code == 428
    nowhere = await room.call("PATCH", f"/skills/{made['id']}", {"group": "nowhere"}, if_match="*")
    assert nowhere.status_code == 400
    await room.send("POST", "/skills", {"id": SQL})
    page = await room.get("/skills?limit=1")
    rest = await room.get(f"/skills?limit=1&cursor={page['next_cursor']}")
    assert {page["items"][0]["id"], rest["items"][0]["id"]} == {SQL, made["id"]}
    assert rest["next_cursor"] is None


async def test_a_line_is_suggested_confirmed_and_put_right(room: Room) -> None:
    talk, line_id = await heard(
        room, "SQL before any tool, and git.", role="Data lead", employer="Aire Health Data"
    )
    found = await room.get(f"/conversations/{talk['id']}/skills")
    assert found["signals"] == []
    first = found["suggestions"][0]
    assert (first["line_id"], first["skill"], first["start"], first["end"]) == (
        line_id,
        {"id": SQL, "name": "SQL"},
        0,
        3,
    )
    made = await signal(room, line_id, level=3)
    assert (made["says"], made["level"], made["text"]) == (
        "needed",
        3,
        "SQL before any tool, and git.",
    )
    assert (made["contact"]["name"], made["role"], made["employer"]) == (
        "Grace Obi",
        "Data lead",
        "Aire Health Data",
    )
    assert made["at"] == talk["ended_at"]
    assert await suggested(room, talk) == ["Version control"]
    again = {"id": str(new_id()), "line_id": line_id, "skill_id": SQL}
    assert (await room.call("POST", "/skill-signals", again)).status_code == 409
    changed = await room.change(f"/skill-signals/{made['id']}", {"says": "not_needed"})
    assert (changed["says"], changed["level"]) == ("not_needed", None)
    senseless = await room.call(
        "PATCH",
        f"/skill-signals/{made['id']}",
        {"says": "not_needed", "level": 2},
        if_match="*",
    )
    assert senseless.status_code == 400
    assert (await room.get(f"/skills/{SQL}"))["signals"] == 1
    await room.send("DELETE", f"/skill-signals/{made['id']}")
    assert "SQL" in await suggested(room, talk)
    assert (await room.call("DELETE", f"/skill-signals/{made['id']}")).status_code == 404


async def test_the_same_signal_again_is_the_same(room: Room) -> None:
    _, line_id = await heard(room, "SQL")
    body = {"id": str(new_id()), "line_id": line_id, "skill_id": SQL, "level": 2}
    made = await room.call("POST", "/skill-signals", body)
    again = await room.call("POST", "/skill-signals", body)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    other = await room.call("POST", "/skill-signals", {**body, "level": 3})
    assert other.status_code == 409
    nowhere = {**body, "id": str(new_id()), "line_id": str(new_id())}
    assert (await room.call("POST", "/skill-signals", nowhere)).status_code == 400


async def test_a_refusal_is_remembered_until_it_is_taken_back(room: Room) -> None:
    talk, line_id = await heard(room, "They teach SQL there")
    assert await suggested(room, talk) == ["Teaching", "SQL"]
    body = {"line_id": line_id, "skill_id": str(id_of("askwell", "teaching"))}
    await room.send("POST", "/skill-refusals", body)
    await room.send("POST", "/skill-refusals", body)
    assert await suggested(room, talk) == ["SQL"]
    path = f"/skill-refusals/{line_id}/{body['skill_id']}"
    await room.send("DELETE", path)
    assert await suggested(room, talk) == ["Teaching", "SQL"]
    assert (await room.call("DELETE", path)).status_code == 404


async def test_what_was_said_follows_the_line(room: Room) -> None:
    talk, line_id = await heard(room, "SQL before tools, and git")
    made = await signal(room, line_id, level=3)
    git = str(id_of("askwell", "git"))
    await room.send("POST", "/skill-refusals", {"line_id": line_id, "skill_id": git})
    reworded = await room.line(talk, "SQL before any tool, and git", supersedes=line_id)
    shown = await room.get(f"/skill-signals/{made['id']}")
    assert (shown["line_id"], shown["text"]) == (reworded, "SQL before any tool, and git")
    assert await suggested(room, talk) == []
    await room.line(talk, "", supersedes=reworded, gone=True)
    assert (await room.call("GET", f"/skill-signals/{made['id']}")).status_code == 404


async def test_merged_skills_are_counted_as_one(room: Room) -> None:
    talk, line_id = await heard(room, "Query craft matters, and SQL")
    mine = str(new_id())
    await room.send("POST", "/skills", {"id": mine, "name": "Query craft"})
    assert await suggested(room, talk) == ["Query craft", "SQL"]
    made = await signal(room, line_id, mine, level=3)
    merged = await room.change(f"/skills/{mine}", {"merged_into_id": SQL})
    assert merged["merged_into_id"] == SQL
    assert (await room.get(f"/skill-signals/{made['id']}"))["skill"]["name"] == "SQL"
    assert await suggested(room, talk) == []
    page = await room.get(f"/skill-signals?skill_id={SQL}")
    assert [one["id"] for one in page["items"]] == [made["id"]]
    third = str(new_id())
    await room.send("POST", "/skills", {"id": third, "name": "Third"})
    for into in (mine, third, str(new_id())):
        answer = await room.call(
            "PATCH", f"/skills/{third}", {"merged_into_id": into}, if_match="*"
        )
        assert answer.status_code == 400, into
    await room.change(f"/skills/{SQL}", {"merged_into_id": third})
    assert (await room.get(f"/skills/{mine}"))["merged_into_id"] == third
    await room.change(f"/skills/{mine}", {"merged_into_id": None})
    assert await suggested(room, talk) == ["Third"]


async def test_a_silenced_skill_is_not_suggested(room: Room) -> None:
    talk, _ = await heard(room, "SQL")
    await room.send("POST", "/skills", {"id": SQL})
    await room.change(f"/skills/{SQL}", {"muted": True})
    assert await suggested(room, talk) == []


async def test_signals_in_pages_and_promises_keep_silent(room: Room) -> None:
    talk, first = await heard(room, "SQL")
    await room.line(talk, "Send the SQL course", "promise", promiser="mine")
    assert await suggested(room, talk) == ["SQL"]
    second = await room.line(talk, "More SQL")
    for line_id in (first, second):
        await signal(room, line_id)
    page = await room.get("/skill-signals?limit=1")
    rest = await room.get(f"/skill-signals?limit=1&cursor={page['next_cursor']}")
    assert {page["items"][0]["line_id"], rest["items"][0]["line_id"]} == {first, second}
    assert rest["next_cursor"] is None
    assert (await room.call("GET", f"/conversations/{new_id()}/skills")).status_code == 404


async def test_an_erased_person_says_nothing_any_more(room: Room) -> None:
    talk, line_id = await heard(room, "SQL before any tool", employer="Aire")
    await signal(room, line_id, level=3)
    await room.send("POST", f"/contacts/{talk['contact']['id']}/erase")
    (left,) = (await room.get("/skill-signals"))["items"]
    assert (left["text"], left["contact"]["name"], left["role"]) == ("", "", "")
    row = await room.admin.fetchrow(
        "SELECT level FROM person.skill_signals WHERE line_id = $1", UUID(line_id)
    )
    assert row is not None
    assert row["level"] == 3
