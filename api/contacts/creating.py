"""People come in: one typed by hand, or thousands of an import, by the same statements."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Uuid, bindparam, column, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from api.contacts.employers import comparable, employer_ids
from api.contacts.guesses import guess_from_title
from api.contacts.identity import email_norm, phone_norm, profile_slug
from api.contacts.models import Contact, ContactPoint
from api.contacts.names import name_norm, split_full_name
from api.contacts.search import Found, search_text
from api.database import Hot, Work, hot
from api.journal.record import record_of_contacts
from api.tables import new_id


class NewPoint(msgspec.Struct, frozen=True, gc=False):
    """A way to reach somebody new; `kind` is email, phone or url."""

    kind: str
    value: str
    label: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what two points of one contact are the same: kind and comparable value."""
        return self.kind, point_norm(self.kind, self.value)


class NewContact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody new, as a form or a file tells of them. `employer` is a name; `employer_id` one that
    is known and wins. `typed` names the fields that the person wrote; an import leaves it empty."""

    id: UUID
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    why: str = ""
    role: str = ""
    employer: str = ""
    employer_id: UUID | None = None
    employer_name: str = ""
    function: str | None = None
    industry: str | None = None
    seniority: str | None = None
    country: str | None = None
    time_zone: str | None = None
    source: str | None = None
    tie: str | None = None
    tags: tuple[str, ...] = ()
    points: tuple[NewPoint, ...] = ()
    notes: str = ""
    do_not_contact: bool = False
    retain_until: date | None = None
    external_id: str | None = None
    connected_on: date | None = None
    typed: tuple[str, ...] = ()
    made_from: bytes | None = None


def _inserting(model: type[Contact] | type[ContactPoint], names: Sequence[str]) -> Hot:
    """INSERT of a JSON list of rows: one statement and one argument for any number of them."""
    table = model.__table__
    rows = (
        func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
        .table_valued(*(column(name, table.c[name].type) for name in names))
        .render_derived("rows", with_types=True)
    )
    values = select(bindparam("owner_id", type_=Uuid()), *(rows.c[name] for name in names))
    return hot(insert(model).from_select(["owner_id", *names], values, include_defaults=False))


_CONTACT_COLUMNS: Final = (
    "id", "given_name", "family_name", "name", "name_norm", "search", "why", "role", "employer_id",
    "function", "function_guessed", "industry", "seniority", "seniority_guessed", "country",
    "time_zone", "source", "tie", "tags", "notes", "do_not_contact", "retain_until", "external_id",
    "profile_slug", "connected_on", "typed", "made_from",
)  # fmt: skip
_POINT_COLUMNS: Final = ("id", "contact_id", "kind", "value", "value_norm", "label")
MAKE_CONTACTS: Final = _inserting(Contact, _CONTACT_COLUMNS)
MAKE_POINTS: Final = _inserting(ContactPoint, _POINT_COLUMNS)


async def create_contacts(work: Work, rows: Sequence[NewContact]) -> None:
    """Make all these contacts with their employers, points and events: at most five statements.

    Their ids must be new, and each has a name or a first name. A few thousand at a time keep the
    message to the database under some megabytes.
    """
    if not rows:
        return
    owner = work.subject.person_id
    employers = await employer_ids(work, (row.employer for row in rows if row.employer_id is None))
    contacts = [_contact(row, employers) for row in rows]
    await work.execute(MAKE_CONTACTS, owner_id=owner, rows=_json(contacts))
    await add_points(work, {row.id: row.points for row in rows if row.points})
    await record_of_contacts(work, "contact.created", [row.id for row in rows])


async def add_points(work: Work, points: Mapping[UUID, Sequence[NewPoint]]) -> None:
    """Give contacts further points, by one statement; each must be new to its contact."""
    rows = [row for contact_id, some in points.items() for row in _points(contact_id, some)]
    if rows:
        await work.execute(MAKE_POINTS, owner_id=work.subject.person_id, rows=_json(rows))


def whole_name(name: str, given: str, family: str) -> str:
    """The name that is shown: as given, else put together."""
    return " ".join(name.split()) or " ".join(f"{given} {family}".split())


def comparable_name(name: str) -> str:
    """The name by which lists are sorted and cards compared; never empty for a name that is not."""
    return name_norm(name) or name.casefold()


def point_norm(kind: str, value: str) -> str:
    """The comparable form of a way to reach somebody; an address that is none stays as typed."""
    norms: dict[str, Callable[[str], str | None]] = {
        "email": email_norm,
        "phone": phone_norm,
        "url": profile_slug,
    }
    norm = norms[kind](value)
    return norm or value.strip().casefold()


def slug_of(points: Sequence[tuple[str, str]]) -> str | None:
    """The first profile among points (kind, value)."""
    slugs = (profile_slug(value) for kind, value in points if kind == "url")
    return next((slug for slug in slugs if slug), None)


def each_once(points: Sequence[NewPoint]) -> dict[tuple[str, str], NewPoint]:
    """The points by their keys; of two that are the same the first stays."""
    kept: dict[tuple[str, str], NewPoint] = {}
    for point in points:
        kept.setdefault(point.key, point)
    return kept


def digest(data: msgspec.Struct) -> bytes:
    """By what a repeated request is known from another one with the same id."""
    return hashlib.sha256(msgspec.json.encode(data, order="deterministic")).digest()


def _json(rows: Sequence[dict[str, object]]) -> str:
    return msgspec.json.encode(rows).decode()


def _contact(row: NewContact, employers: dict[str, UUID]) -> dict[str, object]:
    name = whole_name(row.name, row.given_name, row.family_name)
    given, family = row.given_name.strip(), row.family_name.strip()
    if not given and not family:
        given, family = split_full_name(name)
    guess = guess_from_title(row.role)
    employer_id = row.employer_id
    if employer_id is None and row.employer.strip():
        employer_id = employers[comparable(row.employer)]
    function = row.function or (guess.function and guess.function.value)
    seniority = row.seniority or (guess.seniority and guess.seniority.value)
    pairs = [(point.kind, point.value) for point in row.points]
    return {
        "id": row.id,
        "given_name": given,
        "family_name": family,
        "name": name,
        "name_norm": comparable_name(name),
        "search": search_text(
            Found(name, row.role, row.employer or row.employer_name, row.tags, pairs)
        ),
        "why": row.why,
        "role": row.role.strip(),
        "employer_id": employer_id,
        "function": function,
        "function_guessed": row.function is None and function is not None,
        "industry": row.industry,
        "seniority": seniority,
        "seniority_guessed": row.seniority is None and seniority is not None,
        "country": row.country,
        "time_zone": row.time_zone,
        "source": row.source,
        "tie": row.tie,
        "tags": row.tags,
        "notes": row.notes,
        "do_not_contact": row.do_not_contact,
        "retain_until": row.retain_until,
        "external_id": row.external_id,
        "profile_slug": slug_of(pairs),
        "connected_on": row.connected_on,
        "typed": row.typed,
        "made_from": None if row.made_from is None else "\\x" + row.made_from.hex(),
    }


def _points(contact_id: UUID, points: Sequence[NewPoint]) -> Iterator[dict[str, object]]:
    for key, point in each_once(points).items():
        yield {
            "id": new_id(),
            "contact_id": contact_id,
            "kind": point.kind,
            "value": point.value.strip(),
            "value_norm": key[1],
            "label": point.label,
        }
