"""Erasure of an account whose 30 days are over: every row, every file, then the account itself."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from api.accounts.models import Person
from api.database import Work, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.erasures import Erasure, Erasures
from api.files import Files, StoredFile
from api.portability.everything import erase_rows

ERASES: Final = "account_erased"

DUE: Final = hot(
    select(Person.id).where(
        Person.id == bindparam("person_id"),
        Person.deletion_due_at <= bindparam("now", type_=Person.created_at.type),
    )
)
FILES: Final = hot(select(StoredFile.id).where(StoredFile.owner_id == bindparam("owner_id")))
FORGET_DELIVERIES: Final = hot(
    delete(Delivery).where(
        Delivery.tenant_id == bindparam("the_owner"), Delivery.id != bindparam("this_one")
    )
)


class EraseAccount:
    """The job of the last day. Its own delivery stays, with ids only: that it was done."""

    kind = ERASES

    def __init__(self, files: Files, erasures: Erasures) -> None:
        self._files, self._erasures = files, erasures

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Erase, unless it was taken back."""
        due = await work.fetchval(DUE, person_id=claimed.tenant_id, now=work.now)
        if due is None:
            return NotWanted("taken-back")
        await erase_account(work, self._files, self._erasures, this_delivery=claimed.id)
        return Done("erased")


async def erase_account(
    work: Work, files: Files, erasures: Erasures, *, this_delivery: UUID
) -> None:
    """Erase the one person of this job, whose deletion is due; only `this_delivery` of theirs stays.

    The log comes first, then files: their rows say where they are. Raises Unavailable.
    """
    owner = work.subject.person_id
    await erasures.keep(Erasure(owner, None, work.now))
    for row in await work.fetch(FILES, owner_id=owner):
        await files.remove(owner, row["id"])
    await work.write()
    await erase_rows(work)
    await work.execute(FORGET_DELIVERIES, the_owner=owner, this_one=this_delivery)
    await work.call("SELECT door.erase_person()")
