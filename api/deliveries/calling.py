"""Calls the addresses that people gave for what happens: signed as Standard Webhooks says.

While a secret is being changed there is a signature by each. `webhook-id` is the delivery's: the same on every try, so that whoever gets it twice knows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

from api.addresses import NotAllowed
from api.database import Work
from api.deliveries.endings import Ending
from api.deliveries.rules import Call, Claimed
from api.deliveries.signing import signature
from api.outgoing import Answer, Outgoing, Unreachable

SECONDS: Final = 8.0
"""How long a receiver may take to answer."""
CONNECTIONS: Final = 100
LONGEST_WISH: Final = timedelta(days=1)
"""A receiver may ask for no longer pause (Retry-After)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one call. `status` is what was answered (None: nothing was), `code` says it in one
    word where nothing was: slow, unreachable, address; `wish` is how long the receiver asks to wait."""

    status: int | None
    code: str
    wish: timedelta = timedelta()

    @property
    def taken(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def outcome(self) -> str:
        """The code that the delivery keeps: `sent:204`, `failed:500`, `failed:slow`."""
        return f"{'sent' if self.taken else 'failed'}:{self.status or self.code}"


@runtime_checkable
class Hears(Protocol):
    """A rule whose deliveries are calls: it hears what was answered and says how that ends."""

    @property
    def kind(self) -> str:
        """The name that deliveries carry."""

    async def hear(self, work: Work, claimed: Claimed, answer: Answered) -> Ending:
        """How this try ends; written in the same transaction, and neither counts where the fence says
        that another worker took over."""


class Caller:
    """Makes calls."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def call(self, delivery_id: UUID, call: Call, at: datetime) -> Answered:
        """Call once, now (`at`); what came of it, whatever that is."""
        headers = {
            "content-type": "application/json",
            "user-agent": "Askwell-Webhooks/1",
            **signed(str(delivery_id), at, call.body, call.secrets),
        }
        try:
            said = await self._outgoing.post(call.url, headers, call.body, seconds=SECONDS)
        except NotAllowed:
            return Answered(None, "address")
        except Unreachable as error:
            return Answered(None, "slow" if "Timeout" in str(error) else "unreachable")
        return Answered(said.status, "", _wish(said, at))

    async def close(self) -> None:
        """Close what is open."""
        await self._outgoing.close()


def signed(
    message_id: str, at: datetime, body: bytes, secrets: Sequence[bytes]
) -> Mapping[str, str]:
    """The headers of Standard Webhooks, with a signature by each secret, the newest first."""
    seconds = str(int(at.timestamp()))
    made = [signature(one, message_id, seconds, body) for one in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(made),
    }


def _wish(said: Answer, at: datetime) -> timedelta:
    text = said.headers.get("retry-after", "").strip()
    try:
        wish = (
            timedelta(seconds=int(text))
            if text.isascii() and text.isdigit()
            else parsedate_to_datetime(text) - at
        )
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    return min(max(wish, timedelta()), LONGEST_WISH)
