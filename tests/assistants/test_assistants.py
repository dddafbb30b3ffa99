"""Assistants by the official client of their protocol: let in, reading, drafting, never about somebody
who is not to be contacted, written down, and kept out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from api.assistants.tools import TOOLS
from api.config import Settings
from api.tables import new_id
from tests.conftest import MakePerson, application, free_port
from tests.insights.room import Room, opened
from tests.oauth.connecting import register, returned
from tests.serving import serving

pytestmark = pytest.mark.anyio

PORT = free_port()


@pytest.fixture
def settings(settings: Settings, shift: Path) -> Settings:
    return replace(settings, public_url=f"http://127.0.0.1:{PORT}", clock_file=str(shift))


@pytest.fixture
async def room(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    async with (
        opened(settings, person, admin, shift) as made,
        serving(application(settings), settings),
    ):
        yield made


async def let_in(room: Room) -> None:
    answer = await room.http.put("/v1/me/assistants", headers=room.who.cookie)
    assert answer.status_code == 200, answer.text


@asynccontextmanager
async def assistant(token: str) -> AsyncIterator[Client]:
    """The official client, which knows nothing of us but the address and a token."""
    headers = {"authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(f"http://127.0.0.1:{PORT}/mcp", http_client=http)) as client,
    ):
        yield client


async def ask(client: Client, tool: str, **given: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, given)
    assert not answer.is_error, answer.content
    found: dict[str, Any] = answer.structured_content
    return found


async def refused(client: Client, tool: str, **given: Any) -> str:
    answer = await client.call_tool(tool, given)
    assert answer.is_error, answer.content
    return str(answer.content[0].text)


async def post(room: Room, body: Any, **headers: str) -> httpx.Response:
    return await room.http.post("/mcp", json=body, headers={**room.who.bearer, **headers})


def request(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


async def test_an_assistant_reads_and_drafts_and_is_written_down(room: Room) -> None:
    grace = await room.contact("Grace Obi", role="Nurse informatician", why="Your talk on triage")
    talk = await room.talked(grace)
    await room.line(talk, "Start with one table you know.")
    await let_in(room)
    async with assistant(room.who.token) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == set(TOOLS)
        (found,) = (await ask(client, "find_people", words="informatician"))["items"]
        assert found["id"] == grace
        shown = await ask(client, "read_person", contact_id=grace)
        assert (shown["why"], shown["thread_id"]) == ("Your talk on triage", talk["thread_id"])
        (held,) = (await ask(client, "list_talks", when="past"))["items"]
        read = await ask(client, "read_talk", conversation_id=held["id"])
        assert [line["text"] for line in read["lines"]] == ["Start with one table you know."]
        due = await ask(client, "what_is_due")
        assert due["now"][0]["kind"] == "write_thanks"
        wish = {"contact_id": grace, "kind": "thanks", "body": "Thank you for the table."}
        drafted = await ask(client, "draft_message", **wish)
        assert drafted["message"]["state"] == "draft"
        again = await ask(client, "draft_message", **wish)
        assert again["message"]["id"] == drafted["message"]["id"]
        other = {**wish, "body": "Thank you, Grace: the table made it clear."}
        assert "Thank you for the table." in await refused(client, "draft_message", **other)
        written = await ask(client, "draft_message", **other, replace=True)
        assert written["message"]["id"] == drafted["message"]["id"]
        versions = await room.get(f"/messages/{written['message']['id']}/versions")
        assert [one["body"] for one in versions["items"]] == [other["body"], wish["body"]]
    thread = await room.get(f"/threads/{talk['thread_id']}")
    assert thread["thanked_at"] is None
    calls = (await room.get("/me/assistants/calls"))["items"]
    # The draft that was refused changed nothing, and stands in no log.
    assert {one["tool"]: one["calls"] for one in calls} == {
        **dict.fromkeys(TOOLS, 1),
        "draft_message": 3,
    }
    assert {one["caller"] for one in calls} == {"test"}
    page = await room.get("/me/assistants/calls?limit=4")
    rest = await room.get(f"/me/assistants/calls?limit=4&cursor={page['next_cursor']}")
    assert [*page["items"], *rest["items"]] == calls
    assert rest["next_cursor"] is None


async def test_an_ask_begins_a_pursuit_and_goes_nowhere(room: Room) -> None:
    ben = await room.contact("Ben Adeyemi")
    await let_in(room)
    async with assistant(room.who.token) as client:
        assert "draft an ask first" in await refused(
            client, "draft_message", contact_id=ben, kind="thanks", body="Thank you."
        )
        drafted = await ask(
            client, "draft_message", contact_id=ben, kind="ask", body="Could I ask you two things?"
        )
    thread = await room.get(f"/threads/{drafted['message']['thread_id']}")
    assert (thread["stage"], thread["asked_at"]) == ("drafted", None)
    assert drafted["message"]["check"]["findings"]


async def test_nothing_is_told_about_somebody_not_to_be_contacted(room: Room) -> None:
    grace, ben = await room.contact("Grace Obi"), await room.contact("Ben Adeyemi")
    talk, hidden = await room.talked(grace), await room.talked(ben)
    await room.line(talk, "Ben knows the tables.")
    await room.line(talk, "Start with one.")
    await room.change(f"/contacts/{ben}", {"do_not_contact": True})
    await room.change(f"/contacts/{grace}", {"notes": "Met through Adeyemi"})
    await let_in(room)
    async with assistant(room.who.token) as client:
        assert [one["id"] for one in (await ask(client, "find_people"))["items"]] == [grace]
        assert (await ask(client, "read_person", contact_id=grace))["notes"] == ""
        await refused(client, "read_person", contact_id=ben)
        await refused(client, "read_talk", conversation_id=hidden["id"])
        await refused(client, "draft_message", contact_id=ben, kind="update", body="Hello Ben")
        past = (await ask(client, "list_talks", when="past"))["items"]
        assert [one["id"] for one in past] == [talk["id"]]
        read = await ask(client, "read_talk", conversation_id=talk["id"])
        assert [line["text"] for line in read["lines"]] == ["Start with one."]
        assert read["held_back"] == 1
        due = await ask(client, "what_is_due")
        assert "Ben" not in str(due)


async def test_nobody_comes_in_before_they_are_let_in_and_after(room: Room) -> None:
    answer = await post(room, request("tools/list"))
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/assistants-not-let-in")
    # A token is not the person.
    by_token = await room.http.put("/v1/me/assistants", headers=room.who.bearer)
    assert by_token.status_code == 403
    await let_in(room)
    await let_in(room)
    shown = await room.get("/me/assistants")
    assert shown["address"] == f"http://127.0.0.1:{PORT}/mcp"
    assert shown["agreed_at"]
    called = request("tools/call", name="find_people", arguments={})
    assert (await post(room, called)).json()["result"]["isError"] is False
    await room.send("DELETE", "/me/assistants")
    assert (await post(room, called)).status_code == 403
    assert (await room.get("/me/assistants"))["agreed_at"] is None


async def test_a_tool_needs_its_scope_and_an_app_is_named(room: Room, person: MakePerson) -> None:
    app = await register(room.http, await person(), name="Pen pal")
    back = returned(await app.decide(room.who, app.query()))
    token = (await app.redeem(back["code"])).json()["access_token"]
    await let_in(room)
    async with assistant(token) as client:
        await ask(client, "find_people")
        assert "threads:read" in await refused(client, "what_is_due")
    (call,) = (await room.get("/me/assistants/calls"))["items"]
    assert (call["caller"], call["tool"]) == ("Pen pal", "find_people")


async def test_who_has_no_token_is_told_where_to_get_one(room: Room) -> None:
    for headers in ({}, {"authorization": "Bearer askwell_pat_no"}):
        answer = await room.http.post("/mcp", json=request("ping"), headers=headers)
        assert answer.status_code == 401
        challenge = answer.headers["www-authenticate"]
    place = challenge.partition('resource_metadata="')[2].rstrip('"')
    told = (await room.http.get(place.removeprefix(f"http://127.0.0.1:{PORT}"))).json()
    assert told["resource"] == f"http://127.0.0.1:{PORT}/mcp"
    assert told["authorization_servers"] == [f"http://127.0.0.1:{PORT}"]
    assert (await room.http.get("/mcp", headers=room.who.bearer)).status_code == 405


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("no json", 400, -32700),
        ([request("ping")], 400, -32600),
        ({"id": 1, "method": "ping"}, 400, -32600),
        (request("resources/list"), 200, -32601),
        (request("server/discover"), 200, -32601),
        (request("tools/call", name="send_message"), 200, -32602),
        (request("tools/call"), 200, -32602),
    ],
)
async def test_what_can_not_be_answered_says_why(
    room: Room, body: Any, status: int, code: int
) -> None:
    await let_in(room)
    content = body.encode() if isinstance(body, str) else None
    answer = await room.http.post(
        "/mcp", content=content, json=None if content else body, headers=room.who.bearer
    )
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == code


@pytest.mark.parametrize(
    "given",
    [
        {"contact_id": "7"},
        {},
        {"contact_id": str(new_id()), "more": 1},
        {"contact_id": str(new_id())},
        [],
        "text",
    ],
)
async def test_what_a_tool_can_not_use_it_says(room: Room, given: Any) -> None:
    await let_in(room)
    answer = await post(room, request("tools/call", name="read_person", arguments=given))
    assert answer.status_code == 200, answer.text
    assert answer.json()["result"]["isError"] is True


async def test_a_notification_is_heard_and_not_answered(room: Room) -> None:
    await let_in(room)
    answer = await post(room, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (answer.status_code, answer.content) == (202, b"")
    told = (await post(room, request("initialize", protocolVersion="2024-01-01"))).json()
    assert told["result"]["protocolVersion"] == "2025-11-25"
