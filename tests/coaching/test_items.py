"""One item, one coach: what they see, what they write, and that nobody else does; until it is taken back."""

from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.isolation.rows import behind_the_scenes
from tests.organizations.place import Place, told
from tests.sharing.part import CANARY, Part, join

pytestmark = pytest.mark.anyio

DRAFT = "Dear Dr Lindgren, could I ask you three questions by phone, 20 minutes?"


@dataclass
class Written:
    """A draft of somebody who takes part, to Maya, whose card is marked all over."""

    part: Part
    contact: str
    thread: str
    message: str

    async def look(self) -> Any:
        return await self.part.do("GET", f"/v1/shareable/message/{self.message}")

    async def share(self, grant: str | None = None, **more: object) -> httpx.Response:
        shown = await self.look()
        body = {
            "coach_id": self.part.place.ids["coach"],
            "kind": "message",
            "item_id": self.message,
            "version": shown["version"],
            "text_version": 1,
            **more,
        }
        return await self.part.send("PUT", f"{self.part.here}/items/{grant or new_id()}", body)

    async def shared(self) -> str:
        answer = await self.share()
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def theirs(self, rest: str = "/items") -> str:
        return f"/participants/{self.part.enrolment}{rest}"


async def write(part: Part, body: str = DRAFT) -> Written:
    ids = Written(part, str(new_id()), str(new_id()), str(new_id()))
    card = {"id": ids.contact, "name": f"Maya {CANARY}", "why": CANARY, "employer": CANARY}
    await part.do("POST", "/v1/contacts", card)
    await part.do("POST", "/v1/threads", {"id": ids.thread, "contact_id": ids.contact})
    message = {"id": ids.message, "thread_id": ids.thread, "kind": "ask", "channel": "email"}
    await part.do("POST", "/v1/messages", {**message, "subject": "A question", "body": body})
    return ids


@pytest.fixture
async def draft(place: Place, person: MakePerson) -> Written:
    return await write(await join(place, await person()))


async def test_the_coach_reads_the_very_version_that_was_looked_at(draft: Written) -> None:
    looked = await draft.look()
    assert looked["content"]["body"] == DRAFT
    assert [one["coach_id"] for one in looked["coaches"]] == [draft.part.place.ids["coach"]]
    assert looked["shared"] == []
    item = await draft.shared()
    place = draft.part.place
    (short,) = (await place.do("coach", "GET", draft.theirs()))["items"]
    assert (short["id"], short["kind"], short["title"], short["answered"]) == (
        item, "message", "A question", False,
    )  # fmt: skip
    answer = await place.ask("coach", "GET", draft.theirs(f"/items/{item}"))
    assert answer.json()["content"] == looked["content"]
    assert looked["content"]["ideas"], "what the check says of it"
    assert CANARY not in answer.text, "nothing of the card but what stands in the text"
    assert draft.contact not in answer.text
    assert draft.thread not in answer.text
    assert draft.message not in answer.text
    assert "etag" not in answer.headers
    # A later text is another version, and theirs alone.
    change = {"body": f"{DRAFT} Or write."}
    await draft.part.place.http.patch(
        f"/v1/messages/{draft.message}",
        json=change,
        headers={**draft.part.who.bearer, "if-match": "*"},
    )
    still = await place.do("coach", "GET", draft.theirs(f"/items/{item}"))
    assert still["content"] == looked["content"]
    stale = await draft.share(version=looked["version"])
    assert stale.status_code == 409
    again = await draft.share()
    assert (again.status_code, again.json()["id"]) == (200, item)
    now = await place.do("coach", "GET", draft.theirs(f"/items/{item}"))
    assert now["content"]["body"] == change["body"]
    kinds = {one["kind"] for one in (await draft.part.do("GET", "/v1/sharing/looks"))["items"]}
    assert "item" in kinds
    assert (await draft.part.seen())["shares"] == [], "no switch was moved"
    assert await draft.part.shared() == []


async def test_what_a_coach_writes_stands_beside_the_draft(draft: Written) -> None:
    item = await draft.shared()
    place, part = draft.part.place, draft.part
    here = draft.theirs(f"/items/{item}")
    seen = await place.do("coach", "GET", here)
    comment = {"id": str(new_id()), "body": "Say what in her article made you write."}
    edit = {
        "id": str(new_id()),
        "version": seen["version"],
        "subject": "Three questions",
        "body": "Dear Dr Lindgren, your article made me write.",
    }
    for _ in range(2):  # told twice it is one
        await place.do("coach", "POST", f"{here}/comments", comment)
        shown = await place.do("coach", "POST", f"{here}/edits", edit)
    assert [one["body"] for one in shown["comments"]] == [comment["body"]]
    assert [one["answer"] for one in shown["edits"]] == [None]
    assert (await place.do("coach", "GET", draft.theirs()))["items"][0]["answered"] is True
    other = await place.ask("coach", "POST", f"{here}/edits", {**edit, "body": "Another"})
    assert other.status_code == 409
    (beside,) = (await draft.look())["shared"]
    assert beside["comments"] == shown["comments"]
    assert beside["coach"] == "Coach"
    answers = f"/v1/sharing/items/{item}/edits/{edit['id']}/answer"
    for _ in range(2):
        await part.do("POST", answers, {"answer": "taken"})
    message = await part.do("GET", f"/v1/messages/{draft.message}")
    assert (message["subject"], message["body"]) == (edit["subject"], edit["body"])
    versions = await part.do("GET", f"/v1/messages/{draft.message}/versions")
    assert len(versions["items"]) == 2
    assert (await part.send("POST", answers, {"answer": "left"})).status_code == 409
    assert (await place.do("coach", "GET", here))["edits"][0]["answer"] == "taken"


async def test_taken_back_it_is_gone_for_the_coach_and_stays_with_the_person(
    draft: Written,
) -> None:
    item = await draft.shared()
    place, part = draft.part.place, draft.part
    here = draft.theirs(f"/items/{item}")
    version = (await place.do("coach", "GET", here))["version"]
    note = {"id": str(new_id()), "body": "A good beginning."}
    await place.do("coach", "POST", f"{here}/comments", note)
    for _ in range(2):
        assert (await part.send("DELETE", f"{part.here}/items/{item}")).status_code == 204
    edit = {"id": str(new_id()), "version": version, "subject": "", "body": "x"}
    unknown = await place.ask("coach", "GET", draft.theirs(f"/items/{new_id()}"))
    for answer in (
        await place.ask("coach", "GET", here),
        await place.ask("coach", "POST", f"{here}/comments", {**note, "id": str(new_id())}),
        await place.ask("coach", "POST", f"{here}/edits", edit),
    ):
        assert told(answer) == told(unknown)
        assert answer.status_code == 404
    assert (await place.do("coach", "GET", draft.theirs()))["items"] == []
    assert (await draft.share(item)).status_code == 409, "a late request shares nothing again"
    # What they wrote is the organization's, and both can read it.
    notes = (await place.do("coach", "GET", draft.theirs("/notes")))["items"]
    assert [(one["body"], one["item_id"]) for one in notes] == [(note["body"], item)]
    assert [one["body"] for one in (await part.do("GET", "/v1/sharing/notes"))["items"]] == [
        note["body"]
    ]


async def test_nobody_but_the_coach_it_names_reads_it(draft: Written, person: MakePerson) -> None:
    place, part = draft.part.place, draft.part
    second = await person()
    membership = await place.hire(second, "coach")
    coaching = {"id": str(new_id()), "membership_id": membership}
    await place.do("owner", "POST", f"/cohorts/{place.ids['cohort']}/coaches", coaching)
    await part.give()
    item = await draft.shared()
    here = draft.theirs(f"/items/{item}")
    note = {"id": str(new_id()), "body": "For you alone"}
    await place.do("coach", "POST", f"{here}/comments", note)
    assert (await place.do(second, "GET", draft.theirs("")))["shares"] == ["activity"]
    assert (await place.do(second, "GET", draft.theirs()))["items"] == []
    assert (await place.do(second, "GET", draft.theirs("/notes")))["items"] == []
    version = (await draft.look())["version"]
    edit = {"id": str(new_id()), "version": version, "subject": "", "body": "x"}
    for who in (second, "owner", "admin"):
        for method, rest, body in (
            ("GET", "", None),
            ("POST", "/comments", {"id": str(new_id()), "body": "x"}),
            ("POST", "/edits", edit),
        ):
            answer = await place.ask(who, method, here + rest, body)
            assert answer.status_code == 404, (who, method, rest)
    for who in ("owner", "admin"):
        assert (await place.do(who, "GET", draft.theirs()))["items"] == []
        assert (await place.do(who, "GET", draft.theirs("/notes")))["items"] == []
        wrote = await place.ask(
            who, "POST", draft.theirs("/notes"), {"id": str(new_id()), "body": "x"}
        )
        assert wrote.status_code == 404, "managers who do not coach write nothing about people"
    # A colleague's note on the person is read by both coaches, and removed by its writer alone.
    mine = {"id": str(new_id()), "body": "Starts on Monday"}
    await place.do(second, "POST", draft.theirs("/notes"), mine)
    notes = (await place.do("coach", "GET", draft.theirs("/notes")))["items"]
    assert {one["body"]: one["own"] for one in notes} == {note["body"]: True, mine["body"]: False}
    taken = draft.theirs(f"/notes/{mine['id']}")
    assert (await place.ask("coach", "DELETE", taken)).status_code == 404
    await place.do(second, "DELETE", taken)
    assert len((await place.do("coach", "GET", draft.theirs("/notes")))["items"]) == 1
    elsewhere = await part.send(
        "PUT",
        f"{part.here}/items/{new_id()}",
        {
            "coach_id": place.ids["owner"],
            "kind": "message",
            "item_id": draft.message,
            "version": version,
            "text_version": 1,
        },
    )
    assert elsewhere.status_code == 400, "an owner who does not coach them"


async def test_somebody_at_their_own_employer_is_in_nothing(
    draft: Written, admin: asyncpg.Connection
) -> None:
    item = await draft.shared()
    present = "UPDATE person.employers SET present = true WHERE owner_id = $1"
    async with behind_the_scenes(admin):
        await admin.execute(present, draft.part.who.id)
    place = draft.part.place
    assert (await place.ask("coach", "GET", draft.theirs(f"/items/{item}"))).status_code == 404
    (beside,) = (await draft.look())["shared"]
    assert beside["read"] is False
    second = await write(draft.part)
    async with behind_the_scenes(admin):
        await admin.execute(present, draft.part.who.id)
    assert (await second.share()).status_code == 409


async def test_whoever_asked_to_be_deleted_is_in_nothing_that_was_shared(
    draft: Written, admin: asyncpg.Connection
) -> None:
    item = await draft.shared()
    place, part = draft.part.place, draft.part
    version = (await draft.look())["version"]
    edit = {"id": str(new_id()), "version": version, "subject": "", "body": DRAFT}
    await place.do("coach", "POST", draft.theirs(f"/items/{item}/edits"), edit)
    await part.do("POST", f"/v1/contacts/{draft.contact}/erase", None)
    assert (await place.do("coach", "GET", draft.theirs()))["items"] == []
    for table in ("shared_items", "suggested_edits"):
        kept = await admin.fetch(
            f"SELECT t::text FROM person.{table} t WHERE owner_id = $1", part.who.id
        )
        assert kept
        assert not [row for row in kept if "Lindgren" in row["t"] or "question" in row["t"]]


async def test_sheets_notes_and_reports_show_words_and_no_card(
    draft: Written, admin: asyncpg.Connection
) -> None:
    place, part = draft.part.place, draft.part
    talk = str(new_id())
    past = {"id": talk, "thread_id": draft.thread, "contact_id": draft.contact,
            "ended_at": "2026-01-05T10:00:00Z", "heard": "SQL first", "line_id": str(new_id())}  # fmt: skip
    await part.do("POST", "/v1/conversations/past", past)
    await part.place.http.patch(
        f"/v1/conversations/{talk}/preparation",
        json={"goal": "To hear how it is"},
        headers={**part.who.bearer, "if-match": '"0"'},
    )
    report = str(new_id())
    async with behind_the_scenes(admin):
        await admin.execute(
            "INSERT INTO person.reports (owner_id, id, kind, state, made_at, data)"
            " VALUES ($1, $2, 'skill_gap', 'ready', now(), $3)",
            part.who.id,
            report,
            '{"goal": "Analyst", "talks": 1, "people": 1, "employers": 1, "lines": 1, "skills": []}',
        )
    expected = {"preparation": (talk, "To hear how it is"), "notes": (talk, "SQL first"),
                "report": (report, "Analyst")}  # fmt: skip
    for kind, (item, words) in expected.items():
        shown = await part.do("GET", f"/v1/shareable/{kind}/{item}")
        assert [words] in [one["lines"] for one in shown["content"]["parts"]]
        body = {"coach_id": place.ids["coach"], "kind": kind, "item_id": item,
                "version": shown["version"], "text_version": 1}  # fmt: skip
        grant = (await part.do("PUT", f"{part.here}/items/{new_id()}", body))["id"]
        answer = await place.ask("coach", "GET", draft.theirs(f"/items/{grant}"))
        assert answer.json()["content"] == shown["content"]
        assert CANARY not in answer.text
        edit = {"id": str(new_id()), "version": shown["version"], "subject": "", "body": "x"}
        refused = await place.ask("coach", "POST", draft.theirs(f"/items/{grant}/edits"), edit)
        assert refused.status_code == 409, "only a draft is written anew"
    first = await part.do("GET", "/v1/sharing/items?limit=2")
    second = await part.do("GET", f"/v1/sharing/items?limit=2&cursor={first['next_cursor']}")
    assert [one["kind"] for one in first["items"] + second["items"]] == [
        "report",
        "notes",
        "preparation",
    ]
    await part.leave()
    assert (await place.ask("coach", "GET", draft.theirs(f"/items/{grant}"))).status_code == 404


async def test_the_queue_says_who_waits_who_is_stuck_and_how_many_move(
    draft: Written, person: MakePerson, admin: asyncpg.Connection
) -> None:
    place, part = draft.part.place, draft.part
    await part.give()
    idle = await join(place, await person())
    await idle.give()
    async with behind_the_scenes(admin):
        for table, column in (
            ("person.events", "recorded_at"),
            ("organization.enrolments", "created_at"),
        ):
            whose = "owner_id" if table == "person.events" else "person_id"
            await admin.execute(
                f"UPDATE {table} SET {column} = now() - interval '11 days' WHERE {whose} = $1",
                idle.who.id,
            )
    quiet = await join(place, await person())
    item = await draft.shared()
    queue = await place.do("coach", "GET", "/queue")
    (waiting,) = queue["drafts"]
    assert (waiting["person"]["enrolment_id"], waiting["item_id"], waiting["n"]) == (
        part.enrolment, item, 1,
    )  # fmt: skip
    assert queue["stuck"] == [
        {
            "reason": "not_started",
            "n": 1,
            "people": [{"enrolment_id": idle.enrolment, "name": "Nora Haas"}],
        }
    ]
    counts = {
        name: queue[name]
        for name in ("cohorts", "people", "sharing", "waiting", "moving", "only_name", "not_joined")
    }
    assert counts == {
        "cohorts": 1, "people": 4, "sharing": 2, "waiting": 1, "moving": 0, "only_name": 1, "not_joined": 1,
    }  # fmt: skip
    looks = (await quiet.do("GET", "/v1/sharing/looks"))["items"]
    assert [one["kind"] for one in looks] == ["membership"]
    assert {one["kind"] for one in (await part.do("GET", "/v1/sharing/looks"))["items"]} == {
        "membership", "activity", "item",
    }  # fmt: skip
    note = {"id": str(new_id()), "body": "Well begun"}
    await place.do("coach", "POST", draft.theirs(f"/items/{item}/comments"), note)
    queue = await place.do("coach", "GET", "/queue")
    assert (queue["waiting"], queue["drafts"], queue["moving"]) == (0, [], 1)
    for who in ("owner", "admin"):
        assert (await place.do(who, "GET", "/queue"))["people"] == 0, "they coach nobody"
    await part.end()
    await part.do("DELETE", f"{part.here}/items/{item}")
    queue = await place.do("coach", "GET", "/queue")
    assert (queue["sharing"], queue["only_name"]) == (1, 2)
