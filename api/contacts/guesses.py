"""Function and seniority guessed from a job title, with the words that led to the guess."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from api.contacts.names import words_of
from api.contacts.titles import FUNCTION_WORDS, SAYS_NOTHING, SENIORITY_WORDS, WEAK_FUNCTIONS

FUNCTIONS = tuple(FUNCTION_WORDS)
"""The fixed short list of functions."""

SENIORITIES = (
    "student",
    "junior",
    "professional",
    "senior",
    "lead",
    "manager",
    "director",
    "executive",
    "owner",
)
"""The fixed short list of levels, in order."""

_PHRASE_WORDS = 4
_SEGMENT_ENDS = re.compile(r"[|·•;/–—]|,|\s-\s|\s(?:at|bei|chez|@)\s", re.IGNORECASE)
_PAST = frozenset(("former", "formerly", "ex", "previously", "retired", "ehemals", "ancien", "ex-"))
_PREPOSITIONS = frozenset(("of", "for", "in", "de", "des", "du", "fur", "im", "en", "to", "d"))
_TITLE_CHARACTERS = 300


class Guess(msgspec.Struct, frozen=True):
    """A value of a fixed list and the words of the title that led to it, as compared."""

    value: str
    words: tuple[str, ...]


class TitleGuess(msgspec.Struct, frozen=True):
    """What a job title says; None where it does not say."""

    function: Guess | None
    seniority: Guess | None


def guess_from_title(title: str) -> TitleGuess:
    """Function and seniority of a job title; a guess to be shown as one, unknown stays None.

    Jobs somebody had ("former nurse") do not count where another one is named. Of several jobs
    in a title the first that tells the function gives it; the highest level gives the seniority.
    """
    return _guessed(title[:_TITLE_CHARACTERS])


@lru_cache(maxsize=8_192)
def _guessed(title: str) -> TitleGuess:
    segments = list(_segments(title))
    function = next((guess for words in segments if (guess := _function(words))), None)
    return TitleGuess(function, _seniority(segments))


def functions_in(text: str) -> dict[str, str]:
    """The functions that any text speaks of, each with the first phrase that does.

    Words of levels ("manager") and weak ones ("office", "quality") do not count alone.
    """
    found: dict[str, str] = {}
    for _, value, phrase in _phrases(words_of(text), _FUNCTION_OF):
        if value not in WEAK_FUNCTIONS or " " in phrase:
            found.setdefault(value, phrase)
    return found


def _segments(title: str) -> Iterator[list[str]]:
    parts = [words for part in _SEGMENT_ENDS.split(title) if (words := words_of(part))]
    yield from [words for words in parts if words[0] not in _PAST]


def _function(words: list[str]) -> Guess | None:
    found = list(_phrases(words, _FUNCTION_OF))
    strong = [hit for hit in found if hit[1] not in WEAK_FUNCTIONS or " " in hit[2]]
    for hits in (strong, found):
        cut = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
        before = [hit for hit in hits if hit[0] < cut]
        if hits:
            # The head of a title stands last ("marketing data analyst") or before its "of".
            _, value, phrase = before[-1] if before else hits[0]
            return Guess(value, (phrase,))
    return None


def _seniority(segments: list[list[str]]) -> Guess | None:
    hits = [
        (value, phrase)
        for words in map(_own_words, segments)
        for _, value, phrase in _phrases(words, _SENIORITY_OF)
        if value
    ]
    for level in SENIORITY_WORDS:
        words = tuple(dict.fromkeys(phrase for value, phrase in hits if value == level))
        if words:
            return Guess(level, words)
    return None


def _own_words(words: list[str]) -> list[str]:
    """The words before "to": "Assistant to the Director" is no director."""
    return words[: words.index("to")] if "to" in words else words


def _phrases(words: list[str], table: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """(place, value, phrase) of the phrases found, the longest first using up its words."""
    free = [True] * len(words)
    found: list[tuple[int, str, str]] = []
    for length in range(min(_PHRASE_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = slice(start, start + length)
            if not all(free[span]):
                continue
            phrase = " ".join(words[span])
            value = table.get(phrase)
            if value is None and length == 1:
                value = _of_compound(phrase, table)
            if value is not None:
                free[span] = [False] * length
                found.append((start, value, phrase))
    return iter(sorted(found))


def _of_compound(word: str, table: Mapping[str, str]) -> str | None:
    """The value of a compound by its end, the longest end first."""
    for start in range(1, len(word) - 3):
        value = table.get(f"*{word[start:]}")
        if value is not None:
            return value
    return None


def _table(listed: Mapping[str, str]) -> dict[str, str]:
    return {phrase: value for value, text in listed.items() for phrase in text.split("|")}


_FUNCTION_OF = _table(FUNCTION_WORDS)
_SENIORITY_OF = {
    **_table(dict(reversed(SENIORITY_WORDS.items()))),
    **dict.fromkeys(SAYS_NOTHING.split("|"), ""),
}
