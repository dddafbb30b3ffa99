"""Somebody who takes part, with something to share."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.tables import new_id
from tests.isolation.rows import behind_the_scenes
from tests.organizations.place import Place
from tests.people import Somebody

CANARY = "quokka-0083"


class Part:
    """`who` takes part in the cohort of a place that its coach coaches."""

    def __init__(self, place: Place, who: Somebody, enrolment: str) -> None:
        self.place, self.who, self.enrolment = place, who, enrolment
        self.here = f"/v1/enrolments/{enrolment}"

    async def send(self, method: str, path: str, body: object = None) -> httpx.Response:
        return await self.place.http.request(method, path, json=body, headers=self.who.bearer)

    async def do(self, method: str, path: str, body: object = None) -> Any:
        answer = await self.send(method, path, body)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json() if answer.content else None

    async def give(self, what: str = "activity", **more: object) -> httpx.Response:
        body = {"id": str(new_id()), "text_version": 1, **more}
        return await self.send("PUT", f"{self.here}/grants/{what}", body)

    async def end(self, what: str = "activity") -> httpx.Response:
        return await self.send("DELETE", f"{self.here}/grants/{what}")

    async def shared(self) -> list[str]:
        (one,) = (await self.do("GET", "/v1/sharing"))["items"]
        return [grant["scope"] for grant in one["grants"]]

    async def seen(self, by: str | Somebody = "coach") -> Any:
        """What somebody of the staff sees of them."""
        return await self.place.do(by, "GET", f"/participants/{self.enrolment}")

    async def leave(self) -> None:
        await self.do("POST", f"{self.here}/leave")


async def join(place: Place, who: Somebody, cohort: str = "cohort") -> Part:
    """Have `who` take part."""
    body = {"cohort_id": place.ids[cohort], "seats": 5}
    secret = (await place.do("owner", "POST", "/invitations", body))["secret"]
    said = {"secret": secret, "name": "Nora Haas"}
    answer = await place.http.post("/v1/invitations/accept", json=said, headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return Part(place, who, answer.json()["enrolment_id"])


async def share_something(part: Part) -> None:
    """A draft that the coach of the place reads, and a note of theirs: `item`, `version` and `note` of
    the place are these, its `enrolment` that of whoever shares."""
    ids = part.place.ids
    contact, thread, message = str(new_id()), str(new_id()), str(new_id())
    await part.do("POST", "/v1/contacts", {"id": contact, "name": "Maya"})
    await part.do("POST", "/v1/threads", {"id": thread, "contact_id": contact})
    draft = {"id": message, "thread_id": thread, "kind": "ask", "channel": "email", "body": "Hello"}
    await part.do("POST", "/v1/messages", draft)
    shown = await part.do("GET", f"/v1/shareable/message/{message}")
    body = {"coach_id": ids["coach"], "kind": "message", "item_id": message, "text_version": 1}
    ids |= {"enrolment": part.enrolment, "version": shown["version"]}
    share = {**body, "version": shown["version"]}
    await part.do("PUT", f"{part.here}/items/{ids['item']}", share)
    note = {"id": ids["note"], "body": "Begins on Monday"}
    await part.place.do("coach", "POST", f"/participants/{part.enrolment}/notes", note)


async def need_help(part: Part) -> None:
    """A flag, and a letter of the coach of the place: its `flag` and `sending`; its `enrolment` is that of
    whoever raises the one and gets the other."""
    ids = part.place.ids
    ids["enrolment"] = part.enrolment
    await part.do("PUT", f"{part.here}/flags/{ids['flag']}", {"words": "I need help now"})
    letter = {"enrolment_ids": [part.enrolment], "body": "Hello {name}"}
    ids["preview"] = (await part.place.do("coach", "POST", "/letters/preview", letter))["preview"]
    body = {**letter, "preview": ids["preview"]}
    await part.place.do("coach", "PUT", f"/letters/{ids['sending']}", body)


async def talk(part: Part, name: str = "Maya", *, present: bool = False) -> str:
    """An ask that led to a talk with somebody, every word of it marked; returns the contact."""
    contact, thread = str(new_id()), str(new_id())
    employer = f"{'Present' if present else 'Pennine'} {CANARY}"
    card = {
        "id": contact,
        "name": f"{name} {CANARY}",
        "why": CANARY,
        "role": f"Data analyst {CANARY}",
        "function": "data",
        "employer": employer,
        "notes": CANARY,
        "points": [{"kind": "email", "value": f"{name}.{CANARY}@example.org".lower()}],
    }
    await part.do("POST", "/v1/contacts", card)
    async with behind_the_scenes(part.place.admin):
        await part.place.admin.execute(
            "UPDATE person.contacts SET seniority = $3, industry = $3 WHERE owner_id = $1 AND id = $2",
            part.who.id,
            contact,
            CANARY,
        )
        await part.place.admin.execute(
            "UPDATE person.employers SET present = $3 WHERE owner_id = $1 AND name = $2",
            part.who.id,
            employer,
            present,
        )
    await part.do("POST", "/v1/threads", {"id": thread, "contact_id": contact})
    for what in ("sent", "answered_yes"):
        said = {"id": str(new_id()), "what": what, "note": CANARY}
        await part.do("POST", f"/v1/threads/{thread}/happenings", said)
    past = {
        "id": str(new_id()),
        "thread_id": thread,
        "contact_id": contact,
        "ended_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat(),
        "heard": CANARY,
        "line_id": str(new_id()),
    }
    await part.do("POST", "/v1/conversations/past", past)
    return contact
