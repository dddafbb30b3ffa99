"""Support by distinct employers: its laws, a slow second way to it, and the trigger that repeats it."""

import doctest
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.insights import support as module
from api.insights.support import EPOCH, HALF_LIFE, Said, recency, strength, support, weight
from api.tables import new_id
from tests.insights.room import Room

NOW = EPOCH + timedelta(days=9000)
PEOPLE = [UUID(int=n) for n in range(1, 6)]
EMPLOYERS = [UUID(int=n) for n in range(101, 105)]
LINES = st.builds(
    Said,
    contact_id=st.sampled_from(PEOPLE),
    employer_id=st.none() | st.sampled_from(EMPLOYERS),
    supports=st.booleans(),
    at=st.integers(0, 8000).map(lambda day: EPOCH + timedelta(days=day)),
)
CLAIMS = st.lists(LINES, max_size=12)


def test_the_examples_of_the_docstrings() -> None:
    tried = doctest.testmod(module, extraglobs={"UUID": UUID})
    assert tried.attempted >= 12
    assert tried.failed == 0


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_is_nothing(said: list[Said], random: object) -> None:
    other = list(said)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert support(other) == support(said)
    assert weight(other, NOW) == pytest.approx(weight(said, NOW))


@given(CLAIMS, LINES)
def test_one_more_line_in_support_never_takes_support_away(said: list[Said], one: Said) -> None:
    more = [*said, Said(one.contact_id, one.employer_id, True, one.at)]
    assert support(more).employers >= support(said).employers
    assert support(more).supporters >= support(said).supporters
    assert weight(more, NOW) >= weight(said, NOW) - 1e-9


@given(CLAIMS, LINES)
def test_one_more_line_against_never_adds_support(said: list[Said], one: Said) -> None:
    more = [*said, Said(one.contact_id, one.employer_id, False, one.at)]
    assert support(more).employers <= support(said).employers
    assert support(more).disagree >= support(said).disagree


@given(st.lists(LINES.map(lambda one: Said(one.contact_id, EMPLOYERS[0], one.supports, one.at))))
def test_one_employer_cannot_corroborate_itself(said: list[Said]) -> None:
    assert support(said).employers <= 1
    assert weight(said, NOW) <= 1


@given(st.lists(LINES.map(lambda one: Said(PEOPLE[0], one.employer_id, one.supports, one.at))))
def test_nobody_corroborates_themselves(said: list[Said]) -> None:
    assert support(said).employers <= 1


@given(CLAIMS, st.integers(0, 4000))
def test_it_fades_and_is_bounded(said: list[Said], days: int) -> None:
    later = NOW + timedelta(days=days)
    found = support(said)
    assert 0 <= weight(said, later) <= weight(said, NOW) <= found.employers
    assert found.employers <= found.supporters <= found.people <= found.lines
    assert (weight(said, later) > 0) == (found.employers > 0)


@given(CLAIMS, CLAIMS)
def test_strength_sorts_as_the_weight_does(one: list[Said], other: list[Said]) -> None:
    first, second = weight(one, NOW), weight(other, NOW)
    if min(first, second) > 0 and abs(first - second) > 1e-6 * max(first, second):
        assert (strength(one) > strength(other)) == (first > second)


def test_recency_halves_and_is_never_more_than_one() -> None:
    assert recency(NOW + timedelta(days=3), NOW) == 1
    assert recency(NOW - 3 * HALF_LIFE, NOW) == pytest.approx(0.125)


def slowly(said: list[Said], now: datetime) -> tuple[int, int, int, int, float]:
    """The same from the words of DOMAIN.md, without cleverness: the largest sets of people and of
    employers that stand for the claim, tried one by one."""
    people = {one.contact_id for one in said}
    standing = set()
    for person in people:
        theirs = [one for one in said if one.contact_id == person]
        newest = max(one.at for one in theirs)
        if any(one.supports for one in theirs if one.at == newest):
            standing.add(person)
    behind = [one for one in said if one.supports and one.contact_id in standing]
    places = {one.employer_id if one.employer_id else one.contact_id for one in behind}
    most = 0
    for size in range(len(places) + 1):
        if size <= len(standing) and any(True for _ in combinations(places, size)):
            most = size
    best = 0.0
    for chosen in combinations(places, most):
        total = 0.0
        for place in chosen:
            ages = [
                (now - one.at).total_seconds() / 86400
                for one in behind
                if (one.employer_id or one.contact_id) == place
            ]
            total += 0.5 ** (min(ages) / 730.5)
        best = max(best, total)
    return len(said), len(people), len(standing), most, best


@given(CLAIMS)
@settings(max_examples=300)
def test_against_the_slow_way(said: list[Said]) -> None:
    found = support(said)
    lines, people, supporters, employers, heavy = slowly(said, NOW)
    assert (found.lines, found.people, found.supporters, found.employers) == (
        lines,
        people,
        supporters,
        employers,
    )
    assert weight(said, NOW) == pytest.approx(heavy)


@pytest.mark.anyio
async def test_the_trigger_counts_alike(room: Room) -> None:
    """Five people, four employers, thirty random claims: the database says what Python says."""
    import random

    dice = random.Random(20261128)
    talks: dict[UUID, tuple[UUID, UUID]] = {}
    for number in range(5):
        person = await room.contact(f"Person {number}")
        talk = await room.talked(person)
        talks[UUID(person)] = (UUID(talk["id"]), UUID(talk["thread_id"]))
    employers = [await employer(room, f"Employer {number}") for number in range(4)]
    claims: dict[UUID, list[Said]] = {}
    for _ in range(30):
        said = [
            Said(
                dice.choice(list(talks)),
                dice.choice([None, *employers]),
                dice.random() < 0.7,
                EPOCH + timedelta(days=dice.randrange(8000)),
            )
            for _ in range(dice.randrange(1, 9))
        ]
        claims[await keep(room, talks, said)] = said
    rows = await room.admin.fetch("SELECT * FROM person.insights WHERE owner_id = $1", room.who.id)
    assert len(rows) == 30
    for row in rows:
        said = claims[row["id"]]
        found = support(said)
        assert (row["lines"], row["people"], row["supporters"], row["employers"]) == (
            found.lines,
            found.people,
            found.supporters,
            found.employers,
        )
        assert row["strength"] == pytest.approx(strength(said))
        assert row["last_at"] == max(one.at for one in said)


async def employer(room: Room, name: str) -> UUID:
    made = new_id()
    await room.send("POST", "/employers", {"id": str(made), "name": name})
    return made


async def keep(room: Room, talks: dict[UUID, tuple[UUID, UUID]], said: list[Said]) -> UUID:
    claim = new_id()
    admin: asyncpg.Connection = room.admin
    async with admin.transaction():
        await admin.execute(
            "UPDATE person.changes SET seq = seq + 1,"
            " txid = pg_current_xact_id()::text::bigint WHERE owner_id = $1",
            room.who.id,
        )
        await admin.execute(
            "INSERT INTO person.insights (owner_id, id) VALUES ($1, $2)", room.who.id, claim
        )
        for one in said:
            talk, thread = talks[one.contact_id]
            await admin.execute(
                "INSERT INTO person.evidence (owner_id, id, insight_id, conversation_id, thread_id,"
                " contact_id, line_id, employer_id, polarity, at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $2, $7, $8, $9)",
                room.who.id, new_id(), claim, talk, thread, one.contact_id, one.employer_id,
                "supports" if one.supports else "contradicts", one.at,
            )  # fmt: skip
    return claim
