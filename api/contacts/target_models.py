"""The table of target employers: where the person would like to work, and how that looks now."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped

from api.tables import PersonRow, own, person_args, plain, secret


class TargetEmployer(PersonRow):
    """An employer on the person's list (LAMP: DOMAIN.md section 3). `alumni` is whether somebody of
    one's own school, or somebody who would speak for one, is there; `motivation` how much one would
    like it, 1 to 5; `posting` how near what they advertise comes, 1 to 3."""

    __tablename__ = "target_employers"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "employer_id"],
            ["person.employers.owner_id", "person.employers.id"],
            name="fk_target_employers_employer_id",
        ),
        CheckConstraint("alumni IN ('none', 'alumni', 'advocate')", name="alumni"),
        CheckConstraint("motivation BETWEEN 1 AND 5", name="motivation"),
        CheckConstraint("posting BETWEEN 1 AND 3", name="posting"),
        Index(
            "uq_target_employers_employer_id",
            "owner_id",
            "employer_id",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_target_employers_change_seq", "owner_id", "change_seq", "id"),
    )
    employer_id: Mapped[UUID] = plain()
    alumni: Mapped[str] = own(server_default="none")
    motivation: Mapped[int] = own()
    posting: Mapped[int] = own(server_default=text("1"))
    note: Mapped[str] = own(server_default="")
    made_from: Mapped[bytes] = secret(LargeBinary)
