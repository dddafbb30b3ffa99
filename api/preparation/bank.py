"""The bank of open questions: our own, in `api/texts/questions.en.toml`, read once."""

import re
import tomllib
from pathlib import Path
from typing import Final, get_args

import msgspec

from api.preparation.schemas import Cell, Framework, Prompt

FILE: Final = Path(__file__).parents[1] / "texts" / "questions.en.toml"
_PLACE: Final = re.compile(r"\{(\w+)\|([^{}]+)\}", re.ASCII)


class Question(msgspec.Struct, frozen=True):
    """A question of the bank. `text` may hold `{employer|your place}`; `functions` are the fields
    it belongs to (none: every field); `rests_on` the prompt whose note it builds on."""

    id: str
    framework: Framework
    cell: Cell
    text: str
    minutes: int
    functions: frozenset[str]
    rests_on: Prompt | None

    def said(self, **known: str) -> str:
        """The question with what is known in its places, and the general words for the rest."""
        return _PLACE.sub(lambda one: known.get(one.group(1)) or one.group(2), self.text)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    minutes: int = 3
    functions: list[str] = []
    rests_on: Prompt | None = None


def _read() -> tuple[Question, ...]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = dict[Framework, dict[Cell, dict[str, _Entry]]]
    return tuple(
        Question(
            id=f"{framework}.{cell}.{name}",
            framework=framework,
            cell=cell,
            text=entry.text,
            minutes=entry.minutes,
            functions=frozenset(entry.functions),
            rests_on=entry.rests_on,
        )
        for framework, cells in msgspec.convert(tables, kinds).items()
        for cell, entries in cells.items()
        for name, entry in entries.items()
    )


BANK: Final = _read()
BY_ID: Final = {question.id: question for question in BANK}
IN_A_TALK: Final[tuple[Cell, ...]] = (
    "story", "turning", "trends", "insights", "hours", "tasks", "people", "setting", "hard",
    "energy", "values", "team", "decisions", "mistakes", "growth", "belonging", "needed", "learned",
    "carried", "gap", "proof", "ways", "first", "papers", "eyes", "switching", "next", "assignments",
    "advice", "resources",
)  # fmt: skip
"""Cells in the order of a talk: first the story, then what an expert knows, then the work itself,
last what a mentor would say (DOMAIN.md section 6: expert-type questions first, then mentor-type)."""
ORDER: Final[dict[Cell, int]] = {cell: place for place, cell in enumerate(IN_A_TALK)}
CELLS: Final[dict[Cell, Framework]] = {one.cell: one.framework for one in BANK}

assert ORDER.keys() == CELLS.keys() == set(get_args(Cell))
