"""Tables of the people somebody knows: contacts, how to reach them, where they work, who led to
whom, and the keyed hashes of those who asked to be deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Computed,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, PersonRow, own, person_args, plain, secret, third

_ALIVE = text("deleted_at IS NULL")
# What is written later into a GIN index is read through by every search meanwhile: 300 ms instead
# of 2 after 4,000 new cards. Writing it at once costs an import nothing that could be measured.
_AT_ONCE = {"fastupdate": False}


class Employer(PersonRow):
    """An organization somebody works for. `present` is the person's own employer: its people are
    never suggested and never a second contact (DOMAIN.md section 3)."""

    __tablename__ = "employers"
    __table_args__ = person_args(
        Index(
            "uq_employers_name_norm",
            "owner_id",
            "name_norm",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        Index("ix_employers_change_seq", "owner_id", "change_seq", "id"),
    )
    name: Mapped[str] = own()
    name_norm: Mapped[str] = own(Text(collation="C"))
    present: Mapped[bool] = own(Boolean, server_default=text("false"))


class Contact(PersonRow):
    """Somebody the person knows or would like to talk to.

    `typed` names the fields that the person wrote themselves, which an import never overwrites.
    `search` holds the normalized words of everything that search looks at; `name_norm` is what
    `names.name_norm` makes, sorted by bytes. `thread_id`, `stage`, `lane`, `due_kind` and `due_at`
    repeat the latest thread, kept by a trigger of `person.threads`; `due_order` is `due_at` with
    nothing due last, and `archived` whether `archived_at` is set: both lead keysets, which under
    row-level security need columns that are compared by leakproof operators. An erased contact keeps only what is not about the person.
    """

    __tablename__ = "contacts"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "employer_id"],
            ["person.employers.owner_id", "person.employers.id"],
            name="fk_contacts_employer_id",
        ),
        CheckConstraint(
            "source IN ('alumni', 'association', 'linkedin', 'referral', 'event', 'cold',"
            " 'known', 'host')",
            name="source",
        ),
        CheckConstraint("tie IN ('well', 'bit')", name="tie"),
        CheckConstraint("sort IN ('unsorted', 'sorted', 'later')", name="sort"),
        CheckConstraint("erased_at IS NULL OR deleted_at IS NOT NULL", name="erased"),
        *(
            Index(
                f"ix_contacts_{column}",
                "owner_id",
                "archived",
                column,
                "id",
                postgresql_where=_ALIVE,
            )
            for column in ("name_norm", "updated_at", "due_order")
        ),
        Index(
            "ix_contacts_lane",
            "owner_id",
            "lane",
            "due_order",
            "id",
            postgresql_where=text("deleted_at IS NULL AND lane IS NOT NULL"),
        ),
        Index("ix_contacts_employer_id", "owner_id", "employer_id", postgresql_where=_ALIVE),
        Index(
            "ix_contacts_profile_slug",
            "owner_id",
            "profile_slug",
            postgresql_where=text("deleted_at IS NULL AND profile_slug IS NOT NULL"),
        ),
        Index(
            "uq_contacts_external_id",
            "owner_id",
            "external_id",
            unique=True,
            postgresql_where=text("deleted_at IS NULL AND external_id IS NOT NULL"),
        ),
        Index(
            "ix_contacts_retain_until",
            "owner_id",
            "retain_until",
            postgresql_where=text("deleted_at IS NULL AND retain_until IS NOT NULL"),
        ),
        Index("ix_contacts_change_seq", "owner_id", "change_seq", "id"),
        # Who was never sorted and is not to be: what the counter of the unsorted is corrected by.
        Index(
            "ix_contacts_not_to_sort",
            "owner_id",
            postgresql_where=text(
                "deleted_at IS NULL AND NOT archived AND sort = 'unsorted'"
                " AND (do_not_contact OR thread_id IS NOT NULL)"
            ),
        ),
        Index(
            "ix_contacts_search",
            "owner_id",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
            postgresql_with=_AT_ONCE,
            postgresql_where=_ALIVE,
        ),
        Index(
            "ix_contacts_tags",
            "owner_id",
            "tags",
            postgresql_using="gin",
            postgresql_with=_AT_ONCE,
            postgresql_where=text("deleted_at IS NULL AND tags <> '{}'::text[]"),
        ),
    )
    given_name: Mapped[str] = third(server_default="")
    family_name: Mapped[str] = third(server_default="")
    name: Mapped[str] = third()
    name_norm: Mapped[str] = third(Text(collation="C"))
    search: Mapped[str] = third(server_default="")
    why: Mapped[str] = third(server_default="")
    role: Mapped[str] = third(server_default="")
    employer_id: Mapped[UUID | None] = plain()
    function: Mapped[str | None] = third()
    function_guessed: Mapped[bool] = plain(Boolean, server_default=text("false"))
    industry: Mapped[str | None] = third()
    seniority: Mapped[str | None] = third()
    seniority_guessed: Mapped[bool] = plain(Boolean, server_default=text("false"))
    country: Mapped[str | None] = third()
    time_zone: Mapped[str | None] = third()
    source: Mapped[str | None] = plain()
    tie: Mapped[str | None] = plain()
    tags: Mapped[list[str]] = third(ARRAY(Text()), server_default="{}")
    notes: Mapped[str] = third(server_default="")
    archived_at: Mapped[datetime | None] = plain()
    archived: Mapped[bool] = plain(Boolean, Computed("(archived_at IS NOT NULL)", persisted=True))
    do_not_contact: Mapped[bool] = plain(Boolean, server_default=text("false"))
    retain_until: Mapped[date | None] = plain(Date)
    external_id: Mapped[str | None] = third()
    profile_slug: Mapped[str | None] = third()
    sort: Mapped[str] = plain(server_default="unsorted")
    erased_at: Mapped[datetime | None] = plain()
    made_from: Mapped[bytes | None] = third(LargeBinary)
    connected_on: Mapped[date | None] = third(Date)
    last_contact_at: Mapped[datetime | None] = plain()
    typed: Mapped[list[str]] = plain(ARRAY(Text()), server_default="{}")
    thread_id: Mapped[UUID | None] = plain()
    stage: Mapped[str | None] = plain()
    lane: Mapped[str | None] = plain()
    due_kind: Mapped[str | None] = plain()
    due_at: Mapped[datetime | None] = plain()
    due_order: Mapped[datetime] = plain(
        Computed("COALESCE(due_at, 'infinity'::timestamp with time zone)", persisted=True)
    )


class ContactPoint(PersonRow):
    """A way to reach a contact: an address, a number, a link. `value_norm` is its normal form
    (`identity.email_norm`, `phone_norm`, or the profile's slug or the link itself)."""

    __tablename__ = "contact_points"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "contact_id"],
            ["person.contacts.owner_id", "person.contacts.id"],
            name="fk_contact_points_contact_id",
        ),
        CheckConstraint("kind IN ('email', 'phone', 'url')", name="kind"),
        Index(
            "uq_contact_points_value_norm",
            "owner_id",
            "contact_id",
            "kind",
            "value_norm",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        Index(
            "ix_contact_points_value_norm",
            "owner_id",
            "kind",
            "value_norm",
            postgresql_where=_ALIVE,
        ),
    )
    contact_id: Mapped[UUID] = plain()
    kind: Mapped[str] = plain()
    value: Mapped[str] = third()
    value_norm: Mapped[str] = third(Text(collation="C"))
    label: Mapped[str] = third(server_default="")


class Introduction(PersonRow):
    """Who led to whom; `closed_at` when the introducer was told what came of it.

    `met_at` is the end of the first talk with the introduced person and `tell_by` 14 days later
    (DOMAIN.md section 5), both kept by the database; `message_id` is the update that tells of it.
    """

    __tablename__ = "introductions"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "introducer_id"],
            ["person.contacts.owner_id", "person.contacts.id"],
            name="fk_introductions_introducer_id",
        ),
        ForeignKeyConstraint(
            ["owner_id", "introduced_id"],
            ["person.contacts.owner_id", "person.contacts.id"],
            name="fk_introductions_introduced_id",
        ),
        CheckConstraint("introducer_id <> introduced_id", name="two_people"),
        Index(
            "uq_introductions_introduced_id",
            "owner_id",
            "introduced_id",
            "introducer_id",
            unique=True,
            postgresql_where=_ALIVE,
        ),
        Index("ix_introductions_introducer_id", "owner_id", "introducer_id"),
        Index(
            "ix_introductions_owner_id_tell_by",
            "owner_id",
            "tell_by",
            postgresql_where=text("closed_at IS NULL AND deleted_at IS NULL"),
        ),
        Index("ix_introductions_change_seq", "owner_id", "change_seq", "id"),
    )
    introducer_id: Mapped[UUID] = plain()
    introduced_id: Mapped[UUID] = plain()
    closed_at: Mapped[datetime | None] = plain()
    met_at: Mapped[datetime | None] = plain()
    tell_by: Mapped[datetime | None] = plain()
    message_id: Mapped[UUID | None] = plain()


class Suppression(OwnedRow):
    """A keyed hash of what identified somebody who asked to be deleted: an import that meets it
    again leaves the row out. Nothing of the person can be read from it."""

    __tablename__ = "suppressions"
    __table_args__ = person_args()
    key_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
