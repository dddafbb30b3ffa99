"""Reads what a model answered. It may choose and point, never speak: whatever it says is one of a
fixed list, or stands in the line already. Everything else is dropped. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast, get_args
from uuid import UUID

import msgspec

from api.conversations.schemas import Promiser
from api.insights.heard_schemas import Theme
from api.proposals.schemas import Proposal, Sent, SkillProposal, Tag
from api.skills.schemas import Named, Says

MOST_SKILLS: Final = 3
LEVELS: Final = range(1, 5)

Known = Mapping[UUID, Sequence[tuple[str, Named]]]
"""The skills that each line speaks of, each with its words there."""


def read_answer(answer: str, sent: Sequence[Sent], known: Known) -> list[Proposal]:
    """What can be used of an answer: at most one proposal for each line that was sent.

    >>> line = Sent(UUID(int=1), "Talk to Ben Adeyemi.")
    >>> said = '{"lines": [{"line": 1, "is": "name", "name": "Ben Adeyemi"}, {"line": 2, "is": "name"}]}'
    >>> [(one.tag, one.name) for one in read_answer(said, [line], {})]
    [('name', 'Ben Adeyemi')]
    >>> read_answer("Sure! Here you are.", [line], {})
    []
    """
    found: dict[UUID, Proposal] = {}
    for one in _entries(answer):
        number = one.get("line")
        # A truth value is a number to Python.
        if type(number) is not int or not 1 <= number <= len(sent):
            continue
        line = sent[number - 1]
        proposal = _proposal(one, line, known.get(line.line_id, ()))
        if proposal is not None:
            found.setdefault(line.line_id, proposal)
    return [found[line.line_id] for line in sent if line.line_id in found]


def _entries(answer: str) -> list[dict[str, Any]]:
    # Around the JSON there may be a fence, or a sentence, however often it was asked for alone.
    begin, end = answer.find("{"), answer.rfind("}")
    try:
        read = msgspec.json.decode(answer[begin : end + 1].encode())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return []
    lines = read.get("lines") if isinstance(read, dict) else None
    return [one for one in lines if isinstance(one, dict)] if isinstance(lines, list) else []


def _proposal(
    one: Mapping[str, Any], line: Sent, spoken: Sequence[tuple[str, Named]]
) -> Proposal | None:
    tag = _one_of(one.get("is"), get_args(Tag))
    if tag is None:
        return None
    name = one.get("name") if tag == "name" else None
    standing = isinstance(name, str) and 1 < len(name.strip()) <= 100 and name in line.text
    return Proposal(
        line_id=line.line_id,
        tag=cast(Tag, tag),
        theme=cast("Theme | None", _one_of(one.get("theme"), get_args(Theme)))
        if tag == "insight"
        else None,
        promiser=cast("Promiser | None", _one_of(one.get("promiser"), get_args(Promiser)))
        if tag == "promise"
        else None,
        name=cast(str, name).strip() if standing else None,
        skills=_skills(one.get("skills"), spoken),
    )


def _skills(said: object, spoken: Sequence[tuple[str, Named]]) -> list[SkillProposal]:
    found: dict[UUID, SkillProposal] = {}
    for one in said if isinstance(said, list) else ():
        words = one.get("skill") if isinstance(one, dict) else None
        says = _one_of(one.get("says"), get_args(Says)) if isinstance(one, dict) else None
        if not isinstance(words, str) or says is None:
            continue
        level = one.get("level")
        sound = type(level) is int and level in LEVELS and says == "needed"
        for piece, named in spoken:
            if words.strip().casefold() in (piece.casefold(), named.name.casefold()):
                proposal = SkillProposal(named, cast(Says, says), level if sound else None)
                found.setdefault(named.id, proposal)
    return list(found.values())[:MOST_SKILLS]


def _one_of(said: object, allowed: Sequence[str]) -> str | None:
    return said if isinstance(said, str) and said in allowed else None
