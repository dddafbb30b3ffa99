"""The words a host agrees to, with their version, and what search looks into (`texts/hosts.en.json`).

Words that change get another number: what somebody agreed to is never said to be something else."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from api.contacts.names import words_of

TEXTS: Final = Path(__file__).parents[1] / "texts" / "hosts.en.json"


class Consent(msgspec.Struct, frozen=True):
    """What somebody agrees to who becomes a host."""

    version: int
    lines: list[str]


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    consent: Consent
    why: str


@cache
def _texts() -> _Texts:
    return msgspec.json.decode(TEXTS.read_bytes(), type=_Texts)


def consent_of(organization: str) -> Consent:
    """The words as they are shown now."""
    said = _texts().consent
    return Consent(said.version, [line.format(organization=organization) for line in said.lines])


def consent_version() -> int:
    """The number of these words."""
    return _texts().consent.version


def why_of(organization: str) -> str:
    """Why somebody is in the list of a person whom they said yes to."""
    return _texts().why.format(organization=organization)


def to_find(name: str, headline: str, topics: Sequence[str]) -> str:
    """The comparable words of all that participants read of a host."""
    return " ".join(words_of(" ".join([name, headline, *topics])))
