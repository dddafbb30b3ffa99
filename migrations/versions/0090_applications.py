"""Applications of others, the people who connected them, and their codes and tokens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.oauth_0090 import (
    APP,
    DOORS,
    ENTER,
    ENTER_BEFORE,
    ERASE,
    ERASE_BEFORE,
    UNDO,
    UNDO_BEFORE,
)
from migrations.tenancy import directory_table, door_columns, door_function, drop_door_function

revision = "0090"
down_revision = "0071"

AT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())
DOOR = "askwell_door"
MADE = sa.text("now()")


def upgrade() -> None:
    """Make it."""
    _applications()
    _connections()
    _codes()
    _tokens()
    for signature, sql in DOORS:
        door_function(DOOR, sql, signature, to=APP)
    _replace(ENTER, ERASE, UNDO)


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _person("applications"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text()),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary()),
        sa.Column("redirect_uris", TEXTS, nullable=False),
        sa.Column("scopes", TEXTS, nullable=False),
        sa.Column("created_at", AT, server_default=MADE, nullable=False),
        sa.Column("updated_at", AT, server_default=MADE, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("confidential = (secret_hash IS NOT NULL)", name="secret"),
        schema="directory",
    )
    _index("applications", "person_id")
    directory_table("applications", operations="SELECT, INSERT, UPDATE")
    door_columns(
        DOOR,
        "directory.applications",
        select=[
            "id",
            "person_id",
            "name",
            "website",
            "confidential",
            "secret_hash",
            "redirect_uris",
            "scopes",
        ],
        delete=True,
    )


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _person("connections"),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", TEXTS, nullable=False),
        sa.Column("created_at", AT, server_default=MADE, nullable=False),
        sa.Column("last_used_at", AT),
        sa.UniqueConstraint(
            "person_id", "application_id", name="uq_connections_person_id_application_id"
        ),
        schema="directory",
    )
    _index("connections", "application_id")
    directory_table("connections", operations="SELECT, INSERT, UPDATE, DELETE")
    door_columns(
        DOOR,
        "directory.connections",
        select=["id", "person_id", "application_id"],
        update=["last_used_at"],
        delete=True,
    )


def _codes() -> None:
    op.create_table(
        "authorization_codes",
        sa.Column("code_hash", sa.LargeBinary(), primary_key=True),
        _person("authorization_codes"),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("scopes", TEXTS, nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("created_at", AT, server_default=MADE, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("redeemed_at", AT),
        schema="directory",
    )
    _index("authorization_codes", "person_id", "connection_id")
    _index("authorization_codes", "expires_at")
    directory_table("authorization_codes", operations="SELECT, INSERT, DELETE")
    bound = (
        "code_hash person_id connection_id application_id family_id redirect_uri scopes challenge"
    )
    door_columns(
        DOOR,
        "directory.authorization_codes",
        select=[*bound.split(), "expires_at", "redeemed_at"],
        update=["redeemed_at"],
        delete=True,
    )


def _tokens() -> None:
    op.create_table(
        "application_tokens",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        _person("application_tokens"),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("refresh", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("scopes", TEXTS, nullable=False),
        sa.Column("created_at", AT, server_default=MADE, nullable=False),
        sa.Column("used_at", AT),
        sa.Column("expires_at", AT, nullable=False),
        schema="directory",
    )
    _index("application_tokens", "person_id", "connection_id")
    _index("application_tokens", "family_id")
    _index("application_tokens", "expires_at")
    directory_table("application_tokens", operations="SELECT, INSERT, UPDATE, DELETE")
    bound = "token_hash person_id connection_id application_id family_id refresh generation scopes"
    door_columns(
        DOOR,
        "directory.application_tokens",
        select=[*bound.split(), "created_at", "used_at", "expires_at"],
        update=["used_at"],
        delete=True,
    )


def _person(table: str) -> sa.Column[object]:
    return sa.Column(
        "person_id",
        sa.Uuid(),
        sa.ForeignKey("directory.people.id", name=f"fk_{table}_person_id"),
        nullable=False,
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, [*columns], schema="directory")


def _replace(*functions: str) -> None:
    op.execute(f"SET LOCAL ROLE {DOOR}")
    op.execute("SET LOCAL row_security = on")
    for sql in functions:
        op.execute(sql)
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    _replace(ENTER_BEFORE, ERASE_BEFORE, UNDO_BEFORE)
    for signature, _ in reversed(DOORS):
        drop_door_function(DOOR, signature)
    for table in ("application_tokens", "authorization_codes", "connections", "applications"):
        op.drop_table(table, schema="directory")
