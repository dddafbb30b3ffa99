"""The page for those who build on Askwell: written words, with the scopes, events, problems and numbers
that the server itself goes by."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

from api.config import Settings
from api.credentials import SCOPES
from api.errors import InvalidInput, Problem
from api.integrations.choices import choices_of
from api.journal.happenings import invented
from api.limits import NETWORK_SHARE

TEXTS: Final = Path(__file__).parents[1] / "texts" / "developers"
ADDRESS: Final = "https://askwell.example.org"
"""How the snippets call the server; the page puts its own address there."""
CONTENTS: Final = (
    ("begin", "Five minutes"),
    ("rules", "Rules"),
    ("apps", "Apps"),
    ("scopes", "Scopes"),
    ("events", "Events and webhooks"),
    ("pages", "Pages"),
    ("twice", "Sending twice"),
    ("limits", "How often"),
    ("problems", "Problems"),
    ("clients", "Packages"),
    ("tools", "Tools without code"),
    ("assistants", "For assistants"),
    ("versions", "Versions"),
    ("changes", "What changed"),
)


class Kind(msgspec.Struct, frozen=True):
    """One kind of problem: what stands last in its `type`, with which status it comes, what it says,
    and what to do about it."""

    code: str
    statuses: list[int]
    titles: list[str]
    remedy: str


class Change(msgspec.Struct, frozen=True):
    """What changed on one day."""

    on: date
    what: list[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written in `words.en.toml`."""

    scopes: dict[str, str]
    problems: dict[str, str]
    problems_in_browsers: dict[str, str]
    changes: list[Change]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of the page."""
    return msgspec.convert(tomllib.loads((TEXTS / "words.en.toml").read_text()), Words)


def refusals() -> dict[str, list[type[Problem]]]:
    """Every refusal there is, by the stable name of its kind, in the order of their statuses."""
    found: dict[str, list[type[Problem]]] = {}
    waiting: list[type[Problem]] = [Problem]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found.setdefault(one.code, []).append(one)
    return dict(sorted(found.items(), key=lambda item: (item[1][0].status, item[0])))


def kinds(remedies: dict[str, str]) -> list[Kind]:
    """The kinds of problem that these remedies are for."""
    return [
        Kind(
            code,
            sorted({one.status for one in classes}),
            sorted({one.title for one in classes}),
            remedies[code],
        )
        for code, classes in refusals().items()
        if code in remedies
    ]


def snippets(address: str) -> dict[str, str]:
    """The programs on the page, which call the server at `address`."""
    return {
        file.name.removesuffix(".txt"): file.read_text().replace(ADDRESS, address).rstrip()
        for file in sorted((TEXTS / "snippets").iterdir())
    }


@lru_cache(maxsize=4)
def page(settings: Settings) -> bytes:
    """The page of the server with these settings, rendered once per process."""
    import jinja2
    from markupsafe import Markup, escape

    from api.oauth.server import ACCESS_LASTS, LEEWAY, REFRESH_LASTS

    def marked(text: str) -> Markup:
        """Text with `code` in it."""
        parts = [escape(part) for part in text.split("`")]
        return Markup("").join(
            Markup("<code>{}</code>").format(part) if place % 2 else part
            for place, part in enumerate(parts)
        )

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["marked"] = marked
    written = words()
    text = made.get_template("page.html.jinja").render(
        address=settings.public_url,
        contents=CONTENTS,
        snippets=snippets(settings.public_url),
        scopes=[(name, written.scopes[name]) for name in SCOPES],
        events=[(one.value, one.label) for one in choices_of("events").items],
        sample=_shown(invented("conversation.held")),
        problem=_shown(
            InvalidInput.field("query.limit", "invalid", "Expected `int` <= 100").document(
                "01a2b3c4d5e6"
            )
        ),
        problems=kinds(written.problems),
        problems_in_browsers=kinds(written.problems_in_browsers),
        changes=written.changes,
        access_minutes=int(ACCESS_LASTS.total_seconds() // 60),
        leeway=int(LEEWAY.total_seconds()),
        refresh_days=REFRESH_LASTS.days,
        per_minute=settings.requests_per_minute,
        network_share=NETWORK_SHARE,
    )
    return text.strip().encode()


def _shown(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def entry_of(code: str) -> str | None:
    """Where the page speaks of problems of this kind; None where there is no such kind."""
    return f"/developers#problem-{code}" if code in refusals() else None
