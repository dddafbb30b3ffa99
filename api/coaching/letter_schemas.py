"""What the routes of letters take and give: a coach writes once to several, and each gets their own."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from api.coaching.item_schemas import Version, Words

Basis = Literal["membership", "activity"]
Reach = Literal["open", "not_joined", "ended"]


class LetterDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to write, and to whom: `enrolment_ids`, or all of the cohort `cohort_id` whom the caller
    coaches. `{name}` in `body` becomes the first name of each. `basis` is what the choice was made by:
    with `activity` nobody gets it who does not share at that moment how it is going. With `replies` an
    answer to the mail goes to the caller's own address, which everybody then sees."""

    enrolment_ids: Annotated[list[UUID], Meta(max_length=500)]
    cohort_id: UUID | None = None
    basis: Basis = "membership"
    body: Words
    replies: bool = False


class LetterSend(LetterDraft, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, as it was looked at: `preview` is what the preview said."""

    preview: Version


class LetterTo(msgspec.Struct, frozen=True):
    """One letter as it would be sent."""

    enrolment_id: UUID
    name: str
    body: str


class LetterPreview(msgspec.Struct, frozen=True):
    """What would be sent: to how many (`n`), the first fifty letters word for word, and how many get
    none because they do not use Askwell (`not_joined`) or do not share what the choice was made by
    (`ended`). `preview` stands for all of it: to send it is to name it."""

    preview: str
    n: int
    letters: list[LetterTo]
    not_joined: int
    ended: int


class Sending(msgspec.Struct, frozen=True):
    """What became of a sending, in numbers: written to `n`, of whom it has `reached` some, and some are
    still on their way (`waiting`). Whoever was not reached had left (`gone`, or the caller no longer
    coaches them), no longer shares what the choice was made by (`ended`), or does not want to be written
    to (`closed`); null where fewer than five were written to."""

    id: UUID
    at: datetime
    n: int
    waiting: int
    reached: int
    gone: int | None
    ended: int | None
    closed: int | None


class SendingPage(msgspec.Struct, frozen=True):
    """What the caller wrote, the latest first."""

    items: list[Sending]
    next_cursor: str | None


class LetterRead(msgspec.Struct, frozen=True):
    """What a coach wrote to the caller; `reply_to` is the address of whoever wrote, where they want to be
    answered."""

    id: UUID
    at: datetime
    by: str
    enrolment_id: UUID
    body: str
    reply_to: str | None


class LetterPage(msgspec.Struct, frozen=True):
    """What coaches wrote to the caller in a cohort, the latest first, and whether they may."""

    items: list[LetterRead]
    allowed: bool
    next_cursor: str | None


class LettersAllowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether coaches of a cohort may write to the caller."""

    allowed: bool
