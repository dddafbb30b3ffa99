"""What is left of a preparation of fifteen minutes, and how long it takes; pure.

Fifteen minutes is the length the product promises; each step has its share of them.
"""

from collections.abc import Mapping
from typing import Final

from api.preparation.models import PROMPTS
from api.preparation.schemas import Step

MINUTES: Final[dict[Step, int]] = {"read": 5, "goal": 2, "offer": 2, "view": 1, "questions": 5}
"""In the order in which they are done; together fifteen."""
ENOUGH_READ: Final = 2
"""Prompts of five with an answer: more is welcome, two are enough to have something to rest on."""
ENOUGH_QUESTIONS: Final = 3
"""A plan that can carry a talk: DOMAIN.md section 6 plans about six, three when time is short."""


def steps_left(sheet: Mapping[str, object], questions: int) -> list[Step]:
    """The steps that are still open, for a sheet (its columns; an empty one when nothing was begun)
    and the number of questions in the plan."""
    done: dict[Step, bool] = {
        "read": sum(bool(sheet.get(prompt)) for prompt in PROMPTS) >= ENOUGH_READ,
        "goal": bool(sheet.get("goal")),
        "offer": bool(sheet.get("offer")),
        "view": bool(sheet.get("view")),
        "questions": questions >= ENOUGH_QUESTIONS,
    }
    return [step for step in MINUTES if not done[step]]


def minutes_left(steps: list[Step]) -> int:
    """How long the open steps take together, in minutes."""
    return sum(MINUTES[step] for step in steps)
