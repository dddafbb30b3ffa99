"""Digests of many at once are those of each alone, name what Today names, and are theirs alone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from litestar import Litestar

from api.database import Work
from api.deliveries.occurrence import in_week
from api.deliveries.rules import Claimed
from api.digests.freezing import Due, freeze_weekly
from api.digests.reading import find_digests
from api.localtime import local_date
from api.mail import Mail, Mailer, render_mail
from api.reminders.weekly import WeeklyRule, letter_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.digests.test_weekly import FRIDAY, settled, talked
from tests.reminders.test_reminders import World, world
from tests.statements import statements
from tests.threads.desk import Desk

__all__ = ["world"]

pytestmark = pytest.mark.anyio


async def due_now(world: World, *desks: Desk, name: str = "") -> list[Due]:
    day = local_date(world.now, "Europe/London")
    return [Due(desk.who.id, name or in_week(day), world.now) for desk in desks]


async def freeze(world: World, dues: list[Due]) -> None:
    async with world.worker.enter_as([due.owner_id for due in dues]) as work:
        await freeze_weekly(work, dues)


async def told(world: World, due: Due) -> dict[str, Any] | None:
    async with world.worker.enter_as([due.owner_id]) as work:
        kept = (await find_digests(work, [(due.owner_id, due.occurrence)])).get(due.owner_id)
    if kept is None:
        return None
    read = kept.read
    lines = [(line.what, line.contact.id, line.words) for line in read.lines]
    ahead = [(step.kind, step.subject_id) for step in read.next]
    counts = {
        name: getattr(read, name)
        for name in ("asked", "answered", "said_yes", "talks", "thanked_in_time", "steps", "begins")
    }
    return {**counts, "lines": lines, "next": ahead}


async def lives(world: World) -> list[Desk]:
    """Somebody who talked, somebody who asked, and somebody who did nothing."""
    desks = [await settled(world) for _ in range(3)]
    await talked(world, desks[0])
    thread = await desks[1].start("Jonas", "Keller")
    await desks[1].say(thread["id"], "sent")
    await desks[1].say(thread["id"], "answered_yes")
    return desks


async def test_all_at_once_is_the_same_as_one_after_the_other(world: World) -> None:
    desks = await lives(world)
    together = await due_now(world, *desks, name="together")
    await freeze(world, together)
    alone = await due_now(world, *desks, name="alone")
    for due in alone:
        await freeze(world, [due])
    found = [await told(world, due) for due in together]
    # Whoever was told of a quiet week once is not told of another.
    assert found[:2] == [await told(world, due) for due in alone][:2]
    assert found[0] is not None
    assert (found[0]["talks"], found[0]["thanked_in_time"], found[0]["steps"][-1]) == (1, 1, 3)
    assert found[2] is not None
    assert found[2]["lines"] == []
    assert await told(world, alone[2]) is None


async def test_what_was_kept_is_not_made_again(world: World) -> None:
    desks = await lives(world)
    dues = await due_now(world, *desks)
    await freeze(world, dues)
    before = [await told(world, due) for due in dues]
    await desks[2].start("Ana", "Ferreira")
    await freeze(world, dues)
    assert [await told(world, due) for due in dues] == before
    rows = await world.admin.fetchval("SELECT count(*) FROM person.digests")
    assert rows == len(desks)


async def test_as_many_statements_for_many_as_for_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = await lives(world)
    dues = await due_now(world, *desks)
    async with world.worker.enter_as([due.owner_id for due in dues]) as work:
        asked: list[str] = []
        work._driver.add_query_logger(lambda query: asked.append(query.query))
        await freeze_weekly(work, dues)
    assert len([query for query in asked if "person." in query]) == 7


async def test_mails_of_many_are_asked_of_together_and_go_each_to_its_person(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    prepare_all = WeeklyRule.prepare_all

    async def counted(self: WeeklyRule, work: Work, claimed: Sequence[Claimed]) -> Any:
        asked.append(len(claimed))
        if len(asked) == 1:
            raise RuntimeError("then each is asked of alone")
        return await prepare_all(self, work, claimed)

    monkeypatch.setattr(WeeklyRule, "prepare_all", counted)
    desks = [await settled(world) for _ in range(7)]
    for desk in desks:
        thread = await desk.start("Jonas", "Keller")
        await desk.say(thread["id"], "sent")
    await world.until(FRIDAY)
    assert sorted(asked) == [1, 1, 1, 1, 1, 2, 5]
    weekly = [mail for mail in world.box.mails if mail.letter.subject.startswith("Your week")]
    rows = await world.admin.fetch(
        "SELECT p.email, d.id::text FROM delivery.deliveries d"
        " JOIN directory.people p ON p.id = d.tenant_id"
        " WHERE d.kind = 'weekly' AND d.outcome = 'sent'"
    )
    assert sorted((mail.to, mail.identity) for mail in weekly) == sorted(map(tuple, rows))
    assert len(weekly) == len(desks)
    said = "SELECT count(*) FROM person.notices WHERE kind = 'weekly'"
    ahead = "SELECT count(*) FROM person.clocks WHERE kind = 'weekly' AND due_at > $1"
    assert await world.admin.fetchval(said) == len(desks)
    assert await world.admin.fetchval(ahead, world.now) == len(desks)


async def test_the_next_step_is_the_card_of_today(world: World) -> None:
    """Said for each kind that may be next: the mail and the screen it leads to agree."""
    for situation in (thanks_due, talk_tomorrow, said_yes, to_ask, fell_through, promised):
        desk = await settled(world)
        await situation(world, desk)
        (due,) = await due_now(world, desk)
        await freeze(world, [due])
        found = await told(world, due)
        card = (await desk.get("/v1/today"))["card"]
        assert found is not None, situation
        kind, subject = found["next"][0]
        assert (kind, str(subject)) == (card["kind"], card["subject"]["id"]), situation


async def asked(desk: Desk) -> None:
    thread = await desk.start("Ana", "Ferreira")
    await desk.say(thread["id"], "sent")


async def thanks_due(world: World, desk: Desk) -> None:
    talk = await world.talk(desk, world.now + timedelta(minutes=5))
    await world.until(world.now + timedelta(minutes=40))
    await desk.post(f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="talked")


async def talk_tomorrow(world: World, desk: Desk) -> None:
    await asked(desk)
    await world.talk(desk, world.now + timedelta(hours=20))


async def said_yes(world: World, desk: Desk) -> None:
    await to_ask(world, desk)
    thread = await desk.start("Jonas", "Keller")
    await desk.say(thread["id"], "sent")
    await desk.say(thread["id"], "answered_yes")


async def to_ask(world: World, desk: Desk) -> None:
    await desk.start("Paul", "Venter")
    await desk.contact("Nobody", "Asked")


async def fell_through(world: World, desk: Desk) -> None:
    await asked(desk)
    talk = await world.talk(desk, world.now + timedelta(days=1))
    await desk.post(f"/v1/conversations/{talk['id']}/happened", id=new_id(), what="cancelled")


async def promised(world: World, desk: Desk) -> None:
    talk = await talked(world, desk)
    line = {
        "id": str(new_id()),
        "tag": "promise",
        "text": "The falls sheet",
        "at": world.now.isoformat(),
        "promiser": "mine",
        "due_on": world.now.date().isoformat(),
    }
    await desk.post(f"/v1/conversations/{talk['id']}/lines", lines=[line])


async def test_a_second_try_sends_the_same_bytes(world: World) -> None:
    (desk, *_) = await lives(world)
    (due,) = await due_now(world, desk)
    await freeze(world, [due])
    mailer = Mailer("", "Askwell <hello@example.org>")

    async def sent() -> bytes:
        async with world.worker.enter_as([desk.who.id]) as work:
            kept = (await find_digests(work, [(desk.who.id, due.occurrence)])).get(desk.who.id)
        assert kept is not None
        letter = render_mail(
            "weekly",
            kept.locale,
            **letter_of(kept, "https://askwell.test"),
            unsubscribe_page="https://askwell.test/unsubscribe",
        )
        mail = Mail("nora@example.org", letter, str(due.owner_id), kept.read.at)
        return mailer.compose(mail)

    first = await sent()
    await talked(world, desk, "Something else that was heard.")
    await world.http.patch(
        "/v1/me/profile",
        headers={**desk.who.bearer, "if-match": "*"},
        json={"time_zone": "Asia/Tokyo", "locale": "en-US"},
    )
    await world.until(world.now + timedelta(hours=1))
    assert await sent() == first


async def test_the_list_is_for_who_may_and_holds_ones_own_alone(
    http: httpx.AsyncClient, app: Litestar, person: MakePerson, world: World
) -> None:
    assert (await http.get("/v1/digests")).status_code == 401
    narrow = await person(scopes=["profile:read"])
    assert (await http.get("/v1/digests", headers=narrow.bearer)).status_code == 403
    mine, other, _ = await lives(world)
    await freeze(world, await due_now(world, mine, other))
    for desk in (mine, other):
        (read,) = (await desk.get("/v1/digests"))["items"]
        assert read["talks"] == (desk is mine)
    stranger = await settled(world)
    assert (await stranger.get("/v1/digests"))["items"] == []


async def test_pages_take_two_statements_each(
    http: httpx.AsyncClient, app: Litestar, person: MakePerson, admin: Any
) -> None:
    nora = await person()
    for week in range(3):
        await admin.execute(
            "INSERT INTO person.digests (owner_id, id, occurrence, period, begins, ends, at, zone,"
            " locale, content) VALUES ($1, $2, $3, 'week', current_date, current_date,"
            " now() - $4 * interval '7 days', 'UTC', 'en', '{\"talks\": 1}')",
            nora.id,
            new_id(),
            str(week),
            week,
        )
    seen, cursor = [], ""
    for _ in range(2):
        async with statements(app) as asked:
            page = await http.get(f"/v1/digests?limit=2{cursor}", headers=nora.bearer)
        assert len(asked) == 2
        seen += [item["id"] for item in page.json()["items"]]
        cursor = f"&cursor={page.json()['next_cursor']}"
    assert len(set(seen)) == 3
    assert page.json()["next_cursor"] is None
