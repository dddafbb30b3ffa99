"""Sign-in by mail and by provider, e-mail changes, limits, and the example."""

import sqlalchemy as sa
from alembic import op

from migrations.doors_0002 import DOORS
from migrations.tenancy import directory_table, door_columns, door_function, drop_door_function

revision = "0002"
down_revision = "0004"


def upgrade() -> None:
    """Make it."""
    op.add_column(
        "people",
        sa.Column("example", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="directory",
    )
    op.create_index(
        "uq_people_example",
        "people",
        ["example"],
        unique=True,
        schema="directory",
        postgresql_where=sa.text("example"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], schema="directory")
    _sign_ins()
    _providers()
    _email_changes()
    _limits()
    _grants()
    for signature, sql, to in DOORS:
        door_function("askwell_door", sql, signature, to=to)


def _at(name: str, *, now: bool = False, nullable: bool = False) -> sa.Column:
    default = sa.text("now()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def _person(table: str, **options: bool) -> sa.Column:
    key = sa.ForeignKey("directory.people.id", name=f"fk_{table}_person_id")
    return sa.Column("person_id", sa.Uuid(), key, **options)


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_norm", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary()),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary()),
        sa.Column("target", sa.Text()),
        sa.Column("provider", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _at("created_at", now=True),
        _at("expires_at"),
        _at("redeemed_at", nullable=True),
        sa.UniqueConstraint("link_hash", name="uq_sign_ins_link_hash"),
        sa.CheckConstraint(
            "num_nonnulls(provider, issuer, subject) IN (0, 3)", name="identity_whole"
        ),
        schema="directory",
    )
    op.create_index(
        "ix_sign_ins_email_norm_browser_hash",
        "sign_ins",
        ["email_norm", "browser_hash"],
        schema="directory",
    )
    op.create_index("ix_sign_ins_expires_at", "sign_ins", ["expires_at"], schema="directory")
    directory_table("sign_ins", None)


def _providers() -> None:
    op.create_table(
        "identities",
        sa.Column("issuer", sa.Text(), primary_key=True),
        sa.Column("subject", sa.Text(), primary_key=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _person("identities", nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        _at("created_at", now=True),
        _at("last_used_at", now=True),
        sa.UniqueConstraint("id", name="uq_identities_id"),
        schema="directory",
    )
    op.create_index("ix_identities_person_id", "identities", ["person_id"], schema="directory")
    directory_table("identities", operations="SELECT, DELETE")
    op.create_table(
        "provider_visits",
        sa.Column("state_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _person("provider_visits", nullable=True),
        _at("expires_at"),
        schema="directory",
    )
    op.create_index(
        "ix_provider_visits_person_id", "provider_visits", ["person_id"], schema="directory"
    )
    op.create_index(
        "ix_provider_visits_expires_at", "provider_visits", ["expires_at"], schema="directory"
    )
    directory_table("provider_visits", None)


def _email_changes() -> None:
    op.create_table(
        "email_changes",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _person("email_changes", nullable=False),
        sa.Column("old_email", sa.Text()),
        sa.Column("old_email_norm", sa.Text()),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.Column("new_email_norm", sa.Text(), nullable=False),
        sa.Column("confirm_hash", sa.LargeBinary(), nullable=False),
        sa.Column("undo_hash", sa.LargeBinary()),
        _at("created_at", now=True),
        _at("expires_at"),
        _at("confirmed_at", nullable=True),
        _at("undo_until", nullable=True),
        _at("undone_at", nullable=True),
        sa.UniqueConstraint("confirm_hash", name="uq_email_changes_confirm_hash"),
        sa.UniqueConstraint("undo_hash", name="uq_email_changes_undo_hash"),
        schema="directory",
    )
    op.create_index(
        "ix_email_changes_person_id", "email_changes", ["person_id"], schema="directory"
    )
    op.create_index(
        "ix_email_changes_old_email_norm", "email_changes", ["old_email_norm"], schema="directory"
    )
    directory_table("email_changes", operations="SELECT, INSERT, DELETE")


def _limits() -> None:
    op.create_table(
        "limits",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("key", sa.LargeBinary(), primary_key=True),
        _at("full_at"),
        schema="directory",
    )
    op.create_index("ix_limits_full_at", "limits", ["full_at"], schema="directory")
    directory_table("limits", None)


def _grants() -> None:
    door = "askwell_door"
    op.execute("GRANT UPDATE (deletion_due_at) ON directory.people TO askwell_app")
    op.execute(f"GRANT INSERT, DELETE ON directory.sessions TO {door}")
    op.execute(f"GRANT DELETE ON directory.access_tokens TO {door}")
    door_columns(
        door,
        "directory.people",
        select=["id", "email", "email_norm", "example"],
        update=["email", "email_norm"],
        insert=True,
    )
    sign_in = "id email email_norm code_hash link_hash browser_hash target provider issuer subject"
    door_columns(
        door,
        "directory.sign_ins",
        select=[*sign_in.split(), "attempts", "created_at", "expires_at", "redeemed_at"],
        update=["attempts", "redeemed_at"],
        insert=True,
        delete=True,
    )
    door_columns(
        door,
        "directory.identities",
        select=["issuer", "subject", "person_id", "created_at"],
        update=["last_used_at"],
        insert=True,
        delete=True,
    )
    door_columns(
        door,
        "directory.provider_visits",
        select=["state_hash", "browser_hash", "provider", "sealed", "person_id", "expires_at"],
        insert=True,
        delete=True,
    )
    change = "id person_id old_email old_email_norm new_email new_email_norm confirm_hash undo_hash"
    door_columns(
        door,
        "directory.email_changes",
        select=[
            *change.split(),
            "created_at",
            "expires_at",
            "confirmed_at",
            "undo_until",
            "undone_at",
        ],
        update=[
            "old_email",
            "old_email_norm",
            "undo_hash",
            "confirmed_at",
            "undo_until",
            "undone_at",
        ],
    )
    door_columns(
        door,
        "directory.limits",
        select=["name", "key", "full_at"],
        update=["full_at"],
        insert=True,
        delete=True,
    )


def downgrade() -> None:
    """Undo it."""
    for signature, _, _ in reversed(DOORS):
        drop_door_function("askwell_door", signature)
    for table in ("limits", "email_changes", "provider_visits", "identities", "sign_ins"):
        op.drop_table(table, schema="directory")
    op.execute("REVOKE UPDATE (deletion_due_at) ON directory.people FROM askwell_app")
    op.execute("REVOKE INSERT, DELETE ON directory.sessions FROM askwell_door")
    op.execute("REVOKE DELETE ON directory.access_tokens FROM askwell_door")
    op.execute("DROP POLICY door ON directory.people")
    op.execute(
        "REVOKE INSERT, SELECT (id, email, email_norm, example), UPDATE (email, email_norm)"
        " ON directory.people FROM askwell_door"
    )
    op.drop_index("ix_sessions_expires_at", "sessions", schema="directory")
    op.drop_index("uq_people_example", "people", schema="directory")
    op.drop_column("people", "example", schema="directory")
