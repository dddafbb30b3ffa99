"""Lines that are tagged insight gather as claims, and the counts follow what stands."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from tests.insights.room import Room

pytestmark = pytest.mark.anyio


async def insights(room: Room) -> list[asyncpg.Record]:
    return list(
        await room.admin.fetch(
            "SELECT * FROM person.insights WHERE owner_id = $1 ORDER BY id", room.who.id
        )
    )


async def evidence(room: Room) -> list[asyncpg.Record]:
    return list(
        await room.admin.fetch(
            "SELECT * FROM person.evidence WHERE owner_id = $1 ORDER BY id", room.who.id
        )
    )


async def replace(room: Room, talk: Any, line: str, text: str, tag: str = "insight") -> str:
    return await room.line(talk, text, tag, supersedes=line)


async def test_a_line_is_a_claim_with_its_person_employer_and_date(room: Room) -> None:
    ana = await room.contact("Ana Ferreira", employer="Aire Health Data")
    talk = await room.talked(ana, timedelta(days=2))
    line = await room.line(talk, "Tools change, SQL stays.")
    (claim,), (behind,) = await insights(room), await evidence(room)
    assert str(claim["id"]) == str(behind["id"]) == str(behind["line_id"]) == line
    assert (claim["claim"], claim["theme"], claim["deleted_at"]) == ("", "other", None)
    counts = ("lines", "people", "supporters", "employers")
    assert [claim[name] for name in counts] == [1, 1, 1, 1]
    assert str(behind["contact_id"]) == ana
    assert behind["employer_id"] is not None
    assert behind["at"].isoformat() == talk["ended_at"].replace("Z", "+00:00")
    (event,) = await room.events("insight.created")
    assert (str(event["subject_id"]), str(event["contact_id"])) == (line, ana)


async def test_a_line_that_is_worded_anew_stays_one_claim(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    line = await room.line(talk, "SQL stays.")
    second = await replace(room, talk, line, "Tools change, SQL stays.")
    (claim,), (behind,) = await insights(room), await evidence(room)
    assert (str(claim["id"]), str(behind["line_id"])) == (line, second)
    third = await replace(room, talk, second, "Tools change, SQL stays.", "advice")
    (claim,) = await insights(room)
    assert (claim["lines"], claim["deleted_at"] is None) == (0, False)
    await replace(room, talk, third, "Tools change, SQL stays.")
    (claim,) = await insights(room)
    assert (str(claim["id"]), claim["lines"], claim["deleted_at"]) == (line, 1, None)
    assert len(await room.events("insight.created")) == 1


async def test_a_line_that_is_taken_away_takes_its_claim_with_it(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    line = await room.line(talk, "SQL stays.")
    await room.line(talk, "", supersedes=line, gone=True)
    (claim,), (behind,) = await insights(room), await evidence(room)
    assert claim["deleted_at"] is not None
    assert behind["deleted_at"] is not None


async def test_only_lines_that_say_something_are_claims(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    await room.line(talk, "  ")
    await room.line(talk, "Talk to Ben.", "name")
    await room.line(talk, "", kind="mark")
    assert await insights(room) == []


async def test_words_that_come_to_a_mark_are_a_claim(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    mark = await room.line(talk, "", kind="mark")
    line = await replace(room, talk, mark, "SQL stays.")
    (claim,) = await insights(room)
    assert str(claim["id"]) in (mark, line)
    assert claim["lines"] == 1


async def test_sent_twice_it_is_one(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    line = await room.line(talk, "SQL stays.")
    again = {"id": line, "tag": "insight", "text": "SQL stays.", "at": room.now.isoformat()}
    await room.send("POST", f"/conversations/{talk['id']}/lines", {"lines": [again]})
    assert len(await insights(room)) == len(await evidence(room)) == 1


async def test_the_date_of_a_talk_and_an_employer_told_later_reach_the_evidence(room: Room) -> None:
    ana = await room.contact("Ana Ferreira")
    talk = await room.talked(ana, timedelta(days=2))
    await room.line(talk, "SQL stays.")
    (behind,) = await evidence(room)
    assert behind["employer_id"] is None
    await room.change(f"/contacts/{ana}", {"employer": "Aire Health Data"})
    (told,) = await evidence(room)
    assert told["employer_id"] is not None
    await room.change(f"/contacts/{ana}", {"employer": "Calder Analytics"})
    (moved,) = await evidence(room)
    assert moved["employer_id"] == told["employer_id"]


async def test_a_claim_goes_with_its_talk_and_comes_back_with_it(room: Room) -> None:
    talk = await room.talked(await room.contact("Ana Ferreira"))
    await room.line(talk, "SQL stays.")
    await room.send("DELETE", f"/conversations/{talk['id']}", if_match="*")
    (claim,) = await insights(room)
    assert (claim["lines"], claim["deleted_at"] is None) == (0, False)
    await room.send("POST", f"/conversations/{talk['id']}/restore")
    (claim,) = await insights(room)
    assert (claim["lines"], claim["deleted_at"]) == (1, None)


async def test_whoever_asks_to_be_deleted_stands_behind_no_claim(room: Room) -> None:
    ana = await room.contact("Ana Ferreira", employer="Aire Health Data")
    talk = await room.talked(ana)
    await room.line(talk, "SQL stays.")
    await room.send("POST", f"/contacts/{ana}/erase")
    (claim,), (behind,) = await insights(room), await evidence(room)
    assert (claim["lines"], claim["employers"], behind["employer_id"]) == (0, 0, None)
