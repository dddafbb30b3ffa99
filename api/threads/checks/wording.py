"""The words of findings: `api/texts/checks*.en.json`, which the web app reads as well."""

import re
from pathlib import Path
from typing import Final

from msgspec import Struct, json

from api.threads.checks.draft import Finding


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding says: title, reason, the label of its fix, and the text the fix puts in."""

    title: str
    reason: str
    fix: str
    insert: str | None = None


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """Words per `rule.code`, what stands in for a missing name, the strip."""

    fallback: dict[str, str]
    strip: dict[str, str]
    findings: dict[str, Words]


class _Own(Struct, frozen=True, forbid_unknown_fields=True):
    findings: dict[str, Words]


_PARAM: Final = re.compile(r"\{([a-z_]+)\}", re.ASCII)


def _whole() -> Catalogue:
    texts = Path(__file__).parents[2] / "texts"
    shared = json.decode((texts / "checks.en.json").read_bytes(), type=Catalogue)
    for kind in ("ask", "thanks", "update"):
        said = json.decode((texts / f"checks.{kind}.en.json").read_bytes(), type=_Own)
        shared.findings.update(said.findings)
    return shared


CATALOGUE: Final = _whole()


def insertion(code: str) -> str | None:
    """The text that the fix of `rule.code` puts in; None when it only shows the place."""
    return CATALOGUE.findings[code].insert


def worded(finding: Finding) -> Words:
    """A finding's words with its params filled in; a missing name becomes the fallback."""
    words = CATALOGUE.findings[f"{finding.rule}.{finding.fix.code}"]
    params = dict(CATALOGUE.fallback)
    params |= {key: str(value) for key, value in finding.params.items() if value != ""}
    params["insert"] = finding.fix.insert or ""

    def filled(text: str) -> str:
        return _PARAM.sub(lambda m: params.get(m.group(1), m.group()), text)

    return Words(filled(words.title), filled(words.reason), filled(words.fix), finding.fix.insert)
