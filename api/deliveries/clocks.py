"""Setting and stopping the clocks that become deliveries."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.deliveries.models import DueClock

Channel = Literal["app", "email", "job"]
"""How it begins: said in the app and carried on from there (what may interrupt), mailed, or done."""

_VALUES: Final = (
    "owner_id",
    "kind",
    "subject_id",
    "occurrence",
    "channel",
    "due_local",
    "due_zone",
    "due_at",
)
_INSERT = insert(DueClock).values({name: bindparam(name) for name in _VALUES})
SET: Final = hot(
    _INSERT.on_conflict_do_update(
        index_elements=["owner_id", "kind", "subject_id"],
        set_={name: _INSERT.excluded[name] for name in _VALUES[3:]},
    )
)
STOP: Final = hot(
    delete(DueClock).where(
        DueClock.owner_id == bindparam("owner_id"),
        DueClock.kind == bindparam("kind"),
        DueClock.subject_id == bindparam("subject_id"),
    )
)


async def set_clock(
    work: Work,
    kind: str,
    subject_id: UUID,
    occurrence: str,
    *,
    due_local: datetime,
    due_zone: str,
    due_at: datetime,
    channel: Channel = "email",
    owner_id: UUID | None = None,
) -> None:
    """Have `kind` happen for this subject at `due_at`; an earlier clock of the same kind and subject
    is replaced. `occurrence` names the happening (ARCHITECTURE.md section 4): a delivery that was
    already planned under the same name is not planned again. `owner_id` only in jobs."""
    await work.execute(
        SET,
        owner_id=owner_id or work.subject.person_id,
        kind=kind,
        subject_id=subject_id,
        occurrence=occurrence,
        channel=channel,
        due_local=due_local,
        due_zone=due_zone,
        due_at=due_at,
    )


async def stop_clock(
    work: Work, kind: str, subject_id: UUID, *, owner_id: UUID | None = None
) -> None:
    """Forget the clock of this kind and subject, if there is one."""
    await work.execute(
        STOP, owner_id=owner_id or work.subject.person_id, kind=kind, subject_id=subject_id
    )
