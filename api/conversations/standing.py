"""Which lines of a talk stand: an entry is never changed, a later one takes its place or takes it away."""

from typing import Final

from sqlalchemy import and_, exists
from sqlalchemy.orm import aliased

from api.conversations.models import NoteLine

_LATER = aliased(NoteLine)
STANDS: Final = and_(
    NoteLine.deleted_at.is_(None),
    NoteLine.gone.is_(False),
    ~exists().where(
        _LATER.owner_id == NoteLine.owner_id,
        _LATER.conversation_id == NoteLine.conversation_id,
        _LATER.supersedes == NoteLine.id,
    ),
)
"""Whether its person sees a `NoteLine` of a statement: not taken away, and nothing has replaced it."""
