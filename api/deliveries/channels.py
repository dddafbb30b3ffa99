"""The ways out: a mail with an identity that stays the same on every attempt."""

from typing import Protocol
from uuid import UUID

from api.deliveries.rules import Mail


class EffectFailed(Exception):
    """An effect did not happen; `permanent` when trying again is of no use."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class Post(Protocol):
    """Hands a mail over."""

    async def send(self, mail: Mail, delivery_id: UUID) -> None:
        """Send with `Message-ID: <delivery_id@…>`. Raises EffectFailed."""
