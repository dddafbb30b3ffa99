"""Setting and stopping the clocks that become deliveries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, columns_of, given_rows, hot
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
_SAME: Final = given_rows(
    "clocks",
    owner_id=Uuid(),
    occurrence=Text(),
    due_local=DateTime(timezone=False),
    due_zone=Text(),
    due_at=DateTime(timezone=True),
)
_INSERT_ALL = insert(DueClock).from_select(
    ["kind", "channel", "subject_id", *(each.name for each in _SAME.c)],
    select(
        bindparam("kind", type_=Text()), bindparam("channel", type_=Text()), _SAME.c.owner_id, _SAME
    ),
    include_defaults=False,
)
SET_ALL: Final = hot(
    _INSERT_ALL.on_conflict_do_update(
        index_elements=["owner_id", "kind", "subject_id"],
        set_={name: _INSERT_ALL.excluded[name] for name in _VALUES[3:]},
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


class OwnClock(NamedTuple):
    """A clock whose subject is its owner, in the order of its columns."""

    owner_id: UUID
    occurrence: str
    due_local: datetime
    due_zone: str
    due_at: datetime


async def set_own_clocks(
    work: Work, kind: str, clocks: Sequence[OwnClock], *, channel: Channel = "email"
) -> None:
    """What `set_clock` does, of many people at once (only in jobs)."""
    if clocks:
        await work.execute(SET_ALL, kind=kind, channel=channel, **columns_of(_SAME, clocks))


async def stop_clock(
    work: Work, kind: str, subject_id: UUID, *, owner_id: UUID | None = None
) -> None:
    """Forget the clock of this kind and subject, if there is one."""
    await work.execute(
        STOP, owner_id=owner_id or work.subject.person_id, kind=kind, subject_id=subject_id
    )
