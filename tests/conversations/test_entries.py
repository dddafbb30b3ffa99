"""Entries of talks: a batch of any talks in one statement, each kept once or refused by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.conversations.schemas import EntryWritten
from api.database import Work
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
AT = "2026-03-02T10:00:00Z"


async def a_talk(http: httpx.AsyncClient, who: Somebody, name: str = "Ewan Ross") -> Json:
    contact = await make_contact(http, who, name)
    ended = datetime.now(UTC) - timedelta(hours=1)
    made = await http.post(
        "/v1/conversations/past",
        headers=who.bearer,
        json={
            "id": str(new_id()),
            "thread_id": str(new_id()),
            "contact_id": contact["id"],
            "ended_at": ended.isoformat(),
        },
    )
    assert made.status_code == 201, made.text
    return {**made.json(), "contact_id": contact["id"]}


def entry(talk: Json, text: str = "SQL first", **more: object) -> Json:
    return {"id": str(new_id()), "conversation_id": talk["id"], "text": text, "at": AT, **more}


async def push(http: httpx.AsyncClient, who: Somebody, *entries: Json) -> list[str | None]:
    answer = await http.post("/v1/entries", headers=who.bearer, json={"entries": list(entries)})
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [one["id"] for one in items] == [one["id"] for one in entries]
    assert all((one["status"] == "kept") == (one["code"] is None) for one in items)
    return [one["code"] for one in items]


async def standing(http: httpx.AsyncClient, who: Somebody, talk: Json) -> list[Json]:
    answer = await http.get(f"/v1/conversations/{talk['id']}/lines", headers=who.bearer)
    items: list[Json] = answer.json()["items"]
    return items


async def test_a_batch_of_two_talks_is_one_statement(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    ewan, helen = await a_talk(http, nora), await a_talk(http, nora, "Helen Marsh")
    batch = [entry((ewan, helen)[number % 2], f"line {number}") for number in range(100)]
    async with statements(app) as seen:
        assert await push(http, nora, *batch) == [None] * 100
    assert len(seen) == 1
    assert [one["text"] for one in await standing(http, nora, helen)] == [
        one["text"] for one in batch if one["conversation_id"] == helen["id"]
    ]


async def test_what_is_sent_again_is_kept_once(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    first, second = entry(talk, "one"), entry(talk, "two")
    assert await push(http, nora, first) == [None]
    assert await push(http, nora, second, first, second) == [None, None, None]
    assert [one["text"] for one in await standing(http, nora, talk)] == ["one", "two"]
    other = {**first, "text": "other words"}
    new = entry(talk, "three")
    assert await push(http, nora, other, {**new, "text": "3"}, new) == [
        "other-line",
        None,
        "other-line",
    ]


async def test_a_refused_entry_does_not_stop_the_rest(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    talk, hers = await a_talk(http, nora), await a_talk(http, ruth)
    gone = await a_talk(http, nora, "Ben Adeyemi")
    await http.delete(f"/v1/conversations/{gone['id']}", headers={**nora.bearer, "if-match": "*"})
    codes = await push(
        http,
        nora,
        entry(talk, "first"),
        entry({"id": str(uuid4())}),
        entry(hers),
        entry(gone),
        entry(talk, "x" * 2001),
        entry(talk, "no zone", at="2026-03-02T10:00:00"),
        entry(talk, "", kind="asked"),
        entry(talk, "last"),
    )
    assert codes == [
        None, "no-talk", "no-talk", "no-talk", "too-long", "no-zone", "no-question", None,
    ]  # fmt: skip
    assert [one["text"] for one in await standing(http, nora, talk)] == ["first", "last"]
    assert await standing(http, ruth, hers) == []


async def test_what_was_kept_stays_kept_when_its_talk_is_deleted(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    line = entry(talk)
    await push(http, nora, line)
    await http.delete(f"/v1/conversations/{talk['id']}", headers={**nora.bearer, "if-match": "*"})
    assert await push(http, nora, line) == [None]


async def test_nothing_is_kept_about_somebody_who_asked_to_be_deleted(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    line = entry(talk)
    await push(http, nora, line)
    await http.post(f"/v1/contacts/{talk['contact_id']}/erase", headers=nora.bearer)
    assert await push(http, nora, line, entry(talk, "more")) == ["erased", "erased"]
    assert [one["text"] for one in await standing(http, nora, talk)] == [""]


async def test_a_mark_becomes_words_and_a_question_is_asked_and_taken_back(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    question = str(new_id())
    mark = entry(talk, "", kind="mark")
    asked = entry(talk, "", kind="asked", question_id=question)
    assert await push(http, nora, mark, asked) == [None, None]
    kinds = [(one["kind"], one["question_id"]) for one in await standing(http, nora, talk)]
    assert kinds == [("mark", None), ("asked", question)]
    words = entry(talk, "Start with one table", supersedes=mark["id"], question_id=question)
    back = entry(talk, "", supersedes=asked["id"], gone=True)
    await push(http, nora, words, back)
    shown = await standing(http, nora, talk)
    assert [(one["kind"], one["text"], one["question_id"]) for one in shown] == [
        ("line", "Start with one table", question)
    ]


async def test_a_talk_holds_two_thousand_entries(
    http: httpx.AsyncClient, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.conversations.entries.MOST_LINES", 5)
    nora = await person()
    talk, other = await a_talk(http, nora), await a_talk(http, nora, "Helen Marsh")
    first = [entry(talk, f"line {number}") for number in range(3)]
    assert await push(http, nora, *first) == [None] * 3
    more = [entry(talk, f"more {number}") for number in range(3)]
    codes = await push(http, nora, first[0], *more, entry(other))
    assert codes == [None, None, None, "too-many", None]


async def test_listeners_hear_what_is_new_and_undo_it_when_they_fail(
    app: Litestar,
    http: httpx.AsyncClient,
    person: MakePerson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[list[str]] = []

    async def hear(work: Work, entries: list[EntryWritten]) -> None:
        heard.append([one.text for one in entries])
        if "fail" in heard[-1]:
            raise ValueError("the listener failed")

    monkeypatch.setitem(app.state, "line_listeners", (hear,))
    nora = await person()
    talk = await a_talk(http, nora)
    first = entry(talk, "one", tag="promise", promiser="mine")
    await push(http, nora, first)
    await push(http, nora, first, entry(talk, "two"))
    await push(http, nora, first)
    assert heard == [["one"], ["two"]]
    failed = await http.post(
        "/v1/entries", headers=nora.bearer, json={"entries": [entry(talk, "fail")]}
    )
    assert failed.status_code == 500
    assert [one["text"] for one in await standing(http, nora, talk)] == ["one", "two"]


async def test_an_unknown_shape_is_refused_whole(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    for body in (
        {"entries": [entry(talk)], "format": 2},
        {"entries": []},
        {"entries": [entry(talk, f"{n}") for n in range(201)]},
        {"entries": [entry(talk, kind="picture")]},
        {"entries": [entry(talk, "a\0b")]},
    ):
        answer = await http.post("/v1/entries", headers=nora.bearer, json=body)
        assert answer.status_code == 400, body


async def test_the_feed_gives_lines_alone_and_begins_anew_after_a_restore(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    talk = await a_talk(http, nora)
    lines = [entry(talk, f"line {number}") for number in range(5)]
    await push(http, nora, *lines)

    async def pull(since: str | None = None, limit: int = 500) -> Json:
        params = {"type": "note_line", "limit": str(limit), **({"since": since} if since else {})}
        answer = await http.get("/v1/changes", headers=nora.bearer, params=params)
        assert answer.status_code == 200, answer.text
        page: Json = answer.json()
        return page

    whole = await pull()
    assert {one["type"] for one in whole["items"]} == {"note_line"}
    assert {one["id"] for one in whole["items"]} == {one["id"] for one in lines}
    assert whole["anew"] is True
    part = await pull(limit=3)
    rest = await pull(part["cursor"])
    assert (part["more"], rest["more"], rest["anew"]) == (True, False, False)
    assert part["items"] + rest["items"] == whole["items"]
    shown = whole["items"][0]["data"]
    assert (shown["kind"], shown["question_id"]) == ("line", None)
    # A backup without the last three changes, on which nothing was written yet.
    await admin.execute("UPDATE person.changes SET seq = seq - 3 WHERE owner_id = $1", nora.id)
    again = await pull(rest["cursor"])
    assert again["anew"] is True
    assert again["items"] == whole["items"]
    other = await http.get("/v1/changes", headers=nora.bearer, params={"since": rest["cursor"]})
    assert other.status_code == 400
    unknown = await http.get("/v1/changes", headers=nora.bearer, params={"type": "secrets"})
    assert unknown.status_code == 400
