"""Mails that came back: the address is left alone, says so, and is used again once it is confirmed.

Codes and links that somebody asks for themselves (`api/courier.py`) are sent all the same.
"""

import unicodedata
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from api.accounts.models import Person
from api.accounts.service import read_me
from api.accounts.sign_in.addresses import read_email
from api.accounts.sign_in.arriving import Means
from api.accounts.sign_in.service import MAILS_PER_ADDRESS
from api.database import Work, hot
from api.deliveries.return_proofs import Confirmed, LinkRefused, read_works_token, works_token
from api.deliveries.return_schemas import (
    MailReturn,
    MailReturns,
    MailStopRead,
    MailWorksAgain,
    MyMailRead,
)
from api.deliveries.returned_models import MailStop
from api.errors import Conflict
from api.limits import take
from api.mail import Mail, render_mail
from api.tables import new_id

DETAIL: Final = 300
"""Characters kept of what the other server said."""

MY_MAIL: Final = hot(
    select(Person.email, MailStop.reason, MailStop.detail, MailStop.at)
    .outerjoin(
        MailStop,
        (MailStop.owner_id == Person.id)
        & (MailStop.email_norm == Person.email_norm)
        & MailStop.lifted_at.is_(None),
    )
    .where(Person.id == bindparam("owner_id"))
)


class NoAddress(Conflict):
    """The account has no address that could be confirmed."""

    code, title = "no-address", "This account has no address"


async def take_returns(work: Work, data: MailReturns) -> int:
    """Stop mails to the addresses that are gone or whose receivers complained; how many of the
    events were about an account. What a server tries again by itself stops nothing."""
    final = [event for event in data.events if event.permanent or event.type == "complaint"]
    if not final:
        return 0
    (row,) = await work.call(
        "SELECT door.mail_came_back($1, $2, $3, $4, $5) AS known",
        [_norm(event.address) for event in final],
        [_delivery(event) for event in final],
        [event.type for event in final],
        [_one_line(event.detail) for event in final],
        [min(event.at, work.now) for event in final],
    )
    return int(row["known"])


async def read_my_mail(work: Work) -> MyMailRead:
    """Where my mails go, and why none go there now."""
    row = await work.fetchrow(MY_MAIL, owner_id=work.subject.person_id)
    assert row is not None
    stopped = MailStopRead(row["reason"], row["detail"], row["at"]) if row["reason"] else None
    return MyMailRead(row["email"], stopped)


async def ask_whether_it_works(work: Work, means: Means) -> None:
    """Send a mail to my address whose link shows that mails arrive there. Raises NoAddress,
    TooManyRequests."""
    me = await read_me(work)
    if me.email is None:
        raise NoAddress("Sign in with an address first.")
    email = read_email(me.email)
    await take(work, means.keys, MAILS_PER_ADDRESS, email.norm)
    token = works_token(means.keys, Confirmed(me.id, email.norm, work.now))
    link = f"{means.settings.public_url}/email/works#token={token}"
    letter = render_mail("mail_works", me.profile.locale, email=email.typed, link=link)
    mail = Mail(email.typed, letter, f"{new_id()}.works", work.now)
    work.after_commit(lambda: means.courier.send_soon(mail))


async def confirm_it_works(work: Work, means: Means, token: str) -> MailWorksAgain:
    """Use an address again that the token was mailed to; again changes nothing. Raises LinkRefused,
    also where the account has another address by now."""
    proof = read_works_token(means.keys, token, work.now)
    (row,) = await work.call("SELECT door.mail_works($1, $2, $3) AS email", *proof[:2], work.now)
    if row["email"] is None:
        raise LinkRefused("The account has another address by now.")
    return MailWorksAgain(row["email"])


def _norm(address: str) -> str:
    return unicodedata.normalize("NFC", address.strip().strip("<>").replace("\x00", "")).casefold()


def _delivery(event: MailReturn) -> UUID | None:
    # The Message-ID of a delivery is its id (api/mail.py); other mails have other names.
    try:
        return UUID(event.message_id.strip().strip("<>").partition("@")[0])
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:DETAIL]
