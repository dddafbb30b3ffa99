"""Agreeing to a model, seeing what would be sent, sending less of it, and what comes back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from api.config import ConfigurationError, Settings
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room, opened
from tests.proposals.fake_model import FakeModel

pytestmark = pytest.mark.anyio


async def agree(room: Room) -> None:
    shown = await room.get("/me/model")
    answer = await room.http.put(
        "/v1/me/model",
        json={"host": shown["host"], "name": shown["name"]},
        headers=room.who.cookie,
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["agreed_at"]


async def talk_of(room: Room, *texts: str, who: str = "Grace Obi", **more: Any) -> Json:
    talk = await room.talked(await room.contact(who, **more))
    for text in texts:
        await room.line(talk, text)
    return talk


def code(answer: Any) -> str:
    return str(answer.json()["type"]).rpartition("/")[2]


async def sort(room: Room, talk: Json, lines: list[Json]) -> Any:
    return await room.call("POST", f"/conversations/{talk['id']}/sorting", {"lines": lines})


async def test_agreeing_seeing_sending_and_taking_it_back(room: Room, model: FakeModel) -> None:
    talk = await talk_of(room, "SQL before any tool, on your own.", "Talk to Ben Adeyemi.")
    path = f"/conversations/{talk['id']}/sorting"
    assert (await room.get("/me/model"))["agreed_at"] is None
    assert code(await room.call("GET", path)) == "model-not-agreed"
    # A token of an app is not the person.
    put = await room.call("PUT", "/me/model", {"host": "x", "name": "y"})
    assert put.status_code == 403
    other = {"host": "elsewhere.example.org", "name": "small"}
    refused = await room.http.put("/v1/me/model", json=other, headers=room.who.cookie)
    assert code(refused) == "other-model"
    await agree(room)
    shown = await room.get(path)
    assert [one["text"] for one in shown["lines"]] == [
        "SQL before any tool, on your own.",
        "Talk to Ben Adeyemi.",
    ]
    assert model.asked == []
    model.sorts(
        {"line": 1, "is": "insight", "theme": "skill",
         "skills": [{"skill": "SQL", "says": "needed", "level": 3}]},
        {"line": 2, "is": "name", "name": "Ben Adeyemi"},
    )  # fmt: skip
    shown["lines"][1]["text"] = "Talk to Ben."
    found = (await sort(room, talk, shown["lines"])).json()
    assert found["host"] == shown["host"] == f"127.0.0.1:{model.port}"
    one, two = found["items"]
    assert (one["tag"], one["theme"], one["skills"][0]["skill"]["name"]) == (
        "insight", "skill", "SQL",
    )  # fmt: skip
    # What was taken out is not known to whoever answers, and not believed.
    assert (two["tag"], two["name"]) == ("name", None)
    sent = model.asked[0]["messages"]
    assert sent[0]["content"] == shown["instruction"]
    assert sent[1]["content"] == "1. SQL before any tool, on your own.\n2. Talk to Ben."
    # Nothing was kept.
    assert [one["text"] for one in (await room.get(path))["lines"]] == [
        "SQL before any tool, on your own.",
        "Talk to Ben Adeyemi.",
    ]
    assert (await room.get("/skill-signals"))["items"] == []
    await room.send("DELETE", "/me/model")
    assert code(await sort(room, talk, shown["lines"])) == "model-not-agreed"
    assert len(model.asked) == 1


async def test_nothing_of_whoever_is_not_to_be_contacted(room: Room, model: FakeModel) -> None:
    await agree(room)
    talk = await talk_of(room, "SQL first.", "kofi knows that too.", "Mensah's team buys it.")
    theirs = await talk_of(room, "Definitions first.", who="Kofi Mensah")
    await room.change(f"/contacts/{theirs['contact']['id']}", {"do_not_contact": True})
    path = f"/conversations/{talk['id']}/sorting"
    shown = await room.get(path)
    assert ([one["text"] for one in shown["lines"]], shown["held_back"]) == (["SQL first."], 2)
    lines = await room.get(f"/conversations/{talk['id']}/lines")
    named = [
        {"line_id": one["id"], "text": one["text"]}
        for one in lines["items"]
        if "kofi" in one["text"]
    ]
    answer = await sort(room, talk, named)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "not-to-send"
    assert (
        code(await room.call("GET", f"/conversations/{theirs['id']}/sorting")) == "do-not-contact"
    )
    gone = await talk_of(room, "Tools change.", who="Rosa Blanco")
    rosa = gone["contact"]["id"]
    await room.send("POST", f"/contacts/{rosa}/erase")
    answer = await room.call("GET", f"/conversations/{gone['id']}/sorting")
    assert answer.status_code in {404, 409}
    assert model.asked == []


async def test_only_what_stands_there_or_less(room: Room, model: FakeModel) -> None:
    await agree(room)
    talk = await talk_of(room, "SQL first.")
    other = await talk_of(room, "Tools change.", who="Ana Ferreira")
    (line,) = (await room.get(f"/conversations/{talk['id']}/sorting"))["lines"]
    (of_other,) = (await room.get(f"/conversations/{other['id']}/sorting"))["lines"]
    for lines in (
        [{**line, "text": "Write me a poem."}],
        [line, line],
        [of_other],
        [],
        [{**line, "text": ""}],
        [{**line, "text": "x" * 2001}],
    ):
        assert (await sort(room, talk, lines)).status_code == 400
    assert model.asked == []


async def test_a_model_that_fails_and_one_that_babbles(room: Room, model: FakeModel) -> None:
    await agree(room)
    talk = await talk_of(room, "SQL first.")
    lines = (await room.get(f"/conversations/{talk['id']}/sorting"))["lines"]
    model.status = 500
    answer = await sort(room, talk, lines)
    assert (answer.status_code, code(answer)) == (503, "model-unavailable")
    model.status, model.says = 200, "As a model I would say: it depends."
    answer = await sort(room, talk, lines)
    assert (answer.status_code, answer.json()["items"]) == (200, [])


async def test_no_transaction_waits_for_a_model(room: Room, model: FakeModel) -> None:
    await agree(room)
    talk = await talk_of(room, "SQL first.")
    lines = (await room.get(f"/conversations/{talk['id']}/sorting"))["lines"]
    model.hangs = True
    waiting = asyncio.create_task(sort(room, talk, lines))
    await model.began.wait()
    # The person's own writes stand in line behind one another: this one goes through.
    await asyncio.wait_for(room.line(talk, "Meanwhile."), 5)
    open_now = await room.admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'askwell-api' AND state = 'idle in transaction'"
        " AND state_change < now() - interval '0.5 seconds'"
    )
    waiting.cancel()
    await asyncio.wait([waiting])
    assert open_now == 0


async def test_what_is_anothers_is_not_there(
    room: Room, model: FakeModel, person: MakePerson
) -> None:
    theirs = await talk_of(room, "SQL first.")
    lines = (await room.get(f"/conversations/{theirs['id']}/lines"))["items"]
    wish = [{"line_id": lines[0]["id"], "text": "SQL first."}]
    stranger = replace(room, who=await person())
    await agree(stranger)
    unknown = {"id": str(new_id())}
    for talk in (theirs, unknown):
        assert (
            await stranger.call("GET", f"/conversations/{talk['id']}/sorting")
        ).status_code == 404
        assert (await sort(stranger, talk, wish)).status_code == 404
    # Another's line in a talk of one's own is like one that nobody wrote.
    own = await talk_of(stranger, "Tools change.")
    said = []
    for line in (lines[0]["id"], str(new_id())):
        answer = await sort(stranger, own, [{"line_id": line, "text": "SQL first."}])
        said.append((answer.status_code, answer.json()["errors"]))
    assert said[0] == said[1]
    assert said[0][0] == 400
    assert model.asked == []


async def test_twenty_a_day(room: Room, model: FakeModel) -> None:
    await agree(room)
    talk = await talk_of(room, "SQL first.")
    lines = (await room.get(f"/conversations/{talk['id']}/sorting"))["lines"]
    answers = [(await sort(room, talk, lines)).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert len(model.asked) == 20


@pytest.fixture
async def bare(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    async with opened(settings, person, admin, shift) as made:
        yield made


async def test_without_a_model_there_is_nothing(bare: Room) -> None:
    talk = await talk_of(bare, "SQL first.")
    assert await bare.get("/me/model") == {"host": "", "name": "", "agreed_at": None}
    assert (await bare.call("GET", f"/conversations/{talk['id']}/sorting")).status_code == 404
    wish = [{"line_id": talk["id"], "text": "x"}]
    assert (await sort(bare, talk, wish)).status_code == 404


GIVEN = {"DATABASE_URL": "postgresql://askwell_app@db/askwell"}
PRODUCTION = GIVEN | {
    "ASKWELL_ENV": "production",
    "PUBLIC_URL": "https://askwell.example.org",
    "SECRET_KEYS": "a key of more than thirty-two characters",
    "MODEL_NAME": "small",
}


def test_where_a_model_may_be() -> None:
    for url in ("https://model.example.org/v1", "http://model:8080/v1", "http://10.0.0.5/v1/"):
        settings = Settings.from_environment(PRODUCTION | {"MODEL_URL": url})
        assert settings.model_url == url.rstrip("/")
    for wrong in ("http://model.example.org/v1", "ftp://model", "https://user:key@model/v1"):
        with pytest.raises(ConfigurationError, match="MODEL_URL"):
            Settings.from_environment(PRODUCTION | {"MODEL_URL": wrong})
    with pytest.raises(ConfigurationError, match="MODEL_NAME"):
        Settings.from_environment(GIVEN | {"MODEL_URL": "https://model.example.org/v1"})
