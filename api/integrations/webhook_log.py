"""What became of each event on its way to a webhook, sending it again, and trying the address."""

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import (
    Boolean,
    Uuid,
    any_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.database import Hot, Work, among, hot
from api.deliveries.models import Delivery
from api.errors import InvalidInput, NotFound
from api.integrations.webhook_calls import EVENT, ONE_LOCKED, TEST
from api.integrations.webhook_calls import ONE as HOOK
from api.integrations.webhook_schemas import (
    DeliveryState,
    WebhookDelivery,
    WebhookDeliveryPage,
    WebhookReplay,
    WebhookReplayed,
    WebhookTest,
)
from api.integrations.webhooks import outcome_of
from api.jobs import CALL
from api.journal.models import Event
from api.limits import Rate, take
from api.paging import Cursors
from api.secrets import Keys
from api.tables import new_id

TRIES: Final = Rate("webhook-tests", 20, 3600)
"""Tests and replays of one person: each knocks at an address that need not be theirs."""

_AT: Final = Delivery.due_at.type
_OF_IT: Final = (
    (Delivery.tenant_id == bindparam("the_owner", type_=Uuid()))
    & (Delivery.recipient == bindparam("the_hook", type_=Uuid()))
    & (Delivery.channel == literal_column("'webhook'"))
)
_LOG: Final = (
    select(
        Delivery.id,
        Delivery.subject_id,
        case((Delivery.kind == TEST, Delivery.occurrence), else_=Event.name).label("type"),
        (Delivery.kind == TEST).label("test"),
        Delivery.state,
        Delivery.outcome,
        Delivery.failures,
        Delivery.created_at,
        Delivery.next_at,
        Delivery.finished_at,
    )
    .outerjoin(Event, (Event.owner_id == Delivery.tenant_id) & (Event.id == Delivery.subject_id))
    .where(
        _OF_IT,
        or_(
            ~bindparam("only_failed", type_=Boolean()),
            Delivery.outcome.like("failed:%"),
        ),
    )
    .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    .limit(bindparam("most"))
)
LOG: Final = hot(_LOG)
LOG_ON: Final = hot(
    _LOG.where(
        tuple_(Delivery.created_at, Delivery.id)
        < tuple_(bindparam("after_at", type_=_AT), bindparam("after_id", type_=Delivery.id.type))
    )
)
ONE: Final = hot(_LOG.where(Delivery.id == bindparam("the_delivery", type_=Uuid())))
_AGAIN: Final = (
    update(Delivery)
    .values(
        state="pending",
        next_at=bindparam("new_at", type_=_AT),
        waited_until=bindparam("the_now", type_=_AT),
        rung_at=None,
        failures=0,
        finished_at=None,
    )
    .returning(Delivery.tenant_id, Delivery.id)
)
AGAIN: Final = hot(
    _AGAIN.where(
        _OF_IT,
        Delivery.kind == EVENT,
        Delivery.id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        Delivery.state != "leased",
    )
)
AGAIN_SINCE: Final = hot(
    _AGAIN.where(
        _OF_IT,
        Delivery.kind == EVENT,
        Delivery.due_at >= bindparam("since", type_=_AT),
        among(Delivery.state, ["pending", "dead"])
        | ((Delivery.state == "done") & bindparam("taken", type_=Boolean())),
    )
)
_COLUMNS: Final = (
    "tenant_id",
    "id",
    "kind",
    "subject_id",
    "occurrence",
    "channel",
    "recipient",
    "due_at",
    "next_at",
    "created_at",
)
NEW: Final = hot(insert(Delivery).values({name: bindparam(name) for name in _COLUMNS}))


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def list_deliveries(
    work: Work, cursors: Cursors, hook_id: UUID, *, failed: bool, limit: int, cursor: str | None
) -> WebhookDeliveryPage:
    """What was or will be sent to this subscription, the latest first; with `failed` only what was
    not taken at the last try. Raises NotFound, InvalidInput."""
    hook = await _hook(work, hook_id, HOOK)
    owner, name = hook["owner_id"], f"webhooks:{hook_id}:{failed}"
    values = {"the_owner": owner, "the_hook": hook_id, "only_failed": failed, "most": limit + 1}
    if cursor is None:
        rows = await work.fetch(LOG, **values)
    else:
        after = cursors.read(cursor, owner, name, _Position)
        rows = await work.fetch(LOG_ON, **values, after_at=after.at, after_id=after.id)
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return WebhookDeliveryPage(
        [_read(row) for row in shown],
        cursors.write(owner, name, _Position(last["created_at"], last["id"])) if last else None,
    )


async def read_delivery(work: Work, hook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One of them. Raises NotFound."""
    row = await work.fetchrow(
        ONE,
        the_owner=work.subject.person_id,
        the_hook=hook_id,
        the_delivery=delivery_id,
        only_failed=False,
        most=1,
    )
    if row is None:
        raise NotFound()
    return _read(row)


async def replay(work: Work, keys: Keys, hook_id: UUID, data: WebhookReplay) -> WebhookReplayed:
    """Send again under the same ids; while the subscription waits it all waits with it. Raises
    NotFound, InvalidInput, TooManyRequests."""
    if (data.delivery_ids is UNSET) == (data.since is UNSET):
        raise InvalidInput.field(
            "body.since", "one-of-two", "Send `delivery_ids` or `since`, one of the two."
        )
    hook = await _hook(work, hook_id, ONE_LOCKED)
    await take(work, keys, TRIES, str(hook["owner_id"]))
    values = {
        "the_owner": hook["owner_id"],
        "the_hook": hook_id,
        "the_now": work.now,
        "new_at": None if _is_held(hook, work.now) else work.now,
    }
    if data.delivery_ids is not UNSET:
        rows = await work.fetch(AGAIN, **values, ids=data.delivery_ids)
    else:
        rows = await work.fetch(AGAIN_SINCE, **values, since=data.since, taken=data.taken)
    return WebhookReplayed(len(rows))


async def send_test(work: Work, keys: Keys, hook_id: UUID, data: WebhookTest) -> WebhookDelivery:
    """Have an invented event sent, once, also while the subscription waits; ask for the delivery to
    see what came of it. Raises NotFound, TooManyRequests."""
    hook = await _hook(work, hook_id, ONE_LOCKED)
    await take(work, keys, TRIES, str(hook["owner_id"]))
    owner, delivery_id = hook["owner_id"], new_id()
    await work.execute(
        NEW,
        tenant_id=owner,
        id=delivery_id,
        kind=TEST,
        subject_id=delivery_id,
        occurrence=data.type,
        channel="webhook",
        recipient=hook_id,
        due_at=work.now,
        next_at=work.now,
        created_at=work.now,
    )
    work.ring_after_commit(CALL, [f"{owner}/{delivery_id}"])
    return await read_delivery(work, hook_id, delivery_id)


async def _hook(work: Work, hook_id: UUID, how: Hot) -> asyncpg.Record:
    hook = await work.fetchrow(how, the_owner=work.subject.person_id, the_hook=hook_id)
    if hook is None or hook["deleted_at"] is not None:
        raise NotFound()
    return hook


def _is_held(hook: asyncpg.Record, now: datetime) -> bool:
    failing = hook["held_until"] is not None and hook["held_until"] > now
    return failing or hook["paused_at"] is not None or hook["off_at"] is not None


def _read(row: asyncpg.Record) -> WebhookDelivery:
    status, code = outcome_of(row["outcome"])
    return WebhookDelivery(
        id=row["id"],
        event_id=row["subject_id"],
        type=row["type"] or "",
        test=row["test"],
        state=_state(row),
        status=status,
        code=code,
        tries=row["failures"] + ((row["outcome"] or "").startswith("sent:")),
        created_at=row["created_at"],
        next_at=row["next_at"],
        finished_at=row["finished_at"],
    )


def _state(row: asyncpg.Record) -> DeliveryState:
    if row["state"] == "dead":
        return "failed"
    if row["state"] == "done":
        return "delivered" if row["outcome"].startswith("sent:") else "not-wanted"
    return "waiting"
