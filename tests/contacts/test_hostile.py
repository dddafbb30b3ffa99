"""Values at the edge of what can be kept are refused or kept, never a fault of ours."""

from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from api.contacts.creating import NewContact, create_contacts
from api.contacts.models import Employer
from api.credentials import read_credential
from api.errors import Conflict
from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "tag=%00",
        "tag=%ED%A0%80",
        "q=%ED%A0%80",
        "q=" + "a%20" * 50,
        "q=" + "%F0%9F%91%A9" * 40,
        "employer_id=x",
        "lane=nowhere",
        "limit=0",
        "limit=101",
        "limit=99999999999999999999",
        "archived=perhaps",
        "cursor=%00",
        "cursor=AAAA",
        "sort=",
    ],
)
async def test_questions(http: httpx.AsyncClient, person: MakePerson, query: str) -> None:
    nora = await person()
    await make_contact(http, nora)
    answer = await http.get(f"/v1/contacts?{query}", headers=nora.bearer)
    assert answer.status_code in {200, 400}, answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"retain_until": "0001-01-01"},
        {"retain_until": "9999-12-31"},
        {"tags": ["\u0000"]},
        {"tags": [" "]},
        {"tags": [f"t{n}" for n in range(51)]},
        {"points": [{"kind": "email", "value": "not an address"}]},
        {"points": [{"kind": "url", "value": "http://[::1"}]},
        {"points": [{"kind": "phone", "value": "٠١٢٣٤٥٦٧٨٩"}]},
        {"notes": "\U0001f9d1" * 20_000},
        {"role": "Ω" * 200},
        {"employer": "..."},
        {"employer": "   "},
        {"external_id": "\t"},
        {"name": "Ⅻ ﬁ ß İ ǆ"},
        {"name": "\u202e\u200b\u0301"},
    ],
)
async def test_cards(
    http: httpx.AsyncClient, person: MakePerson, fields: dict[str, object]
) -> None:
    nora = await person()
    body = {"id": str(new_id()), "name": "Maya", **fields}
    answer = await http.post("/v1/contacts", headers=nora.bearer, json=body)
    assert answer.status_code in {201, 400}, answer.text
    if answer.status_code == 201:
        again = await http.post("/v1/contacts", headers=nora.bearer, json=body)
        assert again.status_code == 200
        change = await http.patch(
            f"/v1/contacts/{body['id']}", headers={**nora.bearer, "if-match": "*"}, json=fields
        )
        assert change.status_code == 200, change.text


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2027-01-01T00:00:00"]
)
async def test_times_beyond_the_calendar(
    http: httpx.AsyncClient, person: MakePerson, at: str
) -> None:
    nora = await person()
    ana, ben = await make_contact(http, nora, "Ana"), await make_contact(http, nora, "Ben")
    body = {"id": str(new_id()), "introducer_id": ana["id"], "introduced_id": ben["id"]}
    await http.post("/v1/introductions", headers=nora.bearer, json=body)
    answer = await http.patch(
        f"/v1/introductions/{body['id']}",
        headers={**nora.bearer, "if-match": "*"},
        json={"closed_at": at},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("way", ["orm", "compiled"])
async def test_a_key_that_is_taken_is_a_conflict(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson, way: str
) -> None:
    """What a service forgot to ask first is still a refusal, not a fault."""
    nora = await person()
    made = await make_contact(http, nora, employer="Openward")
    owner, contact_id = nora.id, UUID(made["id"])
    credential = read_credential(nora.token)

    async def make_again() -> None:
        async with app.state.database.enter(credential, "contacts:write", writing=True) as work:
            if way == "orm":
                session = await work.session()
                session.add(Employer(owner_id=owner, id=new_id(), name="x", name_norm="openward"))
                await session.flush()
            else:
                await create_contacts(work, [NewContact(id=contact_id, name="Maya")])

    with pytest.raises(Conflict):
        await make_again()
