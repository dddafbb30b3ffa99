"""The vocabulary of skills: our own, a file for each group under `vocabulary/`, read once."""

import tomllib
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

import msgspec

FOLDER: Final = Path(__file__).parent / "vocabulary"
CASED: Final = "="
"""Stands before words that count only when they are written with these very capitals."""
OWN_GROUP: Final = "own"
"""The group of skills that a person added without saying which they belong to."""
_NAMESPACE: Final = UUID("6f1c9a52-7a3e-5d0b-9c1f-2b4d8e6a7c90")


class Group(msgspec.Struct, frozen=True):
    """Skills that belong together. `functions` are the fields of work (as of contacts) whose people
    could tell about them; none: everybody."""

    id: str
    name: str
    functions: frozenset[str]


class Known(msgspec.Struct, frozen=True):
    """A skill of the vocabulary. `words` are its other words, `=` before those that need capitals."""

    id: UUID
    code: str
    name: str
    words: tuple[str, ...]
    group: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    functions: list[str]
    skills: dict[str, list[str]]


def id_of(source: str, code: str) -> UUID:
    """The id of a skill of a vocabulary, the same for everybody and for ever.

    >>> id_of("askwell", "sql") == id_of("askwell", "sql") != id_of("esco", "sql")
    True
    """
    return uuid5(_NAMESPACE, f"{source}:{code}")


def _read() -> tuple[dict[str, Group], dict[UUID, Known]]:
    groups, known = {}, {}
    for path in sorted(FOLDER.glob("*.toml")):
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        groups[path.stem] = Group(path.stem, file.name, frozenset(file.functions))
        for code, (name, *words) in file.skills.items():
            one = Known(id_of("askwell", code), code, name, tuple(words), path.stem)
            known[one.id] = one
    return groups, known


_FILES: Final = _read()
GROUPS: Final = _FILES[0]
"""The groups, by the name of their file."""
VOCABULARY: Final = _FILES[1]
"""The skills, by their id."""
