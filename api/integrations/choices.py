"""The fixed lists that a form offers, in the product's own words: for drop-downs of other tools."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

Choices = Literal[
    "lanes",
    "sources",
    "ties",
    "functions",
    "seniorities",
    "channels",
    "media",
    "line_tags",
    "outcomes",
    "events",
]


class ChoiceRead(msgspec.Struct, frozen=True):
    """One of a list: `value` is what the API takes and gives, `label` what people read."""

    value: str
    label: str


class ChoiceList(msgspec.Struct, frozen=True):
    """All of a list, in its order."""

    items: list[ChoiceRead]


CATALOGUE: Final[Mapping[Choices, dict[str, str]]] = msgspec.json.decode(
    (Path(__file__).parents[1] / "texts" / "choices.en.json").read_bytes(),
    type=dict[Choices, dict[str, str]],
)


def choices_of(which: Choices) -> ChoiceList:
    """The list of this name."""
    return ChoiceList([ChoiceRead(value, label) for value, label in CATALOGUE[which].items()])
