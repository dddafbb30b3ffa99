"""The shared vectors: inputs and expectations are written by hand, results come from here.

`python -m api.threads.checks.vectors` says whether they are current; `--write` renews the results.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

import msgspec

from api.threads.checks import check_ask, check_thanks, check_update, mended, worded
from api.threads.checks.draft import Channel, CheckResult, Draft, Finding, ThanksDraft, UpdateDraft
from api.threads.templates import (
    Begun,
    Connection,
    Followed,
    Known,
    Promised,
    begin_answer_to_no,
    begin_ask,
    begin_follow_up,
    begin_thanks,
    begin_update,
)

FOLDER: Final = Path(__file__).parents[3] / "tests" / "vectors"


class AskVector(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A draft, the rules that a reader says it breaks, and what the check makes of it."""

    name: str
    expect: list[str]
    draft: Draft
    result: dict[str, object] = {}


class ThanksVector(AskVector, kw_only=True, forbid_unknown_fields=True):
    """The same for a thank-you."""

    draft: ThanksDraft


class UpdateVector(AskVector, kw_only=True, forbid_unknown_fields=True):
    """The same for an update."""

    draft: UpdateDraft


class TemplateVector(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is known, the rules the draft still breaks for a reader, and the draft itself."""

    name: str
    kind: Literal["ask", "follow_up", "thanks", "answer_no", "update"]
    connection: Connection
    channel: Channel
    known: Known
    lines: list[str]
    promises: list[Promised]
    followed: Followed = Followed()
    expect: list[str]
    result: dict[str, object] = {}


def begun(vector: TemplateVector) -> Begun:
    """The draft that a template vector asks for."""
    if vector.kind == "ask":
        return begin_ask(vector.connection, vector.channel, vector.known)
    if vector.kind == "thanks":
        return begin_thanks(vector.channel, vector.known, vector.lines, vector.promises)
    if vector.kind == "follow_up":
        return begin_follow_up(vector.channel, vector.known)
    if vector.kind == "update":
        return begin_update(vector.channel, vector.known, vector.followed)
    return begin_answer_to_no(vector.channel, vector.known)


def read_templates() -> list[TemplateVector]:
    """The template vectors as they stand in the repository."""
    path = FOLDER / "templates.json"
    return msgspec.json.decode(path.read_bytes(), type=list[TemplateVector])


def read_asks() -> list[AskVector]:
    """The ask vectors as they stand in the repository."""
    return msgspec.json.decode((FOLDER / "ask_checks.json").read_bytes(), type=list[AskVector])


def read_thanks() -> list[ThanksVector]:
    """The thank-you vectors as they stand in the repository."""
    path = FOLDER / "thanks_checks.json"
    return msgspec.json.decode(path.read_bytes(), type=list[ThanksVector])


def read_updates() -> list[UpdateVector]:
    """The update vectors as they stand in the repository."""
    path = FOLDER / "update_checks.json"
    return msgspec.json.decode(path.read_bytes(), type=list[UpdateVector])


def recorded(draft: Draft, result: CheckResult) -> dict[str, object]:
    """A result as a vector keeps it: findings with their words and the text their fix leaves."""
    return {
        "words": result.words,
        "grade": result.grade,
        "characters": result.characters,
        "judged": result.judged,
        "findings": [_recorded_finding(draft, finding) for finding in result.findings],
    }


def _recorded_finding(draft: Draft, finding: Finding) -> dict[str, object]:
    words = worded(finding)
    field = draft.body if finding.field == "body" else draft.subject or ""
    return {
        **msgspec.to_builtins(finding),
        "title": words.title,
        "reason": words.reason,
        "label": words.fix,
        "mended": mended(field, finding),
    }


def renewed() -> dict[str, bytes]:
    """Every vector file with its results computed anew."""
    asks = read_asks()
    for ask in asks:
        ask.result = recorded(ask.draft, check_ask(ask.draft))
    thanks = read_thanks()
    for thank in thanks:
        thank.result = recorded(thank.draft, check_thanks(thank.draft))
    updates = read_updates()
    for update in updates:
        update.result = recorded(update.draft, check_update(update.draft))
    templates = read_templates()
    for template in templates:
        template.result = msgspec.to_builtins(begun(template))
    return {
        "ask_checks.json": _encoded(asks),
        "thanks_checks.json": _encoded(thanks),
        "update_checks.json": _encoded(updates),
        "templates.json": _encoded(templates),
    }


def _encoded(vectors: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(vectors), indent=1) + b"\n"


def main(arguments: list[str], say: Callable[[str], object] = print) -> int:
    """Write or compare; 1 when a file is out of date and nothing was written."""
    write = "--write" in arguments
    stale = {n: new for n, new in renewed().items() if (FOLDER / n).read_bytes() != new}
    if write:
        for name, content in stale.items():
            (FOLDER / name).write_bytes(content)
    said = "renewed" if write else "out of date"
    say(f"{said}: {', '.join(stale)}" if stale else "vectors are current")
    return 1 if stale and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
