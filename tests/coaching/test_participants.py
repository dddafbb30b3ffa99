"""What staff see of whoever takes part: nothing but what is shared with them, without a name in it."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.isolation.rows import behind_the_scenes
from tests.organizations.place import Place, open_place, told
from tests.people import Somebody
from tests.sharing.part import CANARY, Part, join, talk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def nora(place: Place, person: MakePerson) -> Part:
    return await join(place, await person())


async def test_before_anything_is_shared_a_coach_sees_a_name_and_a_week(nora: Part) -> None:
    await talk(nora)
    seen = await nora.seen()
    today = datetime.now(UTC).date()
    mondays = {
        (today - timedelta(days=today.weekday() + back)).isoformat() for back in (0, 7)
    }  # a week may begin during this test
    assert seen.pop("last_week") in mondays
    assert seen == {
        "id": nora.enrolment,
        "cohort_id": nora.place.ids["cohort"],
        "name": "Nora Haas",
        "uses_askwell": True,
        "coached": True,
        "shares": [],
        "activity": None,
        "growth": None,
    }
    asks = await nora.place.do("coach", "GET", f"/participants/{nora.enrolment}/asks")
    assert asks == {"items": [], "next_cursor": None}


async def test_what_is_shared_is_counts_and_weeks_under_other_names(nora: Part) -> None:
    contact = await talk(nora)
    await talk(nora, "Paul", present=True)
    await nora.give()
    answer = await nora.place.ask("coach", "GET", f"/participants/{nora.enrolment}")
    activity = answer.json()["activity"]
    assert {one["lane"]: one["n"] for one in activity["lanes"] if one["n"]} == {"talked": 1}
    assert {name: activity[name] for name in ("asked", "answered", "talks", "thanks", "stuck")} == {
        "asked": 1,
        "answered": 1,
        "talks": 1,
        "thanks": {"k": 0, "n": 0},
        "stuck": None,
    }, "whoever works for the present employer is in no shared view"
    page = await nora.place.ask("coach", "GET", f"/participants/{nora.enrolment}/asks")
    (ask,) = page.json()["items"]
    salt = await nora.place.admin.fetchval(
        "SELECT alias_salt FROM person.grants WHERE owner_id = $1", nora.who.id
    )
    digest = hashlib.sha256(salt + UUID(contact).bytes).digest()
    assert ask["alias"] == f"Contact {base64.b32encode(digest).decode()[:5]}"
    assert (ask["stage"], ask["lane"], ask["function"]) == ("held", "talked", "data")
    assert ask["seniority"] is None, "a word of no short list"
    assert datetime.fromisoformat(ask["asked_week"]).weekday() == 0
    everything = answer.text + page.text + str(answer.headers) + str(page.headers)
    ids = await nora.place.admin.fetch(
        "SELECT id::text FROM person.contacts WHERE owner_id = $1 UNION"
        " SELECT id::text FROM person.threads WHERE owner_id = $1",
        nora.who.id,
    )
    assert CANARY not in everything
    assert not [row["id"] for row in ids if row["id"] in everything]
    for sent in (answer, page):
        assert sent.headers["cache-control"] == "private, no-store"
        assert "etag" not in sent.headers
    # The person sees of themselves what their coach does.
    preview = await nora.do("GET", f"{nora.here}/preview")
    assert preview["activity"] == activity
    assert await nora.do("GET", f"{nora.here}/preview/asks") == page.json()


async def test_names_cannot_be_laid_side_by_side(
    nora: Part, person: MakePerson, place: Place, admin: asyncpg.Connection
) -> None:
    for name in ("Maya", "Paul", "Ada"):
        await talk(nora, name)
    other_place = await open_place(place.http, admin, person)
    other = await join(other_place, nora.who)

    async def asks(part: Part) -> dict[str, str]:
        await part.give()
        shown: dict[str, str] = {}
        path, cursor = f"/participants/{part.enrolment}/asks?limit=2", ""
        while True:
            page = await part.place.do("coach", "GET", path + cursor)
            shown |= {one["ref"]: one["alias"] for one in page["items"]}
            if page["next_cursor"] is None:
                return shown
            cursor = f"&cursor={page['next_cursor']}"

    here, there = await asks(nora), await asks(other)
    assert len(here) == len(there) == 3
    await nora.end()
    anew = await asks(nora)
    for one, two in ((here, there), (here, anew), (there, anew)):
        assert not set(one) & set(two)
        assert not set(one.values()) & set(two.values())
    assert await asks(nora) == anew, "under one grant they stay"


REPORT = f"""{{"goal": "{CANARY}", "talks": 1, "people": 1, "employers": 1, "lines": 1, "skills": [
  {{"skill_id": "{new_id()}", "name": "SQL", "standing": "gap", "required": 3, "level_said": true,
    "own": 2, "proof_kind": "project", "proof": "{CANARY}", "sources": 2, "against": 1, "people": 2,
    "confidence": "fair", "whom": [], "plan": [{{"text": "{CANARY}"}}], "lines": []}}]}}"""


async def test_what_they_are_learning_is_chosen_goals_and_numbers(
    nora: Part, admin: asyncpg.Connection
) -> None:
    chosen, kept = str(new_id()), str(new_id())
    for goal, what in ((chosen, "Health data analyst"), (kept, CANARY)):
        await nora.do("POST", "/v1/goals", {"id": goal, "what": what, "why": CANARY})
    async with behind_the_scenes(admin):
        for goal, days in ((None, 2), (kept, 1)):
            await admin.execute(
                "INSERT INTO person.reports (owner_id, id, kind, goal_id, state, made_at, data)"
                " VALUES ($1, $2, 'skill_gap', $3, 'ready', now() - make_interval(days => $4), $5)",
                nora.who.id,
                new_id(),
                goal,
                days,
                REPORT if goal is None else "{}",
            )
    await nora.give("activity")
    assert (await nora.seen())["growth"] is None
    await nora.give("growth", goal_ids=[chosen, str(new_id())])
    answer = await nora.place.ask("coach", "GET", f"/participants/{nora.enrolment}")
    growth = answer.json()["growth"]
    assert growth["goals"] == [{"what": "Health data analyst", "due_on": None, "state": "open"}]
    assert growth["skills"] == [
        {"name": "SQL", "standing": "gap", "required": 3, "own": 2, "sources": 2, "against": 1}
    ]
    assert datetime.fromisoformat(growth["report_week"]).weekday() == 0
    assert CANARY not in answer.text
    assert (await nora.do("GET", f"{nora.here}/preview"))["growth"] == growth
    kinds = {one["kind"] for one in (await nora.do("GET", "/v1/sharing/looks"))["items"]}
    assert kinds == {"membership", "activity", "growth"}
    await nora.end("growth")
    seen = await nora.seen()
    assert (seen["growth"], seen["shares"]) == (None, ["activity"])


async def everybody(place: Place, person: MakePerson, admin: asyncpg.Connection) -> list[Somebody]:
    """All who are not the coach of the cohort, and one who was."""
    elsewhere = await open_place(place.http, admin, person)
    second = await person()
    membership = await place.hire(second, "coach")
    coaching = {"id": str(new_id()), "membership_id": membership}
    await place.do("owner", "POST", f"/cohorts/{place.ids['other_cohort']}/coaches", coaching)
    former = await person()
    left = await place.hire(former, "coach")
    coaching = {"id": str(new_id()), "membership_id": left}
    here = f"/cohorts/{place.ids['cohort']}/coaches"
    await place.do("owner", "POST", here, coaching)
    ended = f"/coaches/{coaching['id']}/end"
    await place.do("owner", "POST", ended)
    gone = await person()
    membership = await place.hire(gone, "coach")
    await place.do("owner", "POST", here, {"id": str(new_id()), "membership_id": membership})
    end = {"active": False}
    await place.do("owner", "PATCH", f"/memberships/{membership}", end, **{"if-match": "*"})
    staff = [place.staff[role] for role in ("owner", "admin", "analyst", "developer")]
    return [*staff, second, former, gone, elsewhere.staff["coach"], await person()]


async def test_nobody_but_the_coach_at_this_moment_sees_what_is_shared(
    nora: Part, person: MakePerson, place: Place, admin: asyncpg.Connection
) -> None:
    await talk(nora)
    for what in ("activity", "growth", "outcome"):
        assert (await nora.give(what)).status_code == 201
    assert (await nora.seen())["shares"] == ["activity", "growth", "outcome"]
    paths = [
        *(f"/participants{rest}" for rest in ("", f"/{nora.enrolment}", f"/{nora.enrolment}/asks")),
        f"/enrolments/{nora.enrolment}",
        f"/cohorts/{place.ids['cohort']}/enrolments",
        "/audit-log",
        "/memberships",
    ]
    for who in [*(await everybody(place, person, admin)), nora.who]:
        for path in paths:
            answer = await place.ask(who, "GET", path)
            assert CANARY not in answer.text
            for word in ("Contact ", '"asked":', '"thanks":', "talked"):
                assert word not in answer.text, (path, word, answer.text)
        for path in ("/preview", "/preview/asks"):
            if who is not nora.who:
                own = await place.http.get(nora.here + path, headers=who.bearer)
                assert own.status_code == 404


async def test_managers_see_who_takes_part_and_other_coaches_do_not(
    nora: Part, person: MakePerson, place: Place, admin: asyncpg.Connection
) -> None:
    await nora.give()
    names = {
        who: [one["name"] for one in (await place.do(who, "GET", "/participants"))["items"]]
        for who in ("owner", "admin", "coach")
    }
    assert names["coach"] == ["Nora Haas", "Paul of Spring"]
    assert names["owner"] == names["admin"] == ["Nora Haas", "Paul of Fall", "Paul of Spring"]
    of_cohort = await place.do(
        "owner", "GET", f"/participants?cohort_id={place.ids['other_cohort']}"
    )
    assert [one["name"] for one in of_cohort["items"]] == ["Paul of Fall"]
    seen = await nora.seen("owner")
    assert (seen["coached"], seen["shares"], seen["activity"]) == (False, [], None)
    second = (await everybody(place, person, admin))[4]
    hidden = await place.ask(second, "GET", f"/participants/{nora.enrolment}")
    unknown = await place.ask(second, "GET", f"/participants/{new_id()}")
    assert told(hidden) == told(unknown)
    assert hidden.status_code == 404


async def test_a_manager_who_coaches_sees_what_is_shared_with_their_coaches(
    nora: Part, place: Place
) -> None:
    await nora.give()
    coaching = {"id": str(new_id()), "membership_id": place.ids["owner"]}
    await place.do("owner", "POST", f"/cohorts/{place.ids['cohort']}/coaches", coaching)
    assert (await nora.seen("owner"))["shares"] == ["activity"]


async def test_a_page_of_participants_says_how_it_is_going(
    nora: Part, place: Place, person: MakePerson
) -> None:
    await talk(nora)
    await nora.give()
    await join(place, await person())
    first = await place.do("coach", "GET", "/participants?limit=2")
    second = await place.do("coach", "GET", f"/participants?limit=2&cursor={first['next_cursor']}")
    assert (len(first["items"]), len(second["items"])) == (2, 1)
    assert second["next_cursor"] is None
    shown = {one["id"]: one["activity"] for one in first["items"]}
    assert shown.pop(nora.enrolment) == {"asked": 1, "answered": 1, "talks": 1, "stuck": None}
    assert list(shown.values()) == [None]


async def test_two_organizations_do_not_see_each_other(
    nora: Part, person: MakePerson, place: Place, admin: asyncpg.Connection
) -> None:
    other_place = await open_place(place.http, admin, person)
    other = await join(other_place, nora.who)
    await nora.give()
    assert (await nora.seen())["shares"] == ["activity"]
    assert (await other.seen())["shares"] == []
    foreign = await place.ask("coach", "GET", f"/participants/{other.enrolment}")
    assert foreign.status_code == 404


NOW = "now()"
LONG_AGO = "now() - interval '11 days'"
CASES: dict[str, tuple[list[tuple[str, str, str, str, str]], str, str | None]] = {
    # Asks: lane, stage, asked_at, held_at, thanked_at. Then the last entry, and what it comes to.
    "nothing yet": ([], LONG_AGO, "not_started"),
    "nothing yet, and joined yesterday": ([], NOW, None),
    "thought of somebody": (
        [("want_to_ask", "identified", "NULL", "NULL", "NULL")], LONG_AGO, "no_ask_sent",
    ),
    "asked": ([("asked", "asked", LONG_AGO, "NULL", "NULL")], LONG_AGO, "no_answers"),
    "asked a moment ago": ([("asked", "asked", NOW, "NULL", "NULL")], NOW, None),
    "a yes": (
        [("asked", "asked", LONG_AGO, "NULL", "NULL"), ("said_yes", "replied_yes", LONG_AGO, "NULL", "NULL")],
        LONG_AGO, "quiet",
    ),
    "talked": ([("talked", "held", LONG_AGO, LONG_AGO, "NULL")], LONG_AGO, "talk_not_thanked"),
    "thanked": ([("in_touch", "held", LONG_AGO, LONG_AGO, LONG_AGO)], LONG_AGO, None),
    "a no rests": ([("not_this_time", "declined", LONG_AGO, "NULL", "NULL")], LONG_AGO, None),
    "more to ask after a no": (
        [("not_this_time", "declined", LONG_AGO, "NULL", "NULL"), ("want_to_ask", "identified", "NULL", "NULL", "NULL")],
        LONG_AGO, "quiet",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("away", [False, True])
async def test_stuck_says_why(
    person: MakePerson, admin: asyncpg.Connection, case: str, away: bool
) -> None:
    asks, entry, expected = CASES[case]
    who = (await person()).id
    opened = admin.transaction()
    await opened.start()
    try:
        await admin.execute("SET LOCAL session_replication_role = replica")
        for lane, stage, asked, held, thanked in asks:
            contact = new_id()
            await admin.execute(
                "INSERT INTO person.contacts (owner_id, id, name, name_norm) VALUES ($1, $2, '', '')",
                who,
                contact,
            )
            await admin.execute(
                "INSERT INTO person.threads (owner_id, id, contact_id, lane, stage, since, asked_at,"
                f" held_at, thanked_at) VALUES ($1, gen_random_uuid(), $2, $3, $4, now(), {asked},"
                f" {held}, {thanked})",
                who,
                contact,
                lane,
                stage,
            )
        for name, at, by_itself in (
            ("contact.created", entry, "false"),
            ("thread.closed", NOW, "true"),
            ("promise.late", NOW, "false"),
            ("grant.given", NOW, "false"),
        ):
            await admin.execute(
                "INSERT INTO person.events (owner_id, id, name, at, recorded_at, codes)"
                f" VALUES ($1, gen_random_uuid(), $2, now(), {at},"
                f" '{{\"by_itself\": {by_itself}}}')",
                who,
                name,
            )
        if away:
            await admin.execute(
                "UPDATE person.profiles SET vacation_from = now() - interval '2 days',"
                " vacation_until = now() + interval '2 days' WHERE owner_id = $1",
                who,
            )
        await admin.execute("SET LOCAL ROLE askwell_bridge")
        said = await admin.fetchval("SELECT bridge.stuck($1, now() - interval '40 days', 10)", who)
    finally:
        await opened.rollback()
    assert said == (None if away else expected)
