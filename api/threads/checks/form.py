"""Rules about a draft's form: open places, length, subject, plain words, tone."""

from collections.abc import Sequence
from typing import Final

from api.threads.checks.draft import Finding
from api.threads.checks.evidence import Evidence, Span, negated
from api.threads.checks.lexicon import FLATTERY, LIMITS
from api.threads.checks.mending import (
    found,
    found_in_subject,
    found_to_leave_out,
)
from api.threads.checks.reading import grade
from api.threads.checks.text import Sentence, fold, has_letter, words_of

_PREFIXES: Final = frozenset({"re", "aw", "fw", "fwd"})
_SHORT_APOLOGY: Final = 12


def gap(evidence: Evidence) -> Finding | None:
    """A place of a template that is still open."""
    gaps = evidence.text.gaps
    if not gaps:
        return None
    first = gaps[0]
    return found(
        evidence, "gap", "fill", (first.start, first.end), label=first.label, count=len(gaps)
    )


def length(evidence: Evidence) -> Finding | None:
    """As `measured`; in a note, whose profile says it, what an ask says of its writer goes first."""
    finding = measured(evidence)
    if finding is None or finding.fix.code != "note_trim":
        return finding
    for index in evidence.spoken():
        of_sentence = evidence.hits[index]
        if "who" in of_sentence and index not in evidence.requests and not evidence.connects(index):
            sentence = evidence.text.sentences[index]
            span = Span(sentence.start, sentence.end)
            over = finding.params["over"]
            limit = finding.params["limit"]
            return found_to_leave_out(evidence, "length", "note", span, over=over, limit=limit)
    return finding


def measured(evidence: Evidence) -> Finding | None:
    """50-100 words is good; over 125 a hint, over 200 a warning; a note has its own limit."""
    count = len(evidence.text.words)
    if not count and not evidence.text.gaps:
        return found(evidence, "length", "empty", (0, 0))
    if evidence.draft.channel == "linkedin_note":
        limit = evidence.draft.note_limit
        over = utf16_length(evidence.draft.body) - limit
        if over <= 0:
            return None
        span = _longest(evidence.text.sentences)[1]
        return found(evidence, "length", "note_trim", span, over=over, limit=limit)
    if count <= LIMITS["long"]:
        return None
    code = "very_long" if count > LIMITS["very_long"] else "long"
    return found(evidence, "length", code, _longest(evidence.text.sentences)[1], words=count)


def thanks_length(evidence: Evidence) -> Finding | None:
    """A thank-you has up to 120 words."""
    count = len(evidence.text.words)
    if not count and not evidence.text.gaps:
        return found(evidence, "length", "empty", (0, 0))
    if count <= LIMITS["thanks_long"]:
        return None
    return found(
        evidence, "length", "long_thanks", _longest(evidence.text.sentences)[1], words=count
    )


def subject(evidence: Evidence) -> Finding | None:
    """Three to five words, never empty (e-mail only). "Re:" and figures do not count."""
    folded = fold(evidence.draft.subject or "")
    words = [w for w in words_of(folded) if w not in _PREFIXES]
    if not words:
        return found_in_subject(evidence, "empty")
    if "{{" in folded:
        return None
    if len(words) < LIMITS["subject_least"]:
        return found_in_subject(evidence, "short")
    if sum(map(has_letter, words)) > LIMITS["subject_most"]:
        return found_in_subject(evidence, "long")
    return None


def plain_words(evidence: Evidence) -> Finding | None:
    """A reading grade to about 8, names and the field's own words left out."""
    sentences = evidence.text.sentences
    if len(evidence.text.words) < LIMITS["grade_words"]:
        return None
    field = {w for said in evidence.draft.field_words for w in words_of(fold(said))}
    reached = min(grade(sentences), grade(sentences, evidence.names | field))
    if reached <= LIMITS["grade"]:
        return None
    count, span = _longest(sentences)
    return found(evidence, "plain_words", "simpler", span, longest=count)


def tone(evidence: Evidence) -> Finding | None:
    """No apology for writing (nor for one's English), no pile of superlatives."""
    for group, code in (("apology_language", "language"), ("apology", "apology")):
        for index in evidence.spoken():
            span = evidence.hits[index].get(group)
            if span is not None and not negated(evidence, index, span):
                return _apology(evidence, code, index, span)
    praise = [
        Span(start, start + len(word))
        for sentence in evidence.text.sentences
        for word, start in zip(sentence.words, sentence.starts, strict=True)
        if word in FLATTERY
    ]
    praise += [h["flattery_frame"] for h in evidence.hits if "flattery_frame" in h]
    if len(praise) < LIMITS["flattery"]:
        return None
    return found(evidence, "tone", "flattery", min(praise))


def _apology(evidence: Evidence, code: str, index: int, span: Span) -> Finding:
    sentence = evidence.text.sentences[index]
    alone = len(sentence.words) <= _SHORT_APOLOGY and index not in evidence.requests
    if alone and not evidence.connects(index) and "exit" not in evidence.hits[index]:
        whole = (sentence.start, sentence.end)
        return found_to_leave_out(evidence, "tone", code, whole)
    return found(evidence, "tone", code, span)


def utf16_length(text: str) -> int:
    """Characters as the counters of mail and network sites count them (UTF-16 units)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _longest(sentences: Sequence[Sentence]) -> tuple[int, Span]:
    longest = max(sentences, key=lambda s: len(s.words), default=None)
    if longest is None:
        return 0, Span(0, 0)
    return len(longest.words), Span(longest.start, longest.end)
