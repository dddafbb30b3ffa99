"""Lists of Growth: who may read them, and how few statements they take whatever is in them."""

from datetime import timedelta
from typing import Any

import pytest

from api.skills.vocabulary import id_of
from api.tables import new_id
from tests.conftest import MakePerson
from tests.goals.test_goals import goal, worded
from tests.goals.test_steps import recorded, wondered
from tests.insights.room import Room
from tests.people import make_somebody
from tests.statements import statements

pytestmark = pytest.mark.anyio

MOST = {
    "/goals": 4,
    "/goals/{goal}": 4,
    "/goals/{goal}/revisions": 2,
    "/goals/{goal}/support": 2,
    "/threads/{thread}/goal": 1,
    "/conversations/{talk}/evidence": 1,
    "/conversations/{talk}/insights": 1,
    "/assumptions": 2,
    "/assumptions/board": 7,
    "/plan-items": 1,
    "/outcomes": 5,
    "/skills": 1,
    "/skill-signals": 1,
    "/conversations/{talk}/skills": 6,
    "/gap": 6,
    "/reports": 1,
}
"""What each takes at most, beside opening and ending the transaction."""


async def lived(room: Room, times: int) -> dict[str, str]:
    """So many talks, goals, questions, steps, outcomes and skills."""
    ids: dict[str, str] = {}
    for number in range(times):
        contact = await room.contact(f"Ana {number}", employer=f"Aire {number}")
        talk = await room.talked(contact, timedelta(days=number + 1))
        line = await room.line(talk, f"SQL and Git before any tool {number}")
        made = await goal(room, f"Analyst {number}")
        body = worded(f"Analyst {number}.1", conversation_id=talk["id"], insight_ids=[line])
        await room.send("POST", f"/goals/{made['id']}/revisions", body)
        await room.send("PUT", f"/threads/{talk['thread_id']}/goal", {"goal_id": made["id"]})
        asked = await wondered(room, f"Is it {number}?", goal_id=made["id"])
        path = f"/assumptions/{asked['id']}/findings/{line}"
        await room.send("PUT", path, {"says": "supports"})
        step = {"id": str(new_id()), "text": f"Step {number}", "goal_id": made["id"]}
        await room.send("POST", "/plan-items", step)
        await recorded(room, "lead", thread_id=talk["thread_id"])
        for code in ("sql", "git")[: number + 1]:
            skill = str(id_of("askwell", code))
            signal = {"id": str(new_id()), "line_id": line, "skill_id": skill, "says": "needed"}
            await room.send("POST", "/skill-signals", {**signal, "level": 3})
            await room.send("PUT", f"/skills/{skill}/level", {"level": 1})
        await room.send("POST", "/reports", {"id": str(new_id()), "goal_id": made["id"]})
        ids = {"goal": made["id"], "thread": talk["thread_id"], "talk": talk["id"]}
    return ids


async def counted(room: Room, ids: dict[str, str]) -> dict[str, int]:
    app: Any = room.http._transport.app  # type: ignore[attr-defined]
    found = {}
    for path in MOST:
        async with statements(app) as seen:
            await room.get(path.format(**ids))
        found[path] = len(seen)
    return found


async def test_as_many_statements_for_three_as_for_one(room: Room) -> None:
    one = await counted(room, await lived(room, 1))
    assert {path: n for path, n in one.items() if n > MOST[path]} == {}
    assert await counted(room, await lived(room, 3)) == one


async def test_who_may_read_them(room: Room, person: MakePerson) -> None:
    ids = await lived(room, 1)
    narrow = await person(scopes=["contacts:read"])
    stranger = await make_somebody(room.admin)
    for path in MOST:
        url = f"/v1{path.format(**ids)}"
        assert (await room.http.get(url)).status_code == 401, path
        assert (await room.http.get(url, headers=narrow.bearer)).status_code == 403, path
        theirs = await room.http.get(url, headers=stranger.bearer)
        if path.startswith(("/goals/{", "/threads/")):
            assert theirs.status_code == 404, path
        else:
            assert not any(theirs.json().get(name) for name in ("items", "skills", "signals")), path


async def test_an_ask_is_for_one_of_two_directions(room: Room) -> None:
    first, second = await goal(room), await goal(room, "Policy adviser")
    talk = await room.talked(await room.contact("Ana Ferreira"))
    path = f"/threads/{talk['thread_id']}/goal"
    assert await room.get(path) == {"goal_id": None}
    for named in (first["id"], second["id"], None):
        await room.send("PUT", path, {"goal_id": named})
        assert await room.get(path) == {"goal_id": named}
