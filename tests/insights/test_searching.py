"""Search over notes and claims: what is found, how it is marked, and for whom."""

import pytest

from api.insights.searching import marks_of
from tests.conftest import MakePerson
from tests.insights.room import Json, Room
from tests.insights.test_claims import said, sql_first
from tests.people import make_somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio


def text(found: Json) -> str:
    return "".join(f"[{one['text']}]" if one["hit"] else one["text"] for one in found["marks"])


async def found(room: Room, q: str) -> tuple[list[str], list[str]]:
    answer = await room.send("GET", f"/search?q={q}")
    return [text(one) for one in answer["claims"]], [text(one) for one in answer["lines"]]


async def test_a_claim_is_found_by_each_of_its_lines(room: Room) -> None:
    lines = await sql_first(room)
    answer = await room.get("/search?q=sql")
    (claim,) = answer["claims"]
    assert (text(claim), claim["people"], claim["employers"]) == ("[SQL] before any tool.", 4, 2)
    # The line that gives the claim its words is not told twice; the latest comes first.
    assert [text(one) for one in answer["lines"]] == [
        "Nobody here writes [SQL], they buy it.",
        "Learn [SQL] on a table.",
        "Tools change, [SQL] stays.",
    ]
    assert {one["insight_id"] for one in answer["lines"]} == {lines[0]["id"]}
    assert answer["lines"][0]["contact"]["name"] == "Lukas Brandt"
    assert await found(room, "stays") == (
        ["SQL before any tool."],
        ["Tools change, SQL [stays]."],
    )


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("definit", "who owns the [definitions]"),
        ("definition", "who owns the [definitions]"),
        ("definitions owner", None),
        ("%22the+definitions%22", "who owns the [definitions]"),
        ("Geraet", None),
        ("gerat", "Das [Gerät] zählt"),
        ("studies", "One [study] is enough"),
        ("who", "[who] owns the definitions"),
        ("study+-enough", None),
        ("%27%3A*+%26+%7C%21(%5C", None),
    ],
)
async def test_words_are_found_as_they_are_typed(room: Room, asked: str, hits: str | None) -> None:
    for number, words in enumerate(
        ["who owns the definitions", "Das Gerät zählt", "One study is enough"]
    ):
        await said(room, f"Ana {number}", words, 3, tag="plain")
    assert await found(room, asked) == ([], [hits] if hits else [])


async def test_what_is_gone_is_not_found(room: Room, person: MakePerson) -> None:
    line = await said(room, "Ana Ferreira", "Tables, mostly", 3)
    path = f"/conversations/{line['talk']['id']}/lines"
    later = await room.line(line["talk"], "Shelves, mostly", supersedes=line["id"])
    assert await found(room, "tables") == ([], [])
    assert await found(room, "shelves") == (["[Shelves], mostly"], [])
    await room.line(line["talk"], "", supersedes=later, gone=True)
    assert await found(room, "shelves") == ([], [])
    kept = await said(room, "Ben Adeyemi", "Shelves again", 3)
    assert (await found(room, "shelves"))[0] == ["[Shelves] again"]
    await room.send("POST", f"/contacts/{kept['talk']['contact']['id']}/erase")
    assert await found(room, "shelves") == ([], [])
    assert await found(room, "again") == ([], [])
    assert (await room.get(path))["items"] == []


async def test_own_words_of_a_claim_are_found_and_a_merged_one_is_not(room: Room) -> None:
    lines = await sql_first(room)
    await room.change(f"/insights/{lines[0]['id']}", {"claim": "Queries come first"})
    assert await found(room, "query") == (["[Queries] come first"], [])


async def test_a_long_note_is_shown_around_the_words(room: Room) -> None:
    long = " ".join(f"word{n}" for n in range(200)) + " needle at the end"
    await said(room, "Ana Ferreira", long, 3, tag="plain")
    (only,) = (await found(room, "needle"))[1]
    assert only.startswith("… ")
    assert "[needle]" in only
    assert len(only.split()) < 50


async def test_two_statements_however_much_there_is(room: Room) -> None:
    await sql_first(room)
    app = room.http._transport.app  # type: ignore[attr-defined]
    async with statements(app) as seen:
        await room.get("/search?q=sql")
    assert len(seen) == 2


async def test_who_may(room: Room, person: MakePerson) -> None:
    await sql_first(room)
    assert (await room.http.get("/v1/search?q=sql")).status_code == 401
    narrow = await person(scopes=["contacts:read"])
    assert (await room.http.get("/v1/search?q=sql", headers=narrow.bearer)).status_code == 403
    stranger = await make_somebody(room.admin)
    answer = await room.http.get("/v1/search?q=sql", headers=stranger.bearer)
    assert answer.json() == {"claims": [], "lines": []}
    for asked in ("", "%00", "x" * 101):
        assert (await room.call("GET", f"/search?q={asked}")).status_code == 400


def test_marks_hold_the_whole_text() -> None:
    marks = marks_of("a \x02b\x03c \x02d\x03", "a bc d")
    assert [(one.text, one.hit) for one in marks] == [
        ("a ", False),
        ("b", True),
        ("c ", False),
        ("d", True),
    ]
