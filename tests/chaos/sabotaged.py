"""A part of the product with one of its guards taken out: the campaign must see that.

Run as `python -m tests.chaos.sabotaged GUARD serve|work|tick …`.
"""

import runpy
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, update


def without_fence() -> None:
    """Whoever held a delivery once may write its end, however long ago that was."""
    from api.database import hot
    from api.deliveries import endings
    from api.deliveries.models import Delivery

    unfenced = (
        update(Delivery)
        .where(Delivery.tenant_id == bindparam("the_tenant"), Delivery.id == bindparam("the_id"))
        .values(
            state=bindparam("new_state"),
            next_at=bindparam("new_next_at"),
            failures=bindparam("new_failures"),
            outcome=bindparam("new_outcome"),
            finished_at=bindparam("new_finished_at"),
        )
    )
    _replace(endings, "FINISH", hot(unfenced))


def without_sweep() -> None:
    """A delivery is rung for once: what a dead worker or a lost queue left behind stays there."""
    from api.deliveries import tick

    _replace(tick, "PATIENCE", timedelta(days=3650))


def with_zone_in_occurrence() -> None:
    """Whoever moves to another zone has other occurrences there."""
    from api.conversations import alarms
    from api.deliveries.clocks import set_clock as honest

    async def set_clock(work: Any, kind: str, subject: Any, occurrence: str, **due: Any) -> None:
        await honest(work, kind, subject, f"{occurrence}@{due['due_zone']}", **due)

    _replace(alarms, "set_clock", set_clock)


GUARDS: Final[dict[str, Callable[[], None]]] = {
    "fence": without_fence,
    "sweep": without_sweep,
    "zone": with_zone_in_occurrence,
}


def _replace(module: object, name: str, value: object) -> None:
    if not hasattr(module, name):
        raise AttributeError(f"{module} has no {name} any more: this sabotage would do nothing")
    setattr(module, name, value)


def main(arguments: list[str]) -> None:
    """Take the guard out, then be that part."""
    guard, part, *rest = arguments
    GUARDS[guard]()
    if part == "serve":
        from api.cli import main as askwell

        askwell([part, *rest])
        return
    sys.argv[:] = ["workers", part, *rest]
    runpy.run_module("workers", run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
