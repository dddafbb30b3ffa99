"""Lists of skills over HTTP and in the hands of a worker: what a person brings is looked at first,
found in notes and while typing, brought twice without a change, and taken away without a loss."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.skills import list_steps
from api.skills.list_steps import FORGET, JOB
from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.importing import Hands, hands
from tests.insights.room import Json, Room
from tests.skills.listing import esco, many, onet_skills, onet_tools
from tests.statements import statements

pytestmark = pytest.mark.anyio

ROWS = [
    ("aa", "tune pianos", "piano tuning\nconcert tuning"),
    ("bb", "weave cloth", "weaving of cloth"),
    ("cc", "SQL", "query language of tables"),
]
NAME = "ESCO dataset - v1.2.0 - skills_en.csv"
TABLES = ("skill_lists", "listed_skills", "listed_words")
WRONG = str(new_id())
ROUTES = (
    ("POST", "/skill-lists"),
    ("GET", "/skill-lists"),
    ("GET", f"/skill-lists/{WRONG}"),
    ("PATCH", f"/skill-lists/{WRONG}"),
    ("POST", f"/skill-lists/{WRONG}/start"),
    ("DELETE", f"/skill-lists/{WRONG}"),
)


@pytest.fixture(scope="module")
def database(file_database: str) -> str:
    """A tick plans for everybody in a database: here those of this file."""
    return file_database


@pytest.fixture
async def worker(app: Litestar, settings: Settings) -> AsyncIterator[Hands]:
    async with hands(app, settings) as made:
        yield made


@pytest.fixture
async def room(
    http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson, shift: Path
) -> Room:
    return Room(http, await person(), admin, shift)


async def upload(room: Room, content: bytes, name: str = NAME) -> Json:
    answer = await room.http.post(
        "/v1/skill-lists", headers=room.who.bearer, files={"file": (name, content)}
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def looked_at(room: Room, worker: Hands, content: bytes, name: str = NAME) -> Json:
    made = await upload(room, content, name)
    await worker.work(room.who.id)
    return dict(await room.get(f"/skill-lists/{made['id']}"))


async def bring(room: Room, worker: Hands, content: bytes, name: str = NAME) -> Json:
    seen = await looked_at(room, worker, content, name)
    assert seen["state"] == "checked", seen
    await room.send("POST", f"/skill-lists/{seen['id']}/start")
    await worker.work(room.who.id)
    done = dict(await room.get(f"/skill-lists/{seen['id']}"))
    assert done["state"] == "done", done
    return done


async def heard(room: Room, *lines: str) -> Json:
    talk = await room.talked(await room.contact("Grace Obi"), timedelta(days=3))
    for line in lines:
        await room.line(talk, line)
    return talk


async def suggested(room: Room, talk: Json) -> list[str]:
    found = await room.get(f"/conversations/{talk['id']}/skills")
    return [one["skill"]["name"] for one in found["suggestions"]]


async def held(room: Room) -> dict[str, list[Any]]:
    """Every row of lists, but for the row of the file."""
    return {
        table: await room.admin.fetch(
            f"SELECT * FROM person.{table} WHERE owner_id = $1 ORDER BY 1, 2, 3, 4", room.who.id
        )
        for table in TABLES[1:]
    }


async def test_nobody_and_who_may_not(room: Room, person: MakePerson) -> None:
    narrow = await person(scopes=["contacts:read"])
    for method, path in ROUTES:
        assert (await room.http.request(method, f"/v1{path}")).status_code == 401, path
        answer = await room.http.request(method, f"/v1{path}", headers=narrow.bearer)
        assert answer.status_code == 403, path


async def test_what_is_not_there_or_a_strangers(
    room: Room, worker: Hands, person: MakePerson
) -> None:
    mine = await looked_at(room, worker, esco(ROWS))
    other = Room(room.http, await person(), room.admin, room.shift)
    assert (await other.get("/skill-lists"))["items"] == []
    for method, path in ROUTES[2:]:
        for list_id in (WRONG, mine["id"]):
            there = path.replace(WRONG, list_id)
            body = {"release": "1"} if method == "PATCH" else None
            answer = await other.call(method, there, body, If_Match='"1"')
            assert answer.status_code == 404, (method, there)


async def test_it_is_looked_at_before_anything_is_used(room: Room, worker: Hands) -> None:
    talk = await heard(room, "Concert tuning is a craft")
    seen = await looked_at(room, worker, esco(ROWS))
    assert (seen["kind"], seen["language"], seen["release"]) == ("esco", "en", "1.2.0")
    assert seen["licence"] == (
        "ESCO 1.2.0. This service uses the ESCO classification of the European Commission."
    )
    assert (seen["counts"]["new"], seen["counts"]["rows"]) == (3, 3)
    assert await suggested(room, talk) == []
    assert not any((await held(room)).values())


async def test_its_words_are_found_in_notes_with_whose_they_are(room: Room, worker: Hands) -> None:
    talk = await heard(
        room,
        "Concert tuning is a craft",
        "They wove: weaving of cloth",
        "Any query language of tables",
    )
    await bring(room, worker, esco(ROWS))
    assert await suggested(room, talk) == ["tune pianos", "weave cloth", "SQL"]
    found = await room.get(f"/conversations/{talk['id']}/skills")
    assert [one["name"] for one in found["credits"]] == ["ESCO"]
    assert found["suggestions"][2]["skill"]["id"] == str(id_of("askwell", "sql"))
    first = found["suggestions"][0]
    assert (first["start"], first["end"]) == (0, len("Concert tuning"))


async def test_a_skill_of_a_list_is_used_with_its_credit_and_stays(
    room: Room, worker: Hands
) -> None:
    talk = await heard(room, "Concert tuning is a craft")
    done = await bring(room, worker, esco(ROWS))
    (one,) = (await room.get(f"/conversations/{talk['id']}/skills"))["suggestions"]
    signal = {"id": str(new_id()), "line_id": one["line_id"], "skill_id": one["skill"]["id"]}
    await room.send("POST", "/skill-signals", {**signal, "level": 3})
    await room.send("DELETE", f"/skill-lists/{done['id']}")
    mine = await room.get(f"/skills/{one['skill']['id']}")
    assert (mine["name"], mine["source"], mine["signals"]) == ("tune pianos", "esco", 1)
    assert mine["credit"] == done["licence"]
    assert not any((await held(room)).values())
    assert (await room.get("/skill-lists"))["items"] == []
    other = await heard(room, "Weaving of cloth")
    assert await suggested(room, other) == []


async def test_it_is_chosen_while_typing_after_ones_own_and_ours(room: Room, worker: Hands) -> None:
    await bring(room, worker, esco([*ROWS, ("dd", "piano repair", "")]))
    own = str(new_id())
    await room.send("POST", "/skills", {"id": own, "name": "Piano moving"})
    for typed in ("pia", "piano", "Piano "):
        found = await room.get(f"/skills/known?text={typed}")
        assert [one["name"] for one in found["items"]] == [
            "Piano moving",
            "piano repair",
            "tune pianos",
        ], typed
        assert [one["group_name"] for one in found["items"]] == ["", "ESCO", "ESCO"]
        assert len(found["credits"]) == 1
    assert [one["name"] for one in (await room.get("/skills/known?text=weaving of"))["items"]] == [
        "weave cloth"
    ]
    assert (await room.get("/skills/known?text=sql"))["credits"] == []


async def test_own_words_and_names_come_first_and_are_never_overwritten(
    room: Room, worker: Hands
) -> None:
    await bring(room, worker, esco(ROWS))
    talk = await heard(room, "Concert tuning is a craft")
    pianos = str(id_of("esco", "http://data.europa.eu/esco/skill/aa"))
    made = await room.send("POST", "/skills", {"id": pianos})
    await room.send(
        "PATCH", f"/skills/{pianos}", {"name": "Pianos"}, If_Match=f'"{made["version"]}"'
    )
    own = str(new_id())
    body = {"id": own, "name": "Weaving", "aliases": ["weaving of cloth"]}
    await room.send("POST", "/skills", body)
    await bring(room, worker, esco([("aa", "tune grand pianos", "concert tuning"), *ROWS[1:]]))
    assert (await room.get(f"/skills/{pianos}"))["name"] == "Pianos"
    assert await suggested(room, talk) == ["Pianos"]
    assert await suggested(room, await heard(room, "Weaving of cloth")) == ["Weaving"]


async def test_brought_twice_nothing_changes(room: Room, worker: Hands) -> None:
    await bring(room, worker, esco(ROWS))
    before = await held(room)
    again = await looked_at(room, worker, esco(ROWS))
    assert {name: again["counts"][name] for name in ("new", "changed", "gone", "unchanged")} == {
        "new": 0,
        "changed": 0,
        "gone": 0,
        "unchanged": 3,
    }
    await room.send("POST", f"/skill-lists/{again['id']}/start")
    await worker.work(room.who.id)
    assert await held(room) == before
    (only,) = (await room.get("/skill-lists"))["items"]
    assert only["id"] == again["id"]


async def test_a_later_version_adds_changes_and_takes_away(room: Room, worker: Hands) -> None:
    await bring(room, worker, esco(ROWS))
    later = [ROWS[0], ("bb", "weave cloth", "making of cloth"), ("dd", "mend nets", "")]
    seen = await looked_at(room, worker, esco(later), "ESCO v1.3 skills_en.csv")
    counts = seen["counts"]
    assert [counts[one] for one in ("new", "changed", "unchanged", "gone")] == [1, 1, 1, 1]
    await room.send("POST", f"/skill-lists/{seen['id']}/start")
    await worker.work(room.who.id)
    lines = ("Weaving of cloth", "Making of cloth", "They mend nets", "query language of tables")
    talk = await heard(room, *lines)
    assert await suggested(room, talk) == ["weave cloth", "mend nets"]
    found = await room.get(f"/conversations/{talk['id']}/skills")
    assert [one["licence"].partition(".")[0] for one in found["credits"]] == ["ESCO 1"]
    assert found["credits"][0]["licence"].startswith("ESCO 1.3.")


async def test_each_list_keeps_to_its_own(room: Room, worker: Hands) -> None:
    english = await bring(room, worker, esco(ROWS))
    await bring(room, worker, esco([("aa", "Klaviere stimmen", "Stimmen")]), "skills_de.csv")
    await bring(room, worker, onet_skills([("2.B.3.g", "Operations Monitoring")]), "Skills.txt")
    await bring(room, worker, onet_tools(["Adobe Acrobat"]), "db_30_0 Technology Skills.txt")
    talk = await heard(
        room, "Klaviere stimmen", "Adobe Acrobat, and operations monitoring", "klavier stimmen"
    )
    assert await suggested(room, talk) == [
        "Klaviere stimmen",
        "Adobe Acrobat",
        "Operations Monitoring",
    ]
    found = await room.get(f"/conversations/{talk['id']}/skills")
    assert {one["name"] for one in found["credits"]} == {
        "ESCO",
        "O*NET Skills",
        "O*NET Technology Skills",
    }
    fifth = await looked_at(room, worker, esco(ROWS), "skills_fr.csv")
    refused = await room.call("POST", f"/skill-lists/{fifth['id']}/start")
    assert refused.status_code == 409
    await room.send("DELETE", f"/skill-lists/{english['id']}")
    await room.send("POST", f"/skill-lists/{fifth['id']}/start")


async def test_language_and_version_can_be_said(room: Room, worker: Hands) -> None:
    seen = await looked_at(room, worker, esco(ROWS), "mine.csv")
    path = f"/skill-lists/{seen['id']}"
    assert (seen["release"], seen["language"]) == ("", "en")
    assert seen["licence"].startswith("ESCO. ")
    assert (await room.call("PATCH", path, {"release": "1.2"})).status_code == 428
    wrong = await room.call("PATCH", path, {"language": "Deutsch"}, If_Match=f'"{seen["version"]}"')
    assert wrong.status_code == 400
    said = await room.send(
        "PATCH", path, {"release": "1.2", "language": "fi"}, If_Match=f'"{seen["version"]}"'
    )
    assert (said["state"], said["release"], said["language"]) == ("uploaded", "1.2", "fi")
    stale = await room.call("PATCH", path, {"release": "2"}, If_Match=f'"{seen["version"]}"')
    assert stale.status_code == 412
    assert (await room.call("POST", f"{path}/start")).status_code == 409
    await worker.work(room.who.id)
    started = await room.send("POST", f"{path}/start")
    late = await room.call("PATCH", path, {"language": "sv"}, If_Match=f'"{started["version"]}"')
    assert late.status_code == 409
    assert (await room.call("DELETE", path)).status_code == 409
    await worker.work(room.who.id)
    assert (await room.get(path))["language"] == "fi"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"0" * 100, "archive"),
        (b"\x89PNG\r\n" + b"0" * 100, "unknown-list"),
        (b"First Name,Last Name\nAna,Ferreira\n", "unknown-list"),
    ],
)
async def test_what_is_no_list_is_refused_by_name(room: Room, content: bytes, code: str) -> None:
    answer = await room.http.post(
        "/v1/skill-lists", headers=room.who.bearer, files={"file": ("x.csv", content)}
    )
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("body.file", code)
    files = "SELECT count(*) FROM person.files WHERE owner_id = $1"
    assert await room.admin.fetchval(files, room.who.id) == 0


async def test_a_list_without_a_skill_fails_visibly(room: Room, worker: Hands) -> None:
    seen = await looked_at(room, worker, esco([("aa", "x" * 200, "")]))
    assert (seen["state"], seen["problem"]) == ("failed", "no_skills")
    assert (await room.call("POST", f"/skill-lists/{seen['id']}/start")).status_code == 409


async def test_a_worker_that_stops_between_pieces_is_followed_by_another(
    room: Room,
    worker: Hands,
    app: Litestar,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(list_steps, "PIECE", 2)
    seen = await looked_at(room, worker, many(7))
    await room.send("POST", f"/skill-lists/{seen['id']}/start")
    passed = 0

    class Died(BaseException):
        pass

    def step(name: str) -> None:
        nonlocal passed
        passed += name == "prepared"
        if passed == 2:
            raise Died

    async with hands(app, settings, None, step) as doomed:
        with pytest.raises(Died):
            await doomed.work(room.who.id)
    half = await room.get(f"/skill-lists/{seen['id']}")
    assert half["state"] == "running"
    assert 0 < half["progress"] < 1
    shift = tmp_path / "later"
    shift.write_text("90")
    async with hands(app, settings, shift) as heir:
        await heir.work(room.who.id)
    assert (await room.get(f"/skill-lists/{seen['id']}"))["state"] == "done"
    assert len((await held(room))["listed_skills"]) == 7
    assert len((await held(room))["listed_words"]) == 7 * 3


async def test_a_file_nobody_started_is_forgotten(
    room: Room, app: Litestar, settings: Settings, worker: Hands, tmp_path: Path
) -> None:
    seen = await looked_at(room, worker, esco(ROWS))
    clocks = "SELECT kind FROM person.clocks WHERE owner_id = $1 AND subject_id = $2"
    kinds = {row["kind"] for row in await room.admin.fetch(clocks, room.who.id, seen["id"])}
    assert kinds == {FORGET} != {JOB}
    shift = tmp_path / "later"
    shift.write_text(str(8 * 86_400))
    async with hands(app, settings, shift) as later:
        await later.work(room.who.id)
    gone = await room.get(f"/skill-lists/{seen['id']}")
    assert (gone["state"], gone["problem"]) == ("failed", "forgotten")
    files = "SELECT count(*) FROM person.files WHERE owner_id = $1"
    assert await room.admin.fetchval(files, room.who.id) == 0


async def test_however_long_a_list_is_a_talk_is_read_by_as_many_statements(
    room: Room, worker: Hands, app: Litestar
) -> None:
    talk = await heard(room, *(f"We operate device {one}" for one in range(5)))
    path = f"/conversations/{talk['id']}/skills"
    async with statements(app) as without:
        await room.get(path)
    await bring(room, worker, many(300))
    async with statements(app) as with_list:
        assert len((await room.get(path))["suggestions"]) == 5
    assert len(with_list) == len(without) <= 6


async def test_lists_come_in_pages(room: Room, worker: Hands) -> None:
    for name in ("skills_en.csv", "skills_de.csv", "skills_fr.csv"):
        await upload(room, esco(ROWS), name)
    first = await room.get("/skill-lists?limit=2")
    second = await room.get(f"/skill-lists?limit=2&cursor={first['next_cursor']}")
    languages = [one["language"] for one in (*first["items"], *second["items"])]
    assert languages == ["fr", "de", "en"]
    assert second["next_cursor"] is None
