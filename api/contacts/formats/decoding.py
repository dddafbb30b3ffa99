"""Bytes of a file as lines of text, whatever program wrote them."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from api.contacts.formats.rows import FILE_BYTES_LIMIT, FileRefused, RefusalCode

_SAMPLE_BYTES = 65_536
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def file_size(source: BinaryIO) -> int:
    """Bytes of the file, which is left at its start.

    Raises `FileRefused`: `empty`, or `too_big` over `FILE_BYTES_LIMIT`.
    """
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if size == 0:
        raise FileRefused(RefusalCode.empty)
    if size > FILE_BYTES_LIMIT:
        raise FileRefused(RefusalCode.too_big)
    return size


def text_lines(source: BinaryIO) -> Iterator[str]:
    r"""The lines of a file, decoded as they are read, each with ``\n`` as its end.

    A byte order mark decides; without one each line is UTF-8 if it is valid UTF-8, else
    Windows-1252 (STACK.md, "contacts in/out": detectors turn "Peña" into "Peńa"). By line, since
    people paste files of two programs together. Ends in the file are ``\n``, ``\r\n`` or, where
    it knows no other, ``\r``. NUL is dropped: no text column of the database can hold it.
    """
    source.seek(0)
    sample = source.read(_SAMPLE_BYTES)
    source.seek(0)
    if sample.startswith(_UTF16_BOMS):
        lines = _utf16_lines(source)
    elif b"\r" in sample and b"\n" not in sample:
        lines = (_decoded(line) for line in _old_mac_lines(source))
    else:
        lines = (_decoded(line) for line in source)
    for number, line in enumerate(lines):
        text = line.removeprefix("\ufeff") if number == 0 else line
        yield text.replace("\0", "") if "\0" in text else text


def _decoded(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="replace")
    return _with_one_end(text) if "\r" in text else text


def _with_one_end(line: str) -> str:
    body = line.rstrip("\r\n")
    return body.replace("\r", " ") + "\n"


def _old_mac_lines(source: BinaryIO) -> Iterator[bytes]:
    pending = b""
    while chunk := source.read(_SAMPLE_BYTES):
        *whole, pending = (pending + chunk).split(b"\r")
        yield from (line + b"\n" for line in whole)
    if pending:
        yield pending


def _utf16_lines(source: BinaryIO) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    pending = ""
    while chunk := source.read(_SAMPLE_BYTES):
        *whole, pending = (pending + decoder.decode(chunk)).split("\n")
        yield from (_with_one_end(line) for line in whole)
    if pending:
        yield pending
