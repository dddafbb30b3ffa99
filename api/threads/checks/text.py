"""A draft as the rules read it: folded characters, words and sentences that know their place."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import Final, NamedTuple

from api.threads.checks.lexicon import ABBREVIATIONS, FOLDED, GAP_LABELS

GAP: Final = "\ue002"
_SYMBOL: Final = "\ue001"
_ASTRAL_LETTER: Final = "\ue000"
_SPACES: Final = frozenset("\t\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(code) for code in range(0x2000, 0x200B)
}
_STRIPPED: Final = "".join(sorted(_SPACES))
_BULLETS: Final = dict.fromkeys("•–—·▪◦‣●○", "-")
# Marks that combine, joiners, soft hyphens, variation selectors, skin tones: they belong to the
# character before them and are never one of their own.
_DROPPED: Final = (
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0x1F3FB, 0x1F3FF),
    (0xE0000, 0xE0FFF),
)
_SYMBOLS: Final = (
    (0x80, 0xA9),
    (0xAB, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x60C, 0x60C),
    (0x61B, 0x61B),
    (0x2010, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3001, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0xD800, 0xF8FF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
    (0x1F000, 0x1FFFF),
)
_LETTER: Final = "[a-z\xaa-\ue000]"
_WORD: Final = re.compile(r"[a-z0-9\xaa-\ue000]+(?:['-][a-z0-9\xaa-\ue000]+)*", re.ASCII)
_HAS_LETTER: Final = re.compile(_LETTER, re.ASCII)
_STOP: Final = re.compile(r"[.?!](?=[\"')\]]{0,3}(?:[ \n]|$))", re.ASCII)
_BULLET: Final = re.compile(r"(?:[-*+]|\d{1,2}[.)]|[a-h][)])[ ]+(?=[^ ])", re.ASCII)
_OPEN_GAP: Final = re.compile(
    r"\{\{([^{}\n]{0,80})\}\}|\[((?:" + "|".join(GAP_LABELS) + r")[^\[\]\n]{0,40})\]", re.ASCII
)
_INITIALS: Final = re.compile(r"(?!p\.m)[b-hj-z](?:\.[b-hj-z])?", re.ASCII)


class Sentence(NamedTuple):
    """A sentence of the folded text: its span, its words and where each begins in the fold."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    listed: bool


class Gap(NamedTuple):
    """A place the person has still to fill: its span in the fold and what it asks for."""

    start: int
    end: int
    label: str


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def dropped(character: str) -> bool:
    """Whether a code point only dresses the one before it (accent, joiner, skin tone)."""
    code = ord(character)
    return code > 0xA0 and _within(code, _DROPPED)


def is_blank(character: str) -> bool:
    """Whether a code point is a space or the end of a line."""
    return character == "\n" or character in _SPACES


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """One code point as the rules read it: "" for what is dropped, else one or more characters."""
    code = ord(character)
    if code < 0x80:
        return " " if character in _SPACES or code < 0x20 or code == 0x7F else character.lower()
    known = FOLDED.get(character)
    if known is not None:
        return known
    if character in _SPACES:
        return " "
    if _within(code, _DROPPED):
        return ""
    if _within(code, _SYMBOLS):
        return _SYMBOL
    if code > 0xFFFF:
        return _ASTRAL_LETTER
    # Only scripts whose letter cases are settled are taken apart: engines with different versions
    # of Unicode must read the same text.
    if code <= 0x52F or 0x1E00 <= code <= 0x1FFF:
        parts = unicodedata.normalize("NFD", character)
        return "".join(FOLDED.get(p, p) for p in parts.lower() if not _within(ord(p), _DROPPED))
    return character


_PLAIN: Final = {code: fold_character(chr(code)) for code in range(0x80)}
"""What is neither dropped nor drawn out keeps its place: most texts are folded in one step."""


def fold(text: str) -> str:
    """A short text (a name, a reason) folded, without regard to places."""
    return text.translate(_PLAIN) if text.isascii() else "".join(map(fold_character, text))


def words_of(folded: str) -> list[str]:
    """The words of a folded text: runs of letters and figures, apostrophes and hyphens inside."""
    return _WORD.findall(folded)


@lru_cache(maxsize=8192)
def has_letter(word: str) -> bool:
    """Whether a run is a word to count: "20" is a figure, "20-minute" a word."""
    return _HAS_LETTER.search(word) is not None


class Text:
    """A text with its fold, its sentences, its gaps and the way back to places in the original.

    Lines quoted from another message and everything under a "-- " line are not the person's words
    and stay out. A line break is a space; an empty line or a list item ends a sentence, unless the
    line before ends with a comma ("Dear Ana,").
    """

    def __init__(self, original: str) -> None:
        self.original = original
        folded: list[str] = []
        self._at: list[int] = []
        listed: list[int] = []
        for offset, line, joint, is_item in _own_lines(original):
            if folded:
                folded.append(joint)
                self._at.append(offset - 1)
            if is_item:
                listed.append(len(folded))
            self._fold_line(line, offset, folded)
        raw = "".join(folded)
        self.gaps = [
            Gap(m.start(), m.end(), (m.group(1) or m.group(2) or "").strip())
            for m in _OPEN_GAP.finditer(raw)
        ]
        self.folded = _OPEN_GAP.sub(lambda m: GAP * len(m.group()), raw) if self.gaps else raw
        self.sentences = _sentences(self.folded, set(listed))
        self.words = [w for s in self.sentences for w in s.words if has_letter(w)]

    def _fold_line(self, line: str, offset: int, folded: list[str]) -> None:
        at = self._at
        if line.isascii() and "  " not in (plain := fold(line)):
            doubled = plain.startswith(" ") and bool(folded) and folded[-1] in " \n"
            folded.extend(plain[doubled:])
            at.extend(range(offset + doubled, offset + len(line)))
            return
        for place, character in enumerate(line, offset):
            for part in fold_character(character):
                if part == " " and folded and folded[-1] in " \n":
                    continue
                folded.append(part)
                at.append(place)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original, in code points, behind the span start..end of the fold."""
        if not self._at:
            return 0, 0
        if start >= len(self._at):
            last = self._after(self._at[-1])
            return last, last
        first = self._at[start]
        return first, first if end <= start else self._after(self._at[end - 1])

    def fold_index(self, place: int) -> int:
        """The first place of the fold that stands at or after a code point of the original."""
        return bisect_left(self._at, place)

    def _after(self, place: int) -> int:
        following = place + 1
        while following < len(self.original) and dropped(self.original[following]):
            following += 1
        return following


def _own_lines(original: str) -> list[tuple[int, str, str, bool]]:
    """Lines that are the person's own: offset, content, how it joins the one before, list item."""
    found: list[tuple[int, str, str, bool]] = []
    offset, parted = 0, False
    lines = original.split("\n")
    for number, line in enumerate(lines):
        content = line.strip(_STRIPPED)
        start = offset + line.find(content) if content else offset
        offset += len(line) + 1
        if content == "--":
            break
        if content.startswith(">"):
            continue
        if not content:
            parted = True
            continue
        if content.lower().endswith("wrote:") and _quotes_next(lines, number):
            continue
        bullet = _BULLET.match("".join(_first(content)))
        if bullet is not None:
            start, content = start + bullet.end(), content[bullet.end() :]
        ends_open = bool(found) and found[-1][1].endswith(",")
        joint = "\n" if bullet is not None or (parted and not ends_open) else " "
        found.append((start, content, joint, bullet is not None))
        parted = False
    return found


def _first(content: str) -> list[str]:
    return [_BULLETS.get(c, c).lower() if c.isascii() or c in _BULLETS else c for c in content[:8]]


def _quotes_next(lines: list[str], number: int) -> bool:
    following = (line.strip(_STRIPPED) for line in lines[number + 1 : number + 3])
    return next((line.startswith(">") for line in following if line), False)


def _sentences(folded: str, listed: set[int]) -> list[Sentence]:
    """Sentences end at . ? ! before a space (not after "Dr." or "J."), and at a break."""
    ends: list[int] = []
    for match in _STOP.finditer(folded):
        if match.group() == "." and _abbreviates(folded, match.start()):
            continue
        end = match.end()
        while end < len(folded) and folded[end] in "\"')]":
            end += 1
        ends.append(end)
    breaks = [i for i, c in enumerate(folded) if c == "\n"] if "\n" in folded else []
    sentences: list[Sentence] = []
    start = 0
    for end in sorted({*ends, *breaks, len(folded)}):
        while start < end and folded[start] in " \n":
            start += 1
        found = [(m.group(), m.start()) for m in _WORD.finditer(folded, start, end)]
        if found:
            words, starts = zip(*found, strict=True)
            text = folded[start:end]
            sentences.append(Sentence(start, end, text, words, starts, start in listed))
        start = end
    return sentences


def _abbreviates(folded: str, stop: int) -> bool:
    begin = stop
    while begin > 0 and stop - begin < 8 and folded[begin - 1] not in " \n(\"'":
        begin -= 1
    word = folded[begin:stop]
    return word in ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
