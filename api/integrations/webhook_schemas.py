"""What the routes of webhooks take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from api.journal.happenings import EventType

State = Literal["on", "paused", "failing", "off", "gone", "cut_off"]
DeliveryState = Literal["waiting", "delivered", "failed", "not-wanted"]

_Url = Annotated[str, msgspec.Meta(min_length=8, max_length=2000)]
_Types = Annotated[list[EventType], msgspec.Meta(max_length=50)]


class WebhookCreate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An https address and the types of events to send there; without types: all, also those that
    come to be later. With an `id` of your own making it is safe to send this again."""

    url: _Url
    types: _Types | UnsetType = UNSET
    id: UUID | UnsetType = UNSET


class WebhookChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change. With `paused` true what happens waits, for up to 30 days of it; false goes on,
    whatever it was that stopped it, and sends what waits and what was given up since it failed."""

    url: _Url | UnsetType = UNSET
    types: _Types | UnsetType = UNSET
    paused: bool | UnsetType = UNSET


class WebhookRead(msgspec.Struct, frozen=True):
    """A subscription. `state` is on, paused, failing (tried again by itself), off (given up after
    three days of failure), gone (the receiver answered 410) or cut_off (the app that made it is
    connected no more; going on makes it the person's own). `waiting` counts events not taken yet;
    `last_status` and `last_code` tell how the latest try ended, `last_at` when. Until
    `old_secret_until` the secret before signs as well."""

    id: UUID
    url: str
    types: list[str]
    state: State
    created_at: datetime
    failing_since: datetime | None
    off_at: datetime | None
    old_secret_until: datetime | None
    waiting: int
    last_at: datetime | None
    last_status: int | None
    last_code: str | None
    version: int


class WebhookMade(WebhookRead, frozen=True):
    """The new subscription, and the secret that signs what it sends (`whsec_…`): shown in this answer
    only. Where it was made by an earlier request of the same `id` the secret is null."""

    secret: str | None


class WebhookPage(msgspec.Struct, frozen=True):
    """Subscriptions, the latest first."""

    items: list[WebhookRead]
    next_cursor: str | None


class SecretRotate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how many hours both sign, the new secret and the one before."""

    overlap_hours: Annotated[int, msgspec.Meta(ge=0, le=168)]


class SecretMade(msgspec.Struct, frozen=True):
    """The new secret, shown in this answer only, and until when the one before signs as well."""

    secret: str
    old_secret_until: datetime


class WebhookDelivery(msgspec.Struct, frozen=True):
    """One event on its way to one subscription. `id` is what `webhook-id` says, on every try;
    `status` what the receiver answered last, `code` why there is none (slow, unreachable, address)
    or why it waits. `tries` counts since it was last replayed; `next_at` is the next one, null while
    it waits for the subscription to go on."""

    id: UUID
    event_id: UUID
    type: str
    test: bool
    state: DeliveryState
    status: int | None
    code: str | None
    tries: int
    created_at: datetime
    next_at: datetime | None
    finished_at: datetime | None


class WebhookDeliveryPage(msgspec.Struct, frozen=True):
    """Deliveries, the latest first."""

    items: list[WebhookDelivery]
    next_cursor: str | None


class WebhookReplay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to send again, under the same `webhook-id`: these deliveries (what is under way, a test, or
    of another webhook is passed over), or with `since` all that was
    made since then and not taken; with `taken` true also what was taken."""

    delivery_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=100)] | UnsetType = (
        UNSET
    )
    since: datetime | UnsetType = UNSET
    taken: bool = False


class WebhookReplayed(msgspec.Struct, frozen=True):
    """How many deliveries go out again."""

    count: int


class WebhookTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of which type an invented event is sent."""

    type: EventType = "thread.answered"
