"""Employers, introductions, what happened, what was pasted, and the file that leaves."""

import csv
import io

import httpx
import pytest

from api.contacts import leaving
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody

pytestmark = pytest.mark.anyio


async def test_my_own_employer(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    body = {"id": str(new_id()), "name": "Northgate Hospital", "present": True}
    made = await http.post("/v1/employers", headers=nora.bearer, json=body)
    assert made.status_code == 201
    assert made.headers["etag"] == '"1"'
    assert (await http.post("/v1/employers", headers=nora.bearer, json=body)).status_code == 200
    other = await http.post("/v1/employers", headers=nora.bearer, json={**body, "name": "Openward"})
    assert other.status_code == 409
    same = {**body, "id": str(new_id()), "name": "northgate  HOSPITAL"}
    assert (await http.post("/v1/employers", headers=nora.bearer, json=same)).status_code == 409
    jean = await make_contact(http, nora, "Jean Holt", employer="Northgate Hospital")
    assert jean["employer"] == {"id": body["id"], "name": "Northgate Hospital", "present": True}
    by_id = await make_contact(http, nora, "Yusuf Demir", employer_id=body["id"])
    assert by_id["employer"] == jean["employer"]
    address = f"/v1/employers/{body['id']}"
    left = await http.patch(
        address, headers={**nora.bearer, "if-match": '"1"'}, json={"present": False}
    )
    assert (left.json()["present"], left.json()["people"]) == (False, 2)
    stale = await http.patch(
        address, headers={**nora.bearer, "if-match": '"1"'}, json={"name": "x"}
    )
    assert stale.status_code == 412
    seen_before = {**nora.bearer, "if-match": '"1"'}
    assert (await http.delete(address, headers=seen_before)).status_code == 412
    assert (await http.delete(address, headers=if_match(nora, left.json()))).status_code == 204
    assert (await http.get(address, headers=nora.bearer)).status_code == 404
    shown = await http.get(f"/v1/contacts/{jean['id']}", headers=nora.bearer)
    assert shown.json()["employer"] is None


async def test_employers_come_in_pages(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    for name in ("Openward", "Aire Health Data", "The Calder"):
        body = {"id": str(new_id()), "name": name}
        await http.post("/v1/employers", headers=nora.bearer, json=body)
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = (
            await http.get(
                f"/v1/employers?limit=1&cursor={cursor}".rstrip("="), headers=nora.bearer
            )
            if cursor
            else await http.get("/v1/employers?limit=1", headers=nora.bearer)
        ).json()
        found += [one["name"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert found == ["Aire Health Data", "The Calder", "Openward"]


async def test_who_led_to_whom(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    ana = await make_contact(http, nora, "Ana Ferreira")
    ben = await make_contact(http, nora, "Ben Adeyemi")
    body = {"id": str(new_id()), "introducer_id": ana["id"], "introduced_id": ben["id"]}
    made = await http.post("/v1/introductions", headers=nora.bearer, json=body)
    assert made.status_code == 201
    assert made.json()["introducer_name"] == "Ana Ferreira"
    again = await http.post("/v1/introductions", headers=nora.bearer, json=body)
    assert (again.status_code, again.json()) == (200, made.json())
    turned = {**body, "introducer_id": ben["id"], "introduced_id": ana["id"]}
    for wrong, status in (
        (turned, 409),
        ({**body, "id": str(new_id())}, 409),
        ({**body, "id": str(new_id()), "introduced_id": ana["id"]}, 400),
        ({**body, "id": str(new_id()), "introduced_id": str(new_id())}, 400),
    ):
        answer = await http.post("/v1/introductions", headers=nora.bearer, json=wrong)
        assert answer.status_code == status
    address = f"/v1/introductions/{body['id']}"
    closed = await http.patch(
        address, headers=if_match(nora, made.json()), json={"closed_at": "2026-03-01T10:00:00Z"}
    )
    assert closed.json()["closed_at"] == "2026-03-01T10:00:00Z"
    for one in (ana, ben):
        page = await http.get(
            "/v1/introductions", headers=nora.bearer, params={"contact_id": one["id"]}
        )
        assert [item["id"] for item in page.json()["items"]] == [body["id"]]
    seen_before = if_match(nora, made.json())
    assert (await http.delete(address, headers=seen_before)).status_code == 412
    assert (await http.delete(address, headers=nora.bearer)).status_code == 204
    assert (await http.get("/v1/introductions", headers=nora.bearer)).json()["items"] == []
    once_more = {**body, "id": str(new_id())}
    remade = await http.post("/v1/introductions", headers=nora.bearer, json=once_more)
    assert remade.status_code == 201


async def test_what_happened_comes_newest_first_and_in_pages(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    shown = await make_contact(http, nora, "Ana")
    address = f"/v1/contacts/{shown['id']}"
    for why in ("a", "b", "c"):
        answer = await http.patch(address, headers=if_match(nora, shown), json={"why": why})
        shown = answer.json()
    whole = (await http.get(f"{address}/timeline", headers=nora.bearer)).json()
    assert [one["name"] for one in whole["items"]] == ["contact.updated"] * 3 + ["contact.created"]
    items, cursor = [], None
    while True:
        params = {"limit": "1", **({"cursor": cursor} if cursor else {})}
        page = (await http.get(f"{address}/timeline", headers=nora.bearer, params=params)).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert items == whole["items"]


async def test_a_signature_is_read(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    text = "Maya Lindgren\nSenior analyst\nPennine University\nmaya@example.org\n+44 20 7946 0958"
    answer = await http.post("/v1/contacts/guess", headers=nora.bearer, json={"text": text})
    guessed = answer.json()
    assert guessed["name"] == "Maya Lindgren"
    assert guessed["email"] == "maya@example.org"


async def people_file(http: httpx.AsyncClient, owner: Somebody, kind: str) -> httpx.Response:
    answer = await http.get(f"/v1/contacts/export?format={kind}", headers=owner.bearer)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return answer


async def test_people_leave_as_a_file(
    http: httpx.AsyncClient, person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "_AT_ONCE", 2)
    nora, ruth = await person(), await person()
    await make_contact(http, ruth, "Not Noras")
    expected = []
    for name in ("Ana Ferreira", "Ben Adeyemi", "Cleo Mar", "Dana Brooks"):
        made = await make_contact(
            http, nora, name, points=[{"kind": "email", "value": f"{name[:3]}@example.org"}]
        )
        expected.append(made["name"])
    gone = await make_contact(http, nora, "Gone")
    await http.delete(f"/v1/contacts/{gone['id']}", headers=nora.bearer)
    table = (await people_file(http, nora, "csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["Display Name"] for row in rows] == expected
    assert rows[0]["E-mail 1 - Value"] == "Ana@example.org"
    cards = (await people_file(http, nora, "vcard")).text
    assert [line[3:] for line in cards.splitlines() if line.startswith("FN:")] == expected
    nobody = await person()
    assert len((await people_file(http, nobody, "csv")).text.splitlines()) == 1
