"""Puts a talk's entries back to an older copy, as a restored database would have them:
`python -m tests.browser.older DATABASE TALK` prints how many are gone."""

import asyncio
import sys
from uuid import UUID

import asyncpg

KEPT = 5


async def older(database: str, talk: UUID) -> int:
    """Take away all but the first entries of the talk, and begin another epoch."""
    connection = await asyncpg.connect(database)
    try:
        async with connection.transaction():
            gone = await connection.fetch(
                "DELETE FROM person.note_lines WHERE conversation_id = $1 AND id NOT IN ("
                " SELECT id FROM person.note_lines WHERE conversation_id = $1"
                " ORDER BY change_seq, id LIMIT $2) RETURNING owner_id",
                talk,
                KEPT,
            )
            await connection.execute(
                "UPDATE person.changes SET epoch = gen_random_uuid() WHERE owner_id = $1",
                gone[0]["owner_id"],
            )
    finally:
        await connection.close()
    return len(gone)


if __name__ == "__main__":
    print(asyncio.run(older(sys.argv[1], UUID(sys.argv[2]))))
