"""The four texts of SCREENS.md section 6 pass with the figures printed there."""

import pytest

from api.threads.checks import Draft, ThanksDraft, check_ask, check_thanks
from api.threads.checks.reading import grade, syllables, tenth
from api.threads.checks.text import Text

ASK = (
    "Dear Dr Lindgren, I read your article on ward data in the spring nursing letter. I am a nurse"
    " in Leeds, six years on acute wards, and I am trying to find out if health data could be my"
    " next step. You moved from the bedside to teaching analysts, which is the move I understand"
    " least. Could I ask you three questions by phone, 20 minutes, whenever suits you this month?"
    " If it is a full time, please just say so. Thank you for the article either way. Nora Haas"
)
NOTE = (
    "Dear Ms Sorensen, we met briefly at the Forum. I'm a nurse looking into health data. Could I"
    " ask you three questions about your work, 20 minutes, whenever suits? A no is fine. Nora"
)
THANKS = (
    "Dear Helen, thank you for today. What stays with me is your line that a clean definition"
    " beats a clever chart; I rewrote our ward's falls sheet with it this afternoon. I will send"
    " you the sheet by Friday, as promised, and I have Ewan's name on my list. Best wishes, Nora"
)
UPDATE = (
    "Dear Grace, in April you told me to learn SQL on a table I already know. I did: twelve"
    " evenings with our ward's bed list. Last week I answered the question about night discharges"
    " that nobody had a number for, and my manager asked for it monthly. Thank you. Nothing needed"
    " from you. Nora"
)


@pytest.mark.parametrize(
    ("text", "words", "reads"),
    [(ASK, 89, 4.4), (NOTE, 33, 3.8), (THANKS, 52, 4.7), (UPDATE, 54, 4.5)],
)
def test_words_and_grade(text: str, words: int, reads: float) -> None:
    read = Text(text)
    assert len(read.words) == words
    assert tenth(grade(read.sentences)) == reads


def test_the_ask_passes() -> None:
    result = check_ask(
        Draft(
            channel="email",
            subject="Your ward data article",
            body=ASK,
            recipient_names=["Maya Lindgren"],
            sender_name="Nora Haas",
        )
    )
    assert (result.findings, result.words, result.grade) == ([], 89, 4.4)


def test_the_note_passes_in_180_characters() -> None:
    draft = Draft(
        channel="linkedin_note",
        subject=None,
        body=NOTE,
        recipient_names=["Ingrid Sorensen"],
        note_limit=200,
        sender_name="Nora Haas",
    )
    result = check_ask(draft)
    assert (result.findings, result.words, result.grade) == ([], 33, 3.8)
    assert result.characters == 180


def test_the_thank_you_passes() -> None:
    result = check_thanks(
        ThanksDraft(
            channel="email",
            subject="Thank you",
            body=THANKS,
            recipient_names=["Helen Marsh"],
            sender_name="Nora Haas",
            insights=["A clean definition beats a clever chart."],
            promises=["I send her the falls sheet by Friday"],
        )
    )
    assert (result.findings, result.words, result.grade) == ([], 52, 4.7)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("nurse", 1),
        ("table", 2),
        ("move", 1),
        ("the", 1),
        ("data", 2),
        ("ward's", 1),
        ("i'm", 1),
        ("rhythm", 1),
        ("questions", 2),
        ("afternoon", 3),
        ("bcd", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_names_and_words_of_the_field_can_be_left_out() -> None:
    sentences = Text("Konstantinos interrogates interoperability. He likes it.").sentences
    plain = grade(sentences)
    assert grade(sentences, {"konstantinos", "interoperability"}) < plain - 5
