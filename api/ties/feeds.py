"""What the change feed says of keeping in touch."""

from typing import Final

from api.journal.changes import Feed
from api.ties.models import Cadence

FEEDS: Final = (Feed("cadence", Cadence),)
