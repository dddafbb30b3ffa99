"""Which questions to suggest for a talk, and in which order; pure, the same input the same plan.

What was left open with others of that field weighs most, then what the person wants to find out and
this person could settle, then what rests on something read, then the wish, the field and how senior the other is. At least one question rests on something
read, no cell comes twice, and the plan fits the minutes (DOMAIN.md section 6: about six questions
of three minutes in a talk of twenty).
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec

from api.preparation.bank import BANK, BY_ID, ORDER, Question
from api.preparation.schemas import Cell, Framework, Prompt, Reason, SuggestedQuestion

MOST_MORE: Final = 12
MOST_OF_FRAMEWORK: Final = 3
MOST_LEFT_OPEN: Final = 2
MOST_TO_SETTLE: Final = 2
CORE: Final = 3
USUAL_MINUTES: Final = 3
_LEFT_OPEN: Final = 4.0
_SETTLES: Final = 3.0
"""Times what the answer is worth (`goals.information`): at its most beside what was left open."""
_RESTS: Final = 0.5
_WISH: Final = 1.5
_FIELD: Final = 1.5
_SENIORITY: Final = 1.0
_ASKED_ELSEWHERE: Final = 0.4

WISHES: Final[dict[str, frozenset[str]]] = {
    "fit": frozenset({"life", "day", "energy", "values", "belonging"}),
    "new_field": frozenset({"entry", "trends", "carried", "insights"}),
    "gap": frozenset({"skills", "assignments", "papers"}),
    "looking": frozenset({"story", "day", "trends", "insights"}),
}
"""What the person wants to find out → frameworks and cells that serve it (SCREENS.md section 2)."""

_EXPERIENCED: Final = frozenset({"trends", "eyes", "decisions", "growth", "proof", "next"})
_NEW: Final = frozenset({"first", "learned", "ways", "hours", "papers", "switching"})
SENIORITIES: Final[dict[str, frozenset[str]]] = {
    "owner": _EXPERIENCED,
    "executive": _EXPERIENCED,
    "director": _EXPERIENCED,
    "manager": _EXPERIENCED,
    "lead": _EXPERIENCED,
    "senior": _EXPERIENCED,
    "junior": _NEW,
    "student": _NEW,
}
"""How senior somebody is → what they know best: who leads sees the field, who began still remembers."""


class LeftOpen(msgspec.Struct, frozen=True):
    """A question that was planned for an earlier talk and not asked."""

    id: UUID
    text: str
    framework: Framework
    cell: Cell | None
    minutes: int
    bank: str | None
    rests_on: Prompt | None
    name: str


class Unsettled(msgspec.Struct, frozen=True):
    """Something the person wants to find out, and what an answer of this person is worth (0 to 1)."""

    id: UUID
    text: str
    worth: float


class Around(msgspec.Struct, frozen=True):
    """What is known of the talk: with whom, what was read, what the person wants, what was asked.

    `notes` are the answers to the five prompts, `in_plan` the bank questions that are planned for
    this talk or were for an earlier one with the same person, `elsewhere` how many talks with
    others had a bank question. The `planned_*` are of the plan as it stands.
    """

    conversation_id: UUID
    employer: str
    function: str | None
    seniority: str | None
    wish: str | None
    notes: Mapping[Prompt, str]
    left_open: Sequence[LeftOpen]
    unsettled: Sequence[Unsettled]
    in_plan: frozenset[str]
    elsewhere: Mapping[str, int]
    planned_cells: frozenset[str]
    planned_minutes: int
    planned_rests: bool


class _Candidate(msgspec.Struct, frozen=True):
    score: float
    suggested: SuggestedQuestion


def suggest(around: Around, budget: int) -> tuple[list[SuggestedQuestion], list[SuggestedQuestion]]:
    """A plan that fills the minutes left of `budget`, in the order of a talk, and what else fits."""
    ranked = sorted(_candidates(around), key=lambda one: -one.score)
    plan: list[SuggestedQuestion] = []
    room = budget - around.planned_minutes

    # One that rests on something read, one that lets them begin with their story, one that asks who
    # else: the frame of every talk. The rest goes by rank.
    frames = [
        [one for one in ranked if one.suggested.rests_on and not around.planned_rests],
        [one for one in ranked if one.suggested.cell == "story"],
        [one for one in ranked if one.suggested.cell == "resources"],
    ]
    for candidate in [*(frame[0] for frame in frames if frame), *ranked]:
        one = candidate.suggested
        if one.minutes <= room and one.cell not in around.planned_cells and _fits(one, plan):
            plan.append(one)
            room -= one.minutes
    more = [one.suggested for one in ranked if one.suggested not in plan]
    return sorted(plan, key=_place), more[:MOST_MORE]


def core_of(questions: Sequence[tuple[UUID, bool, bool]]) -> set[UUID]:
    """The three that are enough for a short talk: one that rests on something read, then the
    person's own and those left open before, then the first of the plan. `questions` are (id, rests
    on something, own or taken up) in their order."""
    resting = [one for one in questions if one[1]][:1]
    others = [one for one in questions if one not in resting]
    ranked = [*resting, *sorted(others, key=lambda one: not one[2])]
    return {one[0] for one in ranked[:CORE]}


def _fits(one: SuggestedQuestion, plan: list[SuggestedQuestion]) -> bool:
    if one.cell is not None and any(one.cell == other.cell for other in plan):
        return False
    if one.moved_from_id is not None:
        return sum(other.moved_from_id is not None for other in plan) < MOST_LEFT_OPEN
    if one.assumption_id is not None:
        return sum(other.assumption_id is not None for other in plan) < MOST_TO_SETTLE
    return sum(other.framework == one.framework for other in plan) < MOST_OF_FRAMEWORK


def _place(one: SuggestedQuestion) -> int:
    return ORDER[one.cell] if one.cell is not None else ORDER["insights"]


def _candidates(around: Around) -> list[_Candidate]:
    taken = {one.bank for one in around.left_open if one.bank}
    found = [
        _scored(around, question)
        for question in BANK
        if question.id not in around.in_plan | taken and _belongs(question, around)
    ]
    taken_up = {one.text for one in around.left_open}
    settling = [
        _settling(around, one)
        for one in around.unsettled
        if one.worth > 0 and one.text not in taken_up
    ]
    return [*found, *settling, *(_open(around, one) for one in around.left_open)]


def _belongs(question: Question, around: Around) -> bool:
    if question.functions and around.function not in question.functions:
        return False
    return question.rests_on is None or bool(around.notes.get(question.rests_on))


def _scored(around: Around, question: Question) -> _Candidate:
    reasons: list[Reason] = []
    score = _chance(around.conversation_id, question.id)
    if question.rests_on is not None:
        reasons.append("rests_on")
        score += _RESTS
    if {question.framework, question.cell} & WISHES.get(around.wish or "", frozenset()):
        reasons.append("wish")
        score += _WISH
    if question.functions:
        reasons.append("field")
        score += _FIELD
    if question.cell in SENIORITIES.get(around.seniority or "", frozenset()):
        reasons.append("seniority")
        score += _SENIORITY
    # Two may confirm each other; the fourth answer to one question teaches little.
    score -= _ASKED_ELSEWHERE * min(around.elsewhere.get(question.id, 0), 4)
    return _Candidate(
        score,
        SuggestedQuestion(
            text=question.said(employer=around.employer),
            framework=question.framework,
            cell=question.cell,
            minutes=question.minutes,
            bank=question.id,
            rests_on=question.rests_on,
            resting_note=around.notes[question.rests_on] if question.rests_on else None,
            moved_from_id=None,
            assumption_id=None,
            left_open_with=None,
            reasons=reasons,
        ),
    )


def _open(around: Around, one: LeftOpen) -> _Candidate:
    known = BY_ID.get(one.bank or "")
    rests = one.rests_on if one.rests_on and around.notes.get(one.rests_on) else None
    return _Candidate(
        _LEFT_OPEN + _chance(around.conversation_id, str(one.id)),
        SuggestedQuestion(
            text=known.said(employer=around.employer) if known else one.text,
            framework=one.framework,
            cell=one.cell,
            minutes=one.minutes,
            bank=one.bank,
            rests_on=rests,
            resting_note=around.notes[rests] if rests else None,
            moved_from_id=one.id,
            assumption_id=None,
            left_open_with=one.name,
            reasons=["left_open"],
        ),
    )


def _settling(around: Around, one: Unsettled) -> _Candidate:
    return _Candidate(
        _SETTLES * one.worth + _chance(around.conversation_id, str(one.id)),
        SuggestedQuestion(
            text=one.text,
            framework="own",
            cell=None,
            minutes=USUAL_MINUTES,
            bank=None,
            rests_on=None,
            resting_note=None,
            moved_from_id=None,
            assumption_id=one.id,
            left_open_with=None,
            reasons=["assumption"],
        ),
    )


def _chance(conversation_id: UUID, name: str) -> float:
    """Between 0 and 1, always the same for one talk: so that not every talk gets the same six."""
    digest = hashlib.blake2b(name.encode(), key=conversation_id.bytes, digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
