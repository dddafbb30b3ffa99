"""The shared vectors: inputs and expectations are written by hand, results come from here.

`python -m api.threads.checks.vectors` says whether they are current; `--write` renews the results.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from api.threads.checks import check_ask, check_thanks, mended, worded
from api.threads.checks.draft import CheckResult, Draft, Finding, ThanksDraft

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


def read_asks() -> list[AskVector]:
    """The ask vectors as they stand in the repository."""
    return msgspec.json.decode((FOLDER / "ask_checks.json").read_bytes(), type=list[AskVector])


def read_thanks() -> list[ThanksVector]:
    """The thank-you vectors as they stand in the repository."""
    path = FOLDER / "thanks_checks.json"
    return msgspec.json.decode(path.read_bytes(), type=list[ThanksVector])


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
    return {"ask_checks.json": _encoded(asks), "thanks_checks.json": _encoded(thanks)}


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
