"""Tables of people and their credentials (directory) and of profiles (person plane)."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped

from api.tables import DirectoryRow, OwnedRow, directory_args, own, person_args, plain, secret


class Person(DirectoryRow):
    """An account. `email_norm` is the address they sign in with, lower-cased; `sealed_key` the
    sealed random key of this tenant, for keyed hashes that outlive the rotation of SECRET_KEYS."""

    __tablename__ = "people"
    __table_args__ = directory_args(UniqueConstraint("email_norm"))
    id: Mapped[UUID] = plain(primary_key=True)
    email: Mapped[str | None] = own()
    email_norm: Mapped[str | None] = own()
    sealed_key: Mapped[bytes] = secret(LargeBinary)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    deletion_due_at: Mapped[datetime | None] = plain()


class Session(DirectoryRow):
    """A signed-in browser, found by the hash of its cookie. Ends after 30 days unused or 90 days."""

    __tablename__ = "sessions"
    __table_args__ = directory_args(Index("ix_sessions_person_id", "person_id"))
    token_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    id: Mapped[UUID] = plain(unique=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    browser: Mapped[str] = own(server_default="")
    read_only: Mapped[bool] = plain(server_default=text("false"))
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    fresh_at: Mapped[datetime] = plain(server_default=text("now()"))
    last_used_at: Mapped[datetime] = plain(server_default=text("now()"))
    expires_at: Mapped[datetime] = plain()


class AccessToken(DirectoryRow):
    """A personal access token, found by its hash; `hint` is its last four characters."""

    __tablename__ = "access_tokens"
    __table_args__ = directory_args(Index("ix_access_tokens_person_id", "person_id"))
    token_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    id: Mapped[UUID] = plain(unique=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    name: Mapped[str] = own()
    hint: Mapped[str] = plain()
    scopes: Mapped[list[str]] = plain()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    last_used_at: Mapped[datetime | None] = plain()
    expires_at: Mapped[datetime] = plain()


class Profile(OwnedRow):
    """What a person settled for themselves; defaults are those of DOMAIN.md."""

    __tablename__ = "profiles"
    __table_args__ = person_args(
        CheckConstraint("wish_kind IN ('fit', 'new_field', 'gap', 'looking')", name="wish_kind"),
        CheckConstraint("note_limit IN (200, 300)", name="note_limit"),
        CheckConstraint("clock_template IN ('standard', 'cautious')", name="clock_template"),
        CheckConstraint("theme IN ('system', 'light', 'dark')", name="theme"),
    )
    owner_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"), primary_key=True)
    name: Mapped[str] = own(server_default="")
    time_zone: Mapped[str] = own(server_default="UTC")
    country: Mapped[str | None] = own()
    locale: Mapped[str] = own(server_default="en")
    quiet_start: Mapped[time] = own(server_default="21:00")
    quiet_end: Mapped[time] = own(server_default="08:00")
    half_hour_days: Mapped[list[int]] = own(server_default="{1,2,3,4,5}")
    half_hour_time: Mapped[time] = own(server_default="18:00")
    working_days: Mapped[list[int]] = own(server_default="{1,2,3,4,5}")
    wish_kind: Mapped[str | None] = own()
    wish_line: Mapped[str] = own(server_default="")
    note_limit: Mapped[int] = own(server_default="300")
    clock_template: Mapped[str] = own(server_default="standard")
    field_words: Mapped[list[str]] = own(server_default="{}")
    theme: Mapped[str] = own(server_default="system")
    first_run_done_at: Mapped[datetime | None] = plain()
    vacation_until: Mapped[datetime | None] = own()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    updated_at: Mapped[datetime] = plain(server_default=text("now()"))
    version: Mapped[int] = plain(server_default=text("1"))
    change_seq: Mapped[int] = plain(BigInteger, server_default=text("0"))
