"""What later features hear of a thread: they are handed in as values, never imported."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from api.database import Work
from api.threads.schemas import ConversationPlan
from api.threads.stages import Happening
from api.threads.state import State


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A thread that was told about: what was said, when it happened, what was and what is.

    `plan` is the date that was told with it. `before` and `after` may be equal. An update that was
    sent, or was not after all, moves nothing; `message_id` is its id.
    """

    thread_id: UUID
    contact_id: UUID
    what: Happening | Literal["corrected", "thanked", "updated", "update_taken_back"]
    at: datetime
    before: State
    after: State
    plan: ConversationPlan | None
    message_id: UUID | None = None


Listener = Callable[[Work, Changed], Awaitable[None]]
"""Runs in the same transaction, after the thread was written; what it raises undoes both."""
