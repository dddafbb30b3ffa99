"""What of a report is kept: ids, levels, counts and the person's own words. Made and compared by pure
functions."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from api.skills.asking import Somebody, could_tell
from api.skills.gap import Confidence, Standing, confidence
from api.skills.measuring import Material, Measured, measure
from api.skills.schemas import ProofKind, Reason

MOST_LINES: Final = 12
"""Lines that a report shows behind one skill, the latest first; the rest is on the skill's page."""
OPEN: Final[frozenset[Standing]] = frozenset({"gap", "unsaid"})


class FrozenLine(msgspec.Struct, frozen=True):
    """A line behind a claim, by its id."""

    line_id: UUID
    conversation_id: UUID
    contact_id: UUID
    needed: bool
    level: int | None
    at: datetime


class FrozenStep(msgspec.Struct, frozen=True):
    """A step of the plan, as it was."""

    id: UUID
    text: str
    kind: str
    state: str
    due_on: date | None


class FrozenTeller(msgspec.Struct, frozen=True):
    """Somebody to ask next, by their id."""

    contact_id: UUID
    reason: Reason
    conversation_id: UUID | None


class FrozenSkill(msgspec.Struct, frozen=True, kw_only=True):
    """A skill as it stood."""

    skill_id: UUID
    name: str
    standing: Standing
    required: int
    level_said: bool
    own: int | None
    proof_kind: ProofKind
    proof: str
    sources: int
    against: int
    people: int
    confidence: Confidence
    lines: list[FrozenLine]
    plan: list[FrozenStep]
    whom: list[FrozenTeller]
    credit: str = ""


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report."""

    goal: str
    talks: int
    people: int
    employers: int
    lines: int
    skills: list[FrozenSkill]

    @property
    def credits(self) -> list[str]:
        """The lists that words of skills are from, with version and licence, each once."""
        return list(dict.fromkeys(one.credit for one in self.skills if one.credit))

    @property
    def gaps(self) -> int:
        """How many skills count as a gap."""
        return sum(one.standing == "gap" for one in self.skills)


class Compared(msgspec.Struct, frozen=True):
    """Names of skills: gaps that are closed, gaps that are new, gaps that became narrower."""

    closed: list[str]
    new: list[str]
    narrower: list[str]


def freeze(
    material: Material, people: list[Somebody], goal_id: UUID | None, now: datetime
) -> Frozen:
    """The report of one person for one goal, or over all talks. Pure."""
    goal = material.goal(goal_id) if goal_id else None
    what = goal.what if goal else ""
    measured = measure(material, goal_id, now)
    words = material.words(goal_id)
    told = [one for each in measured for one in each.told]
    return Frozen(
        goal=what,
        talks=len({one.conversation_id for one in told}),
        people=len({one.contact_id for one in told}),
        employers=len({one.source for one in told}),
        lines=len({one.line_id for one in told}),
        skills=[_frozen(one, material, people, words) for one in measured],
    )


def compare(now: Frozen, before: Frozen) -> Compared:
    """What became different. A gap is closed when the person can do now what is asked for; one that
    merely lost its sources is not. A gap is narrower when fewer levels are missing.

    >>> compare(_example(2), _example(1)), compare(_example(3), _example(1))
    (Compared(closed=[], new=[], narrower=['SQL']), Compared(closed=['SQL'], new=[], narrower=[]))
    >>> compare(_example(1), _example(3)), compare(_example(1), _example(1))
    (Compared(closed=[], new=['SQL'], narrower=[]), Compared(closed=[], new=[], narrower=[]))
    """
    earlier = {one.skill_id: one for one in before.skills}
    found = Compared([], [], [])
    for one in now.skills:
        was = earlier.get(one.skill_id)
        open_then = was is not None and was.standing in OPEN
        if one.standing == "met" and open_then:
            found.closed.append(one.name)
        elif one.standing in OPEN and not open_then:
            found.new.append(one.name)
        elif one.standing == "gap" and was is not None and _missing(one) < _missing(was):
            found.narrower.append(one.name)
    return found


def _missing(one: FrozenSkill) -> int:
    return one.required - (one.own or 0)


def _frozen(
    one: Measured,
    material: Material,
    people: list[Somebody],
    words: tuple[frozenset[str], frozenset[str]],
) -> FrozenSkill:
    whom = could_tell(one, people, words) if one.standing == "ask" else []
    return FrozenSkill(
        skill_id=one.skill_id,
        name=one.own.name,
        standing=one.standing,
        required=one.found.required,
        level_said=one.found.level_said,
        own=one.own.level,
        proof_kind=one.own.proof_kind,
        proof=one.own.proof,
        sources=one.found.sources,
        against=one.found.against,
        people=one.people,
        confidence=confidence(one.found),
        lines=[
            FrozenLine(
                told.line_id,
                told.conversation_id,
                told.contact_id,
                told.needed,
                told.level,
                told.at,
            )
            for told in one.told[:MOST_LINES]
        ],
        plan=[FrozenStep(**step) for step in material.plan.get(one.skill_id, ())],
        whom=[FrozenTeller(who.contact.id, who.reason, who.conversation_id) for who in whom],
        credit=one.own.credit,
    )


def _example(own: int) -> Frozen:
    """A report with one skill, of which two employers expect level 3."""
    values: dict[str, Any] = {
        "skill_id": UUID(int=1),
        "name": "SQL",
        "standing": "met" if own >= 3 else "gap",
        "required": 3,
        "level_said": True,
        "own": own,
        "proof_kind": "none",
        "proof": "",
        "sources": 2,
        "against": 0,
        "people": 2,
        "confidence": "some",
        "lines": [],
        "plan": [],
        "whom": [],
    }
    skill = FrozenSkill(**values)
    return Frozen(goal="", talks=2, people=2, employers=2, lines=2, skills=[skill])
