"""Opens the session of whoever has proved who they are, with a new account where there was none."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from api.accounts.schemas import MeRead
from api.accounts.service import begin_profile, learn_place, me_of
from api.accounts.sign_in.addresses import Email
from api.accounts.sign_in.schemas import Whereabouts
from api.config import Settings
from api.courier import Courier
from api.credentials import mint
from api.database import Work
from api.errors import Conflict
from api.secrets import Keys
from api.tables import new_id

SESSION_LASTS: Final = timedelta(days=90)
EXAMPLE_LASTS: Final = timedelta(days=1)


class AddressMoved(Conflict):
    """The address left its account less than 7 days ago, and may still be taken back."""

    code, title = "address-moved", "This address was changed a few days ago: see the mail about it"


@dataclass(frozen=True, slots=True)
class Means:
    """What sign-in works with beside the database."""

    settings: Settings
    keys: Keys
    courier: Courier


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the mark of the browser, its name, its network, and the session it had before."""

    mark: str
    label: str
    network: str
    session_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """An account at a provider, proved by it a moment ago."""

    provider: str
    issuer: str
    subject: str
    email: str | None


async def enter_account(
    work: Work,
    means: Means,
    caller: Caller,
    person_id: UUID | None,
    email: Email,
    whereabouts: Whereabouts,
    *,
    name: str = "",
) -> tuple[str, MeRead]:
    """Open a session for `person_id`, or for a new account with `email` where it is None. The rest
    of this transaction runs in that person's context. Raises AddressMoved."""
    if person_id is None:
        person_id = await _sign_up(work, means.keys, email)
    session = await open_session(work, person_id, caller)
    zone, locale, country = whereabouts.zone, whereabouts.locale, whereabouts.country
    if await me_of(work, person_id) is None:
        await begin_profile(work, person_id, name=name, zone=zone, locale=locale, country=country)
    else:
        await learn_place(work, person_id, zone=zone, locale=locale, country=country)
    return session, await known(work, person_id)


async def open_session(
    work: Work, person_id: UUID, caller: Caller, *, looking: bool = False
) -> str:
    """The cookie's text of a new session, which replaces the one this browser had; the transaction
    enters that person's context. Whoever calls has proved who is there."""
    text, hashed = mint("session", person_id)
    await work.call(
        "SELECT door.open_session($1, $2, $3, $4, $5, $6, $7)",
        person_id,
        hashed,
        new_id(),
        caller.label,
        looking,
        EXAMPLE_LASTS if looking else SESSION_LASTS,
        caller.session_hash,
    )
    await work.call("SELECT door.enter('session', $1, $2, 'profile:read')", hashed, person_id)
    return text


async def sign_out(work: Work, session_hash: bytes | None) -> None:
    """End the session of this cookie, if there is one."""
    if session_hash is not None:
        await work.call("SELECT door.close_session($1)", session_hash)


async def connect(work: Work, identity: Identity) -> bool:
    """Connect `identity` to the person of this transaction; False when it is another account's."""
    (row,) = await work.call(
        "SELECT door.link_identity($1, $2, $3, $4, $5) AS mine",
        new_id(),
        identity.provider,
        identity.issuer,
        identity.subject,
        identity.email,
    )
    return bool(row["mine"])


async def known(work: Work, person_id: UUID) -> MeRead:
    """The person whose context this transaction has entered."""
    me = await me_of(work, person_id)
    assert me is not None
    return me


async def _sign_up(work: Work, keys: Keys, email: Email) -> UUID:
    proposed = new_id()
    sealed = keys.seal(secrets.token_bytes(32), f"people|{proposed}|sealed_key")
    (row,) = await work.call(
        "SELECT door.sign_up($1, $2, $3, $4) AS id", proposed, email.typed, email.norm, sealed
    )
    if row["id"] is None:
        raise AddressMoved("Its link takes the address back; after 7 days it is free again.")
    settled: UUID = row["id"]
    return settled
