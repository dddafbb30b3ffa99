"""Lines that seem to say the same, offered to the person; a no is kept for good."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import InvalidInput
from api.insights.claims import EVERY_LINE, line_read, read_head, read_line
from api.insights.heard_schemas import Alike, AlikeList, Unlike
from api.insights.likeness import FIRST_WORDS, Spoken, alike
from api.insights.models import UnlikeLines

MOST_LINES: Final = 4000
"""The latest lines that are compared: 200 talks of 20."""

Skills = Callable[[str], frozenset[str]]
"""The skills that a text names, by their keys."""

_OWNER: Final = bindparam("owner_id", type_=Uuid())
UNLIKE: Final = hot(
    select(UnlikeLines.one_id, UnlikeLines.other_id).where(UnlikeLines.owner_id == _OWNER)
)
REFUSE: Final = hot(
    insert(UnlikeLines)
    .values(owner_id=_OWNER, one_id=bindparam("one"), other_id=bindparam("other"))
    .on_conflict_do_nothing()
)


async def suggest(
    work: Work, *, conversation_id: UUID | None, limit: int, skills: Skills
) -> AlikeList:
    """Lines of two claims that seem to say the same, the likeliest first; of one talk's lines, when
    it is named. What was refused is never suggested again."""
    owner = work.subject.person_id
    rows = await work.fetch(EVERY_LINE, owner_id=owner, most=MOST_LINES)
    unlike = await work.fetch(UNLIKE, owner_id=owner)
    lines = [
        Spoken(row["id"], row["insight_id"], row["text"], *_named(row["text"], skills))
        for row in rows
    ]
    of = None
    if conversation_id is not None:
        of = [row["id"] for row in rows if row["conversation_id"] == conversation_id]
    found = alike(lines, [(row["one_id"], row["other_id"]) for row in unlike], of=of)[:limit]
    shown = {row["id"]: line_read(row) for row in rows}
    heads = {
        insight_id: await read_head(work, insight_id)
        for insight_id in dict.fromkeys(shown[pair.other_id].insight_id for pair in found)
    }
    return AlikeList(
        [
            Alike(
                shown[pair.one_id],
                shown[pair.other_id],
                heads[shown[pair.other_id].insight_id].words,
                heads[shown[pair.other_id].insight_id].people,
            )
            for pair in found
        ]
    )


def _named(text: str, skills: Skills) -> tuple[frozenset[str], frozenset[str]]:
    """The skills of a text, and those of its first words."""
    named = skills(text)
    return named, named and skills(" ".join(text.split()[:FIRST_WORDS]))


async def refuse(work: Work, pair: Unlike) -> None:
    """Keep that two lines do not say the same. Said again it changes nothing. Raises NotFound,
    InvalidInput (one line twice)."""
    if pair.one_id == pair.other_id:
        raise InvalidInput.field("body.other_id", "same-line", "Name two lines.")
    for evidence_id in (pair.one_id, pair.other_id):
        await read_line(work, evidence_id)
    one, other = sorted((pair.one_id, pair.other_id))
    await work.execute(REFUSE, owner_id=work.subject.person_id, one=one, other=other)
