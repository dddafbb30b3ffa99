"""The sentence or two that the app and a lock screen show for a reminder (`texts/notices.en.json`)."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from api.deliveries.rules import Note

TEXTS: Final = Path(__file__).parents[1] / "texts"
FALLBACK_LANGUAGE: Final = "en"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one kind; `discreet` is the title for a screen that others may see."""

    title: str
    discreet: str
    body: str


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`notices.<language>.json`."""

    talk_soon: Words
    how_was_it: Words
    thanks_nudge: Words
    thanks_last_call: Words
    daily: Words
    weekly: Words
    coach_answered: Words
    coach_note: Words
    coach_letter: Words
    urgent_flag: Words
    flag_seen: Words
    flag_closed: Words
    grant_ends: Words
    host_accepted: Words
    host_declined: Words
    host_expired: Words
    host_closed: Words
    late: str
    hour: str
    hours: str


def make_note(
    kind: str,
    locale: str,
    path: str,
    *,
    contact_id: UUID | None = None,
    late: str = "",
    hours: int = 0,
    **given: str | int,
) -> Note:
    """The note of this kind, in the language of `locale` (English where it isn't translated).

    `late` is the local time at which it should have come, where it comes late; `hours` are left.
    Raises AttributeError for an unknown kind, KeyError for something it names that was not given.
    """
    said = _catalogue(locale)
    words: Words = getattr(said, kind)
    given["left"] = said.hour if hours == 1 else said.hours.format(count=hours)
    body = words.body.format(**given)
    return Note(
        title=words.title.format(**given),
        discreet=words.discreet.format(**given),
        body=f"{body} {said.late.format(time=late)}" if late else body,
        path=path,
        contact_id=contact_id,
    )


@lru_cache(maxsize=32)
def _catalogue(locale: str) -> Catalogue:
    language = re.split("[-_]", locale, maxsplit=1)[0].lower()
    for one in (language, FALLBACK_LANGUAGE):
        if one.isalpha() and (file := TEXTS / f"notices.{one}.json").is_file():
            return msgspec.json.decode(file.read_bytes(), type=Catalogue)
    raise LookupError("there are no words for notices")
