"""What the change feed says of answers about oneself."""

from typing import Final

from api.debrief.models import Reflection
from api.journal.changes import Feed

FEEDS: Final = (Feed("reflection", Reflection),)
