"""Rows of imported files that were kept because something was wrong with them, and mention
somebody who asked to be deleted."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from api.contacts.import_models import Import, ImportProblem
from api.database import Work, hot

_ADDRESSES: Final = (
    func.unnest(bindparam("values", type_=ARRAY(Text())))
    .table_valued(column("value", Text()))
    .render_derived("addresses")
)


def _mentions(text: ColumnElement[Any]) -> ColumnElement[bool]:
    """Both names, wherever they stand (files have them in two columns), or any address."""
    lowered = func.lower(text)
    return or_(
        and_(
            func.strpos(lowered, bindparam("given", type_=Text())) > 0,
            func.strpos(lowered, bindparam("family", type_=Text())) > 0,
        ),
        select(literal_column("1"))
        .select_from(_ADDRESSES)
        .where(func.strpos(lowered, _ADDRESSES.c.value) > 0)
        .exists(),
    )


PROBLEMS: Final = hot(
    update(ImportProblem)
    .values(raw="")
    .where(ImportProblem.owner_id == bindparam("owner_id"), _mentions(ImportProblem.raw.expression))
)
PREVIEWS: Final = hot(
    update(Import)
    .values(preview=null())
    .where(Import.owner_id == bindparam("owner_id"), _mentions(cast(Import.preview, Text())))
)


async def forget_mentions(work: Work, given: str, family: str, values: Sequence[str]) -> None:
    """Empty what was kept of file rows that name this person or one of their addresses.

    A first name alone is looked for as it is: better a stranger's broken row lost than theirs kept.
    """
    words = {
        "owner_id": work.subject.person_id,
        "given": given.casefold(),
        "family": family.casefold(),
        "values": [value.casefold() for value in values if value.strip()],
    }
    if not given.strip() and not family.strip():
        return
    await work.execute(PROBLEMS, **words)
    await work.execute(PREVIEWS, **words)
