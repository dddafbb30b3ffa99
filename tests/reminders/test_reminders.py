"""The whole way of a reminder: a talk planned over HTTP, the clock moved, the mail in a mailbox."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.engine import Engine
from api.deliveries.push_sealing import vapid_of
from api.deliveries.pushing import Pusher
from api.deliveries.tick import read_pairs, tick
from api.mail import Mail
from api.outgoing import Outgoing
from api.secrets import Keys
from api.tables import new_id
from tests.conftest import MakePerson, application, settings_for
from tests.deliveries.push_service import PushService, push_service
from tests.people import Somebody, make_somebody
from tests.threads.desk import Desk
from workers.rules import all_rules

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


@dataclass
class Mailbox:
    """Takes every mail."""

    mails: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    @property
    def subjects(self) -> list[str]:
        return [mail.letter.subject for mail in self.mails]


@dataclass
class Ring:
    """A broker in memory."""

    pairs: list[str] = field(default_factory=list)

    def ring(self, job: str, ids: list[str]) -> None:
        self.pairs += ids


@dataclass
class World:
    """Application, engine and mailbox of one database, under a clock that a test moves."""

    http: httpx.AsyncClient
    admin: asyncpg.Connection
    worker: Database
    engine: Engine
    box: Mailbox
    push: PushService
    shift: Path

    @property
    def now(self) -> datetime:
        return self.worker.clock.now()

    async def until(self, at: datetime) -> None:
        """Move the clock there, minute by minute where something is due, working all the way."""
        while True:
            due = await self.admin.fetchval(
                "SELECT least((SELECT min(due_at) FROM person.clocks),"
                " (SELECT min(next_at) FROM delivery.deliveries WHERE next_at IS NOT NULL))"
            )
            step = min(at, max(due, self.now)) if due else at
            if step > self.now:
                ahead = self.worker.clock.shift() + (step - self.now) + timedelta(seconds=1)
                self.shift.write_text(str(ahead.total_seconds()))
            await self.work()
            if step >= at:
                return

    async def work(self) -> None:
        ring = Ring()
        await tick(self.worker, ring)
        await self.engine.work(read_pairs(ring.pairs))

    async def person(self, **options: Any) -> Desk:
        who: Somebody = await make_somebody(self.admin, **options)
        return Desk(self.http, self.admin, who)

    async def talk(self, desk: Desk, starts: datetime) -> Json:
        thread = await desk.start("Ewan", "Ross")
        answer = await desk.post(
            "/v1/conversations",
            id=new_id(),
            thread_id=thread["id"],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=30),
            zone="Europe/London",
            medium="phone",
        )
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


def to_noon(shift: Path) -> None:
    """Every test begins on a Monday at noon in London, so that quiet hours are where one expects."""
    at = datetime(2027, 3, 8, 12, tzinfo=UTC)
    shift.write_text(str((at - datetime.now(UTC)).total_seconds()))


@pytest.fixture
async def world(cluster: Any, own_database: str, shift: Path) -> AsyncIterator[World]:
    to_noon(shift)
    settings: Settings = replace(settings_for(cluster, own_database), clock_file=str(shift))
    worker = Database(settings.database_worker_url, Clock(str(shift)), pool_size=6)
    box = Mailbox()
    keys, outgoing = Keys(settings.secret_keys), Outgoing(anywhere=True)
    pusher = Pusher(keys, vapid_of(settings, keys), outgoing)
    engine = Engine(worker, all_rules(settings, keys), box, push=pusher)
    admin = await asyncpg.connect(cluster.dsn("postgres", own_database, tcp=True))
    app = application(settings)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http,
        push_service() as service,
    ):
        yield World(http, admin, worker, engine, box, service, shift)
        await pusher.close()
    await admin.close()
    await worker.close()


async def test_a_talk_that_nobody_tells_about_is_asked_for_and_thanked_for(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts - timedelta(minutes=30))
    assert world.box.subjects == ["Ewan at 15:00"]
    await world.until(starts + timedelta(hours=30))
    assert world.box.subjects.count("Thank Ewan. 4 hours left") == 1
    said = [one["title"] for one in (await nora.get("/v1/notices"))["items"]]
    assert [one for one in reversed(said) if "half hour" not in one] == [
        "Ewan at 15:00",
        "How was it with Ewan?",
        "A line to Ewan, while it is fresh",
        "Thank Ewan. 4 hours left",
    ]
    assert len({mail.identity for mail in world.box.mails}) == len(world.box.mails)
    of_the_talk = [mail for mail in world.box.mails if "at your half hour" not in mail.letter.text]
    assert len(of_the_talk) == 2
    assert {mail.in_reply_to for mail in of_the_talk} == {f"talk.{talk['id']}"}


async def test_the_last_call_comes_before_a_quiet_night_never_after(world: World) -> None:
    """A talk at 15:00 ends 15:30; +20 h is 11:30 of the next day, which is not quiet."""
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts + timedelta(minutes=40))
    answer = await nora.post(f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="talked")
    assert answer.status_code == 200
    ended = datetime.fromisoformat(answer.json()["ended_at"])
    await world.until(ended + timedelta(hours=19, minutes=55))
    assert "Thank Ewan. 4 hours left" not in world.box.subjects
    await world.until(ended + timedelta(hours=20, minutes=1))
    mail = world.box.mails[-1]
    assert mail.letter.subject == "Thank Ewan. 4 hours left"
    assert f"/talks/{talk['id']}/after?step=thanks" in mail.letter.text
    assert mail.to == nora.who.email


async def test_whoever_thanked_is_left_alone(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts + timedelta(minutes=31))
    await nora.post(f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="talked")
    await nora.post("/v1/today/done", kind="write_thanks", subject_id=talk["id"])
    sent = len(world.box.mails)
    await world.until(starts + timedelta(hours=26))
    assert len(world.box.mails) == sent


async def test_an_address_whose_mails_came_back_is_left_alone_and_the_history_says_why(
    world: World,
) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    await world.talk(nora, starts)
    await world.admin.execute(
        "INSERT INTO person.mail_stops (owner_id, email_norm, reason, detail, at)"
        " VALUES ($1, $2, 'complaint', '', now()), ($1, 'older@example.org', 'bounce', '', now())",
        nora.who.id,
        nora.who.email,
    )
    await world.until(starts - timedelta(minutes=30))
    assert world.box.mails == []
    history = await world.http.get("/v1/deliveries", headers=nora.who.bearer)
    mailed = [one["outcome"] for one in history.json()["items"] if one["channel"] == "email"]
    assert mailed == ["not-wanted:complaint"]
    await world.admin.execute("UPDATE person.mail_stops SET lifted_at = now()")
    await world.until(starts + timedelta(hours=21))
    assert "Thank Ewan. 4 hours left" in world.box.subjects


async def test_a_moved_talk_is_announced_at_its_new_time_only(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    later = starts + timedelta(days=1)
    moved = await world.http.patch(
        f"/v1/conversations/{talk['id']}",
        headers={**nora.who.bearer, "if-match": "*"},
        json={
            "starts_at": later.isoformat(),
            "ends_at": (later + timedelta(minutes=30)).isoformat(),
        },
    )
    assert moved.status_code == 200
    await world.until(starts + timedelta(hours=2))
    assert "Ewan at 15:00" not in world.box.subjects
    await world.until(later - timedelta(minutes=30))
    assert world.box.subjects.count("Ewan at 15:00") == 1


async def test_one_message_a_day_only_when_something_is_due(world: World) -> None:
    nora = await world.person()
    thread = await nora.start("Ingrid", "Sorensen")
    await nora.say(thread["id"], "sent")
    await world.until(world.now + timedelta(days=6))
    assert world.box.subjects == ["Your week: one person asked"]
    await world.until(world.now + timedelta(days=8))
    assert world.box.subjects[1] == "One follow-up to Ingrid"
    days = {(mail.at + timedelta(0)).date() for mail in world.box.mails}
    assert len(days) == len(world.box.mails)
    assert all(mail.at.hour == 18 for mail in world.box.mails)


async def test_in_the_first_weeks_at_most_three_a_week(world: World) -> None:
    nora = await world.person()
    await world.admin.execute(
        "UPDATE directory.people SET created_at = $1 WHERE id = $2", world.now, nora.who.id
    )
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    await world.until(world.now + timedelta(days=14))
    assert len(world.box.mails) == 6


async def test_unsubscribing_stops_one_kind_and_prefetchers_stop_nothing(world: World) -> None:
    nora = await world.person()
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    await world.until(world.now + timedelta(hours=7))
    assert len(world.box.mails) == 1
    link = world.box.mails[0].unsubscribe_url
    assert (await world.http.get(link)).status_code == 303
    await world.until(world.now + timedelta(days=1))
    assert len(world.box.mails) == 2
    stopped = await world.http.post(link, content="List-Unsubscribe=One-Click")
    assert stopped.json() == {"kind": "daily"}
    await world.until(world.now + timedelta(days=2))
    assert len(world.box.mails) == 2
    shown = (await nora.get("/v1/me/reminders"))["switches"]
    assert {"kind": "daily", "channel": "email", "on": False} in shown
    forged = link[:-6] + "AAAAAA"
    assert (await world.http.post(forged)).status_code == 404
    assert (await world.http.delete(forged)).status_code == 404


async def test_what_a_link_stopped_comes_again_by_the_same_link_for_a_day(world: World) -> None:
    nora = await world.person()
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    await world.until(world.now + timedelta(hours=7))
    link = world.box.mails[0].unsubscribe_url
    off = {"kind": "daily", "channel": "email", "on": False}
    for _ in range(2):
        await world.http.post(link)
        assert off in (await nora.get("/v1/me/reminders"))["switches"]
    for _ in range(2):  # a tap that is repeated because no answer came
        again = await world.http.delete(link)
        assert (again.status_code, again.json()) == (200, {"kind": "daily"})
    assert off not in (await nora.get("/v1/me/reminders"))["switches"]
    await world.until(world.now + timedelta(days=1))
    assert len(world.box.mails) == 2


async def test_the_half_hour_follows_a_person_to_another_zone_and_never_comes_twice(
    world: World,
) -> None:
    nora = await world.person()
    thread = await nora.start("Jonas", "Keller")
    await nora.say(thread["id"], "answered_yes")
    await world.until(datetime(2027, 3, 8, 19, tzinfo=UTC))
    assert [mail.at.hour for mail in world.box.mails] == [18]
    moved = await world.http.patch(
        "/v1/me/profile",
        headers={**nora.who.bearer, "if-match": "*"},
        json={"time_zone": "America/New_York"},
    )
    assert moved.status_code == 200
    await world.until(datetime(2027, 3, 9, 4, tzinfo=UTC))
    assert len(world.box.mails) == 1
    await world.until(datetime(2027, 3, 10, 4, tzinfo=UTC))
    assert [mail.at.hour for mail in world.box.mails] == [18, 23]


async def test_the_history_tells_what_was_mailed_and_what_was_not(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await nora.post(f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="cancelled")
    await world.talk(nora, starts)
    await world.until(starts)
    history = (await nora.get("/v1/deliveries"))["items"]
    soon = {(one["channel"], one["outcome"]) for one in history if one["kind"] == "talk_soon"}
    assert soon == {("app", "said"), ("email", "sent")}


async def test_a_talk_rests_after_a_week_and_is_not_counted(world: World) -> None:
    nora = await world.person()
    starts = world.now + timedelta(hours=3)
    talk = await world.talk(nora, starts)
    await world.until(starts + timedelta(days=8))
    shown = await nora.get(f"/v1/conversations/{talk['id']}")
    assert shown["state"] == "resting"
    assert shown["thanks"] is None


async def test_a_silent_ask_closes_by_itself_and_a_late_answer_reopens(world: World) -> None:
    nora = await world.person()
    thread = await nora.start("Leah", "Stone")
    await nora.say(thread["id"], "sent")
    await world.until(world.now + timedelta(days=40))
    shown = await nora.get(f"/v1/threads/{thread['id']}")
    assert shown["lane"] == "not_this_time"
    late = await nora.say(thread["id"], "answered_yes")
    assert late["lane"] == "said_yes"


@pytest.mark.parametrize("path", ["/v1/me/reminders", "/v1/deliveries"])
async def test_nobody_and_a_narrow_token_are_refused(
    http: httpx.AsyncClient, person: MakePerson, path: str
) -> None:
    assert (await http.get(path)).status_code == 401
    narrow = await person(scopes=["profile:read"])
    assert (await http.get(path, headers=narrow.bearer)).status_code == 403
