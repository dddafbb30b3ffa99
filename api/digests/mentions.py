"""Lines that name somebody, by whom they name: as they are kept, and in their order again. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.digests.telling import Line


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in a digest a line stands and what it is about; of something that may be done next also
    which kind it is, of what, and when it is due."""

    place: int
    what: str
    kind: str | None = None
    subject_id: UUID | None = None
    due_at: datetime | None = None


_PLACES: Final = msgspec.json.Decoder(list[Place])
_WORDS: Final = msgspec.json.Decoder(dict[int, str])
MentionRow = tuple[UUID, UUID, UUID, str, str, str]
"""A mention, in the order of its columns; `lines` and `words` as JSON."""


def mentions_of(owner_id: UUID, digest_id: UUID, lines: Iterable[Line]) -> Iterator[MentionRow]:
    """The rows of these lines, which have names."""
    of: dict[UUID, list[tuple[int, Line]]] = {}
    for place, line in enumerate(lines):
        of.setdefault(line.contact_id, []).append((place, line))
    for contact_id, some in of.items():
        places = [
            Place(place, line.what, line.kind, line.subject_id, line.due_at) for place, line in some
        ]
        words = {place: line.words for place, line in some if line.words}
        yield owner_id, digest_id, contact_id, some[0][1].name, _json(places), _json(words)


def lines_of(rows: Iterable[asyncpg.Record]) -> list[Line]:
    """The lines of these rows of one digest, in their order."""
    found = {}
    for row in rows:
        words = _WORDS.decode(row["words"])
        for one in _PLACES.decode(row["lines"]):
            found[one.place] = Line(
                what=one.what,
                contact_id=row["contact_id"],
                name=row["name"],
                words=words.get(one.place, ""),
                kind=one.kind,
                subject_id=one.subject_id,
                due_at=one.due_at,
            )
    return [found[place] for place in sorted(found)]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
