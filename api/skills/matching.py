"""Skills in what somebody wrote: pure. Word boundaries, case and English inflection are handled;
what is found is a suggestion that the person confirms or refuses.

Words are cut down to a stem, each stem is a number, and an Aho-Corasick automaton walks over the
numbers: a note of 11 kB takes less than 2 ms, however many words the vocabulary has.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final
from uuid import UUID

import ahocorasick
import msgspec

from api.skills.vocabulary import CASED, VOCABULARY

_TOKEN: Final = re.compile(r"[^\W_]+(?:&[^\W_]+)*[+#]*")
"""A word; `R&D`, `C++` and `C#` are one, `problem-solving` and `CI/CD` are two."""
_VOWEL: Final = re.compile(r"[aeiouy]")
_DOUBLED: Final = re.compile(r"([bdfgmnprt])\1$")


class Found(msgspec.Struct, frozen=True, order=True):
    """Where a skill stands in the text, in characters."""

    start: int
    end: int
    skill_id: UUID


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What is left of a lower-case English word without its ending: enough to know that two forms
    are one word, not to print it.

    >>> [stem(word) for word in ("queries", "query", "planning", "planned", "plan")]
    ['query', 'query', 'plan', 'plan', 'plan']
    >>> stem("negotiating") == stem("negotiates") == stem("negotiate")
    True
    >>> [stem(word) for word in ("analysis", "business", "sql", "bring")]
    ['analysis', 'business', 'sql', 'bring']
    """
    if len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) >= 3 and _VOWEL.search(left):
            word = _DOUBLED.sub(r"\1", left)
            break
    return word.removesuffix("e") if len(word) > 4 else word


def as_it_stands(word: str) -> str:
    """The word itself: of languages whose endings we do not know."""
    return word


Form = Callable[[str], str]
"""What a lower-case word is cut down to before it is compared."""


def forms_of(text: str, form: Form = stem) -> list[str]:
    """The words of a text in the form in which they are compared.

    >>> forms_of("Planning of R&D budgets")
    ['plan', 'of', 'r&d', 'budget']
    """
    return [form(token.lower()) for token in _TOKEN.findall(text)]


def lead_of(forms: list[str]) -> str:
    """How words begin: one form, or two."""
    return " ".join(forms[:2])


def leads_in(text: str, form: Form = stem) -> set[str]:
    """Everything that words of a skill in this text may begin with."""
    forms = forms_of(text, form)
    return {*forms, *map(" ".join, pairwise(forms))}


class Matcher:
    """Finds these skills, each with the words it goes by."""

    def __init__(self, entries: Iterable[tuple[UUID, Iterable[str]]], form: Form = stem) -> None:
        self._form = form
        self._numbers: dict[str, int] = {}
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        meanings: dict[tuple[int, ...], list[tuple[UUID, str]]] = {}
        for skill_id, words in entries:
            for phrase in words:
                cased = phrase.removeprefix(CASED)
                stems = tuple(
                    self._numbers.setdefault(one, len(self._numbers) + 1)
                    for one in forms_of(cased, form)
                )
                if stems:
                    written = cased if phrase.startswith(CASED) else ""
                    meanings.setdefault(stems, []).append((skill_id, written))
        for stems, named in meanings.items():
            self._automaton.add_word(stems, (len(stems), tuple(named)))
        self._automaton.make_automaton()
        self._empty = not meanings

    def find(self, text: str) -> list[Found]:
        """The skills in a text, in the order of their first place, each once. Where words of one
        lie within longer words of another, the longer are meant."""
        return _first_of_each(_longest(self._every(text)))

    def _every(self, text: str) -> Iterator[Found]:
        if self._empty:
            return
        tokens = list(_TOKEN.finditer(text))
        number, form = self._numbers.get, self._form
        stems = tuple(number(form(token[0].lower()), 0) for token in tokens)
        if not stems:
            return
        for last, (length, named) in self._automaton.iter(stems):
            start, end = tokens[last - length + 1].start(), tokens[last].end()
            for skill_id, written in named:
                if not written or text[start:end] == written:
                    yield Found(start, end, skill_id)


@cache
def our_matcher() -> Matcher:
    """Finds the skills of our own vocabulary."""
    return Matcher((one.id, (one.name, *one.words)) for one in VOCABULARY.values())


def skills_in(text: str) -> frozenset[str]:
    """The skills of our own vocabulary that a text names, by their ids.

    >>> skills_in("SQL before any tool.") == skills_in("They ask for SQL.") != frozenset()
    True
    """
    return frozenset(str(each.skill_id) for each in our_matcher().find(text))


def find_with(
    matchers: Iterable[Matcher], text: str, further: Iterable[Matcher] = ()
) -> list[Found]:
    """What several matchers find together. Where those of `further` find the very same place, they
    have nothing to say."""
    found = [each for one in matchers for each in one._every(text)]
    places = {(each.start, each.end) for each in found}
    more = (each for one in further for each in one._every(text))
    found += (each for each in more if (each.start, each.end) not in places)
    return _first_of_each(_longest(found))


def _longest(found: Iterable[Found]) -> Iterator[Found]:
    reached = -1
    for one in sorted(set(found), key=lambda one: (one.start, -one.end, one.skill_id)):
        if one.end > reached:
            reached, begun = one.end, one.start
            yield one
        elif one.end == reached and one.start == begun:
            yield one  # two skills go by the very same words: the person says which


def _first_of_each(found: Iterable[Found]) -> list[Found]:
    first: dict[UUID, Found] = {}
    for one in found:
        first.setdefault(one.skill_id, one)
    return list(first.values())
