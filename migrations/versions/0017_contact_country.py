"""A contact who turns out to live elsewhere: their clocks follow, as after a change of profile."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make it."""
    # Business days of an ask are those of the contact's country (DOMAIN.md section 5). Only whoever
    # has a clock running is of interest: an import may bring countries of thousands.
    op.execute(
        "CREATE TRIGGER settle_clocks AFTER UPDATE OF country ON person.contacts FOR EACH ROW"
        " WHEN (OLD.country IS DISTINCT FROM NEW.country AND NEW.due_at IS NOT NULL)"
        " EXECUTE FUNCTION app.settle_clocks()"
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("DROP TRIGGER settle_clocks ON person.contacts")
