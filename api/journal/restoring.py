"""A database that was taken from a backup gets another epoch, so that every device looks what is
missing there and brings it again (ARCHITECTURE.md section 5)."""

import asyncpg

from api.config import asyncpg_url


async def begin_new_epoch(owner_url: str) -> int:
    """Give every person's changes a new epoch, as the owner of the tables; returns how many.

    Raises OSError when the database does not answer.
    """
    address = asyncpg_url(owner_url).replace("postgresql+asyncpg://", "postgresql://", 1)
    connection = await asyncpg.connect(address, timeout=10)
    try:
        async with connection.transaction():
            # Under FORCE the owner would update 0 rows silently.
            await connection.execute("ALTER TABLE person.changes NO FORCE ROW LEVEL SECURITY")
            done = await connection.execute("UPDATE person.changes SET epoch = gen_random_uuid()")
            await connection.execute("ALTER TABLE person.changes FORCE ROW LEVEL SECURITY")
    finally:
        await connection.close()
    return int(done.rpartition(" ")[2])
