"""What the change feed says of promises, advice and what was given."""

from typing import Final

from api.insights.models import Advice, Given, Promise
from api.journal.changes import Feed

FEEDS: Final = (
    Feed("promise", Promise),
    Feed("advice", Advice),
    Feed("given", Given),
)
