"""Rules about who meets whom: connection, who you are, something specific."""

from typing import Final

from api.threads.checks.draft import Finding
from api.threads.checks.evidence import Evidence, Span
from api.threads.checks.lexicon import LEXICON, LIMITS
from api.threads.checks.mending import after_salutation, after_sentence, found

_THINGS: Final = frozenset(LEXICON.words["things"])
_FIRST_PERSON: Final = frozenset(LEXICON.words["first_person"])
_NO_REASON: Final = frozenset(LEXICON.words["no_reason"])


def connection(evidence: Evidence) -> Finding | None:
    """The first two sentences say how the person came to the other one."""
    if evidence.leaves_open("connection"):
        return None
    opening = evidence.opening()
    if any(evidence.connects(i) for i in opening):
        return None
    if any(evidence.shared(i, evidence.draft.why) >= 2 for i in opening):
        return None
    for index in evidence.spoken():
        span = evidence.connects(index)
        if span is not None and index not in evidence.requests:
            return found(evidence, "connection", "sooner", span)
    return found(evidence, "connection", "add", after_salutation(evidence))


def who_you_are(evidence: Evidence) -> Finding | None:
    """One sentence about oneself, at most two."""
    if evidence.leaves_open("who_you_are"):
        return None
    own = [
        i
        for i in evidence.spoken()
        if "self" in evidence.hits[i] and i not in evidence.requests and not evidence.connects(i)
    ]
    most = int(LIMITS["self_sentences"])
    if len(own) > most:
        sentence = evidence.text.sentences[own[most]]
        return found(evidence, "who_you_are", "less", (sentence.start, sentence.end))
    if any("who" in of_sentence for of_sentence in evidence.hits):
        return None
    return found(evidence, "who_you_are", "add", _after_opening(evidence))


def specific(evidence: Evidence) -> Finding | None:
    """One fact about this person and why it made one write; in a note a purpose is enough."""
    if evidence.leaves_open("specific"):
        return None
    spoken = evidence.spoken()
    if evidence.draft.channel == "linkedin_note":
        purpose = any("purpose" in evidence.hits[i] for i in spoken)
        met = evidence.leaves_open("connection") or any(evidence.connects(i) for i in spoken)
        if purpose and met:
            return None
    facts = [i for i in spoken if _is_fact(evidence, i)]
    if not facts:
        return found(evidence, "specific", "fact", _after_opening(evidence))
    if any(_gives_reason(evidence, i, facts) for i in spoken):
        return None
    at = after_sentence(evidence, facts[0])
    thing = next((w for w in evidence.text.sentences[facts[0]].words if w in _THINGS), None)
    if thing is None:
        return found(evidence, "specific", "why_them", at)
    return found(evidence, "specific", "why", at, thing=thing)


def _is_fact(evidence: Evidence, index: int) -> bool:
    if evidence.fact(index):
        return True
    if index in evidence.requests or index in evidence.exits or "who" in evidence.hits[index]:
        return False
    return evidence.shared(index, evidence.draft.why) >= 2


def _gives_reason(evidence: Evidence, index: int, facts: list[int]) -> bool:
    """Whether a sentence says why: in so many words, or as a second thing about the two of them.

    A reason that is only felt ("I laughed", "I still have it") is one too; a word about oneself, a
    wish or a purpose is none.
    """
    of_sentence = evidence.hits[index]
    if "exit" in of_sentence and index not in facts:
        return False
    if "reason" in of_sentence:
        return True
    if index == facts[0] or index in evidence.requests or of_sentence.keys() & _NO_REASON:
        return False
    if index in facts:
        return True
    about_me = of_sentence.keys() & {"who", "self", "purpose"}
    return not about_me and not _FIRST_PERSON.isdisjoint(evidence.text.sentences[index].words)


def _after_opening(evidence: Evidence) -> Span:
    opening = evidence.opening()
    return after_sentence(evidence, opening[0]) if opening else after_salutation(evidence)
