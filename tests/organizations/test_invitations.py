"""Invitations: whom they let in, how often, until when; what is said before; and leaving again."""

import asyncio
import hashlib
from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, told
from tests.people import Somebody

pytestmark = pytest.mark.anyio

ANY = {"if-match": "*"}
NOBODYS = "a-secret-that-nobody-ever-made-at-all"


async def invite(place: Place, by: str = "owner", **what: Any) -> str:
    """The secret of a new invitation, to the cohort unless a role is named."""
    body = what if "role" in what else {"cohort_id": place.ids["cohort"], **what}
    made = await place.do(by, "POST", "/invitations", body)
    return str(made["secret"])


async def answer(
    place: Place, who: Somebody, secret: str, name: str = "Nora Haas"
) -> httpx.Response:
    """Say yes to an invitation."""
    body = {"secret": secret, "name": name}
    return await place.http.post("/v1/invitations/accept", json=body, headers=who.bearer)


async def read(place: Place, who: Somebody, secret: str) -> httpx.Response:
    body = {"secret": secret}
    return await place.http.post("/v1/invitations/read", json=body, headers=who.bearer)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/invitations/accept", {"secret": NOBODYS, "name": "Nora"}),
        ("GET", "/v1/enrolments", None),
        ("POST", "/v1/enrolments/01a205b3-14f3-70ae-9fae-0e0dee80eb4c/leave", None),
    ],
)
async def test_nobody_the_wrong_scope_and_what_is_unknown(
    http: httpx.AsyncClient, person: MakePerson, method: str, path: str, body: object
) -> None:
    assert (await http.request(method, path, json=body)).status_code == 401
    narrow = await person(scopes=["contacts:read"])
    refused = await http.request(method, path, json=body, headers=narrow.bearer)
    assert refused.status_code == 403
    if method == "POST":
        somebody = await person()
        unknown = await http.request(method, path, json=body, headers=somebody.bearer)
        assert unknown.status_code == 404


async def test_somebody_reads_joins_is_seen_and_leaves(place: Place, person: MakePerson) -> None:
    nora = await person()
    secret = await invite(place, by="admin", seats=2)
    said = (await read(place, nora, secret)).json()
    assert (said["organization"], said["programme"], said["cohort"], said["role"]) == (
        "Harbour College", "Change over", "Spring", None,
    )  # fmt: skip
    assert (said["seats_left"], said["sees"]) == (True, ["name", "enrolment", "last_week"])
    joined = (await answer(place, nora, secret, "  Nora   Haas ")).json()
    again = (await answer(place, nora, secret, "Another name")).json()
    assert joined == again
    mine = await place.http.get("/v1/enrolments", headers=nora.bearer)
    (one,) = mine.json()["items"]
    assert (one["id"], one["cohort"], one["name"], one["status"]) == (
        joined["enrolment_id"], "Spring", "Nora Haas", "active",
    )  # fmt: skip
    seen = await place.do("coach", "GET", f"/cohorts/{place.ids['cohort']}/enrolments")
    assert [(who["name"], who["uses_askwell"]) for who in seen["items"]] == [
        ("Nora Haas", True), ("Paul of Spring", False),
    ]  # fmt: skip
    assert (await place.ask(nora, "GET", "")).status_code == 404, "taking part is no membership"
    used = (await place.do("owner", "GET", "/invitations"))["items"][0]["used"]
    assert used == 1, "who is there already takes no seat"

    path = f"/v1/enrolments/{joined['enrolment_id']}/leave"
    stranger = await place.http.post(path, headers=(await person()).bearer)
    unknown = await place.http.post(f"/v1/enrolments/{new_id()}/leave", headers=nora.bearer)
    assert told(stranger) == told(unknown)
    for _ in range(2):
        assert (await place.http.post(path, headers=nora.bearer)).status_code == 204
    left = await place.do("owner", "GET", f"/enrolments/{joined['enrolment_id']}")
    assert left["status"] == "left"
    back = await answer(place, nora, secret)
    assert back.json() == joined, "who comes back is who they were"


@pytest.mark.parametrize("seats", [1, 3])
async def test_seats_hold_however_many_accept_at_once(
    place: Place, person: MakePerson, seats: int
) -> None:
    crowd = [await person() for _ in range(12)]
    secret = await invite(place, seats=seats)
    answers = await asyncio.gather(*(answer(place, who, secret) for who in crowd))
    codes = sorted(one.status_code for one in answers)
    assert codes == [200] * seats + [409] * (len(crowd) - seats)
    joined = await place.admin.fetchval(
        "SELECT count(*) FROM organization.enrolments WHERE cohort_id = $1 AND person_id IS NOT NULL",
        place.ids["cohort"],
    )
    assert joined == seats
    assert not (await read(place, crowd[0], secret)).json()["seats_left"]


async def test_one_person_twice_at_once_takes_one_seat(place: Place, person: MakePerson) -> None:
    nora = await person()
    secret = await invite(place, seats=5)
    answers = await asyncio.gather(*(answer(place, nora, secret) for _ in range(4)))
    assert {one.status_code for one in answers} == {200}
    assert len({one.text for one in answers}) == 1
    assert (await place.do("owner", "GET", "/invitations"))["items"][0]["used"] == 1


async def test_an_owner_invites_to_the_staff_one_person_once(
    place: Place, person: MakePerson
) -> None:
    carl, other = await person(), await person()
    secret = await invite(place, role="coach")
    assert (await read(place, carl, secret)).json()["sees"] == ["name"]
    joined = (await answer(place, carl, secret, "Carl")).json()
    assert (await place.do(carl, "GET", ""))["role"] == "coach"
    assert joined["membership_id"] == (await place.do(carl, "GET", ""))["membership_id"]
    assert (await answer(place, other, secret)).status_code == 409
    several = await place.ask("owner", "POST", "/invitations", {"role": "coach", "seats": 2})
    assert several.json()["errors"][0]["field"] == "body.seats"
    assert (await place.ask("admin", "POST", "/invitations", {"role": "coach"})).status_code == 403


async def test_an_invitation_does_not_change_who_is_there(place: Place) -> None:
    secret = await invite(place, role="owner")
    assert (await answer(place, place.staff["coach"], secret)).status_code == 200
    assert (await place.do("coach", "GET", ""))["role"] == "coach"


async def test_who_was_there_comes_back_by_a_new_invitation(place: Place) -> None:
    await place.do("coach", "POST", "/leave")
    secret = await invite(place, role="analyst")
    back = (await answer(place, place.staff["coach"], secret, "Cora")).json()
    assert back["membership_id"] == place.ids["coach"]
    assert (await place.do("coach", "GET", ""))["role"] == "analyst"


async def test_it_counts_until_it_is_ended_expired_or_its_maker_may_no_longer(
    place: Place, person: MakePerson
) -> None:
    nora = await person()
    unknown = told(await answer(place, nora, NOBODYS))
    ended = await place.do("owner", "POST", "/invitations", {"cohort_id": place.ids["cohort"]})
    path = f"/invitations/{ended['invitation']['id']}/end"
    assert (await place.do("admin", "POST", path))["ended_at"] is not None
    expired = await invite(place)
    await place.admin.execute(
        "UPDATE organization.invitations SET expires_at = now() WHERE secret_hash = $1",
        hashlib.sha256(expired.encode()).digest(),
    )
    by_admin = await invite(place, by="admin")
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "coach"}, **ANY)
    for secret in (ended["secret"], expired, by_admin):
        assert told(await answer(place, nora, secret)) == unknown
        assert told(await read(place, nora, secret)) == unknown
    assert unknown[0] == 404


async def test_an_invitation_to_the_staff_ends_with_its_owner(
    place: Place, person: MakePerson
) -> None:
    """An admin can't have made one, whatever the table holds; nor has an owner who is none now."""
    secret = await invite(place, role="owner")
    await place.do("owner", "PATCH", f"/memberships/{place.ids['admin']}", {"role": "owner"}, **ANY)
    await place.do("admin", "PATCH", f"/memberships/{place.ids['owner']}", {"role": "admin"}, **ANY)
    assert (await answer(place, await person(), secret)).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.role"),
        ({"role": "coach", "cohort_id": "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"}, "body.role"),
        ({"cohort_id": "01a205b3-14f3-70ae-9fae-0e0dee80eb4c"}, "body.cohort_id"),
        ({"role": "coach", "days": 0}, None),
    ],
)
async def test_an_invitation_says_what_is_wrong_with_it(
    place: Place, body: object, field: str | None
) -> None:
    refused = await place.ask("owner", "POST", "/invitations", body)
    assert refused.status_code == 400
    if field is not None:
        assert refused.json()["errors"][0]["field"] == field


async def test_the_secret_is_kept_nowhere(
    place: Place, person: MakePerson, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = await invite(place)
    assert (await answer(place, await person(), secret)).status_code == 200
    listed = await place.ask("owner", "GET", "/invitations")
    log = await place.ask("owner", "GET", "/audit-log?limit=100")
    rows = await place.admin.fetchval(
        "SELECT string_agg(i::text, '') FROM organization.invitations i"
    )
    assert secret not in listed.text + log.text + rows
    assert "secret_hash" not in log.text
    written = capfd.readouterr()
    assert secret not in written.out + written.err


async def test_whoever_invited_reads_that_the_mail_came_back(place: Place) -> None:
    asked = {"cohort_id": place.ids["cohort"], "emails": [f"{new_id()}@example.org"]}
    (made,) = (await place.do("owner", "POST", "/invitations/mails", asked))["items"]
    delivery, address = new_id(), asked["emails"][0]
    await place.admin.execute(
        "INSERT INTO delivery.deliveries (tenant_id, id, kind, subject_id, occurrence, channel,"
        " recipient, state, due_at, outcome, finished_at) VALUES ($1, $2, 'invitation', $3, 'v1',"
        " 'email', $1, 'done', now(), 'sent', now())",
        place.staff["owner"].id,
        delivery,
        made["id"],
    )

    async def came_back(who: str) -> bool:
        listed = (await place.do(who, "GET", "/invitations"))["items"]
        return bool(next(one["came_back"] for one in listed if one["id"] == made["id"]))

    assert not await came_back("owner")
    for to in ("somebody.else@example.org", address):
        await place.admin.execute(
            "SELECT door.mail_came_back($1, $2, '{bounce}', '{gone}', ARRAY[now()])",
            [to],
            [delivery],
        )
        assert await came_back("owner") is (to == address), "the address is that of the invitation"
    assert not await came_back("admin"), "it is nobody else's delivery"
    await place.do("owner", "POST", f"/invitations/{made['id']}/mail", {})
    assert not await came_back("owner"), "sent again it is on its way"
