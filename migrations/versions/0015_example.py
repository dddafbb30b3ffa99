"""The owner of the database may name the one person whom everybody may look at."""

from alembic import op

from migrations.tenancy import door_function, drop_door_function

revision = "0015"
down_revision = "0013"

NAME_EXAMPLE = """
CREATE FUNCTION door.name_example(person uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE directory.people p SET example = true WHERE p.id = person $$
"""


def upgrade() -> None:
    """Make it."""
    op.execute("GRANT UPDATE (example) ON directory.people TO askwell_door")
    op.execute("SET LOCAL ROLE askwell_door")
    op.execute("GRANT USAGE ON SCHEMA door TO askwell_owner")
    op.execute("RESET ROLE")
    door_function("askwell_door", NAME_EXAMPLE, "door.name_example(uuid)", to="askwell_owner")


def downgrade() -> None:
    """Undo it."""
    drop_door_function("askwell_door", "door.name_example(uuid)")
    op.execute("REVOKE UPDATE (example) ON directory.people FROM askwell_door")
    op.execute("SET LOCAL ROLE askwell_door")
    op.execute("REVOKE USAGE ON SCHEMA door FROM askwell_owner")
    op.execute("RESET ROLE")
