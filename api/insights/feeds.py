"""What the change feed says of promises, advice, what was given, and what was heard."""

from typing import Final

from api.insights.models import Advice, Evidence, Given, Insight, Promise
from api.journal.changes import Feed

FEEDS: Final = (
    Feed("promise", Promise),
    Feed("advice", Advice),
    Feed("given", Given),
    Feed("insight", Insight),
    Feed("evidence", Evidence),
)
