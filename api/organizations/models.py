"""Tables of the organization plane. What a participant records is never here (DOMAIN.md section 2)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped

from api.credentials import STAFF_ROLES
from api.tables import Base, OrganizationRow, organization_args, own, plain, secret


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{table}.organization_id", f"organization.{table}.id"],
    )


def _person() -> ForeignKey:
    """Somebody with an account; who erases it leaves the row without a person."""
    return ForeignKey("directory.people.id", ondelete="SET NULL")


class Organization(Base):
    """A career centre, a bootcamp, an outplacement firm, or one coach. Its id is its tenant."""

    __tablename__ = "organizations"
    __table_args__ = organization_args()
    table_kind = "organization"
    organization_id: Mapped[UUID] = plain(primary_key=True)
    name: Mapped[str] = own()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    updated_at: Mapped[datetime] = plain(server_default=text("now()"))
    version: Mapped[int] = plain(server_default=text("1"))


class Membership(OrganizationRow):
    """Somebody who works in an organization, under the name that colleagues read, in one role until
    `ended_at`. There is one for a person and an organization; who comes back has it again."""

    __tablename__ = "memberships"
    table_kind = "shared"
    __table_args__ = organization_args(
        UniqueConstraint("organization_id", "person_id"),
        Index("ix_memberships_person_id", "person_id"),
        CheckConstraint(f"role IN {STAFF_ROLES}", name="role"),
    )
    person_id: Mapped[UUID | None] = plain(_person())
    name: Mapped[str] = own()
    role: Mapped[str] = plain()
    ended_at: Mapped[datetime | None] = plain()


class Programme(OrganizationRow):
    """What an organization offers, cohort after cohort; and how many asks and talks a week it hopes for
    from each who takes part."""

    __tablename__ = "programmes"
    __table_args__ = organization_args(
        CheckConstraint("asks_a_week BETWEEN 1 AND 50", name="asks_a_week"),
        CheckConstraint("talks_a_week BETWEEN 1 AND 50", name="talks_a_week"),
    )
    name: Mapped[str] = own()
    about: Mapped[str] = own()
    asks_a_week: Mapped[int | None] = plain()
    talks_a_week: Mapped[int | None] = plain()


class Cohort(OrganizationRow):
    """One run of a programme; its first and last day are days in `time_zone`. At most `seats` take
    part with an account."""

    __tablename__ = "cohorts"
    __table_args__ = organization_args(
        _points_to("programme_id", "programmes"),
        Index("ix_cohorts_organization_id_starts_on_id", "organization_id", "starts_on", "id"),
        Index("ix_cohorts_organization_id_programme_id", "organization_id", "programme_id"),
        CheckConstraint("starts_on <= ends_on", name="begins_first"),
        CheckConstraint("seats BETWEEN 1 AND 10000", name="seats"),
    )
    programme_id: Mapped[UUID] = plain()
    name: Mapped[str] = own()
    starts_on: Mapped[date] = plain(Date)
    ends_on: Mapped[date] = plain(Date)
    time_zone: Mapped[str] = plain()
    seats: Mapped[int | None] = plain()


class CohortCount(Base):
    """How many take part in a cohort with an account, kept by triggers of who takes part."""

    __tablename__ = "cohort_counts"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"), CheckConstraint("joined >= 0", name="joined")
    )
    organization_id: Mapped[UUID] = plain(primary_key=True)
    cohort_id: Mapped[UUID] = plain(primary_key=True)
    joined: Mapped[int] = plain()


class AggregateSnapshot(Base):
    """What of a cohort may be told to whoever does not coach it, at the end of the week that began on
    `week`: counted once, and never changed. `cells` are the numbers that show."""

    __tablename__ = "aggregate_snapshots"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"), UniqueConstraint("organization_id", "cohort_id", "week")
    )
    organization_id: Mapped[UUID] = plain(primary_key=True)
    id: Mapped[UUID] = plain(primary_key=True)
    cohort_id: Mapped[UUID] = plain()
    week: Mapped[date] = plain(Date)
    published_at: Mapped[datetime] = plain()
    cells: Mapped[dict[str, int]] = plain(JSONB)


class SnapshotSet(Base):
    """Which enrolments a number of a snapshot is about: what the next one is laid beside. Only the
    worker reads it, through the bridge."""

    __tablename__ = "snapshot_sets"
    table_kind = "organization"
    __table_args__ = organization_args(_points_to("cohort_id", "cohorts"))
    organization_id: Mapped[UUID] = plain(primary_key=True)
    cohort_id: Mapped[UUID] = plain(primary_key=True)
    week: Mapped[date] = plain(Date, primary_key=True)
    name: Mapped[str] = plain(primary_key=True)
    people: Mapped[list[UUID]] = plain(ARRAY(Uuid))


class Enrolment(OrganizationRow):
    """Somebody who takes part in a cohort. Without `person_id` they do not use Askwell, or erased
    their account: then `name` is what the organization wrote, or empty. `external_id` is what the
    organization's own list calls them; `name_norm` is the name as it is sorted. Who did not join yet is
    `to_invite`, was invited last at `invited_at`, or does not use Askwell."""

    __tablename__ = "enrolments"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"),
        UniqueConstraint("organization_id", "cohort_id", "external_id"),
        UniqueConstraint("organization_id", "cohort_id", "person_id"),
        Index(
            "ix_enrolments_organization_id_cohort_id_name_norm_id",
            "organization_id",
            "cohort_id",
            "name_norm",
            "id",
        ),
        Index("ix_enrolments_person_id", "person_id"),
        CheckConstraint("status IN ('active', 'left')", name="status"),
    )
    cohort_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain(_person())
    external_id: Mapped[str | None] = own()
    name: Mapped[str] = own()
    name_norm: Mapped[str] = own()
    status: Mapped[str] = plain()
    to_invite: Mapped[bool] = plain(Boolean, server_default=text("false"))
    invited_at: Mapped[datetime | None] = plain()


class EnrolmentAddress(Base):
    """Where somebody of the roster is invited, as the organization wrote it; managers alone read it. It
    is empty once they joined, or erased the account of that address."""

    __tablename__ = "enrolment_addresses"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("enrolment_id", "enrolments"),
        Index(
            "ix_enrolment_addresses_email_norm",
            "email_norm",
            postgresql_where=text("email_norm IS NOT NULL"),
        ),
    )
    organization_id: Mapped[UUID] = plain(primary_key=True)
    enrolment_id: Mapped[UUID] = plain(primary_key=True)
    email: Mapped[str | None] = own()
    email_norm: Mapped[str | None] = own()


class CoachAssignment(OrganizationRow):
    """Who coaches a cohort, from when to when. `coach_id` is the person of the membership: the bridge
    asks for whoever is signed in."""

    __tablename__ = "coach_assignments"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"),
        _points_to("membership_id", "memberships"),
        Index(
            "ix_coach_assignments_organization_id_cohort_id_id",
            "organization_id",
            "cohort_id",
            "id",
        ),
        Index(
            "ix_coach_assignments_organization_id_membership_id", "organization_id", "membership_id"
        ),
        Index("ix_coach_assignments_coach_id", "coach_id"),
        CheckConstraint("starts_at <= ends_at", name="begins_first"),
    )
    cohort_id: Mapped[UUID] = plain()
    membership_id: Mapped[UUID] = plain()
    coach_id: Mapped[UUID | None] = plain(_person())
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime | None] = plain()


class Invitation(OrganizationRow):
    """A way to the staff, for one person in a `role`, or to a cohort, for as many as it has seats.
    Its secret is kept as a hash. It counts until `expires_at` or `ended_at`, and as long as whoever made it
    may make it. One that is mailed, `sent` times, has an `email` until it is accepted or ended; whoever
    comes by one of the roster is the `enrolment_id` that it names. The one that is shown in class has
    its secret in `code`."""

    __tablename__ = "invitations"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"),
        _points_to("invited_by", "memberships"),
        _points_to("enrolment_id", "enrolments"),
        Index("ix_invitations_secret_hash", "secret_hash", unique=True),
        Index(
            "ix_invitations_organization_id_created_at_id", "organization_id", "created_at", "id"
        ),
        CheckConstraint("num_nonnulls(role, cohort_id) = 1", name="to_what"),
        CheckConstraint(f"role IN {STAFF_ROLES}", name="role"),
        CheckConstraint("role IS NULL OR seats = 1", name="staff_one_by_one"),
        CheckConstraint("used BETWEEN 0 AND seats", name="seats"),
        CheckConstraint("email IS NULL OR seats = 1", name="mailed_one_by_one"),
        CheckConstraint("code IS NULL OR role IS NULL", name="code_of_a_cohort"),
        CheckConstraint(
            "enrolment_id IS NULL OR (cohort_id IS NOT NULL AND seats = 1)",
            name="of_the_roster_one_by_one",
        ),
        Index(
            "ix_invitations_email_norm",
            "email_norm",
            postgresql_where=text("email_norm IS NOT NULL"),
        ),
    )
    secret_hash: Mapped[bytes] = secret(LargeBinary)
    role: Mapped[str | None] = plain()
    cohort_id: Mapped[UUID | None] = plain()
    seats: Mapped[int] = plain()
    used: Mapped[int] = plain(server_default=text("0"))
    invited_by: Mapped[UUID] = plain(server_default=text("app.membership_id()"))
    email: Mapped[str | None] = own()
    email_norm: Mapped[str | None] = own()
    code: Mapped[str | None] = secret()
    sent: Mapped[int] = plain(server_default=text("0"))
    enrolment_id: Mapped[UUID | None] = plain()
    expires_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()


class CoachNote(OrganizationRow):
    """What a coach wrote about somebody who takes part, or about something that is shared with them
    (`grant_id`). They can read it; it goes empty with their account. One that was `removed_at` by whoever
    wrote it is empty."""

    __tablename__ = "coach_notes"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("enrolment_id", "enrolments"),
        _points_to("membership_id", "memberships"),
        Index(
            "ix_coach_notes_organization_id_enrolment_id_at_id",
            "organization_id",
            "enrolment_id",
            "at",
            "id",
        ),
        Index("ix_coach_notes_person_id_at_id", "person_id", "at", "id"),
    )
    enrolment_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain(_person())
    membership_id: Mapped[UUID] = plain()
    grant_id: Mapped[UUID | None] = plain()
    body: Mapped[str] = own()
    at: Mapped[datetime] = plain()
    removed_at: Mapped[datetime | None] = plain()


class CoachLetter(OrganizationRow):
    """What a coach wrote to one who takes part, as one of a `sending_id`. `basis` is what the choice was
    made by: asked again right before it is sent. They read it once it is `sent`; it is `gone` where they
    or whoever wrote had left, `ended` where they no longer shared what it was based on, and `closed`
    where they do not want to be written to: then it is empty. `preview` is a digest of what was looked
    at before; `replies` whether a reply may go to the address of whoever wrote."""

    __tablename__ = "coach_letters"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("enrolment_id", "enrolments"),
        _points_to("membership_id", "memberships"),
        UniqueConstraint("organization_id", "sending_id", "enrolment_id"),
        Index(
            "ix_coach_letters_organization_id_membership_id_written_at",
            "organization_id",
            "membership_id",
            "written_at",
        ),
        Index("ix_coach_letters_person_id_told_at_id", "person_id", "told_at", "id"),
        CheckConstraint("basis IN ('membership', 'activity')", name="basis"),
        CheckConstraint("state IN ('waiting', 'sent', 'gone', 'ended', 'closed')", name="state"),
        CheckConstraint("(state = 'waiting') = (told_at IS NULL)", name="told_at"),
    )
    sending_id: Mapped[UUID] = plain()
    enrolment_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain(_person())
    membership_id: Mapped[UUID] = plain()
    basis: Mapped[str] = plain()
    preview: Mapped[str] = plain()
    replies: Mapped[bool] = plain()
    body: Mapped[str] = own()
    written_at: Mapped[datetime] = plain()
    state: Mapped[str] = plain()
    told_at: Mapped[datetime | None] = plain()


class Flag(OrganizationRow):
    """That somebody who takes part needs help now, in plain words; `membership_id` is the coach who said so
    of them, and null where they did themselves. It was `seen_by` somebody who answers for them, and is
    `closed_by` one of these with an `answer`. The person reads all of it; it goes empty with their
    account."""

    __tablename__ = "flags"
    table_kind = "shared"
    __table_args__ = organization_args(
        _points_to("enrolment_id", "enrolments"),
        _points_to("membership_id", "memberships"),
        _points_to("seen_by", "memberships"),
        _points_to("closed_by", "memberships"),
        Index("ix_flags_organization_id_enrolment_id", "organization_id", "enrolment_id"),
        Index("ix_flags_person_id_raised_at_id", "person_id", "raised_at", "id"),
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by"),
        CheckConstraint("closed_at IS NULL OR seen_at IS NOT NULL", name="seen_first"),
    )
    enrolment_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain(_person())
    membership_id: Mapped[UUID | None] = plain()
    words: Mapped[str] = own()
    raised_at: Mapped[datetime] = plain()
    seen_at: Mapped[datetime | None] = plain()
    seen_by: Mapped[UUID | None] = plain()
    closed_at: Mapped[datetime | None] = plain()
    closed_by: Mapped[UUID | None] = plain()
    answer: Mapped[str] = own(server_default="")


class AuditEntry(Base):
    """Who did what, written by triggers in the transaction that did it, never changed, and kept for two
    years. Of words
    it says that they changed; of codes and times, from what to what."""

    __tablename__ = "audit_log"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("membership_id", "memberships"),
        Index("ix_audit_log_organization_id_at_id", "organization_id", "at", "id"),
        Index("ix_audit_log_at", "at"),
    )
    organization_id: Mapped[UUID] = plain(
        ForeignKey("organization.organizations.organization_id"), primary_key=True
    )
    id: Mapped[UUID] = plain(primary_key=True)
    at: Mapped[datetime] = plain()
    membership_id: Mapped[UUID | None] = plain()
    request_id: Mapped[str | None] = plain()
    action: Mapped[str] = plain()
    subject_id: Mapped[UUID] = plain()
    changes: Mapped[list[dict[str, Any]]] = plain(JSONB)
