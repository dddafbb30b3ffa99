"""Webhooks as their person keeps them: subscribe, see, change, unsubscribe, and change the secret."""

import secrets as random
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET
from sqlalchemy import bindparam, case, func, literal_column, select, true, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from api.addresses import NotAllowed, check_address
from api.credentials import Credential
from api.database import Work, hot
from api.deliveries.models import Delivery
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.integrations.webhook_calls import LOST, release
from api.integrations.webhook_models import Webhook
from api.integrations.webhook_schemas import (
    SecretMade,
    SecretRotate,
    State,
    WebhookChange,
    WebhookCreate,
    WebhookMade,
    WebhookPage,
    WebhookRead,
)
from api.oauth.connections import connection_of
from api.paging import Cursors
from api.secrets import Keys
from api.tables import new_id

MOST: Final = 20
"""How many webhooks a person may have."""
UNDO_FOR: Final = timedelta(days=30)
_SECRET_BYTES: Final = 32
_LIST: Final = "webhooks"

_OWNER: Final = Webhook.owner_id == bindparam("the_owner")
_ONE: Final = _OWNER & (Webhook.id == bindparam("the_id"))
_OF_IT: Final = (
    (Delivery.tenant_id == Webhook.owner_id)
    & (Delivery.recipient == Webhook.id)
    & (Delivery.channel == literal_column("'webhook'"))
)
_WAITING: Final = (
    select(func.count(Delivery.id))
    .where(_OF_IT, Delivery.finished_at.is_(None), Delivery.kind == "webhook")
    .correlate(Webhook)
    .scalar_subquery()
)
_LATEST: Final = (
    select(Delivery.finished_at, Delivery.outcome, Delivery.rung_at)
    .where(_OF_IT, Delivery.outcome.like("sent:%") | Delivery.outcome.like("failed:%"))
    .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    .limit(1)
    .correlate(Webhook)
    .lateral("latest")
)
_SHOWN: Final = (
    select(
        Webhook,
        LOST.label("lost"),
        _WAITING.label("waiting"),
        func.coalesce(_LATEST.c.finished_at, _LATEST.c.rung_at).label("last_at"),
        _LATEST.c.outcome.label("last_outcome"),
    )
    .outerjoin(_LATEST, true())
    .where(_OWNER, Webhook.deleted_at.is_(None))
    .order_by(Webhook.created_at.desc(), Webhook.id.desc())
)
SHOWN: Final = hot(_SHOWN.where(Webhook.id == bindparam("the_id")))
LIST: Final = hot(_SHOWN.limit(bindparam("most")))
LIST_ON: Final = hot(
    _SHOWN.where(
        tuple_(Webhook.created_at, Webhook.id)
        < tuple_(
            bindparam("after_at", type_=Webhook.created_at.type),
            bindparam("after_id", type_=Webhook.id.type),
        )
    ).limit(bindparam("most"))
)
COUNT: Final = hot(select(func.count(Webhook.id)).where(_OWNER, Webhook.deleted_at.is_(None)))
ANY: Final = hot(select(Webhook).where(_ONE).with_for_update(key_share=True))
NEW: Final = hot(
    insert(Webhook).values(
        {
            name: bindparam(name)
            for name in ("owner_id", "id", "url", "types", "sealed", "connection_id", "created_at")
        }
    )
)
CHANGE: Final = hot(
    update(Webhook)
    .where(_ONE)
    .values(
        url=bindparam("new_url"),
        types=bindparam("new_types"),
        paused_at=bindparam("new_paused_at"),
        version=Webhook.version + 1,
    )
)
GO_ON: Final = hot(
    update(Webhook)
    .where(_ONE)
    .values(
        off_at=None,
        off_why=None,
        failing_since=None,
        failures=0,
        probe_id=None,
        held_until=None,
        # Whoever has one go on whose app is cut off makes it their own.
        connection_id=case((LOST, None), else_=Webhook.connection_id),
    )
)
DELETE: Final = hot(
    update(Webhook).where(_ONE).values(deleted_at=bindparam("the_now"), version=Webhook.version + 1)
)
RESTORE: Final = hot(
    update(Webhook).where(_ONE).values(deleted_at=None, version=Webhook.version + 1)
)
ROTATE: Final = hot(
    update(Webhook)
    .where(_ONE)
    .values(
        sealed=bindparam("new_sealed"),
        sealed_before=Webhook.sealed,
        before_until=bindparam("new_until"),
        version=Webhook.version + 1,
    )
)


class _Position(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def subscribe(
    work: Work, keys: Keys, credential: Credential, data: WebhookCreate, *, anywhere: bool
) -> tuple[WebhookMade, bool]:
    """Have what happens from now on told to an address; says whether it is new. One that an app makes
    ends with the app. With `anywhere` (development) the address may be a private one. Raises InvalidInput, Conflict (the id is another
    one's) and LimitReached."""
    owner, hook_id = work.subject.person_id, new_id() if data.id is UNSET else data.id
    types = _types(data.types)
    there = await work.fetchrow(ANY, the_owner=owner, the_id=hook_id)
    if there is not None:
        if (there["url"], there["types"], there["deleted_at"]) != (data.url, types, None):
            raise Conflict("This id is another webhook's.")
        return _made(await read_webhook(work, hook_id), None), False
    _check(data.url, anywhere)
    if await work.fetchval(COUNT, the_owner=owner) >= MOST:
        raise LimitReached(f"There can be {MOST} webhooks at most: take one away first.")
    secret, sealed = _new_secret(keys, owner, hook_id)
    app = await connection_of(work, credential)
    await work.execute(
        NEW,
        owner_id=owner,
        id=hook_id,
        url=data.url,
        types=types,
        sealed=sealed,
        connection_id=app.id if app else None,
        created_at=work.now,
    )
    return _made(await read_webhook(work, hook_id), secret), True


async def list_webhooks(
    work: Work, cursors: Cursors, *, limit: int, cursor: str | None
) -> WebhookPage:
    """Subscriptions, the latest first. One statement. Raises InvalidInput."""
    owner = work.subject.person_id
    if cursor is None:
        rows = await work.fetch(LIST, the_owner=owner, most=limit + 1)
    else:
        after = cursors.read(cursor, owner, _LIST, _Position)
        rows = await work.fetch(
            LIST_ON, the_owner=owner, most=limit + 1, after_at=after.at, after_id=after.id
        )
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return WebhookPage(
        [_read(row, work.now) for row in shown],
        cursors.write(owner, _LIST, _Position(last["created_at"], last["id"])) if last else None,
    )


async def read_webhook(work: Work, hook_id: UUID) -> WebhookRead:
    """One subscription. Raises NotFound."""
    row = await work.fetchrow(SHOWN, the_owner=work.subject.person_id, the_id=hook_id)
    if row is None:
        raise NotFound()
    return _read(row, work.now)


async def change_webhook(
    work: Work, hook_id: UUID, change: WebhookChange, *, if_match: str | None, anywhere: bool
) -> WebhookRead:
    """Change address or types, pause, or go on. Raises NotFound, InvalidInput,
    PreconditionRequired and PreconditionFailed."""
    row = await _live(work, hook_id)
    require_version(if_match, row["version"])
    if change.url is not UNSET:
        _check(change.url, anywhere)
    url = row["url"] if change.url is UNSET else change.url
    paused_at = {True: row["paused_at"] or work.now, False: None, UNSET: row["paused_at"]}[
        change.paused
    ]
    await work.execute(
        CHANGE,
        the_owner=row["owner_id"],
        the_id=hook_id,
        new_url=url,
        new_types=row["types"] if change.types is UNSET else _types(change.types),
        new_paused_at=paused_at,
    )
    # What did not work at one address may at another: it is tried at once.
    if paused_at is None and (change.paused is False or url != row["url"]):
        await work.execute(GO_ON, the_owner=row["owner_id"], the_id=hook_id)
        since = row["failing_since"] if row["off_why"] in (None, "failing") else None
        await release(work, row["owner_id"], hook_id, since=since)
    return await read_webhook(work, hook_id)


async def unsubscribe(work: Work, hook_id: UUID) -> None:
    """Send nothing any more; it can be brought back for 30 days. Raises NotFound."""
    row = await _live(work, hook_id)
    await work.execute(DELETE, the_owner=row["owner_id"], the_id=hook_id, the_now=work.now)


async def bring_back(work: Work, hook_id: UUID) -> WebhookRead:
    """Undo unsubscribing: what waited then goes out, what happened meanwhile does not. Where it was
    not taken away nothing changes. Raises NotFound, LimitReached."""
    owner = work.subject.person_id
    row = await work.fetchrow(ANY, the_owner=owner, the_id=hook_id)
    if row is None or (row["deleted_at"] and row["deleted_at"] < work.now - UNDO_FOR):
        raise NotFound()
    if row["deleted_at"] is not None:
        if await work.fetchval(COUNT, the_owner=owner) >= MOST:
            raise LimitReached(f"There can be {MOST} webhooks at most: take one away first.")
        await work.execute(RESTORE, the_owner=owner, the_id=hook_id)
        if row["paused_at"] is None and row["off_at"] is None:
            await work.execute(GO_ON, the_owner=owner, the_id=hook_id)
            await release(work, owner, hook_id, since=row["failing_since"])
    return await read_webhook(work, hook_id)


async def rotate_secret(work: Work, keys: Keys, hook_id: UUID, data: SecretRotate) -> SecretMade:
    """Make a new secret; the one before signs as well for a while. Raises NotFound."""
    row = await _live(work, hook_id)
    secret, sealed = _new_secret(keys, row["owner_id"], hook_id)
    until = work.now + timedelta(hours=data.overlap_hours)
    await work.execute(
        ROTATE, the_owner=row["owner_id"], the_id=hook_id, new_sealed=sealed, new_until=until
    )
    return SecretMade(secret, until)


async def _live(work: Work, hook_id: UUID) -> asyncpg.Record:
    row = await work.fetchrow(ANY, the_owner=work.subject.person_id, the_id=hook_id)
    if row is None or row["deleted_at"] is not None:
        raise NotFound()
    return row


def _new_secret(keys: Keys, owner: UUID, hook_id: UUID) -> tuple[str, bytes]:
    raw = random.token_bytes(_SECRET_BYTES)
    return f"whsec_{b64encode(raw).decode()}", keys.seal(raw, f"webhooks|{owner}|{hook_id}")


def _types(types: Any) -> list[str]:
    return [] if types is UNSET else sorted(set(types))


def _check(url: str, anywhere: bool) -> None:
    try:
        check_address(url, anywhere=anywhere)
    except NotAllowed as error:
        raise InvalidInput.field(
            "body.url",
            "not-reachable",
            f"This can't be called: {error}. Give an https address of the open internet.",
        ) from error


def _made(shown: WebhookRead, secret: str | None) -> WebhookMade:
    return WebhookMade(**msgspec.structs.asdict(shown), secret=secret)


def _read(row: asyncpg.Record, now: datetime) -> WebhookRead:
    status, code = outcome_of(row["last_outcome"])
    before = row["before_until"]
    return WebhookRead(
        id=row["id"],
        url=row["url"],
        types=row["types"],
        state=_state(row),
        created_at=row["created_at"],
        failing_since=row["failing_since"],
        off_at=row["off_at"],
        old_secret_until=before if before is not None and before > now else None,
        waiting=row["waiting"],
        last_at=row["last_at"],
        last_status=status,
        last_code=code,
        version=row["version"],
    )


def _state(row: asyncpg.Record) -> State:
    if row["lost"]:
        return "cut_off"
    if row["off_why"] is not None:
        return "off" if row["off_why"] == "failing" else row["off_why"]
    if row["paused_at"] is not None:
        return "paused"
    return "failing" if row["failing_since"] is not None else "on"


def outcome_of(outcome: str | None) -> tuple[int | None, str | None]:
    """The status that was answered last, or in one word why there is none: of `sent:204`,
    `failed:slow`, `waits:receiver`."""
    said = (outcome or "").partition(":")[2]
    return (int(said), None) if said.isdigit() else (None, said or None)
