"""One's own answers over time: nothing of few, and how sure one was beside what came of it."""

from datetime import timedelta

import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.insights.room import Room

pytestmark = pytest.mark.anyio


async def test_from_five_answers_on_there_is_something_to_say(room: Room) -> None:
    for number in range(5):
        assert await room.get("/reflections/trends") == {"rated": [], "felt": []}
        ago = timedelta(days=20 - number)
        talk = await room.talked(await room.contact(f"Person {number}"), ago)
        body = {"id": str(new_id()), "conversation_id": talk["id"], "aspect": "listening"}
        await room.send("POST", "/reflections", {**body, "rating": number + 1})
    read = await room.get("/reflections/trends")
    assert [one["rating"] for one in read["rated"]] == [1, 2, 3, 4, 5]
    assert {one["aspect"] for one in read["rated"]} == {"listening"}
    assert read["felt"] == []


async def test_how_sure_one_was_and_what_came_of_it(room: Room) -> None:
    said = ("answered_yes", "declined", "answered_later", None, "answered_yes", "not sent")
    for number, answer in enumerate(said):
        thread = {"id": str(new_id()), "contact_id": await room.contact(f"Person {number}")}
        await room.send("POST", "/threads", thread)
        for rating in (1, number % 5 + 1):
            felt = {"id": str(new_id()), "thread_id": thread["id"], "aspect": "confidence"}
            await room.send("POST", "/reflections", {**felt, "rating": rating})
        for what in () if answer == "not sent" else ("sent", answer):
            if what is not None:
                told = {"id": str(new_id()), "what": what}
                await room.send("POST", f"/threads/{thread['id']}/happenings", told)
    felt = (await room.get("/reflections/trends"))["felt"]
    assert [(one["rating"], one["result"]) for one in felt] == [
        (1, "yes"),
        (2, "no"),
        (3, "answered"),
        (4, "open"),
        (5, "yes"),
    ]


async def test_who_may_not(room: Room, person: MakePerson) -> None:
    narrow = await person(scopes=["contacts:read"])
    path = "/v1/reflections/trends"
    assert (await room.http.get(path)).status_code == 401
    assert (await room.http.get(path, headers=narrow.bearer)).status_code == 403
