"""Tables of what is shared: grants, items, edits that coaches suggest, and the log of who looked. All are
the person's."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped

from api.tables import OwnedRow, person_args, plain, secret, third

SWITCHES: Final = ("activity", "growth", "outcome")
"""S1, S2 and S4 of DOMAIN.md section 2. S0 is the enrolment itself."""
SCOPES: Final = (*SWITCHES, "item")
"""And S3, one draft, sheet, note or report."""
ITEM_KINDS: Final = ("message", "preparation", "notes", "report")
KINDS: Final = ("membership", *SCOPES)
_LIVE: Final = text("revoked_at IS NULL")
_LIVE_SWITCH: Final = text("revoked_at IS NULL AND scope <> 'item'")


class Grant(OwnedRow):
    """That one scope is shared with one organization, as somebody who takes part there.

    `text_version` is that of the words that were shown when it was given, `purpose` what they said it
    is for. `items` are the goals that were chosen, for `growth`, or the one that is shared, for `item`,
    which `coach_id`, a membership, alone reads. It counts from `granted_at` until
    `expires_at` or `revoked_at`; it ends by itself when they no longer take part. `alias_salt` makes
    the names under which their contacts appear, so that no two grants can be laid side by side.
    """

    __tablename__ = "grants"
    __table_args__ = person_args(
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("purpose IN ('coaching', 'results')", name="purpose"),
        CheckConstraint("expires_at > granted_at", name="expires_later"),
        CheckConstraint("revoked_at >= granted_at", name="revoked_later"),
        CheckConstraint("(scope = 'item') = (coach_id IS NOT NULL)", name="coach_id"),
        Index(
            "uq_grants_owner_id_enrolment_id_scope",
            "owner_id",
            "enrolment_id",
            "scope",
            unique=True,
            postgresql_where=_LIVE_SWITCH,
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
    coach_id: Mapped[UUID | None] = plain()


class SharedItem(OwnedRow):
    """One draft, preparation, the notes of a talk, or a report, as it stood when it was shared; `id` is
    that of its grant. `version` is a digest of `content`: a later text is another version, and is shared
    only when the person shares it again."""

    __tablename__ = "shared_items"
    __table_args__ = person_args(
        ForeignKeyConstraint(["owner_id", "id"], ["person.grants.owner_id", "person.grants.id"]),
        ForeignKeyConstraint(
            ["owner_id", "thread_id"], ["person.threads.owner_id", "person.threads.id"]
        ),
        CheckConstraint(f"kind IN {ITEM_KINDS}", name="kind"),
        Index("ix_shared_items_owner_id_item_id", "owner_id", "item_id"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    kind: Mapped[str] = plain()
    item_id: Mapped[UUID] = plain()
    thread_id: Mapped[UUID | None] = plain()
    title: Mapped[str] = third()
    version: Mapped[str] = plain()
    content: Mapped[dict[str, Any]] = third(JSONB)
    shared_at: Mapped[datetime] = plain()


class SuggestedEdit(OwnedRow):
    """What a coach would write instead of a draft that is shared with them (`item_id`, its grant), and
    what the person did with it. It is the person's, because it holds the words of their draft."""

    __tablename__ = "suggested_edits"
    __table_args__ = person_args(
        ForeignKeyConstraint(
            ["owner_id", "item_id"], ["person.shared_items.owner_id", "person.shared_items.id"]
        ),
        CheckConstraint("answer IN ('taken', 'left')", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at"),
        Index("ix_suggested_edits_owner_id_item_id", "owner_id", "item_id"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    item_id: Mapped[UUID] = plain()
    version: Mapped[str] = plain()
    subject: Mapped[str] = third()
    body: Mapped[str] = third()
    at: Mapped[datetime] = plain()
    answer: Mapped[str | None] = plain()
    answered_at: Mapped[datetime | None] = plain()


class LetterStop(OwnedRow):
    """That somebody does not want to be written to by the coaches of one cohort."""

    __tablename__ = "letter_stops"
    __table_args__ = person_args()
    enrolment_id: Mapped[UUID] = plain(primary_key=True)
    at: Mapped[datetime] = plain()


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
