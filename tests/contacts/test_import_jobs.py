"""The jobs of imports: nothing lost and nothing doubled when a worker dies, and nothing kept longer
than it is needed."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.contacts.import_steps import FORGET, JOB
from tests.conftest import MakePerson
from tests.contacts.importing import Hands, Importer, hands, linkedin
from tests.contacts.linkedin_file import linkedin_file
from tests.statements import statements

pytestmark = pytest.mark.anyio

LONG = linkedin_file(4500, seed=5, duplicates=0.05).content
"""Three pieces."""


class Died(BaseException):
    """The process ends here: nothing after this line runs."""


def dying(at: str, after: int) -> Callable[[str], None]:
    """Lets the process die at the named step once it was passed so often."""
    passed = 0

    def step(name: str) -> None:
        nonlocal passed
        if name == at:
            passed += 1
            if passed > after:
                raise Died

    return step


def later(shift: Path, seconds: float) -> None:
    """Move the clock of the workers."""
    shift.write_text(str(seconds))


def without_ids(people: list[Any]) -> list[tuple[object, ...]]:
    """What is on the cards."""
    names = ("name", "role", "employer", "profile_slug", "connected_on", "search", "source")
    return sorted(tuple(str(row[name]) for name in names) for row in people)


@pytest.mark.parametrize(
    ("step", "after"),
    [("claimed", 1), ("prepared", 0), ("prepared", 1), ("prepared", 2), ("finished", 0)],
)
async def test_a_worker_that_dies_loses_nothing(
    app: Litestar,
    settings: Settings,
    importer: Importer,
    tmp_path: Path,
    step: str,
    after: int,
) -> None:
    """It dies after each piece in turn, while looking and while taking in; others go on."""
    shift = tmp_path / "shift"
    made = await importer.upload(LONG)
    path = f"/v1/imports/{made['id']}"
    clock = 0.0
    for state in ("checked", "done"):
        with pytest.raises(Died):
            async with hands(app, settings, shift, dying(step, after)) as doomed:
                await doomed.work(importer.who.id)
        for _ in range(4):
            clock += 60
            later(shift, clock)
            async with hands(app, settings, shift) as heir:
                await heir.work(importer.who.id)
        shown = await importer.get(path)
        assert shown["state"] == state
        if state == "checked":
            counts = shown["counts"]
            assert (await importer.post(f"{path}/start")).status_code == 200
    assert shown["counts"] == counts
    people = await importer.people()
    assert len(people) == counts["new"]
    assert len({row["profile_slug"] for row in people if row["profile_slug"]}) == sum(
        bool(row["profile_slug"]) for row in people
    )
    unread = (await importer.get(f"{path}/problems?limit=100"))["items"]
    assert len({one["row"] for one in unread}) == counts["problems"] + counts["incomplete"]


async def test_two_workers_take_turns_without_harm(
    app: Litestar, settings: Settings, importer: Importer, worker: Hands, tmp_path: Path
) -> None:
    """Each is interrupted after a piece, keeps the file open, and goes on where the other got to."""
    shift = tmp_path / "shift"
    made = await importer.upload(LONG)
    await worker.work(importer.who.id)
    await importer.post(f"/v1/imports/{made['id']}/start")
    clock = 0
    turns = [dying("prepared", 0), dying("prepared", 0)]
    async with (
        hands(app, settings, shift, turns[0]) as first,
        hands(app, settings, shift, turns[1]) as second,
    ):
        for one in (first, second, first):
            clock += 60
            later(shift, clock)
            with pytest.raises(Died):
                await one.work(importer.who.id)
    later(shift, clock + 60)
    async with hands(app, settings, shift) as last:
        await last.work(importer.who.id)
    done = await importer.get(f"/v1/imports/{made['id']}")
    assert (done["state"], done["counts"]["rows"]) == ("done", 4500)
    assert len(await importer.people()) == done["counts"]["new"]


async def test_pieces_make_the_same_list_as_one_go(importer: Importer, worker: Hands) -> None:
    content = linkedin_file(2300, seed=9, duplicates=0.1).content
    done = await importer.bring(worker, content)
    whole = without_ids(await importer.people())
    assert len(whole) == done["counts"]["new"]
    again = await importer.bring(worker, content)
    assert again["counts"]["unchanged"] == len(whole)
    assert without_ids(await importer.people()) == whole


async def test_a_changed_mapping_replaces_the_reading_under_way(
    importer: Importer, worker: Hands
) -> None:
    lines = ["Who,Where", *(f"Person {n},Place {n}" for n in range(700))]
    made = await importer.upload("\n".join(lines))
    path = f"/v1/imports/{made['id']}"
    mapping = [{"column": "", "field": "full_name"}, {"column": "", "field": "employer"}]
    for field in ("employer", "country", "role"):
        mapping[1]["field"] = field
        answer = await importer.patch(path, {"mapping": mapping, "header_row": 1})
        assert answer.status_code == 200, answer.text
    await worker.work(importer.who.id)
    checked = await importer.get(path)
    assert (checked["state"], checked["counts"]["new"]) == ("checked", 700)
    await importer.post(f"{path}/start")
    await worker.work(importer.who.id)
    assert all(row["role"].startswith("Place") for row in await importer.people())


async def test_starting_twice_is_once(importer: Importer, worker: Hands) -> None:
    made = await importer.upload(linkedin("Maya,Lindgren,,,Hollin Labs,Lecturer,"))
    path = f"/v1/imports/{made['id']}/start"
    assert [(await importer.post(path)).status_code for _ in range(2)] == [200, 200]
    await worker.work(importer.who.id)
    assert (await importer.post(path)).json()["state"] == "done"
    await worker.work(importer.who.id)
    assert len(await importer.people()) == 1


async def test_a_file_that_is_gone_fails_visibly(
    app: Litestar, importer: Importer, worker: Hands
) -> None:
    made = await importer.upload(linkedin("Maya,Lindgren,,,Hollin Labs,Lecturer,"))
    file_id = await importer.admin.fetchval(
        "SELECT file_id FROM person.imports WHERE owner_id = $1", importer.who.id
    )
    await app.state.files.remove(importer.who.id, file_id)
    await importer.post(f"/v1/imports/{made['id']}/start")
    await worker.work(importer.who.id)
    failed = await importer.get(f"/v1/imports/{made['id']}")
    assert (failed["state"], failed["problem"]) == ("failed", "forgotten")
    assert await importer.people() == []


async def bytes_left(app: Litestar, importer: Importer) -> int:
    """Files of this person whose bytes are still there."""
    count = 0
    rows = await importer.admin.fetch(
        "SELECT id FROM person.files WHERE owner_id = $1", importer.who.id
    )
    for row in rows:
        async for _ in app.state.files.pieces(importer.who.id, row["id"]):
            count += 1
            break
    return count


async def test_the_file_goes_when_it_is_in_the_list(
    app: Litestar, importer: Importer, worker: Hands
) -> None:
    await importer.upload(linkedin("Ewan,Ross,,,Openward,Nurse,"))
    assert await bytes_left(app, importer) == 1
    await importer.bring(worker, linkedin("Maya,Lindgren,,,Hollin Labs,Lecturer,"))
    assert await bytes_left(app, importer) == 1
    rows = await importer.admin.fetch(
        "SELECT file_id, preview FROM person.imports WHERE owner_id = $1 AND state = 'done'",
        importer.who.id,
    )
    assert [tuple(row) for row in rows] == [(None, None)]
    pieces = "SELECT count(*) FROM person.import_pieces WHERE owner_id = $1"
    assert await importer.admin.fetchval(pieces, importer.who.id) == 0


async def test_an_import_that_is_taken_away_leaves_nothing(
    app: Litestar, importer: Importer, worker: Hands
) -> None:
    made = await importer.upload(linkedin("Ewan,Ross,,x,Openward,Nurse,"))
    path = f"/v1/imports/{made['id']}"
    gone = await importer.http.delete(path, headers=importer.who.bearer)
    assert gone.status_code == 204
    await worker.work(importer.who.id)
    assert await bytes_left(app, importer) == 0
    assert (await importer.http.get(path, headers=importer.who.bearer)).status_code == 404
    problems = "SELECT count(*) FROM person.import_problems WHERE owner_id = $1"
    assert await importer.admin.fetchval(problems, importer.who.id) == 0
    kinds = "SELECT kind FROM person.clocks WHERE owner_id = $1 AND kind = ANY ($2)"
    assert await importer.admin.fetch(kinds, importer.who.id, [JOB, FORGET]) == []


async def test_what_nobody_starts_is_forgotten(
    app: Litestar, settings: Settings, importer: Importer, tmp_path: Path
) -> None:
    shift = tmp_path / "shift"
    table = await importer.upload("Name,Mail\nMaya Lindgren,broken\n")
    done = await importer.upload(linkedin("Ewan,Ross,,x,Openward,Nurse,"))
    async with hands(app, settings, shift) as worker:
        await importer.post(f"/v1/imports/{done['id']}/start")
        await worker.work(importer.who.id)
        later(shift, 7 * 86_400 + 60)
        await worker.work(importer.who.id)
        waiting = await importer.get(f"/v1/imports/{table['id']}")
        assert (waiting["state"], waiting["problem"]) == ("failed", "forgotten")
        assert (waiting["sample"], await bytes_left(app, importer)) == ([], 0)
        problems = f"/v1/imports/{done['id']}/problems"
        assert len((await importer.get(problems))["items"]) == 1
        later(shift, 30 * 86_400 + 120)
        await worker.work(importer.who.id)
        assert (await importer.get(problems))["items"] == []
        kept = await importer.get(f"/v1/imports/{done['id']}")
        assert (kept["state"], kept["counts"]["new"]) == ("done", 1)


async def test_a_piece_takes_as_many_statements_however_long_it_is(
    importer: Importer, person: MakePerson, worker: Hands
) -> None:
    counts: list[int] = []
    watched = cast(Litestar, SimpleNamespace(state=SimpleNamespace(database=worker.database)))
    for rows in (600, 1900):
        importer = replace(importer, who=await person())
        made = await importer.upload(linkedin_file(rows, seed=rows).content)
        await worker.work(importer.who.id)
        await importer.post(f"/v1/imports/{made['id']}/start")
        async with statements(watched) as seen:
            await worker.work(importer.who.id)
        counts.append(len(seen))
    assert counts[0] == counts[1] < 60


async def test_no_more_than_twenty_files_an_hour(importer: Importer) -> None:
    for number in range(20):
        await importer.upload(linkedin(f"Maya,Number{number},,,Openward,,"))
    refused = await importer.try_upload(linkedin("Ewan,Ross,,,Openward,,"))
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


@pytest.mark.long
@pytest.mark.timeout(400)
async def test_fifty_thousand_rows_in_under_a_minute(
    importer: Importer, worker: Hands, http: httpx.AsyncClient
) -> None:
    content = linkedin_file(50_000).content
    made = await importer.upload(content)
    await worker.work(importer.who.id)
    await importer.post(f"/v1/imports/{made['id']}/start")
    started = time.perf_counter()
    await worker.work(importer.who.id)
    seconds = time.perf_counter() - started
    done = await importer.get(f"/v1/imports/{made['id']}")
    assert (done["state"], done["counts"]["rows"]) == ("done", 50_000)
    assert seconds < 60, f"{seconds:.0f} s"
    started = time.perf_counter()
    page = await importer.get("/v1/sort")
    assert len(page["items"]) == 20
    assert time.perf_counter() - started < 1
