"""Notices a question that a yes, a no or a number would answer, and offers an open one.

A question plan holds open questions only (DOMAIN.md section 6). The rules are data, in
`closed.en.json`; `frontend/src/lib/preparation/closed.ts` reads the same file and gives the same
answers (tests/vectors/closed_questions.json). A hint, never a refusal: in doubt nothing is said.
"""

import re
from pathlib import Path
from typing import Final, Literal

import msgspec

Kind = Literal["yes_no", "either", "fact"]


class Closed(msgspec.Struct, frozen=True):
    """Why a question closes the talk (a yes or no, one of two, a bare fact), and an open one."""

    kind: Kind
    rewording: str


class _Rules(msgspec.Struct, frozen=True):
    fillers: str
    helper: str
    asks: str
    fact: str
    invites: str
    embeds: str
    courtesy: str
    short: str
    word: str
    choice: str
    tag: str
    statement: str
    rewordings: list[tuple[str, str]]


_RULES: Final = msgspec.json.decode(
    Path(__file__).with_name("closed.en.json").read_bytes(), type=_Rules
)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_FILLERS: Final = _rule(_RULES.fillers)
_HELPER: Final = _rule(_RULES.helper)
_ASKS: Final = _rule(_RULES.asks)
_FACT: Final = _rule(_RULES.fact)
_OPEN: Final = tuple(map(_rule, (_RULES.invites, _RULES.embeds, _RULES.courtesy)))
_SHORT: Final = _rule(_RULES.short)
_WORD: Final = _rule(_RULES.word)
_CHOICE: Final = _rule(_RULES.choice)
_TAG: Final = _rule(_RULES.tag)
_REWORDINGS: Final = tuple((_rule(pattern), say) for pattern, say in _RULES.rewordings)
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_BREAK: Final = re.compile(r"[,;:] +| [–—-] +")
_GROUP: Final = re.compile(r"\{(\d)\}", re.ASCII)
_SPACE: Final = re.compile(r"[ \t\r\n\u00a0]+")


def look_at(text: str) -> Closed | None:
    """What closes this question, or None where it is open, no question, or there is doubt."""
    plain = _SPACE.sub(" ", text.replace("’", "'")).strip(" ")
    sentences = [part.strip(" ") for part in _SENTENCE.findall(plain)]
    sentences = [one for one in sentences if one]
    asked = [one for one in sentences if one.endswith("?")] or sentences[-1:]
    found: Closed | None = None
    place = ""
    for one in asked:
        verdict = _judge(one)
        if verdict == "open":
            return None
        if verdict is not None:
            found, place = verdict, one
    if found is None:
        return None
    return Closed(found.kind, plain.replace(place, found.rewording, 1))


def _judge(sentence: str) -> Closed | Literal["open"] | None:
    body = sentence.rstrip(".?! ")
    starts = [0, *(match.end() for match in _BREAK.finditer(body))]
    clauses = [(start, _bare(_BREAK.split(body[start:], maxsplit=1)[0])) for start in starts]
    closing: tuple[int, Kind] | None = None
    for start, clause in clauses:
        kind = _clause_kind(clause)
        if kind == "open":
            return "open"
        if kind is not None and closing is None:
            closing = start, kind
    if closing is not None:
        start, kind = closing
        if start and _TAG.search(_bare(body[start:])):
            return Closed(kind, _statement(body[:start]))
        return Closed(kind, _reword(body[:start], _bare(body[start:])))
    if sentence.endswith("?") and not _WORD.search(body):
        last = clauses[-1]
        told = body[: last[0]] if last[0] and _TAG.search(last[1]) else body
        return Closed("yes_no", _statement(told))
    return None


def _clause_kind(clause: str) -> Kind | Literal["open"] | None:
    if any(rule.search(clause) for rule in _OPEN):
        return "open"
    if _FACT.search(clause):
        return "fact"
    if _ASKS.search(clause):
        return "open"
    if _HELPER.search(clause) or _SHORT.search(clause):
        return "either" if _CHOICE.search(clause) else "yes_no"
    return None


def _bare(clause: str) -> str:
    """The clause without words that only lead into it."""
    while (shorter := _FILLERS.sub("", clause)) != clause:
        clause = shorter
    return clause


def _statement(told: str) -> str:
    return _RULES.statement.replace("{1}", told.rstrip(",;: –—-"))


def _reword(before: str, asked: str) -> str:
    for pattern, say in _REWORDINGS:
        match = pattern.search(asked)
        if match is not None:
            groups = [_inside(group or "") for group in match.groups()]
            said = _GROUP.sub(lambda one, parts=groups: parts[int(one.group(1)) - 1], say)  # type: ignore[misc]
            said = said if said.endswith("?") else f"{said}?"
            return f"{before}{_lower(said)}" if before else said[0].upper() + said[1:]
    raise AssertionError("the last rewording fits everything")


def _inside(group: str) -> str:
    """A part as it stands inside a sentence: a helper that began one loses its capital."""
    return _lower(group) if _HELPER.search(group) or _ASKS.search(group) else group


def _lower(text: str) -> str:
    return text if text.startswith(("I ", "I'")) else text[0].lower() + text[1:]
