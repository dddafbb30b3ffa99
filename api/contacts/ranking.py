"""The order of Sort: whom to look at first, with the reason that is shown on the card.

DOMAIN.md and SCREENS.md leave the weights open; the order they name is words that match what the
person would like to find out, alumni, moderately known people, the present employer last.
"""

import enum
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from api.contacts.guesses import functions_in, guess_from_title
from api.contacts.names import words_of

REASONS_SHOWN = 3
"""Reasons of one card."""

_STOP_WORDS = frozenset([
    "the", "and", "for", "with", "what", "which", "would", "like", "find", "out", "how", "get",
    "into", "want", "work", "works", "working", "job", "jobs", "career", "careers", "field", "new",
    "become", "becoming", "people", "person", "role", "roles", "company", "companies", "learn",
    "learning", "next", "step", "could", "should", "can", "more", "about", "from", "that", "this",
    "there", "their", "they", "you", "your", "our", "are", "was", "who", "why", "when", "where",
    "lack", "need", "know", "just", "looking", "look", "area", "industry", "sector", "good",
    "better", "other", "something", "somebody", "someone", "suit", "suits", "talk", "move",
    "moving", "change", "any", "some", "body", "september", "summer", "year", "years", "month",
    "months", "public", "senior", "junior", "manager", "lead", "head", "director", "und", "der",
    "die", "das", "ein", "eine", "fur", "mit", "von", "bei", "zum", "zur", "ich", "mochte", "wie",
    "was", "arbeit", "beruf", "stelle", "bereich", "les", "des", "une", "pour", "dans", "avec",
    "sur", "travail", "metier", "emploi", "comment", "que", "los", "las", "una", "para", "por",
    "con", "trabajo", "empleo", "como", "del", "not", "but", "has", "have", "had", "all", "its",
    "his", "her", "him", "she", "one", "two", "small", "large", "big", "team", "group",
])  # fmt: skip

_ENDINGS = (
    "isation", "ization", "ytical", "ations", "ician", "ation", "ytics", "ments", "ysis", "ings",
    "ists", "ical", "ians", "ment", "ysts", "ants", "ing", "ist", "ics", "ers", "ian", "yst", "ant",
    "yse", "er", "es", "ic", "s", "e",
)  # fmt: skip
"""Ends that nurse and nursing, analyst, analysis and analytics do not share."""

_STEM_CHARACTERS = 4
_SHORT_WORDS = frozenset(("hr", "ux", "ui", "ai", "bi", "pr", "qa", "rd", "ml"))


class ReasonCode(enum.StrEnum):
    """Why a card comes early; stable names for the API and the texts."""

    goal_word = "goal_word"
    goal_function = "goal_function"
    same_school = "same_school"
    same_association = "same_association"
    met_at_event = "met_at_event"
    referred = "referred"
    known_a_bit = "known_a_bit"


_WEIGHTS = {
    ReasonCode.goal_word: 40,
    ReasonCode.goal_function: 25,
    ReasonCode.same_school: 30,
    ReasonCode.same_association: 20,
    ReasonCode.met_at_event: 15,
    ReasonCode.referred: 20,
    ReasonCode.known_a_bit: 15,
}
"""A word of the goal in a role weighs more than a school, a school more than a field alone."""

_ELSEWHERE = 15
"""A word of the goal in employer, tags, why or notes only."""

_FURTHER_WORD = 10
"""Each further word of the goal, up to two, and the field where the role matched already."""

_OF_SOURCE = {
    "alumni": ReasonCode.same_school,
    "association": ReasonCode.same_association,
    "event": ReasonCode.met_at_event,
    "referral": ReasonCode.referred,
}


class SortCard(msgspec.Struct, frozen=True):
    """What is known of somebody who waits to be sorted; "" and None are "not said"."""

    id: str
    role: str
    employer: str
    function: str | None
    tags: tuple[str, ...]
    notes: str
    source: str | None
    tie: str | None
    connected_on: date | None
    reachable: bool
    employer_present: bool
    do_not_contact: bool


class Goal(msgspec.Struct, frozen=True):
    """What somebody would like to find out, ready to be compared: stem → word, function → words."""

    words: dict[str, str]
    functions: dict[str, str]


class Reason(msgspec.Struct, frozen=True):
    """Why this card, and the word of the person's own text that it matches, "" if none."""

    code: ReasonCode
    word: str


class RankedCard(msgspec.Struct, frozen=True):
    """A card with its weight and reasons; one not `suggested` comes last and is never proposed."""

    id: str
    score: int
    suggested: bool
    reasons: tuple[Reason, ...]


def goal_of(texts: Iterable[str]) -> Goal:
    """The goal that the person's own lines make: what they would like to find out, goals, field."""
    words: dict[str, str] = {}
    functions: dict[str, str] = {}
    for text in texts:
        for word in words_of(text):
            if word in _SHORT_WORDS or (len(word) > 2 and word not in _STOP_WORDS):
                words.setdefault(_stem(word), word)
        for function, phrase in functions_in(text).items():
            functions.setdefault(function, phrase)
    return Goal(words, functions)


def ranked(cards: Iterable[SortCard], goal: Goal) -> list[RankedCard]:
    """The cards most promising first; people who are not to be contacted are left out.

    Those of the present employer come last, unsuggested (DOMAIN.md section 3, Employer). Equal
    ones: who says what they do before who does not, who can be reached, the longest connected,
    then by id, so that the order is the same each time.
    """
    open_cards = [card for card in cards if not card.do_not_contact]
    scored = [(rank(card, goal), card) for card in open_cards]
    scored.sort(key=lambda pair: _order(*pair))
    return [card for card, _ in scored]


def rank(card: SortCard, goal: Goal) -> RankedCard:
    """Weight and reasons of one card, whatever its place."""
    if card.employer_present or card.do_not_contact:
        return RankedCard(card.id, 0, suggested=False, reasons=())
    reasons: list[tuple[int, Reason]] = []
    in_role, elsewhere = _matches(card, goal)
    matched = [*in_role, *elsewhere]
    if matched:
        first = _WEIGHTS[ReasonCode.goal_word] if in_role else _ELSEWHERE
        weights = [first, *[_FURTHER_WORD] * 2]
        reasons += [
            (weight, Reason(ReasonCode.goal_word, word))
            for weight, word in zip(weights, matched, strict=False)
        ]
    function = card.function or _function_of(card.role)
    if phrase := goal.functions.get(function):
        weight = _FURTHER_WORD if in_role else _WEIGHTS[ReasonCode.goal_function]
        reasons.append((weight, Reason(ReasonCode.goal_function, phrase)))
    if code := _OF_SOURCE.get(card.source or ""):
        reasons.append((_WEIGHTS[code], Reason(code, "")))
    if card.tie == "bit":
        reasons.append((_WEIGHTS[ReasonCode.known_a_bit], Reason(ReasonCode.known_a_bit, "")))
    reasons.sort(key=lambda pair: -pair[0])
    return RankedCard(
        card.id,
        sum(weight for weight, _ in reasons),
        suggested=True,
        reasons=tuple(reason for _, reason in reasons[:REASONS_SHOWN]),
    )


def _order(card: RankedCard, told: SortCard) -> tuple[bool, int, bool, bool, date, str]:
    connected = told.connected_on or date.max
    return not card.suggested, -card.score, not told.role, not told.reachable, connected, card.id


def _matches(card: SortCard, goal: Goal) -> tuple[list[str], list[str]]:
    """The words of the goal that stand in the role, and those that stand elsewhere only."""
    if not goal.words:
        return [], []
    role = _stems(card.role)
    other = _stems(card.employer)
    if card.tags or card.notes:
        other = other | _stems(" ".join(card.tags)) | _stems(card.notes[:1_000])
    in_role = [word for stem, word in goal.words.items() if stem in role]
    return in_role, [w for stem, w in goal.words.items() if stem in other and stem not in role]


@lru_cache(maxsize=32_768)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, words_of(text)))


def _function_of(role: str) -> str:
    guess = guess_from_title(role).function
    return guess.value if guess else ""


def _stem(word: str) -> str:
    """The word without its endings, at least four letters long."""
    shorter = word
    while True:
        for ending in _ENDINGS:
            if shorter.endswith(ending) and len(shorter) - len(ending) >= _STEM_CHARACTERS:
                shorter = shorter[: -len(ending)]
                break
        else:
            return shorter
