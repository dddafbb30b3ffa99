"""From people to the numbers of a closed week: five tables over those who share, each with what may show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final
from uuid import UUID

from api.coaching.suppressing import BASE, People, Shown, gives_away, shown_of, worked_out

WORK: Final = frozenset({"offer", "new_role"})
"""Kinds of outcomes that say that somebody found work."""
STEPS: Final = ("none", "asked", "talked")


@dataclass(frozen=True)
class Counted:
    """One who takes part, with an account or not: whether they share how it is going, and then what they
    did; whether they have what came of it counted, and then its kinds."""

    id: UUID
    joined: bool
    shares: bool
    moved: bool
    asked: int
    talks: int
    thanked_in_time: int
    answered: bool
    kinds: frozenset[str]


@dataclass
class Week:
    """The numbers that show, by name, and whom each table that shows is about."""

    cells: dict[str, int] = field(default_factory=dict)
    tables: dict[str, Shown] = field(default_factory=dict)


def counted_week(people: Sequence[Counted], earlier: Sequence[Shown]) -> Week:
    """What may be told of these people after what was told `earlier`. Each table is laid beside those
    before it, too: they are about the same people."""
    week = Week()
    everybody = frozenset(one.id for one in people)
    joined = frozenset(one.id for one in people if one.joined)
    # What managers read in their lists, whatever is told here: who is not in a number must be as hard to
    # find as who is.
    week.tables["known"] = Shown(everybody, {"joined": joined})
    if not gives_away([everybody], chain.from_iterable(map(worked_out, earlier))) and (
        len(people) >= BASE
    ):
        week.cells["enrolled"] = len(people)
    sharing = [one for one in people if one.shares]
    answered = [one for one in people if one.answered]

    def table(
        name: str, of: Iterable[Counted], part: Callable[[Counted], str]
    ) -> Mapping[str, People]:
        parts: dict[str, set[UUID]] = {}
        for one in of:
            parts.setdefault(part(one), set()).add(one.id)
        shown = shown_of(
            {name: frozenset(ids) for name, ids in parts.items()},
            [*earlier, *week.tables.values()],
        )
        if shown is None:
            return {}
        week.tables[name] = shown
        return shown.parts

    steps = table("steps", sharing, lambda one: STEPS[2 if one.talks else 1 if one.asked else 0])
    if "steps" in week.tables:
        week.cells["sharing"] = len(week.tables["steps"].base)
    week.cells |= {f"steps.{name}": len(ids) for name, ids in steps.items()}
    moved = table("moved", sharing, lambda one: "moved" if one.moved else "still")
    if "moved" in moved:
        week.cells["moved"] = len(moved["moved"])
    # A sum shows where those who gave to it, and those who did not, are enough.
    if "some" in table("asks", sharing, lambda one: "some" if one.asked else "no"):
        week.cells["asks"] = sum(one.asked for one in sharing)
    if "some" in table("talks", sharing, lambda one: "some" if one.talks else "no"):
        week.cells["talks"] = sum(one.talks for one in sharing)
        week.cells["thanked"] = sum(one.thanked_in_time for one in sharing)
    outcomes = table("outcomes", answered, furthest)
    if "outcomes" in week.tables:
        week.cells["answered"] = len(week.tables["outcomes"].base)
    week.cells |= {f"outcomes.{name}": len(ids) for name, ids in outcomes.items()}
    return week


def furthest(one: Counted) -> str:
    """The furthest that came of it: work, an interview, something else, or nothing yet."""
    if one.kinds & WORK:
        return "work"
    if "interview" in one.kinds:
        return "interview"
    return "other" if one.kinds else "none"
