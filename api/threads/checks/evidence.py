"""What the patterns find in a draft, sentence by sentence, and what each sentence is for."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from api.threads.checks.draft import Draft
from api.threads.checks.lexicon import (
    CLOSING,
    ENGLISH,
    GREETING,
    LEXICON,
    LIMITS,
    MASK,
    TITLES,
    probes,
)
from api.threads.checks.text import Sentence, Text, fold, has_letter, words_of

_FACTS: Final = ("your_thing", "you_did", "you_are", "you_do")
_KINDS: Final = (
    "kind_review",
    "kind_introduce",
    "kind_send",
    "kind_mentor",
    "kind_shadow",
    "kind_survey",
    "kind_event",
)
_LONGEST: Final = 2000
_NEGATION_REACH: Final = 7
_BARE: Final = 4


class Span(NamedTuple):
    """A stretch of the fold."""

    start: int
    end: int


class Evidence:
    """A draft taken apart once, for all rules."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = Text(draft.body)
        self.names = name_words(draft)
        sentences = self.text.sentences
        self.hits = [hits(s) for s in sentences]
        self.salutation = (
            0 if sentences and all(self._greets(w) for w in sentences[0].words) else -1
        )
        closing = len(sentences)
        while closing > self.salutation + 1 and self._closes(closing - 1):
            closing -= 1
        self.closing = closing
        self.requests = [i for i in self.spoken() if self._requests(i, "request")]
        if not self.requests:
            # Who asks for nothing in so many words asks by a wish: "I would love to hear about ...".
            self.requests = [i for i in self.spoken() if self._requests(i, "wish")]
        self.exits = [i for i in self.spoken() if "exit" in self.hits[i]]
        self.judged = _is_english(self.text.words)

    def spoken(self) -> range:
        """The sentences between salutation and closing."""
        return range(self.salutation + 1, self.closing)

    def opening(self) -> list[int]:
        """The first two sentences that say something.

        Wishes, apologies and bare hellos do not count; sentences in a row that only say who is
        writing count as one.
        """
        found: list[int] = []
        for index in self.spoken():
            if self._idle(index):
                continue
            if found and self._introduces(found[-1]) and self._introduces(index):
                found[-1] = index
            else:
                found.append(index)
        return found[:2]

    def fact(self, index: int) -> Span | None:
        """Where a sentence tells something about the other person; None if it does not."""
        if "pleasantry" in self.hits[index] or (index in self.exits and index not in self.requests):
            return None
        found = [self.hits[index][g] for g in _FACTS if g in self.hits[index]]
        return min(found) if found else None

    def connects(self, index: int) -> Span | None:
        """Where a sentence says how the person came to the other one; None if it does not."""
        if "pleasantry" in self.hits[index]:
            return None
        return self.hits[index].get("contact_point") or self.fact(index)

    def kinds(self) -> list[tuple[str, Span]]:
        """The different things asked for, in the order of their first place."""
        found: dict[str, Span] = {}
        for index in self.spoken():
            of_sentence = self.hits[index]
            special = [(g, of_sentence[g]) for g in _KINDS if g in of_sentence]
            for kind, span in special:
                found.setdefault(kind, span)
            if index in self.requests and (not special or "talk" in of_sentence):
                found.setdefault("talk", of_sentence.get("request") or of_sentence["wish"])
        return sorted(found.items(), key=lambda item: item[1])

    def shared(self, index: int, other: str) -> int:
        """How much a sentence shares with a reason: 1 for each telling word, 2 for a proper name.

        The names of the two people themselves do not count.
        """
        same = telling(other) & telling(self.text.sentences[index].text)
        own = {stem(name) for name in self.names}
        proper = {
            stem(word)
            for part in other.split()[1:]
            if part[0] != part[0].lower()
            for word in words_of(fold(part))
        }
        return sum(2 if word in proper else 1 for word in same - own)

    def leaves_open(self, rule: str) -> bool:
        """Whether a gap of a template still holds the place of what a rule looks for."""
        return any(LEXICON.gaps.get(gap.label) == rule for gap in self.text.gaps)

    def _introduces(self, index: int) -> bool:
        return "who" in self.hits[index] and self.connects(index) is None

    def _idle(self, index: int) -> bool:
        words = self.text.sentences[index].words
        if self.connects(index) is not None:
            return False
        empty = self.hits[index].keys() & {"pleasantry", "apology", "apology_language"}
        return bool(empty) or len(words) <= _BARE

    def _greets(self, word: str) -> bool:
        return word in GREETING or word in self.names or not word.isascii()

    def _closes(self, index: int) -> bool:
        sentence = self.text.sentences[index]
        if "thanks" in self.hits[index] and "request" not in self.hits[index]:
            return True
        strange = [w for w in sentence.words if w not in CLOSING and w not in self.names]
        allowed = 2 if len(sentence.words) <= _BARE and index else 0
        return len(strange) <= allowed and not self.hits[index].keys() & {"exit", "request"}

    def _requests(self, index: int, group: str) -> bool:
        if self.text.sentences[index].listed or group not in self.hits[index]:
            return False
        return "exit" not in self.hits[index] or "talk" in self.hits[index]


def hits(sentence: Sentence) -> dict[str, Span]:
    """The first place of each group of patterns in a sentence (its first 2000 characters)."""
    called = probes()
    wanted = {}
    for word in sentence.words:
        for form in forms(word):
            for probe in called.get(form, ()):
                wanted[id(probe)] = probe
    text = sentence.text[:_LONGEST]
    masked = text
    if "you" in text:
        masked = MASK.sub(lambda m: "_" * len(m.group()), text)
    found: dict[str, Span] = {}
    for probe in wanted.values():
        match = probe.search.search(masked if probe.masked else text)
        if match is None:
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if probe.group not in found or span < found[probe.group]:
            found[probe.group] = span
    return found


def forms(word: str) -> set[str]:
    """A word with what stands before its apostrophe and between its hyphens."""
    found = {word}
    if "-" in word:
        found.update(word.split("-"))
    if "'" in word:
        found.add(word.partition("'")[0])
    return found


def name_words(draft: Draft) -> set[str]:
    """The folded words of everybody named in the draft's frame."""
    named = [*draft.recipient_names, draft.sender_name or ""]
    return {w for name in named for w in words_of(fold(name))}


def first_name(draft: Draft) -> str:
    """What the words of a finding call the other person; empty when nothing is known."""
    return person_called(draft.recipient_names)


def person_called(names: Iterable[str]) -> str:
    """The first part of the first name that is no title; empty when there is none."""
    parts = (part for name in names for part in name.split())
    return next((part for part in parts if fold(part).strip(".") not in TITLES), "")


def telling(said: str) -> set[str]:
    """The stems of the words that carry a text's meaning."""
    return {
        stem(w)
        for w in words_of(fold(said))
        if len(w) > 2 and w not in ENGLISH and w not in GREETING and has_letter(w)
    }


def stem(word: str) -> str:
    """A word cut so that "article" and "articles", "define" and "definition" meet."""
    return word[:5] if len(word) > 5 else word.removesuffix("'s").removesuffix("s")


def _is_english(words: list[str]) -> bool:
    if len(words) < LIMITS["english_words"]:
        return True
    return sum(w in ENGLISH for w in words) >= LIMITS["english_share"] * len(words)


def negated(evidence: Evidence, index: int, span: Span) -> bool:
    """Whether a "not" shortly before a span of a sentence takes it back."""
    before = evidence.hits[index].get("negated")
    if before is None or before.start >= span.start:
        return False
    between = words_of(evidence.text.folded[before.end : span.start])
    return len(between) <= _NEGATION_REACH and "but" not in between
