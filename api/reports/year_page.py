"""What stands on the printed page of a year."""

from typing import Any

from api.reports.schemas import YearOutcome, YearRead
from api.typeset import Reader, words_of


def year_page(year: YearRead, reader: Reader, *, picture: bool, counted: bool) -> dict[str, Any]:
    """The page; `counted` names and quotes nobody. Pure."""
    words = _words()
    back = [
        words[name].format(count=count)
        for name in ("thanked", "kept", "told", "given")
        if (count := getattr(year, name))
    ]
    return {
        "words": words,
        "lang": "en",
        "picture": picture,
        "paper": reader.paper,
        "title": words["title"],
        "line": words["line"].format(
            **{"from": reader.day(year.begins), "to": reader.day(year.ends)}
        ),
        "sum": _sum(year),
        "led": _count("introductions", year.introductions) if year.introductions else "",
        "after": [
            (one.what, words["from"].format(date=reader.day(one.at))) for one in year.wordings
        ],
        "heard": [
            (
                one.text if one.own else f"“{one.text}”",
                words["source"].format(
                    people=_count("people", one.people), places=_count("places", one.employers)
                ),
            )
            for one in year.claims
            if one.own or not counted
        ],
        "came": [(_came(one, counted), reader.day(one.at)) for one in year.outcomes],
        "back": back,
        "who": [] if counted else _who(year),
        "counted": counted,
    }


def _words() -> dict[str, str]:
    return words_of("year")


def _sum(year: YearRead) -> str:
    words = _words()
    said = []
    if year.talks:
        said.append(
            words["sum"].format(
                talks=_count("talks", len(year.talks)),
                people=_count("people", year.people),
                places=_count("places", year.employers),
            )
        )
    if year.asked:
        said.append(words["asks"].format(asked=year.asked, answered=year.answered))
    return " ".join(said) or words["nothing"]


def _came(one: YearOutcome, counted: bool) -> str:
    words = _words()
    what = words[f"outcome_{one.kind}"]
    if one.contact is None or counted:
        return what
    return words["by"].format(what=what, name=one.contact.name)


def _who(year: YearRead) -> list[tuple[str, str]]:
    """Each of them once, in the order of the talks."""
    return list(
        {
            one.contact.id: (one.contact.name, ", ".join(filter(None, (one.role, one.employer))))
            for one in year.talks
        }.values()
    )


def _count(name: str, count: int) -> str:
    words = _words()
    return words[f"{name}_one"] if count == 1 else words[name].format(count=count)
