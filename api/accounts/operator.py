"""What the operator of an installation may do from its command line: make people and let them in."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from api.accounts.credentials import keep_token
from api.accounts.schemas import TokenCreate
from api.accounts.sign_in.addresses import read_email
from api.accounts.sign_in.arriving import Caller, Means, enter_account, sign_out
from api.accounts.sign_in.schemas import Whereabouts
from api.accounts.sign_in.service import keep_link, sign_in_link
from api.credentials import read_credential
from api.database import Database

LINK_LASTS: Final = timedelta(hours=24)
"""A link on the operator's own terminal may wait until they come back to it."""
OPERATOR: Final = Caller(mark="", label="Command line", network="operator")


class PersonMade(msgspec.Struct, frozen=True, omit_defaults=True):
    """What `askwell person create` prints."""

    id: UUID
    email: str
    token: str | None = None
    link: str | None = None


async def create_person(
    database: Database,
    means: Means,
    address: str,
    *,
    name: str,
    token_scopes: Sequence[str] = (),
    link: bool,
) -> PersonMade:
    """Find or make the account with this address, in one transaction as the application's role.

    With `token_scopes` (a part of SCOPES) it gets an access token, with `link` a one-time sign-in
    link that opens in any browser. Raises InvalidInput, Unavailable.
    """
    email = read_email(address, "--email")
    async with database.enter_nobody() as work:
        (row,) = await work.call("SELECT door.find_person($1) AS id", email.norm)
        session, me = await enter_account(
            work, means, OPERATOR, row["id"], email, Whereabouts(), name=name
        )
        text = None
        if token_scopes:
            wish = TokenCreate(name="Command line", scopes=list(token_scopes))
            text = (await keep_token(work, me.id, wish)).token
        credential = read_credential(session)
        await sign_out(work, credential.hash if credential else None)
        address_of_link = None
        if link:
            secret = secrets.token_urlsafe(32)
            await keep_link(work, email, secret, lasts=LINK_LASTS)
            address_of_link = sign_in_link(means.settings, secret)
    return PersonMade(me.id, me.email or email.typed, text, address_of_link)
