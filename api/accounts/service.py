"""Reads and changes what belongs to the signed-in person's own account."""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET
from sqlalchemy import (
    Select,
    Uuid,
    bindparam,
    column,
    func,
    insert,
    literal,
    select,
    table,
    update,
)

from api.accounts.models import Person, Profile
from api.accounts.schemas import MeRead, ProfileChange, ProfileRead
from api.credentials import Subject
from api.database import Work, hot
from api.errors import FieldError, InvalidInput, NotFound
from api.etags import require_version
from api.localtime import country_code, is_zone

ME: Final = hot(
    select(
        Person.id,
        Person.email,
        Person.deletion_due_at,
        # Only a session of the example runs read-only (door.enter).
        (func.current_setting("transaction_read_only") == literal("on")).label("example"),
        *(getattr(Profile, name) for name in ProfileRead.__struct_fields__),
    )
    .join(Profile, Profile.owner_id == Person.id)
    .where(Person.id == bindparam("person_id"))
)

# The journal's table by name: accounts come before the journal and may not import it.
_BEGIN_CHANGES: Final = hot(
    insert(table("changes", column("owner_id"), schema="person")).values(
        owner_id=bindparam("owner_id", type_=Uuid())
    )
)
_BEGIN_PROFILE: Final = hot(
    insert(Profile).values(
        {name: bindparam(name) for name in ("owner_id", "name", "time_zone", "locale", "country")}
    )
)

_LEARN_PLACE: Final = hot(
    update(Profile)
    .where(
        Profile.owner_id == bindparam("owner_id", type_=Uuid()),
        Profile.time_zone == literal("UTC"),
        Profile.country.is_(None),
        Profile.first_run_done_at.is_(None),
    )
    .values({name: bindparam(name) for name in ("time_zone", "locale", "country")})
)

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def profile_of(subject: Subject) -> Select[Profile]:
    """The one way to a profile."""
    return select(Profile).where(Profile.owner_id == subject.person_id)


async def read_me(work: Work) -> MeRead:
    """Who is signed in, and what they settled. Raises NotFound for an erased account."""
    me = await me_of(work, work.subject.person_id)
    if me is None:
        raise NotFound()
    return me


async def me_of(work: Work, person_id: UUID) -> MeRead | None:
    """The person of this transaction, or None while they have no profile yet."""
    row = await work.fetchrow(ME, person_id=person_id)
    if row is None:
        return None
    profile = _shown(row.__getitem__)
    return MeRead(
        id=row["id"],
        label=profile.name or row["email"] or "",
        email=row["email"],
        example=row["example"],
        deletion_due_at=row["deletion_due_at"],
        profile=profile,
    )


async def begin_profile(
    work: Work,
    person_id: UUID,
    *,
    name: str,
    zone: str | None,
    locale: str | None,
    country: str | None,
) -> None:
    """Make the profile and the change number of a new person, whose context is entered already.

    What a browser says of itself and can't be used is left at the defaults: it stops nobody.
    """
    await work.execute(_BEGIN_CHANGES, owner_id=person_id)
    await work.write()
    place = _place(zone, locale, country)
    await work.execute(_BEGIN_PROFILE, owner_id=person_id, name=name, **place)


async def learn_place(
    work: Work, person_id: UUID, *, zone: str | None, locale: str | None, country: str | None
) -> None:
    """Take over where the browser says it is for somebody who was made on a command line, which
    does not know, and who settled nothing themselves yet."""
    if zone and is_zone(zone):
        await work.write()
        await work.execute(_LEARN_PLACE, owner_id=person_id, **_place(zone, locale, country))


def _place(zone: str | None, locale: str | None, country: str | None) -> dict[str, str | None]:
    return {
        "time_zone": zone if zone and is_zone(zone) else "UTC",
        "locale": (locale and language_tag(locale)) or "en",
        "country": country.upper() if country and re.fullmatch("[A-Za-z]{2}", country) else None,
    }


def language_tag(text: str) -> str | None:
    """The BCP 47 tag (`pt-BR`) of a language that is known to CLDR, else None."""
    if not _LANGUAGE.fullmatch(text):
        return None
    from babel import Locale, UnknownLocaleError

    try:
        parsed = Locale.parse(text, sep="-" if "-" in text else "_")
    except (UnknownLocaleError, ValueError):
        return None
    return str(parsed).replace("_", "-")


async def change_profile(work: Work, change: ProfileChange, *, if_match: str | None) -> ProfileRead:
    """Change what was sent. Raises InvalidInput, PreconditionRequired, PreconditionFailed."""
    fields = {
        name: value
        for name in ProfileChange.__struct_fields__
        if (value := getattr(change, name)) is not UNSET
    }
    _check(fields)
    session = await work.session()
    profile = (await session.scalars(profile_of(work.subject))).one()
    require_version(if_match, profile.version)
    for name, value in fields.items():
        setattr(profile, name, value)
    await session.flush()
    await session.refresh(profile)
    return _shown(lambda name: getattr(profile, name))


def _shown(value_of: Callable[[str], object]) -> ProfileRead:
    fields = {name: value_of(name) for name in ProfileRead.__struct_fields__}
    for name, value in fields.items():
        if isinstance(value, time):
            fields[name] = value.isoformat("minutes")
    return msgspec.convert(fields, ProfileRead)


def _check(fields: dict[str, object]) -> None:
    """Refuse what is well-formed but does not exist, and even out what can be written two ways."""
    wrong: list[FieldError] = []

    def refuse(name: str, message: str) -> None:
        wrong.append(FieldError(f"body.{name}", "invalid", message))

    for name, value in fields.items():
        match name, value:
            case "time_zone", str() if not is_zone(value):
                refuse(name, "Use an IANA name such as Europe/London.")
            case "country", str():
                try:
                    fields[name] = country_code(value)
                except ValueError:
                    refuse(name, "Use two letters such as GB (ISO 3166-1).")
            case "locale", str():
                fields[name] = language_tag(value)
                if fields[name] is None:
                    refuse(name, "Use a language tag such as en-GB (BCP 47).")
            case (("half_hour_days" | "working_days"), list()):
                if not value or len(set(value)) != len(value):
                    refuse(name, "Use at least one of 1 (Monday) to 7 (Sunday), each once.")
                fields[name] = sorted(value)
            case (("quiet_start" | "quiet_end" | "half_hour_time"), str()):
                fields[name] = time.fromisoformat(value)
            case _, datetime() if value.tzinfo is None:
                refuse(name, "Write the time with its zone: 2026-03-04T12:30:00Z.")
            case _, str() if "\0" in value:
                refuse(name, "It contains a character that can't be kept.")
            case "field_words", list() if any("\0" in word for word in value):
                refuse(name, "It contains a character that can't be kept.")
    if wrong:
        raise InvalidInput("; ".join(error.message for error in wrong), errors=wrong)
