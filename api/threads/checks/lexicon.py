"""The shared lexicon, read once: limits, word lists and patterns of all checks."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, convert, json


class Pattern(Struct, frozen=True):
    """A pattern as it is written; a sentence needs one word of `when` before it is tried."""

    when: str
    re: str


class DurationForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A way to say how long: a number times `each` minutes, or just so many `minutes`."""

    re: str
    each: int
    minutes: int


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True):
    """`lexicon.json` and what each kind of message adds to it.

    The browser reads the same files (ARCHITECTURE.md section 9), of a kind only when it checks one.
    """

    limits: dict[str, float]
    order: list[str]
    warnings: list[str]
    channels: dict[str, list[str]]
    gaps: dict[str, str]
    folded: dict[str, str]
    gap_labels: list[str]
    words: dict[str, list[str]]
    numbers: dict[str, int]
    duration_units: list[str]
    durations: list[DurationForm]
    duration_before: str
    duration_after: str
    macros: dict[str, str]
    patterns: dict[str, list[Pattern]]
    masked: list[str]


class Probe(Struct, frozen=True):
    """A compiled pattern with the group it speaks for."""

    group: str
    masked: bool
    search: re.Pattern[str]


def _whole() -> Lexicon:
    whole: dict[str, Any] = {}
    for name in ("lexicon", "lexicon.ask", "lexicon.thanks", "lexicon.update"):
        part = json.decode(
            (Path(__file__).parent / f"{name}.json").read_bytes(), type=dict[str, Any]
        )
        del part["about"]
        for key, said in part.items():
            if key in whole:
                assert not whole[key].keys() & said.keys(), f"{name}.json says {key} again"
                said = whole[key] | said
            whole[key] = said
    return convert(whole, Lexicon)


LEXICON: Final = _whole()
LIMITS: Final = LEXICON.limits
FOLDED: Final = LEXICON.folded
GAP_LABELS: Final = LEXICON.gap_labels
ABBREVIATIONS: Final = frozenset(LEXICON.words["abbreviations"])
GREETING: Final = frozenset(LEXICON.words["greeting"])
TITLES: Final = frozenset(LEXICON.words["titles"])
CLOSING: Final = frozenset(LEXICON.words["closing"])
ENGLISH: Final = frozenset(LEXICON.words["english"])
FLATTERY: Final = frozenset(LEXICON.words["flattery"])
_MACRO: Final = re.compile(r"<([a-z_]+)>")


def expanded(pattern: str) -> str:
    """A pattern with its macros written out, as both engines compile it."""
    while (known := _MACRO.sub(lambda m: LEXICON.macros[m.group(1)], pattern)) != pattern:
        pattern = known
    return pattern


MASK: Final = re.compile(rf"\b{expanded('<mask>')}\b", re.ASCII)


@cache
def probes() -> dict[str, list[Probe]]:
    """Every pattern under each word that calls it up."""
    found: dict[str, list[Probe]] = {}
    for group, patterns in LEXICON.patterns.items():
        for pattern in patterns:
            compiled = re.compile(expanded(pattern.re), re.ASCII)
            probe = Probe(group, group in LEXICON.masked, compiled)
            for word in pattern.when.split():
                found.setdefault(word, []).append(probe)
    return found
