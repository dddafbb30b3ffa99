"""Written once to several: looked at first, to each their own, and asked again right before it goes."""

from datetime import timedelta
from typing import Any

import pytest

from api.tables import new_id
from tests.organizations.place import Place, open_place
from tests.people import Somebody, make_somebody
from tests.reminders.test_reminders import World, world
from tests.sharing.part import Part, join, need_help, share_something

__all__ = ["world"]
pytestmark = pytest.mark.anyio

BODY = "Dear {name},\n\nanswers take their time. Shall we look at one of your asks on Thursday?"


async def open_in(world: World) -> Place:
    async def person(**options: object) -> Somebody:
        return await make_somebody(world.admin, **options)  # type: ignore[arg-type]

    return await open_place(world.http, world.admin, person)


async def letters_of(part: Part) -> list[Any]:
    page = await part.do("GET", f"{part.here}/letters")
    return list(page["items"])


async def test_each_gets_their_own_and_whoever_said_no_meanwhile_gets_nothing(
    world: World,
) -> None:
    place = await open_in(world)
    names = ("stays", "reads", "revokes", "revokes_later", "leaves", "says_no")
    parts = {name: await join(place, await make_somebody(world.admin)) for name in names}
    only_name = await join(place, await make_somebody(world.admin))
    for part in parts.values():
        await part.give()
    chosen = {
        "enrolment_ids": [part.enrolment for part in (*parts.values(), only_name)]
        + [place.ids["enrolment"], place.ids["other_enrolment"], str(new_id())],
        "basis": "activity",
        "body": BODY,
        "replies": True,
    }
    shown = await place.do("coach", "POST", "/letters/preview", chosen)
    assert (shown["n"], shown["not_joined"], shown["ended"]) == (6, 1, 1)
    assert {one["body"] for one in shown["letters"]} == {BODY.replace("{name}", "Nora")}
    sending = f"/letters/{new_id()}"
    for changed in ({"body": "Something else"}, {"replies": False}, {"basis": "membership"}):
        unseen = {**chosen, **changed, "preview": shown["preview"]}
        assert (await place.ask("coach", "PUT", sending, unseen)).status_code == 409
    looked = {**chosen, "preview": shown["preview"]}
    for _ in range(2):  # told twice it is one
        sent = await place.do("coach", "PUT", sending, looked)
    assert (sent["n"], sent["waiting"], sent["reached"]) == (6, 6, 0)
    assert await letters_of(parts["stays"]) == [], "not before it is sent"
    await parts["revokes"].end()
    await parts["leaves"].leave()
    no = {"allowed": False}
    await parts["says_no"].do("PUT", f"{parts['says_no'].here}/letters/allowed", no)
    await world.work()
    numbers = await place.do("coach", "GET", sending)
    assert {name: numbers[name] for name in ("waiting", "reached", "gone", "ended", "closed")} == {
        "waiting": 0, "reached": 3, "gone": 1, "ended": 1, "closed": 1,
    }  # fmt: skip
    assert (await place.ask("owner", "GET", sending)).status_code == 404, "whoever wrote reads it"
    for name, part in parts.items():
        mine = await letters_of(part)
        reached = name in {"stays", "reads", "revokes_later"}
        assert [one["body"] for one in mine] == [BODY.replace("{name}", "Nora")] * reached, name
        notices = (await part.do("GET", "/v1/notices"))["items"]
        assert [one["title"] for one in notices] == ["Coach wrote to you"] * reached, name
    kept = await world.admin.fetch(
        "SELECT body FROM organization.coach_letters WHERE state <> 'sent'"
    )
    assert [row["body"] for row in kept] == [""] * 3
    log = (await place.do("owner", "GET", "/audit-log?limit=100"))["items"]
    told = [one for one in log if one["action"].startswith("coach_letter")]
    assert {one["action"] for one in told} == {"coach_letter.created"}, "never what became of it"
    assert len(told) == 6
    assert BODY[:10] not in str(told)
    # By mail at their half hour, to each alone; asked once more.
    assert not [one for one in world.box.subjects if "wrote" in one]
    await parts["revokes_later"].end()
    off = {"switches": [{"kind": "coach", "channel": "email", "on": False}]}
    quiet = await world.http.patch(
        "/v1/me/reminders", json=off, headers={**parts["reads"].who.bearer, "if-match": "*"}
    )
    assert quiet.status_code == 200, quiet.text
    await world.until(world.now + timedelta(hours=7))
    (mail,) = [one for one in world.box.mails if "wrote to you" in one.letter.subject]
    assert (mail.to, mail.at.hour) == (parts["stays"].who.email, 18)
    assert mail.extra_headers == {"Reply-To": place.staff["coach"].email}
    assert "Thursday" in mail.letter.text
    assert not [
        other for other in parts.values() if other.who.email in str(mail).replace(mail.to, "")
    ]
    # Of fewer than five no reason is told: it would be somebody's.
    one = {"enrolment_ids": [parts["says_no"].enrolment], "body": "Hello {name}"}
    shown = await place.do("coach", "POST", "/letters/preview", one)
    assert shown["n"] == 1, "whether somebody wants to be written to is told of nobody"
    sending = f"/letters/{new_id()}"
    await place.do("coach", "PUT", sending, {**one, "preview": shown["preview"]})
    await world.work()
    numbers = await place.do("coach", "GET", sending)
    assert (numbers["reached"], numbers["waiting"]) == (0, 0)
    assert (numbers["gone"], numbers["ended"], numbers["closed"]) == (None, None, None)
    assert (await letters_of(parts["stays"]))[0]["reply_to"] == place.staff["coach"].email
    exported = "SELECT count(*) FROM organization.coach_letters WHERE person_id = $1 AND body <> ''"
    assert await world.admin.fetchval(exported, parts["leaves"].who.id) == 0


async def test_what_a_coach_wrote_about_something_shared_comes_in_one_mail(world: World) -> None:
    place = await open_in(world)
    part = await join(place, await make_somebody(world.admin))
    await share_something(part)
    await need_help(part)
    item = f"/participants/{part.enrolment}/items/{place.ids['item']}/comments"
    await place.do("coach", "POST", item, {"id": str(new_id()), "body": "Say why her."})
    await world.until(world.now + timedelta(hours=7))
    assert "Coach wrote to you" in world.box.subjects, "a letter is a mail of its own"
    (mail,) = [one for one in world.box.mails if "Your coach wrote" in one.letter.subject]
    assert "about what you shared" in mail.letter.text
    assert "note about your work" in mail.letter.text, "told together"
    assert "Say why her" not in mail.letter.text, "the words stay in the app"
    await place.do("coach", "POST", item, {"id": str(new_id()), "body": "And thank her."})
    await world.work()
    notices = (await part.do("GET", "/v1/notices"))["items"]
    seen = {"ids": [one["id"] for one in notices]}
    assert (await part.send("POST", "/v1/notices/seen", seen)).status_code < 300
    sent = len(world.box.mails)
    await world.until(world.now + timedelta(hours=30))
    later = world.box.mails[sent:]
    assert [one for one in later if "wrote" in one.letter.subject] == [], "it was read"
