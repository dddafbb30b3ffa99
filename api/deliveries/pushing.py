"""Hands what is said to the push service of a browser (RFC 8030, Web Push)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol
from uuid import UUID

import msgspec

from api.addresses import NotAllowed
from api.database import Work
from api.deliveries.devices import Device, device_of
from api.deliveries.push_sealing import Vapid, decode, encode, seal_push
from api.deliveries.rules import Note
from api.outgoing import Outgoing, Unreachable
from api.secrets import Keys

SECONDS: Final = 8.0
"""How long a push service may take to answer."""
LONGEST: Final = timedelta(days=1)
"""A push service keeps nothing longer for a device that is off."""


class PushGone(Exception):
    """The browser does not take notifications any more (404, 410)."""


class PushNotAccepted(Exception):
    """The push service did not take it; `permanent` when trying again can't help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Parcel:
    """One notification for one device. What is about the same `subject_id` takes the place of what
    was not looked at yet, at the push service (Topic) as on the screen (tag)."""

    device: Device
    note: Note
    subject_id: UUID
    until: datetime
    at: datetime


class Push(Protocol):
    """Reaches devices; `Pusher` in life."""

    async def device(self, work: Work, owner_id: UUID, device_id: UUID) -> Device | None:
        """The device, if notifications may still come to it."""

    async def send(self, parcel: Parcel) -> None:
        """Hand it over once. Raises PushGone, PushNotAccepted."""


class Pusher:
    """Sends to the push services that browsers name."""

    def __init__(self, keys: Keys, vapid: Vapid, outgoing: Outgoing) -> None:
        self._keys = keys
        self._vapid = vapid
        self._outgoing = outgoing

    async def device(self, work: Work, owner_id: UUID, device_id: UUID) -> Device | None:
        """The device; None when it is signed out, removed, or subscribed with a key that is gone."""
        found = await device_of(work, self._keys, owner_id, device_id)
        return found if found is not None and self._vapid.knows(found.address.key) else None

    async def send(self, parcel: Parcel) -> None:
        """Hand it over once. Raises PushGone, PushNotAccepted."""
        address = parcel.device.address
        left = min(max(parcel.until - parcel.at, timedelta()), LONGEST)
        headers = {
            "authorization": self._vapid.authorization(address.endpoint, address.key, parcel.at),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(int(left.total_seconds())),
            "urgency": "high",
            "topic": topic_of(parcel.subject_id),
        }
        body = seal_push(words_of(parcel), decode(address.p256dh), decode(address.auth))
        try:
            said = await self._outgoing.post(address.endpoint, headers, body, seconds=SECONDS)
        except Unreachable as error:
            raise PushNotAccepted(str(error), permanent=False) from error
        except NotAllowed as error:
            raise PushNotAccepted(str(error), permanent=True) from error
        if said.status in {404, 410}:
            raise PushGone
        if not 200 <= said.status < 300:
            later = said.status == 429 or said.status >= 500
            raise PushNotAccepted(f"answered {said.status}", permanent=not later)

    async def close(self) -> None:
        """Close what is open."""
        await self._outgoing.close()


def words_of(parcel: Parcel) -> bytes:
    """What the service worker reads (`frontend/src/service-worker.ts`)."""
    note = parcel.note
    return msgspec.json.encode(
        {
            "title": note.title if parcel.device.names else note.discreet,
            "body": note.body,
            "path": note.path,
            "tag": topic_of(parcel.subject_id),
        }
    )


def topic_of(subject_id: UUID) -> str:
    """What a push service and a screen know a matter by: 32 characters (RFC 8030) that tell nothing."""
    return encode(sha256(subject_id.bytes).digest()[:24])
