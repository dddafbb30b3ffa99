"""Asks for sign-in mails, redeems their codes and links, and opens sessions.

Nobody's account is looked up before a code or link is redeemed, so known and unknown addresses
cannot be told apart: who redeems gets in, with a new account where there was none.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import asyncpg

from api.accounts.schemas import MeRead
from api.accounts.sign_in.addresses import Email, read_email, safe_target
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
from api.accounts.sign_in.schemas import SignInCode, SignInLink, SignInMail, Whereabouts
from api.config import Settings
from api.database import Work
from api.errors import InvalidInput, NotFound, Problem
from api.limits import Rate, Taken, take
from api.mail import Mail, render_mail
from api.secrets import Keys, keyed_hash
from api.tables import new_id

MAIL_LASTS: Final = timedelta(minutes=15)
TRIES: Final = 5
"""Wrong codes that one browser may type for one address before it needs a new mail."""

MAILS_PER_ADDRESS: Final = Rate("sign-in-mail", 5, 900)
MAILS_PER_DAY: Final = Rate("sign-in-mail-day", 30, 86_400)
MAILS_PER_NETWORK: Final = Rate("sign-in-mail-network", 40, 900)
CODES_PER_ADDRESS: Final = Rate("sign-in-code", 20, 7_200)
"""With six digits: less than one in a thousand a week for somebody who never stops guessing."""
REDEEMS_PER_NETWORK: Final = Rate("sign-in-network", 60, 900)
EXAMPLES_PER_NETWORK: Final = Rate("sign-in-example", 60, 900)


class CodeRefused(Problem):
    """The code or link is wrong, used, too old, or another browser's."""

    status, code, title = 403, "code-refused", "That code did not work"


class OtherBrowser(CodeRefused):
    """The link was opened in another browser than the one that asked for it; it still works there."""

    code, title = "other-browser", "Open the link where you asked for it, or type the code there"


@dataclass(frozen=True, slots=True)
class Entered:
    """A session was opened: its cookie's text, whose it is, and where to go."""

    session: str
    person: MeRead
    target: str | None


async def ask_for_mail(work: Work, means: Means, caller: Caller, data: SignInMail) -> Taken:
    """Have a mail sent with a code and a link. Raises InvalidInput, TooManyRequests."""
    email = read_email(data.email)
    taken = await take(work, means.keys, MAILS_PER_ADDRESS, email.norm)
    await take(work, means.keys, MAILS_PER_DAY, email.norm)
    await take(work, means.keys, MAILS_PER_NETWORK, caller.network)
    await send_code(
        work, means, caller, email, target=safe_target(data.target), locale=data.locale or ""
    )
    # Each mail leaves up to four rows behind; sweeping more than that keeps the tables small.
    await work.call("SELECT door.sweep_sign_in(20)")
    return taken


async def send_code(
    work: Work,
    means: Means,
    caller: Caller,
    email: Email,
    *,
    target: str | None,
    locale: str,
    connects: Identity | None = None,
    label: str = "",
) -> None:
    """Keep a code and a link for this browser and send them after the commit. With `connects`
    whoever redeems them also connects that identity, and the mail says so (`label`)."""
    attempt, token = new_id(), secrets.token_urlsafe(32)
    code = f"{secrets.randbelow(10**6):06d}"
    await _keep(
        work,
        attempt,
        email,
        link=token_hash(token),
        code=_code_hashes(means.keys, email.norm, code)[0],
        browser=mark_hash(caller.mark),
        target=target,
        connects=connects,
    )
    link = sign_in_link(means.settings, token)
    template = "connect" if connects else "sign_in"
    params = {"code": code, "link": link, **({"provider": label} if connects else {})}
    mail = Mail(email.typed, render_mail(template, locale, **params), str(attempt), work.now)
    work.after_commit(lambda: means.courier.send_soon(mail))


async def keep_link(work: Work, email: Email, token: str, *, lasts: timedelta) -> None:
    """Let `token` sign `email` in once, from any browser: for links that the operator hands out."""
    await _keep(work, new_id(), email, link=token_hash(token), lasts=lasts)


async def _keep(
    work: Work,
    attempt: UUID,
    email: Email,
    *,
    link: bytes,
    code: bytes | None = None,
    browser: bytes | None = None,
    target: str | None = None,
    connects: Identity | None = None,
    lasts: timedelta = MAIL_LASTS,
) -> None:
    await work.call(
        "SELECT door.start_sign_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        attempt,
        email.typed,
        email.norm,
        code,
        link,
        browser,
        target,
        connects.provider if connects else None,
        connects.issuer if connects else None,
        connects.subject if connects else None,
        lasts,
    )


def sign_in_link(settings: Settings, token: str) -> str:
    """The page that redeems `token`. In the fragment it reaches no server, log or prefetcher."""
    return f"{settings.public_url}/sign-in/link#token={token}"


async def redeem_code(
    work: Work, means: Means, caller: Caller, data: SignInCode
) -> Entered | CodeRefused:
    """Sign in with the code of a mail.

    A refusal is returned, not raised, so that the attempt counts. Raises InvalidInput,
    TooManyRequests, AddressMoved.
    """
    email = read_email(data.email)
    digits = "".join(data.code.split()).replace("-", "")
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        raise InvalidInput.field("body.code", "no-code", "The code has six digits.")
    await take(work, means.keys, CODES_PER_ADDRESS, email.norm)
    await take(work, means.keys, REDEEMS_PER_NETWORK, caller.network)
    (row,) = await work.call(
        "SELECT * FROM door.redeem_code($1, $2, $3, $4)",
        email.norm,
        mark_hash(caller.mark),
        _code_hashes(means.keys, email.norm, digits),
        TRIES,
    )
    match row["outcome"]:
        case "done":
            return await _arrive(work, means, caller, row, data)
        case "wrong":
            return CodeRefused("Look at the newest mail and type its six digits once more.")
        case _:
            return CodeRefused("It was used, or it is older than 15 minutes. Ask for a new one.")


async def redeem_link(
    work: Work, means: Means, caller: Caller, data: SignInLink
) -> Entered | CodeRefused:
    """Sign in with the link of a mail, in the browser that asked for it (a link made by the
    operator opens in any). Refusals as in `redeem_code`."""
    await take(work, means.keys, REDEEMS_PER_NETWORK, caller.network)
    (row,) = await work.call(
        "SELECT * FROM door.redeem_link($1, $2)", token_hash(data.token), mark_hash(caller.mark)
    )
    match row["outcome"]:
        case "done":
            return await _arrive(work, means, caller, row, data)
        case "other-browser":
            return OtherBrowser("The code in the same mail can be typed where you asked for it.")
        case _:
            return CodeRefused("It was used, or it is older than 15 minutes. Ask for a new one.")


async def enter_example(work: Work, means: Means, caller: Caller) -> Entered:
    """Open a session that looks at the demo story and can change nothing.

    Raises NotFound where it was not seeded, TooManyRequests.
    """
    await take(work, means.keys, EXAMPLES_PER_NETWORK, caller.network)
    (row,) = await work.call("SELECT door.example_person() AS id")
    if row["id"] is None:
        raise NotFound("There is no example here.")
    session = await open_session(work, row["id"], caller, looking=True)
    return Entered(session, await known(work, row["id"]), None)


def token_hash(token: str) -> bytes:
    """What is kept of a token that was mailed or handed out: it has 256 random bits of its own."""
    return hashlib.sha256(token.encode()).digest()


async def _arrive(
    work: Work, means: Means, caller: Caller, row: asyncpg.Record, whereabouts: Whereabouts
) -> Entered:
    email = read_email(row["email"])
    session, me = await enter_account(work, means, caller, row["person"], email, whereabouts)
    if row["issuer"] is not None:
        await connect(work, Identity(row["provider"], row["issuer"], row["subject"], email.typed))
    return Entered(session, me, row["target"])


def _code_hashes(keys: Keys, norm: str, code: str) -> list[bytes]:
    return [keyed_hash(key, f"{norm}|{code}") for key in keys.derive("sign-in code")]
