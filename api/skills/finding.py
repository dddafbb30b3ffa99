"""Skills to choose from, by what was typed: the person's own first, then our vocabulary, then lists
that they brought."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from api.database import Work
from api.skills.listed import FromLists, fitting
from api.skills.schemas import KnownSkill, KnownSkills
from api.skills.suggesting import OWN, Words, words_of
from api.skills.vocabulary import CASED, GROUPS, OWN_GROUP, VOCABULARY

MOST: Final = 12
"""More than that nobody reads while typing."""
_NO_FIT: Final = 9


async def find_skills(work: Work, text: str) -> KnownSkills:
    """The skills whose words fit, the closest first; merged ones are found as what they count as."""
    rows = await work.fetch(OWN, owner_id=work.subject.person_id)
    words, typed = words_of(rows), " ".join(text.lower().split())
    if not typed:
        return KnownSkills([], [])
    listed = await fitting(work, typed)
    best: dict[UUID, tuple[int, int]] = {}
    for skill_id, own, phrases in _all(words, listed):
        rank = min(_fit(phrase.removeprefix(CASED).lower(), typed) for phrase in phrases)
        counted = words.merged.get(skill_id, skill_id)
        if rank < _NO_FIT:
            best[counted] = min(best.get(counted, (_NO_FIT, 9)), (rank, own))
    groups = {row["id"]: row["grp"] for row in rows}
    named = {one: words.name(one, listed.names.get(one, "")) for one in best}
    chosen = sorted(best, key=lambda one: (best[one], named[one].lower()))[:MOST]
    ours = {*words.entries, *VOCABULARY}
    return KnownSkills(
        [_known(one, named[one], groups, listed) for one in chosen],
        listed.credits_of(one for one in chosen if one not in ours),
    )


def _all(words: Words, listed: FromLists) -> Iterator[tuple[UUID, int, tuple[str, ...]]]:
    for skill_id, phrases in words.entries.items():
        yield skill_id, 0, phrases
    for known in VOCABULARY.values():
        yield known.id, 0 if known.id in words.entries else 1, (known.name, *known.words)
    for skill_id, phrases in listed.phrases.items():
        yield skill_id, 2, phrases


def _fit(phrase: str, typed: str) -> int:
    """The closer the smaller: the very word, its beginning, the beginning of a later word."""
    if phrase == typed:
        return 0
    if phrase.startswith(typed):
        return 1
    return 2 if f" {typed}" in f" {phrase}" else _NO_FIT


def _known(skill_id: UUID, name: str, groups: dict[UUID, str], listed: FromLists) -> KnownSkill:
    known = VOCABULARY.get(skill_id)
    group = groups.get(skill_id) or (known.group if known else OWN_GROUP)
    if skill_id not in groups and known is None:
        return KnownSkill(skill_id, name, group, listed.credits[skill_id].name)
    return KnownSkill(skill_id, name, group, GROUPS[group].name if group != OWN_GROUP else "")
