"""Pairs that may be one person: found with reasons, paged, dismissed."""

import random
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.making import make_contact
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio


@pytest.fixture
async def nora(person: MakePerson) -> Somebody:
    return await person()


async def pairs(http: httpx.AsyncClient, who: Somebody, query: str = "") -> dict[str, Any]:
    answer = await http.get(f"/v1/duplicates{query}", headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def email(address: str) -> list[dict[str, str]]:
    return [{"kind": "email", "value": address}]


def profile(slug: str) -> list[dict[str, str]]:
    return [{"kind": "url", "value": f"https://www.linkedin.com/in/{slug}"}]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        (
            {"name": "Maya Lindgren", "points": email("maya@example.org")},
            {"name": "M. Lindgren", "points": email("Maya@Example.org")},
            ["same_email", "initial"],
        ),
        (
            {"name": "Maya Lindgren", "points": profile("maya-l")},
            {"name": "Maya Berg", "points": profile("MAYA-L/")},
            ["same_profile"],
        ),
        (
            {"name": "Robert Smith", "employer": "Aire Health"},
            {"name": "Bob Smith", "employer": "Aire Health Data Ltd"},
            ["short_form", "similar_employer"],
        ),
        (
            {"name": "Katharina Lindgren", "employer": "Openward"},
            {"name": "Katarina Lindgrenn", "employer": "Openward GmbH"},
            ["similar_employer", "similar_name"],
        ),
        (
            {"name": "Lindgren Maya", "employer": "Openward"},
            {"name": "Maya Lindgren", "employer": "Openward"},
            ["similar_employer", "turned_name"],
        ),
        (
            {"name": "Maya Lindgren", "points": [{"kind": "phone", "value": "+44 20 7946 0958"}]},
            {"name": "Maya Berg", "points": [{"kind": "phone", "value": "0044 (0)20 79460958"}]},
            ["same_phone"],
        ),
    ],
)
async def test_a_pair_is_shown_with_its_reasons(
    http: httpx.AsyncClient,
    nora: Somebody,
    one: dict[str, Any],
    other: dict[str, Any],
    codes: list[str],
) -> None:
    for card in (one, other):
        await make_contact(http, nora, **card)
    await make_contact(http, nora, "Somebody Else", employer="Openward")
    (pair,) = (await pairs(http, nora))["items"]
    assert {pair["keep"]["name"], pair["merge"]["name"]} == {one["name"], other["name"]}
    assert [reason["code"] for reason in pair["reasons"]] == codes
    assert pair["likeness"] >= 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Maya Lindgren"}, {"name": "Maya Lindgren"}),
        (
            {"name": "Maya Lindgren", "employer": "Openward", "points": profile("maya-1")},
            {"name": "Maya Lindgren", "employer": "Openward", "points": profile("maya-2")},
        ),
        (
            {"name": "Maria Lopez", "employer": "Openward"},
            {"name": "Mario Lopez", "employer": "Openward"},
        ),
    ],
)
async def test_no_pair(
    http: httpx.AsyncClient, nora: Somebody, one: dict[str, Any], other: dict[str, Any]
) -> None:
    for card in (one, other):
        await make_contact(http, nora, **card)
    assert (await pairs(http, nora))["items"] == []


async def test_the_card_with_more_on_it_is_kept(http: httpx.AsyncClient, nora: Somebody) -> None:
    thin = await make_contact(http, nora, "Maya Lindgren", points=email("maya@example.org"))
    full = await make_contact(
        http, nora, "Maya Lindgren", points=email("maya@example.org"), role="Lecturer", notes="Hm."
    )
    (pair,) = (await pairs(http, nora))["items"]
    assert (pair["keep"]["id"], pair["merge"]["id"]) == (full["id"], thin["id"])
    thread = {"id": str(new_id()), "contact_id": thin["id"]}
    await http.post("/v1/threads", json=thread, headers=nora.bearer)
    (pair,) = (await pairs(http, nora))["items"]
    assert pair["keep"]["id"] == thin["id"]


async def test_two_people_are_not_shown_again_unless_asked(
    http: httpx.AsyncClient, nora: Somebody, person: MakePerson
) -> None:
    one = await make_contact(http, nora, "Maya Lindgren", points=email("team@example.org"))
    two = await make_contact(http, nora, "Maya Berg", points=email("team@example.org"))
    body = {"keep_id": two["id"], "merge_id": one["id"]}
    said = await http.post("/v1/duplicates/dismissed", json=body, headers=nora.bearer)
    again = await http.post("/v1/duplicates/dismissed", json=body, headers=nora.bearer)
    assert (said.status_code, again.status_code) == (204, 204)
    assert (await pairs(http, nora))["items"] == []
    path = f"/v1/duplicates/dismissed/{one['id']}/{two['id']}"
    stranger = await person()
    assert (await http.delete(path, headers=stranger.bearer)).status_code == 404
    assert (await http.delete(path, headers=nora.bearer)).status_code == 204
    assert (await http.delete(path, headers=nora.bearer)).status_code == 404
    assert len((await pairs(http, nora))["items"]) == 1


async def test_pages_show_each_pair_once(http: httpx.AsyncClient, nora: Somebody) -> None:
    for number in range(7):
        for name in ("Maya", "Mia"):
            await make_contact(
                http, nora, f"{name} Number{number}", points=email(f"m{number}@example.org")
            )
    seen, cursor, pages = [], "", 0
    while True:
        page = await pairs(http, nora, f"?limit=3{cursor}")
        seen += [(one["keep"]["id"], one["merge"]["id"]) for one in page["items"]]
        pages += 1
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert (pages, len(seen), len(set(seen))) == (3, 7, 7)


async def test_as_many_statements_however_many_pairs(
    http: httpx.AsyncClient, app: Litestar, nora: Somebody
) -> None:
    counts = []
    for number in range(6):
        for name in ("Maya", "Mia"):
            await make_contact(
                http, nora, f"{name} Number{number}", employer=f"Employer {number}",
                points=email(f"m{number}@example.org"),
            )  # fmt: skip
        async with statements(app) as seen:
            await pairs(http, nora)
        counts.append(len(seen))
    assert set(counts) == {8}


async def test_a_mailbox_of_everybody_pairs_nobody(
    http: httpx.AsyncClient, nora: Somebody, admin: asyncpg.Connection
) -> None:
    draw = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(41):
        name = "".join(draw.choices(letters, k=9))
        await make_contact(
            http, nora, f"{name} {name[::-1]}{number}", points=email("info@example.org")
        )
    assert (await pairs(http, nora))["items"] == []


async def test_who_may_not(http: httpx.AsyncClient, person: MakePerson, nora: Somebody) -> None:
    one = await make_contact(http, nora, "Maya Lindgren", points=email("maya@example.org"))
    two = await make_contact(http, nora, "Mia Lindgren", points=email("maya@example.org"))
    stranger, narrow = await person(), await person(scopes=["threads:read"])
    body = {"keep_id": one["id"], "merge_id": two["id"]}
    path = f"/v1/duplicates/dismissed/{one['id']}/{two['id']}"
    for method, where, sent in (
        ("GET", "/v1/duplicates", None),
        ("POST", "/v1/duplicates/dismissed", body),
        ("DELETE", path, None),
    ):
        assert (await http.request(method, where, json=sent)).status_code == 401
        refused = await http.request(method, where, json=sent, headers=narrow.bearer)
        assert refused.status_code == 403
    assert (await pairs(http, stranger))["items"] == []
    refused = await http.post("/v1/duplicates/dismissed", json=body, headers=stranger.bearer)
    assert refused.status_code == 404
