"""Calendar files line by line (RFC 5545): only what says when somebody is busy is ever kept.

Titles, places, notes and guests are passed over while the file is read, so that they are never in
memory longer than a line is, and a file needs memory for its times alone.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

LINE_BYTES: Final = 2**16
"""What is read of a line at once; the unfolded rest of a longer one is passed over."""
VALUE_BYTES: Final = 2**18
"""The longest unfolded line that is read: some 15,000 exceptions to one rule."""

MOST_DEEP: Final = 10
"""Calendars hold events, which hold alarms: no program goes deeper."""

_EVENT: Final = frozenset(
    {
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "EXRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        "ATTENDEE",
    }
)
_ZONE: Final = frozenset({"TZID", "X-LIC-LOCATION"})
_OBSERVANCE: Final = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_WANTED: Final = {
    "VEVENT": _EVENT,
    "VTIMEZONE": _ZONE,
    "STANDARD": _OBSERVANCE,
    "DAYLIGHT": _OBSERVANCE,
    "VFREEBUSY": frozenset({"FREEBUSY"}),
}
_NAMES: Final = frozenset(name.encode() for name in {"BEGIN", "END"}.union(*_WANTED.values()))


class NotACalendar(ValueError):
    """The file does not begin as a calendar does, or is nested as none is."""


class Property(NamedTuple):
    """One line: its name and parameters in capitals, its value as it stands."""

    name: str
    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    """An event, a time zone, a stretch of busy times, with what of it is wanted."""

    kind: str
    properties: list[Property]
    inside: list["Component"]

    def first(self, name: str) -> Property | None:
        """The first line of this name."""
        return next((one for one in self.properties if one.name == name), None)

    def every(self, name: str) -> list[Property]:
        """All lines of this name."""
        return [one for one in self.properties if one.name == name]


def components(source: BinaryIO) -> Iterator[Component]:
    """The events, zones and busy times of a file, in its order; one that has no end is left out.

    Raises NotACalendar for a file that does not begin as one, or is nested without end.
    """
    stack: list[Component] = []
    begun = False
    for line in _unfolded(source):
        one = _parsed(line)
        if not begun:
            if one is None or (one.name, one.value.strip().upper()) != ("BEGIN", "VCALENDAR"):
                raise NotACalendar
            begun = True
        if one is None:
            continue
        match one.name:
            case "BEGIN":
                if len(stack) >= MOST_DEEP:
                    raise NotACalendar
                stack.append(Component(one.value.strip().upper(), [], []))
            case "END":
                kind = one.value.strip().upper()
                if not any(open_.kind == kind for open_ in stack):
                    continue
                # What was left open inside ends with it.
                while stack:
                    ended = stack.pop()
                    if ended.kind == kind:
                        break
                yield from _ended(ended, stack)
            case name if stack and name in _WANTED.get(stack[-1].kind, ()):
                stack[-1].properties.append(one)
    if not begun:
        raise NotACalendar


def _ended(ended: Component, stack: list[Component]) -> Iterator[Component]:
    if ended.kind in {"STANDARD", "DAYLIGHT"}:
        if stack and stack[-1].kind == "VTIMEZONE":
            stack[-1].inside.append(ended)
    elif ended.kind in _WANTED and (not stack or stack[-1].kind == "VCALENDAR"):
        yield ended


def _unfolded(source: BinaryIO) -> Iterator[str]:
    """Whole lines of the wanted names; long ones joined from their pieces (RFC 5545, 3.1)."""
    kept: list[bytes] = []
    size, started, first = 0, True, True
    for piece in iter(lambda: source.readline(LINE_BYTES), b""):
        line = piece.removeprefix(b"\xef\xbb\xbf") if first else piece
        going_on = not started or line[:1] in {b" ", b"\t"}
        text = line.rstrip(b"\r\n")
        if going_on:
            if kept and size <= VALUE_BYTES:
                text = text[1:] if started else text
                kept.append(text)
                size += len(text)
        elif text.strip() or not first:
            if kept and size <= VALUE_BYTES:
                yield b"".join(kept).decode("utf-8", "replace")
            wanted = first or _name(text) in _NAMES
            kept, size = ([text] if wanted else []), len(text)
            first = False
        started = piece.endswith(b"\n")
    if kept and size <= VALUE_BYTES:
        yield b"".join(kept).decode("utf-8", "replace")


def _name(line: bytes) -> bytes:
    return line[:64].partition(b":")[0].partition(b";")[0].strip().upper()


def _parsed(line: str) -> Property | None:
    head, colon, value = line.partition(":")
    if '"' in head:
        at = _colon(line)
        head, colon, value = line[:at], line[at : at + 1], line[at + 1 :]
    if not colon:
        return None
    name, *parameters = head.split(";") if '"' not in head else _split(head)
    pairs = (one.partition("=") for one in parameters)
    return Property(
        name.strip().upper(),
        {key.strip().upper(): text.strip().strip('"') for key, _, text in pairs},
        value.strip(),
    )


def _colon(line: str) -> int:
    """Where the value begins: at the first colon outside quotation marks, or at the end."""
    quoted = False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return at
    return len(line)


def _split(head: str) -> list[str]:
    parts, quoted, begin = [], False, 0
    for at, sign in enumerate(head):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            parts.append(head[begin:at])
            begin = at + 1
    return [*parts, head[begin:]]
