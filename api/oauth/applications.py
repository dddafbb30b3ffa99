"""Applications that a person registered: what they may ask for, where they lead back to."""

import hashlib
import secrets
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from api.accounts.credentials import require_fresh
from api.credentials import SCOPES
from api.database import Work, hot
from api.errors import Conflict, FieldError, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.limits import Rate, take
from api.oauth.models import Application
from api.oauth.redirects import what_is_wrong
from api.oauth.schemas import (
    ApplicationChange,
    ApplicationCreate,
    ApplicationCreated,
    ApplicationRead,
)
from api.secrets import Keys
from api.tables import new_id

MOST_APPLICATIONS: Final = 20
REGISTERING: Final = Rate("applications", 20, 3600)
SECRET_PREFIX: Final = "askwell_secret_"

_SHOWN: Final = tuple(getattr(Application, name) for name in ApplicationRead.__struct_fields__)
_MINE: Final = Application.person_id == bindparam("person_id")
_ONE: Final = _MINE & (Application.id == bindparam("id"))
_LIST: Final = hot(
    select(*_SHOWN).where(_MINE).order_by(Application.created_at.desc(), Application.id)
)
_READ: Final = hot(select(*_SHOWN).where(_ONE))
_COUNT: Final = hot(select(func.count()).select_from(Application).where(_MINE))
_TEXTS: Final = {name: bindparam(name, type_=ARRAY(Text())) for name in ("redirect_uris", "scopes")}
_REGISTER: Final = hot(
    insert(Application)
    .values(
        **{
            name: bindparam(name)
            for name in ("id", "person_id", "name", "website", "confidential", "secret_hash")
        },
        **_TEXTS,
    )
    .returning(*_SHOWN)
)
_CHANGE: Final = hot(
    update(Application)
    .where(_ONE)
    .values(
        name=bindparam("new_name"),
        website=bindparam("new_website"),
        **_TEXTS,
        version=Application.version + 1,
        updated_at=func.now(),
    )
    .returning(*_SHOWN)
)
_ROTATE: Final = hot(
    update(Application)
    .where(_ONE, Application.confidential)
    .values(secret_hash=bindparam("new_hash"), version=Application.version + 1)
)


async def list_applications(work: Work) -> list[ApplicationRead]:
    """The applications of the caller, newest first; there are at most MOST_APPLICATIONS."""
    rows = await work.fetch(_LIST, person_id=work.subject.person_id)
    return [ApplicationRead(**row) for row in rows]


async def read_application(work: Work, application_id: UUID) -> ApplicationRead:
    """One application of the caller. Raises NotFound."""
    row = await work.fetchrow(_READ, person_id=work.subject.person_id, id=application_id)
    if row is None:
        raise NotFound()
    return ApplicationRead(**row)


async def register(
    work: Work, keys: Keys, data: ApplicationCreate, session_hash: bytes
) -> ApplicationCreated:
    """Register an application; its secret, if it has one, is in this answer only. Raises
    FreshSignInNeeded, InvalidInput, LimitReached, TooManyRequests."""
    person_id = work.subject.person_id
    await require_fresh(work, session_hash)
    fields = _checked(
        {name: getattr(data, name) for name in ("name", "website", "redirect_uris", "scopes")}
    )
    await take(work, keys, REGISTERING, str(person_id))
    if await work.fetchval(_COUNT, person_id=person_id) >= MOST_APPLICATIONS:
        raise LimitReached(f"Delete one of your {MOST_APPLICATIONS} applications first.")
    secret, secret_hash = None, None
    if data.confidential:
        secret, secret_hash = _secret()
    row = await work.fetchrow(
        _REGISTER,
        id=new_id(),
        person_id=person_id,
        confidential=data.confidential,
        secret_hash=secret_hash,
        **fields,
    )
    assert row is not None
    return ApplicationCreated(**row, secret=secret)


async def change(
    work: Work,
    application_id: UUID,
    data: ApplicationChange,
    session_hash: bytes,
    *,
    if_match: str | None,
) -> ApplicationRead:
    """Change what was sent. What people allowed already stays as they allowed it.

    Raises FreshSignInNeeded, NotFound, InvalidInput, PreconditionRequired, PreconditionFailed.
    """
    await require_fresh(work, session_hash)
    before = await read_application(work, application_id)
    require_version(if_match, before.version)
    names = ApplicationChange.__struct_fields__
    fields = _checked(
        {name: getattr(before if getattr(data, name) is UNSET else data, name) for name in names}
    )
    row = await work.fetchrow(
        _CHANGE,
        person_id=work.subject.person_id,
        id=application_id,
        new_name=fields["name"],
        new_website=fields["website"],
        redirect_uris=fields["redirect_uris"],
        scopes=fields["scopes"],
    )
    assert row is not None
    return ApplicationRead(**row)


async def rotate(work: Work, application_id: UUID, session_hash: bytes) -> str:
    """A new secret; the one before it is refused from now on. Raises FreshSignInNeeded, NotFound
    and, for an application without a secret, Conflict."""
    await require_fresh(work, session_hash)
    mine = await read_application(work, application_id)
    if not mine.confidential:
        raise Conflict("This application was registered without a secret.")
    secret, new_hash = _secret()
    await work.execute(
        _ROTATE, person_id=work.subject.person_id, id=application_id, new_hash=new_hash
    )
    return secret


async def delete(work: Work, application_id: UUID) -> None:
    """Delete an application: everybody who let it in is rid of it at once. Raises NotFound."""
    await read_application(work, application_id)
    await work.call("SELECT door.drop_application($1)", application_id)


def hash_of(text: str) -> bytes:
    """The hash under which a secret, a code or a token is kept; all have 256 random bits."""
    return hashlib.sha256(text.encode()).digest()


def _secret() -> tuple[str, bytes]:
    text = SECRET_PREFIX + secrets.token_urlsafe(32)
    return text, hash_of(text)


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, evened out. Raises InvalidInput for what is well-formed but can't be."""
    wrong: list[FieldError] = []
    name, website = fields["name"].strip(), fields["website"] or None
    if not name or not name.isprintable():
        message = "Give it a name of plain characters, as people will read it."
        wrong.append(FieldError("body.name", "invalid", message))
    if website is not None and (what_is_wrong(website) or urlsplit(website).scheme != "https"):
        wrong.append(FieldError("body.website", "invalid", "Use an address with https."))
    for place, uri in enumerate(fields["redirect_uris"]):
        if reason := what_is_wrong(uri):
            wrong.append(FieldError(f"body.redirect_uris.{place}", "invalid", reason))
    if unknown := sorted(set(fields["scopes"]) - set(SCOPES)):
        message = f"There is no scope {unknown[0]}; there are {', '.join(SCOPES)}."
        wrong.append(FieldError("body.scopes", "unknown", message))
    if wrong:
        raise InvalidInput("; ".join(error.message for error in wrong), errors=wrong)
    return {
        "name": name,
        "website": website,
        "redirect_uris": [*dict.fromkeys(fields["redirect_uris"])],
        "scopes": sorted(set(fields["scopes"]), key=SCOPES.index),
    }
