"""Templates of mails: plain text and MJML from one file, the MJML compiled once for a process.

The building blocks (`parts.mjml.jinja`) and the frame around them (`layout.mjml.jinja`) are MJML with
jinja in it. Compiled, they are HTML with the same jinja in it: a mail costs one rendering of a
template, and no compiling. So nothing of what is put in is ever read as MJML.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    import jinja2

TEMPLATES: Final = Path(__file__).parent / "texts" / "mail"
FALLBACK_LANGUAGE: Final = "en"
Part: TypeAlias = Literal["text", "mjml"]

_LAYOUT: Final = "layout.mjml.jinja"
_PARTS: Final = "parts.mjml.jinja"
_BODY: Final = "{{ self.body() }}"
_SEAM: Final = "{# seam #}"
_STATEMENT: Final = re.compile(r"^\{%.*%\}$", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def find_template(name: str, locale: str) -> str:
    """The file of a mail in the language of `locale`, English where it isn't translated. Raises
    LookupError for an unknown mail."""
    language = re.split("[-_]", locale, maxsplit=1)[0].lower()
    for folder in (language, FALLBACK_LANGUAGE):
        if folder.isalpha() and (TEMPLATES / folder / f"{name}.jinja").is_file():
            return f"{folder}/{name}.jinja"
    raise LookupError(f"there is no mail {name}")


@lru_cache(maxsize=2)
def environment(part: Part) -> "jinja2.Environment":
    """The templates of one part. Parameters are inserted as text, never as markup."""
    # Imported late: a server that has just started sends no mail yet.
    import jinja2

    class Compiled(jinja2.FileSystemLoader):
        """Gives frame and blocks as HTML."""

        def get_source(
            self, environment: jinja2.Environment, template: str
        ) -> tuple[str, str, Callable[[], bool]]:
            """The text of a template, as jinja asks for it."""
            source, file, fresh = super().get_source(environment, template)
            if template == _LAYOUT:
                source = _compiled(source)
            elif template == _PARTS:
                frame, _, _ = super().get_source(environment, _LAYOUT)
                source = _blocks(frame, source)
            return source, file, fresh

    # Both parts come from one template: only the building blocks (parts.*.jinja) differ.
    made = jinja2.Environment(
        loader=Compiled(TEMPLATES),
        autoescape=part == "mjml",  # noqa: S701 - the other part is plain text
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_said,
        auto_reload=False,
    )
    blocks = made.get_template(f"parts.{part}.jinja").module
    names: dict[str, Callable[..., str]] = {
        name: getattr(blocks, name) for name in dir(blocks) if not name.startswith("_")
    }
    made.globals.update(names, layout=f"layout.{part}.jinja")
    return made


def _blocks(frame: str, parts: str) -> str:
    """The macros of `parts`, compiled where they will stand: between two seams in the frame."""
    column = _STATEMENT.sub(lambda found: f"<mj-raw>{found[0]}</mj-raw>", parts)
    whole = _compiled(frame.replace(_BODY, f"{_SEAM}</mj-raw>{column}<mj-raw>{_SEAM}"))
    return whole.split(_SEAM)[1]


def _compiled(mjml: str) -> str:
    import mrml

    # No fonts of others: a mail that loads something tells a stranger when it is read.
    return mrml.to_html(mjml, None, mrml.RenderOptions(fonts={})).content


def _said(value: object) -> object:
    # Control characters are not allowed in XML, and have no business in a text either.
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _CONTROL.sub("", value)
    return value
