"""The words by which a card is found: made here alone, for what is stored and for what is asked.

`search.contacts` (migration 0010) compares them letter by letter.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Text, Uuid, bindparam, column, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from api.contacts.identity import employer_norm, phone_norm, profile_slug
from api.contacts.models import Contact, ContactPoint, Employer
from api.contacts.names import name_norm, words_of
from api.database import Work, hot

MOST_WORDS: Final = 8
"""Words of a question that are looked at; more narrow nothing down."""
_DIGITS_OF_A_NUMBER: Final = 5
_SCHEMES: Final = ("https://", "http://", "mailto:", "tel:", "www.")


class Found(msgspec.Struct, frozen=True, gc=False):
    """What search looks at on one card."""

    name: str
    role: str
    employer: str
    tags: Sequence[str]
    points: Sequence[tuple[str, str]]


def search_text(card: Found) -> str:
    """All words of a card, each once and between spaces: ``" maya lindgren analyst "``."""
    words = dict.fromkeys(name_norm(card.name).split())
    words |= dict.fromkeys(words_of(card.name))
    words |= dict.fromkeys(words_of(card.role))
    words |= dict.fromkeys(employer_norm(card.employer).split())
    words |= dict.fromkeys(words_of(card.employer))
    for tag in card.tags:
        words |= dict.fromkeys(words_of(tag))
    for kind, value in card.points:
        words |= dict.fromkeys(_point_words(kind, value))
    return f" {' '.join(words)} " if words else ""


def query_words(text: str) -> list[str]:
    """The words somebody looks for, as they stand in `search_text`; empty when there are none.

    A telephone number is one word, from its first digit that is not 0: the national form is then
    the end of the international one.
    """
    number = phone_norm(text)
    if number is not None and not any(ch.isalpha() for ch in text):
        digits = number.lstrip("+0")
        if len(digits) >= _DIGITS_OF_A_NUMBER:
            return [digits]
    if slug := profile_slug(text):
        return words_of(slug)[:MOST_WORDS]
    words = name_norm(_bare(text)).split() or words_of(text)
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _point_words(kind: str, value: str) -> list[str]:
    if kind == "phone":
        return [(phone_norm(value) or "").lstrip("+")] if phone_norm(value) else words_of(value)
    if kind == "url" and (slug := profile_slug(value)):
        return words_of(slug)
    return words_of(_bare(value))


def _bare(text: str) -> str:
    """The text without what each address begins with."""
    bare = text.strip()
    for scheme in _SCHEMES:
        if bare[: len(scheme)].lower() == scheme:
            bare = bare[len(scheme) :]
    return bare


_ID_LIST: Final = bindparam("ids", type_=ARRAY(Uuid()))

CARDS: Final = hot(
    select(
        Contact.id,
        Contact.name,
        Contact.role,
        func.coalesce(Employer.name, "").label("employer"),
        Contact.tags,
        select(
            func.coalesce(
                func.jsonb_agg(func.jsonb_build_array(ContactPoint.kind, ContactPoint.value)),
                func.jsonb_build_array(),
            )
        )
        .where(
            ContactPoint.owner_id == Contact.owner_id,
            ContactPoint.contact_id == Contact.id,
            ContactPoint.deleted_at.is_(None),
        )
        .scalar_subquery()
        .label("points"),
    )
    .outerjoin(
        Employer, (Employer.owner_id == Contact.owner_id) & (Employer.id == Contact.employer_id)
    )
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == func.any(_ID_LIST),
        Contact.erased_at.is_(None),
    )
)

_KEPT: Final = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB()))
    .table_valued(column("id", Uuid()), column("search", Text()))
    .render_derived("kept", with_types=True)
)
KEEP: Final = hot(
    update(Contact)
    .values(search=_KEPT.c.search)
    .where(
        Contact.owner_id == bindparam("owner_id"),
        Contact.id == _KEPT.c.id,
        Contact.search != _KEPT.c.search,
    )
)


async def reindex(work: Work, ids: Iterable[UUID]) -> None:
    """Make the words of these contacts anew, after their employer, tags or points changed in SQL.

    Two statements, however many contacts; only rows whose words differ are written.
    """
    chosen = list(ids)
    if not chosen:
        return
    owner = work.subject.person_id
    rows = [
        {"id": row["id"], "search": search_text(found_on(row, row["tags"]))}
        for row in await work.fetch(CARDS, owner_id=owner, ids=chosen)
    ]
    await work.execute(KEEP, owner_id=owner, rows=msgspec.json.encode(rows).decode())


def found_on(row: asyncpg.Record, tags: Sequence[str]) -> Found:
    """What search looks at on a row of `CARDS`, with these tags."""
    points = [(kind, value) for kind, value in row["points"]]
    return Found(row["name"], row["role"], row["employer"], tags, points)
