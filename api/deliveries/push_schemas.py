"""What the routes of notifications take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

_Key = Annotated[str, msgspec.Meta(min_length=10, max_length=200)]


class PushSubscribe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser answers to `pushManager.subscribe`: the address of its push service, its two
    keys in base64url, and the `applicationServerKey` that it subscribed with."""

    endpoint: Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]
    p256dh: _Key
    auth: _Key
    application_server_key: _Key


class PushDevice(msgspec.Struct, frozen=True):
    """A browser that notifications come to while it is signed in. `current` is the one that asks;
    `names` is whether they show a first name; `reached_at` is when its push service last took one."""

    id: UUID
    browser: str
    current: bool
    names: bool
    created_at: datetime
    reached_at: datetime | None


class PushDevices(msgspec.Struct, frozen=True):
    """The browsers that notifications come to, and the key that a new one subscribes with."""

    application_server_key: str
    items: list[PushDevice]


class PushDeviceChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether notifications on this device show a first name."""

    names: bool
