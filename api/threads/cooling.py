"""How long somebody who said no is left in peace."""

from datetime import datetime, timedelta
from typing import Final

from api.threads.stages import Stage
from api.threads.state import State

COOL_OFF: Final = timedelta(days=183)
"""Half a year: whoever declined is suggested nowhere before. A default of the product: DOMAIN.md
section 8, "kind rejection", names the cool-off and leaves its length open."""


def cooling_since(now: datetime) -> datetime:
    """From when on a no is still to be respected at `now`."""
    return now - COOL_OFF


def peace_until(state: State) -> datetime | None:
    """Until when somebody who declined is left in peace; None for everybody else."""
    if state.stage is not Stage.DECLINED or state.closed_at is None:
        return None
    return state.closed_at + COOL_OFF
