"""Merges: everything follows, empty fields are filled, and an undo restores exactly."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.contacts.pointing import pointers, pointing
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.statements import statements
from tests.threads.desk import Desk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def nora(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Desk:
    return Desk(http, admin, await person())


async def merge(desk: Desk, keep: object, goes: object) -> dict[str, Any]:
    answer = await desk.post("/v1/merges", keep_id=str(keep), merge_id=str(goes))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def undo(desk: Desk, merge_id: str) -> httpx.Response:
    return await desk.http.delete(f"/v1/merges/{merge_id}", headers=desk.who.bearer)


async def read(desk: Desk, contact_id: object) -> dict[str, Any]:
    return await desk.get(f"/v1/contacts/{contact_id}")


async def test_the_card_that_stays_says_what_it_said_and_gains_what_it_lacked(nora: Desk) -> None:
    keep = await make_contact(
        nora.http, nora.who, "Robert Smith", role="Analyst", tags=["ward"], notes="First.",
        points=[{"kind": "email", "value": "rob@example.org"}],
    )  # fmt: skip
    goes = await make_contact(
        nora.http, nora.who, "Bob Smith", role="Data analyst", employer="Hollin Labs",
        country="GB", tags=["Ward", "data"], notes="Second.", do_not_contact=True,
        points=[
            {"kind": "email", "value": "ROB@example.org"},
            {"kind": "url", "value": "https://www.linkedin.com/in/bob-smith"},
        ],
    )  # fmt: skip
    await merge(nora, keep["id"], goes["id"])
    card = await read(nora, keep["id"])
    assert (card["name"], card["role"]) == ("Robert Smith", "Analyst")
    assert (card["employer"]["name"], card["country"]) == ("Hollin Labs", "GB")
    assert (card["tags"], card["notes"]) == (["ward", "data"], "First.\n\nSecond.")
    assert card["do_not_contact"]
    assert [(one["kind"], one["value"]) for one in card["points"]] == [
        ("email", "rob@example.org"), ("url", "https://www.linkedin.com/in/bob-smith"),
    ]  # fmt: skip
    gone = await nora.http.get(f"/v1/contacts/{goes['id']}", headers=nora.who.bearer)
    assert gone.status_code == 404
    for q in ("hollin", "bob-smith", "robert"):
        found = await nora.get(f"/v1/contacts?q={q}")
        assert [one["id"] for one in found["items"]] == [keep["id"]], q


async def test_threads_messages_talks_and_introductions_follow(nora: Desk) -> None:
    keep = await make_contact(nora.http, nora.who, "Maya Lindgren")
    goes = await make_contact(nora.http, nora.who, "Maya L.")
    ben = await make_contact(nora.http, nora.who, "Ben Adeyemi")
    thread_id = str(new_id())
    started = await nora.post("/v1/threads", id=thread_id, contact_id=goes["id"])
    assert started.status_code == 201, started.text
    await nora.say(thread_id, "sent")
    starts_at = datetime.now(UTC) + timedelta(days=10)
    await nora.say(
        thread_id, "date_set",
        conversation={
            "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30),
            "zone": "Europe/London", "medium": "phone",
        },
    )  # fmt: skip
    for introducer, introduced in ((goes, ben), (keep, ben), (goes, keep)):
        made = await nora.post(
            "/v1/introductions", id=new_id(),
            introducer_id=introducer["id"], introduced_id=introduced["id"],
        )  # fmt: skip
        assert made.status_code == 201, made.text
    done = await merge(nora, keep["id"], goes["id"])
    card = await read(nora, keep["id"])
    assert card["thread"]["id"] == thread_id
    assert (await nora.get(f"/v1/threads/{thread_id}"))["contact"]["id"] == keep["id"]
    talks = await nora.get("/v1/conversations?when=upcoming")
    assert [one["contact"]["id"] for one in talks["items"]] == [keep["id"]]
    names = {
        one["name"] for one in (await nora.get(f"/v1/contacts/{keep['id']}/timeline"))["items"]
    }
    assert {"thread.asked", "thread.scheduled"} <= names
    left = (await nora.get("/v1/introductions"))["items"]
    assert [(one["introducer_id"], one["introduced_id"]) for one in left] == [
        (keep["id"], ben["id"])
    ]
    assert (await undo(nora, done["id"])).status_code == 204
    assert (await read(nora, keep["id"]))["thread"] is None
    assert (await read(nora, goes["id"]))["thread"]["id"] == thread_id
    assert len((await nora.get("/v1/introductions"))["items"]) == 3


async def test_merging_twice_is_once_and_undoing_twice_too(nora: Desk) -> None:
    keep = await make_contact(nora.http, nora.who, "Maya Lindgren")
    goes = await make_contact(nora.http, nora.who, "Maya L.")
    ana = await make_contact(nora.http, nora.who, "Ana Ferreira")
    body = {"id": str(new_id()), "keep_id": keep["id"], "merge_id": goes["id"]}
    first = await nora.post("/v1/merges", **body)
    again = await nora.post("/v1/merges", **body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await nora.post("/v1/merges", **{**body, "merge_id": ana["id"]})
    assert other.status_code == 409
    for _ in range(2):
        assert (await undo(nora, body["id"])).status_code == 204
    used = await nora.post("/v1/merges", **body)
    assert used.status_code == 409


async def test_what_was_changed_since_stays_changed(nora: Desk) -> None:
    keep = await make_contact(nora.http, nora.who, "Maya Lindgren")
    goes = await make_contact(nora.http, nora.who, "Maya L.", role="Lecturer", country="SE")
    done = await merge(nora, keep["id"], goes["id"])
    card = await read(nora, keep["id"])
    await nora.http.patch(
        f"/v1/contacts/{keep['id']}", json={"role": "Professor"}, headers=if_match(nora.who, card)
    )
    assert (await undo(nora, done["id"])).status_code == 204
    card = await read(nora, keep["id"])
    assert (card["role"], card["country"]) == ("Professor", None)
    assert (await read(nora, goes["id"]))["role"] == "Lecturer"


async def test_an_undo_has_its_time_and_its_order(nora: Desk) -> None:
    cards = [await make_contact(nora.http, nora.who, f"Maya {n}") for n in range(3)]
    first = await merge(nora, cards[1]["id"], cards[0]["id"])
    second = await merge(nora, cards[2]["id"], cards[1]["id"])
    assert (await undo(nora, first["id"])).status_code == 409
    assert (await undo(nora, second["id"])).status_code == 204
    assert (await undo(nora, first["id"])).status_code == 204
    third = await merge(nora, cards[1]["id"], cards[0]["id"])
    async with nora.admin.transaction():
        await nora.admin.execute("SET LOCAL session_replication_role = replica")
        await nora.admin.execute(
            "UPDATE person.merges SET merged_at = merged_at - interval '31 days' WHERE id = $1",
            UUID(third["id"]),
        )
    assert (await undo(nora, third["id"])).status_code == 404


async def test_who_asks_to_be_deleted_goes_with_every_card_merged_before(nora: Desk) -> None:
    cards = [
        await make_contact(
            nora.http, nora.who, name,
            points=[{"kind": "email", "value": f"m{number}@example.org"}],
        )
        for number, name in enumerate(("Maya Lindgren", "Maya L.", "M. Lindgren"))
    ]  # fmt: skip
    first = await merge(nora, cards[1]["id"], cards[0]["id"])
    await merge(nora, cards[2]["id"], cards[1]["id"])
    answer = await nora.post(f"/v1/contacts/{cards[2]['id']}/erase")
    assert answer.status_code == 204, answer.text
    rows = await nora.admin.fetch(
        "SELECT name, search, erased_at FROM person.contacts WHERE owner_id = $1", nora.who.id
    )
    assert all(row["erased_at"] and row["name"] == row["search"] == "" for row in rows)
    kept = await nora.admin.fetch(
        "SELECT before, after FROM person.merges WHERE owner_id = $1", nora.who.id
    )
    assert [tuple(row) for row in kept] == [(None, None), (None, None)]
    points = "SELECT count(*) FROM person.contact_points WHERE owner_id = $1"
    assert await nora.admin.fetchval(points, nora.who.id) == 0
    assert (await undo(nora, first["id"])).status_code == 409


TABLES = (
    "contacts", "contact_points", "introductions", "threads", "told", "messages", "conversations",
    "events", "counters", "employers",
)  # fmt: skip
STAMPS = {"version", "change_seq", "updated_at"}


async def picture(admin: asyncpg.Connection, owner: UUID) -> dict[str, object]:
    """Everything a person has, without what counts writes, and without the log of the merges."""
    shown: dict[str, object] = {}
    for table in TABLES:
        rows = await admin.fetch(f"SELECT * FROM person.{table} WHERE owner_id = $1", owner)
        shown[table] = sorted(
            repr(
                {
                    # Words come in the order of the points, which no list keeps.
                    name: sorted(str(value).split()) if name == "search" else value
                    for name, value in row.items()
                    if name not in STAMPS
                }
            )
            for row in rows
            if table != "events" or "merged" not in str(row["codes"])
        )
    return shown


def draw_card(draw: random.Random, number: int) -> dict[str, Any]:
    """A card with some of everything."""
    card: dict[str, Any] = {}
    for name, values in {
        "role": ["Analyst", "Nurse", "Data lead"],
        "why": ["An article", "A talk"],
        "employer": ["Hollin Labs", "Openward GmbH"],
        "country": ["GB", "SE"],
        "time_zone": ["Europe/London"],
        "source": ["alumni", "event"],
        "tie": ["well", "bit"],
        "notes": ["Met at the forum.", "Likes tables."],
        "industry": ["health"],
        "function": ["data", "health"],
        "retain_until": ["2031-01-01"],
        "external_id": [f"x-{number}"],
    }.items():
        if draw.random() < 0.5:
            card[name] = draw.choice(values)
    card["tags"] = draw.sample(["ward", "Data", "data", "forum"], draw.randint(0, 2))
    card["do_not_contact"] = draw.random() < 0.1
    card["points"] = [
        {"kind": kind, "value": value}
        for kind, value in (
            ("email", draw.choice(["maya@example.org", f"m{number}@example.org"])),
            ("url", f"https://www.linkedin.com/in/m-{draw.randint(1, 3)}"),
            ("phone", draw.choice(["+44 20 7946 0958", "+44 20 7946 0959"])),
        )
        if draw.random() < 0.5
    ]
    return card


async def draw_world(desk: Desk, draw: random.Random) -> Sequence[str]:
    """Five cards with threads, messages and introductions among them."""
    ids = []
    for number in range(5):
        fields = draw_card(draw, number)
        made = await make_contact(desk.http, desk.who, f"Maya Lindgren {number}", **fields)
        ids.append(str(made["id"]))
        if draw.random() < 0.6 and not fields["do_not_contact"]:
            thread_id = str(new_id())
            assert (
                await desk.post("/v1/threads", id=thread_id, contact_id=ids[-1])
            ).status_code == 201
            if draw.random() < 0.5:
                await desk.say(thread_id, draw.choice(["sent", "parked", "researched"]))
    for introducer in ids:
        for introduced in ids:
            if introducer != introduced and draw.random() < 0.25:
                await desk.post(
                    "/v1/introductions",
                    id=new_id(), introducer_id=introducer, introduced_id=introduced,
                )  # fmt: skip
    return ids


@pytest.mark.parametrize("seed", range(6))
async def test_undone_in_their_order_merges_leave_no_trace(nora: Desk, seed: int) -> None:
    draw = random.Random(seed)
    ids = list(await draw_world(nora, draw))
    before = await picture(nora.admin, nora.who.id)
    done = []
    while len(ids) > 1 and (not done or draw.random() < 0.8):
        keep, goes = draw.sample(ids, 2)
        done.append(await merge(nora, keep, goes))
        ids.remove(goes)
    assert await picture(nora.admin, nora.who.id) != before
    for one in reversed(done):
        assert (await undo(nora, one["id"])).status_code == 204
    after = await picture(nora.admin, nora.who.id)
    for table in TABLES:
        assert after[table] == before[table], table


async def test_every_table_that_points_to_contacts_is_known() -> None:
    names = [one.name for one in pointers()]
    assert set(names) >= {
        "contact_points.contact_id", "introductions.introducer_id", "introductions.introduced_id",
        "threads.contact_id", "threads.led_to_id", "conversations.contact_id", "events.contact_id",
    }  # fmt: skip
    assert len(names) == len(list(pointing()))


async def test_a_merge_takes_as_many_statements_however_much_follows(
    nora: Desk, app: Litestar
) -> None:
    counts = []
    for points in (1, 15):
        keep = await make_contact(nora.http, nora.who, "Maya Lindgren")
        goes = await make_contact(
            nora.http, nora.who, "Maya L.",
            points=[{"kind": "email", "value": f"m{n}@example.org"} for n in range(points)],
        )  # fmt: skip
        async with statements(app) as seen:
            await merge(nora, keep["id"], goes["id"])
        counts.append(len(seen))
    assert counts[0] == counts[1] < 30


async def test_who_may_not(http: httpx.AsyncClient, person: MakePerson, nora: Desk) -> None:
    keep = await make_contact(http, nora.who, "Maya Lindgren")
    goes = await make_contact(http, nora.who, "Maya L.")
    stranger, reader = await person(), await person(scopes=["contacts:read"])
    body = {"keep_id": keep["id"], "merge_id": goes["id"]}
    assert (await http.post("/v1/merges", json=body)).status_code == 401
    assert (await http.post("/v1/merges", json=body, headers=reader.bearer)).status_code == 403
    assert (await http.post("/v1/merges", json=body, headers=stranger.bearer)).status_code == 404
    done = await merge(nora, keep["id"], goes["id"])
    path = f"/v1/merges/{done['id']}"
    assert (await http.delete(path)).status_code == 401
    assert (await http.delete(path, headers=reader.bearer)).status_code == 403
    assert (await http.delete(path, headers=stranger.bearer)).status_code == 404
    same = await nora.post("/v1/merges", keep_id=keep["id"], merge_id=keep["id"])
    assert same.status_code == 400
