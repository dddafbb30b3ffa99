"""Mails the steps for the computer: LinkedIn gives the file of one's connections there only."""

from typing import Final

from api.accounts.service import read_me
from api.courier import Courier
from api.database import Work
from api.errors import Conflict
from api.limits import Rate, take
from api.mail import Mail, render_mail
from api.secrets import Keys
from api.tables import new_id

MAILS: Final = Rate("import-steps", 3, 3600)


class NoAddress(Conflict):
    """The account has no address that a mail could go to."""

    code, title = "no-address", "This account has no address"


async def mail_steps(work: Work, keys: Keys, courier: Courier, public_url: str) -> None:
    """Mail the person how to get the file. Raises NoAddress, TooManyRequests."""
    me = await read_me(work)
    if not me.email:
        raise NoAddress()
    await take(work, keys, MAILS, str(me.id))
    letter = render_mail("import_steps", me.profile.locale, link=f"{public_url}/people/import")
    mail = Mail(me.email, letter, f"{new_id()}.steps", work.now)
    work.after_commit(lambda: courier.send_soon(mail))
