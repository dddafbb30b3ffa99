"""Reads and changes what belongs to the signed-in person's own account."""

from typing import Final

import msgspec
from msgspec import UNSET
from sqlalchemy import Select, bindparam, select

from api.accounts.models import Person, Profile
from api.accounts.schemas import MeRead, ProfileChange, ProfileRead
from api.credentials import Subject
from api.database import Work, hot
from api.errors import NotFound
from api.etags import require_version

ME: Final = hot(
    select(
        Person.id,
        Person.email,
        Person.deletion_due_at,
        *(getattr(Profile, name) for name in ProfileRead.__struct_fields__),
    )
    .join(Profile, Profile.owner_id == Person.id)
    .where(Person.id == bindparam("person_id"))
)


def profile_of(subject: Subject) -> Select[Profile]:
    """The one way to a profile."""
    return select(Profile).where(Profile.owner_id == subject.person_id)


async def read_me(work: Work) -> MeRead:
    """Who is signed in, and what they settled."""
    row = await work.fetchrow(ME, person_id=work.subject.person_id)
    if row is None:
        raise NotFound()
    profile = msgspec.convert(
        {name: row[name] for name in ProfileRead.__struct_fields__}, ProfileRead
    )
    return MeRead(
        id=row["id"],
        label=profile.name or row["email"] or "",
        email=row["email"],
        example=False,
        deletion_due_at=row["deletion_due_at"],
        profile=profile,
    )


async def change_profile(work: Work, change: ProfileChange, *, if_match: str | None) -> ProfileRead:
    """Change what was sent. Raises PreconditionRequired, PreconditionFailed."""
    session = await work.session()
    profile = (await session.scalars(profile_of(work.subject))).one()
    require_version(if_match, profile.version)
    for name in ProfileChange.__struct_fields__:
        value = getattr(change, name)
        if value is not UNSET:
            setattr(profile, name, value)
    await session.flush()
    await session.refresh(profile)
    return msgspec.convert(profile, ProfileRead, from_attributes=True)
