"""The bank of questions: enough of them, open, plain, and spread over every framework and cell."""

from collections import Counter
from statistics import mean
from typing import get_args

import pytest

from api.contacts.titles import FUNCTION_WORDS
from api.preparation.bank import BANK, CELLS, IN_A_TALK
from api.preparation.closed import look_at
from api.preparation.schemas import Prompt
from api.threads.checks.reading import grade
from api.threads.checks.text import Text

SAID = [(one.id, text) for one in BANK for text in {one.said(), one.said(employer="Hollin Labs")}]


def test_there_are_enough_spread_over_all_cells() -> None:
    assert len(BANK) >= 120
    frameworks = Counter(one.framework for one in BANK)
    assert set(frameworks) == {"tiara", "life", "day", "skills", "culture", "entry"}
    assert min(frameworks.values()) >= 20
    everywhere = Counter(one.cell for one in BANK if not one.functions)
    assert set(everywhere) == set(IN_A_TALK)
    assert min(everywhere.values()) >= 4, everywhere
    assert len(CELLS) == 30


@pytest.mark.parametrize(("name", "text"), SAID, ids=[name for name, _ in SAID])
def test_each_is_open_and_plain(name: str, text: str) -> None:
    assert look_at(text) is None
    assert text.endswith("?")
    assert "{" not in text
    assert grade(Text(text).sentences) <= 8.5, "reading level about 8"
    assert len(text.split()) <= 25, "nobody can listen to more"


def test_on_the_whole_they_read_like_speech() -> None:
    assert mean(grade(Text(text).sentences) for _, text in SAID) < 5


def test_none_is_said_twice() -> None:
    texts = [one.said().casefold() for one in BANK]
    assert len(texts) == len(set(texts))
    beginnings = Counter(" ".join(text.split()[:6]) for text in texts)
    assert max(beginnings.values()) <= 3, beginnings.most_common(3)


def test_every_prompt_has_questions_that_rest_on_it() -> None:
    resting = Counter(one.rests_on for one in BANK if one.rests_on)
    assert set(resting) == set(get_args(Prompt))
    assert min(resting.values()) >= 2, resting


def test_fields_are_those_a_contact_can_have() -> None:
    named = {function for one in BANK for function in one.functions}
    assert named <= set(FUNCTION_WORDS)
    assert len(named) >= 15


def test_minutes_are_those_of_a_talk() -> None:
    assert {one.minutes for one in BANK} <= {2, 3, 4}
    assert sum(one.minutes == 3 for one in BANK) > len(BANK) / 2
