"""How hard a text is to read: the Flesch-Kincaid grade (DOMAIN.md section 6, plain words)."""

import math
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from api.threads.checks.text import Sentence, has_letter

_VOWELS: Final = re.compile(r"[aeiouy]+", re.ASCII)


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Syllables of a folded word: runs of vowels, less a silent final e ("-le" is heard).

    At least 1. Simple on purpose: the figures of SCREENS.md section 6 (4.4, 3.8, 4.7, 4.5) come
    from this count.
    """
    bare = word.replace("'s", "").replace("'", "")
    found = len(_VOWELS.findall(bare))
    if bare.endswith("e") and not bare.endswith("le") and found > 1:
        found -= 1
    return max(1, found)


def grade(sentences: Sequence[Sentence], leave_out: Collection[str] = ()) -> float:
    """Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59.

    Words are those with a letter; a sentence counts when it has one. `leave_out` holds folded
    words that are not counted at all. 0.0 for a text without words; never below 0.
    """
    words = syllable_count = counted = 0
    for sentence in sentences:
        kept = [w for w in sentence.words if has_letter(w) and w not in leave_out]
        if kept:
            counted += 1
            words += len(kept)
            syllable_count += sum(map(syllables, kept))
    if not words:
        return 0.0
    return max(0.0, 0.39 * words / counted + 11.8 * syllable_count / words - 15.59)


def tenth(value: float) -> float:
    """Rounded half up to one decimal, as both engines do it."""
    return math.floor(value * 10 + 0.5) / 10
