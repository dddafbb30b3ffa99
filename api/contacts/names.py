"""Personal names: told apart from titles and degrees, split, and made comparable."""

import re
import unicodedata

HONORIFICS = frozenset([
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady",
    "rev", "reverend", "fr", "hon", "herr", "frau", "hr", "dipl", "ing", "dott", "dottssa", "sr",
    "sra", "srta", "don", "doña", "dona", "mme", "mlle", "monsieur", "madame", "mademoiselle",
    "sig", "signor", "signora", "dhr", "mevr", "mw", "pan", "pani", "dra", "drs", "ir", "mag",
    "eng", "engr", "adv", "er", "shri", "smt",
])  # fmt: skip
"""Words that stand before a name and are no part of it (casefolded, without dots)."""

_NOT_WHEN_ONLY_ONE_FOLLOWS = frozenset(("don", "er", "pan", "fr", "ing", "hon", "lord", "mag"))

CREDENTIALS = frozenset([
    "phd", "mba", "msc", "bsc", "ma", "ba", "md", "mph", "jd", "llm", "llb", "dphil", "edd", "dba",
    "pmp", "cpa", "cfa", "csm", "cspo", "cissp", "rn", "frcp", "mrcp", "frcs", "facs", "bcs",
    "ceng", "peng", "pe", "meng", "beng", "mres", "mphil", "mfa", "bfa", "shrm", "shrm-cp",
    "shrm-scp", "sphr", "phr", "cipd", "mcipd", "fcipd", "acca", "aca", "fca", "cima", "acma",
    "itil", "pgce", "qts", "cfp", "frm", "cma", "msw", "lcsw", "lmft", "lpc", "psyd", "pharmd",
    "dds", "dmd", "dvm", "od", "esq", "jr", "sr", "ii", "iii", "iv", "obe", "mbe", "cbe", "prince2",
    "mcse", "aws", "dipl-ing", "mag", "mst", "mstat", "do", "np", "pa", "ot", "pt", "rd", "mot",
    "dpt", "bed", "med",
])  # fmt: skip
"""Degrees and certificates that follow a name after a comma (casefolded, without dots)."""

_SURE_CREDENTIALS = frozenset([
    "phd", "mba", "msc", "bsc", "mph", "dphil", "pmp", "cpa", "cfa", "csm", "cspo", "cissp",
    "mcipd", "fcipd", "acca", "msw", "lcsw", "psyd", "pharmd", "esq", "jr", "ii", "iii", "obe",
    "mbe", "cbe", "prince2", "itil",
])  # fmt: skip

_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "e",
    }
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ‘`´ʻ", ""))
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^”]*”")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_PLAIN_NAME = re.compile(r"[a-z]+(?: [a-z]+)*")
_FAMILY_PARTICLES = frozenset([
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le",
    "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "zum", "zur", "af", "av", "mac", "st",
    "san", "santa", "y", "e", "d'", "o'",
])  # fmt: skip


def plain(text: str) -> str:
    """Casefold and drop accents: ``Peña`` → ``pena``, ``Łukasz Weiß`` → ``lukasz weiss``.

    Only the combining marks of U+0300–U+036F go; those of Indic scripts are letters of the name.
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    stripped = "".join(ch for ch in decomposed if not "\u0300" <= ch <= "\u036f")
    return unicodedata.normalize("NFC", stripped.translate(_UNDECOMPOSED))


def words_of(text: str) -> list[str]:
    """The casefolded, unaccented words of a text, without punctuation and symbols."""
    folded = plain(text.translate(_APOSTROPHES))
    if folded.isascii():
        return _NOT_ASCII_WORD.sub(" ", folded).split()
    kept = (ch if ch.isalnum() or unicodedata.category(ch)[0] == "M" else " " for ch in folded)
    return "".join(kept).split()


def without_titles(name: str) -> str:
    """The name without brackets, honorifics before it and degrees behind it, spelled as given."""
    bare = _BRACKETED.sub(" ", name) if any(mark in name for mark in '(["“') else name
    segments = [part for part in (piece.strip() for piece in bare.split(",")) if part]
    kept = [part for i, part in enumerate(segments) if i == 0 or not _all_credentials(part)]
    if len(kept) == 2:
        kept = [f"{kept[1]} {kept[0]}"]
    tokens = " ".join(kept).split()
    while len(tokens) > 1 and _is_honorific(tokens[0], len(tokens) - 1):
        del tokens[0]
    while len(tokens) > 2 and _bare_word(tokens[-1]) in _SURE_CREDENTIALS:
        del tokens[-1]
    return " ".join(tokens)


def name_norm(name: str) -> str:
    """A name made comparable: ``Dr. Maya Peña-Lindgren, PhD`` → ``maya pena lindgren``.

    ``Lindgren, Maya`` is turned round. Empty when nothing of a name is left.
    """
    lowered = name.lower()
    if _PLAIN_NAME.fullmatch(lowered) and lowered.partition(" ")[0] not in HONORIFICS:
        last = lowered.rpartition(" ")[2]
        if last not in _SURE_CREDENTIALS:
            return lowered
    return " ".join(words_of(without_titles(name)))


def split_full_name(full_name: str) -> tuple[str, str]:
    """``Maya van den Berg`` → ``("Maya", "van den Berg")``; one word is a first name alone."""
    tokens = without_titles(full_name).split()
    if len(tokens) < 2:
        return (tokens[0] if tokens else "", "")
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].casefold() in _FAMILY_PARTICLES:
        start -= 1
    return " ".join(tokens[:start]), " ".join(tokens[start:])


def _bare_word(word: str) -> str:
    return word.casefold().replace(".", "").strip("-–|·•")


def _is_honorific(word: str, words_after: int) -> bool:
    bare = _bare_word(word)
    if bare not in HONORIFICS:
        return False
    if bare in _NOT_WHEN_ONLY_ONE_FOLLOWS and not word.endswith("."):
        return words_after > 2 and bare != "er"
    return True


def _all_credentials(segment: str) -> bool:
    words = [_bare_word(word) for word in segment.replace("/", " ").split()]
    return all(not word or word in CREDENTIALS for word in words)
