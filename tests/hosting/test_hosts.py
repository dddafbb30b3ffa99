"""Hosts: invited, agreed, found without their address, asked fairly and never too often, answered on
their own page, and gone without a trace."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.deliveries.rules import NotWanted, Say, Send
from api.hosting.asking import ASKED, EXPIRES
from api.hosting.staff import HOST_MAIL
from api.hosting.telling import ANSWERED
from api.hosting.words import consent_version
from api.portability.everything import erase_rows
from api.tables import new_id
from tests.conftest import MakePerson
from tests.hosting.conftest import ASK, Hosts, ask, found
from tests.organizations.place import Place, told
from tests.sharing.part import Part, join

pytestmark = pytest.mark.anyio

ANY = {"if-match": "*"}
NOBODYS = "a-secret-that-nobody-ever-made-at-all"


async def test_a_host_agrees_and_is_found_by_topic_and_field_without_an_address(
    hosts: Hosts, nora: Part
) -> None:
    more: dict[str, Any] = {
        "headline": "Nurse informatician",
        "field": "health",
        "topics": ["SQL", "Ward data"],
    }
    host = await hosts.invited(**more)
    again = {"id": host, "name": "Grace Obi", **more}
    kept = await hosts.place.do("admin", "GET", f"/hosts/{host}")
    assert await found(nora) == [], "nobody is asked before they agreed"
    assert (await ask(nora, host)).status_code == 404
    twice = await hosts.place.ask("admin", "POST", "/hosts", {**again, "email": kept["email"]})
    assert twice.status_code == 200
    other = {**again, "id": str(new_id()), "email": kept["email"].upper()}
    assert (await hosts.place.ask("owner", "POST", "/hosts", other)).status_code == 409
    (clock,) = await hosts.clocks(HOST_MAIL, host)
    assert clock["owner_id"] == hosts.place.staff["admin"].id, "one mail, however often it is sent"

    secret = await hosts.secret(host)
    shown = await hosts.do("read", secret)
    assert (shown["organization"], shown["invited_by"], shown["agreed_at"]) == (
        "Harbour College", "Admin", None,
    )  # fmt: skip
    assert shown["consent"]["version"] == consent_version()
    assert "Harbour College" in shown["consent"]["lines"][0]
    assert (await hosts.page("agree", secret, consent_version=999)).status_code == 400
    for _ in range(2):
        agreed = await hosts.do("agree", secret, consent_version=consent_version())
    assert agreed["consent_version"] == consent_version()

    assert await found(nora) == ["Grace Obi"]
    assert await found(nora, words="ward sql") == await found(nora, words="wárd") == ["Grace Obi"]
    assert await found(nora, words="pottery") == await found(nora, field="design") == []
    assert await found(nora, field="health") == ["Grace Obi"]
    answer = await nora.send("GET", f"{nora.here}/hosts")
    assert "@" not in answer.text
    assert set(answer.json()["items"][0]) == {"id", "name", "headline", "field", "topics"}
    await nora.leave()
    assert await found(nora) == []


async def test_a_yes_brings_the_host_into_the_persons_own_list(hosts: Hosts, nora: Part) -> None:
    place = hosts.place
    host, secret = await hosts.agreed(headline="Nurse informatician", field="health")
    request = str(new_id())
    first, again = await ask(nora, host, request), await ask(nora, host, request)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (await ask(nora, host, request, ASK + " Or not?")).status_code == 409
    assert first.json()["state"] == "asked"
    mail = await hosts.job(ASKED, nora.who, request)
    assert isinstance(mail, Send)
    assert (await place.do("admin", "GET", f"/hosts/{host}"))["email"] == mail.to
    assert f"/volunteer#{secret}.{request}" in mail.letter.text
    assert nora.who.email not in mail.letter.text, "what the host gets is words, not an address"
    assert await hosts.job(ASKED, place.staff["owner"], request) == NotWanted("over")

    for _ in range(2):  # Whatever opens links by itself answers nothing.
        (asked,) = (await hosts.do("read", secret))["requests"]
        assert (asked["name"], asked["body"], asked["state"]) == ("Nora Haas", ASK, "asked")
    yes = {"request_id": request, "answer": "yes", "said": "Mornings are best", "phone": "0113 1"}
    page = await hosts.do("answer", secret, **yes)
    assert (page["requests"][0]["state"], page["accepted"]) == ("accepted", 1)
    late = await hosts.do("answer", secret, request_id=request, answer="no")
    assert (late["requests"][0]["state"], late["accepted"]) == ("accepted", 1)
    assert len(await hosts.clocks(ANSWERED, request)) == 1

    for _ in range(2):
        said = await hosts.job(ANSWERED, nora.who, request)
        assert isinstance(said, Say)
    (one,) = (await nora.do("GET", "/v1/host-requests"))["items"]
    assert (one["state"], one["said"]) == ("accepted", "Mornings are best")
    card = await nora.do("GET", f"/v1/contacts/{one['contact_id']}")
    assert (card["name"], card["source"], card["notes"], card["function"]) == (
        "Grace Obi", "host", "Mornings are best", "health",
    )  # fmt: skip
    assert {point["value"] for point in card["points"]} == {mail.to, "0113 1"}
    assert card["thread"]["stage"] == "replied_yes"
    messages = await nora.do("GET", f"/v1/threads/{card['thread']['id']}/messages")
    assert [(m["channel"], m["body"], m["state"]) for m in messages["items"]] == [
        ("volunteer_request", ASK, "sent")
    ]
    assert len((await nora.do("GET", "/v1/contacts"))["items"]) == 1, "however often the job runs"
    kept = await place.admin.fetchrow(
        "SELECT given_email, given_phone FROM organization.host_requests WHERE id = $1", request
    )
    assert tuple(kept or ()) == (None, None), "what was given is the person's now"
    events = await nora.do("GET", "/v1/events?types=host_request.answered")
    assert events["items"][0]["data"]["contact_id"] == one["contact_id"]

    # What the person notes of them is theirs; staff read counts.
    path = f"/v1/contacts/{one['contact_id']}"
    note = await place.http.patch(
        path, json={"notes": "quokka"}, headers={**nora.who.bearer, **ANY}
    )
    assert note.status_code == 200
    for _ in range(2):
        await nora.do("POST", f"/v1/host-requests/{request}/held")
    for answer in (
        await place.ask("owner", "GET", "/hosts"),
        await place.ask("owner", "GET", "/audit-log"),
        await hosts.page("read", secret),
    ):
        assert "quokka" not in answer.text
    counted = await place.do("owner", "GET", f"/hosts/{host}")
    assert (counted["asked"], counted["accepted"], counted["held"]) == (1, 1, 1)
    assert ASK not in (await place.ask("owner", "GET", "/hosts")).text


async def test_nobody_is_asked_more_often_than_they_said_however_many_ask_at_once(
    hosts: Hosts, person: MakePerson
) -> None:
    place = hosts.place
    host, secret = await hosts.agreed(capacity=3, cool_off_days=0)
    crowd = [await join(place, await person()) for _ in range(12)]
    answers = await asyncio.gather(*(ask(one, host) for one in crowd))
    assert sorted(one.status_code for one in answers) == [201] * 3 + [409] * 9
    assert (await place.do("owner", "GET", f"/hosts/{host}"))["asked"] == 3
    late = next(one for one, said in zip(crowd, answers, strict=True) if said.status_code == 409)
    assert await found(late) == []
    # A month later there is room again; with days of rest only for one.
    await place.admin.execute(
        "UPDATE organization.host_requests SET asked_at = asked_at - interval '31 days'"
        " WHERE host_id = $1", host,
    )  # fmt: skip
    await place.admin.execute(
        "UPDATE organization.hosts SET asked_at = asked_at - interval '31 days' WHERE id = $1", host
    )
    await hosts.do("change", secret, cool_off_days=7)
    refused = [one for one, said in zip(crowd, answers, strict=True) if said.status_code == 409]
    answers = await asyncio.gather(*(ask(one, host) for one in refused))
    assert sorted(one.status_code for one in answers) == [201] + [409] * 8


async def test_those_asked_least_are_shown_first_and_nobody_asks_everybody(
    hosts: Hosts, nora: Part, person: MakePerson
) -> None:
    ids = [
        (await hosts.agreed(f"Host {number}", capacity=9, cool_off_days=0))[0]
        for number in range(5)
    ]
    for number, host in enumerate(ids):
        for _ in range(number):
            other = await join(hosts.place, await person())
            assert (await ask(other, host)).status_code == 201
    ordered = [f"Host {number}" for number in range(5)]
    assert await found(nora) == ordered
    path, seen = f"{nora.here}/hosts?limit=2", []
    while True:
        answer = await nora.do("GET", path)
        seen += [one["name"] for one in answer["items"]]
        if answer["next_cursor"] is None:
            break
        path = f"{nora.here}/hosts?limit=2&cursor={answer['next_cursor']}"
    assert seen == ordered
    codes = [(await ask(nora, host)).status_code for host in ids]
    assert codes == [201, 201, 201, 409, 409], "three wait for an answer at a time"
    (first, *_) = (await nora.do("GET", "/v1/host-requests"))["items"]
    back = f"/v1/host-requests/{first['id']}/take-back"
    for _ in range(2):
        assert (await nora.do("POST", back))["state"] == "withdrawn"
    assert await hosts.job(ASKED, nora.who, first["id"]) == NotWanted("over")
    assert (await ask(nora, ids[3])).status_code == 201
    assert (await ask(nora, ids[2])).status_code == 409, "not the same host again"
    assert await found(nora) == ["Host 4"]


async def test_a_request_is_over_after_ten_business_days_and_that_is_said_kindly(
    hosts: Hosts, nora: Part
) -> None:
    host, secret = await hosts.agreed()
    request = (await ask(nora, host)).json()
    asked, over = (datetime.fromisoformat(request[name]) for name in ("asked_at", "expires_at"))
    assert timedelta(days=11) < over - asked < timedelta(days=20)
    (clock,) = await hosts.clocks(EXPIRES, request["id"])
    assert clock["due_at"] == over
    assert await hosts.job(EXPIRES, nora.who, request["id"]) == NotWanted("over"), "not yet"
    await hosts.place.admin.execute(
        "UPDATE organization.host_requests SET expires_at = now() WHERE id = $1", request["id"]
    )
    answer = await hosts.do("answer", secret, request_id=request["id"], answer="yes")
    assert answer["requests"][0]["state"] == "expired", "from that moment, not from the job's"
    said = await hosts.job(EXPIRES, nora.who, request["id"])
    assert isinstance(said, Say)
    assert "Grace Obi" in said.note.title
    assert await hosts.job(EXPIRES, nora.who, request["id"]) == NotWanted("over"), "once"
    assert await hosts.clocks(ANSWERED, request["id"]) == []
    (event,) = (await nora.do("GET", "/v1/events?types=host_request.expired"))["items"]
    assert event["data"]["subject_id"] == request["id"]


async def test_a_pause_and_an_end_hold_and_whoever_waits_is_told(hosts: Hosts, nora: Part) -> None:
    place = hosts.place
    host, secret = await hosts.agreed(cool_off_days=0, capacity=5)
    tomorrow = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    await hosts.do("change", secret, paused_until=tomorrow)
    assert await found(nora) == []
    assert (await ask(nora, host)).status_code == 409
    await place.do("admin", "PATCH", f"/hosts/{host}", {"paused_until": None}, **ANY)
    request = (await ask(nora, host)).json()["id"]
    ended = await place.do("owner", "POST", f"/hosts/{host}/end")
    assert ended["email"] is None
    assert ended["ended_at"]
    said = await hosts.job(ANSWERED, nora.who, request)
    assert isinstance(said, Say)
    assert (await nora.do("GET", "/v1/host-requests"))["items"][0]["state"] == "closed"
    assert (await place.ask("owner", "POST", f"/hosts/{host}/mail", {})).status_code == 409
    assert (await hosts.do("read", secret))["name"] == "Grace Obi", "they still see what is held"


async def test_a_link_is_renewed_and_everything_is_erased_from_it(hosts: Hosts, nora: Part) -> None:
    place = hosts.place
    host, secret = await hosts.agreed(name="Wombat Canary", topics=["wombat"])
    request = (await ask(nora, host)).json()["id"]
    unknown = await hosts.page("read", NOBODYS)
    assert unknown.status_code == 404
    renewed = (await hosts.do("link", secret))["secret"]
    assert told(await hosts.page("read", secret)) == told(unknown)
    await place.do("admin", "POST", f"/hosts/{host}/mail", {"new_link": True})
    mailed = await hosts.secret(host)
    assert told(await hosts.page("read", renewed)) == told(unknown)
    stored = await place.admin.fetchval(
        "SELECT secret_hash FROM organization.hosts WHERE id = $1", host
    )
    assert mailed.encode() not in stored
    await hosts.do("erase", mailed)
    for path in ("read", "link", "erase"):
        assert told(await hosts.page(path, mailed)) == told(unknown)
    assert isinstance(await hosts.job(ANSWERED, nora.who, request), Say)
    rows = await place.admin.fetch(
        "SELECT h::text || r::text AS all FROM organization.hosts h"
        " JOIN organization.host_requests r ON r.host_id = h.id WHERE h.id = $1",
        host,
    )
    logged = await place.admin.fetch(
        "SELECT a::text AS all FROM organization.audit_log a WHERE organization_id = $1", place.id
    )
    assert len(logged) > 3
    for row in (*rows, *logged):
        assert "wombat" not in row["all"].casefold()
    assert (await place.do("owner", "GET", f"/hosts/{host}"))["asked"] == 1, (
        "counts stay, of nobody"
    )


async def test_whoever_took_part_becomes_a_host_in_one_step(
    hosts: Hosts, nora: Part, person: MakePerson
) -> None:
    place = hosts.place
    (where,) = (await nora.do("GET", "/v1/volunteering"))["possible"]
    assert (where["enrolment_id"], where["name"]) == (nora.enrolment, "Nora Haas")
    await nora.leave()
    said: dict[str, Any] = {
        "name": "Nora Haas",
        "consent_version": where["consent"]["version"],
        "headline": "Clinical informatics analyst",
        "topics": ["Leaving the ward", "leaving the ward"],
    }
    old = {**said, "consent_version": 999}
    assert (await nora.send("POST", f"{nora.here}/volunteer", old)).status_code == 400
    first = await nora.send("POST", f"{nora.here}/volunteer", said)
    again = await nora.send("POST", f"{nora.here}/volunteer", said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    (mine,) = first.json()["items"]
    assert mine["topics"] == ["Leaving the ward"]
    assert first.json()["possible"] == []
    mail = await hosts.job(HOST_MAIL, nora.who, mine["id"])
    assert isinstance(mail, Send)
    assert mail.to == nora.who.email
    secret = mail.letter.text.partition("/volunteer#")[2].split()[0]
    assert (await hosts.do("read", secret))["has_account"]

    amir = await join(place, await person())
    assert await found(amir) == ["Nora Haas"]
    stranger = await nora.place.http.post(
        f"{amir.here}/volunteer", json=said, headers=nora.who.bearer
    )
    assert stranger.status_code == 404
    request = (await ask(amir, mine["id"])).json()["id"]
    # Who erases their account was never there, in either part.
    await _erase(place, hosts, nora)
    with pytest.raises(AssertionError):
        await hosts.do("read", secret)
    assert await found(amir) == []
    assert isinstance(await hosts.job(ANSWERED, amir.who, request), Say)
    await _erase(place, hosts, amir)
    kept = await place.admin.fetchrow(
        "SELECT person_id, body, state FROM organization.host_requests WHERE id = $1", request
    )
    assert tuple(kept or ()) == (None, "", "closed")


async def _erase(place: Place, hosts: Hosts, part: Part) -> None:
    await place.admin.execute(
        "UPDATE directory.people SET deletion_due_at = now() WHERE id = $1", part.who.id
    )
    async with hosts.worker.enter_as([part.who.id]) as work:
        await work.write()
        await erase_rows(work)
        await work.call("SELECT door.erase_person()")


async def test_only_managers_see_hosts_and_strangers_nothing(
    hosts: Hosts, nora: Part, person: MakePerson
) -> None:
    host, _ = await hosts.agreed()
    stranger = Part(hosts.place, await person(), nora.enrolment)
    assert await found(stranger) == []
    assert told(await ask(stranger, host)) == told(await ask(nora, str(new_id())))
    request = (await ask(nora, host)).json()["id"]
    for step in ("take-back", "held"):
        mine = f"/v1/host-requests/{request}/{step}"
        theirs = await stranger.send("POST", mine)
        nobodys = await nora.send("POST", f"/v1/host-requests/{new_id()}/{step}")
        assert told(theirs) == told(nobodys)
        assert theirs.status_code == 404
    assert (await nora.send("POST", f"/v1/host-requests/{request}/held")).status_code == 409
    assert (await hosts.place.ask("coach", "GET", "/hosts")).status_code == 403
