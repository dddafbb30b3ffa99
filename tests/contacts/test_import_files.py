"""Files of every format, columns said by the person, what can't be read, who may not."""

import csv
import io
from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.contacts.importing import Hands, Importer, linkedin
from tests.contacts.linkedin_file import export_zip, linkedin_file

pytestmark = pytest.mark.anyio

GOOGLE = (
    "First Name,Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Value,"
    "Phone 1 - Value,Address 1 - Country\n"
    "Maya,Lindgren,Hollin Labs,Lecturer,Met her.,ward ::: * myContacts,maya@example.org,"
    "+44 20 7946 0958,Sweden\n"
)
VCARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya Lindgren\r\nN:Lindgren;Maya;;;\r\n"
    "TEL:+44 20 7946 0958\r\nORG:Hollin Labs\r\nTITLE:Lecturer\r\nEND:VCARD\r\n"
)
TABLE = (
    "Kontaktperson;Adresse;Wo\nMaya Lindgren;maya@example.org;Hollin Labs\nEwan Ross;;Openward\n"
)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (linkedin_file(20, preamble=4, encoding="cp1252").content, "linkedin"),
        (export_zip(linkedin_file(20).content), "linkedin"),
        (GOOGLE.encode(), "google"),
        (VCARD.encode(), "vcard"),
        (b"Name,Email\nMaya Lindgren,maya@example.org\n", "csv"),
    ],
)
async def test_each_format_is_known_by_its_content(
    importer: Importer, content: bytes, shown: str
) -> None:
    made = await importer.upload(content, name="anything.bin")
    assert (made["format"], made["state"], made["file_name"]) == (shown, "checked", "anything.bin")
    assert made["counts"]["new"] >= 1
    listed = (await importer.get("/v1/imports"))["items"]
    assert [one["id"] for one in listed] == [made["id"]]


async def test_what_other_programs_know_comes_in(importer: Importer, worker: Hands) -> None:
    await importer.bring(worker, GOOGLE)
    (maya,) = await importer.people()
    assert (maya["role"], maya["employer"], maya["country"]) == ("Lecturer", "Hollin Labs", "SE")
    assert (maya["tags"], maya["notes"], maya["source"]) == (["ward"], "Met her.", None)
    before = await importer.state()
    done = await importer.bring(worker, VCARD)
    assert done["counts"]["unchanged"] == 1
    assert await importer.state() == before


async def test_columns_can_be_said_by_the_person(importer: Importer, worker: Hands) -> None:
    made = await importer.upload(TABLE)
    assert (made["state"], made["needs_mapping"]) == ("uploaded", True)
    assert (made["columns"], made["header_row"]) == (["", "", ""], 0)
    assert made["sample"][0] == ["Kontaktperson", "Adresse", "Wo"]
    path = f"/v1/imports/{made['id']}"
    assert (await importer.post(f"{path}/start")).status_code == 409
    mapping = [
        {"column": "Kontaktperson", "field": "full_name"},
        {"column": "Adresse", "field": "email"},
        {"column": "Wo", "field": "employer"},
    ]
    nameless = [{**one, "field": None} for one in mapping]
    for wrong in (nameless, mapping[:2]):
        refused = await importer.patch(path, {"mapping": wrong})
        assert refused.status_code == 400, refused.text
    changed = await importer.patch(path, {"mapping": mapping, "header_row": 1})
    assert changed.status_code == 200, changed.text
    await worker.work(importer.who.id)
    checked = await importer.get(path)
    assert (checked["state"], checked["counts"]["new"]) == ("checked", 2)
    assert checked["mapping"] == mapping
    assert checked["sample"][0] == ["Maya Lindgren", "maya@example.org", "Hollin Labs"]
    assert (await importer.post(f"{path}/start")).status_code == 200
    refused = await importer.patch(path, {"mapping": mapping})
    assert refused.status_code == 409
    await worker.work(importer.who.id)
    assert [one["employer"] for one in await importer.people()] == ["Openward", "Hollin Labs"]


async def test_any_table_can_be_read_by_its_columns(importer: Importer) -> None:
    content = linkedin("Maya,Lindgren,,,Hollin Labs,Lecturer,")
    made = await importer.upload(content, format="csv")
    assert (made["format"], made["state"]) == ("csv", "checked")
    assert {"column": "Position", "field": "role"} in made["mapping"]
    path = f"/v1/imports/{made['id']}"
    other = await importer.upload(content)
    refused = await importer.patch(f"/v1/imports/{other['id']}", {"mapping": made["mapping"]})
    assert refused.status_code == 400
    stale = await importer.http.patch(
        path, json={"bring_back": True}, headers={**importer.who.bearer, "if-match": '"99"'}
    )
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"%PDF-1.7 nonsense", "unknown-format"),
        (b"\xd0\xcf\x11\xe0 old excel", "spreadsheet"),
        (b"PK\x03\x04 broken", "broken-archive"),
    ],
)
async def test_what_is_no_file_of_contacts_is_refused(
    importer: Importer, content: bytes, code: str
) -> None:
    answer = await importer.try_upload(content)
    assert answer.status_code == 400, answer.text
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("body.file", code)
    assert (await importer.get("/v1/imports"))["items"] == []


async def test_the_wrong_format_is_told(importer: Importer) -> None:
    answer = await importer.try_upload(VCARD, format="linkedin")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "other-format"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="format"\r\n\r\ncsv\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhello\r\n--x--\r\n',
        ),
    ],
)
async def test_what_is_no_form_with_a_file_is_refused(
    importer: Importer, content_type: str, body: bytes
) -> None:
    answer = await importer.http.post(
        "/v1/imports", headers={**importer.who.bearer, "content-type": content_type}, content=body
    )
    assert answer.status_code in {400, 415}, answer.text


async def test_more_than_64_megabytes_are_refused(importer: Importer) -> None:
    answer = await importer.try_upload(b"x" * (64 * 2**20 + 200_000))
    assert answer.status_code == 413
    answer = await importer.try_upload(b"x" * (64 * 2**20 + 1))
    assert answer.status_code == 413


async def test_a_broken_row_never_stops_the_rest(importer: Importer, worker: Hands) -> None:
    content = linkedin(
        'Broken,"row that never closes,,,,,',
        "Maya,Lindgren,,not an address,Hollin Labs,=1+1,12 Mar 2024",
        ",,,,Openward,Analyst,",
        "Too,Many,,,,,,,cells,here",
        "Ewan,Ross,,,Openward,Nurse,31 Feb 2024",
    )
    made = await importer.upload(content)
    assert made["counts"] == {
        "rows": 5, "new": 2, "changed": 0, "unchanged": 0, "problems": 3, "suppressed": 0,
        "duplicates": 0, "deleted": 0, "incomplete": 2,
    }  # fmt: skip
    path = f"/v1/imports/{made['id']}/problems"
    seen: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await importer.get(f"{path}?limit=2{cursor}")
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert [(one["row"], one["code"], one["field"], one["kept"]) for one in seen] == [
        (2, "unclosed_quote", "", False),
        (3, "bad_email", "emails", True),
        (4, "no_name", "full_name", False),
        (5, "too_many_columns", "", False),
        (6, "bad_date", "connected_on", True),
    ]
    saved = await importer.http.get(f"{path}.csv", headers=importer.who.bearer)
    assert saved.headers["content-disposition"].startswith("attachment")
    assert saved.headers["x-content-type-options"] == "nosniff"
    rows = list(csv.reader(io.StringIO(saved.text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["Row", "2", "3", "4", "5", "6"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert made["problems_url"] == f"{path}.csv"
    await importer.bring(worker, content)
    assert [row["name"] for row in await importer.people()] == ["Ewan Ross", "Maya Lindgren"]


async def test_formulas_in_broken_rows_are_harmless(importer: Importer) -> None:
    made = await importer.upload(linkedin("=cmd(),,,,,,,x"))
    saved = await importer.http.get(
        f"/v1/imports/{made['id']}/problems.csv", headers=importer.who.bearer
    )
    *_, row = csv.reader(io.StringIO(saved.text))
    assert row[4].startswith("'=cmd()")


async def test_names_of_files_do_no_harm(importer: Importer) -> None:
    name = 'a";x=\r\n../../пример\x00.csv'
    made = await importer.upload(linkedin(",,,,Openward,Analyst,"), name=name)
    saved = await importer.http.get(
        f"/v1/imports/{made['id']}/problems.csv", headers=importer.who.bearer
    )
    assert saved.status_code == 200
    assert "\n" not in saved.headers["content-disposition"]


ROUTES = [
    ("GET", "/v1/imports", "read", None),
    ("GET", "/v1/imports/{id}", "read", None),
    ("PATCH", "/v1/imports/{id}", "write", {"bring_back": True}),
    ("POST", "/v1/imports/{id}/start", "write", None),
    ("DELETE", "/v1/imports/{id}", "write", None),
    ("GET", "/v1/imports/{id}/problems", "read", None),
    ("GET", "/v1/imports/{id}/problems.csv", "read", None),
    ("POST", "/v1/imports/steps-mail", "write", None),
    ("POST", "/v1/imports", "write", None),
]


@pytest.mark.parametrize(("method", "path", "scope", "body"), ROUTES)
async def test_who_may_not(
    http: httpx.AsyncClient,
    person: MakePerson,
    importer: Importer,
    method: str,
    path: str,
    scope: str,
    body: object,
) -> None:
    made = await importer.upload(linkedin("Maya,Lindgren,,,Hollin Labs,Lecturer,"))
    where = path.format(id=made["id"])
    options: dict[str, Any] = {"json": body} if body else {}
    if path == "/v1/imports" and method == "POST":
        options = {"files": {"file": ("a.csv", b"Name\nMaya")}}
    nobody = await http.request(method, where, **options)
    assert nobody.status_code == 401
    narrow = await person(scopes=["threads:read"])
    refused = await http.request(method, where, headers=narrow.bearer, **options)
    assert refused.status_code == 403
    if scope == "write":
        reader = await person(scopes=["contacts:read"])
        refused = await http.request(method, where, headers=reader.bearer, **options)
        assert refused.status_code == 403
    if "{id}" in path:
        stranger = await person()
        theirs = await http.request(method, where, headers=stranger.bearer, **options)
        unknown = await http.request(
            method, path.format(id=new_id()), headers=stranger.bearer, **options
        )
        assert theirs.status_code == unknown.status_code == 404
        assert {**theirs.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
