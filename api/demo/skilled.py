"""Tells which skills Nora's people spoke of, and how well she can do them. By SCREENS.md section 6: SQL is
a gap, definitions have one source, presenting is a strength."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from api.conversations.lines import read_lines, write_lines
from api.conversations.schemas import LineWritten
from api.demo.aftermath import At
from api.skills.levels import say_level
from api.skills.schemas import OwnLevel, SignalCreate
from api.skills.signals import add_signal
from api.skills.vocabulary import id_of
from api.tables import new_id


class Spoken(msgspec.Struct, frozen=True):
    """A line of a talk and the skill it speaks of; without a level they did not say how well. What
    was `added` is a line of its own, under the tag skill."""

    begins: str
    code: str
    level: int | None = None
    says: Literal["needed", "not_needed"] = "needed"
    added: bool = False


SPOKEN: Final[dict[str, tuple[Spoken, ...]]] = {
    "Priya Nair": (Spoken("SQL before any tool", "sql", 3),),
    "Ana Ferreira": (
        Spoken("Tools change, SQL stays", "sql", 3),
        Spoken("Present a number to the people it is about.", "presenting", 2, added=True),
    ),
    "Ben Adeyemi": (Spoken("You speak ward", "clinical-knowledge", 3),),
    "Grace Obi": (
        Spoken("Learn SQL on a table", "sql", 3),
        Spoken("Who knows a ward from inside is believed.", "clinical-knowledge", 3, added=True),
    ),
    "Lukas Brandt": (Spoken("Nobody here writes SQL", "sql", says="not_needed"),),
    "Helen Marsh": (
        Spoken("A clean definition beats", "data-definitions", 3),
        Spoken("Your presentation is half of the analysis.", "presenting", 3, added=True),
    ),
    "Ewan Ross": (Spoken("SQL; start with one table", "sql", 3),),
}
"""What she confirmed. Of Ewan's talk, hours ago, one suggestion still waits."""

OWN: Final[dict[str, OwnLevel]] = {
    "sql": OwnLevel(
        level=2,
        proof_kind="project",
        proof="The falls sheet, and twelve evenings with the bed list.",
    ),
    "data-definitions": OwnLevel(level=1),
    "presenting": OwnLevel(
        level=3, proof_kind="work", proof="Handover to twelve people, every morning for six years."
    ),
    "clinical-knowledge": OwnLevel(
        level=4, proof_kind="work", proof="Six years on acute wards; two students a year."
    ),
}


async def tell_skills(at: At, name: str, talk_id: UUID, ended: datetime) -> None:
    """What was said of skills in one talk, an hour after it."""
    spoken = SPOKEN.get(name, ())
    added = [
        LineWritten(id=new_id(), tag="skill", text=one.begins, at=ended + timedelta(minutes=22))
        for one in spoken
        if one.added
    ]
    async with at(ended + timedelta(hours=1)) as work:
        if added:
            await write_lines(work, talk_id, added)
        lines = (await read_lines(work, talk_id)).items
        for one in spoken:
            line = next(line for line in lines if line.text.startswith(one.begins))
            await add_signal(
                work,
                SignalCreate(
                    id=new_id(),
                    line_id=line.id,
                    skill_id=id_of("askwell", one.code),
                    says=one.says,
                    level=one.level,
                ),
            )


async def tell_own_levels(at: At, moment: datetime) -> None:
    """How well she can do what was spoken of, as she sees it."""
    async with at(moment) as work:
        for code, level in OWN.items():
            await say_level(work, id_of("askwell", code), level)
