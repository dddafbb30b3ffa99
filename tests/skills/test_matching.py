"""Skills in notes: boundaries, case, inflection, and how long a long note takes."""

import re
import time
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from api.skills.matching import Matcher, find_with, our_matcher
from api.skills.vocabulary import GROUPS, VOCABULARY, id_of

LINES = """SQL before any tool. Juniors clean tables, mostly. Tools change and stay. Talk to Ben
about the ward and how he got there. We have two people for models and forty for the weekly numbers.
You speak ward. We can't teach that. Learn it on a table you already know, then show your manager.
Nobody here writes it, they buy it. A clean definition beats a clever chart. No second degree. A
small piece of work, in public. The certificate got me the interview, not the job. Ask them who owns
the definitions. She said the first year was mostly meetings, and that she would stay for the people.
"""


def codes(text: str) -> list[str]:
    return [VOCABULARY[found.skill_id].code for found in our_matcher().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SQL before any tool.", ["sql"]),
        ("sql, sql and SQL", ["sql"]),
        ("They were negotiating all day", ["negotiating"]),
        ("She negotiates well", ["negotiating"]),
        ("Juniors clean tables, mostly", ["data-cleaning"]),
        ("problem solving", ["problem-solving"]),
        ("Problem-solving", ["problem-solving"]),
        ("A clean definition beats a clever chart.", ["data-definitions"]),
        ("presentation", ["presenting"]),
        ("We live in Excel", ["spreadsheets"]),
        ("They excel at it", []),
        ("The nosql people", []),
        ("misspresentation", []),
        ("Plain R, no RStudio", ["r-language"]),
        ("Our R&D people", []),
        ("C++ and a C string", ["c-family"]),
        ("", []),
        ("…", []),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_longer_words_are_meant_and_places_are_those_of_the_text() -> None:
    text = "Ask about data protection law, please"
    (found,) = our_matcher().find(text)
    assert VOCABULARY[found.skill_id].code == "data-protection-law"
    assert text[found.start : found.end] == "data protection law"


def test_own_words_are_found_beside_ours() -> None:
    mine = UUID(int=7)
    matchers = [our_matcher(), Matcher([(mine, ["ward speak", "speaking ward language"])])]
    found = find_with(matchers, "She speaks ward language and SQL")
    assert [one.skill_id for one in found] == [mine, id_of("askwell", "sql")]
    assert Matcher([]).find("SQL") == []


def test_two_skills_with_the_same_words_are_both_suggested() -> None:
    matcher = Matcher([(UUID(int=1), ["dosing"]), (UUID(int=2), ["Dosing"])])
    assert [one.skill_id.int for one in matcher.find("About dosing")] == [1, 2]


def test_the_vocabulary_is_wide_and_says_each_thing_once() -> None:
    assert len(VOCABULARY) >= 200
    assert len(GROUPS) == 15
    words: dict[str, str] = {}
    for known in VOCABULARY.values():
        for word in (known.name, *known.words):
            other = words.setdefault(word.lower(), known.code)
            assert other == known.code, f"{word}: {other} and {known.code}"
    for known in VOCABULARY.values():
        assert our_matcher().find(known.name), known.name


@pytest.mark.parametrize("labels", [0, 15_000])
def test_a_note_is_searched_in_little_more_than_it_takes_to_split_it_into_words(
    labels: int,
) -> None:
    """11 kB in 1.2 ms on an idle processor of 2024, where the bar is 2; a ratio, because a busy one
    is half as fast. However many labels there are."""
    note = (LINES * 20)[:11_000]
    longer = Matcher((uuid4(), [f"operate device {one} at work"]) for one in range(labels))
    matcher = longer if labels else our_matcher()

    def least(work: Callable[[], object]) -> float:
        taken = []
        for _ in range(50):
            begun = time.process_time()
            work()
            taken.append(time.process_time() - begun)
        return min(taken)

    assert least(lambda: matcher.find(note)) < 8 * least(lambda: re.findall(r"\w+", note.lower()))
