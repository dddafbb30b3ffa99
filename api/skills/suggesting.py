"""Which skills the lines of a talk seem to speak of: suggestions, never more."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    Uuid,
    any_,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.conversations.models import Conversation, NoteLine
from api.conversations.standing import STANDS
from api.database import Work, hot
from api.errors import NotFound
from api.skills.listed import FromLists, spoken_of
from api.skills.matching import Matcher, find_with, our_matcher
from api.skills.models import Skill, SkillRefusal
from api.skills.schemas import Named, Suggestion, TalkSkills
from api.skills.signals import OF_TALK, signal_read
from api.skills.vocabulary import VOCABULARY

SILENT: Final = ("promise", "name")
"""Tags of lines that speak of something else."""

TALK: Final = hot(
    select(Conversation.id).where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)
LINES: Final = hot(
    select(NoteLine.id, NoteLine.text)
    .where(
        NoteLine.owner_id == bindparam("owner_id"),
        NoteLine.conversation_id == bindparam("conversation_id"),
        NoteLine.kind == "line",
        NoteLine.tag.not_in(SILENT),
        STANDS,
    )
    .order_by(NoteLine.at, NoteLine.id)
)
ANSWERED: Final = hot(
    select(SkillRefusal.line_id, SkillRefusal.skill_id).where(
        SkillRefusal.owner_id == bindparam("owner_id"),
        SkillRefusal.line_id == any_(bindparam("lines", type_=ARRAY(Uuid()))),
    )
)
OWN: Final = hot(
    select(Skill.id, Skill.name, Skill.aliases, Skill.grp, Skill.muted, Skill.merged_into_id).where(
        Skill.owner_id == bindparam("owner_id"), Skill.deleted_at.is_(None)
    )
)


class Words(msgspec.Struct, frozen=True):
    """The words that this person's skills go by, beside our own; what they are called; what counts as
    what; and what is never suggested."""

    entries: dict[UUID, tuple[str, ...]]
    names: dict[UUID, str]
    merged: dict[UUID, UUID]
    muted: frozenset[UUID]

    def matchers(self) -> list[Matcher]:
        """What finds them."""
        return [our_matcher(), Matcher(self.entries.items())]

    def meant(self, skill_id: UUID) -> UUID | None:
        """The skill that a found one counts as; None where it is not to be suggested."""
        counted = self.merged.get(skill_id, skill_id)
        return None if {skill_id, counted} & self.muted else counted

    def name(self, skill_id: UUID, listed: str = "") -> str:
        """What the person calls it, else what it is called where it comes from: our vocabulary, or a
        list that calls it `listed`."""
        known = VOCABULARY.get(skill_id)
        return self.names.get(skill_id) or (known.name if known else listed)


async def talk_skills(work: Work, conversation_id: UUID) -> TalkSkills:
    """What the lines of a talk say of skills, and what they seem to say. Raises NotFound."""
    owner = work.subject.person_id
    values = {"owner_id": owner, "conversation_id": conversation_id}
    if await work.fetchval(TALK, **values) is None:
        raise NotFound()
    signals = [signal_read(row) for row in await work.fetch(OF_TALK, **values)]
    lines = await work.fetch(LINES, **values)
    refused = await work.fetch(ANSWERED, owner_id=owner, lines=[row["id"] for row in lines])
    words = words_of(await work.fetch(OWN, owner_id=owner))
    listed = await spoken_of(work, [row["text"] for row in lines])
    answered = {(row["line_id"], row["skill_id"]) for row in refused}
    answered |= {(one.line_id, one.skill.id) for one in signals}
    suggestions = list(_suggested(lines, words, listed, answered))
    told = listed.credits_of(one.skill.id for one in suggestions)
    return TalkSkills(signals, suggestions, told)


def words_of(rows: Iterable[asyncpg.Record]) -> Words:
    """The words of a person's rows (OWN)."""
    listed = list(rows)
    return Words(
        entries={row["id"]: (row["name"], *row["aliases"]) for row in listed},
        names={row["id"]: row["name"] for row in listed},
        merged={row["id"]: row["merged_into_id"] for row in listed if row["merged_into_id"]},
        muted=frozenset(row["id"] for row in listed if row["muted"]),
    )


def _suggested(
    lines: Iterable[asyncpg.Record],
    words: Words,
    listed: FromLists,
    answered: set[tuple[UUID, UUID]],
) -> Iterator[Suggestion]:
    matchers = words.matchers()
    for line in lines:
        for found in find_with(matchers, line["text"], listed.matchers):
            skill_id = words.meant(found.skill_id)
            if skill_id is not None and (line["id"], skill_id) not in answered:
                answered.add((line["id"], skill_id))
                name = listed.names.get(found.skill_id, "")
                named = Named(skill_id, words.name(skill_id, name))
                yield Suggestion(line["id"], named, found.start, found.end)
