"""The calls of webhooks: what is sent, and what becomes of a subscription whose receiver fails.

`infra/decisions/webhooks.md`. While a receiver fails one delivery is tried, and all others of its
subscription are held without spending a try; the first that is taken lets them all go.
"""

import random
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    ColumnElement,
    Interval,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import aliased

from api.database import Hot, Work, hot
from api.deliveries.calling import Answered
from api.deliveries.clocks import set_clock
from api.deliveries.endings import Ending
from api.deliveries.models import Delivery
from api.deliveries.occurrence import on_day
from api.deliveries.rules import Call, Claimed, Held, NotWanted, Prepared
from api.integrations.webhook_models import Webhook
from api.journal.events import event_of
from api.journal.happenings import TYPES, invented
from api.journal.models import Event
from api.oauth.models import Connection
from api.secrets import Keys

EVENT: Final = "webhook"
TEST: Final = "webhook_test"
OFF: Final = "webhook_off"

PAUSES: Final = tuple(
    timedelta(seconds=one) for one in (10, 60, 300, 1800, 7200, 14_400, 28_800, 28_800)
)
"""Before each further try of one delivery: nine in all, over a day."""
MOST_FAILURES: Final = len(PAUSES) + 1
OFF_AFTER: Final = timedelta(days=3)
LONGEST_HOLD: Final = timedelta(hours=1)
"""What happens later than this after a try goes out by itself: a receiver that is back is found out."""
GONE: Final = 410

_AT: Final = Delivery.due_at.type
_HOOK: Final = (Webhook.owner_id == bindparam("the_owner", type_=Uuid())) & (
    Webhook.id == bindparam("the_hook", type_=Uuid())
)
LOST: Final = and_(
    Webhook.connection_id.is_not(None),
    ~exists()
    .where(
        Connection.person_id == Webhook.owner_id,
        Connection.id == Webhook.connection_id,
    )
    .correlate(Webhook),
)
"""The app that made a subscription is connected no more."""
_SEEN: Final = select(Webhook, LOST.label("lost")).where(_HOOK)
ONE: Final = hot(_SEEN)
ONE_SHARED: Final = hot(_SEEN.with_for_update(read=True, of=Webhook))
ONE_LOCKED: Final = hot(_SEEN.with_for_update(key_share=True, of=Webhook))
HAPPENED: Final = hot(
    select(Event).where(
        Event.owner_id == bindparam("the_owner"), Event.id == bindparam("the_event")
    )
)
WELL: Final = hot(
    update(Webhook)
    .where(_HOOK, Webhook.failing_since.is_not(None))
    .values(failing_since=None, failures=0, probe_id=None, held_until=None)
    .returning(Webhook.paused_at, Webhook.off_at)
)
FAILS: Final = hot(
    update(Webhook)
    .where(_HOOK)
    .values(
        failing_since=bindparam("new_since"),
        failures=Webhook.failures + 1,
        probe_id=bindparam("new_probe"),
        held_until=bindparam("new_until"),
    )
)
ENDS: Final = hot(
    update(Webhook)
    .where(_HOOK)
    .values(
        off_at=bindparam("the_now"),
        off_why=bindparam("new_why"),
        failing_since=bindparam("new_since"),
        probe_id=None,
        held_until=None,
    )
)


def _mine(of: type[Delivery]) -> ColumnElement[bool]:
    return (
        (of.tenant_id == bindparam("the_owner", type_=Uuid()))
        & (of.recipient == bindparam("the_hook", type_=Uuid()))
        & (of.channel == literal_column("'webhook'"))
        & (of.kind == EVENT)
    )


def _pending(of: type[Delivery]) -> ColumnElement[bool]:
    return _mine(of) & of.finished_at.is_(None) & (of.state == "pending")


_MINE: Final = _mine(Delivery)
_PENDING: Final = _pending(Delivery)
_OTHER: Final = aliased(Delivery)
HOLD: Final = hot(
    update(Delivery).where(_PENDING, Delivery.next_at.is_not(None)).values(next_at=None)
)
NEXT: Final = hot(
    update(Delivery)
    .where(
        Delivery.tenant_id == bindparam("the_owner", type_=Uuid()),
        Delivery.id
        == select(_OTHER.id)
        .where(_pending(_OTHER), _OTHER.id != bindparam("the_delivery", type_=Uuid()))
        .order_by(_OTHER.failures, _OTHER.due_at, _OTHER.id)
        .limit(1)
        .scalar_subquery(),
    )
    .values(
        next_at=bindparam("new_at", type_=_AT),
        waited_until=bindparam("new_at", type_=_AT),
        rung_at=None,
    )
    .returning(Delivery.id)
)
_NOW: Final = bindparam("the_now", type_=_AT)
_OWN_TIME: Final = func.coalesce(Delivery.rung_at, _NOW) + case(
    *((Delivery.failures == n, literal(pause, Interval())) for n, pause in enumerate(PAUSES, 1)),
    else_=literal(timedelta(), Interval()),
)
LET_GO: Final = hot(
    update(Delivery)
    .where(_PENDING, Delivery.next_at.is_(None))
    .values(
        # What was tried itself keeps its own pauses, or an event that is never taken would be tried
        # again with each one that is.
        next_at=case((Delivery.failures == 0, Delivery.due_at), else_=_OWN_TIME),
        waited_until=_NOW,
        rung_at=None,
    )
)
LET_ALL_GO: Final = hot(
    update(Delivery)
    .where(
        _MINE,
        (Delivery.finished_at.is_(None) & (Delivery.state == "pending"))
        | ((Delivery.state == "dead") & (Delivery.finished_at >= bindparam("since", type_=_AT))),
    )
    .values(
        state="pending",
        next_at=Delivery.due_at,
        waited_until=_NOW,
        rung_at=None,
        failures=0,
        finished_at=None,
    )
)
UNSUBSCRIBED: Final = hot(
    update(Delivery)
    .where(_PENDING)
    .values(
        state="done",
        next_at=None,
        outcome="not-wanted:unsubscribed",
        finished_at=bindparam("the_now", type_=_AT),
    )
)


async def release(work: Work, owner: UUID, hook_id: UUID, *, since: datetime | None) -> None:
    """Let everything of this subscription go out now, with all its tries: what waits, and what was
    given up `since` it began to fail."""
    await work.execute(
        LET_ALL_GO, the_owner=owner, the_hook=hook_id, the_now=work.now, since=since or work.now
    )


class Calls:
    """Tells a receiver what happened, with the same JSON as `GET /v1/events`."""

    kind = EVENT

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Send, unless the subscription is gone, or waits."""
        hook = await _hook(work, claimed, ONE)
        if hook is not None and _waits(hook, claimed, work.now):
            # It may go on at this very moment, and whoever lets it go must see what is held here.
            hook = await _hook(work, claimed, ONE_SHARED)
        if hook is not None and hook["lost"]:
            await self._cut_off(work, claimed)
            return NotWanted("unsubscribed")
        if hook is None or hook["off_why"] in ("gone", "cut_off"):
            return NotWanted("unsubscribed")
        if why := _waits(hook, claimed, work.now):
            return Held(why)
        event = await work.fetchrow(
            HAPPENED, the_owner=claimed.tenant_id, the_event=claimed.subject_id
        )
        if event is None:
            return NotWanted("forgotten")
        body = msgspec.json.encode(event_of(event))
        return Call(hook["url"], body, _secrets(self._keys, hook, work.now))

    async def _cut_off(self, work: Work, claimed: Claimed) -> None:
        names = {"the_owner": claimed.tenant_id, "the_hook": claimed.recipient}
        await work.execute(ENDS, **names, the_now=work.now, new_why="cut_off", new_since=None)
        await work.execute(UNSUBSCRIBED, **names, the_now=work.now)

    async def hear(self, work: Work, claimed: Claimed, answer: Answered) -> Ending:
        """Taken: whatever is held goes out. Not: one delivery is tried later, the others are held;
        after three days of it the subscription is off."""
        names = {"the_owner": claimed.tenant_id, "the_hook": claimed.recipient}
        if answer.taken:
            well = await work.fetchrow(WELL, **names)
            if well is not None and well["paused_at"] is None and well["off_at"] is None:
                await work.execute(LET_GO, **names, the_now=work.now)
            return Ending("done", answer.outcome, None, failed=False)
        hook = await _hook(work, claimed, ONE_LOCKED)
        if hook is None:
            return Ending("done", "not-wanted:unsubscribed", None, failed=False)
        since = hook["failing_since"] or work.now
        if answer.status == GONE:
            await work.execute(ENDS, **names, the_now=work.now, new_why="gone", new_since=since)
            await work.execute(UNSUBSCRIBED, **names, the_now=work.now)
            return Ending("dead", answer.outcome, None, failed=True)
        if _waits(hook, claimed, work.now):
            # Another try found out first: this one costs nothing.
            return Ending("pending", answer.outcome, None, failed=False)
        await work.execute(HOLD, **names)
        if work.now - since >= OFF_AFTER:
            await work.execute(ENDS, **names, the_now=work.now, new_why="failing", new_since=since)
            await _tell(work, claimed)
            return Ending("pending", answer.outcome, None, failed=True)
        at = work.now + max(_pause(hook["failures"]), answer.wish)
        probe = await work.fetchval(NEXT, **names, the_delivery=claimed.id, new_at=at)
        given_up = claimed.failures + 1 >= MOST_FAILURES
        again = None
        if probe is None and not given_up:
            again = work.now + max(_pause(max(hook["failures"], claimed.failures)), answer.wish)
            # Where others were taken since its last try, it is this event that fails, not the receiver.
            probe = claimed.id if claimed.failures <= hook["failures"] else None
        await work.execute(
            FAILS,
            **names,
            new_since=since,
            new_probe=probe,
            new_until=min(at, work.now + LONGEST_HOLD) if probe is not None else None,
        )
        if given_up:
            return Ending("dead", answer.outcome, None, failed=True)
        return Ending("pending", answer.outcome, again, failed=True, waited_until=again)


class Tests:
    """Sends an invented event to a receiver, once: `occurrence` is its type."""

    kind = TEST

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Send, also while the subscription waits: so its person finds out whether it would work."""
        hook = await _hook(work, claimed, ONE)
        type_ = next((one for one in TYPES if one == claimed.occurrence), None)
        if hook is None or hook["lost"] or hook["deleted_at"] is not None or type_ is None:
            return NotWanted("unsubscribed")
        body = msgspec.json.encode(invented(type_))
        return Call(hook["url"], body, _secrets(self._keys, hook, work.now))

    async def hear(self, work: Work, claimed: Claimed, answer: Answered) -> Ending:
        """One try, and what came of it."""
        return Ending(
            "done" if answer.taken else "dead", answer.outcome, None, failed=not answer.taken
        )


async def _hook(work: Work, claimed: Claimed, how: Hot) -> asyncpg.Record | None:
    return await work.fetchrow(how, the_owner=claimed.tenant_id, the_hook=claimed.recipient)


def _waits(hook: asyncpg.Record, claimed: Claimed, now: datetime) -> str | None:
    """Why this delivery is not tried now, in one word."""
    for column in ("deleted", "off", "paused"):
        if hook[f"{column}_at"] is not None:
            return column
    held = hook["held_until"] is not None and hook["held_until"] > now
    return "receiver" if held and hook["probe_id"] != claimed.id else None


def _secrets(keys: Keys, hook: asyncpg.Record, now: datetime) -> tuple[bytes, ...]:
    sealed = [hook["sealed"]]
    if hook["before_until"] is not None and hook["before_until"] > now:
        sealed.append(hook["sealed_before"])
    context = f"webhooks|{hook['owner_id']}|{hook['id']}"
    return tuple(keys.unseal(one, context) for one in sealed)


def _pause(failures: int) -> timedelta:
    # A little longer, never shorter: a thousand that fail together do not come back together.
    return PAUSES[min(failures, len(PAUSES) - 1)] * random.uniform(1, 1.2)  # noqa: S311


async def _tell(work: Work, claimed: Claimed) -> None:
    await set_clock(
        work,
        OFF,
        claimed.recipient,
        on_day(work.now.date()),
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
        owner_id=claimed.tenant_id,
    )
