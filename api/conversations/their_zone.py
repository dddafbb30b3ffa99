"""In which zone somebody works: what was said of them, else what their country tells, else one's own."""

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from api.conversations.slot_schemas import ZoneFrom
from api.localtime import is_zone

WIDE: Final = frozenset(
    {"AU", "BR", "CA", "CD", "CL", "FM", "ID", "KI", "KZ", "MN", "MX", "PF", "PG", "RU", "UM", "US"}
)
"""Countries whose people live in several zones: the country alone does not tell which."""


class TheirZone(NamedTuple):
    """A zone, and how it is known."""

    name: str
    known_from: ZoneFrom


def their_zone(said: str | None, country: str | None, own: str) -> TheirZone:
    """The zone to write times in for somebody in `country`; `own` is that of the person asking."""
    if said and is_zone(said):
        return TheirZone(said, "contact")
    code = (country or "").upper()
    zones = _by_country().get(code, ())
    if not zones or code in WIDE:
        return TheirZone(own, "own")
    return TheirZone(own if own in zones else zones[0], "country")


@cache
def _by_country() -> dict[str, tuple[str, ...]]:
    # The database of zones lists them by country, the most populous zone first.
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), zone)
    return found
