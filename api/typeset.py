"""Pages set by typst from `api/texts`: for whom they are written, on which paper, and how."""

import asyncio
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from api.accounts.models import Profile
from api.database import Work, hot
from api.errors import NotFound
from api.localtime import local_date

TEXTS: Final = Path(__file__).parent / "texts"
PDF: Final = "application/pdf"
PICTURE_PPI: Final = 144.0
LETTER: Final = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "VE"})
"""Countries that print on US Letter; everybody else on A4."""

READER: Final = hot(
    select(Profile.name, Profile.time_zone, Profile.locale, Profile.country).where(
        Profile.owner_id == bindparam("owner_id")
    )
)


class Reader(NamedTuple):
    """Who reads, and where."""

    name: str
    time_zone: str
    locale: str
    country: str | None

    @property
    def paper(self) -> str:
        """Its name in typst."""
        return "us-letter" if self.country in LETTER else "a4"

    def day(self, at: datetime | date) -> str:
        """A date as it is written where the reader lives; the words are English."""
        # Late: a server needs it for printed pages alone.
        from babel import Locale
        from babel.dates import format_date

        try:
            locale = Locale.parse(self.locale.replace("-", "_"))
        except ValueError:
            locale = Locale("en")
        # Our texts are British where nobody asked for another English.
        if locale.language != "en" or locale.territory is None:
            locale = Locale("en", "GB")
        day = local_date(at, self.time_zone) if isinstance(at, datetime) else at
        return str(format_date(day, "long", locale=locale))


async def read_reader(work: Work) -> Reader:
    """The person of this work. Raises NotFound for an erased account."""
    row = await work.fetchrow(READER, owner_id=work.subject.person_id)
    if row is None:
        raise NotFound()
    return Reader(**dict(row))


@cache
def words_of(folder: str) -> dict[str, str]:
    """The words of a printed page."""
    return msgspec.json.decode((TEXTS / folder / "en.json").read_bytes(), type=dict[str, str])


async def typeset(file: str, page: dict[str, Any], shape: Literal["pdf", "png"] = "pdf") -> bytes:
    """`page` set by a file of `api/texts`, which reads it as `page`; pages are PDF/UA where the fonts of
    this machine have every letter."""
    return await asyncio.to_thread(compile_page, file, msgspec.json.encode(page).decode(), shape)


def compile_page(file: str, page: str, shape: Literal["pdf", "png"]) -> bytes:
    """The page, set."""
    import typst

    def compiled(standards: Any) -> bytes:
        made = typst.compile(
            TEXTS / file,
            format=shape,
            ppi=PICTURE_PPI,
            font_paths=_fonts(),
            sys_inputs={"page": page},
            pdf_standards=standards,
        )
        assert isinstance(made, bytes)
        return made

    try:
        return compiled(["ua-1"] if shape == "pdf" else [])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # No font of this machine has a name's letters, which the standard forbids: a page with gaps
        # helps more than none.
        return compiled([])


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts()
