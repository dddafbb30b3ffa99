"""What Nora sorted under one claim, as a person would: SQL first (5 of 6 people, 5 employers, Lukas
against), and that a clinical past opens doors (SCREENS.md section 6)."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from api.conversations.models import NoteLine
from api.database import Work, hot
from api.demo.aftermath import At
from api.insights.claims import change_claim
from api.insights.heard_schemas import ClaimChange, MoveCreate, Theme
from api.insights.moving import move
from api.tables import new_id


class Grouped(NamedTuple):
    """A claim in Nora's words: the line it began with, those that say the same, and the contrary."""

    claim: str
    theme: Theme
    first: str
    same: tuple[str, ...]
    contrary: tuple[str, ...] = ()


GROUPED: Final = (
    Grouped(
        "SQL first, tools later",
        "skill",
        "SQL before any tool.",
        (
            "Tools change, SQL stays.",
            "Learn SQL on a table you already know.",
            "I ask for SQL. The rest we can show them.",
            "SQL; start with one table you know.",
        ),
        ("Nobody here writes SQL, they buy it.",),
    ),
    Grouped(
        "A clinical past opens doors",
        "entry",
        "You speak ward. We can't teach that.",
        (
            "They took me because I had been on the ward.",
            "Being a physio got me into the room.",
        ),
    ),
)
LINE: Final = hot(
    select(NoteLine.id).where(
        NoteLine.owner_id == bindparam("owner_id"), NoteLine.text == bindparam("said")
    )
)


async def tell_grouped(at: At, moment: datetime) -> None:
    """Put the lines under their claims at `moment`, each claim in one evening."""
    for grouped in GROUPED:
        async with at(moment) as work:
            first = await _line(work, grouped.first)
            for text in (*grouped.same, *grouped.contrary):
                line_id = await _line(work, text)
                wish = MoveCreate(
                    id=new_id(),
                    into_id=first,
                    line_id=line_id,
                    contrary=text in grouped.contrary,
                )
                await move(work, wish)
            said = ClaimChange(claim=grouped.claim, theme=grouped.theme)
            await change_claim(work, first, said, if_match="*")


async def _line(work: Work, text: str) -> UUID:
    found: UUID = await work.fetchval(LINE, owner_id=work.subject.person_id, said=text)
    return found
