import io
import struct
import zipfile

import pytest
from linkedin_file import HEADER, export_zip, linkedin_file

from api.contacts.formats import linkedin
from api.contacts.formats.detect import FileFormat, detect, read_rows
from api.contacts.formats.rows import FILE_BYTES_LIMIT, FileRefused, ImportedRow, Item, RefusalCode


def read(content: bytes) -> list[Item]:
    source = io.BytesIO(content)
    return list(read_rows(source, detect(source).format))


def table(*lines: str) -> bytes:
    return "\r\n".join((",".join(HEADER), *lines, "")).encode()


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_03-12-2025/", "a/b/c/"])
def test_inside_the_archive(folder: str) -> None:
    made = linkedin_file(50)
    content = export_zip(made.content, folder)
    assert detect(io.BytesIO(content)).format is FileFormat.linkedin_zip
    assert read(content) == read(made.content)


def test_the_outermost_connections_file_of_an_archive_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("old/x/Connections.csv", table("Old,Row,,,,,"))
        archive.writestr("connections.CSV", table("New,Row,,,,,"))
        archive.writestr("__MACOSX/Connections.csv", b"\0\0")
    assert [row.first_name for row in read(out.getvalue()) if isinstance(row, ImportedRow)] == [
        "New"
    ]


def refused_archive(content: bytes) -> RefusalCode:
    with pytest.raises(FileRefused) as refused:
        read(content)
    return refused.value.code


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"0" * (FILE_BYTES_LIMIT + 1))
    assert len(out.getvalue()) < 100_000
    assert refused_archive(out.getvalue()) is RefusalCode.too_big


def test_a_bomb_is_refused_by_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkedin, "FILE_BYTES_LIMIT", 2**17)
    with linkedin._unpacked(io.BytesIO(b"0" * 2**17)) as unpacked:
        assert unpacked.read() == b"0" * 2**17
    with pytest.raises(FileRefused) as refused:
        linkedin._unpacked(io.BytesIO(b"0" * (2**17 + 1)))
    assert refused.value.code is RefusalCode.too_big


def test_an_archive_with_a_huge_table_of_contents_is_refused_unread() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(25_000):
            archive.writestr(f"folder/file-{number}", b"")
    assert refused_archive(out.getvalue()) is RefusalCode.too_big


def test_an_archive_in_the_form_for_over_four_gigabytes_is_refused() -> None:
    content = export_zip(linkedin_file(5).content)
    end = content.rfind(b"PK\x05\x06")
    assert (
        refused_archive(
            content[:end] + struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1) + content[end:]
        )
        is RefusalCode.too_big
    )


def test_other_archives() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Profile.csv", b"x")
    assert refused_archive(out.getvalue()) is RefusalCode.nothing_in_archive
    whole = export_zip(linkedin_file(200).content)
    assert refused_archive(whole[: len(whole) // 2]) is RefusalCode.broken_archive
    spoiled = bytearray(whole)
    spoiled[len(whole) // 3 : len(whole) // 3 + 40] = b"\xff" * 40
    assert refused_archive(bytes(spoiled)) is RefusalCode.broken_archive
    encrypted = bytearray(whole)
    for found in _central_entries(whole):
        encrypted[found + 8] |= 1
    assert refused_archive(bytes(encrypted)) is RefusalCode.encrypted_archive


def _central_entries(content: bytes) -> list[int]:
    places, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    return places


@pytest.mark.parametrize("part", ["xl/workbook.xml", "content.xml", "Index/Document.iwa"])
def test_spreadsheets_have_their_own_refusal(part: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, b"<x/>")
    assert refused_archive(out.getvalue()) is RefusalCode.spreadsheet
    assert refused_archive(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) is (
        RefusalCode.spreadsheet
    )
