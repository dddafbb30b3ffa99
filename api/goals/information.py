"""How much somebody's answer could settle: the information value of asking them. Pure.

An answer is worth most where few independent people were heard, and where those heard disagree; more
from a place or a kind of work that was not heard yet; more from somebody near to the goal; and what
can be asked soon before what first needs an ask.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

DISAGREE: Final = 0.5
"""People who were heard disagree: one more voice tips it. As much as one who asks the second of two."""
SAME_PLACE: Final = 0.4
"""What is left of an answer that comes from where everything was heard already."""
FAR: Final = 0.5
"""What is left of an answer by somebody whose work has nothing to do with the goal."""
REACH: Final = {"planned": 1.0, "talked": 0.7, "asked": 0.5, "known": 0.3}
"""A talk that has a date, somebody talked to before, somebody asked, somebody known."""


class Heard(msgspec.Struct, frozen=True):
    """Somebody who said something about it. An unknown employer or function is ""."""

    contact: str
    employer: str
    function: str
    says: str


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who could be asked: `reach` is a key of REACH, `near` whether their work has to do
    with the goal."""

    contact: str
    employer: str
    function: str
    reach: str
    near: bool


def disagree(heard: Sequence[Heard]) -> bool:
    """Whether somebody speaks for it and somebody else against it, by each one's last word.

    >>> disagree([Heard("sam", "a", "", "refutes"), Heard("maya", "b", "", "supports")])
    True
    >>> disagree([Heard("sam", "a", "", "refutes"), Heard("sam", "a", "", "supports")])
    False
    """
    return len(set({one.contact: one.says for one in heard}.values())) > 1


def value(candidate: Candidate, heard: Sequence[Heard]) -> float:
    """Between 0 and 1: what one more answer, theirs, is worth. 0 for somebody who was heard.

    need = 1 ÷ (1 + places heard), and half of what is left where they disagree;
    new = the part of (employer, function) that was not heard yet, unknown counting half;
    value = need × (SAME_PLACE + (1 − SAME_PLACE) × new) × (1 if near, else FAR) × REACH.

    >>> fatima = Candidate("fatima", "hollin", "data", "planned", near=True)
    >>> value(fatima, [])
    1.0
    >>> sam, maya = Heard("sam", "b", "data", "refutes"), Heard("maya", "p", "data", "supports")
    >>> round(value(fatima, [sam, maya]), 3)  # they disagree; another employer, the same work
    0.467
    >>> value(fatima, [Heard("fatima", "hollin", "data", "supports")])
    0.0
    """
    if any(one.contact == candidate.contact for one in heard):
        return 0.0
    places = {one.employer or one.contact for one in heard}
    need = 1 / (1 + len(places))
    if disagree(heard):
        need += (1 - need) * DISAGREE
    new = (
        _new(candidate.employer, {one.employer for one in heard})
        + _new(candidate.function, {one.function for one in heard})
    ) / 2
    there = SAME_PLACE + (1 - SAME_PLACE) * new
    return need * there * (1.0 if candidate.near else FAR) * REACH[candidate.reach]


def _new(one: str, heard: set[str]) -> float:
    if not heard:
        return 1.0
    if not one:
        return 0.5
    return 0.0 if one in heard else 1.0
