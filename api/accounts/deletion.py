"""Deleting one's account: 30 days in which it can be taken back, then it is erased."""

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, func, update

from api.accounts.models import Person
from api.accounts.schemas import DeletionConfirm, MeRead
from api.accounts.service import read_me
from api.accounts.sign_in.arriving import Means
from api.database import Work, hot
from api.dates import said_date
from api.errors import InvalidInput
from api.localtime import local_date
from api.mail import Mail, render_mail

GRACE: Final = timedelta(days=30)

_PLAN: Final = hot(
    update(Person)
    .where(Person.id == bindparam("person_id"))
    .values(deletion_due_at=func.coalesce(Person.deletion_due_at, bindparam("due_at")))
)
_TAKE_BACK: Final = hot(
    update(Person).where(Person.id == bindparam("person_id")).values(deletion_due_at=None)
)


async def ask_for_deletion(work: Work, means: Means, data: DeletionConfirm) -> MeRead:
    """Have this account erased in 30 days; asking again changes nothing.

    `confirm` is the account's own address, or its label where it has none. Raises InvalidInput.
    """
    before = await read_me(work)
    if data.confirm.strip().casefold() != (before.email or before.label).casefold():
        message = f"Type {before.email or before.label} to say that you mean it."
        raise InvalidInput.field("body.confirm", "not-confirmed", message)
    await work.execute(_PLAN, person_id=before.id, due_at=work.now + GRACE)
    me = await read_me(work)
    if me.email is not None and me.deletion_due_at is not None and not before.deletion_due_at:
        letter = render_mail(
            "deletion",
            me.profile.locale,
            day=said_date(local_date(me.deletion_due_at, me.profile.time_zone), me.profile.locale),
            link=f"{means.settings.public_url}/settings/account",
        )
        mail = Mail(me.email, letter, f"{me.id}.deletion.{work.now:%Y%m%d%H%M%S}", work.now)
        work.after_commit(lambda: means.courier.send_soon(mail))
    return me


async def take_back_deletion(work: Work) -> MeRead:
    """Keep the account after all."""
    await work.execute(_TAKE_BACK, person_id=work.subject.person_id)
    return await read_me(work)
