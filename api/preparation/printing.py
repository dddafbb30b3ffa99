"""The sheet of a talk as one printed page (PDF), set by typst from `api/texts/sheet`."""

import re
import textwrap
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import bindparam, select

from api.database import Work, hot
from api.localtime import local_time
from api.preparation.facts import read_brief, read_facts
from api.preparation.models import PROMPTS, Pitch
from api.preparation.questions import question_list, rows_of
from api.preparation.schemas import Brief, QuestionRead
from api.typeset import LETTER, typeset, words_of

MOST_HEARD: Final = 4
MOST_OF_A_NOTE: Final = 240
_NAME: Final = re.compile(r"[^\w-]+")

PITCH: Final = hot(
    select(Pitch.text)
    .where(Pitch.owner_id == bindparam("owner_id"), Pitch.deleted_at.is_(None))
    .order_by(Pitch.id.desc())
    .limit(1)
)


class Printed(NamedTuple):
    """A file as it is handed over."""

    name: str
    content: bytes


async def print_sheet(work: Work, conversation_id: UUID) -> Printed:
    """The sheet of a talk on one page. Raises NotFound."""
    facts = await read_facts(work, conversation_id)
    brief = await read_brief(work, facts)
    plan = question_list(await rows_of(work, conversation_id)).items
    story = await work.fetchval(PITCH, owner_id=work.subject.person_id)
    sheet = _sheet(facts, brief, [one for one in plan if one.state == "planned"], story or "")
    content = await typeset("sheet/sheet.typ", sheet)
    first = _NAME.sub("-", facts["given_name"] or facts["name"]).strip("-") or "talk"
    return Printed(f"{first}.pdf", content)


def _words() -> dict[str, str]:
    return words_of("sheet")


def _sheet(
    facts: asyncpg.Record, brief: Brief, plan: list[QuestionRead], story: str
) -> dict[str, Any]:
    words = _words()
    name = facts["given_name"] or facts["name"]
    return {
        "words": {**words, "known": words["known"].format(name=name)},
        "lang": "en",
        "paper": "us-letter" if facts["country"] in LETTER else "a4",
        "title": words["title"].format(name=facts["name"]),
        "line": " · ".join(filter(None, (_when(facts), words[facts["medium"]], facts["place"]))),
        "goal": facts["goal"] or "",
        "questions": [
            {
                "text": one.text,
                "core": one.core,
                "minutes": words["minutes"].format(count=one.minutes),
                "note": words["rests"].format(note=_short(facts[one.rests_on]))
                if one.rests_on and facts[one.rests_on]
                else "",
            }
            for one in plan
        ],
        "known": [
            *filter(None, (", ".join(filter(None, (brief.role, brief.employer))), brief.why)),
            *(
                words["introduced"].format(name=one.contact.name)
                + (f": {one.line}" * bool(one.line))
                for one in brief.introducers
            ),
        ],
        "read": [
            *(_short(facts[prompt]) for prompt in PROMPTS if facts[prompt]),
            *(facts["links"] or []),
        ],
        "promises": [words[one.promiser].format(text=one.text) for one in brief.promises],
        "heard": [
            {"text": one.text, "name": one.name}
            for one in [*brief.heard, *brief.colleagues][:MOST_HEARD]
        ],
        "offer": facts["offer"] or "",
        "view": facts["view"] or "",
        "story": story,
    }


def _short(note: str) -> str:
    """As much of a note as helps at a glance; the whole stands on the screen."""
    return textwrap.shorten(note, MOST_OF_A_NOTE, placeholder=" …")


def _when(facts: asyncpg.Record) -> str:
    # Late: a server needs it for this page alone.
    from babel import Locale
    from babel.dates import format_date, format_time

    locale = _locale(Locale, facts["locale"])
    begins = local_time(facts["starts_at"], facts["time_zone"])
    ends = local_time(facts["ends_at"], facts["time_zone"])
    day = format_date(begins, "full", locale=locale)
    start, end = (format_time(one, "short", locale=locale) for one in (begins, ends))
    return f"{day}, {start}–{end}"


def _locale(locale: Any, told: str) -> Any:
    try:
        found = locale.parse(told.replace("-", "_"))
    except ValueError:
        return locale("en")
    # The words of the page are English; only how dates and clocks are written is the person's.
    return found if found.language == "en" else locale("en", "GB")
