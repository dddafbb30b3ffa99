"""The story of a landing, to print: what I was after as it changed, the way, and who helped."""

import re
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from api.database import Work
from api.goals.history import read_history
from api.goals.plan_schemas import PathStep
from api.goals.schemas import RevisionRead
from api.landings.reading import read_landing
from api.landings.schemas import LandingRead, TellingRead
from api.typeset import Reader, read_reader, typeset, words_of

_NAME: Final = re.compile(r"[^\w-]+")


class Printed(NamedTuple):
    """A file as it is handed over."""

    name: str
    content: bytes


async def print_story(work: Work, landing_id: UUID) -> Printed:
    """The story on paper. Raises NotFound."""
    landing = await read_landing(work, landing_id)
    wordings = (await read_history(work, landing.goal_id)).items if landing.goal_id else []
    reader = await read_reader(work)
    content = await typeset("landing/story.typ", _page(landing, wordings, reader))
    name = _NAME.sub("-", landing.what[:40]).strip("-") or "story"
    return Printed(f"{name}.pdf", content)


def _words() -> dict[str, str]:
    return words_of("landing")


def _page(landing: LandingRead, wordings: list[RevisionRead], reader: Reader) -> dict[str, Any]:
    words = _words()
    counts = {
        "people": _count("people", len(landing.people)),
        "to": reader.day(landing.at),
    }
    begun = landing.since or (min((one.at.date() for one in wordings), default=None))
    line = (
        words["line"].format(**counts, **{"from": reader.day(begun)})
        if begun is not None and begun < landing.at
        else words["line_short"].format(**counts)
    )
    given_up = landing.kind == "given_up"
    return {
        "words": words,
        "lang": "en",
        "paper": reader.paper,
        "title": landing.what or words["outcome_new_role"],
        "over": words["title_given_up" if given_up else "title_reached"],
        "line": line,
        "wordings": [
            {
                "what": one.what,
                "when": " · ".join(
                    filter(
                        None,
                        (
                            words["goal_from"].format(date=reader.day(one.at)),
                            words["after"].format(name=one.talk.contact.name) if one.talk else "",
                        ),
                    )
                ),
            }
            for one in wordings
        ],
        "path": [_step(one, reader) for one in landing.path],
        "people": [_person(one) for one in landing.people if one.standing != "left_out"],
    }


def _step(one: PathStep, reader: Reader) -> dict[str, str]:
    words = _words()
    name = one.contact.name if one.contact else ""
    if one.what == "outcome":
        what = words[f"outcome_{one.kind}"]
        said = words["by"].format(what=what, name=name) if name else what
    else:
        said = words[one.what].format(name=name)
    return {"said": said, "when": _day(one.at, reader)}


def _day(at: date | None, reader: Reader) -> str:
    return reader.day(at) if at is not None else ""


def _person(one: TellingRead) -> dict[str, str]:
    words = _words()
    name = one.introduced.name if one.introduced else ""
    verb = {
        "advice": words["advised"],
        "line": words["said"],
        "introduced": words["led_to"].format(name=name),
        "time": words["time"],
    }[one.help]
    place = ", ".join(filter(None, (one.role, one.employer_name)))
    also = words["led_to"].format(name=name) if name and one.help != "introduced" else ""
    return {
        "name": one.contact.name,
        "place": place,
        "verb": verb,
        "words": one.words,
        "also": also,
    }


def _count(name: str, count: int) -> str:
    words = _words()
    return words[f"{name}_one"] if count == 1 else words[name].format(count=count)
