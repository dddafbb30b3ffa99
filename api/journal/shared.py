"""Tells the log that something is shared, or no longer."""

from typing import Literal
from uuid import UUID

from api.database import Work
from api.journal.record import record
from api.sharing.granting import Told
from api.sharing.schemas import Scope


async def tell_of_grant(
    work: Work, name: Told, grant_id: UUID, scope: Scope | Literal["item"]
) -> None:
    """Write the event of a grant that was given, changed or ended."""
    await record(work, name, subject_id=grant_id, codes={"scope": scope})
