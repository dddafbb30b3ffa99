"""What later features hear of the entries of talks: they are handed in as values, never imported."""

from collections.abc import Awaitable, Callable, Sequence

from api.conversations.schemas import EntryWritten
from api.database import Work

Listener = Callable[[Work, Sequence[EntryWritten]], Awaitable[None]]
"""Gets the entries that are new, in the order they were written; one that was sent again is not
among them. Runs in the same transaction, after they were kept; what it raises undoes both."""
