"""Tables of what is shared: grants, and the log of who looked. Both are the person's."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, person_args, plain, secret

SCOPES: Final = ("activity", "growth", "outcome")
"""S1, S2 and S4 of DOMAIN.md section 2. S0 is the enrolment itself."""
KINDS: Final = ("membership", *SCOPES)
_LIVE: Final = text("revoked_at IS NULL")


class Grant(OwnedRow):
    """That one scope is shared with one organization, as somebody who takes part there.

    `text_version` is that of the words that were shown when it was given, `purpose` what they said it
    is for. `items` are the goals that were chosen, for `growth`. It counts from `granted_at` until
    `expires_at` or `revoked_at`; it ends by itself when they no longer take part. `alias_salt` makes
    the names under which their contacts appear, so that no two grants can be laid side by side.
    """

    __tablename__ = "grants"
    __table_args__ = person_args(
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("purpose IN ('coaching', 'results')", name="purpose"),
        CheckConstraint("expires_at > granted_at", name="expires_later"),
        CheckConstraint("revoked_at >= granted_at", name="revoked_later"),
        Index(
            "uq_grants_owner_id_enrolment_id_scope",
            "owner_id",
            "enrolment_id",
            "scope",
            unique=True,
            postgresql_where=_LIVE,
        ),
        Index(
            "ix_grants_organization_id_scope_enrolment_id",
            "organization_id",
            "scope",
            "enrolment_id",
            postgresql_where=_LIVE,
        ),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    organization_id: Mapped[UUID] = plain()
    enrolment_id: Mapped[UUID] = plain()
    scope: Mapped[str] = plain()
    purpose: Mapped[str] = plain()
    text_version: Mapped[int] = plain()
    items: Mapped[list[UUID]] = plain(ARRAY(Uuid()), server_default="{}")
    granted_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    revoked_at: Mapped[datetime | None] = plain()
    alias_salt: Mapped[bytes] = secret(LargeBinary)


class Look(OwnedRow):
    """That one of the staff (`reader_id`, a membership) looked at what is shared, in one hour. The
    bridge writes it in the transaction of the read; for `membership` there is no grant."""

    __tablename__ = "access_log"
    __table_args__ = person_args(
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(kind = 'membership') = (grant_id IS NULL)", name="grant_id"),
        Index(
            "uq_access_log_once_an_hour",
            "owner_id",
            "enrolment_id",
            "grant_id",
            "reader_id",
            "kind",
            "hour",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_access_log_owner_id_hour_id", "owner_id", "hour", "id"),
    )
    owner_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"), primary_key=True)
    id: Mapped[UUID] = plain(primary_key=True)
    organization_id: Mapped[UUID] = plain()
    enrolment_id: Mapped[UUID] = plain()
    grant_id: Mapped[UUID | None] = plain()
    reader_id: Mapped[UUID] = plain()
    kind: Mapped[str] = plain()
    hour: Mapped[datetime] = plain()
