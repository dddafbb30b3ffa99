"""Another person's ids, in every place an id can stand, answer exactly like ids that nobody has;
nothing of theirs is shown, logged or touched."""

import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID
from zlib import crc32

import asyncpg
import httpx
import pytest
import structlog

from api.app import V1
from api.openapi import document
from api.tables import new_id
from tests.conftest import MakePerson
from tests.isolation.examples import examples, fill
from tests.isolation.household import Household, settle
from tests.isolation.places import Operation, operations, put
from tests.isolation.rows import (
    ORGANIZATION_PLANE,
    connect_apps,
    copy_organization,
    copy_rows,
    digest,
    owned_tables,
    plant,
)
from tests.people import Somebody

pytestmark = pytest.mark.anyio

CANARY = "canary-7e1f0c"
NOT_IDS = {
    ("start", "path.provider_id"),
    ("callback", "path.provider_id"),
    ("takeReturns", "body.events[].message_id"),
}
"""Names that everybody knows: a provider of this installation. And the Message-ID of a mail, which
only the relay may tell, and which counts for the account of the address alone."""
WITHOUT_A_MODEL = {"readSorting", "sortLines"}
"""There is no language model here, so they answer nobody; `tests/proposals` has one, and asks it for
another person's talk."""
KINDS = (
    "contact", "deleted_contact", "employer", "introduction", "thread", "held_thread", "told",
    "message", "conversation", "held_conversation", "line", "import", "file", "merge", "session",
    "token", "identity", "event", "delivery", "export", "external_contact", "organization",
    "cohort", "enrolment", "skill_list", "application", "connection",
)  # fmt: skip
LEAST = 5_000 if "ASKWELL_TEST_POSTGRES" not in os.environ else 1_000
"""Requests that a probe has to make (issue "Organizations")."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MADE_HERE = {
    "upsertContact": r'"id": "[0-9a-f-]{36}"',
    "keepEnrolment": r'"id": "[0-9a-f-]{36}"',
    "upsertMany": r'"contact_id": "[0-9a-f-]{36}"',
}
"""Ids that the server makes, each time others: of somebody new."""
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
UNLIKE = {"x-request-id", "ratelimit", "date", "content-length"}

OPERATIONS = [one for one in operations(document([V1])) if one.id not in WITHOUT_A_MODEL]
PROBED = [one for one in OPERATIONS if {(one.id, place) for place in one.places} - NOT_IDS]


def test_every_place_of_an_id_has_an_example() -> None:
    known = examples()
    without = [
        f"{operation.id} {place}"
        for operation in OPERATIONS
        for place in operation.places
        if (operation.id, place) not in NOT_IDS
        and not any(put(example, place, "x") for example in known.get(operation.id, []))
    ]
    assert without == []
    assert set(known) <= {operation.id for operation in OPERATIONS}


@dataclass
class Scene:
    """The people of a probe: `victim` owns everything, `model` is whom the strangers are copies of."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    make: MakePerson
    victim: Household
    model: Household
    cursors: dict[str, str]
    organizations: dict[UUID, str] = field(default_factory=dict)
    """The organization of each stranger: a copy of the model's, under another id."""
    probes: int = 0
    pair: "tuple[Somebody, Somebody, dict[str, str]] | None" = None

    async def strangers(self) -> "tuple[Somebody, Somebody, dict[str, str]]":
        """Two that are alike, and the ids in the requests of both: the same two until `part` is called."""
        if self.pair is None:
            one, other = await self.stranger(), await self.stranger()
            self.pair = one, other, {**self.model.ids, **await credentials_of(self.admin, one)}
        return self.pair

    def part(self) -> None:
        """They are not alike any more: somebody wrote."""
        self.pair = None

    async def stranger(self) -> Somebody:
        """A new person with the very rows of the model."""
        made = await self.make()
        await copy_rows(self.admin, self.model.who, made)
        self.organizations[made.id] = await copy_organization(
            self.admin, self.model.ids["organization"], self.model.who, made
        )
        return made

    async def send(
        self, who: Somebody, operation: Operation, filled: dict[str, Any], if_match: str | None
    ) -> httpx.Response:
        """One request of a stranger."""
        self.probes += 1
        path = operation.path
        for name, value in filled.get("path", {}).items():
            if value == self.model.ids["organization"]:
                value = self.organizations.get(who.id, value)
            path = path.replace("{" + name + "}", value)
        headers = credential_of(who, path)
        if if_match is not None:
            headers = {**headers, "if-match": if_match}
        body: dict[str, Any] = {"json": filled["body"]} if "body" in filled else {}
        if operation.form:
            fields = dict(filled["body"])
            file = ("file", fields.pop("file").encode("latin-1"))
            body = {"data": fields, "files": {"file": file}}
        return await self.http.request(
            operation.method, path, headers=headers, params=filled.get("query"), **body
        )


@pytest.fixture
async def scene(
    http: httpx.AsyncClient,
    admin: asyncpg.Connection,
    person: MakePerson,
    capsys: pytest.CaptureFixture[str],
) -> AsyncIterator[Scene]:
    victim = await settle(http, admin, await person())
    model = await settle(http, admin, await person())
    cursors = await cursors_of(http, victim)
    planted = await plant(admin, victim.who, CANARY)
    assert len(planted) > 30, planted
    made = Scene(http, admin, person, victim, model, cursors)
    yield made
    with capsys.disabled():
        print(f"\n{made.probes} probes with another person's ids")


async def cursors_of(http: httpx.AsyncClient, victim: Household) -> dict[str, str]:
    """A cursor of every list of the victim."""
    found = {}
    for operation in OPERATIONS:
        if operation.cursor is None:
            continue
        (example, *_) = examples().get(operation.id, [{}])
        path = operation.path
        for name, value in fill(example, victim.ids).get("path", {}).items():
            path = path.replace("{" + name + "}", value)
        headers = credential_of(victim.who, path)
        answer = await http.get(path, headers=headers, params={"limit": 1})
        shown = answer.json()
        cursor = shown.get("next_cursor") or shown.get("cursor")
        if cursor:
            found[operation.id] = cursor
    return found


def credential_of(who: Somebody, path: str) -> dict[str, str]:
    """What concerns the account itself is done in the browser, all else by tokens too."""
    account = ("/sessions/", "/me/", "/applications/", "/connections/")
    return who.cookie if any(part in path for part in account) else who.bearer


def told(answer: httpx.Response, *probed: str) -> tuple[int, str, dict[str, str]]:
    """What a stranger learns: everything but the probed id itself, times, new secrets, and the
    request's id."""

    def plain(text: str) -> str:
        for value in probed:
            text = text.replace(value, "<probed>")
        return SECRET.sub("<secret>", TIME.sub("<time>", text))

    body = answer.text
    if body.startswith("{"):
        shown = json.loads(body)
        shown.pop("request_id", None)
        for name in ("next_cursor", "cursor"):
            shown[name] = bool(shown.get(name))
        body = json.dumps(shown, sort_keys=True)
    headers = {name: plain(value) for name, value in answer.headers.items() if name not in UNLIKE}
    return answer.status_code, plain(body), headers


def _told(
    operation: Operation, answer: httpx.Response, *probed: str
) -> tuple[int, str, dict[str, str]]:
    status, body, headers = told(answer, *probed)
    if operation.id in MADE_HERE:
        body = re.sub(MADE_HERE[operation.id], "<made here>", body)
    return status, body, headers


def if_matches(operation: Operation) -> tuple[str | None, ...]:
    return (None, '"1"', "*") if operation.if_match else (None,)


@pytest.mark.timeout(600)
async def test_the_examples_succeed_with_own_ids(scene: Scene) -> None:
    failed = []
    for operation in PROBED:
        for example in examples().get(operation.id, []):
            reads = operation.method == "GET"
            who = scene.model.who if reads else await scene.stranger()
            ids = {**scene.model.ids, **({} if reads else await credentials_of(scene.admin, who))}
            if_match = "*" if operation.if_match else None
            answer = await scene.send(who, operation, fill(example, ids), if_match)
            if answer.status_code >= 300:
                failed.append((operation.id, answer.status_code, answer.text))
    assert failed == []


async def credentials_of(admin: asyncpg.Connection, who: Somebody) -> dict[str, str]:
    """The ids of what strangers own beside the model's rows."""
    identity = new_id()
    await admin.execute(
        "INSERT INTO directory.identities (issuer, subject, id, person_id, provider, email)"
        " VALUES ('https://issuer.example.org', $1::text, $2, $3, 'example', 'a@example.org')",
        str(who.id),
        identity,
        who.id,
    )
    token = await admin.fetchval(
        "SELECT id FROM directory.access_tokens WHERE person_id = $1", who.id
    )
    session = await admin.fetchval("SELECT id FROM directory.sessions WHERE person_id = $1", who.id)
    apps = await connect_apps(admin, who)
    return apps | {"token": str(token), "session": str(session), "identity": str(identity)}


def probes() -> Iterator[tuple[Operation, dict[str, Any], str]]:
    """Every operation, each of its examples and every place of an id in it."""
    for operation in PROBED:
        for example in examples().get(operation.id, []):
            for place in operation.places:
                if put(example, place, "x") is not None:
                    yield operation, example, place


def kinds_at(example: dict[str, Any], place: str, ids: dict[str, str]) -> set[str]:
    """The kinds of id that belong in a place: those of the example."""
    text = json.dumps(example)
    without = json.dumps(put(example, place, ""))
    return {kind for kind in ids if text.count(f'"${kind}"') > without.count(f'"${kind}"')}


def other_kinds(operation: Operation, place: str, one_of: int) -> tuple[str, ...]:
    """Kinds that do not belong in a place, to be tried there all the same. Of what writes it is one
    of `one_of`, in each place others: who wrote is no copy of the other any more, and new copies are
    what takes the time."""
    if operation.method == "GET":
        return KINDS
    return KINDS[crc32(f"{operation.id} {place}".encode()) % one_of :: one_of]


async def probe(
    scene: Scene,
    operation: Operation,
    example: dict[str, Any],
    place: str,
    if_match: str | None,
    one_of: int,
) -> list[object]:
    """Put kinds of the victim's ids into one place; what differs from an unknown id there."""
    found: list[object] = []
    belonging = kinds_at(example, place, scene.victim.ids)
    # With each If-Match, and on another server, which has the same guards, only those that belong there.
    others = if_match is None and "ASKWELL_TEST_POSTGRES" not in os.environ
    kinds = other_kinds(operation, place, one_of) if others else ()
    reference: tuple[int, str, dict[str, str]] | None = None
    # Those that are no UUIDs come last: what they are compared to is of another shape.
    for kind in sorted({*kinds, *belonging}, key=lambda kind: kind.startswith("external")):
        theirs = scene.victim.ids[kind]
        unknown = f"external-{new_id()}" if kind.startswith("external") else str(new_id())
        if reference is None or kind.startswith("external"):
            other, stranger, ids = await scene.strangers()
            filled = fill(example, ids)
            request = put(filled, place, unknown)
            assert request is not None
            said = await scene.send(other, operation, request, if_match)
            reference = _told(operation, said, unknown, scene.organizations[other.id])
        request = put(filled, place, theirs)
        assert request is not None
        answer = await scene.send(stranger, operation, request, if_match)
        seen = _told(operation, answer, theirs, scene.organizations[stranger.id])
        if seen != reference:
            found.append((operation.id, place, kind, if_match, reference, seen))
        if CANARY in answer.text + str(answer.headers):
            found.append((operation.id, place, kind, "canary", answer.text))
        if answer.is_success and operation.method != "GET":
            scene.part()
            reference = None
    return found


@pytest.mark.parametrize("one_of", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.timeout(1500)
async def test_another_persons_ids_answer_like_unknown_ones(scene: Scene, one_of: int) -> None:
    before = await digest(scene.admin, scene.victim.who)
    filled = {*owned_tables(), *(table.fullname for table in ORGANIZATION_PLANE)}
    assert [table for table in filled if not before[table][0]] == [], "nothing in these"
    found: list[object] = []
    with structlog.testing.capture_logs() as logged:
        for name, of_operation in groupby(probes(), key=lambda one: one[0].id):
            for operation, example, place in of_operation:
                for if_match in if_matches(operation):
                    found += await probe(scene, operation, example, place, if_match, one_of)
            now = await digest(scene.admin, scene.victim.who)
            if now != before:
                found.append((name, "trace", now, before))
                before = now
    assert scene.probes >= LEAST
    assert len(logged) > scene.probes / 2, "the log was not looked at"
    assert CANARY not in json.dumps(logged, default=str)
    assert found == []


@pytest.mark.timeout(300)
async def test_another_persons_cursors_answer_like_made_up_ones(scene: Scene) -> None:
    lists = {one.id for one in OPERATIONS if one.cursor}
    assert lists - set(scene.cursors) == set(), "lists without a second page"
    found = []
    for operation in OPERATIONS:
        if operation.cursor is None:
            continue
        # One for each list: all of it is more than one person may ask for in a minute.
        who = await scene.stranger()
        (example, *_) = examples().get(operation.id, [{}])
        for cursor in scene.cursors.values():
            made_up = cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")
            seen = []
            for text in (cursor, made_up):
                query = {operation.cursor: text}
                filled = {**fill(example, scene.model.ids), "query": query}
                answer = await scene.send(who, operation, filled, None)
                seen.append(told(answer, text))
                assert CANARY not in answer.text
            if seen[0] != seen[1] or seen[0][0] != 400:
                found.append((operation.id, *seen))
    assert found == []


@pytest.mark.timeout(300)
async def test_a_strangers_lists_hold_nothing_of_others(scene: Scene) -> None:
    own = await scene.http.get("/v1/contacts", headers=scene.victim.who.cookie)
    assert CANARY in own.text, "what is planted can be seen by its owner"
    who = await scene.make()
    for operation in OPERATIONS:
        if operation.method == "GET" and "{" not in operation.path:
            answer = await scene.send(who, operation, {}, None)
            assert CANARY not in answer.text + str(answer.headers), operation.id
            for value in scene.victim.ids.values():
                assert value not in answer.text, operation.id
