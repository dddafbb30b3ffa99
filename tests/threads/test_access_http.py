"""Threads and messages of others do not exist; credentials and scopes are asked for everywhere."""

from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

Call = tuple[str, str, dict[str, Any] | None]


def calls(thread: str, message: str, contact: str) -> list[Call]:
    """Every operation of threads and messages, on these ids."""
    told = {"id": str(new_id())}
    text = {"kind": "ask", "channel": "chat", "body": "Hello"}
    return [
        ("GET", f"/v1/threads/{thread}", None),
        ("PATCH", f"/v1/threads/{thread}", {"close_reason": "wrong_moment"}),
        ("DELETE", f"/v1/threads/{thread}", None),
        ("POST", f"/v1/threads/{thread}/restore", None),
        ("POST", f"/v1/threads/{thread}/happenings", {**told, "what": "sent"}),
        ("POST", f"/v1/threads/{thread}/corrections", {**told, "stage": "held"}),
        ("POST", f"/v1/threads/{thread}/moves", {**told, "lane": "later"}),
        ("POST", f"/v1/threads/{thread}/thanks", told),
        ("GET", f"/v1/threads/{thread}/messages", None),
        ("POST", "/v1/threads", {"id": str(new_id()), "contact_id": contact}),
        ("POST", "/v1/messages", {"id": str(new_id()), "thread_id": thread, **text}),
        ("GET", f"/v1/messages/{message}", None),
        ("PATCH", f"/v1/messages/{message}", {"body": "Mine now"}),
        ("DELETE", f"/v1/messages/{message}", None),
        ("POST", f"/v1/messages/{message}/restore", None),
        ("GET", f"/v1/messages/{message}/versions", None),
        ("POST", f"/v1/messages/{message}/sent", told),
        ("DELETE", f"/v1/messages/{message}/sent", None),
    ]


async def things(desk: Desk) -> tuple[str, str, str]:
    thread = await desk.start()
    message = await desk.post(
        "/v1/messages", id=new_id(), thread_id=thread["id"], kind="ask", channel="chat", body="Hi"
    )
    return thread["id"], message.json()["id"], thread["contact"]["id"]


async def send(desk: Desk, call: Call, headers: dict[str, str]) -> httpx.Response:
    method, path, body = call
    return await desk.http.request(method, path, headers=headers, json=body)


async def test_a_stranger_is_answered_as_if_there_was_nothing(
    desk: Desk, person: MakePerson
) -> None:
    hers = await things(desk)
    before = [await desk.get(f"/v1/threads/{hers[0]}"), await desk.get(f"/v1/messages/{hers[1]}")]
    ruth = await person()
    headers = {**ruth.bearer, "if-match": "*"}
    nothing = (str(new_id()), str(new_id()), str(new_id()))
    for theirs, none in zip(calls(*hers), calls(*nothing), strict=True):
        answer, unknown = await send(desk, theirs, headers), await send(desk, none, headers)
        assert answer.status_code == unknown.status_code == 404, theirs
        known = {**answer.json(), "request_id": ""}
        assert known == {**unknown.json(), "request_id": ""}, theirs
    after = [await desk.get(f"/v1/threads/{hers[0]}"), await desk.get(f"/v1/messages/{hers[1]}")]
    assert after == before
    page = (await desk.http.get("/v1/threads", headers=ruth.bearer)).json()
    assert page == {"items": [], "next_cursor": None}


async def test_an_id_of_hers_can_be_used_by_somebody_else(desk: Desk, person: MakePerson) -> None:
    """Keys begin with the owner: that an id is taken elsewhere can't be found out."""
    thread_id, _, _ = await things(desk)
    ruths = Desk(desk.http, desk.admin, await person())
    contact_id = await ruths.contact()
    made = await ruths.post("/v1/threads", id=thread_id, contact_id=contact_id)
    assert made.status_code == 201


async def test_an_introduction_to_somebody_elses_contact_is_not_possible(
    desk: Desk, person: MakePerson
) -> None:
    _, _, contact_id = await things(desk)
    ruths = Desk(desk.http, desk.admin, await person())
    thread = await ruths.start("Ben", "Adeyemi")
    refused = await ruths.tell(thread["id"], "referred_on", introduced={"id": contact_id})
    assert refused.status_code == 400


async def test_without_a_credential_and_without_the_scope(desk: Desk, person: MakePerson) -> None:
    ids = await things(desk)
    reader = await person(scopes=["threads:read", "contacts:write"])
    writer = await person(scopes=["threads:write"])
    listing: list[Call] = [("GET", "/v1/lanes", None), ("GET", "/v1/threads", None)]
    for call in [*calls(*ids), *listing]:
        assert (await send(desk, call, {})).status_code == 401, call
        lacking = writer if call[0] == "GET" else reader
        refused = await send(desk, call, lacking.bearer)
        assert refused.status_code == 403, call


async def test_the_example_can_be_looked_at_only(desk: Desk, person: MakePerson) -> None:
    looking = await person(read_only=True)
    assert (await desk.http.get("/v1/lanes", headers=looking.cookie)).status_code == 200
    refused = await send(desk, calls(*await things(desk))[9], looking.cookie)
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/example-is-read-only")
