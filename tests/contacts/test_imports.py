"""What an import does to the list: who comes in, what changes, what stays as it is."""

import random
from datetime import date

import pytest

from api.tables import new_id
from tests.contacts.importing import HEADER, Hands, Importer, linkedin
from tests.contacts.linkedin_file import linkedin_file
from tests.contacts.making import if_match, make_contact

pytestmark = pytest.mark.anyio

MAYA = (
    "Maya,Lindgren,https://www.linkedin.com/in/maya-l,maya@example.org,Hollin Labs,Data Analyst,"
    "12 Mar 2024"
)
EWAN = "Ewan,Ross,https://www.linkedin.com/in/ewan-r,,Northern Board,Ward Nurse,01 Jan 2020"


def said(counts: dict[str, int]) -> dict[str, int]:
    """The counts that are not 0."""
    return {name: n for name, n in counts.items() if n}


async def test_a_file_is_looked_at_before_it_comes_in(importer: Importer, worker: Hands) -> None:
    made = await importer.upload(linkedin(MAYA, EWAN, MAYA.replace("Data Analyst", "Lecturer")))
    assert (made["state"], made["format"], made["progress"]) == ("checked", "linkedin", 0)
    assert said(made["counts"]) == {"rows": 3, "new": 2, "duplicates": 1}
    assert await importer.people() == []
    done = await importer.bring(worker, linkedin(MAYA, EWAN))
    assert (done["progress"], said(done["counts"])) == (1, {"rows": 2, "new": 2})
    ewan, maya = await importer.people()
    assert (ewan["name"], ewan["employer"]) == ("Ewan Ross", "Northern Board")
    assert (maya["role"], maya["source"]) == ("Data Analyst", "linkedin")
    assert (maya["function"], maya["function_guessed"]) == ("data", True)
    assert (maya["connected_on"], maya["typed"], maya["sort"]) == (
        date(2024, 3, 12), [], "unsorted",
    )  # fmt: skip
    card = await importer.get(f"/v1/contacts/{maya['id']}")
    assert [one["value"] for one in card["points"]] == [
        "maya@example.org", "https://www.linkedin.com/in/maya-l",
    ]  # fmt: skip
    assert card["thread"] is None


async def test_the_same_file_again_changes_nothing(importer: Importer, worker: Hands) -> None:
    content = linkedin_file(2600, seed=3, duplicates=0.05).content
    first = await importer.bring(worker, content)
    assert said(first["counts"])["rows"] == 2600
    before = await importer.state()
    again = await importer.bring(worker, content)
    assert await importer.state() == before
    assert again["counts"]["new"] == again["counts"]["changed"] == 0
    assert again["counts"]["unchanged"] == first["counts"]["new"]
    assert again["counts"]["duplicates"] == first["counts"]["duplicates"] > 0
    assert len(await importer.people()) == first["counts"]["new"]


async def test_what_changed_is_updated_and_said_before(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, linkedin(MAYA, EWAN))
    (ewan_before, _) = await importer.people()
    newer = linkedin(
        MAYA.replace("Hollin Labs,Data Analyst", "Openward GmbH,Head of Nursing")
        .replace("maya@example.org", "")
        .replace("Lindgren", "Berg"),
        EWAN,
    )
    made = await importer.upload(newer)
    assert said(made["counts"]) == {"rows": 2, "changed": 1, "unchanged": 1}
    await importer.bring(worker, newer)
    maya, ewan = sorted(await importer.people(), key=lambda row: row["name"], reverse=True)
    assert ewan == ewan_before
    assert (maya["name"], maya["employer"], maya["role"]) == (
        "Maya Berg", "Openward GmbH", "Head of Nursing",
    )  # fmt: skip
    assert (maya["function"], maya["function_guessed"]) == ("health", True)
    card = await importer.get(f"/v1/contacts/{maya['id']}")
    assert "maya@example.org" in [one["value"] for one in card["points"]]
    for q in ("berg", "openward", "nursing"):
        assert len((await importer.get(f"/v1/contacts?q={q}"))["items"]) == 1, q
    assert (await importer.get("/v1/contacts?q=hollin"))["items"] == []


async def test_what_the_person_typed_stays(importer: Importer, worker: Hands) -> None:
    card = await make_contact(
        importer.http, importer.who, "Maya Lindgren",
        role="Friend of Ana", function="education",
        points=[{"kind": "email", "value": "maya@example.org"}],
    )  # fmt: skip
    await importer.bring(worker, linkedin(MAYA.replace("Maya,", "Dr Maja,")))
    (maya,) = await importer.people()
    assert (maya["name"], maya["role"]) == ("Maya Lindgren", "Friend of Ana")
    assert (maya["function"], maya["function_guessed"]) == ("education", False)
    # What was not typed is filled, and a link is no other address.
    assert (maya["employer"], maya["connected_on"]) == ("Hollin Labs", date(2024, 3, 12))
    shown = await importer.get(f"/v1/contacts/{card['id']}")
    assert [one["kind"] for one in shown["points"]] == ["email", "url"]
    other = MAYA.replace("maya@example.org", "maya.private@example.org")
    await importer.bring(worker, linkedin(other))
    shown = await importer.get(f"/v1/contacts/{card['id']}")
    assert [one["value"] for one in shown["points"] if one["kind"] == "email"] == [
        "maya@example.org"
    ]


async def test_an_edit_after_an_import_is_typed(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, linkedin(MAYA))
    (maya,) = await importer.people()
    shown = await importer.get(f"/v1/contacts/{maya['id']}")
    answer = await importer.http.patch(
        f"/v1/contacts/{maya['id']}",
        json={"employer": "County Public Health"},
        headers=if_match(importer.who, shown),
    )
    assert answer.status_code == 200, answer.text
    await importer.bring(worker, linkedin(MAYA.replace("Data Analyst", "Director")))
    (maya,) = await importer.people()
    assert (maya["employer"], maya["role"]) == ("County Public Health", "Director")


async def test_rows_about_one_person_come_together(importer: Importer, worker: Hands) -> None:
    rows = [
        MAYA.replace("maya@example.org", "").replace("Data Analyst", ""),
        EWAN,
        MAYA.replace("Data Analyst", "Lecturer"),
        "Maya,Lindgren,,maya@example.org,,Professor,",
    ]
    done = await importer.bring(worker, linkedin(*rows))
    assert said(done["counts"]) == {"rows": 4, "new": 2, "duplicates": 2}
    _, maya = await importer.people()
    assert maya["role"] == "Lecturer"
    points = (await importer.get(f"/v1/contacts/{maya['id']}"))["points"]
    assert [one["value"] for one in points if one["kind"] == "email"] == ["maya@example.org"]
    before = await importer.state()
    await importer.bring(worker, linkedin(*rows))
    assert await importer.state() == before


async def test_a_row_far_behind_fills_and_never_changes(importer: Importer, worker: Hands) -> None:
    far = [f"Person,Number{n},https://www.linkedin.com/in/p-{n},,,Nurse," for n in range(2100)]
    rows = [MAYA, *far, MAYA.replace("Data Analyst", "Plumber").replace("maya@", "second@")]
    done = await importer.bring(worker, linkedin(*rows))
    assert said(done["counts"]) == {"rows": 2102, "new": 2101, "duplicates": 1}
    maya = next(row for row in await importer.people() if row["family_name"] == "Lindgren")
    assert maya["role"] == "Data Analyst"
    points = (await importer.get(f"/v1/contacts/{maya['id']}"))["points"]
    assert {one["value"] for one in points if one["kind"] == "email"} == {
        "maya@example.org", "second@example.org",
    }  # fmt: skip
    before = await importer.state()
    await importer.bring(worker, linkedin(*rows))
    assert await importer.state() == before


async def test_two_profiles_of_one_name_are_two_people(importer: Importer, worker: Hands) -> None:
    other = MAYA.replace("maya-l,maya@example.org", "maya-l-2,")
    await importer.bring(worker, linkedin(MAYA, other))
    assert len(await importer.people()) == 2


async def test_who_asked_to_be_deleted_stays_out(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, linkedin(MAYA, EWAN))
    maya = next(row for row in await importer.people() if row["given_name"] == "Maya")
    erased = await importer.post(f"/v1/contacts/{maya['id']}/erase")
    assert erased.status_code == 204
    for row in (MAYA, MAYA.replace("maya-l", "other"), "Maya,Lindgren,,,Hollin Labs,,"):
        done = await importer.bring(worker, linkedin(row, EWAN))
        assert said(done["counts"]) == {"rows": 2, "suppressed": 1, "unchanged": 1}, row
    assert [row["name"] for row in await importer.people()] == ["Ewan Ross"]


async def test_the_deleted_come_back_when_told(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, linkedin(MAYA, EWAN))
    maya = next(row for row in await importer.people() if row["given_name"] == "Maya")
    thread_id = str(new_id())
    await importer.post("/v1/threads", {"id": thread_id, "contact_id": str(maya["id"])})
    await importer.http.delete(f"/v1/contacts/{maya['id']}", headers=importer.who.bearer)
    newer = linkedin(MAYA.replace("Data Analyst", "Director"), EWAN)
    done = await importer.bring(worker, newer)
    assert said(done["counts"]) == {"rows": 2, "deleted": 1, "unchanged": 1}
    assert len(await importer.people()) == 1
    made = await importer.upload(newer)
    changed = await importer.patch(f"/v1/imports/{made['id']}", {"bring_back": True})
    assert (changed.status_code, changed.json()["state"]) == (200, "uploaded")
    await worker.work(importer.who.id)
    checked = await importer.get(f"/v1/imports/{made['id']}")
    assert said(checked["counts"]) == {"rows": 2, "new": 1, "unchanged": 1}
    await importer.post(f"/v1/imports/{made['id']}/start")
    await worker.work(importer.who.id)
    card = await importer.get(f"/v1/contacts/{maya['id']}")
    assert (card["role"], card["thread"]["id"]) == ("Director", thread_id)


async def test_a_merged_card_is_not_brought_a_second_time(
    importer: Importer, worker: Hands
) -> None:
    rows = ["Robert,Smith,,rob@example.org,Aire Health,Analyst,", "Bob,Smith,,,Aire Health,Nurse,"]
    await importer.bring(worker, linkedin(*rows))
    bob, robert = await importer.people()
    merged = await importer.post(
        "/v1/merges", {"keep_id": str(robert["id"]), "merge_id": str(bob["id"])}
    )
    assert merged.status_code == 201
    before = await importer.state()
    for some in (rows, rows[::-1], rows[1:]):
        done = await importer.bring(worker, linkedin(*some))
        assert done["counts"]["new"] == done["counts"]["changed"] == 0
    assert await importer.state() == before


async def test_archived_people_stay_archived(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, linkedin(MAYA))
    (maya,) = await importer.people()
    body = {"ids": [str(maya["id"])], "action": "archive"}
    assert (await importer.post("/v1/contacts/bulk", body)).status_code == 200
    done = await importer.bring(worker, linkedin(MAYA.replace("Data Analyst", "Director")))
    assert said(done["counts"]) == {"rows": 1, "changed": 1}
    (maya,) = await importer.people()
    assert maya["archived"]


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_comes_twice_comes_once(
    importer: Importer, worker: Hands, seed: int
) -> None:
    """Files drawn from few names, addresses and employers, so that rows meet in every way."""
    draw = random.Random(seed)

    def row() -> str:
        cells = [
            draw.choice(["Maya", "Ewan", "Bob", "Robert", "Dr. Maya"]),
            draw.choice(["Lindgren", "Ross", "Smith", "Smith, PhD"]),
            draw.choice(["", f"https://www.linkedin.com/in/p-{draw.randint(1, 5)}"]),
            draw.choice(["", "", "info@example.org", f"p{draw.randint(1, 4)}@example.org"]),
            draw.choice(["", "Openward", "Openward GmbH", "Hollin Labs"]),
            draw.choice(["", "Analyst", "Nurse"]),
            draw.choice(["", "01 Jan 2020", "nonsense"]),
        ]
        return ",".join(f'"{cell}"' for cell in cells)

    for _ in range(3):
        content = "\n".join([HEADER, *(row() for _ in range(25)), ""])
        await importer.bring(worker, content)
        before = await importer.state()
        again = await importer.bring(worker, content)
        assert again["counts"]["new"] == again["counts"]["changed"] == 0
        assert await importer.state() == before
