"""The dashboard of a cohort without a call for each person."""

import sqlalchemy as sa
from alembic import op

from migrations.quicker_0096 import BEFORE, COHORT, COHORT_PEOPLE

revision = "0096"
down_revision = "0095"


def upgrade() -> None:
    """Make it."""
    _as_bridge(COHORT, COHORT_PEOPLE)


def _as_bridge(*statements: str) -> None:
    op.execute("SET LOCAL ROLE askwell_bridge")
    op.execute("SET LOCAL row_security = on")
    for sql in statements:
        op.execute(sa.text(sql.replace(":", "\\:")))
    op.execute("SET LOCAL row_security = off")
    op.execute("RESET ROLE")


def downgrade() -> None:
    """Undo it."""
    _as_bridge(*BEFORE)
