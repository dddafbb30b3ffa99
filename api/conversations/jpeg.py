"""A JPEG without what a camera writes beside the picture: where it was taken, when, with what. Pure.

Only the segments that draw the picture are kept (ITU-T T.81, annex B), so neither a place nor a
second file behind the picture gets in, whatever a client sends.
"""

from typing import Final

import msgspec

LONGEST_EDGE: Final = 8192
"""Pixels. A phone's picture of a page, made smaller on the device, has about 2,000."""

_START: Final = 0xD8
_END: Final = 0xD9
_SCAN: Final = 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
_RESTARTS: Final = frozenset(range(0xD0, 0xD8))
_ADOBE: Final = 0xEE
"""Without it some readers take the colours for others."""


class NotAPicture(Exception):
    """The bytes are no JPEG, or a damaged one."""


class Picture(msgspec.Struct, frozen=True):
    """The bytes that draw it, and its size in pixels."""

    data: bytes
    width: int
    height: int


def bare_jpeg(data: bytes) -> Picture:
    """The picture alone. Raises NotAPicture."""
    if data[:2] != bytes((0xFF, _START)):
        raise NotAPicture()
    kept = [data[:2]]
    size: tuple[int, int] | None = None
    drawn = False
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            break
        end = at + int.from_bytes(data[at : at + 2])
        if end < at + 2 or end > len(data):
            raise NotAPicture()
        if marker in _FRAMES:
            size = _size(data[at:end])
        if marker == _SCAN:
            end, drawn = _end_of_scan(data, end), True
        if marker in _FRAMES | _TABLES | {_SCAN} or (
            marker == _ADOBE and data[at + 2 : at + 7] == b"Adobe"
        ):
            kept.append(bytes((0xFF, marker)) + data[at:end])
        at = end
    if size is None or not drawn:
        raise NotAPicture()
    kept.append(bytes((0xFF, _END)))
    return Picture(b"".join(kept), *size)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at this place, and where its segment begins; any number of 0xFF may come first."""
    if data[at : at + 1] != b"\xff":
        raise NotAPicture()
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise NotAPicture()
    return data[at], at + 1


def _size(frame: bytes) -> tuple[int, int]:
    height, width = int.from_bytes(frame[3:5]), int.from_bytes(frame[5:7])
    if len(frame) < 8 or not (0 < width <= LONGEST_EDGE and 0 < height <= LONGEST_EDGE):
        raise NotAPicture()
    return width, height


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is none of the scan's own."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotAPicture()
        if data[at + 1] not in _RESTARTS | {0x00}:
            return at
        at += 2
