"""Tables of applications, of the people who connected them, and of codes and tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from api.tables import DirectoryRow, directory_args, own, plain, secret


class Application(DirectoryRow):
    """A program that asks people to be let in; `person_id` registered it. One that can keep a
    secret is confidential: `secret_hash` is that of its present one."""

    __tablename__ = "applications"
    __table_args__ = directory_args(
        Index("ix_applications_person_id", "person_id"),
        CheckConstraint("confidential = (secret_hash IS NOT NULL)", name="secret"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    name: Mapped[str] = own()
    website: Mapped[str | None] = own()
    confidential: Mapped[bool] = plain()
    secret_hash: Mapped[bytes | None] = secret(LargeBinary)
    redirect_uris: Mapped[list[str]] = own()
    scopes: Mapped[list[str]] = plain()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    updated_at: Mapped[datetime] = plain(server_default=text("now()"))
    version: Mapped[int] = plain(server_default=text("1"))


class Connection(DirectoryRow):
    """A person lets an application in, once however often they are asked: `name` is what it was
    called then, `scopes` all that it was allowed. Without this row none of its tokens is good."""

    __tablename__ = "connections"
    __table_args__ = directory_args(
        UniqueConstraint("person_id", "application_id"),
        Index("ix_connections_application_id", "application_id"),
    )
    id: Mapped[UUID] = plain(primary_key=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    application_id: Mapped[UUID] = plain()
    name: Mapped[str] = own()
    scopes: Mapped[list[str]] = plain()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    last_used_at: Mapped[datetime | None] = plain()


class AuthorizationCode(DirectoryRow):
    """A yes on its way to the application: redeemed once, by whoever knows what `challenge` is the
    hash of. `family_id` is that of the tokens it was redeemed for."""

    __tablename__ = "authorization_codes"
    __table_args__ = directory_args(
        Index("ix_authorization_codes_person_id_connection_id", "person_id", "connection_id"),
        Index("ix_authorization_codes_expires_at", "expires_at"),
    )
    code_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    connection_id: Mapped[UUID] = plain()
    application_id: Mapped[UUID] = plain()
    family_id: Mapped[UUID] = plain()
    redirect_uri: Mapped[str] = own()
    scopes: Mapped[list[str]] = plain()
    challenge: Mapped[str] = secret()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    expires_at: Mapped[datetime] = plain()
    redeemed_at: Mapped[datetime | None] = plain()


class ApplicationToken(DirectoryRow):
    """A token of an application. All that follow from one code are a family; a `refresh` one of
    generation n was exchanged at `used_at` for that of n + 1."""

    __tablename__ = "application_tokens"
    __table_args__ = directory_args(
        Index("ix_application_tokens_person_id_connection_id", "person_id", "connection_id"),
        Index("ix_application_tokens_family_id", "family_id"),
        Index("ix_application_tokens_expires_at", "expires_at"),
    )
    token_hash: Mapped[bytes] = secret(LargeBinary, primary_key=True)
    person_id: Mapped[UUID] = plain(ForeignKey("directory.people.id"))
    connection_id: Mapped[UUID] = plain()
    application_id: Mapped[UUID] = plain()
    family_id: Mapped[UUID] = plain()
    refresh: Mapped[bool] = plain()
    generation: Mapped[int] = plain()
    scopes: Mapped[list[str]] = plain()
    created_at: Mapped[datetime] = plain(server_default=text("now()"))
    used_at: Mapped[datetime | None] = plain()
    expires_at: Mapped[datetime] = plain()
