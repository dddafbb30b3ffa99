"""A report as pages (PDF/UA) or one picture, set by typst from `api/texts/report`."""

import re
from datetime import date
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from api.database import Work
from api.errors import NotFound
from api.reports.reading import read_report
from api.reports.schemas import ReportChange, ReportRead, ReportSkill, SaidLine
from api.reports.year_page import year_page
from api.typeset import PDF, Reader, read_reader, typeset, words_of

MEDIA: Final = {"pdf": PDF, "png": "image/png"}
_NAME: Final = re.compile(r"[^\w-]+")
_COUNTED: Final = ("counted_0", "counted_1", "counted_2")


class Printed(NamedTuple):
    """A file as it is handed over."""

    name: str
    media_type: str
    content: bytes


async def print_report(
    work: Work, report_id: UUID, shape: Literal["pdf", "png"], *, counted: bool
) -> Printed:
    """A report that is ready, as pages or as a picture; `counted` names and quotes nobody. Raises
    NotFound."""
    report = await read_report(work, report_id)
    if report.state != "ready":
        raise NotFound()
    reader = await read_reader(work)
    if report.year is not None:
        page = year_page(report.year, reader, picture=shape == "png", counted=counted)
        content = await typeset("year/year.typ", page, shape)
        return Printed(f"year-{report.year.ends.year}.{shape}", MEDIA[shape], content)
    page = _page(report, reader, picture=shape == "png", counted=counted)
    content = await typeset("report/report.typ", page, shape)
    name = _NAME.sub("-", report.goal[:40]).strip("-") or "skills"
    return Printed(f"{name}.{shape}", MEDIA[shape], content)


def _words() -> dict[str, str]:
    return words_of("report")


def _page(report: ReportRead, reader: Reader, *, picture: bool, counted: bool) -> dict[str, Any]:
    words = _words()
    assert report.made_at is not None
    by_standing: dict[str, list[dict[str, Any]]] = {"gap": [], "unsaid": [], "ask": [], "met": []}
    for one in report.skills:
        by_standing[one.gap.standing].append(_skill(one, reader, counted=counted))
    return {
        "words": words,
        "lang": "en",
        "picture": picture,
        "paper": reader.paper,
        "title": report.goal or words["title"],
        "line": (words["of"].format(name=reader.name) if reader.name else "")
        + words["line"].format(
            date=reader.day(report.made_at),
            talks=_count("talks", report.talks),
            people=_count("people", report.people),
            employers=_count("employers", report.employers),
        ),
        "change": _change(report.change, reader) if report.change else "",
        "counted": [words[one] for one in (*_COUNTED, *(("counted_3",) if counted else ()))],
        "credits": report.credits,
        **by_standing,
    }


def _change(change: ReportChange, reader: Reader) -> str:
    words = _words()
    parts = [
        words[kind].format(names=", ".join(names))
        for kind, names in (
            ("closed", change.closed),
            ("narrower", change.narrower),
            ("new", change.new),
        )
        if names
    ]
    return f"{words['since'].format(date=reader.day(change.since))} " + (
        "; ".join(parts) or words["same"]
    )


def _skill(one: ReportSkill, reader: Reader, *, counted: bool) -> dict[str, Any]:
    words, gap = _words(), one.gap
    expected = (
        words["expect"].format(level=words[f"level_{gap.required}"])
        if gap.level_said
        else words["name_it"]
    )
    own = (
        words["own"].format(level=words[f"level_{gap.own}"])
        if gap.own is not None
        else words["own_unsaid"]
    )
    sources = [_count("employers", gap.sources), _count("people", gap.people)]
    if gap.against:
        sources.append(_count("against", gap.against))
    proof = words[f"proof_{gap.proof_kind}"].format(proof=gap.proof) if gap.proof else ""
    return {
        "name": gap.skill.name,
        "required": gap.required,
        "own": gap.own,
        "sentence": f"{expected}. {own}.",
        "sources": " · ".join([*sources, words[f"confidence_{gap.confidence}"]]),
        "proof": proof,
        "steps": [_step(step.text, step.state, step.due_on, reader) for step in gap.plan],
        "lines": [] if counted else [_line(line, reader) for line in one.lines],
        "whom": []
        if counted
        else [
            f"{', '.join(filter(None, (who.contact.name, who.role, who.employer)))} "
            f"({words[who.reason]})"
            for who in gap.whom
        ],
    }


def _step(text: str, state: str, due_on: date | None, reader: Reader) -> str:
    words = _words()
    if state == "done":
        return words["step_done"].format(text=text)
    return words["step_by"].format(text=text, date=reader.day(due_on)) if due_on else text


def _line(line: SaidLine, reader: Reader) -> dict[str, str]:
    words = _words()
    if line.says == "not_needed":
        level = words["not_needed"]
    else:
        level = words[f"level_{line.level}"] if line.level else words["level_unsaid"]
    who = ", ".join(filter(None, (line.contact.name, line.role, line.employer)))
    return {"text": line.text, "who": f"{who}, {reader.day(line.at)}: {level}"}


def _count(name: str, count: int) -> str:
    words = _words()
    return words[f"{name}_one"] if count == 1 else words[name].format(count=count)
