"""The gap as it stands, over HTTP: what counts, for which goal, and whom to ask next."""

from datetime import timedelta

import pytest

from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.reports.conftest import Study
from tests.statements import statements

pytestmark = pytest.mark.anyio


async def test_two_employers_make_a_gap_and_one_asks_on(study: Study) -> None:
    await study.said("Priya Nair", "SQL before any tool", "sql", 3, employer="Calder")
    await study.said("Ana Ferreira", "SQL stays", "sql", 3, employer="Calder")
    (one,) = (await study.gap()).values()
    assert (one["standing"], one["sources"], one["people"]) == ("ask", 1, 2)
    await study.said("Grace Obi", "Learn SQL", "sql", 3, employer="St Brannock")
    one = (await study.gap())["SQL"]
    assert (one["standing"], one["required"], one["sources"], one["confidence"]) == (
        "unsaid",
        3,
        2,
        "some",
    )
    await study.level("sql", 2, proof_kind="project", proof="The falls sheet")
    one = (await study.gap())["SQL"]
    assert (one["standing"], one["own"], one["proof"]) == ("gap", 2, "The falls sheet")
    await study.said("Lukas", "Nobody here writes SQL", "sql", says="not_needed", employer="Open")
    one = (await study.gap())["SQL"]
    assert (one["standing"], one["against"]) == ("gap", 1)
    await study.level("sql", 3)
    assert (await study.gap())["SQL"]["standing"] == "met"


async def test_the_most_urgent_gap_comes_first(study: Study) -> None:
    for name in ("A", "B"):
        await study.said(f"{name} One", "Presenting", "presenting", 3, employer=name)
        await study.said(f"{name} Two", "SQL", "sql", 4, employer=name)
    await study.said("C Three", "SQL", "sql", 4, employer="C")
    await study.level("sql", 2)
    await study.level("presenting", 2)
    await study.plan(id_of("askwell", "sql"), "Second half of the ward table")
    found = await study.gap()
    assert list(found) == ["SQL", "Presenting"]
    assert [step["text"] for step in found["SQL"]["plan"]] == ["Second half of the ward table"]
    assert found["SQL"]["plan"][0]["due_on"] == "2027-06-14"


async def test_each_goal_hears_its_own_talks(study: Study) -> None:
    product = await study.goal("Product manager in a software company")
    policy = await study.goal("Policy adviser in a ministry")
    for name in ("A", "B"):
        await study.said(
            f"Pia {name}", "Roadmaps", "roadmaps", 3, role="Product manager", employer=name
        )
        await study.said(
            f"Leo {name}",
            "Write a brief",
            "policy-writing",
            3,
            role="Policy adviser",
            employer=name,
        )
    shown = (await study.room.get("/gap"))["goals"]
    assert [one["id"] for one in shown] == [product, policy]
    assert set(await study.gap(product)) == {"Roadmaps"}
    assert set(await study.gap(policy)) == {"Writing briefs"}
    assert set(await study.gap()) == {"Roadmaps", "Writing briefs"}
    assert (await study.room.call("GET", f"/gap?goal_id={new_id()}")).status_code == 404


async def test_ask_next_names_who_was_not_heard_elsewhere(study: Study) -> None:
    room = study.room
    await study.said(
        "Ewan Ross", "Who owns the definitions", "data-definitions", 2, employer="Board"
    )
    ingrid = await room.contact("Ingrid Sorensen", role="Data steward", employer="Forum")
    fatima = await room.contact("Fatima El Idrissi", role="Data manager", employer="Hollin")
    await room.contact("Paul Venter", role="Data steward", employer="Board")
    await room.contact("Mark Tunstall", role="Teacher", employer="Kirkby")
    starts = room.now + timedelta(days=1)
    talk = {
        "id": str(new_id()),
        "thread_id": str(new_id()),
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=30)).isoformat(),
        "zone": "Europe/London",
        "medium": "phone",
    }
    await room.send("POST", "/threads", {"id": talk["thread_id"], "contact_id": fatima})
    made = await room.call("POST", "/conversations", talk)
    assert made.status_code == 201, made.text
    (one,) = (await study.gap()).values()
    assert [(who["contact"]["id"], who["reason"]) for who in one["whom"]] == [
        (ingrid, "their_work"),
        (fatima, "talk_planned"),
    ]
    assert one["whom"][1]["conversation_id"] == talk["id"]


async def test_whoever_must_not_know_is_not_named(study: Study) -> None:
    room = study.room
    await study.said("Ewan Ross", "SQL", "sql", 2, employer="Board")
    await room.contact("Kofi Mensah", role="SQL trainer", employer="Far", do_not_contact=True)
    (one,) = (await study.gap()).values()
    assert one["whom"] == []


async def test_it_fades(study: Study) -> None:
    old, new = timedelta(days=1500), timedelta(days=2)
    for name, ago, level in (("A", old, 4), ("B", old, 4), ("C", new, 2), ("D", new, 2)):
        await study.said(f"Who {name}", "SQL", "sql", level, employer=name, ago=ago)
    assert (await study.gap())["SQL"]["required"] == 2


async def test_merged_skills_count_together_and_the_better_level_stands(study: Study) -> None:
    await study.said("A One", "SQL", "sql", 3, employer="A")
    await study.said("B Two", "Databases", "databases", 3, employer="B")
    await study.level("databases", 3)
    path = f"/skills/{id_of('askwell', 'databases')}"
    await study.room.change(path, {"merged_into_id": str(id_of("askwell", "sql"))})
    (one,) = (await study.gap()).values()
    assert (one["skill"]["name"], one["sources"], one["own"], one["standing"]) == (
        "SQL",
        2,
        3,
        "met",
    )
    await study.level("sql", 1)
    assert (await study.gap())["SQL"]["own"] == 1


async def test_six_statements_whatever_is_in_it(study: Study) -> None:
    for number in range(3):
        await study.said(f"Who {number}", "SQL", "sql", 3, employer=f"E{number}")
    async with statements(study.room.http._transport.app) as seen:  # type: ignore[attr-defined]
        await study.gap()
    assert len(seen) == 6, seen


async def test_nobody_sees_the_gap_of_another(study: Study, person: MakePerson) -> None:
    await study.said("A One", "SQL", "sql", 3)
    stranger, narrow = await person(), await person(scopes=["contacts:read"])
    http = study.room.http
    assert (await http.get("/v1/gap")).status_code == 401
    assert (await http.get("/v1/gap", headers=narrow.bearer)).status_code == 403
    assert (await http.get("/v1/gap", headers=stranger.bearer)).json()["skills"] == []
