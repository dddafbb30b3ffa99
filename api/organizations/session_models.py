"""Tables of sessions: when a cohort meets, who was there, and what a coach was told."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from api.tables import Base, OrganizationRow, organization_args, own, plain


def _points_to(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{table}.organization_id", f"organization.{table}.id"],
    )


class Session(OrganizationRow):
    """A cohort meets: from when to when, as the clock in `zone` shows it, and where. One that was
    `cancelled_at` stays, so that it is told."""

    __tablename__ = "sessions"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"),
        Index(
            "ix_sessions_organization_id_cohort_id_starts_at_id",
            "organization_id",
            "cohort_id",
            "starts_at",
            "id",
        ),
        CheckConstraint("starts_at < ends_at", name="begins_first"),
    )
    cohort_id: Mapped[UUID] = plain()
    title: Mapped[str] = own()
    agenda: Mapped[str] = own()
    starts_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    zone: Mapped[str] = plain()
    place: Mapped[str] = own()
    cancelled_at: Mapped[datetime | None] = plain()


class Attendance(Base):
    """Whether somebody of a cohort was at a session, as `membership_id` marked it; without a `state` the
    mark was taken away."""

    __tablename__ = "attendance"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("session_id", "sessions"),
        _points_to("enrolment_id", "enrolments"),
        _points_to("cohort_id", "cohorts"),
        _points_to("membership_id", "memberships"),
        Index("ix_attendance_organization_id_enrolment_id", "organization_id", "enrolment_id"),
        CheckConstraint("state IN ('there', 'excused', 'absent')", name="state"),
    )
    organization_id: Mapped[UUID] = plain(primary_key=True)
    session_id: Mapped[UUID] = plain(primary_key=True)
    enrolment_id: Mapped[UUID] = plain(primary_key=True)
    cohort_id: Mapped[UUID] = plain()
    membership_id: Mapped[UUID] = plain()
    state: Mapped[str | None] = plain()
    at: Mapped[datetime] = plain()


class ToldTalk(Base):
    """A talk that somebody who does not use the app told their coach: on which day, and in which `field` of
    work. With whom it was is not kept. One that was `removed_at` was a mistake."""

    __tablename__ = "told_talks"
    table_kind = "organization"
    __table_args__ = organization_args(
        _points_to("cohort_id", "cohorts"),
        _points_to("enrolment_id", "enrolments"),
        _points_to("membership_id", "memberships"),
        Index("ix_told_talks_organization_id_enrolment_id", "organization_id", "enrolment_id"),
        Index("ix_told_talks_organization_id_cohort_id", "organization_id", "cohort_id"),
    )
    organization_id: Mapped[UUID] = plain(primary_key=True)
    id: Mapped[UUID] = plain(primary_key=True)
    cohort_id: Mapped[UUID] = plain()
    enrolment_id: Mapped[UUID] = plain()
    membership_id: Mapped[UUID] = plain()
    held_on: Mapped[date] = plain(Date)
    field: Mapped[str | None] = plain()
    told_at: Mapped[datetime] = plain()
    removed_at: Mapped[datetime | None] = plain()
