"""The words of the open goals, for whatever puts people in order by them (Sort)."""

from typing import Final

from sqlalchemy import bindparam, literal_column, select

from api.database import Work, hot
from api.goals.models import Goal

WORDS: Final = hot(
    select(Goal.what)
    .where(
        Goal.owner_id == bindparam("owner_id"),
        Goal.state == literal_column("'open'"),
        Goal.deleted_at.is_(None),
    )
    .order_by(Goal.position, Goal.id)
)


async def goal_texts(work: Work) -> list[str]:
    """What the person is after, in their words."""
    rows = await work.fetch(WORDS, owner_id=work.subject.person_id)
    return [str(row["what"]) for row in rows]
