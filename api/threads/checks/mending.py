"""Findings made and mended: places, levels, the text a fix puts in, and putting it in."""

from typing import Final

from api.threads.checks.draft import Field, Finding, Fix
from api.threads.checks.evidence import Evidence, Span, first_name
from api.threads.checks.lexicon import GREETING, LEXICON
from api.threads.checks.text import is_blank
from api.threads.checks.wording import insertion

_WARNINGS: Final = frozenset(LEXICON.warnings)


def found(
    evidence: Evidence, rule: str, code: str, at: tuple[int, int], **params: str | int
) -> Finding:
    """A finding in the body at a span of the fold; its fix adds its text, if any, after it."""
    start, end = evidence.text.place(*at)
    insert = insertion(f"{rule}.{code}")
    if insert is not None:
        insert = _joined(evidence.draft.body, end, insert)
    fix = Fix(code=code, insert=insert, start=start if insert is None else end, end=end)
    return _finding(evidence, rule, "body", (start, end), fix, params)


def found_to_replace(
    evidence: Evidence, rule: str, code: str, at: tuple[int, int], **params: str | int
) -> Finding:
    """A finding at a span of the fold which its fix puts other words in place of."""
    start, end = evidence.text.place(*at)
    fix = Fix(code=code, insert=insertion(f"{rule}.{code}"), start=start, end=end)
    return _finding(evidence, rule, "body", (start, end), fix, params)


def found_to_leave_out(
    evidence: Evidence, rule: str, code: str, at: tuple[int, int], **params: str | int
) -> Finding:
    """A finding at a span of the fold which its fix takes away, with the spaces behind it."""
    start, end = evidence.text.place(*at)
    body = evidence.draft.body
    behind = end
    while behind < len(body) and body[behind] == " ":
        behind += 1
    fix = Fix(code=code, insert="", start=start, end=behind)
    return _finding(evidence, rule, "body", (start, end), fix, params)


def found_in_subject(evidence: Evidence, code: str) -> Finding:
    """A finding about the whole subject line; its fix, if it has a text, replaces it."""
    length = len(evidence.draft.subject or "")
    fix = Fix(code=code, insert=insertion(f"subject.{code}"), start=0, end=length)
    return _finding(evidence, "subject", "subject", (0, length), fix, {})


def mended(field_text: str, finding: Finding) -> str:
    """The text of the finding's field with its fix put in; unchanged when the fix is advice."""
    fix = finding.fix
    if fix.insert is None:
        return field_text
    return field_text[: fix.start] + fix.insert + field_text[fix.end :]


def after_sentence(evidence: Evidence, index: int) -> Span:
    """The place behind a sentence."""
    end = evidence.text.sentences[index].end
    return Span(end, end)


def after_salutation(evidence: Evidence) -> Span:
    """The place where the first sentence begins that is no "Dear Ana,"."""
    for sentence in evidence.text.sentences[:2]:
        words = list(zip(sentence.words, sentence.starts, strict=True))
        if words[0][0] not in GREETING:
            return Span(sentence.start, sentence.start)
        for word, start in words:
            if word not in GREETING and word not in evidence.names and word.isascii():
                return Span(start, start)
    end = len(evidence.text.folded)
    return Span(end, end)


def before_closing(evidence: Evidence) -> Span:
    """The place behind the request, or behind the last sentence before thanks and name."""
    if evidence.requests:
        return after_sentence(evidence, evidence.requests[-1])
    spoken = evidence.spoken()
    return after_sentence(evidence, spoken[-1]) if spoken else after_salutation(evidence)


def _joined(body: str, at: int, insert: str) -> str:
    lead = "" if at == 0 or is_blank(body[at - 1]) else " "
    return lead + insert + ("" if at >= len(body) or is_blank(body[at]) else " ")


def _finding(
    evidence: Evidence,
    rule: str,
    field: Field,
    at: tuple[int, int],
    fix: Fix,
    params: dict[str, str | int],
) -> Finding:
    return Finding(
        rule=rule,
        level="warning" if f"{rule}.{fix.code}" in _WARNINGS else "hint",
        field=field,
        start=at[0],
        end=at[1],
        fix=fix,
        params={"name": first_name(evidence.draft), **params},
    )
