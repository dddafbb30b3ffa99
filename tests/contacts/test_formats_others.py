import io
from datetime import date

import pytest

from api.contacts.formats.countries import country_code
from api.contacts.formats.dates import date_of
from api.contacts.formats.detect import FileFormat, detect, read_rows
from api.contacts.formats.headers import FIELDS, fields_of_headers
from api.contacts.formats.mapped import ColumnMapping, is_usable, preview
from api.contacts.formats.rows import (
    ROWS_LIMIT,
    FileRefused,
    ImportedRow,
    ProblemCode,
    RefusalCode,
    RowProblem,
)
from api.contacts.formats.tables import delimiter_of

OLD_GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Nickname,Birthday,"
    "Occupation,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,"
    "Address 1 - Country,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,"
    "Website 1 - Type,Website 1 - Value"
)
NEW_GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - Label,Address 1 - Country,Website 1 - Label,Website 1 - Value"
)


def read(
    content: bytes | str, mapping: ColumnMapping | None = None
) -> tuple[FileFormat, list[ImportedRow], list[RowProblem]]:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = detect(source)
    guess = found.preview.guess if found.preview else None
    items = list(read_rows(source, found.format, mapping or guess))
    rows = [item for item in items if isinstance(item, ImportedRow)]
    return found.format, rows, [item for item in items if isinstance(item, RowProblem)]


def test_google_until_2024() -> None:
    file_format, rows, problems = read(
        OLD_GOOGLE
        + '\nDr. Maya A. Lindgren,Maya,A.,Lindgren,,Dr.,,,,"Met at the Forum\nsecond line",'
        "Health data ::: * myContacts ::: * Friends,* Work,maya@example.org ::: m2@example.org,Home,"
        "m3@example.org,Mobile,+44 20 7946 0958 ::: 020 7946 0959,Home,x,UK,,Pennine University,"
        "Lecturer,Profile,https://www.linkedin.com/in/maya\n"
    )
    assert (file_format, problems) == (FileFormat.google_csv, [])
    row = rows[0]
    assert (row.first_name, row.last_name) == ("Maya A.", "Lindgren")
    assert row.emails == ("maya@example.org", "m2@example.org", "m3@example.org")
    assert row.phones == ("+44 20 7946 0958", "020 7946 0959")
    assert row.tags == ("Health data", "Friends")
    assert (row.employer, row.role, row.country) == ("Pennine University", "Lecturer", "GB")
    assert row.urls == ("https://www.linkedin.com/in/maya",)
    assert row.notes == "Met at the Forum\nsecond line"


def test_google_since_2024() -> None:
    file_format, rows, problems = read(
        NEW_GOOGLE + "\r\nMaya,,Lindgren,,Dr,,,,Pennine University,Lecturer,Health,,note,,"
        "Alumni ::: * myContacts,* Work,maya@example.org,,,Mobile,020 7946 0958,Home,UK,,\r\n"
        ",,,,,,,Ben Adeyemi,,,,,,,* myContacts,,ben@example.org,,,,,,,,\r\n"
        ",,,,,,,,,,,,,,* myContacts,,nobody@example.org,,,,,,,,\r\n"
    )
    assert file_format is FileFormat.google_csv
    assert [row.full_name for row in rows] == ["Maya Lindgren", "Ben Adeyemi"]
    assert rows[0].tags == ("Alumni",)
    assert (rows[0].employer, rows[0].role, rows[0].country) == (
        "Pennine University",
        "Lecturer",
        "GB",
    )
    assert (rows[1].first_name, rows[1].last_name, rows[1].tags) == ("Ben", "Adeyemi", ())
    assert [(p.number, p.code) for p in problems] == [(4, ProblemCode.no_name)]


HEADERS = [
    (
        "First Name,Middle Name,Last Name,Title,E-mail Address,Mobile Phone,Company,Job Title,Notes",
        ["first_name", None, "last_name", None, "email", "phone", "employer", "role", "notes"],
    ),
    ("Name,Email,Title", ["full_name", "email", "role"]),
    (
        "Vorname,Name,E-Mail-Adresse,Firma,Position,Verbunden am,Land",
        ["first_name", "last_name", "email", "employer", "role", "connected_on", "country"],
    ),
    (
        "Prénom,Nom,Adresse e-mail,Entreprise,Poste,Téléphone,Pays",
        ["first_name", "last_name", "email", "employer", "role", "phone", "country"],
    ),
    (
        "Nombre,Apellidos,Correo electrónico,Empresa,Cargo,Móvil,Notas",
        ["first_name", "last_name", "email", "employer", "role", "phone", "notes"],
    ),
    (
        "Nome,Cognome,Posta elettronica,Azienda,Ruolo,Cellulare",
        ["first_name", "last_name", "email", "employer", "role", "phone"],
    ),
    (
        "Nome,Sobrenome,Email,Empresa,Cargo,Telefone",
        ["first_name", "last_name", "email", "employer", "role", "phone"],
    ),
    (
        "Voornaam,Achternaam,E-mailadres,Bedrijf,Functie,Telefoonnummer",
        ["first_name", "last_name", "email", "employer", "role", "phone"],
    ),
    ("Nom,Téléphone 1,E-mail 2", ["full_name", "phone", "email"]),
    ("LinkedIn Profile,Tags,FULL_NAME,Something", ["url", "tags", "full_name", None]),
]


@pytest.mark.parametrize(("header", "fields"), HEADERS)
def test_the_mapping_is_guessed_from_headers(header: str, fields: list[str | None]) -> None:
    assert fields_of_headers(header.split(",")) == fields
    assert {field for field in fields if field} <= set(FIELDS)


def test_a_table_with_a_guessed_mapping() -> None:
    file_format, rows, problems = read(
        "Meine Kontakte 2025\n\nName;Firma;Funktion;E-Mail;Web;Schlagworte;Verbunden seit\n"
        "Lindgren, Maya;Pennine University;Lehre;maya@example.org;example.org/maya;a, b;24.12.2024\n"
    )
    assert (file_format, problems) == (FileFormat.table, [])
    row = rows[0]
    assert (row.number, row.first_name, row.last_name) == (4, "Maya", "Lindgren")
    assert (row.employer, row.role, row.tags) == ("Pennine University", "Lehre", ("a", "b"))
    assert (row.urls, row.connected_on) == (("https://example.org/maya",), date(2024, 12, 24))


def test_columns_without_a_telling_name_are_guessed_by_what_they_hold() -> None:
    source = io.BytesIO(
        b"Name,a,b,c,d\nMaya L,m@example.org,https://example.org/m,+44 20 7946 0958,x\n"
    )
    shown = preview(source)
    assert shown.guess.columns == ("full_name", "email", "url", "phone", None)
    assert shown.rows == (
        ("Maya L", "m@example.org", "https://example.org/m", "+44 20 7946 0958", "x"),
    )


def test_a_table_without_header_read_by_the_persons_mapping() -> None:
    content = "Maya Lindgren\tm@example.org\nBen Adeyemi\tb@example.org\tx\n"
    source = io.BytesIO(content.encode())
    shown = preview(source)
    assert (shown.delimiter, shown.guess) == ("\t", ColumnMapping((None, "email", None), 0))
    assert not is_usable(shown.guess)
    _, rows, problems = read(content, ColumnMapping(("full_name", "email"), 0))
    assert [(row.number, row.last_name) for row in rows] == [(1, "Lindgren")]
    assert [(p.number, p.code) for p in problems] == [(2, ProblemCode.too_many_columns)]


def test_several_columns_of_one_field() -> None:
    mapping = ColumnMapping(("full_name", "email", "email", "notes", "notes", "role", "role"), 1)
    _, rows, _ = read("a,b,c,d,e,f,g\nBo Li,x@example.org,y@example.org,1,2,,Nurse\n", mapping)
    assert rows[0].emails == ("x@example.org", "y@example.org")
    assert (rows[0].notes, rows[0].role) == ("1\n2", "Nurse")


@pytest.mark.parametrize(
    "mapping", [None, ColumnMapping(("email",), 1), ColumnMapping(("full_name", "shoe"), 1)]
)
def test_an_unusable_mapping_is_refused(mapping: ColumnMapping | None) -> None:
    with pytest.raises(ValueError, match="mapp"):
        list(read_rows(io.BytesIO(b"a\nb\n"), FileFormat.table, mapping))


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        (["a;b;c", "1,5;2;3"], ";"),
        (["a,b", "x;y,z"], ","),
        (["a\tb", "1, 2\t3"], "\t"),
        (["sep=\t\n", "a,b,c"], "\t"),
        (["sep=;\n"], ";"),
        (['"a;b",c', '"d;e",f'], ","),
        (["one"], ","),
        ([], ","),
    ],
)
def test_delimiters(sample: list[str], delimiter: str) -> None:
    assert delimiter_of(sample) == delimiter


@pytest.mark.parametrize(
    ("text", "month_first", "day"),
    [
        ("12 Mar 2025", None, date(2025, 3, 12)),
        ("1 September 2009", None, date(2009, 9, 1)),
        ("12. März 2025", None, date(2025, 3, 12)),
        ("3 août 2024", None, date(2024, 8, 3)),
        ("4 juin 2024", None, date(2024, 6, 4)),
        ("4 juillet 2024", None, date(2024, 7, 4)),
        ("5 de mayo de 2023", None, date(2023, 5, 5)),
        ("12-Mar-25", None, date(2025, 3, 12)),
        ("Mar 12, 2025", None, date(2025, 3, 12)),
        ("2025-03-12", None, date(2025, 3, 12)),
        ("20250312", None, date(2025, 3, 12)),
        ("2025-03-12T08:00:00Z", None, date(2025, 3, 12)),
        ("03/12/17, 3:29 PM", True, date(2017, 3, 12)),
        ("03/12/2017", False, date(2017, 12, 3)),
        ("03/12/2017", None, None),
        ("25/12/2017", True, date(2017, 12, 25)),
        ("12/25/2017", False, date(2017, 12, 25)),
        ("03.12.2017", True, date(2017, 12, 3)),
        ("31 Feb 2020", None, None),
        ("12 Foo 2020", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_dates(text: str, month_first: bool | None, day: date | None) -> None:
    assert date_of(text, month_first) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United Kingdom", "GB"),
        ("UK", "GB"),
        ("gb", "GB"),
        ("Deutschland", "DE"),
        ("ÖSTERREICH", "AT"),
        ("Espana", "ES"),
        ("Pays-Bas", "NL"),
        ("Côte d'Ivoire", "CI"),
        ("U.S.A.", "US"),
        ("Europe", None),
        ("XA", None),
        ("Narnia", None),
        ("", None),
    ],
)
def test_countries(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_a_country_nobody_knows_is_told() -> None:
    _, rows, problems = read("Name,Country\nMaya L,Narnia\nBen O,France\n")
    assert [row.country for row in rows] == ["", "FR"]
    assert [(p.number, p.code) for p in problems] == [(2, ProblemCode.unknown_country)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n...", RefusalCode.unknown_format),
        (b"\x89PNG\r\n\x1a\n", RefusalCode.unknown_format),
        (b"\x01\x02\x03\x04" * 500, RefusalCode.unknown_format),
        (b"PK\x03\x04nonsense", RefusalCode.broken_archive),
        (b"\0\0\0\0", RefusalCode.empty),
    ],
)
def test_what_is_no_contacts_file(content: bytes, code: RefusalCode) -> None:
    with pytest.raises(FileRefused) as refused:
        detect(io.BytesIO(content))
    assert refused.value.code is code


def test_behind_the_limit_of_rows_one_problem_ends_the_stream() -> None:
    source = io.BytesIO(b"Name\n" + b"A B\n" * (ROWS_LIMIT + 5))
    items = list(read_rows(source, FileFormat.table, ColumnMapping(("full_name",), 1)))
    assert len(items) == ROWS_LIMIT + 1
    last = items[-1]
    assert isinstance(last, RowProblem)
    assert last.code is ProblemCode.too_many_rows


def test_too_many_values_are_told() -> None:
    emails = ";".join(f"m{n}@example.org" for n in range(25))
    _, rows, problems = read(f"Name,Email\nMaya L,{emails}\n")
    assert len(rows[0].emails) == 20
    assert [(p.code, p.field) for p in problems] == [(ProblemCode.too_many_values, "emails")]
