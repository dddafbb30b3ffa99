"""Sends people to a provider and decides what their return means for accounts.

An account is found by issuer and subject alone. An address opens nothing by itself: where the
provider has not checked it, or where an account with it exists already, a code goes to it first
and connects the provider when it is typed (a fresh sign-in, in this very browser).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from uuid import UUID

from api.accounts.credentials import FreshSignInNeeded, require_fresh
from api.accounts.oidc.presets import ProviderRules
from api.accounts.oidc.visits import (
    Proof,
    ProviderRefused,
    Return,
    Visit,
    new_visit,
    seal_visit,
    unseal_visit,
)
from api.accounts.sign_in.addresses import read_email, safe_target
from api.accounts.sign_in.arriving import (
    Caller,
    Identity,
    Means,
    connect,
    enter_account,
    known,
    open_session,
)
from api.accounts.sign_in.browsers import mark_hash
from api.accounts.sign_in.schemas import Whereabouts
from api.accounts.sign_in.service import (
    MAILS_PER_ADDRESS,
    MAILS_PER_DAY,
    MAILS_PER_NETWORK,
    Entered,
    send_code,
    token_hash,
)
from api.credentials import Credential
from api.database import Database, Work
from api.errors import Conflict, InvalidInput, NotFound, Problem
from api.limits import Rate, take

if TYPE_CHECKING:
    from api.accounts.oidc.provider import Provider

VISIT_LASTS: Final = timedelta(minutes=10)
VISITS_PER_NETWORK: Final = Rate("provider-visits", 60, 900)
AFTER_CONNECTING: Final = "/settings/account"


class VisitUnknown(ProviderRefused):
    """The browser came back with a state that it was not sent away with, used, or too old."""

    code, title = "visit-unknown", "That took too long, or began in another browser: try again"


class NoAddress(Problem):
    """The provider names no e-mail address, and there is no account for this identity yet."""

    status, code, title = 403, "no-address", "No address came with it: sign in by a mail first"


class IdentityElsewhere(Conflict):
    """The identity opens another account; accounts are not merged (ARCHITECTURE.md section 9)."""

    code, title = "identity-elsewhere", "It is connected to another account"


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """What a provider sends the browser back with."""

    state: str
    code: str
    iss: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code went to this address; typing it connects the provider."""

    email: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Connected:
    """The provider opens this account from now on."""

    target: str


Arrival = Entered | CodeSent | Connected


class Providers:
    """The configured providers; their client library is loaded with the first visit to one."""

    def __init__(self, rules: Mapping[str, ProviderRules]) -> None:
        self.rules = rules
        self._made: dict[str, Provider] = {}

    def __getitem__(self, provider_id: str) -> "Provider":
        if provider_id not in self.rules:
            raise NotFound("There is no such provider here.")
        if provider_id not in self._made:
            from api.accounts.oidc.provider import Provider

            self._made[provider_id] = Provider(self.rules[provider_id])
        return self._made[provider_id]


@dataclass(frozen=True, slots=True)
class Door:
    """What a visit needs: it holds no transaction open while a provider is asked."""

    database: Database
    means: Means
    providers: Providers


async def leave(
    door: Door,
    caller: Caller,
    provider_id: str,
    target: str | None,
    whereabouts: Whereabouts,
    connecting: Credential | None = None,
) -> str:
    """The address at the provider to send this browser to; with `connecting` the signed-in person
    connects what they come back with.

    Raises NotFound, ProviderAway, ProviderRefused, TooManyRequests, FreshSignInNeeded.
    """
    if connecting is not None:
        async with door.database.enter(connecting, "session", writing=False) as work:
            await require_fresh(work, connecting.hash)
    provider = door.providers[provider_id]
    visit, state = new_visit(safe_target(target), whereabouts), secrets.token_urlsafe(32)
    address = await provider.authorization_url(visit, state, _callback(door, provider_id))
    hashed = token_hash(state)
    sealed = seal_visit(door.means.keys, visit, hashed)
    async with door.database.enter(connecting, "session", writing=False) as work:
        await take(work, door.means.keys, VISITS_PER_NETWORK, caller.network)
        await work.call(
            "SELECT door.start_visit($1, $2, $3, $4, $5)",
            hashed,
            mark_hash(caller.mark),
            provider_id,
            sealed,
            VISIT_LASTS,
        )
    return address


async def come_back(
    door: Door,
    caller: Caller,
    session: Credential | None,
    provider_id: str,
    answer: ProviderAnswer,
) -> Arrival:
    """What the provider's answer comes to. A state works once, in the browser that left.

    Raises NotFound, VisitUnknown, ProviderAway, ProviderRefused, NoAddress, IdentityElsewhere,
    AddressMoved, FreshSignInNeeded, TooManyRequests.
    """
    provider = door.providers[provider_id]
    returned = await _end_visit(door, caller, answer.state)
    if returned is None or returned.provider != provider_id:
        raise VisitUnknown()
    visit = returned.visit
    await provider.check_issuer(answer.iss)
    if answer.error is not None or not answer.code:
        raise ProviderRefused(f"You stopped at {provider.rules.label}, or it refused.")
    proof = await provider.prove(visit, answer.code, _callback(door, provider_id))
    identity = Identity(provider_id, proof.issuer, proof.subject, proof.email)
    if returned.person_id is not None:
        return await _connect(door, session, returned.person_id, identity, visit)
    async with door.database.enter_nobody() as work:
        return await _sign_in(work, door, caller, identity, proof, visit)


async def _end_visit(door: Door, caller: Caller, state: str) -> Return | None:
    hashed = token_hash(state)
    async with door.database.enter_nobody() as work:
        rows = await work.call(
            "SELECT * FROM door.end_visit($1, $2)", hashed, mark_hash(caller.mark)
        )
    if not rows:
        return None
    row = rows[0]
    try:
        visit = unseal_visit(door.means.keys, row["sealed"], hashed)
    except ValueError:
        return None
    return Return(row["provider"], visit, row["person"])


async def _connect(
    door: Door, session: Credential | None, person_id: UUID, identity: Identity, visit: Visit
) -> Connected:
    if session is None or session.subject.person_id != person_id:
        raise FreshSignInNeeded("You are no longer signed in as the one who left.")
    async with door.database.enter(session, "session", writing=False) as work:
        if not await connect(work, identity):
            raise IdentityElsewhere(
                "Accounts are not merged: export there and import here, or disconnect it there."
            )
    return Connected(visit.target or AFTER_CONNECTING)


async def _sign_in(
    work: Work, door: Door, caller: Caller, identity: Identity, proof: Proof, visit: Visit
) -> Arrival:
    (row,) = await work.call(
        "SELECT door.find_identity($1, $2) AS id", identity.issuer, identity.subject
    )
    if row["id"] is not None:
        session = await open_session(work, row["id"], caller)
        return Entered(session, await known(work, row["id"]), visit.target)
    label = door.providers.rules[identity.provider].label
    if proof.email is None:
        raise NoAddress(f"After that, connect {label} in the settings.")
    try:
        email = read_email(proof.email)
    except InvalidInput as error:
        raise NoAddress(f"After that, connect {label} in the settings.") from error
    if proof.email_verified:
        (row,) = await work.call("SELECT door.find_person($1) AS id", email.norm)
        if row["id"] is None:
            session, me = await enter_account(
                work, door.means, caller, None, email, visit.whereabouts, name=proof.name
            )
            await connect(work, identity)
            return Entered(session, me, visit.target)
    await take(work, door.means.keys, MAILS_PER_ADDRESS, email.norm)
    await take(work, door.means.keys, MAILS_PER_DAY, email.norm)
    await take(work, door.means.keys, MAILS_PER_NETWORK, caller.network)
    await send_code(
        work,
        door.means,
        caller,
        email,
        target=visit.target,
        locale=visit.locale or "",
        connects=identity,
        label=label,
    )
    return CodeSent(email.typed, visit.target)


def code_page(sent: CodeSent, label: str) -> str:
    """The page on which the code is typed; the fragment reaches no server or log."""
    words = {"step": "code", "email": sent.email, "provider": label}
    return f"/sign-in#{urlencode(words | ({'target': sent.target} if sent.target else {}))}"


def _callback(door: Door, provider_id: str) -> str:
    return f"{door.means.settings.public_url}/v1/sign-in/providers/{provider_id}/callback"
