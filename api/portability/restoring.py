"""What is done to a database that was taken from a backup before anybody works on it: who was erased
since then is erased again, and every device looks what it lacks."""

from typing import Final

from sqlalchemy import bindparam, select, update

from api.accounts.models import Person
from api.clock import Clock
from api.config import Settings
from api.contacts.erasing import SUPPRESS, erase_contact
from api.database import Database, Work, hot
from api.erasures import Erasure, Erasures
from api.errors import NotFound
from api.files import Files
from api.journal.restoring import begin_new_epoch
from api.portability.erasing import erase_account
from api.secrets import Keys
from api.tables import new_id

THERE: Final = hot(select(Person.id).where(Person.id == bindparam("person_id")))
MARK: Final = hot(
    update(Person)
    .where(Person.id == bindparam("person_id"))
    .values(deletion_due_at=bindparam("at", type_=Person.deletion_due_at.type))
)


async def settle_restored(settings: Settings) -> tuple[int, int]:
    """Replay the log of erasures, then begin a new epoch; returns how many were erased again, and
    how many people have a new epoch.

    Needs the addresses of worker and owner. Raises Unavailable, and OSError when the database does
    not answer; run again it goes on where it was.
    """
    database = Database(
        settings.database_worker_url, Clock(settings.clock_file), pool_size=1, name="askwell-cli"
    )
    try:
        erased = await _replay(database, settings)
    finally:
        await database.close()
    return erased, await begin_new_epoch(settings.database_owner_url)


async def _replay(database: Database, settings: Settings) -> int:
    erasures, keys = Erasures(settings.erasures_url), Keys(settings.secret_keys)
    files = Files(settings.files_url)
    erased = 0
    # Read whole first: erasing writes to the log again.
    for each in [one async for one in erasures.all()]:
        async with database.enter_as([each.owner_id]) as work:
            if await work.fetchval(THERE, person_id=each.owner_id) is None:
                continue  # they came after the backup
            if each.contact_id is None:
                await work.write()
                await work.execute(MARK, person_id=each.owner_id, at=each.at)
                await erase_account(work, files, erasures, this_delivery=new_id())
                erased += 1
            else:
                erased += await _erase_contact(work, each, keys, erasures)
    return erased


async def _erase_contact(work: Work, each: Erasure, keys: Keys, erasures: Erasures) -> bool:
    assert each.contact_id is not None
    await work.write()
    for key in each.keys:
        await work.execute(SUPPRESS, owner_id=each.owner_id, key_hash=bytes.fromhex(key))
    try:
        return await erase_contact(work, keys, erasures, each.contact_id)
    except NotFound:
        return False
