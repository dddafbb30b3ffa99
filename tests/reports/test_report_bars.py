"""The bars of the report, in processor time: a whole life of talks is computed and set at once."""

import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from api.reports.frozen import freeze
from api.skills.asking import Somebody
from api.skills.measuring import Aim, Material, Own, Told
from api.skills.vocabulary import VOCABULARY

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TALKS, SIGNALS, EMPLOYERS = 200, 600, 80
ROLES = ("Clinical analyst", "Data engineer", "Head of policy", "Nurse informatician", "Founder")
SENIORITY = ("junior", "senior", "lead", "director", None)
COMPUTED, PER_SECOND = 0.150, 20
"""Seconds for one report of a whole life; reports of usual size in a second."""


def life(talks: int, signals: int, seed: int = 7) -> tuple[Material, list[Somebody]]:
    """So many talks in which skills were named so often, each with somebody of one employer."""
    dice = random.Random(seed)
    skills = sorted(VOCABULARY.values(), key=lambda one: one.code)[:120]
    goals = [Aim(UUID(int=n), what, True) for n, what in enumerate(ROLES[:3], 1)]
    people = [
        Somebody(
            id=UUID(int=1_000 + n),
            name=f"Person {n}",
            given_name="Person",
            role=ROLES[n % len(ROLES)],
            function=None,
            seniority=SENIORITY[n % len(SENIORITY)],
            employer_id=UUID(int=9_000 + n % EMPLOYERS),
            employer=f"Employer {n % EMPLOYERS}",
            lane="talked",
            thread_id=None,
            conversation_id=None,
            starts_at=None,
        )
        for n in range(talks)
    ]
    told = []
    for number in range(signals):
        who = people[number % talks]
        assert who.employer_id is not None
        told.append(
            Told(
                id=UUID(int=20_000 + number),
                skill_id=dice.choice(skills).id,
                line_id=UUID(int=30_000 + number),
                conversation_id=UUID(int=40_000 + number % talks),
                contact_id=who.id,
                source=who.employer_id,
                needed=dice.random() < 0.9,
                level=dice.choice((None, 1, 2, 3, 4)),
                at=NOW - timedelta(days=dice.randrange(900)),
                role=who.role,
                seniority=who.seniority,
                served=dice.choice((None, *(goal.id for goal in goals))),
            )
        )
    own = {
        one.id: Own(one.name, one.group, dice.choice((None, 0, 1, 2, 3)), "none", "")
        for one in skills
    }
    return Material(told, own, goals, defaultdict(list), {None: talks}), people


def least(work: Callable[[], object], times: int) -> float:
    """Processor seconds of the quickest of so many tries: the others waited for the machine."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def test_two_hundred_talks_and_six_hundred_signals_are_computed_in_time() -> None:
    material, people = life(TALKS, SIGNALS)
    goal_id = material.goals[0].id
    made = freeze(material, people, goal_id, NOW)
    assert len(made.skills) > 80
    assert any(one.standing == "gap" for one in made.skills)
    assert any(one.whom for one in made.skills)
    seconds = least(lambda: freeze(material, people, goal_id, NOW), 5)
    print(f"one report of a whole life: {seconds * 1000:.1f} ms")
    assert seconds < COMPUTED


def test_many_reports_of_usual_size_in_a_second() -> None:
    lives = [life(12, 40, seed) for seed in range(20)]

    def all_of_them() -> None:
        for material, people in lives:
            freeze(material, people, material.goals[0].id, NOW)

    seconds = least(all_of_them, 3)
    print(f"reports of usual size: {len(lives) / seconds:.0f} a second")
    assert len(lives) / seconds > PER_SECOND
