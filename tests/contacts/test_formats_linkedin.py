import io
import time
from datetime import date

import pytest
from linkedin_file import HEADER, linkedin_file, preamble_lines

from api.contacts.formats.detect import FileFormat, detect, read_rows
from api.contacts.formats.rows import (
    FILE_BYTES_LIMIT,
    FileRefused,
    ImportedRow,
    ProblemCode,
    RefusalCode,
    RowProblem,
)
from api.contacts.identity import identity_of, same_person_keys


def read(content: bytes) -> tuple[list[ImportedRow], list[RowProblem]]:
    source = io.BytesIO(content)
    items = list(read_rows(source, detect(source).format))
    rows = [item for item in items if isinstance(item, ImportedRow)]
    return rows, [item for item in items if isinstance(item, RowProblem)]


def table(*lines: str, head: str = ",".join(HEADER)) -> bytes:
    return "\r\n".join((head, *lines, "")).encode()


@pytest.mark.parametrize("preamble", range(7))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_preamble_and_encoding_gives_the_same_people(preamble: int, encoding: str) -> None:
    spelled = "cp1252" if encoding == "cp1252" else "utf-8"
    made = linkedin_file(200, preamble=preamble, encoding=spelled)
    content = made.content.decode(spelled).encode(encoding)
    rows, problems = read(content)
    assert len(rows) == made.rows - made.nameless
    assert [problem.code for problem in problems] == [ProblemCode.no_name] * made.nameless
    assert sum(bool(row.emails) for row in rows) == made.with_email
    keys = [
        next(same_person_keys(identity_of(row.full_name, row.employer, row.emails, (), row.urls)))
        for row in rows
    ]
    assert len(set(keys)) == made.people
    assert all(row.connected_on for row in rows)


def test_a_row_with_all_its_fields() -> None:
    rows, problems = read(
        table(
            'Maya,"Peña, PhD",https://www.linkedin.com/in/Maya-Pe%C3%B1a-4b1/,Maya@Example.org,'
            '"Hollin, ""Old"" Labs, Inc.",Data steward,12 Mar 2025'
        )
    )
    assert problems == []
    row = rows[0]
    assert (row.number, row.first_name, row.last_name) == (2, "Maya", "Peña, PhD")
    assert row.full_name == "Maya Peña, PhD"
    assert row.emails == ("Maya@Example.org",)
    assert row.urls == ("https://www.linkedin.com/in/maya-pe%C3%B1a-4b1",)
    assert (row.employer, row.role) == ('Hollin, "Old" Labs, Inc.', "Data steward")
    assert row.connected_on == date(2025, 3, 12)
    assert row.raw.startswith('Maya,"Peña, PhD",https')


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_pena_in_each_encoding(encoding: str) -> None:
    text = ",".join(HEADER) + "\nAna,Peña,,,,,\n"
    content = text.encode(encoding)
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + content
    assert read(content)[0][0].last_name == "Peña"


def test_a_file_pasted_together_from_two_encodings() -> None:
    content = table("Ana,Peña,,,,,") + "Zoë,Nuñez,,,,,\r\n".encode("cp1252")
    assert [row.full_name for row in read(content)[0]] == ["Ana Peña", "Zoë Nuñez"]


def test_older_files_have_no_url() -> None:
    made = linkedin_file(100, with_url=False)
    rows, _ = read(made.content)
    assert len(rows) == made.rows - made.nameless
    assert all(row.urls == () for row in rows)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    made = linkedin_file(50, line_end=line_end)
    assert len(read(made.content)[0]) == made.rows - made.nameless


def test_saved_again_by_a_german_excel() -> None:
    content = "sep=;\r\n" + ";".join(HEADER) + "\r\nAna;Peña;;;Calder, Inc.;Chef;12-Mrz-25\r\n"
    rows, _ = read(content.encode("cp1252"))
    assert (rows[0].employer, rows[0].connected_on) == ("Calder, Inc.", date(2025, 3, 12))
    assert rows[0].number == 3


def test_line_breaks_inside_a_cell() -> None:
    rows, problems = read(
        table('Ana,Peña,,,"Calder\r\nAnalytics",Analyst,1 Jan 2020', "Bo,Li,,,,,")
    )
    assert problems == []
    assert [row.employer for row in rows] == ["Calder Analytics", ""]
    assert [row.number for row in rows] == [2, 3]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    rows, problems = read(
        table('Ana,Peña,,,"Calder,Analyst,1 Jan 2020', *["Bo,Li,,,Openward,,"] * 600)
    )
    assert len(rows) == 600
    assert [(p.number, p.code) for p in problems] == [(2, ProblemCode.unclosed_quote)]
    assert problems[0].raw == 'Ana,Peña,,,"Calder,Analyst,1 Jan 2020'


def test_a_quote_closed_by_a_later_row_does_not_swallow_it() -> None:
    rows, problems = read(
        table(
            'Ana,Peña,,,"Calder,Analyst,1 Jan 2020',
            "Bo,Li,,,Openward,,",
            'Cy,Ray,,,"Hollin, Ltd",Analyst,2 Jan 2020',
        )
    )
    assert [row.first_name for row in rows] == ["Bo", "Cy"]
    assert [p.code for p in problems] == [ProblemCode.unclosed_quote]


def test_an_unclosed_quote_in_the_last_row() -> None:
    rows, problems = read(table("Bo,Li,,,,,", 'Ana,Peña,,,"Calder'))
    assert len(rows) == 1
    assert [p.code for p in problems] == [ProblemCode.unclosed_quote]


def test_too_many_and_too_few_columns() -> None:
    rows, problems = read(
        table(
            "Ana,Peña,,,Calder, Inc.,Analyst,1 Jan 2020", "Bo,Li", "Cy,Ray,,,,,,,,", "Di,Fox,,,,,"
        )
    )
    assert [row.first_name for row in rows] == ["Bo", "Cy", "Di"]
    assert [(p.number, p.code, p.row_kept) for p in problems] == [
        (2, ProblemCode.too_many_columns, False),
        (3, ProblemCode.too_few_columns, True),
    ]


def test_what_cannot_be_read_of_a_row_is_told_and_the_rest_kept() -> None:
    rows, problems = read(table("Ana,Peña,javascript:alert(1),ana at example,,,31 Feb 2020"))
    assert (rows[0].urls, rows[0].emails, rows[0].connected_on) == ((), (), None)
    assert {(p.code, p.field, p.row_kept) for p in problems} == {
        (ProblemCode.bad_url, "urls", True),
        (ProblemCode.bad_email, "emails", True),
        (ProblemCode.bad_date, "connected_on", True),
    }


def test_nul_bytes_and_invisible_marks_are_dropped() -> None:
    content = table("A\0na,Pe\u200bña,,,\u202aCalder\u202c,,").replace(b"Notes", b"")
    rows, problems = read(content)
    assert (rows[0].full_name, rows[0].employer, problems) == ("Ana Peña", "Calder", [])
    assert "\0" not in rows[0].raw


def test_a_cell_longer_than_csv_takes_costs_one_row() -> None:
    rows, problems = read(table("Ana,Peña,,," + "x" * 200_000 + ",,", "Bo,Li,,,,,"))
    assert [row.first_name for row in rows] == ["Bo"]
    assert [p.code for p in problems] == [ProblemCode.cell_too_long]
    assert len(problems[0].raw) == 20_000


def test_lines_no_row_has_are_not_looked_at() -> None:
    """A million and more commas in a line cost seconds; they are refused unread."""
    for endless in ("," * 2**21, 'Cy,Ray,,,"' + "x" * 2**21):
        rows, problems = read(table(endless, "Bo,Li,,,,,"))
        assert [row.first_name for row in rows] == ["Bo"]
        assert [p.code for p in problems] == [ProblemCode.cell_too_long]
    rows, problems = read(table('Ana,Peña,,,"Calder,,', "," * 2**21, "Bo,Li,,,,,"))
    assert [row.first_name for row in rows] == ["Bo"]
    assert [p.code for p in problems] == [ProblemCode.unclosed_quote, ProblemCode.cell_too_long]


def test_long_texts_are_cut_and_told() -> None:
    rows, problems = read(table("Ana,Peña,,," + "x" * 500 + ",,"))
    assert len(rows[0].employer) == 300
    assert [(p.code, p.field) for p in problems] == [(ProblemCode.text_cut, "employer")]


def test_header_only_has_no_rows() -> None:
    assert read(table()) == ([], [])
    assert read(("\n".join(preamble_lines(3)) + "\n").encode() + table()) == ([], [])


def test_a_header_that_is_there_twice_keeps_the_first() -> None:
    rows, _ = read(
        table("Ana,Peña,Old Name,Calder", head="First Name,Last Name,Last Name,Company,Position")
    )
    assert rows[0].last_name == "Peña"


def test_blank_lines_are_no_rows() -> None:
    rows, problems = read(table("", "Ana,Peña,,,,,", ",,,,,,", "  ", "Bo,Li,,,,,"))
    assert [row.number for row in rows] == [3, 6]
    assert problems == []


@pytest.mark.parametrize("content", [b"", b"\n\n \n", b"\xef\xbb\xbf"])
def test_empty_files_are_refused(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        detect(io.BytesIO(content))
    assert refused.value.code is RefusalCode.empty


def test_a_hundred_megabytes_are_refused() -> None:
    class Huge(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            return 100_000_000 if whence == io.SEEK_END else super().seek(offset, whence)

    assert FILE_BYTES_LIMIT < 100_000_000
    for refuse in (detect, lambda source: list(read_rows(source, FileFormat.linkedin_csv))):
        with pytest.raises(FileRefused) as refused:
            refuse(Huge(b"x"))
        assert refused.value.code is RefusalCode.too_big


def test_without_its_header_it_is_no_linkedin_file() -> None:
    with pytest.raises(FileRefused) as refused:
        list(read_rows(io.BytesIO(b"a,b\n1,2\n"), FileFormat.linkedin_csv))
    assert refused.value.code is RefusalCode.unknown_format


def test_fifty_thousand_rows_in_time_and_memory() -> None:
    """For parsing and normal forms: so many times ten million additions, which take 0.3 s on a quick
    machine and 0.6 s on a busy one; 7 to 9 times measured."""
    made = linkedin_file(50_000, preamble=4)
    source = io.BytesIO(made.content)
    started = time.process_time()
    people = set()
    for item in read_rows(source, detect(source).format):
        if isinstance(item, ImportedRow):
            who = identity_of(item.full_name, item.employer, item.emails, item.phones, item.urls)
            people.add(next(same_person_keys(who)))
    taken, started, total = time.process_time() - started, time.process_time(), 0
    for number in range(10_000_000):
        total += number
    assert taken < 12 * (time.process_time() - started)
    assert len(people) == made.people
