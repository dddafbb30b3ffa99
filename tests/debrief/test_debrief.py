"""The look back at a talk: what lines may be, one question in turn, how much of the plan was asked."""

from datetime import UTC, datetime, timedelta

import pytest

from api.debrief.reflections import turn
from api.debrief.tagging import offered, promiser_of
from api.tables import new_id
from tests.insights.room import Room

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Learn SQL on a table you already know.", "advice"),
        ("You should shadow somebody for a day", "advice"),
        ("I'll send her the falls sheet by Friday", "promise"),
        ("She will introduce me to Ewan", "promise"),
        ("Talk to Ben.", "name"),
        ("Helen Marsh, head of analytics at the county.", "name"),
        ("Paul Venter owns the definitions.", "name"),
        ("The book on definitions by the Forum", "resource"),
        ("https://example.org/course", "resource"),
        ("They need SQL before any tool.", "skill"),
        ("A clean definition beats a clever chart.", None),
        ("We have two data scientists and forty analysts.", None),
        ("You speak ward. We can't teach that.", None),
        ("Juniors clean tables, mostly.", None),
        ("Nobody here writes SQL, they buy it.", None),
        ("", None),
    ],
)
def test_what_a_line_may_be(text: str, tag: str | None) -> None:
    assert offered(text) == tag


def test_a_name_that_is_known_and_whose_promise_it_is() -> None:
    assert offered("Ewan", names={"Ewan"}) == "name"
    assert offered("Ewan") is None
    assert promiser_of("I'll send the sheet") == "mine"
    assert promiser_of("She will send the sheet") == "theirs"


def test_questions_come_in_turn() -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    assert turn({}) == "listening"
    assert turn({"listening": at}) == "questions"
    every = {
        "listening": at + timedelta(days=3),
        "questions": at + timedelta(days=2),
        "clarity": at,
        "follow_through": at + timedelta(days=1),
    }
    assert turn(every) == "clarity"


async def test_lines_are_offered_and_one_tap_makes_them_what_they_are(room: Room) -> None:
    talk = await room.talked(await room.contact("Grace Obi"))
    line_id = await room.line(talk, "Learn SQL on a table you already know.")
    await room.line(talk, "A clean definition beats a clever chart.")
    mine = await room.line(talk, "I'll send her the sheet", "plain")
    debrief = await room.get(f"/debriefs/{talk['id']}")
    assert [(one["line_id"], one["tag"], one["promiser"]) for one in debrief["offers"]] == [
        (line_id, "advice", None),
        (mine, "promise", "mine"),
    ]
    assert debrief["coverage"] is None
    text = debrief["offers"][0]["text"]
    tagged = await room.line(talk, text, "advice", supersedes=line_id)
    assert (await room.get(f"/advice/{tagged}"))["text"] == text
    after = await room.get(f"/debriefs/{talk['id']}")
    assert [one["line_id"] for one in after["offers"]] == [mine]


async def test_one_answer_about_oneself_and_the_next_question_after_the_next_talk(
    room: Room,
) -> None:
    talk = await room.talked(await room.contact("Grace Obi"))
    assert (await room.get(f"/debriefs/{talk['id']}"))["turn"] == "listening"
    body = {
        "id": str(new_id()),
        "conversation_id": talk["id"],
        "aspect": "listening",
        "rating": 4,
    }
    made = await room.send("POST", "/reflections", body)
    assert await room.send("POST", "/reflections", body) == made
    assert (await room.call("POST", "/reflections", {**body, "rating": 2})).status_code == 409
    await room.send("POST", "/reflections", {**body, "id": str(new_id()), "rating": 5})
    words = {"id": str(new_id()), "conversation_id": talk["id"], "aspect": "landed"}
    await room.send("POST", "/reflections", {**words, "words": "The ward story"})
    debrief = await room.get(f"/debriefs/{talk['id']}")
    assert debrief["turn"] == "listening"
    assert [(one["aspect"], one["rating"], one["words"]) for one in debrief["answered"]] == [
        ("listening", 5, ""),
        ("landed", None, "The ward story"),
    ]
    other = await room.talked(await room.contact("Ana Ferreira"))
    assert (await room.get(f"/debriefs/{other['id']}"))["turn"] == "questions"
    page = await room.get("/reflections?aspect=listening")
    assert [one["rating"] for one in page["items"]] == [5]
    await room.send("DELETE", f"/reflections/{page['items'][0]['id']}")
    assert (await room.get("/reflections?aspect=listening"))["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"aspect": "landed", "rating": 3},
        {"aspect": "listening"},
        {"aspect": "listening", "rating": 6},
        {"aspect": "confidence", "rating": 3},
    ],
)
async def test_a_number_or_words_of_a_talk(room: Room, wrong: dict[str, object]) -> None:
    talk = await room.talked(await room.contact("Grace Obi"))
    body = {"id": str(new_id()), "conversation_id": talk["id"], **wrong}
    assert (await room.call("POST", "/reflections", body)).status_code == 400


async def test_confidence_belongs_to_an_ask(room: Room) -> None:
    thread_id = str(new_id())
    contact_id = await room.contact("Ana Ferreira")
    await room.send("POST", "/threads", {"id": thread_id, "contact_id": contact_id})
    body = {"id": str(new_id()), "aspect": "confidence", "rating": 2, "thread_id": thread_id}
    made = await room.send("POST", "/reflections", body)
    assert (made["thread_id"], made["conversation_id"]) == (thread_id, None)
    nobody = {**body, "id": str(new_id()), "thread_id": str(new_id())}
    assert (await room.call("POST", "/reflections", nobody)).status_code == 404
