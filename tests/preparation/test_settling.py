"""The board of what is to be found out, over HTTP: who was asked, whom to ask next, and the plan."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from api.config import Settings
from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Json, Room, opened

pytestmark = pytest.mark.anyio
QUESTION = "Do I need a second degree?"


@pytest.fixture
async def room(
    settings: Settings, person: MakePerson, admin: asyncpg.Connection, shift: Path
) -> AsyncIterator[Room]:
    async with opened(settings, person, admin, shift) as made:
        yield made


async def employer(room: Room, name: str) -> str:
    made = {"id": str(new_id()), "name": name}
    return str((await room.send("POST", "/employers", made))["id"])


async def dated(room: Room, name: str, **card: object) -> Json:
    """A talk with them tomorrow."""
    contact_id, thread = await room.contact(name, **card), str(new_id())
    await room.send("POST", "/threads", {"id": thread, "contact_id": contact_id})
    for what in ("sent", "answered_yes"):
        told = {"id": str(new_id()), "what": what}
        await room.send("POST", f"/threads/{thread}/happenings", told)
    starts = room.now + timedelta(days=1)
    body = {
        "id": str(new_id()),
        "thread_id": thread,
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=30)).isoformat(),
        "zone": "Europe/London",
        "medium": "video",
    }
    return dict(await room.send("POST", "/conversations", body))


async def test_two_disagree_and_a_third_is_asked_tomorrow(room: Room) -> None:
    assumption = {"id": str(new_id()), "text": QUESTION}
    await room.send("POST", "/assumptions", assumption)
    path = f"/assumptions/{assumption['id']}"
    for name, says, place in (("Sam", "refutes", "Brightline"), ("Maya", "supports", "Pennine")):
        talk = await room.talked(await room.contact(name, employer_id=await employer(room, place)))
        line = await room.line(talk, f"What {name} said")
        await room.send("PUT", f"{path}/findings/{line}", {"says": says})
    fatima = await dated(room, "Fatima", employer_id=await employer(room, "Hollin Labs"))
    (item,) = (await room.get("/assumptions/board"))["items"]
    assert {one["first_name"] for one in item["asked"]} == {"Sam", "Maya"}
    assert item["disagree"]
    suggested = item["ask_next"]
    assert (suggested["contact"]["first_name"], suggested["conversation_id"]) == (
        "Fatima",
        fatima["id"],
    )
    assert suggested["why"] == ["has_date", "disagree", "new_place"]
    contact_id = suggested["contact"]["id"]
    (could,) = (await room.get(f"/assumptions/could-settle?contact_id={contact_id}"))["items"]
    assert could == {
        "contact_id": contact_id,
        "assumption_id": assumption["id"],
        "text": QUESTION,
    }
    talk_path = f"/conversations/{fatima['id']}"
    plan = (await room.get(f"{talk_path}/questions/suggested"))["plan"]
    (offered,) = [one for one in plan if one["assumption_id"]]
    assert (offered["text"], offered["reasons"]) == (QUESTION, ["assumption"])
    asked = {"id": str(new_id()), "text": QUESTION, "assumption_id": assumption["id"]}
    await room.send("POST", f"{talk_path}/questions", {"questions": [asked]})
    again = await room.get(f"{talk_path}/questions/suggested")
    assert not any(one["assumption_id"] for one in [*again["plan"], *again["more"]])
    (item,) = (await room.get("/assumptions/board"))["items"]
    assert [one["contact"]["first_name"] for one in item["planned"]] == ["Fatima"]
    assert item["ask_next"] is None, "everybody who could be asked is"


async def test_an_answer_waits_to_be_looked_at(room: Room) -> None:
    assumption = {"id": str(new_id()), "text": QUESTION}
    await room.send("POST", "/assumptions", assumption)
    talk = await room.talked(await room.contact("Fatima"))
    asked = {"id": str(new_id()), "text": QUESTION, "assumption_id": assumption["id"]}
    await room.send("POST", f"/conversations/{talk['id']}/questions", {"questions": [asked]})
    line = await room.line(talk, "No degree, a year of doing.", question_id=asked["id"])
    (item,) = (await room.get("/assumptions/board"))["items"]
    assert [one["first_name"] for one in item["asked"]] == ["Fatima"]
    assert [one["text"] for one in item["answers"]] == ["No degree, a year of doing."]
    says = {"says": "refutes"}
    await room.send("PUT", f"/assumptions/{assumption['id']}/findings/{line}", says)
    (item,) = (await room.get("/assumptions/board"))["items"]
    assert item["answers"] == []


async def test_nobody_who_must_not_be_asked_is_suggested(room: Room) -> None:
    await room.send("POST", "/assumptions", {"id": str(new_id()), "text": QUESTION})
    talk = await room.talked(await room.contact("Kofi"))
    contact_id = talk["contact"]["id"]
    await room.change(f"/contacts/{contact_id}", {"do_not_contact": True})
    (item,) = (await room.get("/assumptions/board"))["items"]
    assert item["ask_next"] is None
    found = await room.get(f"/assumptions/could-settle?contact_id={contact_id}")
    assert found["items"] == []
