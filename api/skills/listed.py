"""Skills of the lists that a person brought: those a text may speak of, and those that fit what was
typed. Only what is found leaves the database."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Select, Text, and_, any_, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from api.database import Hot, Work, hot
from api.skills.list_models import KINDS, ListedSkill, ListedWord, SkillList
from api.skills.list_reading import TOLD
from api.skills.list_schemas import Credit
from api.skills.matching import Matcher, as_it_stands, forms_of, leads_in, stem

MOST_FITTING: Final = 400
"""Skills that are looked through while somebody types."""
_END: Final = "\U0010ffff"

_IN_USE: Final = (
    select(
        SkillList.owner_id,
        SkillList.kind,
        SkillList.language,
        SkillList.licence,
    )
    .where(
        SkillList.owner_id == bindparam("owner_id"),
        SkillList.started_at.is_not(None),
        SkillList.deleted_at.is_(None),
    )
    .ext(distinct_on(SkillList.owner_id, SkillList.kind, SkillList.language))
    .order_by(SkillList.owner_id, SkillList.kind, SkillList.language, SkillList.id.desc())
    .subquery("in_use")
)
_SHOWN: Final = (
    ListedSkill.kind,
    ListedSkill.language,
    ListedSkill.id,
    ListedSkill.code,
    ListedSkill.name,
    ListedSkill.words,
    ListedSkill.known_as,
    _IN_USE.c.licence,
)
_IS_IN_USE: Final = and_(
    _IN_USE.c.owner_id == ListedSkill.owner_id,
    _IN_USE.c.kind == ListedSkill.kind,
    _IN_USE.c.language == ListedSkill.language,
)
_WORD: Final = (ListedWord.kind, ListedWord.language, ListedWord.skill_id)
_RANGES: Final = (
    func.unnest(bindparam("begins", type_=ARRAY(Text())), bindparam("ends", type_=ARRAY(Text())))
    .table_valued(column("begins", Text()), column("ends", Text()))
    .render_derived("ranges")
)


def _of(words: Select[*tuple[Any, ...]]) -> Hot:
    """The skills of these words. The few words first: what is known of a list that was just brought
    would have the database begin with its skills."""
    found = words.cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
    return hot(
        select(*_SHOWN)
        .select_from(found)
        .join(
            ListedSkill,
            and_(
                ListedSkill.owner_id == bindparam("owner_id"),
                ListedSkill.kind == found.c.kind,
                ListedSkill.language == found.c.language,
                ListedSkill.id == found.c.skill_id,
            ),
        )
        .join(_IN_USE, _IS_IN_USE)
        .order_by(ListedSkill.kind, ListedSkill.language, ListedSkill.id)
    )


LED: Final = _of(
    select(*_WORD)
    .where(
        ListedWord.owner_id == bindparam("owner_id"),
        ListedWord.lead == any_(bindparam("leads", type_=ARRAY(Text()))),
    )
    .distinct()
)
FITTING: Final = _of(
    select(*_WORD)
    .select_from(_RANGES)
    .join(
        ListedWord,
        and_(
            ListedWord.owner_id == bindparam("owner_id"),
            ListedWord.lead >= _RANGES.c.begins,
            ListedWord.lead < _RANGES.c.ends,
        ),
    )
    .distinct()
    .limit(MOST_FITTING)
)
ONE: Final = hot(
    select(*_SHOWN)
    .join(_IN_USE, _IS_IN_USE)
    .where(
        ListedSkill.owner_id == bindparam("owner_id"),
        ListedSkill.kind == any_(bindparam("kinds", type_=ARRAY(Text()))),
        ListedSkill.language == _IN_USE.c.language,
        ListedSkill.id == bindparam("skill_id"),
    )
    .order_by(ListedSkill.language != "en", ListedSkill.language)
    .limit(1)
)


class FromLists(msgspec.Struct, frozen=True):
    """Skills of lists: each with its words, by the language these are in; whose they are."""

    matchers: list[Matcher]
    phrases: dict[UUID, tuple[str, ...]]
    names: dict[UUID, str]
    credits: dict[UUID, Credit]

    def credits_of(self, ids: Iterable[UUID]) -> list[Credit]:
        """What is to be said where these skills are shown, each once."""
        told = (self.credits[one] for one in ids if one in self.credits)
        return list({one.licence: one for one in told}.values())


async def spoken_of(work: Work, texts: Iterable[str]) -> FromLists:
    """The skills of lists that these texts may speak of."""
    leads: set[str] = set()
    for text in texts:
        leads |= leads_in(text) | leads_in(text, as_it_stands)
    rows = await work.fetch(LED, owner_id=work.subject.person_id, leads=sorted(leads))
    return _gathered(rows)


async def fitting(work: Work, typed: str) -> FromLists:
    """The skills of lists some words of which begin as what was typed does."""
    begins: set[str] = set()
    for form in (stem, as_it_stands):
        *whole, last = [token for token in typed.split() if forms_of(token)][:2] or [""]
        begins |= {" ".join([*map(form, whole), one]) for one in (last, form(last)) if one}
    rows = await work.fetch(
        FITTING,
        owner_id=work.subject.person_id,
        begins=sorted(begins),
        ends=[one + _END for one in sorted(begins)],
    )
    return _gathered(rows)


async def listed_skill(work: Work, skill_id: UUID) -> asyncpg.Record | None:
    """The skill of a list with this id, in English where there is one."""
    return await work.fetchrow(
        ONE, owner_id=work.subject.person_id, kinds=list(KINDS), skill_id=skill_id
    )


def source_of(kind: str) -> str:
    """Whose words a list of this kind has, as a skill says it (`models.SOURCES`)."""
    return kind.partition("_")[0]


def _gathered(rows: Sequence[asyncpg.Record]) -> FromLists:
    matchers: list[Matcher] = []
    phrases: dict[UUID, tuple[str, ...]] = {}
    names: dict[UUID, str] = {}
    told: dict[UUID, Credit] = {}
    for language, some in groupby(sorted(rows, key=_language), key=_language):
        entries = [(_counted(row), (row["name"], *row["words"])) for row in some]
        form = stem if language == "en" else as_it_stands
        matchers.append(Matcher(((one, words[1:]) for one, words in entries), form))
        for one, words in entries:
            phrases[one] = (*phrases.get(one, ()), *words)
    for row in rows:
        counted = _counted(row)
        if counted == row["id"]:
            names.setdefault(counted, row["name"])
        told.setdefault(counted, Credit(TOLD[row["kind"]].name, row["licence"]))
    return FromLists(matchers, phrases, names, told)


def _language(row: asyncpg.Record) -> str:
    return str(row["language"])


def _counted(row: asyncpg.Record) -> UUID:
    return cast(UUID, row["known_as"] or row["id"])
