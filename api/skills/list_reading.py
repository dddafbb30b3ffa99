"""Lists of skills in the files of ESCO and O*NET: what a file is, and the skills in it. Pure."""

import enum
import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from io import SEEK_END
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

import msgspec

from api.contacts.formats.decoding import text_lines
from api.contacts.formats.tables import DELIMITERS, Record, cells_of, records, sample_of
from api.skills.matching import as_it_stands, forms_of, lead_of, stem
from api.skills.vocabulary import CASED, VOCABULARY, id_of

FILE_BYTES: Final = 32 * 2**20
"""ESCO's skills are 9 to 14 MB, by language; O*NET's longest file 6 MB."""
MOST_SKILLS: Final = 20_000
"""ESCO has 13,900, O*NET's technology 8,800."""
MOST_ROWS: Final = 200_000
"""O*NET names each skill once for each of 900 occupations: 63,000 rows."""
MOST_WORDS: Final = 40
"""Other words kept of one skill."""
MOST_ALL_WORDS: Final = 250_000
"""Words kept of one list; ESCO has 100,000 in English."""
NAME_LENGTH: Final = 100
_FORMS: Final = 8
"""Nobody writes a skill in more words in a note."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BINARY: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_CODE: Final = re.compile(r"\S{1,300}")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
"""ESCO tells like names apart in brackets: "Python (computer programming)"."""
_ONET_SKILL: Final = ("2.A.", "2.B.")
"""How the ids of skills begin in O*NET; 2.C. is knowledge, 1. are abilities."""
_COLUMNS: Final = {
    "esco": (("conceptUri",), ("preferredLabel",)),
    "onet_skills": (("Element ID",), ("Element Name",)),
    "onet_tools": (("Example", "T2 Example", "Workplace Example"), ("Commodity Title",)),
}
"""The columns that a file of each kind has, each under one of these names."""


class Refusal(enum.StrEnum):
    """Why a whole file is not read; stable names for the API and the texts."""

    empty = "empty"
    too_big = "too_big"
    archive = "archive"
    unknown_list = "unknown_list"
    no_skills = "no_skills"


class ListRefused(Exception):
    """The file as a whole cannot be read; `code` says why."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.value)
        self.code = code


class Told(msgspec.Struct, frozen=True):
    """What is said of a kind of list: its name, and the words of its licence."""

    name: str
    licence: str


class Entry(msgspec.Struct, frozen=True):
    """A skill of a file. `mark` differs where anything does that is kept."""

    id: UUID
    code: str
    name: str
    words: tuple[str, ...]
    known_as: UUID | None
    mark: str
    leads: tuple[str, ...]


class Listed(msgspec.Struct):
    """The skills of a file in its order, and how many of its rows were left out, by reason:
    `retired` is no longer in use, `other` is no skill, `unreadable` has no name or id that could be
    kept, `beyond` is more than one list may hold. A skill named again is `repeated`."""

    entries: list[Entry]
    rows: int = 0
    retired: int = 0
    other: int = 0
    unreadable: int = 0
    repeated: int = 0
    beyond: int = 0


TOLD: Final = {
    kind: msgspec.convert(told, Told)
    for kind, told in tomllib.loads(
        Path(__file__).with_name("lists.toml").read_text(encoding="utf-8")
    ).items()
}


class _Table(msgspec.Struct, frozen=True):
    kind: str
    delimiter: str
    columns: dict[str, int]
    header_at: int


def kind_of(source: BinaryIO) -> str:
    """Which list this is, by the names of its columns. Raises ListRefused."""
    return _table_of(source).kind


def read_list(source: BinaryIO, kind: str, language: str) -> Listed:
    """The skills of a file, at most MOST_SKILLS of them. Raises ListRefused."""
    table = _table_of(source)
    if table.kind != kind:
        raise ListRefused(Refusal.unknown_list)
    found = Listed([])
    seen: set[UUID] = set()
    words = 0
    for cells in _rows(source, table, found):
        drawn = _drawn(kind, table, cells, found)
        if drawn is None:
            continue
        code, name, others = drawn
        source_name = "esco" if kind == "esco" else "onet"
        skill_id = id_of(source_name, code)
        if skill_id in seen:
            found.repeated += 1
            continue
        if len(seen) >= MOST_SKILLS:
            found.beyond += 1
            continue
        seen.add(skill_id)
        entry = entry_of(
            kind, language, skill_id, code, name, others[: max(0, MOST_ALL_WORDS - words)]
        )
        words += len(entry.words)
        found.entries.append(entry)
    if not found.entries:
        raise ListRefused(Refusal.no_skills)
    return found


def entry_of(
    kind: str, language: str, skill_id: UUID, code: str, name: str, others: list[str]
) -> Entry:
    """The skill as it is kept: its words without those that say the same, each with its lead."""
    form = stem if language == "en" else as_it_stands
    words: dict[tuple[str, ...], str] = {}
    for word in (name, _ASIDE.sub("", name), *others):
        kept = _kept(kind, word)
        forms = forms_of(kept, form)
        if not forms or len(forms) > _FORMS or (len(forms) == 1 and _too_short(kept)):
            continue
        words.setdefault(tuple(forms), kept)
        if len(words) > MOST_WORDS:
            break
    known_as = _our_names().get(tuple(forms_of(_ASIDE.sub("", name)))) if language == "en" else None
    told = (name, *words.values(), str(known_as))
    return Entry(
        skill_id,
        code,
        name,
        tuple(words.values()),
        known_as,
        hashlib.blake2b("\0".join(told).encode(), digest_size=12).hexdigest(),
        tuple(dict.fromkeys(lead_of(list(forms)) for forms in words)),
    )


def _too_short(word: str) -> bool:
    """`R`, `Go` or `IT` alone would be found everywhere; `C++` would not."""
    bare = word.removeprefix(CASED)
    return len(bare) < 3 and bare.isalnum()


def _kept(kind: str, word: str) -> str:
    """The word, marked where it counts only as it is written: one with a capital (`Access`,
    `SAP`), and one that is also a form of a verb (`writing`, not `write`)."""
    if kind == "onet_skills":
        word = word.lower()
    if " " in word:
        return word
    return f"{CASED}{word}" if word != word.lower() or word.endswith("ing") else word


@cache
def _our_names() -> dict[tuple[str, ...], UUID]:
    """Our own skills by the words of their names."""
    return {
        tuple(forms_of(word.removeprefix(CASED))): one.id
        for one in VOCABULARY.values()
        for word in (*one.words, one.name)
    }


def _table_of(source: BinaryIO) -> _Table:
    if source.seek(0, SEEK_END) > FILE_BYTES:
        raise ListRefused(Refusal.too_big)
    source.seek(0)
    start = source.read(8)
    if not start:
        raise ListRefused(Refusal.empty)
    if start.startswith(_ZIP):
        raise ListRefused(Refusal.archive)
    if start.startswith(_BINARY):
        raise ListRefused(Refusal.unknown_list)
    for number, line in enumerate(sample_of(text_lines(source))):
        for delimiter in DELIMITERS:
            cells = cells_of(line, delimiter)
            for kind, wanted in _COLUMNS.items():
                if all(any(name in cells for name in names) for names in wanted):
                    places = {cell: place for place, cell in enumerate(cells) if cell}
                    return _Table(kind, delimiter, places, number)
    raise ListRefused(Refusal.unknown_list)


def _rows(source: BinaryIO, table: _Table, found: Listed) -> Iterator[Record]:
    lines = text_lines(source)
    for _ in range(table.header_at + 1):
        next(lines)
    for record in records(lines, table.delimiter, table.header_at + 2):
        found.rows += 1
        if found.rows > MOST_ROWS:
            found.beyond += 1
            return
        if isinstance(record, Record):
            yield record
        else:
            found.unreadable += 1


def _drawn(
    kind: str, table: _Table, record: Record, found: Listed
) -> tuple[str, str, list[str]] | None:
    """Code, name and other words of a row; None where it is left out."""

    def cell(*names: str) -> str:
        place = next((table.columns[name] for name in names if name in table.columns), None)
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    code, name = (" ".join(cell(*names).split()) for names in _COLUMNS[kind])
    others: list[str] = []
    if kind == "esco":
        if cell("status") not in ("", "released"):
            found.retired += 1
            return None
        labels = chain(cell("altLabels").split("\n"), cell("hiddenLabels").split("\n"))
        others = [
            each for label in labels if 2 <= len(each := " ".join(label.split())) <= NAME_LENGTH
        ]
    elif kind == "onet_skills" and not code.startswith(_ONET_SKILL):
        found.other += 1
        return None
    elif kind == "onet_tools":
        # A tool has no id of its own: its name is what O*NET knows it by.
        code, name = re.sub(r"\s", "_", code), code
    if not _CODE.fullmatch(code) or not 1 <= len(name) <= NAME_LENGTH:
        found.unreadable += 1
        return None
    return code, name, others
