"""How long a talk a sentence asks for: "15-20 minutes", "half an hour", "a quarter of an hour"."""

import re
from functools import cache
from typing import NamedTuple

from api.threads.checks.lexicon import LEXICON, expanded
from api.threads.checks.text import Sentence


class Duration(NamedTuple):
    """A stretch of time in minutes, from the least to the most said, and its span in the fold."""

    least: int
    most: int
    start: int
    end: int


def durations(sentence: Sentence) -> list[Duration]:
    """Every duration of a sentence that could be the length of a talk, in order.

    Distances and other people's minutes ("twenty minutes away", "the first ten minutes of your
    film") are not.
    """
    text = sentence.text
    if not any(unit in text for unit in LEXICON.duration_units):
        return []
    found: list[Duration] = []
    forms, before, after = _compiled()
    for form, each, fixed in forms:
        for match in form.finditer(text):
            start, end = match.span()
            if any(
                start < f.end - sentence.start and f.start - sentence.start < end for f in found
            ):
                continue
            if before.search(text[max(0, start - 24) : start]) or after.match(text[end : end + 24]):
                continue
            said = [_number(g) * each for g in match.groups() if g] if not fixed else [fixed]
            found.append(
                Duration(min(said), max(said), sentence.start + start, sentence.start + end)
            )
    return sorted(found, key=lambda d: d.start)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else LEXICON.numbers[said]


@cache
def _compiled() -> tuple[list[tuple[re.Pattern[str], int, int]], re.Pattern[str], re.Pattern[str]]:
    forms = [(re.compile(expanded(d.re), re.ASCII), d.each, d.minutes) for d in LEXICON.durations]
    before = re.compile(expanded(LEXICON.duration_before), re.ASCII)
    return forms, before, re.compile(expanded(LEXICON.duration_after), re.ASCII)
