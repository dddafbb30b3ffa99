"""Which lines seem to say the same."""

import doctest
from time import process_time
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from api.insights import likeness as module
from api.insights.likeness import Pair, Spoken, alike

TEXTS = (
    "SQL before any tool.",
    "Tools change, SQL stays.",
    "Learn SQL on a table you already know.",
    "SQL; start with one table you know.",
    "A clean definition beats a clever chart.",
    "Ask them who owns the definitions.",
    "No second degree. A small project, in public.",
    "The certificate got me the interview, not the job.",
)


def spoken(*texts: str) -> list[Spoken]:
    return [Spoken(UUID(int=n), UUID(int=n), text) for n, text in enumerate(texts, start=1)]


def names(pairs: list[Pair]) -> set[tuple[int, int]]:
    return {tuple(sorted((pair.one_id.int, pair.other_id.int))) for pair in pairs}  # type: ignore[misc]


def test_the_examples_of_the_docstrings() -> None:
    tried = doctest.testmod(module)
    assert tried.attempted >= 6
    assert tried.failed == 0


def test_lines_of_the_story() -> None:
    assert names(alike(spoken(*TEXTS))) == {(1, 2), (3, 4)}


def test_a_skill_in_common_is_enough_with_half_of_the_words() -> None:
    lines = spoken("SQL first.", "They ask for SQL.")
    assert alike(lines) == []
    with_skill = [Spoken(one.id, one.claim_id, one.text, frozenset({"sql"})) for one in lines]
    assert names(alike(with_skill)) == {(1, 2)}


def test_lines_about_one_skill_are_looked_at_together() -> None:
    texts = (
        "SQL first. He learned it in four months of evenings.",
        "SQL is expected even from nurses now, at least to read a query.",
        "In a consultancy Python matters more than SQL.",
    )
    lines = spoken(*texts)
    assert alike(lines) == []
    about = [frozenset({"sql"}), frozenset({"sql"}), frozenset[str]()]
    known = [
        Spoken(one.id, one.claim_id, one.text, frozenset({"sql"}), first)
        for one, first in zip(lines, about, strict=True)
    ]
    (pair,) = alike(known)
    assert (names([pair]), pair.score) == ({(1, 2)}, 0.5)


def test_the_same_claim_and_refused_ones_are_left_out() -> None:
    one, other = spoken("SQL before any tool.", "Tools change, SQL stays.")
    assert alike([one, Spoken(other.id, one.claim_id, other.text)]) == []
    assert alike([one, other], [(other.id, one.id)]) == []
    # A third line joined the claim of one of them: the no still holds.
    third = Spoken(UUID(int=9), one.claim_id, "SQL, then tools.")
    assert alike([one, other, third], [(one.id, other.id)]) == []


@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.randoms(use_true_random=False))
def test_order_is_nothing_and_scores_are_bounded(texts: list[str], random: object) -> None:
    lines = spoken(*texts)
    other = list(lines)
    random.shuffle(other)  # type: ignore[attr-defined]
    found = alike(lines)
    assert found == alike(other)
    assert all(0 < pair.score <= 1 for pair in found)


def test_four_thousand_lines_take_no_time() -> None:
    words = [f"word{n}" for n in range(900)]
    lines = [
        Spoken(uuid4(), uuid4(), " ".join(words[(n * 7 + k * 31) % 900] for k in range(8)))
        for n in range(4000)
    ]
    begun = process_time()
    alike(lines, of=[line.id for line in lines[:20]])
    assert process_time() - begun < 1.0
