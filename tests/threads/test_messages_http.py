"""Messages over HTTP: drafts, versions with their checks, "Did you send it?", and undo."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio

ASK = (
    "Dear Dr Lindgren, I read your article on ward data in the spring nursing letter. I am a nurse"
    " in Leeds, six years on acute wards, and I am trying to find out if health data could be my"
    " next step. You moved from the bedside to teaching analysts, which is the move I understand"
    " least. Could I ask you three questions by phone, 20 minutes, whenever suits you this month?"
    " If it is a full time, please just say so. Thank you for the article either way. Nora Haas"
)


async def draft(desk: Desk, thread_id: str, **more: object) -> dict[str, Any]:
    body: dict[str, object] = {
        "id": new_id(),
        "thread_id": thread_id,
        "kind": "ask",
        "channel": "email",
        "subject": "Three questions about ward data",
        "body": ASK,
    }
    answer = await desk.post("/v1/messages", **{**body, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def save(desk: Desk, message: dict[str, Any], **change: object) -> httpx.Response:
    return await desk.http.patch(
        f"/v1/messages/{message['id']}",
        headers={**desk.who.bearer, "if-match": f'"{message["version"]}"'},
        json=change,
    )


async def test_a_draft_is_checked_and_the_thread_is_drafted(desk: Desk) -> None:
    thread = await desk.start(why="Her article on ward data")
    good = await draft(desk, thread["id"])
    assert good["check"]["findings"] == []
    assert (await desk.get(f"/v1/threads/{thread['id']}"))["stage"] == "drafted"
    changed = (await save(desk, good, body="Hi, are you hiring? My CV is attached.")).json()
    rules = [finding["rule"] for finding in changed["check"]["findings"]]
    assert "not_job_request" in rules
    assert changed["check"] == (await desk.get(f"/v1/messages/{good['id']}"))["check"]


async def test_each_save_is_a_version_with_its_check(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"], body="One")
    for body in ("Two", "Two", "Three"):
        message = (await save(desk, message, body=body)).json()
    path = f"/v1/messages/{message['id']}/versions"
    page = await desk.get(f"{path}?limit=2")
    assert [item["body"] for item in page["items"]] == ["Three", "Two"]
    assert page["items"][0]["check"] == message["check"]
    rest = await desk.get(f"{path}?limit=2&cursor={page['next_cursor']}")
    assert [(item["body"], item["number"]) for item in rest["items"]] == [("One", 1)]
    assert rest["next_cursor"] is None


async def test_two_devices_do_not_overwrite_each_other(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"])
    assert (await save(desk, message, body="From the phone")).status_code == 200
    assert (await save(desk, message, body="From the desk")).status_code == 412
    without = await desk.http.patch(
        f"/v1/messages/{message['id']}", headers=desk.who.bearer, json={"body": "x"}
    )
    assert without.status_code == 428
    assert (await desk.get(f"/v1/messages/{message['id']}"))["body"] == "From the phone"


async def test_the_same_draft_again_is_the_same(desk: Desk) -> None:
    thread = await desk.start()
    body = {
        "id": new_id(), "thread_id": thread["id"], "kind": "ask", "channel": "chat", "body": "Hello"
    }  # fmt: skip
    first = await desk.post("/v1/messages", **body)
    await save(desk, first.json(), body="Hello again")
    again = await desk.post("/v1/messages", **body)
    assert (again.status_code, again.json()["body"]) == (200, "Hello again")
    other = await desk.post("/v1/messages", **{**body, "body": "Something else"})
    assert other.status_code == 409


async def test_sent_moves_the_thread_and_says_when_it_comes_up_again(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"])
    sent_at = datetime.now(UTC) - timedelta(hours=3)
    path = f"/v1/messages/{message['id']}/sent"
    told = {"id": new_id(), "at": sent_at, "at_precision": "earlier_today", "changed": True}
    answer = (await desk.post(path, **told)).json()
    assert datetime.fromisoformat(answer["message"]["sent_at"]) == sent_at
    assert answer["message"]["sent_changed"] is True
    assert (answer["thread"]["stage"], answer["thread"]["touches"]) == ("asked", 1)
    assert answer["next"]["kind"] == "follow_up"
    assert answer["next"] == answer["thread"]["due"]
    assert (await desk.post(path, **told)).json() == answer
    other = await desk.post(
        path, id=new_id(), at=sent_at - timedelta(hours=1), at_precision="picked"
    )
    assert other.status_code == 409
    late = await save(desk, answer["message"], body="No, like this")
    assert late.status_code == 409


async def test_what_was_said_before_is_not_a_second_touch(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"])
    await desk.say(thread["id"], "sent")
    answer = await desk.post(f"/v1/messages/{message['id']}/sent", id=new_id())
    assert answer.status_code == 200
    assert (answer.json()["thread"]["stage"], answer.json()["thread"]["touches"]) == ("asked", 1)


async def test_thanks_with_a_line_of_the_talk(desk: Desk) -> None:
    thread = await desk.start("Helen", "Marsh")
    await desk.say(thread["id"], "held")
    lines = {"insights": ["A clean definition beats a clever chart."]}
    text = (
        "Dear Helen, thank you for today. What stays with me is your line that a clean definition"
        " beats a clever chart; I rewrote our ward's falls sheet with it. Best wishes, Nora"
    )
    message = await draft(
        desk, thread["id"], kind="thanks", subject="Thank you", body=text, **lines
    )
    assert message["check"]["findings"] == []
    answer = (await desk.post(f"/v1/messages/{message['id']}/sent", id=new_id())).json()
    assert (answer["thread"]["lane"], answer["next"]) == ("in_touch", None)
    assert answer["thread"]["thanked_at"] == answer["message"]["sent_at"]
    assert (await desk.events(thread["id"]))[-1][0] == "thanks.sent"


async def test_no_third_message_and_none_to_whom_not_to_contact(desk: Desk) -> None:
    thread = await desk.start()
    await desk.say(thread["id"], "sent")
    follow_up = await draft(desk, thread["id"], kind="follow_up")
    assert follow_up["check"] is None
    await desk.say(thread["id"], "followed_up")
    body = {"thread_id": thread["id"], "kind": "follow_up", "channel": "chat", "body": "Once more"}
    refused = await desk.post("/v1/messages", id=new_id(), **body)
    assert refused.json()["errors"][0]["code"] == "touches-spent"
    sent = await desk.post(f"/v1/messages/{follow_up['id']}/sent", id=new_id())
    assert sent.status_code == 409
    assert (await desk.get(f"/v1/messages/{follow_up['id']}"))["state"] == "draft"
    await desk.change("contacts", thread["contact"]["id"], do_not_contact=True)
    refused = await desk.post("/v1/messages", id=new_id(), **{**body, "kind": "ask"})
    assert refused.json()["type"].endswith("/do-not-contact")


async def test_deleted_and_brought_back(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"])
    path = f"/v1/messages/{message['id']}"
    assert (await desk.http.delete(path, headers=desk.who.bearer)).status_code == 204
    assert (await desk.http.delete(path, headers=desk.who.bearer)).status_code == 404
    assert (await desk.get(f"/v1/threads/{thread['id']}/messages"))["items"] == []
    assert (await desk.post(f"{path}/restore")).json()["body"] == ASK
    items = (await desk.get(f"/v1/threads/{thread['id']}/messages"))["items"]
    assert [item["id"] for item in items] == [message["id"]]
    await desk.http.delete(f"/v1/threads/{thread['id']}", headers=desk.who.bearer)
    assert (await desk.http.get(path, headers=desk.who.bearer)).status_code == 404


async def test_erasing_a_contact_empties_what_was_written(desk: Desk) -> None:
    thread = await desk.start()
    message = await draft(desk, thread["id"])
    await save(desk, message, body="Second")
    await desk.say(thread["id"], "sent", note="She is on leave until May")
    now = datetime.now(UTC)
    await desk.change("contacts", thread["contact"]["id"], deleted_at=now, erased_at=now)
    texts = await desk.admin.fetch(
        "SELECT subject, body, check_result::text FROM person.messages WHERE owner_id = $1"
        " UNION ALL SELECT subject, body, check_result::text FROM person.message_versions"
        " WHERE owner_id = $1 UNION ALL SELECT note, '', NULL FROM person.told WHERE owner_id = $1",
        desk.who.id,
    )
    assert len(texts) == 5
    assert {tuple(row) for row in texts} == {("", "", None)}
    assert len(await desk.events(thread["id"])) == 2


async def test_checks_keep_nothing(desk: Desk) -> None:
    draft = {"channel": "email", "subject": None, "body": "Are you hiring?"}
    checked = await desk.post("/v1/checks/ask", draft=draft)
    assert checked.status_code == 200
    assert len(checked.json()["shown"]) <= 3
    thanks = await desk.post("/v1/checks/thanks", draft={**draft, "body": "Thank you."})
    assert thanks.status_code == 200


@pytest.mark.parametrize("text", ["\x00", "x" * 20_001])
async def test_texts_that_can_not_be_kept_are_refused(desk: Desk, text: str) -> None:
    thread = await desk.start()
    body = {"thread_id": thread["id"], "kind": "ask", "channel": "chat", "body": text}
    refused = await desk.post("/v1/messages", id=new_id(), **body)
    assert refused.status_code == 400


async def test_templates_know_what_is_known(desk: Desk) -> None:
    thread = await desk.start("Maya", "Lindgren", source="alumni", why="Her article on ward data")
    page = await desk.get(f"/v1/templates?kind=ask&channel=email&thread_id={thread['id']}")
    assert len(page["items"]) == 6
    first = page["items"][0]
    assert first["connection"] == "school"
    assert "Maya" in first["body"]
    assert "Nora Haas" in first["body"]
    assert first["subject"]
    empty = await desk.get("/v1/templates?channel=chat")
    assert all(item["subject"] is None and "{{" in item["body"] for item in empty["items"])
    for kind in ("follow_up", "thanks", "answer_no"):
        (one,) = (await desk.get(f"/v1/templates?kind={kind}&thread_id={thread['id']}"))["items"]
        assert one["kind"] == kind
    unknown = await desk.http.get(f"/v1/templates?thread_id={new_id()}", headers=desk.who.bearer)
    assert unknown.status_code == 404


async def unsend(desk: Desk, message_id: str) -> dict[str, Any]:
    path = f"/v1/messages/{message_id}/sent"
    answer = await desk.http.delete(path, headers=desk.who.bearer)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_sent_can_be_taken_back(desk: Desk) -> None:
    thread = await desk.start()
    ask = await draft(desk, thread["id"])
    await desk.post(f"/v1/messages/{ask['id']}/sent", id=new_id())
    answer = await unsend(desk, ask["id"])
    assert (answer["message"]["state"], answer["message"]["sent_at"]) == ("draft", None)
    assert (answer["thread"]["stage"], answer["thread"]["touches"]) == ("drafted", 0)
    assert (answer["next"], answer["thread"]["asked_at"]) == (None, None)
    assert await unsend(desk, ask["id"]) == answer
    await desk.post(f"/v1/messages/{ask['id']}/sent", id=new_id())
    follow_up = await draft(desk, thread["id"], kind="follow_up")
    await desk.post(f"/v1/messages/{follow_up['id']}/sent", id=new_id())
    answer = await unsend(desk, follow_up["id"])
    assert (answer["thread"]["stage"], answer["thread"]["touches"]) == ("asked", 1)
    await desk.say(thread["id"], "held")
    thanks = await draft(desk, thread["id"], kind="thanks")
    await desk.post(f"/v1/messages/{thanks['id']}/sent", id=new_id())
    answer = await unsend(desk, thanks["id"])
    assert (answer["thread"]["lane"], answer["next"]["kind"]) == ("talked", "thanks")


async def test_taking_back_leaves_what_was_told_since(desk: Desk) -> None:
    thread = await desk.start()
    ask = await draft(desk, thread["id"])
    at = datetime.now(UTC) - timedelta(hours=2)
    told = {"id": new_id(), "at": at, "at_precision": "earlier_today"}
    await desk.post(f"/v1/messages/{ask['id']}/sent", **told)
    await desk.say(thread["id"], "answered_yes")
    answer = await unsend(desk, ask["id"])
    assert (answer["message"]["state"], answer["thread"]["stage"]) == ("draft", "replied_yes")


async def test_a_device_whose_clock_runs_ahead_may_tell_again(desk: Desk) -> None:
    thread = await desk.start()
    ask = await draft(desk, thread["id"])
    told = {"id": new_id(), "at": datetime.now(UTC) + timedelta(minutes=2)}
    path = f"/v1/messages/{ask['id']}/sent"
    first = await desk.post(path, **told)
    assert first.status_code == 200
    assert (await desk.post(path, **told)).json() == first.json()
