import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from linkedin_file import linkedin_file

from api.contacts.formats.cleaning import Told, cleaned
from api.contacts.formats.detect import FileFormat, detect, read_rows
from api.contacts.formats.exporting import ExportedContact, csv_chunks, vcard_chunks
from api.contacts.formats.rows import ImportedRow
from api.spreadsheets import guarded, unguarded

FIELDS = [name for name in ExportedContact.__struct_fields__ if name != "id"]


def exported(row: ImportedRow) -> ExportedContact:
    return ExportedContact("0198-id", *(getattr(row, name) for name in FIELDS))


def contact(**changes: object) -> ExportedContact:
    fields: dict[str, object] = dict.fromkeys(FIELDS, "")
    fields |= {"emails": (), "phones": (), "urls": (), "tags": (), "connected_on": None}
    return ExportedContact(id="0198-id", **{**fields, **changes})  # type: ignore[arg-type]


def back(content: bytes) -> list[ExportedContact]:
    source = io.BytesIO(content)
    items = list(read_rows(source, detect(source).format))
    assert all(isinstance(item, ImportedRow) for item in items), items
    return [exported(item) for item in items if isinstance(item, ImportedRow)]


FULL = contact(
    first_name="Maya",
    last_name="Peña, PhD",
    full_name="Dr. Maya Peña",
    emails=tuple(f"m{n}@example.org" for n in range(6)),
    phones=("+44 20 7946 0958", "020 7946 0959"),
    urls=("https://www.linkedin.com/in/maya", "https://example.org/a;b,c?d=e"),
    role="Head; of\\data, =EMEA",
    employer='@Acme; "Old", Inc.',
    connected_on=date(2025, 3, 12),
    country="CI",
    tags=("-ward", "a, b; c"),
    notes="=HYPERLINK(1)\n\nline \\n two; three," + " " * 90 + "four 🌱" * 40,
)


def test_each_field_survives_both_formats() -> None:
    assert back(b"".join(csv_chunks([FULL]))) == [FULL]
    assert back(b"".join(vcard_chunks([FULL]))) == [FULL]


def test_the_files_are_known_for_what_they_are() -> None:
    csv_file, vcard_file = b"".join(csv_chunks([FULL])), b"".join(vcard_chunks([FULL]))
    assert csv_file.startswith(b"\xef\xbb\xbfFirst Name,")
    assert detect(io.BytesIO(csv_file)).format is FileFormat.google_csv
    assert detect(io.BytesIO(vcard_file)).format is FileFormat.vcard
    assert vcard_file.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert max(len(line) for line in vcard_file.split(b"\r\n")) <= 75
    for line in vcard_file.split(b"\r\n"):
        line.decode()


def test_an_import_goes_out_and_comes_in_again() -> None:
    source = io.BytesIO(linkedin_file(2000, seed=7).content)
    rows = [r for r in read_rows(source, FileFormat.linkedin_csv) if isinstance(r, ImportedRow)]
    people = [exported(row) for row in rows]
    assert back(b"".join(csv_chunks(people))) == people
    assert back(b"".join(vcard_chunks(people))) == people


def test_no_cell_runs_as_a_formula() -> None:
    content = b"".join(csv_chunks([contact(first_name="=cmd|' /C calc'!A0", full_name="-2+3")]))
    row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1]
    assert row[0] == "'=cmd|' /C calc'!A0"
    assert row[-1] == "'-2+3"


def test_guards() -> None:
    for cell in ("=1", "+a", "-a", "@x", "'=1", "''@", "\t=1", "＝1", "+44|calc"):
        assert guarded(cell) == f"'{cell}"
        assert unguarded(guarded(cell)) == cell
    for cell in ("a=1", "'quoted'", "+44 (0)20 7946-0958", "-5", "", "O'Brien", "'"):
        assert guarded(cell) == cell
        assert unguarded(cell) == cell


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    first=TEXT, last=TEXT, role=TEXT, employer=TEXT, country=st.sampled_from(["", "GB", "DE"]), notes=TEXT,
    tags=st.lists(TEXT, max_size=3), day=st.none() | st.dates(date(2000, 1, 1)),
)  # fmt: skip
def test_whatever_can_come_in_goes_out_and_in_unchanged(
    first: str, last: str, role: str, employer: str, country: str, notes: str,
    tags: list[str], day: date | None,
) -> None:  # fmt: skip
    told = Told(
        1, "", first, last, "", ["a@example.org"], ["+44 20 7946 0958"], ["example.org/ü"],
        role, employer, day.isoformat() if day else "", None, country, tags, notes,
    )  # fmt: skip
    rows = [item for item in cleaned(told) if isinstance(item, ImportedRow)]
    people = [exported(row) for row in rows]
    assert back(b"".join(vcard_chunks(people))) == people if people else True
    people = [person for person in people if not any(":::" in tag for tag in person.tags)]
    assert back(b"".join(csv_chunks(people))) == people
