"""From the answer on that says it is ended, no read that begins returns anything of it."""

import asyncio

import pytest

from tests.conftest import MakePerson
from tests.organizations.place import Place
from tests.sharing.part import Part, join, talk

pytestmark = pytest.mark.anyio

READERS = 50


async def race(nora: Part, revokes: int) -> tuple[int, int]:
    """Readers ask all the time while it is shared and ended; returns how many reads showed something,
    and how many of those began after the end."""
    place, paths = nora.place, ("", "/asks")
    over, seen = asyncio.Event(), asyncio.Event()
    turn, shared, showed, wrong = 0, False, 0, 0

    async def read(number: int) -> None:
        nonlocal showed, wrong
        path = f"/participants/{nora.enrolment}{paths[number % 2]}"
        while not over.is_set():
            after_the_end, began = not shared, turn
            answer = (await place.ask("coach", "GET", path)).json()
            if answer.get("activity") or answer.get("items"):
                showed += 1
                seen.set()
                # Where it was shared again meanwhile it may show that.
                wrong += after_the_end and began == turn
            await asyncio.sleep(0)

    async def end_often() -> None:
        nonlocal shared, turn
        for _ in range(revokes):
            turn, shared = turn + 1, True
            seen.clear()
            assert (await nora.give()).status_code == 201
            await seen.wait()  # it is being read when it is ended
            assert (await nora.end()).status_code == 204
            shared = False
            # Some reads begin after it.
            await place.ask("coach", "GET", f"/participants/{nora.enrolment}")
        over.set()

    await asyncio.gather(end_often(), *(read(number) for number in range(READERS)))
    return showed, wrong


@pytest.fixture
async def nora(place: Place, person: MakePerson) -> Part:
    made = await join(place, await person())
    await talk(made)
    return made


async def test_no_read_that_begins_after_the_end_shows_anything(nora: Part) -> None:
    showed, wrong = await race(nora, 4)
    assert showed >= 4
    assert wrong == 0


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_no_read_of_a_thousand_ends_shows_anything(nora: Part) -> None:
    showed, wrong = await race(nora, 1000)
    print(f"{showed} reads showed what was shared, {wrong} of them began after the end")
    assert showed >= 1000
    assert wrong == 0
