"""What the change feed says of landings."""

from typing import Final

from api.journal.changes import Feed
from api.landings.models import Landing, Telling

FEEDS: Final = (Feed("landing", Landing), Feed("telling", Telling))
