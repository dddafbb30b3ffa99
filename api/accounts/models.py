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
    sealed random key of this tenant, for keyed hashes that outlive the rotation of SECRET_KEYS.
    `example` marks the one person of the demo story, whom everybody may look at."""

    __tablename__ = "people"
    __table_args__ = directory_args(
        UniqueConstraint("email_norm"),
        Index("uq_people_example", "example", unique=True, postgresql_where=text("example")),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    email: Mapped[str | None] = own()
    email_norm: Mapped[str | None] = own()
    sealed_key: Mapped[bytes] = secret(LargeBinary)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    deletion_due_at: Mapped[datetime | None] = plain()
    example: Mapped[bool] = plain(server_default=text("false"))


class Session(DirectoryRow):
    """A signed-in browser, found by the hash of its cookie. Ends after 30 days unused or 90 days."""

    __tablename__ = "sessions"
    __table_args__ = directory_args(
        Index("ix_sessions_person_id", "person_id"),
        Index("ix_sessions_expires_at", "expires_at"),
    )
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


class Identity(DirectoryRow):
    """An account at a provider that opens this account: issuer and subject, never the address."""

    __tablename__ = "identities"
    __table_args__ = directory_args(Index("ix_identities_person_id", "person_id"))
    issuer: Mapped[str] = plain(primary_key=True)
    subject: Mapped[str] = own(primary_key=True)
    id: Mapped[UUID] = plain(unique=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    provider: Mapped[str] = plain()
    email: Mapped[str | None] = own()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    last_used_at: Mapped[datetime] = plain(server_default=text("now()"))


class SignIn(DirectoryRow):
    """A sign-in mail under way: hashes of its code and link, and of the browser that asked. With
    `issuer` and `subject` it also connects that identity. Without `browser_hash`, any browser."""

    __tablename__ = "sign_ins"
    __table_args__ = directory_args(
        Index("ix_sign_ins_email_norm_browser_hash", "email_norm", "browser_hash"),
        Index("ix_sign_ins_expires_at", "expires_at"),
        CheckConstraint("num_nonnulls(provider, issuer, subject) IN (0, 3)", name="identity_whole"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    email: Mapped[str] = own()
    email_norm: Mapped[str] = own()
    code_hash: Mapped[bytes | None] = secret(LargeBinary)
    link_hash: Mapped[bytes] = secret(LargeBinary, unique=True)
    browser_hash: Mapped[bytes | None] = secret(LargeBinary)
    target: Mapped[str | None] = own()
    provider: Mapped[str | None] = plain()
    issuer: Mapped[str | None] = plain()
    subject: Mapped[str | None] = own()
    attempts: Mapped[int] = plain(server_default=text("0"))
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    expires_at: Mapped[datetime] = plain()
    redeemed_at: Mapped[datetime | None] = plain()


class ProviderVisit(DirectoryRow):
    """Somebody is at a provider: what must be known when they come back (nonce, verifier, target)
    is sealed. `person_id` is set when a signed-in person connects a further provider."""

    __tablename__ = "provider_visits"
    __table_args__ = directory_args(
        Index("ix_provider_visits_person_id", "person_id"),
        Index("ix_provider_visits_expires_at", "expires_at"),
        doors_only=True,
    )
    state_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    browser_hash: Mapped[bytes] = secret(LargeBinary)
    provider: Mapped[str] = plain()
    sealed: Mapped[bytes] = secret(LargeBinary)
    person_id: Mapped[UUID | None] = plain(ForeignKey("directory.people.id"))
    expires_at: Mapped[datetime] = plain()


class EmailChange(DirectoryRow):
    """A change of address: confirmed from the new one, undone from the old one for 7 days
    (ARCHITECTURE.md section 9). Until then nobody else may take the old address."""

    __tablename__ = "email_changes"
    __table_args__ = directory_args(
        Index("ix_email_changes_person_id", "person_id"),
        Index("ix_email_changes_old_email_norm", "old_email_norm"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    old_email: Mapped[str | None] = own()
    old_email_norm: Mapped[str | None] = own()
    new_email: Mapped[str] = own()
    new_email_norm: Mapped[str] = own()
    confirm_hash: Mapped[bytes] = secret(LargeBinary, unique=True)
    undo_hash: Mapped[bytes | None] = secret(LargeBinary, unique=True)
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    expires_at: Mapped[datetime] = plain()
    confirmed_at: Mapped[datetime | None] = plain()
    undo_until: Mapped[datetime | None] = plain()
    undone_at: Mapped[datetime | None] = plain()


class RateLimit(DirectoryRow):
    """How much of a limited thing somebody has used (`api/limits.py`): at `full_at` the whole
    allowance is back. `key` is a keyed hash of an address, an IP or a person's id."""

    __tablename__ = "limits"
    __table_args__ = directory_args(Index("ix_limits_full_at", "full_at"), doors_only=True)
    name: Mapped[str] = plain(primary_key=True)
    key: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    full_at: Mapped[datetime] = plain()


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
    vacation_from: Mapped[datetime | None] = own()
    vacation_until: Mapped[datetime | None] = own()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    updated_at: Mapped[datetime] = plain(server_default=text("now()"))
    version: Mapped[int] = plain(server_default=text("1"))
    change_seq: Mapped[int] = plain(BigInteger, server_default=text("0"))
