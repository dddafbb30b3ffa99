"""Goals, what is to be found out, the development plan, and outcomes."""

import sqlalchemy as sa
from alembic import op

from migrations.tenancy import person_table

revision = "0052"
down_revision = "0060"

AT = sa.DateTime(timezone=True)
STAMPED = ("goals", "goal_revisions", "milestones", "assumptions", "plan_items", "outcomes")
BARE = ("revision_causes", "findings")
LINKED = (("threads", "goal_id", "goals"), ("question_uses", "assumption_id", "assumptions"))


def upgrade() -> None:
    """Make it."""
    _goals()
    _assumptions()
    _plan_items()
    _outcomes()
    for table, column, target in LINKED:
        op.add_column(table, sa.Column(column, sa.Uuid()), schema="person")
        # The new key is checked over the rows that are there, which FORCE would hide.
        op.execute(f"ALTER TABLE person.{table} NO FORCE ROW LEVEL SECURITY")
        op.create_foreign_key(
            f"fk_{table}_owner_id_{column}",
            table,
            target,
            ["owner_id", column],
            ["owner_id", "id"],
            source_schema="person",
            referent_schema="person",
        )
        op.execute(f"ALTER TABLE person.{table} FORCE ROW LEVEL SECURITY")
        _index(table, column, column, where=f"{column} IS NOT NULL")
    for table in STAMPED:
        _index(table, "change_seq", "change_seq", "id")
        person_table(table)
    for table in BARE:
        person_table(table, stamped=False)


def _goals() -> None:
    op.create_table(
        "goals",
        *_key(),
        *_wording(),
        _text("state", "open"),
        _position(),
        sa.Column("revised_at", AT, nullable=False),
        sa.Column("reviewed_at", AT, nullable=False),
        sa.Column("ended_at", AT),
        *_stamps(),
        _one_of("state", "open", "reached", "given_up", "parked"),
        sa.CheckConstraint(
            "(state IN ('reached', 'given_up')) = (ended_at IS NOT NULL)", name="ended_at"
        ),
        schema="person",
    )
    _index("goals", "position", "position", "id", where="deleted_at IS NULL")
    op.create_table(
        "goal_revisions",
        *_key(),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        *_wording(),
        sa.Column("at", AT, nullable=False),
        sa.Column("conversation_id", sa.Uuid()),
        *_stamps(),
        _points_to("goal_revisions", "goal_id", "goals"),
        _points_to("goal_revisions", "conversation_id", "conversations"),
        schema="person",
    )
    _index("goal_revisions", "goal_id", "goal_id", "at", "id")
    _index("goal_revisions", "conversation_id", "conversation_id")
    op.create_table(
        "revision_causes",
        _key()[0],
        sa.Column("revision_id", sa.Uuid(), primary_key=True),
        sa.Column("insight_id", sa.Uuid(), primary_key=True),
        _points_to("revision_causes", "revision_id", "goal_revisions"),
        _points_to("revision_causes", "insight_id", "insights"),
        schema="person",
    )
    _index("revision_causes", "insight_id", "insight_id")
    op.create_table(
        "milestones",
        *_key(),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        _text("text"),
        sa.Column("due_on", sa.Date()),
        sa.Column("done_at", AT),
        _position(),
        *_stamps(),
        _points_to("milestones", "goal_id", "goals"),
        schema="person",
    )
    _index("milestones", "goal_id", "goal_id", "position", "id")


def _assumptions() -> None:
    op.create_table(
        "assumptions",
        *_key(),
        sa.Column("goal_id", sa.Uuid()),
        _text("text"),
        _text("state", "open"),
        sa.Column("settled_at", AT),
        *_stamps(),
        _points_to("assumptions", "goal_id", "goals"),
        _one_of("state", "open", "supported", "refuted"),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at"),
        schema="person",
    )
    _index("assumptions", "goal_id", "goal_id")
    op.create_table(
        "findings",
        _key()[0],
        sa.Column("assumption_id", sa.Uuid(), primary_key=True),
        sa.Column("evidence_id", sa.Uuid(), primary_key=True),
        _text("says"),
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        _points_to("findings", "assumption_id", "assumptions"),
        _points_to("findings", "evidence_id", "evidence"),
        _one_of("says", "supports", "refutes"),
        schema="person",
    )
    _index("findings", "evidence_id", "evidence_id")


def _plan_items() -> None:
    op.create_table(
        "plan_items",
        *_key(),
        *(sa.Column(f"{one}_id", sa.Uuid()) for one in ("goal", "skill", "advice")),
        _text("kind", "other"),
        _text("text"),
        sa.Column("due_on", sa.Date()),
        _text("state", "open"),
        sa.Column("done_at", AT),
        _text("proof", ""),
        *_stamps(),
        _points_to("plan_items", "goal_id", "goals"),
        _points_to("plan_items", "skill_id", "skills"),
        _points_to("plan_items", "advice_id", "advice"),
        _one_of(
            "kind",
            "course",
            "project",
            "shadowing",
            "volunteering",
            "certificate",
            "reading",
            "other",
        ),
        _one_of("state", "open", "done", "dropped"),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at"),
        schema="person",
    )
    _index("plan_items", "due_on", "due_on", "id", where="state = 'open' AND deleted_at IS NULL")
    _index("plan_items", "goal_id", "goal_id")
    _index("plan_items", "skill_id", "skill_id")
    _index("plan_items", "advice_id", "advice_id")


def _outcomes() -> None:
    keys = ("employer", "contact", "thread", "led_by", "goal")
    op.create_table(
        "outcomes",
        *_key(),
        _text("kind"),
        sa.Column("at", sa.Date(), nullable=False),
        _text("note", ""),
        *(sa.Column(f"{one}_id", sa.Uuid()) for one in keys),
        *_stamps(),
        *(
            _points_to("outcomes", f"{one}_id", "outcomes" if one == "led_by" else f"{one}s")
            for one in keys
        ),
        _one_of(
            "kind",
            "referral",
            "mentorship",
            "collaboration",
            "project",
            "lead",
            "interview",
            "offer",
            "new_role",
            "invitation",
            "asked_for_advice",
        ),
        sa.CheckConstraint("led_by_id <> id", name="led_by"),
        schema="person",
    )
    for one in keys:
        _index("outcomes", f"{one}_id", f"{one}_id")
    _index("outcomes", "at", "at", "id")


def _key() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("owner_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
    )


def _stamps() -> tuple[sa.Column, ...]:
    return (
        sa.Column("created_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", AT, server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("change_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", AT),
    )


def _wording() -> tuple[sa.Column, ...]:
    return (
        _text("what"),
        _text("why", ""),
        _text("how_known", ""),
        _text("measure", ""),
        sa.Column("due_on", sa.Date()),
    )


def _position() -> sa.Column:
    return sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False)


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", column],
        [f"person.{target}.owner_id", f"person.{target}.id"],
        name=f"fk_{table}_owner_id_{column}",
    )


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _index(table: str, name: str, *columns: str, where: str = "") -> None:
    op.create_index(
        f"ix_{table}_owner_id_{name}",
        table,
        ["owner_id", *columns],
        schema="person",
        postgresql_where=sa.text(where) if where else None,
    )


def downgrade() -> None:
    """Undo it."""
    for table, column, _ in LINKED:
        op.drop_column(table, column, schema="person")
    for table in ("outcomes", "plan_items", "findings", "assumptions", "milestones"):
        op.drop_table(table, schema="person")
    for table in ("revision_causes", "goal_revisions", "goals"):
        op.drop_table(table, schema="person")
