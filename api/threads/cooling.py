"""How long somebody who said no is left in peace."""

from datetime import datetime, timedelta
from typing import Final

COOL_OFF: Final = timedelta(days=183)
"""Half a year: whoever declined is suggested nowhere before. A default of the product: DOMAIN.md
section 8, "kind rejection", names the cool-off and leaves its length open."""


def cooling_since(now: datetime) -> datetime:
    """From when on a no is still to be respected at `now`."""
    return now - COOL_OFF
