"""How much one signal weighs: by who said it, and how close their work is to the goal. How it fades is
`api.insights.support.recency`, one rule for all that was heard.

Pure. The weights are ours, chosen so that none of them decides alone; no study stands behind them.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from api.skills.matching import stem

SENIORITY: Final = {
    "student": 0.5,
    "junior": 0.8,
    "professional": 0.8,
    "senior": 0.9,
    "lead": 1.0,
    "manager": 1.0,
    "director": 0.9,
    "executive": 0.8,
    "owner": 0.8,
}
"""Whoever leads the work chooses who may do it; a junior knows what was asked a year ago; the very
top is further from it."""
UNKNOWN: Final = 0.75

SERVES: Final = 1.0
"""Closeness of a talk that was held for this goal."""
SAME_FIELD: Final = 0.8
"""Of a talk for no goal in particular, with somebody whose role shares a word with this goal."""
ELSEWHERE: Final = 0.5
"""Of one with somebody whose role does not."""

_SAYS_NOTHING: Final = frozenset([
    "a", "an", "and", "any", "as", "at", "be", "become", "but", "by", "for", "from", "have", "i",
    "in", "into", "is", "it", "job", "like", "me", "month", "more", "my", "new", "next", "not",
    "of", "on", "or", "our", "own", "role", "some", "someone", "that", "the", "their", "them",
    "there", "they", "this", "to", "want", "what", "with", "work", "year", "you",
    # How high somebody stands says nothing of what they do: a manager of products and one of public
    # affairs share a rank.
    "assistant", "associate", "chief", "deputy", "director", "executive", "group", "head", "intern",
    "junior", "lead", "leader", "manager", "officer", "president", "principal", "senior", "staff",
    "team", "trainee", "vice",
])  # fmt: skip


def seniority_weight(seniority: str | None) -> float:
    """What the word of somebody at this level weighs.

    >>> seniority_weight("manager"), seniority_weight("student"), seniority_weight(None)
    (1.0, 0.5, 0.75)
    """
    return SENIORITY.get(seniority or "", UNKNOWN)


def goal_words(*texts: str) -> frozenset[str]:
    """The words of a goal, or of a role, that tell about the work, as stems.

    >>> sorted(goal_words("Clinical informatics analyst, in a hospital"))
    ['analyst', 'clinical', 'hospital', 'informatic']
    >>> goal_words("Product manager") & goal_words("Public affairs manager")
    frozenset()
    """
    words = {
        word.strip(".,;:!?()\"'’").lower()
        for text in texts
        for word in text.replace("/", " ").replace("-", " ").split()
    }
    return frozenset(stem(word) for word in words - _SAYS_NOTHING if len(word) > 1)


def closeness(
    served: UUID | None,
    goal: UUID | None,
    role: Collection[str],
    wanted: Collection[str],
    others: Collection[str],
) -> float:
    """How close a talk is to a goal, from 0 to 1.

    `served` is the goal that the talk was held for, if one was named; `role` the words of what the
    person does, `wanted` those of this goal, `others` those of the other goals that are open. A talk
    for another goal says nothing about this one; where none was named, the role decides.

    >>> product, policy = UUID(int=1), UUID(int=2)
    >>> closeness(policy, policy, (), (), ()), closeness(product, policy, (), (), ())
    (1.0, 0.0)
    >>> closeness(None, policy, {"policy", "advis"}, {"policy"}, {"product", "manag"})
    0.8
    >>> closeness(None, policy, {"product", "manag"}, {"policy"}, {"product", "manag"})
    0.0
    >>> closeness(None, policy, {"teach"}, {"policy"}, {"product"}), closeness(product, None, (), (), ())
    (0.5, 1.0)
    """
    if goal is None or served == goal:
        return SERVES
    if served is not None:
        return 0.0
    here, there = len(set(role) & set(wanted)), len(set(role) & set(others))
    if here and here >= there:
        return SAME_FIELD
    return 0.0 if there else ELSEWHERE
