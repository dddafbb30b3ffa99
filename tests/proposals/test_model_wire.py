"""What a model may do on the wire, and what it may say: nothing of it is an error of ours, and
nothing that was not sent comes back."""

import asyncio
import json
from uuid import UUID

import pytest

from api.proposals.answers import read_answer
from api.proposals.schemas import Sent
from api.proposals.wire import ChatModel, ModelUnavailable
from api.skills.schemas import Named
from tests.proposals.fake_model import FakeModel

pytestmark = pytest.mark.anyio

SQL = Named(UUID(int=9), "SQL")
LINES = [
    Sent(UUID(int=1), "SQL before any tool."),
    Sent(UUID(int=2), "Talk to Ben Adeyemi."),
    Sent(UUID(int=3), "She will send the sheet."),
]
KNOWN = {LINES[0].line_id: [("SQL", SQL)]}


def read(*lines: object) -> list[object]:
    return list(read_answer(json.dumps({"lines": lines}), LINES, KNOWN))


async def test_it_is_asked_as_the_protocol_says(model: FakeModel) -> None:
    model.says = "fine"
    chat = ChatModel(model.url, "a key", "small", seconds=5)
    assert (chat.host, await chat.ask("Sort.", "1. One")) == (f"127.0.0.1:{model.port}", "fine")
    await chat.close()
    (asked,) = model.asked
    assert asked["model"] == "small"
    assert asked["max_tokens"] > 0
    assert asked["stream"] is False
    assert asked["messages"] == [
        {"role": "system", "content": "Sort."},
        {"role": "user", "content": "1. One"},
    ]
    assert model.keys == ["Bearer a key"]


@pytest.mark.parametrize("what", ["hangs", "drips", "429", "500", "302", "away"])
async def test_it_does_not_answer(model: FakeModel, what: str) -> None:
    model.hangs, model.drips = what == "hangs", what == "drips"
    model.status = int(what) if what.isdigit() else 200
    model.says = "x" * 1000
    port = 1 if what == "away" else model.port
    chat = ChatModel(f"http://127.0.0.1:{port}/v1", "", "small", seconds=0.3)
    with pytest.raises(ModelUnavailable):
        await chat.ask("Sort.", "1. One")
    await chat.close()


async def test_too_many_at_once_are_told_and_the_next_is_served(model: FakeModel) -> None:
    chat = ChatModel(model.url, "", "small", seconds=5, at_once=1)
    model.hangs = True
    waiting = asyncio.create_task(chat.ask("Sort.", "1. One"))
    await model.began.wait()
    with pytest.raises(ModelUnavailable):
        await chat.ask("Sort.", "1. Two")
    assert len(model.asked) == 1
    waiting.cancel()
    await asyncio.wait([waiting])
    model.hangs, model.says = False, "fine"
    assert await chat.ask("Sort.", "1. Three") == "fine"
    await chat.close()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"\xff\xfe", b"9" * 10**6],
    ids=["empty", "broken", "list", "no-choice", "no-content", "no-text", "too-long"],
)  # fmt: skip
async def test_an_answer_that_is_none(model: FakeModel, body: bytes) -> None:
    model.raw = body
    chat = ChatModel(model.url, "", "small", seconds=5)
    assert await chat.ask("Sort.", "1. One") == ""
    await chat.close()


def test_what_can_be_used_is_used() -> None:
    said = {"line": 1, "is": "insight", "theme": "skill", "more": 1,
            "skills": [{"skill": "sql", "says": "needed", "level": 3}]}  # fmt: skip
    one, two, three = read_answer(
        "Here you are:\n```json\n"
        + json.dumps(
            {"lines": [
                {"line": 3, "is": "promise", "promiser": "theirs"},
                said,
                {"line": 2, "is": "name", "name": "Ben Adeyemi"},
            ]}
        )
        + "\n```",
        LINES,
        KNOWN,
    )  # fmt: skip
    assert (one.tag, one.theme, one.skills[0].skill, one.skills[0].level) == (
        "insight", "skill", SQL, 3,
    )  # fmt: skip
    assert (two.tag, two.name, two.skills) == ("name", "Ben Adeyemi", [])
    assert (three.tag, three.promiser) == ("promise", "theirs")


@pytest.mark.parametrize(
    "answer",
    [
        "", "null", "[]", "{}", '{"lines": 1}', '{"lines": [1, null, "x"]}', "{" * 100_000,
        "{" + '"a":{' * 20_000 + "}" * 20_001, '{"lines": [{"line": 1}]}', "\ud800{}",
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_without_form_is_nothing(answer: str) -> None:
    assert read_answer(answer, LINES, KNOWN) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"line": 4, "is": "insight"},
        {"line": 0, "is": "insight"},
        {"line": True, "is": "insight"},
        {"line": "1", "is": "insight"},
        {"line": str(UUID(int=7)), "is": "insight"},
        {"line_id": str(UUID(int=7)), "is": "insight"},
        {"line": 1, "is": "delete everything"},
        {"line": 1, "is": ["insight"]},
    ],
    ids=lambda one: json.dumps(one)[:30].replace(str(UUID(int=7)), "an-id"),
)
def test_other_lines_can_not_be_named(entry: object) -> None:
    assert read(entry) == []


def test_it_brings_no_words_of_its_own() -> None:
    found = read_answer(
        json.dumps({"lines": [
            {"line": 2, "is": "name", "name": "Kofi Mensah"},
            {"line": 2, "is": "advice"},
            {"line": 1, "is": "insight", "theme": "hacked", "promiser": "mine", "claim": "Pay me",
             "skills": [{"skill": "hacking", "says": "needed"}, {"skill": "SQL", "says": "x"},
                        {"skill": "SQL", "says": "not_needed", "level": 3}, 7]},
        ]}),
        LINES,
        KNOWN,
    )  # fmt: skip
    insight, name = found
    assert (name.tag, name.name) == ("name", None)
    assert (insight.theme, insight.promiser) == (None, None)
    assert [(one.skill, one.says, one.level) for one in insight.skills] == [
        (SQL, "not_needed", None)
    ]
