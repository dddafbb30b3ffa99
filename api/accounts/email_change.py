"""Changing the address one signs in with: confirmed from the new one, told to the old one, which can
undo it for 7 days (ARCHITECTURE.md section 9)."""

import secrets
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, delete, func, insert
from sqlalchemy.types import Interval

from api.accounts.credentials import require_fresh
from api.accounts.models import EmailChange
from api.accounts.schemas import EmailChanged, EmailChangeWish
from api.accounts.service import read_me
from api.accounts.sign_in.addresses import read_email
from api.accounts.sign_in.arriving import Means
from api.accounts.sign_in.service import MAILS_PER_ADDRESS, token_hash
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, Problem
from api.limits import Rate, take
from api.mail import Mail, render_mail
from api.tables import new_id

CONFIRM_LASTS: Final = timedelta(hours=24)
UNDO_LASTS: Final = timedelta(days=7)
CHANGES: Final = Rate("email-change", 5, 3600)

_FORGET_WISHES: Final = hot(
    delete(EmailChange).where(
        EmailChange.person_id == bindparam("person_id"), EmailChange.confirmed_at.is_(None)
    )
)
_KEEP_WISH: Final = hot(
    insert(EmailChange).values(
        id=bindparam("id"),
        person_id=bindparam("person_id"),
        new_email=bindparam("new_email"),
        new_email_norm=bindparam("new_email_norm"),
        confirm_hash=bindparam("confirm_hash"),
        expires_at=func.now() + bindparam("lasts", type_=Interval()),
    )
)


class LinkRefused(Problem):
    """The link of a mail about a change of address was used, or is too old."""

    status, code, title = 403, "link-refused", "That link did not work"


class AddressTaken(Conflict):
    """The address belongs to another account."""

    code, title = "address-taken", "This address belongs to another account"


async def wish_for_address(
    work: Work, means: Means, data: EmailChangeWish, session_hash: bytes
) -> None:
    """Have the new address confirmed by a mail to it; a newer wish replaces an older one.

    Whether the address has an account is told to nobody but its owner. Raises FreshSignInNeeded,
    InvalidInput, TooManyRequests.
    """
    email = read_email(data.email)
    me = await read_me(work)
    await require_fresh(work, session_hash)
    if me.email == email.typed:
        raise InvalidInput.field("body.email", "same-address", "That is your address already.")
    await take(work, means.keys, CHANGES, str(me.id))
    await take(work, means.keys, MAILS_PER_ADDRESS, email.norm)
    change, token = new_id(), secrets.token_urlsafe(32)
    await work.execute(_FORGET_WISHES, person_id=me.id)
    await work.execute(
        _KEEP_WISH,
        id=change,
        person_id=me.id,
        new_email=email.typed,
        new_email_norm=email.norm,
        confirm_hash=token_hash(token),
        lasts=CONFIRM_LASTS,
    )
    link = f"{means.settings.public_url}/email/confirm#token={token}"
    letter = render_mail("email_confirm", me.profile.locale, link=link, email=email.typed)
    mail = Mail(email.typed, letter, f"{change}.confirm", work.now)
    work.after_commit(lambda: means.courier.send_soon(mail))


async def confirm_address(work: Work, means: Means, token: str) -> EmailChanged:
    """Make the new address the account's, and tell the old one how to undo it.

    Raises LinkRefused, AddressTaken.
    """
    undo = secrets.token_urlsafe(32)
    (row,) = await work.call(
        "SELECT * FROM door.confirm_email($1, $2, $3)",
        token_hash(token),
        token_hash(undo),
        UNDO_LASTS,
    )
    if row["outcome"] == "gone":
        raise LinkRefused("It was used, or it is older than a day. Change the address once more.")
    if row["outcome"] == "taken":
        raise AddressTaken("Sign in with it there, or choose another address here.")
    if row["old_address"] is not None:
        link = f"{means.settings.public_url}/email/undo#token={undo}"
        letter = render_mail("email_changed", "en", link=link, email=row["new_address"])
        mail = Mail(row["old_address"], letter, f"{row['change']}.changed", work.now)
        work.after_commit(lambda: means.courier.send_soon(mail))
    return EmailChanged(row["new_address"])


async def undo_change(work: Work, token: str) -> EmailChanged:
    """Give the account back to its old address; every session and token ends, and providers that
    were connected since are disconnected. Raises LinkRefused."""
    (row,) = await work.call("SELECT * FROM door.undo_email($1)", token_hash(token))
    if row["outcome"] == "gone":
        raise LinkRefused("It was used, or it is older than 7 days.")
    return EmailChanged(row["address"])
