"""Tables of hosts: volunteers whom an organization knows, and what is asked of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    text,
)
from sqlalchemy.orm import Mapped

from api.tables import OrganizationRow, organization_args, own, plain, secret

STATES = ("asked", "accepted", "declined", "expired", "withdrawn", "closed")
"""`withdrawn`: by whoever asked; `closed`: the host volunteers no longer."""


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{table}.organization_id", f"organization.{table}.id"],
    )


def _person() -> ForeignKey:
    """Somebody with an account; who erases it leaves the row without a person."""
    return ForeignKey("directory.people.id", ondelete="SET NULL")


class Host(OrganizationRow):
    """A volunteer: what they are glad to be asked about, and how often. Asked of nothing before they
    `agreed_at` the words of `consent_version`, nor after `ended_at`. The secret of their own page is kept
    as a hash and is made of the number `link`. `words` is what search looks into. Of whoever deletes
    what is held the counts stay, of nobody."""

    __tablename__ = "hosts"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("invited_by", "memberships"),
        Index("ix_hosts_secret_hash", "secret_hash", unique=True),
        Index(
            "ix_hosts_organization_id_email_norm",
            "organization_id",
            "email_norm",
            unique=True,
            postgresql_where=text("email_norm IS NOT NULL AND ended_at IS NULL"),
        ),
        Index("ix_hosts_organization_id_created_at_id", "organization_id", "created_at", "id"),
        Index("ix_hosts_person_id", "person_id"),
        Index("ix_hosts_email_norm", "email_norm"),
        CheckConstraint("capacity BETWEEN 1 AND 10", name="capacity"),
        CheckConstraint("cool_off_days BETWEEN 0 AND 90", name="cool_off_days"),
        CheckConstraint("(agreed_at IS NULL) = (consent_version IS NULL)", name="agreed_to_words"),
    )
    person_id: Mapped[UUID | None] = plain(_person())
    invited_by: Mapped[UUID | None] = plain(server_default=text("app.membership_id()"))
    name: Mapped[str] = own()
    email: Mapped[str | None] = own()
    email_norm: Mapped[str | None] = own()
    headline: Mapped[str] = own()
    field: Mapped[str | None] = plain()
    topics: Mapped[list[str]] = own()
    words: Mapped[str] = own()
    capacity: Mapped[int] = plain()
    cool_off_days: Mapped[int] = plain()
    paused_until: Mapped[date | None] = plain(Date)
    secret_hash: Mapped[bytes | None] = secret(LargeBinary)
    link: Mapped[int] = plain(server_default=text("1"))
    sent: Mapped[int] = plain(server_default=text("0"))
    consent_version: Mapped[int | None] = plain()
    agreed_at: Mapped[datetime | None] = plain()
    ended_at: Mapped[datetime | None] = plain()
    asked: Mapped[int] = plain(server_default=text("0"))
    accepted: Mapped[int] = plain(server_default=text("0"))
    held: Mapped[int] = plain(server_default=text("0"))
    asked_at: Mapped[datetime | None] = plain()


class HostRequest(OrganizationRow):
    """Somebody who takes part asks a host for a talk. No staff read it. What the host gives on saying
    yes stands here until it is in the person's own list (`contact_id`, which only they can follow)."""

    __tablename__ = "host_requests"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("host_id", "hosts"),
        _points_to("enrolment_id", "enrolments"),
        Index(
            "ix_host_requests_organization_id_host_id_asked_at",
            "organization_id",
            "host_id",
            "asked_at",
        ),
        Index("ix_host_requests_organization_id_enrolment_id", "organization_id", "enrolment_id"),
        Index("ix_host_requests_person_id_asked_at_id", "person_id", "asked_at", "id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )
    host_id: Mapped[UUID] = plain()
    enrolment_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain(_person())
    body: Mapped[str] = own()
    said: Mapped[str] = own(server_default="")
    state: Mapped[str] = plain()
    asked_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    answered_at: Mapped[datetime | None] = plain()
    held_at: Mapped[datetime | None] = plain()
    given_email: Mapped[str | None] = own()
    given_phone: Mapped[str | None] = own()
    contact_id: Mapped[UUID | None] = plain()
