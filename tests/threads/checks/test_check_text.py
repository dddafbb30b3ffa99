"""Folding, sentences and the way back to places in what the person typed."""

import pytest

from api.threads.checks.text import Text, fold, words_of


def sentences(text: str) -> list[str]:
    return [s.text for s in Text(text).sentences]


def test_fold_takes_accents_cases_and_curls_away() -> None:
    assert fold("Zoë’s RÉSUMÉ – “Straße” Łódź…") == 'zoe\'s resume - "strasse" lodz...'


def test_composed_and_combining_accents_fold_alike() -> None:
    assert fold("Ame\u0301lie Noe\u0308l") == fold("Amélie Noël") == "amelie noel"


def test_other_scripts_are_words_and_emoji_are_none() -> None:
    assert len(words_of(fold("Dear 山田 and خوري and Ελένη 👋🏽 and 𝒜"))) == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Dr. Lindgren, hello. Bye.", ["dear dr. lindgren, hello.", "bye."]),
        ("J. R. Smith wrote. I read.", ["j. r. smith wrote.", "i read."]),
        ("Call at 5 p.m. I can wait.", ["call at 5 p.m.", "i can wait."]),
        ("Tea, e.g. mint. Or not?", ["tea, e.g. mint.", "or not?"]),
        ("Really?! Yes.", ["really?!", "yes."]),
        ('He said "go." Then left.', ['he said "go."', "then left."]),
        ("See example.org/a.b now.", ["see example.org/a.b now."]),
        ("Dear Ana,\n\nI read it.", ["dear ana, i read it."]),
        ("Dear Ana\n\nI read it.", ["dear ana", "i read it."]),
        ("One line\nwraps here. Two.", ["one line wraps here.", "two."]),
        ("Three:\n- a b\n* c\n3) d e", ["three:", "a b", "c", "d e"]),
        ("Mine.\n> theirs\n> theirs", ["mine."]),
        ("Mine.\n\nOn Monday Ana wrote:\n> theirs", ["mine."]),
        ("Mine.\n-- \nNora\nWard 12", ["mine."]),
        ("これは。それは。", ["これは.それは."]),
        ("  \n\t ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_list_items_are_marked() -> None:
    assert [s.listed for s in Text("Three:\n- a\n2. b\nand on").sentences] == [False, True, True]


def test_places_lead_back_through_everything_that_was_folded() -> None:
    original = "👩🏽‍⚕️  Ele\u0301na’s  straße.\r\n\r\n  Sorry to bother."
    text = Text(original)
    at = text.folded.index("elena's")
    start, end = text.place(at, at + len("elena's"))
    assert original[start:end] == "Ele\u0301na’s"
    at = text.folded.index("strasse")
    start, end = text.place(at, at + len("strasse"))
    assert original[start:end] == "straße"
    at = text.folded.index("sorry")
    start, end = text.place(at, len(text.folded))
    assert original[start:end] == "Sorry to bother."


def test_a_place_takes_the_marks_of_its_last_letter_with_it() -> None:
    original = "Jose\u0301 came."
    start, end = Text(original).place(0, 4)
    assert original[start:end] == "Jose\u0301"


def test_gaps_are_found_and_are_no_words() -> None:
    text = Text("I am {{who you are}} at [your company], see [1].")
    assert [gap.label for gap in text.gaps] == ["who you are", "your company"]
    assert text.words == ["i", "am", "at", "see"]
    start, end = text.place(text.gaps[0].start, text.gaps[0].end)
    assert text.original[start:end] == "{{who you are}}"


def test_places_of_an_empty_text() -> None:
    assert Text("").place(0, 0) == (0, 0)
    assert Text("👋🏽").place(5, 9) == (2, 2)
