"""One contact with everything on the card, by one statement.

The database writes the card as JSON: to the one API process forty columns as values and structs cost
more than text (ARCHITECTURE.md section 6). Whoever asks for somebody gets this text as it is; whoever
works with it has it read into `ContactRead`.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.schemas import ContactRead
from api.credentials import Subject
from api.database import Hot, Work, hot
from api.errors import NotFound


def _constant(value: str) -> ColumnElement[Any]:
    return literal_column(f"'{value}'")


def _object(**parts: Any) -> ColumnElement[Any]:
    return func.json_build_object(
        *(item for name, part in parts.items() for item in (_constant(name), part))
    )


def _moment(at: ColumnElement[Any]) -> ColumnElement[Any]:
    # As msgspec writes it wherever else the same moment is shown. In quotes, or pgbench, which the
    # statement is measured with, would take ":MI" for a variable of its own.
    form: ColumnElement[str] = literal_column("""'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"'""")
    text = func.to_char(func.timezone(_constant("UTC"), at), form)
    return func.replace(text, _constant(".000000Z"), _constant("Z"))


def _field(name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = Contact.__table__.c[name]
    return _moment(column) if isinstance(column.type, DateTime) else column


def _reach() -> FromClause:
    point = (
        select(ContactPoint.id, ContactPoint.kind, ContactPoint.value, ContactPoint.label)
        .where(
            ContactPoint.owner_id == Contact.owner_id,
            ContactPoint.contact_id == Contact.id,
            ContactPoint.deleted_at.is_(None),
        )
        .correlate(Contact)
        .subquery("point")
    )

    def in_order(part: Any) -> ColumnElement[Any]:
        return aggregate_order_by(part, point.c.kind, point.c.id)

    def first(kind: str) -> ColumnElement[Any]:
        values = func.array_agg(in_order(point.c.value), type_=ARRAY(Text))
        return values.filter(point.c.kind == _constant(kind))[literal_column("1")].label(kind)

    points = func.coalesce(func.json_agg(in_order(point.table_valued())), literal_column("'[]'"))
    return select(points.label("points"), first("email"), first("phone")).lateral("reach")


REACH: Final = _reach()
"""How the contact of a statement is reached: all points as JSON, the first address and number. Join it
laterally; what a statement does not name costs it nothing."""


def _page() -> Hot:
    due = case(
        (Contact.due_at.is_(None), null()),
        else_=_object(kind=Contact.due_kind, at=_field("due_at")),
    )
    thread = _object(id=Contact.thread_id, stage=Contact.stage, lane=Contact.lane, due=due)
    employer = _object(id=Employer.id, name=Employer.name, present=Employer.present)
    also = {
        "employer": case((Employer.id.is_(None), null()), else_=employer),
        "points": REACH.c.points,
        "thread": case((Contact.thread_id.is_(None), null()), else_=thread),
        "employer_name": Employer.name,
        "email": REACH.c.email,
        "phone": REACH.c.phone,
    }
    card = (
        select(
            *(
                (also[name] if name in also else _field(name)).label(name)
                for name in ContactRead.__struct_fields__
            )
        )
        .correlate(Contact, Employer, REACH)
        .lateral("card")
    )
    return hot(
        select(
            Contact.version,
            cast(select(func.row_to_json(card.table_valued())).scalar_subquery(), Text()).label(
                "card"
            ),
        )
        .select_from(Contact)
        .outerjoin(
            Employer,
            (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id),
        )
        .join(REACH, true())
        .where(
            Contact.owner_id == bindparam("owner_id"),
            Contact.id == bindparam("contact_id"),
            Contact.deleted_at.is_(None),
        )
    )


PAGE: Final = _page()

_DECODER: Final = msgspec.json.Decoder(ContactRead)


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as it is shown, and the version that it shows."""

    id: UUID
    version: int
    json: str
    """Of the shape of `ContactRead`."""

    def read(self) -> ContactRead:
        """The same, for who works with it."""
        return _DECODER.decode(self.json)


def contact_of(subject: Subject) -> Select[Contact]:
    """The one way to a contact that is neither deleted nor erased."""
    return select(Contact).where(
        Contact.owner_id == subject.person_id, Contact.deleted_at.is_(None)
    )


async def show_contact(work: Work, contact_id: UUID) -> ContactCard:
    """The contact. Raises NotFound, of somebody else's and of a deleted one alike."""
    row = await work.fetchrow(PAGE, owner_id=work.subject.person_id, contact_id=contact_id)
    if row is None:
        raise NotFound()
    return ContactCard(contact_id, *row)
