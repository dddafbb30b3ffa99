"""Erasure of an account whose 30 days are over: every row, every file, then the account itself."""

from typing import Final

from sqlalchemy import bindparam, delete, select

from api.accounts.models import Person
from api.database import Work, hot
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
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

    def __init__(self, files: Files) -> None:
        self._files = files

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Erase, unless it was taken back. Files go first: their rows say where they are."""
        due = await work.fetchval(DUE, person_id=claimed.tenant_id, now=work.now)
        if due is None:
            return NotWanted("taken-back")
        for row in await work.fetch(FILES, owner_id=claimed.tenant_id):
            await self._files.remove(claimed.tenant_id, row["id"])
        await work.write()
        await erase_rows(work)
        await work.execute(FORGET_DELIVERIES, the_owner=claimed.tenant_id, this_one=claimed.id)
        await work.call("SELECT door.erase_person()")
        return Done("erased")
