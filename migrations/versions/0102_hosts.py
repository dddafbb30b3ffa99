"""Hosts of an organization, and what whoever takes part asks of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.hosts_0102 import DOORS, FORGET
from migrations.tenancy import door_columns, door_function, drop_door_function, organization_table

revision = "0102"
down_revision = "0098"

AT = sa.DateTime(timezone=True)
DOOR = "askwell_door"
MANAGERS = ("owner", "admin")
SAID = ("name", "headline", "field", "topics", "words", "capacity", "cool_off_days")
WATCHED = (*SAID, "person_id", "email", "email_norm", "paused_until", "secret_hash", "link", "sent")
WATCHED += ("consent_version", "agreed_at", "ended_at")
"""What changes a host; how often they were asked does not."""
GRANTS = "'grant.given', 'grant.revoked'"
WITH_HOSTS = f"{GRANTS}, 'host_request.answered', 'host_request.expired'"
STATES = ("asked", "accepted", "declined", "expired", "withdrawn", "closed")


def _tell_of(before: str, now: str) -> None:
    """Have webhooks told of other events (`app.call_out`, migration 0092)."""
    op.execute(
        "DO $do$ BEGIN EXECUTE replace(pg_get_functiondef('app.call_out()'::regprocedure),"
        f" $${before}$$, $${now}$$); END $do$"
    )


def upgrade() -> None:
    """Make it."""
    _tell_of(GRANTS, WITH_HOSTS)
    _hosts()
    _requests()
    _guard()
    for signature, sql, to in DOORS:
        door_function(DOOR, sql, signature, to=to)
    op.execute(FORGET)
    op.execute("REVOKE EXECUTE ON FUNCTION app.forget_host() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER forget_host BEFORE DELETE ON directory.people FOR EACH ROW"
        " EXECUTE FUNCTION app.forget_host()"
    )


def _hosts() -> None:
    op.create_table(
        "hosts",
        *_key(),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("invited_by", sa.Uuid(), server_default=sa.text("app.membership_id()")),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("email_norm", sa.Text()),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("field", sa.Text()),
        sa.Column("topics", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("cool_off_days", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Date()),
        sa.Column("secret_hash", sa.LargeBinary()),
        sa.Column("link", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("sent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("consent_version", sa.Integer()),
        sa.Column("agreed_at", AT),
        sa.Column("ended_at", AT),
        *(
            sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
            for name in ("asked", "accepted", "held")
        ),
        sa.Column("asked_at", AT),
        *_stamps(),
        _of_organization("hosts"),
        _points_to("hosts", "invited_by", "memberships"),
        _person("hosts"),
        sa.CheckConstraint("capacity BETWEEN 1 AND 10", name="capacity"),
        sa.CheckConstraint("cool_off_days BETWEEN 0 AND 90", name="cool_off_days"),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (consent_version IS NULL)", name="agreed_to_words"
        ),
        schema="organization",
    )
    op.create_index(
        "ix_hosts_secret_hash", "hosts", ["secret_hash"], unique=True, schema="organization"
    )
    op.create_index(
        "ix_hosts_organization_id_email_norm",
        "hosts",
        ["organization_id", "email_norm"],
        unique=True,
        postgresql_where=sa.text("email_norm IS NOT NULL AND ended_at IS NULL"),
        schema="organization",
    )
    for columns in (("organization_id", "created_at", "id"), ("person_id",), ("email_norm",)):
        op.create_index(
            f"ix_hosts_{'_'.join(columns)}", "hosts", list(columns), schema="organization"
        )


def _requests() -> None:
    op.create_table(
        "host_requests",
        *_key(),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("answered_at", AT),
        sa.Column("held_at", AT),
        sa.Column("given_email", sa.Text()),
        sa.Column("given_phone", sa.Text()),
        sa.Column("contact_id", sa.Uuid()),
        *_stamps(),
        _of_organization("host_requests"),
        _points_to("host_requests", "host_id", "hosts"),
        _points_to("host_requests", "enrolment_id", "enrolments"),
        _person("host_requests"),
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        schema="organization",
    )
    for columns in (
        ("organization_id", "host_id", "asked_at"),
        ("organization_id", "enrolment_id"),
        ("person_id", "asked_at", "id"),
    ):
        op.create_index(
            f"ix_host_requests_{'_'.join(columns)}",
            "host_requests",
            list(columns),
            schema="organization",
        )


def _guard() -> None:
    organization_table(
        "hosts",
        read=MANAGERS,
        add=MANAGERS,
        added=("organization_id", "id", "email", "email_norm", "secret_hash", "sent", *SAID),
        change=MANAGERS,
        columns=(*SAID, "paused_until", "secret_hash", "link", "sent"),
    )
    organization_table("host_requests", read=())
    for table in ("hosts", "host_requests"):
        for policy, role, person in (
            ("own", "askwell_app", "= (SELECT app.person_id())"),
            ("batch", "askwell_worker", "= ANY ((SELECT app.batch())::uuid[])"),
        ):
            op.execute(
                f"CREATE POLICY {policy} ON organization.{table} FOR SELECT TO {role}"
                f" USING (person_id {person})"
            )
        op.execute(f"GRANT SELECT ON organization.{table} TO askwell_worker")
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE OF "
        f"{', '.join(WATCHED)} ON organization.hosts FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        "CREATE TRIGGER touch BEFORE UPDATE ON organization.host_requests"
        " FOR EACH ROW EXECUTE FUNCTION app.touch()"
    )
    op.execute(
        f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OF {', '.join(WATCHED)} ON organization.hosts"
        " FOR EACH ROW EXECUTE FUNCTION app.audit('host', 'field', 'capacity', 'cool_off_days',"
        " 'paused_until', 'link', 'sent', 'consent_version', 'agreed_at', 'ended_at')"
    )
    door_columns(
        DOOR,
        "organization.hosts",
        select=[
            *("organization_id", "id", "person_id", "invited_by", "email", "email_norm", *SAID),
            *("paused_until", "secret_hash", "link", "consent_version", "agreed_at", "ended_at"),
            *("asked", "accepted", "held", "asked_at", "created_at"),
        ],
        update=[
            *("person_id", "email", "email_norm", *SAID, "paused_until", "secret_hash", "link"),
            *("consent_version", "agreed_at", "ended_at", "asked", "accepted", "held", "asked_at"),
        ],
        insert=True,
    )
    door_columns(
        DOOR,
        "organization.host_requests",
        select=[
            *("organization_id", "id", "host_id", "enrolment_id", "person_id", "body", "said"),
            *("state", "asked_at", "expires_at", "answered_at", "held_at", "given_email"),
            *("given_phone", "contact_id"),
        ],
        update=[
            *("person_id", "body", "said", "state", "answered_at", "held_at", "given_email"),
            *("given_phone", "contact_id"),
        ],
        insert=True,
    )
    door_columns(DOOR, "person.clocks", insert=True)


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _stamps() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )


def _of_organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id"],
        ["organization.organizations.organization_id"],
        name=f"fk_{table}_organization_id",
    )


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"organization.{target}.organization_id", f"organization.{target}.id"],
        name=f"fk_{table}_organization_id_{column}",
    )


def _person(table: str) -> sa.ForeignKeyConstraint:
    """Somebody with an account; who erases it leaves the row without a person."""
    return sa.ForeignKeyConstraint(
        ["person_id"], ["directory.people.id"], name=f"fk_{table}_person_id", ondelete="SET NULL"
    )


def downgrade() -> None:
    """Undo it."""
    _tell_of(WITH_HOSTS, GRANTS)
    op.execute("DROP TRIGGER forget_host ON directory.people")
    op.execute("DROP FUNCTION app.forget_host()")
    for signature, _, _ in reversed(DOORS):
        drop_door_function(DOOR, signature)
    op.execute("DROP POLICY door ON person.clocks")
    op.execute(f"REVOKE INSERT ON person.clocks FROM {DOOR}")
    op.drop_table("host_requests", schema="organization")
    op.drop_table("hosts", schema="organization")
