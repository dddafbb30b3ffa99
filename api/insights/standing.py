"""Which promises, advice and insights stand in the lines of a talk: pure, whatever order they came in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
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
    return heard(lines, tag, ())


def heard(lines: Iterable[Written], tag: str, chosen: Collection[UUID]) -> dict[UUID, Written]:
    """As `standing`, and lines whatever their tag whose history has one of the `chosen` ids, under
    that id: what a person put behind a claim by hand stays there when it is called advice."""
    by_id = {line.id: line for line in lines}
    replaced = {line.supersedes for line in by_id.values() if line.supersedes}
    found: dict[UUID, Written] = {}
    for line in sorted(by_id.values(), key=lambda one: (one.at, one.id)):
        if not line.text.strip() or line.gone or line.id in replaced:
            continue
        history = list(_history(line, by_id))
        kept = [one.id for one in history if one.id in chosen and one.id not in found]
        if kept:
            found[kept[-1]] = line
        elif line.tag == tag:
            first = [one.id for one in history if one.tag == tag][-1]
            found[line.id if first in found else first] = line
    return found


def _history(line: Written, by_id: Mapping[UUID, Written]) -> Iterator[Written]:
    """The line, the one that it replaced, and so on, as far as they are known."""
    seen: set[UUID] = set()
    at: Written | None = line
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = by_id.get(at.supersedes) if at.supersedes else None
