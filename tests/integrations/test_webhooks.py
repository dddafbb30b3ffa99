"""Webhooks: what happens is told to an address, signed, once or again, and nothing is lost."""

import asyncio
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import standardwebhooks
from litestar import Litestar

from api.deliveries.engine import CLAIMED_AT_ONCE
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.integrations.webhook_calls import MOST_FAILURES, PAUSES
from api.integrations.webhook_mail import TellsOff
from api.integrations.webhooks import MOST
from api.journal.happenings import TYPES
from api.journal.record import record_of_contacts
from api.tables import new_id
from tests.conftest import MakePerson
from tests.integrations.receiver import Receiver
from tests.integrations.station import HOOKS, Station
from tests.statements import statements

pytestmark = pytest.mark.anyio
Json = dict[str, Any]
NOBODY = f"{HOOKS}/{new_id()}"

OPERATIONS = [
    ("GET", HOOKS, None),
    ("POST", HOOKS, {"url": "http://127.0.0.1:9/"}),
    ("GET", NOBODY, None),
    ("PATCH", NOBODY, {"paused": True}),
    ("DELETE", NOBODY, None),
    ("POST", f"{NOBODY}/restore", None),
    ("POST", f"{NOBODY}/rotate-secret", {"overlap_hours": 1}),
    ("GET", f"{NOBODY}/deliveries", None),
    ("GET", f"{NOBODY}/deliveries/{new_id()}", None),
    ("POST", f"{NOBODY}/replay", {"delivery_ids": [str(new_id())]}),
    ("POST", f"{NOBODY}/test", {}),
]


async def test_nobody_and_a_narrow_token_are_refused(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    narrow = await person(scopes=["events:read"])
    for method, path, body in OPERATIONS:
        assert (await http.request(method, path, json=body)).status_code == 401, path
        answer = await http.request(method, path, json=body, headers=narrow.bearer)
        assert answer.status_code == 403, path


async def test_a_stranger_finds_nothing(
    station: Station, there: Receiver, person: MakePerson
) -> None:
    hook, other = await station.subscribe(there.address), await person()
    headers = {**other.bearer, "if-match": "*"}
    for method, path, body in OPERATIONS[2:]:
        mine = path.replace(NOBODY, f"{HOOKS}/{hook['id']}")
        answer = await station.http.request(method, mine, json=body, headers=headers)
        assert answer.status_code == 404, path
    assert (await station.http.get(HOOKS, headers=other.bearer)).json()["items"] == []
    taken = {"url": there.address, "id": hook["id"]}
    # An id of somebody else's is free for oneself, and says nothing of them.
    assert (await station.http.post(HOOKS, headers=other.bearer, json=taken)).status_code == 201
    assert (await station.read(hook))["state"] == "on"


async def test_one_call_subscribes_and_the_same_again_changes_nothing(
    station: Station, there: Receiver
) -> None:
    body = {"url": there.address, "types": ["thread.answered"], "id": str(new_id())}
    first = await station.http.post(HOOKS, headers=station.who.bearer, json=body)
    assert first.status_code == 201, first.text
    assert first.json()["secret"].startswith("whsec_")
    assert first.headers["etag"] == '"1"'
    again = await station.http.post(HOOKS, headers=station.who.bearer, json=body)
    assert (again.status_code, again.json()["secret"]) == (200, None)
    other = await station.http.post(
        HOOKS, headers=station.who.bearer, json={**body, "types": ["thread.asked"]}
    )
    assert other.status_code == 409
    kept = await station.admin.fetchval(
        "SELECT sealed FROM person.webhooks WHERE owner_id = $1", station.who.id
    )
    assert first.json()["secret"].encode() not in kept


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "ftp://hooks.example.org/"}, "body.url"),
        ({"url": "http://user@127.0.0.1/"}, "body.url"),
        ({"url": "https://hooks.example.org/", "types": ["thread.moved"]}, "body"),
    ],
)
async def test_what_can_not_be_called_is_refused(station: Station, body: Json, field: str) -> None:
    answer = await station.http.post(HOOKS, headers=station.who.bearer, json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith(field)


async def test_there_is_a_limit_and_what_is_taken_away_comes_back(
    station: Station, there: Receiver
) -> None:
    hooks = [await station.subscribe(f"{there.address}/{n}") for n in range(MOST)]
    more = await station.http.post(HOOKS, headers=station.who.bearer, json={"url": there.address})
    assert more.status_code == 403
    assert more.json()["type"].endswith("limit-reached")
    path = f"{HOOKS}/{hooks[0]['id']}"
    assert (await station.http.delete(path, headers=station.who.bearer)).status_code == 204
    assert (await station.http.delete(path, headers=station.who.bearer)).status_code == 404
    assert (await station.http.get(path, headers=station.who.bearer)).status_code == 404
    for _ in range(2):
        assert (await station.post(hooks[0], "restore")).status_code == 200
    assert (await station.read(hooks[0]))["state"] == "on"


async def test_what_happens_is_told_as_the_list_of_events_tells_it(
    station: Station, there: Receiver
) -> None:
    hook = await station.subscribe(there.address, types=["contact.created"])
    card = {"id": str(new_id()), "name": "Maya Lindgren", "notes": "Met at the fair"}
    made = await station.http.post("/v1/contacts", headers=station.who.bearer, json=card)
    assert made.status_code == 201
    await station.happens(name="thread.asked")
    await station.happens(name="goal.moved")
    assert await station.run() == 1
    (got,) = there.got
    listed = await station.http.get("/v1/events?limit=5", headers=station.who.bearer)
    assert got.json == next(
        one for one in listed.json()["items"] if one["type"] == "contact.created"
    )
    assert b"Maya" not in got.body
    assert station.verify(got, there.address) == got.json
    (sent,) = await station.log(hook)
    assert (sent["id"], sent["event_id"]) == (got.id, got.json["id"])
    assert (sent["state"], sent["status"], sent["tries"]) == ("delivered", 204, 1)
    shown = await station.read(hook)
    assert (shown["state"], shown["waiting"], shown["last_status"]) == ("on", 0, 204)


async def test_all_types_are_told_and_nothing_that_was_before(
    station: Station, there: Receiver
) -> None:
    await station.happens()
    await station.subscribe(there.address)
    for name in TYPES:
        await station.happens(name=name)
    await station.happens(name="thread.corrected")
    # What is brought in from elsewhere was told long ago.
    async with station.database.enter_as([station.who.id]) as work:
        await work.write()
        work.now -= timedelta(days=100)
        await record_of_contacts(work, "contact.created", [new_id()])
    await station.run()
    assert sorted(one.json["type"] for one in there.got) == sorted(TYPES)


async def test_both_secrets_sign_for_a_while(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    before = station.secrets[there.address]
    rotated = await station.post(hook, "rotate-secret", overlap_hours=1)
    assert rotated.status_code == 200
    station.secrets[there.address] = rotated.json()["secret"]
    assert (await station.read(hook))["old_secret_until"] is not None
    await station.happens()
    await station.run()
    station.verify(there.got[0], there.address)
    standardwebhooks.Webhook(before).verify(there.got[0].body, there.got[0].headers)
    none = await station.post(hook, "rotate-secret", overlap_hours=0)
    station.secrets[there.address] = none.json()["secret"]
    await station.happens()
    await station.run()
    station.verify(there.got[1], there.address)
    assert len(there.got[1].headers["webhook-signature"].split()) == 1
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(before).verify(there.got[1].body, there.got[1].headers)


async def test_while_a_receiver_fails_one_is_tried_and_the_others_wait(
    station: Station, there: Receiver
) -> None:
    hook = await station.subscribe(there.address)
    there.status = 500
    await station.happens(30)
    # Those that were under way together find out together; from then on one try at a time.
    assert await station.run() <= CLAIMED_AT_ONCE
    began = len(there.got)
    assert 1 <= began <= 10
    shown = await station.read(hook)
    assert (shown["state"], shown["waiting"], shown["last_status"]) == ("failing", 30, 500)
    await station.happens(5)
    for pause in PAUSES[:3]:
        assert await station.due() == []
        station.pass_time(pause * 1.3)
        assert await station.run() == 1
    assert len(there.got) == began + 3
    there.status = 204
    station.pass_time(PAUSES[3] * 1.3)
    await station.run()
    assert len(there.taken) == len({one.id for one in there.taken}) == 35
    assert {one["state"] for one in await station.log(hook)} == {"delivered"}
    assert (await station.read(hook))["state"] == "on"


async def test_one_event_is_tried_for_a_day_under_one_id(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    there.status = 503
    await station.happens()
    began = station.database.clock.now()
    await station.run()
    for pause in PAUSES:
        station.pass_time(pause * 1.3)
        assert await station.run() == 1
    assert len(there.got) == MOST_FAILURES == 9
    assert len({one.id for one in there.got}) == 1
    (given_up,) = await station.log(hook, failed=True)
    assert (given_up["state"], given_up["status"], given_up["tries"]) == ("failed", 503, 9)
    assert sum(PAUSES, timedelta()) > timedelta(hours=22)
    assert station.database.clock.now() - began < timedelta(hours=36)
    assert await station.due() == []
    # What happens next is tried at once: there is nothing else that would find out.
    there.status = 204
    await station.happens()
    await station.run()
    assert len(there.taken) == 1
    replayed = await station.post(hook, "replay", delivery_ids=[given_up["id"]])
    assert replayed.json() == {"count": 1}
    await station.run()
    assert there.taken[-1].id == given_up["id"]


async def test_a_receiver_may_ask_for_a_longer_pause(station: Station, there: Receiver) -> None:
    await station.subscribe(there.address)
    there.status, there.headers = 429, {"retry-after": "600"}
    await station.happens()
    await station.run()
    station.pass_time(timedelta(seconds=500))
    assert await station.due() == []
    station.pass_time(timedelta(seconds=120))
    assert len(await station.due()) == 1


async def test_one_event_that_is_never_taken_keeps_no_other(
    station: Station, there: Receiver
) -> None:
    hook = await station.subscribe(there.address)
    there.by_type = {"goal.revised": 500}
    await station.happens(name="goal.revised")
    await station.happens(20)
    await station.run()
    for _ in range(3):
        station.pass_time(timedelta(seconds=13))
        await station.run()
    assert len(there.taken) == 20
    await station.happens()
    await station.run()
    assert len(there.taken) == 21
    (never,) = await station.log(hook, failed=True)
    # It has its own nine tries over a day, however many others are taken meanwhile.
    assert (never["type"], never["tries"]) == ("goal.revised", 2)
    assert never["next_at"] is not None


async def test_after_three_days_it_is_off_with_one_mail_and_goes_on_whole(
    station: Station, there: Receiver
) -> None:
    hook = await station.subscribe(there.address)
    there.status = None  # nobody answers
    there.over.set()
    await station.happens(3)
    await station.run()
    for _ in range(14):
        station.pass_time(timedelta(hours=10))
        await station.happens()
        await station.run()
    assert (await station.read(hook))["state"] == "off"
    mails = await station.admin.fetch(
        "SELECT kind, channel FROM person.clocks WHERE owner_id = $1 AND kind = 'webhook_off'",
        station.who.id,
    )
    assert [(row["kind"], row["channel"]) for row in mails] == [("webhook_off", "email")]
    told = await told_of(station, hook)
    assert isinstance(told, Send)
    assert told.to == station.who.email
    assert "127.0.0.1 was switched off" in told.letter.subject
    tried = len(there.got)
    await station.happens()
    assert await station.run() == 0
    assert len(there.got) == tried
    there.status = 200
    assert (await station.change(hook, paused=False))["state"] == "on"
    await station.run()
    log = await station.log(hook)
    assert await told_of(station, hook) == NotWanted("goes-on")
    assert {one["state"] for one in log} == {"delivered"}
    assert {one.id for one in there.taken} == {one["id"] for one in log}
    assert len(log) == 3 + 14 + 1


async def told_of(station: Station, hook: Json) -> Prepared:
    """What the mail about a webhook that is off would be at noon."""
    async with station.database.enter_as([station.who.id]) as work:
        work.now = work.now.replace(hour=12)
        claimed = Claimed(
            tenant_id=station.who.id,
            id=new_id(),
            kind="webhook_off",
            subject_id=UUID(hook["id"]),
            occurrence="1",
            channel="email",
            recipient=station.who.id,
            due_at=work.now,
            attempt=1,
            failures=0,
        )
        return await TellsOff("http://askwell.test").prepare(work, claimed)


async def test_gone_unsubscribes(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    there.status = 410
    await station.happens(3)
    await station.run()
    assert (await station.read(hook))["state"] == "gone"
    await station.happens()
    assert await station.due() == []
    assert len(await station.log(hook)) == 3
    assert (await station.read(hook))["waiting"] == 0
    there.status = 200
    await station.change(hook, paused=False)
    await station.happens()
    await station.run()
    assert len(there.taken) == 1


async def test_what_happens_in_a_pause_waits(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    assert (await station.change(hook, paused=True))["state"] == "paused"
    await station.happens(3)
    assert await station.run() == 0
    station.pass_time(timedelta(days=31))
    await station.happens()
    assert (await station.read(hook))["waiting"] == 3
    await station.change(hook, paused=False)
    await station.run()
    assert len(there.taken) == 3


async def test_another_address_is_tried_at_once(station: Station, there: Receiver) -> None:
    hook = await station.subscribe("http://127.0.0.1:9/")
    await station.happens(3)
    await station.run()
    assert (await station.read(hook))["last_code"] == "unreachable"
    changed = await station.change(hook, url=there.address)
    assert (changed["state"], changed["version"]) == ("on", 2)
    await station.run()
    assert len(there.taken) == 3


async def test_changes_need_the_version_that_was_read(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    path, body = f"{HOOKS}/{hook['id']}", {"types": ["thread.asked"]}
    bare = await station.http.patch(path, headers=station.who.bearer, json=body)
    assert bare.status_code == 428
    old = {**station.who.bearer, "if-match": '"7"'}
    assert (await station.http.patch(path, headers=old, json=body)).status_code == 412
    assert (await station.change(hook, **body))["types"] == ["thread.asked"]


async def test_a_test_shows_what_would_come_also_in_a_pause(
    station: Station, there: Receiver
) -> None:
    hook = await station.subscribe(there.address)
    await station.change(hook, paused=True)
    sent = await station.post(hook, "test", type="conversation.held")
    assert sent.status_code == 202, sent.text
    await station.run()
    samples = await station.http.get(
        "/v1/events/samples?type=conversation.held", headers=station.who.bearer
    )
    assert there.got[0].json == samples.json()["items"][0]
    station.verify(there.got[0], there.address)
    path = f"{HOOKS}/{hook['id']}/deliveries/{sent.json()['id']}"
    shown = (await station.http.get(path, headers=station.who.bearer)).json()
    assert (shown["test"], shown["type"], shown["status"]) == (True, "conversation.held", 204)
    # One that fails is not tried again, and says nothing about the others.
    there.status = 500
    await station.post(hook, "test")
    await station.run()
    assert (await station.read(hook))["state"] == "paused"
    answers = [(await station.post(hook, "test")).status_code for _ in range(20)]
    assert answers[0] == 202
    assert answers[-1] == 429


async def test_all_since_a_moment_is_sent_again(station: Station, there: Receiver) -> None:
    hook = await station.subscribe(there.address)
    await station.happens(2)
    await station.run()
    station.pass_time(timedelta(hours=1))
    since = station.database.clock.now() - timedelta(minutes=1)
    await station.happens(3)
    await station.run()
    none = await station.post(hook, "replay", since=since.isoformat())
    assert none.json() == {"count": 0}
    again = await station.post(hook, "replay", since=since.isoformat(), taken=True)
    assert again.json() == {"count": 3}
    await station.run()
    assert len(there.taken) == 8
    assert len({one.id for one in there.taken}) == 5
    neither = await station.post(hook, "replay")
    assert neither.status_code == 400
    unknown = await station.post(hook, "replay", delivery_ids=[str(new_id())])
    assert unknown.json() == {"count": 0}


async def test_lists_come_in_pages_and_few_statements(
    app: Litestar, station: Station, there: Receiver
) -> None:
    hooks = [await station.subscribe(f"{there.address}/{n}") for n in range(3)]
    await station.happens(5)
    await station.run()
    async with statements(app) as seen:
        first = await station.http.get(f"{HOOKS}?limit=2", headers=station.who.bearer)
    assert len(seen) == 1
    page = first.json()
    assert [one["id"] for one in page["items"]] == [hooks[2]["id"], hooks[1]["id"]]
    rest = await station.http.get(
        f"{HOOKS}?limit=2&cursor={page['next_cursor']}", headers=station.who.bearer
    )
    assert [one["id"] for one in rest.json()["items"]] == [hooks[0]["id"]]
    path = f"{HOOKS}/{hooks[0]['id']}/deliveries?limit=3"
    async with statements(app) as seen:
        log = (await station.http.get(path, headers=station.who.bearer)).json()
    assert len(seen) == 2
    more = (
        await station.http.get(f"{path}&cursor={log['next_cursor']}", headers=station.who.bearer)
    ).json()
    ids = [one["id"] for one in (*log["items"], *more["items"])]
    assert len(ids) == len(set(ids)) == 5
    assert more["next_cursor"] is None


async def test_the_database_knows_the_same_types(admin: asyncpg.Connection) -> None:
    source = await admin.fetchval("SELECT prosrc FROM pg_proc WHERE oid = 'app.call_out'::regproc")
    named = re.search(r"t\.name IN \((.*?)\)", source, re.DOTALL)
    assert named is not None
    assert re.findall(r"'([a-z_.]+)'", named[1]) == list(TYPES)


async def test_nothing_is_held_for_ever(station: Station, there: Receiver) -> None:
    """What happens while a receiver fails is held; where it is taken back at that very moment,
    whoever lets all go waits for what is being written."""
    hook = await station.subscribe(there.address)
    there.status = 500
    await station.happens()
    await station.run()
    there.status = 204
    station.pass_time(PAUSES[0] * 0.9)
    async with station.database.enter_as([station.who.id]) as work:
        await work.write()
        await record_of_contacts(work, "contact.created", [new_id()])
        station.pass_time(PAUSES[0])
        tried = asyncio.create_task(station.engine().work(await station.due()))
        while not tried.done() and not await waiting(station.admin):
            await asyncio.wait({tried}, timeout=0.01)
    await tried
    await station.run()
    assert len(there.taken) == 2
    assert (await station.read(hook))["waiting"] == 0


async def waiting(admin: asyncpg.Connection) -> bool:
    """Whether somebody waits for a lock."""
    return bool(await admin.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"))
