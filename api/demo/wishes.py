"""Where Nora would like to work: the five with which her list begins."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final

from api.contacts.target_schemas import Alumni, TargetCreate
from api.contacts.targets import create_target
from api.database import Work
from api.tables import new_id

At = Callable[[datetime], AbstractAsyncContextManager[Work]]

_WISHES: Final[tuple[tuple[str, int, int, Alumni, str], ...]] = (
    (
        "Northern Public Health Board",
        5,
        3,
        "advocate",
        "They call it clinical informatics. Ben and Ewan are there.",
    ),
    (
        "County Public Health",
        5,
        1,
        "advocate",
        "Helen hires people who ask what a number means.",
    ),
    ("Hollin Labs", 4, 2, "none", ""),
    ("St Brannock Hospital", 3, 2, "alumni", ""),
    ("Openward", 2, 1, "none", ""),
)
"""Employer, motivation, posting, who speaks for her there, and her note."""


async def tell_wishes(at: At, moment: datetime) -> None:
    """Put the five on her list."""
    for employer, motivation, posting, alumni, note in _WISHES:
        wish = TargetCreate(
            id=new_id(),
            employer=employer,
            motivation=motivation,
            posting=posting,
            alumni=alumni,
            note=note,
        )
        async with at(moment) as work:
            await create_target(work, wish)
