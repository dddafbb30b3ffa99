"""Preparation over HTTP: the sheet, the plan, what moves on, the story, the printed page."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


@dataclass
class Desk:
    """Somebody with a dated talk."""

    http: httpx.AsyncClient
    who: Somebody

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return await self.http.request(
            method,
            f"/v1{path}",
            json=body,
            headers={**self.who.bearer, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    async def good(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = await self.call(method, path, body, **headers)
        assert answer.status_code < 300, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    async def talk(self, name: str = "Fatima El Idrissi", **card: Any) -> Json:
        contact, thread, talk = (str(new_id()) for _ in range(3))
        card = {"role": "Data manager", "employer": "Hollin Labs", **card}
        await self.good("POST", "/contacts", {"id": contact, "name": name, **card})
        await self.good("POST", "/threads", {"id": thread, "contact_id": contact})
        starts = datetime.now(UTC) + timedelta(days=1)
        plan = {
            "id": talk,
            "thread_id": thread,
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(minutes=30)).isoformat(),
            "zone": "Europe/London",
            "medium": "video",
        }
        return dict(await self.good("POST", "/conversations", plan))

    async def held(self, name: str, **card: Any) -> Json:
        talk = await self.talk(name, **card)
        now = datetime.now(UTC).isoformat()
        told = {"id": str(new_id()), "what": "talked", "ended_at": now}
        return dict(await self.good("POST", f"/conversations/{talk['id']}/happened", told))

    async def lines(self, talk: Json, *lines: Json) -> None:
        at = datetime.now(UTC)
        written = [
            {"id": str(new_id()), "at": (at + timedelta(seconds=n)).isoformat(), **line}
            for n, line in enumerate(lines)
        ]
        await self.good("POST", f"/conversations/{talk['id']}/lines", {"lines": written})

    async def ask(self, talk: Json, **question: Any) -> Json:
        question = {"id": str(new_id()), "text": "How did you come to this?", **question}
        plan = await self.good(
            "POST", f"/conversations/{talk['id']}/questions", {"questions": [question]}
        )
        return dict(next(one for one in plan["items"] if one["id"] == question["id"]))


MakeDesk = Callable[[], Awaitable[Desk]]


@pytest.fixture
async def desk(http: httpx.AsyncClient, person: MakePerson) -> Desk:
    return Desk(http, await person())


async def test_a_sheet_nobody_has_begun_is_there_and_empty(desk: Desk) -> None:
    talk = await desk.talk(why="Sam says that she came from the lab.")
    answer = await desk.call("GET", f"/conversations/{talk['id']}/preparation")
    assert answer.headers["etag"] == '"0"'
    sheet = answer.json()
    assert sheet["goal"] == sheet["made"] == ""
    assert sheet["links"] == []
    assert sheet["minutes_left"] == 15
    assert sheet["left"] == ["read", "goal", "offer", "view", "questions"]
    assert sheet["brief"]["role"] == "Data manager"
    assert sheet["brief"]["employer"] == "Hollin Labs"
    assert sheet["brief"]["why"] == "Sam says that she came from the lab."
    assert (await desk.call("GET", f"/conversations/{new_id()}/preparation")).status_code == 404


async def test_it_is_written_field_by_field_under_its_version(desk: Desk) -> None:
    path = f"/conversations/{(await desk.talk())['id']}/preparation"
    first = await desk.good("PATCH", path, {"goal": " Is a degree needed? "}, if_match='"0"')
    assert first["goal"] == "Is a degree needed?"
    assert first["minutes_left"] == 13
    assert (await desk.call("PATCH", path, {"goal": "x"}, if_match='"0"')).status_code == 412
    assert (await desk.call("PATCH", path, {"goal": "x"})).status_code == 428
    links = ["https://example.org/page"]
    second = await desk.good(
        "PATCH",
        path,
        {"made": "A page on definitions", "news": "One system", "links": links},
        if_match=f'"{first["version"]}"',
    )
    assert second["goal"] == "Is a degree needed?", "what is not sent stays"
    assert second["links"] == links
    assert second["version"] > first["version"]
    assert "read" not in second["left"]
    for wrong in ({"links": ["javascript:alert(1)"]}, {"goal": "a\0b"}, {"aim": "x"}):
        refused = await desk.call("PATCH", path, wrong, if_match="*")
        assert refused.status_code == 400, wrong


async def test_the_brief_knows_what_was_said_before_and_who_led_there(desk: Desk) -> None:
    sam = await desk.held("Sam Okonkwo", employer="Brightline Health")
    mei = await desk.held("Mei Tanaka", employer="Hollin Labs")
    talk = await desk.talk("Fatima El Idrissi")
    await desk.lines(sam, {"tag": "name", "text": "Talk to Fatima at Hollin Labs."})
    await desk.lines(
        mei,
        {"tag": "insight", "text": "They ask what a column means."},
        {"tag": "plain", "text": "The coffee was cold."},
    )
    await desk.good(
        "POST",
        "/introductions",
        {
            "id": str(new_id()),
            "introducer_id": sam["contact"]["id"],
            "introduced_id": talk["contact"]["id"],
        },
    )
    brief = (await desk.good("GET", f"/conversations/{talk['id']}/preparation"))["brief"]
    assert [one["contact"]["name"] for one in brief["introducers"]] == ["Sam Okonkwo"]
    assert brief["introducers"][0]["line"] == "Talk to Fatima at Hollin Labs."
    assert [(one["name"], one["text"]) for one in brief["colleagues"]] == [
        ("Mei Tanaka", "They ask what a column means.")
    ]
    assert brief["heard"] == []
    assert brief["talks_before"] == 0


async def test_a_second_talk_knows_the_first_and_its_open_promises(desk: Desk) -> None:
    first = await desk.held("Helen Marsh")
    await desk.lines(
        first,
        {"tag": "insight", "text": "A clean definition beats a clever chart."},
        {"tag": "promise", "text": "send the name of a course", "promiser": "theirs"},
    )
    await desk.good("POST", f"/threads/{first['thread_id']}/thanks", {"id": str(new_id())})
    starts = datetime.now(UTC) + timedelta(days=3)
    thread = str(new_id())
    await desk.good("POST", "/threads", {"id": thread, "contact_id": first["contact"]["id"]})
    second = await desk.good(
        "POST",
        "/conversations",
        {
            "id": str(new_id()),
            "thread_id": thread,
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(minutes=20)).isoformat(),
            "zone": "Europe/London",
            "medium": "phone",
        },
    )
    brief = (await desk.good("GET", f"/conversations/{second['id']}/preparation"))["brief"]
    assert brief["talks_before"] == 1
    assert [one["text"] for one in brief["heard"]] == ["A clean definition beats a clever chart."]
    assert [(one["promiser"], one["text"]) for one in brief["promises"]] == [
        ("theirs", "send the name of a course")
    ]


async def test_the_sheet_costs_seven_statements_whatever_is_in_it(
    desk: Desk, app: Litestar
) -> None:
    talk = await desk.talk()
    for number in range(3):
        other = await desk.held(f"Colleague {number}")
        await desk.lines(other, {"tag": "insight", "text": "Ask early."})
        await desk.ask(talk)
    for path, count in (("preparation", 7), ("questions", 2), ("questions/suggested", 5)):
        async with statements(app) as seen:
            await desk.good("GET", f"/conversations/{talk['id']}/{path}")
            await asyncio.sleep(0)  # the driver tells of a statement in the loop's next turn
        assert len(seen) == count, (path, seen)


async def test_a_suggested_plan_is_taken_as_it_is(desk: Desk) -> None:
    talk = await desk.talk()
    path = f"/conversations/{talk['id']}"
    await desk.good("PATCH", f"{path}/preparation", {"news": "One system"}, if_match='"0"')
    offered = await desk.good("GET", f"{path}/questions/suggested")
    assert 17 <= offered["minutes"] <= 20
    assert offered["rests"]
    resting = [one for one in offered["plan"] if one["rests_on"] == "news"]
    assert resting
    assert "Hollin Labs" in resting[0]["text"]
    keys = ("text", "minutes", "bank", "rests_on", "moved_from_id")
    taken = [{"id": str(new_id()), **{k: one[k] for k in keys}} for one in offered["plan"]]
    plan = await desk.good("POST", f"{path}/questions", {"questions": taken})
    assert [one["text"] for one in plan["items"]] == [one["text"] for one in offered["plan"]]
    assert [one["framework"] for one in plan["items"]] == [
        one["framework"] for one in offered["plan"]
    ]
    assert plan["rests"]
    assert plan["minutes"] == offered["minutes"]
    assert sum(one["core"] for one in plan["items"]) == 3
    again = await desk.good("POST", f"{path}/questions", {"questions": taken})
    assert again == plan, "sent again, kept once"
    after = await desk.good("GET", f"{path}/questions/suggested")
    assert after["plan"] == [] or after["minutes"] <= 20 - plan["minutes"]
    sheet = await desk.good("GET", f"{path}/preparation")
    assert "questions" not in sheet["left"]


async def test_a_closed_question_is_kept_and_noticed(desk: Desk) -> None:
    talk = await desk.talk()
    question = await desk.ask(talk, text="Do I need a second degree?")
    assert question["framework"] == "own"
    assert question["closed"]["kind"] == "yes_no"
    assert question["closed"]["rewording"] == (
        "What difference does a second degree make in practice?"
    )
    changed = await desk.good(
        "PATCH",
        f"/questions/{question['id']}",
        {"text": question["closed"]["rewording"]},
        if_match=f'"{question["version"]}"',
    )
    assert changed["closed"] is None
    looked = await desk.good("POST", "/checks/question", {"text": "Is it hard?"})
    assert looked["closed"]["kind"] == "yes_no"
    assert (await desk.good("POST", "/checks/question", {"text": "What is hard?"})) == {
        "closed": None
    }


async def test_a_plan_is_ordered_changed_and_thinned(desk: Desk) -> None:
    talk = await desk.talk()
    path = f"/conversations/{talk['id']}/questions"
    made = [await desk.ask(talk, text=f"How does part {n} go?") for n in range(4)]
    ids = [one["id"] for one in made]
    assert [one["id"] for one in (await desk.good("GET", path))["items"]] == ids
    ordered = await desk.good("POST", f"{path}/order", {"ids": [ids[2], ids[0]]})
    assert [one["id"] for one in ordered["items"]] == [ids[2], ids[0], ids[1], ids[3]]
    refused = await desk.call("POST", f"{path}/order", {"ids": [str(new_id())]})
    assert refused.status_code == 404
    one = ordered["items"][0]
    stale = await desk.call("DELETE", f"/questions/{one['id']}", if_match='"999"')
    assert stale.status_code == 412
    await desk.good("DELETE", f"/questions/{one['id']}", if_match=f'"{one["version"]}"')
    left = await desk.good("GET", path)
    assert [other["id"] for other in left["items"]] == [ids[0], ids[1], ids[3]]
    assert (await desk.call("GET", f"/questions/{one['id']}")).status_code == 404
    taken = await desk.call(
        "POST", path, {"questions": [{"id": one["id"], "text": "Back again, how?"}]}
    )
    assert taken.status_code == 409, "an id is used once"


async def test_a_plan_has_an_end(desk: Desk) -> None:
    talk = await desk.talk()
    path = f"/conversations/{talk['id']}/questions"

    def some(count: int) -> Json:
        return {"questions": [{"id": str(new_id()), "text": "How so?"} for _ in range(count)]}

    await desk.good("POST", path, some(20))
    refused = await desk.call("POST", path, some(11))
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("limit-reached")
    assert len((await desk.good("GET", path))["items"]) == 20, "all or nothing"


async def test_what_was_not_asked_moves_to_the_next_of_that_field(desk: Desk) -> None:
    first = await desk.held("Maya Lindgren", employer="Pennine", function="data")
    asked = await desk.ask(first, text="How did you get in?")
    open_one = await desk.ask(first, text="What would a second degree change?", minutes=4)
    await desk.good("PATCH", f"/questions/{asked['id']}", {"state": "asked"}, if_match="*")
    other = await desk.talk("Tom Field", employer="A Farm", function="education")
    far = await desk.good("GET", f"/conversations/{other['id']}/questions/suggested")
    assert not [one for one in far["plan"] + far["more"] if one["moved_from_id"]]

    talk = await desk.talk("Fatima El Idrissi", function="data")
    offered = await desk.good("GET", f"/conversations/{talk['id']}/questions/suggested")
    (moved,) = [one for one in offered["plan"] if one["moved_from_id"]]
    assert moved["moved_from_id"] == open_one["id"]
    assert moved["left_open_with"] == "Maya"
    assert moved["reasons"] == ["left_open"]
    assert moved["minutes"] == 4

    taken = await desk.ask(talk, text=moved["text"], moved_from_id=moved["moved_from_id"])
    assert taken["minutes"] == 4
    assert (await desk.good("GET", f"/questions/{open_one['id']}"))["state"] == "moved"
    again = await desk.good("GET", f"/conversations/{talk['id']}/questions/suggested")
    assert not [one for one in again["plan"] + again["more"] if one["moved_from_id"]]
    refused = await desk.call(
        "PATCH", f"/questions/{open_one['id']}", {"state": "asked"}, if_match="*"
    )
    assert refused.status_code == 409
    await desk.good("DELETE", f"/questions/{taken['id']}", if_match="*")
    assert (await desk.good("GET", f"/questions/{open_one['id']}"))["state"] == "planned"


async def test_what_the_talk_recorded_wins_over_the_plan(desk: Desk) -> None:
    talk = await desk.talk()
    asked, answered, neither = [
        await desk.ask(talk, text=f"How does part {n} go?") for n in range(3)
    ]
    at = datetime.now(UTC).isoformat()
    mark = {"id": str(new_id()), "conversation_id": talk["id"], "kind": "asked", "at": at}
    line = {"id": str(new_id()), "conversation_id": talk["id"], "kind": "line", "at": at}
    sent = await desk.good(
        "POST",
        "/entries",
        {
            "entries": [
                {**mark, "question_id": asked["id"]},
                {**line, "question_id": answered["id"], "text": "Slowly, they said."},
            ]
        },
    )
    assert {one["status"] for one in sent["items"]} == {"kept"}, sent
    plan = await desk.good("GET", f"/conversations/{talk['id']}/questions")
    states = {one["id"]: one["state"] for one in plan["items"]}
    assert states == {
        asked["id"]: "asked",
        answered["id"]: "answered",
        neither["id"]: "planned",
    }
    assert plan["minutes"] == 3
    covered = (await desk.good("GET", f"/debriefs/{talk['id']}"))["coverage"]
    assert covered == {"planned": 3, "asked": 2, "left": [neither["text"]]}
    undone = {**mark, "id": str(new_id()), "supersedes": mark["id"], "gone": True}
    await desk.good("POST", "/entries", {"entries": [{**undone, "question_id": asked["id"]}]})
    plan = await desk.good("GET", f"/conversations/{talk['id']}/questions")
    assert {one["state"] for one in plan["items"]} == {"answered", "planned"}
    covered = (await desk.good("GET", f"/debriefs/{talk['id']}"))["coverage"]
    assert covered == {"planned": 3, "asked": 1, "left": [asked["text"], neither["text"]]}


async def test_the_bank_is_shown_whole_or_by_framework(desk: Desk) -> None:
    bank = (await desk.good("GET", "/questions/bank"))["items"]
    assert len(bank) >= 120
    assert not [one for one in bank if "{" in one["text"]]
    entry = (await desk.good("GET", "/questions/bank?framework=entry"))["items"]
    assert {one["framework"] for one in entry} == {"entry"}
    assert 0 < len(entry) < len(bank)


async def test_the_story_has_versions_and_is_told_against_the_clock(desk: Desk) -> None:
    texts = ["I am a nurse.", "I am a nurse who counts things. " * 10]
    ids = [str(new_id()) for _ in texts]
    for one, text in zip(ids, texts, strict=True):
        body = {"id": one, "text": text}
        assert (await desk.call("POST", "/pitches", body)).status_code == 201
        assert (await desk.call("POST", "/pitches", body)).status_code == 200
        body["text"] = "Something else."
        assert (await desk.call("POST", "/pitches", body)).status_code == 409
    page = await desk.good("GET", "/pitches")
    assert [one["id"] for one in page["items"]] == ids[::-1], "the newest first"
    newest = page["items"][0]
    assert newest["words"] == 70
    assert newest["seconds"] == 30
    told = {"id": str(new_id()), "seconds": 64}
    for _ in range(2):
        after = await desk.good("POST", f"/pitches/{newest['id']}/practices", told)
        assert (after["practised"], after["last_seconds"]) == (1, 64), "counted once"
    other = await desk.call("POST", f"/pitches/{newest['id']}/practices", {**told, "seconds": 5})
    assert other.status_code == 409
    await asyncio.sleep(0.001)
    quicker = {"id": str(new_id()), "seconds": 58}
    after = await desk.good("POST", f"/pitches/{newest['id']}/practices", quicker)
    assert (after["practised"], after["last_seconds"]) == (2, 58)
    await desk.good("DELETE", f"/pitches/{newest['id']}")
    assert (await desk.call("GET", f"/pitches/{newest['id']}")).status_code == 404
    assert (await desk.good("POST", f"/pitches/{newest['id']}/restore"))["practised"] == 2
    first = await desk.good("GET", "/pitches?limit=1")
    second = await desk.good("GET", f"/pitches?limit=1&cursor={first['next_cursor']}")
    assert [first["items"][0]["id"], second["items"][0]["id"]] == ids[::-1]
    assert second["next_cursor"] is None


async def test_the_page_is_one_accessible_pdf(desk: Desk) -> None:
    talk = await desk.talk("Fatima El Idrissi")
    path = f"/conversations/{talk['id']}"
    for body in ({}, dict.fromkeys(("goal", "made", "path", "offer"), "long words " * 180)):
        if body:
            await desk.good("PATCH", f"{path}/preparation", body, if_match="*")
            for _ in range(6):
                await desk.ask(talk, text="What about #set page and $x$ and \\ and <b>?" * 8)
        answer = await desk.call("GET", f"{path}/preparation.pdf")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        assert "Fatima.pdf" in answer.headers["content-disposition"]
        assert answer.content.startswith(b"%PDF-1.7")
        assert answer.content.count(b"/MediaBox") == 1, "one page"
        assert b"pdfuaid" in answer.content
    assert (await desk.call("GET", f"/conversations/{new_id()}/preparation.pdf")).status_code == 404


async def test_a_name_no_font_here_can_write_is_printed_all_the_same(desk: Desk) -> None:
    talk = await desk.talk("田中 (\U0001390f)")
    answer = await desk.call("GET", f"/conversations/{talk['id']}/preparation.pdf")
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"%PDF-1.7")


async def test_who_asked_to_be_deleted_is_in_no_sheet(
    desk: Desk, admin: asyncpg.Connection
) -> None:
    talk = await desk.talk("Fatima El Idrissi")
    words = {"goal": "Ask Fatima", "made": "Fatima's page", "links": ["https://example.org/fatima"]}
    await desk.good("PATCH", f"/conversations/{talk['id']}/preparation", words, if_match='"0"')
    await desk.ask(talk, text="Fatima, how did you begin?")
    await desk.good("POST", f"/contacts/{talk['contact']['id']}/erase")
    kept = await admin.fetch(
        "SELECT p::text FROM person.preparations p WHERE owner_id = $1"
        " UNION ALL SELECT q::text FROM person.question_uses q WHERE owner_id = $1",
        desk.who.id,
    )
    assert len(kept) == 2
    assert not [row for row in kept if "atima" in row[0]]


async def test_what_was_prepared_travels_to_the_other_device(desk: Desk) -> None:
    talk = await desk.talk()
    since = (await desk.good("GET", "/changes"))["cursor"]
    await desk.good(
        "PATCH", f"/conversations/{talk['id']}/preparation", {"goal": "x"}, if_match='"0"'
    )
    question = await desk.ask(talk)
    pitch = await desk.good("POST", "/pitches", {"id": str(new_id()), "text": "I am a nurse."})
    items = (await desk.good("GET", f"/changes?since={since}"))["items"]
    assert {(one["type"], one["id"]) for one in items} == {
        ("preparation", talk["id"]),
        ("question", question["id"]),
        ("pitch", pitch["id"]),
    }


@pytest.mark.parametrize("path", ["preparation", "preparation.pdf", "questions"])
async def test_only_its_owner_reads_it(desk: Desk, person: MakePerson, path: str) -> None:
    talk = await desk.talk()
    address = f"/v1/conversations/{talk['id']}/{path}"
    stranger, reader = await person(), await person(scopes=["contacts:read"])
    assert (await desk.http.get(address)).status_code == 401
    assert (await desk.http.get(address, headers=reader.bearer)).status_code == 403
    assert (await desk.http.get(address, headers=stranger.bearer)).status_code == 404
    assert (await desk.call("GET", f"/conversations/{talk['id']}/{path}")).status_code == 200
