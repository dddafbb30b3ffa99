"""What goes into a check and what comes out: drafts, findings and results."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Channel = Literal[
    "email",
    "linkedin_message",
    "linkedin_note",
    "chat",
    "spoken",
    "through",
    "volunteer_request",
]
Level = Literal["hint", "warning"]
Field = Literal["body", "subject"]


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ask as it stands in the composer.

    `why` is the sentence the person gave to "What made you think of them?"; `note_limit` is the
    number of characters of a LinkedIn invitation note; `field_words` are words of the field that
    the reading grade leaves out.
    """

    channel: Channel
    subject: str | None
    body: str
    recipient_names: list[str] = []
    why: str = ""
    note_limit: Literal[200, 300] = 300
    sender_name: str | None = None
    field_words: list[str] = []


class ThanksDraft(Draft, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thank-you as it stands in the composer.

    `insights` are lines the person kept from the talk, `promises` the lines of what was promised.
    `held_at` is the end of the talk; `sent_at` the moment of sending, or of looking at the draft
    while it is not sent. Both carry their zone.
    """

    insights: list[str] = []
    promises: list[str] = []
    held_at: datetime | None = None
    sent_at: datetime | None = None


class UpdateDraft(Draft, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An update as it stands in the composer; `advice` are lines of what they suggested."""

    advice: list[str] = []


class Fix(Struct, frozen=True, kw_only=True):
    """A way to mend: put `insert` in place of `start`..`end` of the field; None = only advice."""

    code: str
    insert: str | None
    start: int
    end: int


class Finding(Struct, frozen=True, kw_only=True):
    """One suggestion. `start` and `end` count Unicode code points of `field`, end exclusive.

    Where something is missing, start and end are the place where it would go. `rule` and
    `fix.code` together name the words in `api/texts/checks*.en.json`; `params` fill their gaps.
    """

    rule: str
    level: Level
    field: Field
    start: int
    end: int
    fix: Fix
    params: dict[str, str | int]


class CheckResult(Struct, frozen=True, kw_only=True):
    """All findings, the most useful first, and the three that are shown.

    `words` counts words with a letter ("20" is not one); `grade` is the Flesch-Kincaid grade of
    the whole text to one decimal; `characters` counts UTF-16 units, as the counters of mail and
    network sites do. `judged` is False when the text is not English: then only its length, its
    subject and its open gaps were looked at.
    """

    findings: list[Finding]
    shown: list[Finding]
    words: int
    grade: float
    characters: int
    judged: bool
