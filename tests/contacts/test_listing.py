"""The list of people: orders, filters, pages; found by words, beginnings, tags and with a slip."""

from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar

from api.contacts.listing import FOUND
from api.contacts.search import Found, query_words, search_text
from api.credentials import read_credential
from tests.conftest import MakePerson
from tests.contacts.making import if_match, make_contact
from tests.people import Somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Ana Ferreira",
        "role": "Data lead",
        "employer": "Aire Health Data",
        "source": "alumni",
    },
    {"name": "Ben Adeyemi", "role": "Clinical informatics manager", "tags": ["leeds"]},
    {"name": "Grace Obi", "role": "Nurse informatician", "employer": "St Brannock Hospital"},
    {
        "name": "Maya Peña-Lindgren",
        "role": "Lecturer",
        "employer": "Pennine University",
        "tags": ["leeds", "ward data"],
        "points": [
            {"kind": "email", "value": "maya@example.org"},
            {"kind": "phone", "value": "+44 20 7946 0958"},
        ],
    },
    {"name": "Łukasz Brandt", "role": "Product manager", "source": "event"},
]


async def make_people(http: httpx.AsyncClient, owner: Somebody) -> dict[str, dict[str, Any]]:
    return {one["name"]: await make_contact(http, owner, **one) for one in PEOPLE}


async def names(http: httpx.AsyncClient, owner: Somebody, **params: object) -> list[str]:
    answer = await http.get("/v1/contacts", headers=owner.bearer, params=params)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


async def all_pages(
    http: httpx.AsyncClient, owner: Somebody, limit: int, **params: object
) -> list[str]:
    found: list[str] = []
    cursor = None
    for _ in range(50):
        query = {**params, "limit": limit, **({"cursor": cursor} if cursor else {})}
        answer = await http.get("/v1/contacts", headers=owner.bearer, params=query)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= limit
        found += [one["name"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return found
    raise AssertionError("the pages do not end")


async def test_a_row_says_what_a_list_needs(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = (await make_people(http, nora))["Maya Peña-Lindgren"]
    page = (await http.get("/v1/contacts?q=maya", headers=nora.bearer)).json()
    assert page["items"] == [
        {
            "id": made["id"],
            "name": "Maya Peña-Lindgren",
            "role": "Lecturer",
            "employer_name": "Pennine University",
            "tags": ["leeds", "ward data"],
            "lane": None,
            "stage": None,
            "due_kind": None,
            "due_at": None,
            "updated_at": made["updated_at"],
        }
    ]


async def test_orders(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    made = await make_people(http, nora)
    by_name = ["Ana Ferreira", "Ben Adeyemi", "Grace Obi", "Łukasz Brandt", "Maya Peña-Lindgren"]
    assert await names(http, nora) == by_name
    grace = made["Grace Obi"]
    await http.patch(
        f"/v1/contacts/{grace['id']}", headers=if_match(nora, grace), json={"notes": "met"}
    )
    assert (await names(http, nora, sort="recent"))[:2] == ["Grace Obi", "Łukasz Brandt"]
    async with admin.transaction():
        await admin.execute("SELECT set_config('app.person_id', $1, true)", str(nora.id))
        await admin.execute("SELECT app.begin_write()")
        await admin.execute(
            "UPDATE person.contacts SET due_kind = 'follow_up',"
            " due_at = CASE name WHEN 'Grace Obi' THEN now() ELSE now() - interval '1 day' END"
            " WHERE owner_id = $1 AND name IN ('Grace Obi', 'Ana Ferreira')",
            nora.id,
        )
    due = await names(http, nora, sort="due")
    assert due[:2] == ["Ana Ferreira", "Grace Obi"]
    assert sorted(due) == sorted(by_name)
    for sort in ("name", "recent", "due"):
        whole = await names(http, nora, sort=sort)
        for limit in (1, 2, 3):
            assert await all_pages(http, nora, limit, sort=sort) == whole


async def test_filters(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    made = await make_people(http, nora)
    ben, maya = "Ben Adeyemi", "Maya Peña-Lindgren"
    for sort in ("name", "recent", "due"):
        assert sorted(await names(http, nora, tag="leeds", sort=sort)) == [ben, maya]
        assert await names(http, nora, source="event", sort=sort) == ["Łukasz Brandt"]
        assert await names(http, nora, lane="asked", sort=sort) == []
        pennine = made[maya]["employer"]["id"]
        assert await names(http, nora, employer_id=pennine, sort=sort) == [maya]
        assert await names(http, nora, employer_id=pennine, tag="nowhere", sort=sort) == []
    assert await all_pages(http, nora, 1, tag="leeds") == [ben, maya]
    await http.patch(
        f"/v1/contacts/{made[maya]['id']}",
        headers=if_match(nora, made[maya]),
        json={"archived": True},
    )
    assert maya not in await names(http, nora)
    assert await names(http, nora, archived="true") == [maya]
    assert await names(http, nora, tag="leeds") == [ben]
    assert await names(http, nora, q="lindgren") == []
    assert await names(http, nora, q="lindgren", archived="true") == [maya]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("maya", "Maya Peña-Lindgren"),
        ("LINDGREN", "Maya Peña-Lindgren"),
        ("pena", "Maya Peña-Lindgren"),
        ("Peña maya", "Maya Peña-Lindgren"),
        ("lindgren, maya", "Maya Peña-Lindgren"),
        ("lind penn", "Maya Peña-Lindgren"),
        ("lecturer", "Maya Peña-Lindgren"),
        ("ward leeds", "Maya Peña-Lindgren"),
        ("maya@example.org", "Maya Peña-Lindgren"),
        ("020 7946 0958", "Maya Peña-Lindgren"),
        ("+44 20 7946", "Maya Peña-Lindgren"),
        ("Dr. Maya", "Maya Peña-Lindgren"),
        ("lukasz", "Łukasz Brandt"),
        ("łuk", "Łukasz Brandt"),
        ("brannock", "Grace Obi"),
        ("lindgrn", "Maya Peña-Lindgren"),
        ("lidngren", "Maya Peña-Lindgren"),
        ("lindgreen", "Maya Peña-Lindgren"),
        ("lindgran", "Maya Peña-Lindgren"),
        ("maja lindgrn", "Maya Peña-Lindgren"),
        ("ferreria", "Ana Ferreira"),
        ("adeymi", "Ben Adeyemi"),
    ],
)
async def test_found(http: httpx.AsyncClient, person: MakePerson, q: str, expected: str) -> None:
    nora, ruth = await person(), await person()
    await make_people(http, nora)
    await make_contact(
        http, ruth, "Maya Lindgren Ferreira Adeyemi Brandt", role="Lecturer Brannock"
    )
    assert await names(http, nora, q=q) == [expected]


@pytest.mark.parametrize("q", ["zzz", "maya grace", "!!!", "%", "_", "lecturer zzz", "00"])
async def test_not_found(http: httpx.AsyncClient, person: MakePerson, q: str) -> None:
    nora = await person()
    await make_people(http, nora)
    assert await names(http, nora, q=q) == []


async def test_names_that_begin_so_come_first(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    for name, role in (("Zoe Data", "Nurse"), ("Adam Berg", "Data lead"), ("Dataia Ng", "Cook")):
        await make_contact(http, nora, name, role=role)
    ranked = ["Dataia Ng", "Adam Berg", "Zoe Data"]
    assert await names(http, nora, q="data") == ranked
    for limit in (1, 2):
        assert await all_pages(http, nora, limit, q="data") == ranked


async def test_the_words_follow_every_change(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    maya = await make_contact(http, nora, "Maya Lindgren", employer="Pennine", tags=["leeds"])
    changed = await http.patch(
        f"/v1/contacts/{maya['id']}",
        headers=if_match(nora, maya),
        json={"name": "Maja Lind", "points": [{"kind": "email", "value": "ml@x.example.org"}]},
    )
    assert await names(http, nora, q="maja ml pennine") == ["Maja Lind"]
    assert await names(http, nora, q="lindgren pennine") == []
    employer = changed.json()["employer"]
    await http.patch(
        f"/v1/employers/{employer['id']}",
        headers={**nora.bearer, "if-match": "*"},
        json={"name": "Calder Analytics"},
    )
    assert await names(http, nora, q="calder") == ["Maja Lind"]
    assert await names(http, nora, q="pennine") == []
    bulk = {"ids": [maya["id"]], "action": "tag", "tag": "Wards"}
    assert (await http.post("/v1/contacts/bulk", headers=nora.bearer, json=bulk)).status_code == 200
    assert await names(http, nora, q="wards calder") == ["Maja Lind"]
    await http.post("/v1/contacts/bulk", headers=nora.bearer, json={**bulk, "action": "untag"})
    assert await names(http, nora, q="wards") == []
    gone = await http.delete(f"/v1/employers/{employer['id']}", headers=nora.bearer)
    assert gone.status_code == 204
    assert await names(http, nora, q="calder") == []


@pytest.mark.parametrize(
    "query", ["", "sort=recent", "sort=due", "q=an", "q=zzzz", "tag=leeds", "q=lindgrn&tag=leeds"]
)
async def test_a_list_is_one_statement(
    app: Litestar, http: httpx.AsyncClient, person: MakePerson, query: str
) -> None:
    nora = await person()
    await make_people(http, nora)
    async with statements(app) as seen:
        answer = await http.get(f"/v1/contacts?{query}", headers=nora.bearer)
    assert answer.status_code == 200
    assert len(seen) == 1


async def test_a_cursor_belongs_to_its_person_and_list(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora, ruth = await person(), await person()
    await make_people(http, nora)
    page = (await http.get("/v1/contacts?limit=1", headers=nora.bearer)).json()
    cursor = page["next_cursor"]
    for who, query in (
        (ruth, f"limit=1&cursor={cursor}"),
        (nora, f"limit=1&sort=due&cursor={cursor}"),
        (nora, f"limit=1&q=a&cursor={cursor}"),
        (nora, f"limit=1&cursor={cursor[:-2]}xx"),
    ):
        answer = await http.get(f"/v1/contacts?{query}", headers=who.bearer)
        assert answer.status_code == 400


WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", max_codepoint=0x24FF), max_size=30
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_each_beginning_of_each_word_of_a_name_is_found(
    parts: list[str], data: st.DataObject
) -> None:
    """What is asked and what is stored go through one normalization, here in Python."""
    name = " ".join(parts)
    stored = search_text(Found(name, "", "", (), ()))
    for word in query_words(name):
        cut = data.draw(st.integers(1, len(word)))
        digits = word.isdigit() and len(word) >= 5
        assert (word[:cut] if digits else f" {word[:cut]}") in stored
        assert not set(word) & set("%_\\ ")


async def test_what_many_have_is_found_without_a_list_of_all_that_match(
    http: httpx.AsyncClient, person: MakePerson, admin: asyncpg.Connection
) -> None:
    nora = await person()
    # One card in five, and none of the first 160 in the order of names.
    people = [
        f"Zoe Holm {number:03}" if number % 5 == 0 else f"Ada Abel {number:03}"
        for number in range(200)
    ]
    for start in (0, 100):
        items = [
            {"external_id": name, "name": name, "employer": "Holme" if name[0] == "Z" else "Abbey"}
            for name in people[start : start + 100]
        ]
        made = await http.post("/v1/contacts/batch", headers=nora.bearer, json={"items": items})
        assert {one["result"] for one in made.json()["items"]} == {"created"}
    credential = read_credential(nora.token)
    assert credential is not None
    asked = dict.fromkeys(FOUND.names) | {"owner_id": nora.id, "archived": False, "most": 20}
    walks = (
        "SELECT coalesce(sum(pg_stat_get_xact_function_calls(oid)), 0) FROM pg_proc"
        " WHERE pronamespace = 'search'::regnamespace AND proname = 'walk'"
    )
    async with admin.transaction():
        await admin.execute("SET LOCAL track_functions = 'all'; SET LOCAL ROLE askwell_app")
        await admin.execute(f"SELECT {credential.entering('contacts:read')}")
        for words, walked in (("holx", 0), ("hol", 1)):
            rows = await admin.fetch(FOUND.sql, *FOUND.arguments(asked | {"words": [words]}))
            assert len(rows) == 20
            assert await admin.fetchval(walks) == walked
