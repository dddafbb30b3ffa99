"""Which promises and which advice stand in the lines of a talk: pure, whatever order they came in."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import msgspec


class Written(msgspec.Struct, frozen=True):
    """A line as it was written; the meaning of each field stands at `conversations.models.NoteLine`."""

    id: UUID
    tag: str
    text: str
    at: datetime
    supersedes: UUID | None
    gone: bool
    promiser: str | None
    due_on: date | None


def standing(lines: Iterable[Written], tag: str) -> dict[UUID, Written]:
    """The lines of one tag that stand, each under the id of the oldest line in its history that had
    that tag: so a promise that is worded anew, or was taken for something else meanwhile, stays the
    one that it was. Where two devices reworded one line, the earlier keeps the id."""
    by_id = {line.id: line for line in lines}
    replaced = {line.supersedes for line in by_id.values() if line.supersedes}
    found: dict[UUID, Written] = {}
    for line in sorted(by_id.values(), key=lambda one: (one.at, one.id)):
        if line.tag == tag and line.text.strip() and not line.gone and line.id not in replaced:
            first = _first(line, by_id, tag)
            found[line.id if first in found else first] = line
    return found


def _first(line: Written, by_id: dict[UUID, Written], tag: str) -> UUID:
    first, seen = line.id, {line.id}
    at: Written | None = line
    while at is not None and at.supersedes is not None and at.supersedes not in seen:
        seen.add(at.supersedes)
        at = by_id.get(at.supersedes)
        if at is not None and at.tag == tag:
            first = at.id
    return first
