"""A new file of public holidays: clocks that were computed with the old one are computed anew."""

from importlib.metadata import version

from api.database import Database


async def notice_holidays(database: Database) -> int:
    """Have everybody's clocks settled within about an hour, if the file of holidays is another than
    the last that was noticed; returns how many people that means. Raises Unavailable."""
    async with database.enter_nobody() as work:
        (row,) = await work.call(
            "SELECT planning.notice_holidays($1, $2) AS n", version("holidays"), work.now
        )
    return int(row["n"])
