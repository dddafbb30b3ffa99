"""All rules, in one tuple: what the engine knows how to do."""

from collections.abc import Sequence

from api.config import Settings
from api.deliveries.rules import Rule
from api.secrets import Keys


def all_rules(settings: Settings, keys: Keys) -> Sequence[Rule]:
    """The rules of every feature."""
    return ()
