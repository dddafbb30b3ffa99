"""Which lines seem to say the same: by the words they share, the rare ones first. Pure, and only ever
a suggestion that a person confirms."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from typing import Final
from uuid import UUID

import msgspec

from api.contacts.names import words_of

ALIKE: Final = 0.5
"""From here on two lines are suggested for each other: half of what the shorter one says."""
TRIGRAMS_ALIKE: Final = 0.45
"""Or so much of the letters in common, whatever the words (as pg_trgm counts them)."""
FIRST_WORDS: Final = 3
MOST_SHARED: Final = 60
"""A word of more lines than these leads to none of them: it is a word of the field."""
STOP: Final = frozenset([
    "a", "about", "after", "all", "already", "also", "always", "am", "an", "and", "any",
    "anybody", "anyone", "anything", "are", "around", "as", "ask", "asked", "asking", "asks", "at", "be", "because", "been",
    "before", "being", "beats", "but", "by", "can", "cannot", "cant", "could", "did", "do",
    "does", "doesnt", "doing", "dont", "even", "ever", "every", "everybody", "everyone",
    "everything", "few", "first", "for", "from", "get", "gets", "go", "goes", "going", "got",
    "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "id", "if", "ill",
    "im", "in", "into", "is", "isnt", "it", "its", "itself", "ive", "just", "know", "knows",
    "less", "like", "lot", "lots", "made", "make", "makes", "many", "may", "me", "mean",
    "means", "more", "most", "mostly", "much", "must", "my", "need", "needs", "never", "no",
    "nobody", "none", "not", "nothing", "now", "of", "off", "often", "on", "one", "only", "or",
    "other", "our", "out", "over", "own", "people", "person", "really", "said", "same", "say",
    "says", "see", "she", "should", "since", "so", "some", "somebody", "someone", "something",
    "still", "such", "take", "than", "that", "thats", "the", "their", "them", "then", "there",
    "these", "they", "theyre", "thing", "things", "this", "those", "though", "to", "too", "two",
    "up", "us", "use", "used", "very", "want", "was", "wasnt", "way", "we", "well", "went",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whole", "whom", "why",
    "will", "with", "without", "wont", "work", "works", "would", "year", "years", "yes", "yet",
    "you", "your", "youre",
])  # fmt: skip
"""Words that lines share without saying the same."""
_ENDINGS: Final = ("ings", "ing", "ies", "ed", "es", "s")


class Spoken(msgspec.Struct, frozen=True):
    """A line behind a claim, with the skills it names and those of its first words (`FIRST_WORDS`),
    where somebody knows them: what a line begins with it is about."""

    id: UUID
    claim_id: UUID
    text: str
    skills: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


class Pair(msgspec.Struct, frozen=True):
    """Two lines of two claims, and how alike they are (0 to 1)."""

    one_id: UUID
    other_id: UUID
    score: float


def marks_of(text: str) -> frozenset[str]:
    """The words of a line that carry its sense, without their endings.

    >>> sorted(marks_of("Learn SQL on a table you already know."))
    ['learn', 'sql', 'tabl']
    >>> marks_of("Juniors clean tables, mostly.") & marks_of("Learn SQL on a table.")
    frozenset({'tabl'})
    """
    return frozenset(_stem(word) for word in words_of(text) if word not in STOP and len(word) > 1)


def likeness(
    one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float], *, skills: int = 0
) -> float:
    """The share of what the shorter line says that the longer says too, its words weighted by how
    rare they are. One word alone says the same only with a skill that both lines name.

    >>> rare = {"sql": 1.0, "tool": 1.0, "chang": 1.0, "stay": 1.0}
    >>> likeness(frozenset({"sql", "tool"}), frozenset({"tool", "chang", "sql", "stay"}), rare)
    1.0
    >>> likeness(frozenset({"sql", "tool"}), frozenset({"sql", "stay"}), rare)
    0.0
    >>> likeness(frozenset({"sql", "tool"}), frozenset({"sql", "stay"}), rare, skills=1)
    0.5
    """
    shared = one & other
    if len(shared) < (1 if skills else 2):
        return 0.0
    shorter = min(sum(rarity[word] for word in side) for side in (one, other))
    return sum(rarity[word] for word in shared) / shorter


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of a text as pg_trgm makes them: of each word, with two spaces before and one
    after.

    >>> sorted(trigrams("SQL"))
    ['  s', ' sq', 'ql ', 'sql']
    """
    padded = (f"  {word} " for word in words_of(text))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def alike(
    lines: Sequence[Spoken],
    unlike: Collection[tuple[UUID, UUID]] = (),
    *,
    of: Collection[UUID] | None = None,
) -> list[Pair]:
    """The best pair of lines of every two claims that seem to say the same, the likeliest first.

    Two claims of which any two lines were said to be unlike are left out for good. With `of` only
    pairs with one of these lines are looked for. Lines that share no rare word and are not about one
    skill are never compared, so that thousands take milliseconds.
    """
    marks = {line.id: marks_of(line.text) for line in lines}
    by_id = {line.id: line for line in lines}
    numbers = Counter(word for words in marks.values() for word in words)
    rarity = {word: log(1 + len(lines) / number) for word, number in numbers.items()}
    apart = {
        frozenset((by_id[one].claim_id, by_id[other].claim_id))
        for one, other in unlike
        if one in by_id and other in by_id
    }
    best: dict[frozenset[UUID], Pair] = {}
    for first, second in _candidates(_leads(marks, lines), of):
        one, other = by_id[first], by_id[second]
        claims = frozenset((one.claim_id, other.claim_id))
        if len(claims) < 2 or claims in apart:
            continue
        score = likeness(marks[first], marks[second], rarity, skills=len(one.skills & other.skills))
        if score < ALIKE:
            letters = _jaccard(trigrams(one.text), trigrams(other.text))
            score = letters if letters >= TRIGRAMS_ALIKE else 0.0
            if one.about & other.about:
                score = max(score, ALIKE)
        if score and (claims not in best or score > best[claims].score):
            best[claims] = Pair(first, second, min(score, 1.0))
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.one_id, pair.other_id))


def _leads(
    marks: Mapping[UUID, frozenset[str]], lines: Sequence[Spoken]
) -> Mapping[UUID, Collection[object]]:
    """What leads from one line to others: its words, and what it is about."""
    return {
        line.id: [*marks[line.id], *(("about", skill) for skill in line.about)] for line in lines
    }


def _candidates(
    leads: Mapping[UUID, Collection[object]], of: Collection[UUID] | None
) -> Iterator[tuple[UUID, UUID]]:
    """Pairs that share what leads to few lines, each once; with `of`, its line comes first."""
    every: dict[object, list[UUID]] = defaultdict(list)
    for line_id, found_by in leads.items():
        for lead in found_by:
            every[lead].append(line_id)
    having = {lead: ids for lead, ids in every.items() if 1 < len(ids) <= MOST_SHARED}
    if of is None:
        found = {pair for ids in having.values() for pair in combinations(sorted(ids), 2)}
        yield from sorted(found)
        return
    for one in of:
        others = {other for lead in leads.get(one, ()) for other in having.get(lead, ())}
        yield from ((one, other) for other in sorted(others - {one}))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
