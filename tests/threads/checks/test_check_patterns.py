"""The patterns of the lexicon: bounded work on any text, and no match that goes unseen."""

import random
import re
import sys
from types import FrameType

import pytest

from api.threads.checks import Draft, check_ask
from api.threads.checks.evidence import forms
from api.threads.checks.lexicon import LEXICON, expanded
from api.threads.checks.text import words_of
from tests.threads.checks.steps import Steps, example

PATTERNS = [
    pytest.param(pattern.when, expanded(pattern.re), id=f"{group}-{number}")
    for group, patterns in LEXICON.patterns.items()
    for number, pattern in enumerate(patterns)
]
ALL_WRITTEN = [p.re for ps in LEXICON.patterns.values() for p in ps] + [
    *LEXICON.macros.values(),
    *(form.re for form in LEXICON.durations),
]


def test_no_pattern_repeats_without_a_bound_or_looks_behind() -> None:
    unbounded = re.compile(r"(?<!\\)[*+]|,\}|\(\?<")
    assert [p for p in ALL_WRITTEN if unbounded.search(p.replace("(?:", ""))] == []


@pytest.mark.parametrize(("when", "pattern"), PATTERNS)
def test_what_a_pattern_matches_holds_a_word_that_calls_it_up(when: str, pattern: str) -> None:
    rng = random.Random(7)
    compiled = re.compile(pattern, re.ASCII)
    called = set(when.split())
    matched = 0
    for _ in range(200):
        text = example(pattern, rng)
        if compiled.search(text) is not None:
            matched += 1
            assert called & {f for w in words_of(text) for f in forms(w)}, text
    assert matched > 0


@pytest.mark.parametrize(("when", "pattern"), PATTERNS)
def test_work_grows_with_the_text_and_not_with_its_square(when: str, pattern: str) -> None:
    rng = random.Random(when)
    nearly = [example(pattern, rng).rpartition(" ")[0] + " " for _ in range(2)]
    for part in (*nearly, "i ", "your very ", "a-"):
        short = Steps(pattern, (part * 120)[:120] + "\x00").count
        long = Steps(pattern, (part * 240)[:240] + "\x00").count
        assert long <= 2.6 * short + 2_000, part
        assert long <= 2_000 * 240, part


@pytest.mark.parametrize(
    "part",
    [
        "a", "i ", "you ", ".", "{{", "}}", "[your ", "i read ", "a-", "'", "if you ",
        "20 minutes ", "\n-", "{{a}} ", "could i ask you please ", "> a\n", "e. g. ", "\"'",
        "your very very ", "👋🏽", "e\u0301", "sorry to ", "not ", "a\n\n", "1. ",
    ],
)  # fmt: skip
def test_20_kilobytes_of_anything_take_a_bounded_number_of_operations(part: str) -> None:
    short, long = operations(part, 10_000), operations(part, 20_000)
    assert long <= 2.3 * short + 20_000
    assert long <= 100 * 20_000


def operations(part: str, length: int) -> int:
    """Calls made while a text of that length is checked."""
    body = (part * length)[:length]
    draft = Draft(channel="email", subject="Your ward data article", body=body, why="Ana Pires")
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    check_ask(draft)
    sys.setprofile(count)
    try:
        check_ask(draft)
    finally:
        sys.setprofile(None)
    return calls
