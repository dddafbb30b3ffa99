"""Browsers that their person lets notifications come to: which there are, and how they are reached."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import Interval

from api.accounts.credentials import UNUSED_SESSION
from api.accounts.models import Session
from api.addresses import NotAllowed, check_address
from api.database import Work, hot
from api.deliveries.channel_models import PushSubscription
from api.deliveries.push_schemas import PushDevice, PushDeviceChange, PushDevices, PushSubscribe
from api.deliveries.push_sealing import Vapid, decode, is_point
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.secrets import Keys
from api.tables import new_id

MOST_DEVICES: Final = 20
_KEY_BYTES: Final = {"p256dh": 65, "auth": 16}

_SIGNED_IN: Final = (
    exists()
    .where(
        Session.person_id == PushSubscription.owner_id,
        Session.token_hash == PushSubscription.session_hash,
        ~Session.read_only,
        Session.expires_at > func.now(),
        Session.last_used_at > func.now() - bindparam("unused", UNUSED_SESSION, type_=Interval()),
    )
    .correlate(PushSubscription)
)
LIVE: Final = hot(
    select(PushSubscription.id)
    .where(PushSubscription.owner_id == bindparam("owner_id"), _SIGNED_IN)
    .order_by(PushSubscription.id)
)
ONE: Final = hot(
    select(PushSubscription.sealed, PushSubscription.names).where(
        PushSubscription.owner_id == bindparam("owner_id"),
        PushSubscription.id == bindparam("id"),
        _SIGNED_IN,
    )
)
SHOWN: Final = hot(
    select(
        PushSubscription.id,
        Session.browser,
        (PushSubscription.session_hash == bindparam("session_hash")).label("current"),
        PushSubscription.names,
        PushSubscription.created_at,
        PushSubscription.reached_at,
    )
    .join(Session, Session.token_hash == PushSubscription.session_hash)
    .where(PushSubscription.owner_id == bindparam("owner_id"), _SIGNED_IN)
    .order_by(PushSubscription.created_at, PushSubscription.id)
)
TIDY: Final = hot(
    delete(PushSubscription).where(
        PushSubscription.owner_id == bindparam("owner_id"),
        ~_SIGNED_IN | (PushSubscription.session_hash == bindparam("session_hash")),
        PushSubscription.endpoint_hash != bindparam("endpoint_hash"),
    )
)
COUNT: Final = hot(
    select(func.count(PushSubscription.id)).where(
        PushSubscription.owner_id == bindparam("owner_id"),
        PushSubscription.endpoint_hash != bindparam("endpoint_hash"),
    )
)
_NEW: Final = insert(PushSubscription).values(
    {
        name: bindparam(name)
        for name in ("owner_id", "id", "endpoint_hash", "sealed", "session_hash", "created_at")
    }
)
SUBSCRIBE: Final = hot(
    _NEW.on_conflict_do_update(
        index_elements=["owner_id", "endpoint_hash"],
        set_={name: _NEW.excluded[name] for name in ("sealed", "session_hash")},
    )
)
CHANGE: Final = hot(
    update(PushSubscription)
    .where(
        PushSubscription.owner_id == bindparam("owner_id"),
        PushSubscription.id == bindparam("the_id"),
    )
    .values(names=bindparam("shown"))
)
REACHED: Final = hot(
    update(PushSubscription)
    .where(
        PushSubscription.owner_id == bindparam("owner_id"),
        PushSubscription.id == bindparam("the_id"),
    )
    .values(reached_at=bindparam("the_now"))
)
REMOVE: Final = hot(
    delete(PushSubscription).where(
        PushSubscription.owner_id == bindparam("owner_id"),
        PushSubscription.id == bindparam("the_id"),
    )
)


class UnknownPushKey(Conflict):
    """The browser subscribed with a key that we no longer have."""

    code, title = "unknown-push-key", "Subscribe again, with the key of today"


class Address(msgspec.Struct, frozen=True):
    """How a browser is reached: what it gave, and the key of ours that it subscribed with."""

    endpoint: str
    p256dh: str
    auth: str
    key: str


class Device(msgspec.Struct, frozen=True):
    """A browser to push to; `names` is whether its lock screen may show a first name."""

    id: UUID
    address: Address
    names: bool


async def live_devices(work: Work, owner_id: UUID) -> Sequence[UUID]:
    """The browsers of this person that notifications come to: subscribed and signed in."""
    return [row["id"] for row in await work.fetch(LIVE, owner_id=owner_id)]


async def device_of(work: Work, keys: Keys, owner_id: UUID, device_id: UUID) -> Device | None:
    """One of them; None when it is signed out, removed, or sealed with a key that is gone."""
    row = await work.fetchrow(ONE, owner_id=owner_id, id=device_id)
    if row is None:
        return None
    try:
        opened = keys.unseal(row["sealed"], _context(owner_id))
    except ValueError:
        return None
    return Device(device_id, msgspec.json.decode(opened, type=Address), row["names"])


async def reached(work: Work, owner_id: UUID, device_id: UUID) -> None:
    """The push service of this browser took something just now."""
    await work.execute(REACHED, owner_id=owner_id, the_id=device_id, the_now=work.now)


async def remove_device(work: Work, owner_id: UUID, device_id: UUID) -> bool:
    """Push to this browser no more; whether it was there."""
    return await work.execute(REMOVE, owner_id=owner_id, the_id=device_id) == "DELETE 1"


async def list_devices(work: Work, vapid: Vapid, session_hash: bytes) -> PushDevices:
    """The browsers that notifications come to."""
    rows = await work.fetch(SHOWN, owner_id=work.subject.person_id, session_hash=session_hash)
    return PushDevices(vapid.public, [PushDevice(**row) for row in rows])


async def subscribe(
    work: Work,
    keys: Keys,
    vapid: Vapid,
    data: PushSubscribe,
    session_hash: bytes,
    *,
    anywhere: bool,
) -> PushDevices:
    """Have notifications come to the browser that asks, for as long as it is signed in. Again
    changes nothing but the keys. With `anywhere` (development) its push service may be a private
    address. Raises InvalidInput, UnknownPushKey, LimitReached."""
    _check(data, anywhere)
    if not vapid.knows(data.application_server_key):
        raise UnknownPushKey()
    owner = work.subject.person_id
    hashed = sha256(data.endpoint.encode()).digest()
    await work.execute(TIDY, owner_id=owner, session_hash=session_hash, endpoint_hash=hashed)
    if await work.fetchval(COUNT, owner_id=owner, endpoint_hash=hashed) >= MOST_DEVICES:
        raise LimitReached(f"{MOST_DEVICES} devices are the most: take one away first.")
    address = Address(data.endpoint, data.p256dh, data.auth, data.application_server_key)
    await work.execute(
        SUBSCRIBE,
        owner_id=owner,
        id=new_id(),
        endpoint_hash=hashed,
        sealed=keys.seal(msgspec.json.encode(address), _context(owner)),
        session_hash=session_hash,
        created_at=work.now,
    )
    return await list_devices(work, vapid, session_hash)


async def change_device(work: Work, device_id: UUID, change: PushDeviceChange) -> None:
    """Say whether notifications on this device show a first name. Raises NotFound."""
    done = await work.execute(
        CHANGE, owner_id=work.subject.person_id, the_id=device_id, shown=change.names
    )
    if done == "UPDATE 0":
        raise NotFound()


async def forget_device(work: Work, device_id: UUID) -> None:
    """Have no more notifications come to this device. Raises NotFound."""
    if not await remove_device(work, work.subject.person_id, device_id):
        raise NotFound()


def _check(data: PushSubscribe, anywhere: bool) -> None:
    try:
        check_address(data.endpoint, anywhere=anywhere)
    except NotAllowed as error:
        raise InvalidInput.field(
            "body.endpoint", "not-a-push-service", f"This can't be a push service: {error}."
        ) from error
    for name, length in _KEY_BYTES.items():
        try:
            raw = decode(getattr(data, name))
        except ValueError:
            raw = b""
        if len(raw) != length or (name == "p256dh" and not is_point(raw)):
            raise InvalidInput.field(
                f"body.{name}", "not-a-key", "Send what the browser's subscription says."
            )


def _context(owner_id: UUID) -> str:
    return f"push_subscriptions|{owner_id}|sealed"
