"""What the routes of the calendar feed take and give."""

from datetime import datetime

import msgspec


class FeedContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the feed: talks, the days of own promises, and whether with names, places and
    words or only that there is one."""

    talks: bool
    promises: bool
    names: bool


class FeedRead(msgspec.Struct, frozen=True):
    """The calendar feed of this person: since when it can be read (null: there is none), and what
    stands in it. Its address was shown when it was made, and is not kept."""

    since: datetime | None
    talks: bool
    promises: bool
    names: bool


class FeedMade(msgspec.Struct, frozen=True):
    """The feed and its address, which is shown this once: whoever knows it can read the dates."""

    feed: FeedRead
    url: str
