"""Where and when a person lives: zone, country and working days, for whatever runs on local time."""

from typing import Final

import asyncpg
from sqlalchemy import bindparam, select

from api.accounts.models import Profile
from api.database import Work, hot
from api.errors import NotFound

PLACE: Final = hot(
    select(Profile.time_zone, Profile.country, Profile.working_days, Profile.clock_template).where(
        Profile.owner_id == bindparam("owner_id")
    )
)


async def read_place(work: Work) -> asyncpg.Record:
    """`time_zone`, `country`, `working_days` and `clock_template` of this person. Raises NotFound
    for an erased account."""
    row = await work.fetchrow(PLACE, owner_id=work.subject.person_id)
    if row is None:
        raise NotFound()
    return row


async def read_zone(work: Work) -> str:
    """The zone of this person. Raises NotFound for an erased account."""
    return str((await read_place(work))["time_zone"])
