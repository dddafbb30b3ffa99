"""Closed questions against the shared vectors, which the web app reads too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.preparation.closed import look_at

FILE = Path(__file__).parents[1] / "vectors" / "closed_questions.json"
VECTORS = json.loads(FILE.read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[one["text"].strip() for one in VECTORS])
def test_it_sees_what_a_reader_sees(vector: dict[str, str | None]) -> None:
    text = vector["text"]
    assert text is not None
    found = look_at(text)
    assert (found.kind if found else None) == vector["expect"]
    assert (found.rewording if found else None) == vector["rewording"]


@pytest.mark.parametrize(
    "rewording", sorted({one["rewording"] for one in VECTORS if one["rewording"]})
)
def test_what_it_offers_is_open_itself(rewording: str) -> None:
    assert look_at(rewording) is None
    assert rewording.endswith("?")


def test_there_are_enough_vectors_of_each_kind() -> None:
    kinds = [one["expect"] for one in VECTORS]
    assert kinds.count("yes_no") >= 40
    assert kinds.count("either") >= 3
    assert kinds.count("fact") >= 5
    assert kinds.count(None) >= 20


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = look_at(text)
    assert found is None or found.rewording


@given(
    st.sampled_from(["Do you", "Is it", "Have you ever", "Would you", "Can I", "Are there"]),
    st.lists(st.sampled_from(["work", "teach", "change", "in", "a", "team", "with", "people", "data", "often"]), min_size=1),
)  # fmt: skip
def test_a_closed_question_always_gets_an_open_one(start: str, words: list[str]) -> None:
    found = look_at(f"{start} {' '.join(words)}?")
    assert found is not None
    assert look_at(found.rewording) is None, found.rewording
