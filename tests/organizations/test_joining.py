"""Joining: the seats of a cohort, the code of a class, invitations by mail, and who may guess."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.limits import Rate
from api.organizations import joining, mailing
from api.organizations.invitations import ALPHABET, INVITES
from api.organizations.mailing import InvitationRule, secret_of
from api.secrets import Keys
from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, told
from tests.organizations.test_invitations import NOBODYS, answer, invite, read
from tests.people import Somebody

pytestmark = pytest.mark.anyio

ANY = {"if-match": "*"}


class Hands:
    """The job that writes the mails of invitations."""

    def __init__(self, worker: Database, keys: Keys) -> None:
        self.worker, self.keys = worker, keys

    async def prepare(self, by: Somebody, invitation_id: str) -> Prepared:
        """What the rule makes of an invitation, asked as the one who made it."""
        rule = InvitationRule("https://askwell.example.org", self.keys)
        async with self.worker.enter_as([by.id]) as work:
            claimed = Claimed(
                by.id, new_id(), INVITES, UUID(invitation_id), "v1", "email", by.id, work.now, 1, 0
            )
            return await rule.prepare(work, claimed)

    async def link(self, by: Somebody, invitation_id: str) -> str:
        """The secret in the link of its mail."""
        mail = await self.prepare(by, invitation_id)
        assert isinstance(mail, Send)
        return mail.letter.text.partition("/join#")[2].split()[0]


@pytest.fixture
async def hands(settings: Settings) -> AsyncIterator[Hands]:
    worker = Database(settings.database_worker_url, Clock(), pool_size=1)
    yield Hands(worker, Keys(settings.secret_keys))
    await worker.close()


async def mail(place: Place, *emails: str, by: str = "owner", **to: Any) -> Any:
    """Invite these addresses, to the cohort unless a role is named."""
    body = {"emails": emails, **(to or {"cohort_id": place.ids["cohort"]})}
    return await place.do(by, "POST", "/invitations/mails", body)


def fresh() -> str:
    return f"ida.{new_id().hex}@example.org"


async def clocks_of(place: Place, who: str) -> set[tuple[str, str]]:
    rows = await place.admin.fetch(
        "SELECT subject_id, occurrence FROM person.clocks WHERE owner_id = $1 AND kind = $2",
        place.staff[who].id,
        INVITES,
    )
    return {(str(row["subject_id"]), row["occurrence"]) for row in rows}


async def seats(place: Place, count: int | None) -> Any:
    """Give the cohort so many seats."""
    path = f"/cohorts/{place.ids['cohort']}"
    return await place.do("owner", "PATCH", path, {"seats": count}, **ANY)


async def test_a_cohort_says_how_many_joined_to_those_who_see_its_people(
    place: Place, person: MakePerson
) -> None:
    assert (await seats(place, 40))["joined"] == 0
    joined = (await answer(place, await person(), await invite(place))).json()
    path = f"/cohorts/{place.ids['cohort']}"
    seen = {role: await place.do(role, "GET", path) for role in place.staff}
    assert {role: (one["joined"], one["mine"]) for role, one in seen.items()} == {
        "owner": (1, False),
        "admin": (1, False),
        "coach": (1, True),
        "analyst": (None, False),
        "developer": (None, False),
    }
    other = await place.do("coach", "GET", f"/cohorts/{place.ids['other_cohort']}")
    assert (other["joined"], other["mine"]) == (None, False)
    listed = (await place.do("coach", "GET", "/cohorts"))["items"]
    assert {one["name"]: one["joined"] for one in listed} == {"Spring": 1, "Fall": None}
    left = f"/enrolments/{joined['enrolment_id']}"
    await place.do("owner", "PATCH", left, {"status": "left"}, **ANY)
    assert (await place.do("owner", "GET", path))["joined"] == 0


async def test_seats_of_a_cohort_hold_whatever_way_people_come(
    place: Place, person: MakePerson
) -> None:
    await seats(place, 2)
    ways = [await invite(place, seats=9) for _ in range(3)]
    crowd = [await person() for _ in range(9)]
    answers = await asyncio.gather(
        *(answer(place, who, ways[number % 3]) for number, who in enumerate(crowd))
    )
    assert sorted(one.status_code for one in answers) == [200] * 2 + [409] * 7
    assert not (await read(place, crowd[0], ways[0])).json()["seats_left"]
    inside = next(who for who, one in zip(crowd, answers, strict=True) if one.status_code == 200)
    assert (await answer(place, inside, ways[0])).status_code == 200, "who is in stays in"
    await seats(place, None)
    assert (await answer(place, await person(), ways[0])).status_code == 200


async def test_a_class_joins_by_a_code_however_it_is_typed(
    place: Place, person: MakePerson
) -> None:
    path = f"/cohorts/{place.ids['other_cohort']}/code"
    assert await place.do("owner", "GET", path) == {"code": None}
    made = await place.do("admin", "POST", path, {"days": 30})
    code = made["code"]
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert (await place.do("owner", "GET", path))["code"] == made
    assert (await place.do("coach", "GET", path)) == {"code": None}, "not their cohort"
    own = await place.do("coach", "GET", f"/cohorts/{place.ids['cohort']}/code")
    assert own["code"]["code"] != code
    said = await place.http.post("/v1/invitations/read", json={"secret": code.lower()})
    assert said.status_code == 200, "whoever reads it need not be signed in"
    assert (said.json()["cohort"], said.json()["by_name"]) == ("Fall", "Admin")
    for _ in range(2):
        assert (await answer(place, await person(), code.lower())).status_code == 200
    again = await place.do("owner", "POST", path, {})
    assert (await answer(place, await person(), code)).status_code == 404
    assert (await answer(place, await person(), again["code"])).status_code == 200
    listed = (await place.do("owner", "GET", "/invitations"))["items"]
    assert {one["by_code"] for one in listed} == {True, False}
    assert code not in str(listed)


async def test_who_guesses_is_slowed_down_and_wrong_guesses_count(
    place: Place, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, nora = await invite(place), await person()
    own = Rate(f"invitation-{new_id().hex[:20]}", 3, 3600)
    monkeypatch.setattr(joining, "READS_PER_NETWORK", own)
    monkeypatch.setattr(joining, "TRIES_PER_PERSON", own)
    codes = [(await read(place, nora, NOBODYS)).status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]
    assert (await read(place, nora, secret)).status_code == 429
    codes = [(await answer(place, nora, NOBODYS)).status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]
    assert (await answer(place, await person(), secret)).status_code == 200, "each on their own"


async def test_each_address_gets_one_mail_whose_link_works_once(
    place: Place, person: MakePerson, hands: Hands
) -> None:
    email = fresh()
    made = await mail(place, f" {email} ", email.upper(), by="admin")
    (one,) = made["items"]
    assert (one["email"], one["sent"], one["seats"], made["already"]) == (
        email.upper(), 1, 1, [],
    )  # fmt: skip
    assert (one["id"], "v1") in await clocks_of(place, "admin")
    again = await mail(place, email, by="admin")
    assert (again["items"], again["already"]) == ([], [email]), "a repeated request sends nothing"
    letter = await hands.prepare(place.staff["admin"], one["id"])
    assert isinstance(letter, Send)
    assert (letter.to, letter.own) == (email.upper(), False)
    assert letter.letter.subject == "Admin invites you to Change over"
    secret = await hands.link(place.staff["admin"], one["id"])
    rows = await place.admin.fetchval(
        "SELECT string_agg(i::text, '') FROM organization.invitations i"
    )
    assert secret not in rows

    assert (await answer(place, await person(), secret)).status_code == 200
    used = await place.do("owner", "GET", f"/invitations?cohort_id={place.ids['cohort']}")
    (kept,) = (item for item in used["items"] if item["id"] == one["id"])
    assert (kept["used"], kept["email"]) == (1, None), "the address is of no use any more"
    assert (await answer(place, await person(), secret)).status_code == 409
    assert await hands.prepare(place.staff["admin"], one["id"]) == NotWanted("over")


async def test_a_mail_is_sent_again_or_called_off(
    place: Place, person: MakePerson, hands: Hands
) -> None:
    (one,) = (await mail(place, fresh()))["items"]
    path = f"/invitations/{one['id']}"
    await place.admin.execute(
        "UPDATE organization.invitations SET expires_at = now() WHERE id = $1", one["id"]
    )
    assert await hands.prepare(place.staff["owner"], one["id"]) == NotWanted("over")
    again = await place.do("admin", "POST", f"{path}/mail", {"days": 7})
    assert again["sent"] == 2
    assert (one["id"], "v2") in await clocks_of(place, "admin"), "who sends it again sends it"
    secret = await hands.link(place.staff["owner"], one["id"])
    off = await place.do("owner", "POST", f"{path}/end")
    assert (off["email"], off["ended_at"] is None) == (None, False)
    assert told(await answer(place, await person(), secret)) == told(
        await answer(place, await person(), NOBODYS)
    )
    refused = await place.ask("owner", "POST", f"{path}/mail", {})
    assert refused.status_code == 409
    log = await place.ask("owner", "GET", "/audit-log?limit=100")
    assert one["email"] not in log.text


async def test_who_never_answered_is_forgotten_a_month_after_it_ran_out(place: Place) -> None:
    old, late = [(await mail(place, fresh()))["items"][0]["id"] for _ in range(2)]
    for one, days in ((old, 31), (late, 29)):
        await place.admin.execute(
            "UPDATE organization.invitations SET expires_at = now() - $2::interval WHERE id = $1",
            one,
            timedelta(days=days),
        )
    await mail(place, fresh())
    listed = (await place.do("owner", "GET", "/invitations"))["items"]
    kept = {one["id"]: one["email"] is not None for one in listed}
    assert (kept[old], kept[late]) == (False, True)


async def test_staff_are_mailed_by_an_owner(place: Place, person: MakePerson, hands: Hands) -> None:
    body = {"emails": [fresh()], "role": "coach"}
    assert (await place.ask("admin", "POST", "/invitations/mails", body)).status_code == 403
    (one,) = (await mail(place, body["emails"][0], role="coach"))["items"]
    carl = await person()
    secret = await hands.link(place.staff["owner"], one["id"])
    assert (await answer(place, carl, secret, "Carl")).status_code == 200
    assert (await place.do(carl, "GET", ""))["role"] == "coach"
    listed = await place.do("owner", "GET", "/invitations?staff=true")
    assert [item["role"] for item in listed["items"]] == ["coach"]


async def test_a_list_that_holds_no_address_says_which(place: Place) -> None:
    body = {"cohort_id": place.ids["cohort"], "emails": [fresh(), "ida at home"]}
    refused = await place.ask("owner", "POST", "/invitations/mails", body)
    assert refused.json()["errors"][0]["field"] == "body.emails.1"
    nothing = await place.ask("owner", "POST", "/invitations/mails", {**body, "emails": []})
    assert nothing.status_code == 400


async def test_nobodys_mailbox_is_filled_and_a_refused_list_sends_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = (await mail(place, fresh()))["items"]
    for _ in range(2):
        await place.do("owner", "POST", f"/invitations/{one['id']}/mail", {})
    full = await place.ask("owner", "POST", f"/invitations/{one['id']}/mail", {})
    assert full.status_code == 429
    before = await clocks_of(place, "owner")
    monkeypatch.setattr(mailing, "PER_PERSON", Rate(f"invitation-{new_id().hex[:20]}", 2, 3600))
    body = {"cohort_id": place.ids["cohort"], "emails": [fresh() for _ in range(3)]}
    assert (await place.ask("owner", "POST", "/invitations/mails", body)).status_code == 429
    assert await clocks_of(place, "owner") == before


async def test_a_job_for_somebody_else_is_told_nothing(
    place: Place, person: MakePerson, hands: Hands
) -> None:
    (one,) = (await mail(place, fresh()))["items"]
    for other in (await person(), place.staff["admin"]):
        assert await hands.prepare(other, one["id"]) == NotWanted("over")
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "owner"}, **ANY)
    (by_admin,) = (await mail(place, fresh(), by="admin"))["items"]
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"active": False}, **ANY)
    assert await hands.prepare(place.staff["admin"], by_admin["id"]) == NotWanted("over")


def test_a_mailed_secret_is_known_by_every_key_of_this_installation() -> None:
    one, old = "a first key of more than thirty-two characters", "an old key " * 4
    invitation = new_id()
    assert secret_of(Keys((one, old)), invitation)[1:] == secret_of(Keys((old,)), invitation)


async def test_coaches_come_from_a_day_to_a_day(place: Place) -> None:
    who = {"id": str(new_id()), "membership_id": place.ids["admin"]}
    path = f"/cohorts/{place.ids['cohort']}/coaches"
    span = {"starts_at": "2027-03-01T00:00:00+01:00", "ends_at": "2027-02-28T00:00:00+01:00"}
    refused = await place.ask("owner", "POST", path, {**who, **span})
    assert refused.json()["errors"][0]["field"] == "body.ends_at"
    later = {**span, "ends_at": "2027-06-30T23:59:59+01:00"}
    made = await place.do("owner", "POST", path, {**who, **later})
    assert made["ends_at"] == "2027-06-30T22:59:59Z"
    assert (await place.ask("owner", "POST", path, {**who, **later})).status_code == 200
    other = {**who, "starts_at": later["starts_at"], "ends_at": "2027-07-30T00:00:00Z"}
    assert (await place.ask("owner", "POST", path, other)).status_code == 409
