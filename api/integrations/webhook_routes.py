"""Routes of webhooks: subscribe and unsubscribe by one call each, see what was sent, send it again."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Request, Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from api.accounts.access import settings_of
from api.database import Work
from api.etags import IfMatch, with_etag
from api.idempotency import keyed_post
from api.integrations import webhook_log, webhooks
from api.integrations.webhook_schemas import (
    SecretMade,
    SecretRotate,
    WebhookChange,
    WebhookCreate,
    WebhookDelivery,
    WebhookDeliveryPage,
    WebhookMade,
    WebhookPage,
    WebhookRead,
    WebhookReplay,
    WebhookReplayed,
    WebhookTest,
)
from api.paging import Cursor, Limit

READ: Final = {"scope": "webhooks:read"}
WRITE: Final = {"scope": "webhooks:write"}
Asked = Request[object, object, State]
OnlyFailed = Annotated[bool, QueryParameter(description="Only what was not taken at the last try")]


@post("/", opt=WRITE, status_code=201)
async def create_webhook(
    work: NamedDependency[Work], request: Asked, state: State, data: JSONBody[WebhookCreate]
) -> Response[WebhookMade]:
    """Subscribe: have what happens from now on sent to an address, as `GET /v1/events` shows it and
    signed as Standard Webhooks says. The secret is in this answer only. Whatever answers 2xx within
    8 seconds has taken it; else it is tried again for a day. The same request again answers 200."""
    made, new = await webhooks.subscribe(
        work,
        state["keys"],
        request.state["credential"],
        data,
        anywhere=not settings_of(request).production,
    )
    return with_etag(made, status=201 if new else 200)


@get("/", opt=READ)
async def list_webhooks(
    work: NamedDependency[Work], state: State, limit: Limit = 20, cursor: Cursor = None
) -> WebhookPage:
    """My webhooks and how they are doing, the latest first."""
    return await webhooks.list_webhooks(work, state.cursors, limit=limit, cursor=cursor)


@get("/{webhook_id:uuid}", opt=READ)
async def read_webhook(
    work: NamedDependency[Work], webhook_id: FromPath[UUID]
) -> Response[WebhookRead]:
    """One webhook."""
    return with_etag(await webhooks.read_webhook(work, webhook_id))


@patch("/{webhook_id:uuid}", opt=WRITE)
async def change_webhook(
    work: NamedDependency[Work],
    request: Asked,
    webhook_id: FromPath[UUID],
    data: JSONBody[WebhookChange],
    if_match: IfMatch = None,
) -> Response[WebhookRead]:
    """Change where it goes and what is sent, pause it, or have it go on."""
    return with_etag(
        await webhooks.change_webhook(
            work,
            webhook_id,
            data,
            if_match=if_match,
            anywhere=not settings_of(request).production,
        )
    )


@delete("/{webhook_id:uuid}", opt=WRITE)
async def delete_webhook(work: NamedDependency[Work], webhook_id: FromPath[UUID]) -> None:
    """Unsubscribe: nothing more is sent. It can be brought back for 30 days."""
    await webhooks.unsubscribe(work, webhook_id)


@post("/{webhook_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_webhook(
    work: NamedDependency[Work], webhook_id: FromPath[UUID]
) -> Response[WebhookRead]:
    """Undo unsubscribing. What happened meanwhile is not sent; `GET /v1/events` has it."""
    return with_etag(await webhooks.bring_back(work, webhook_id))


@post("/{webhook_id:uuid}/rotate-secret", opt=WRITE, status_code=200)
async def rotate_webhook_secret(
    work: NamedDependency[Work],
    state: State,
    webhook_id: FromPath[UUID],
    data: JSONBody[SecretRotate],
) -> SecretMade:
    """Make a new secret, shown in this answer only. Until the overlap is over every message carries
    two signatures, by the new one and by the one before."""
    return await webhooks.rotate_secret(work, state["keys"], webhook_id, data)


@get("/{webhook_id:uuid}/deliveries", opt=READ)
async def list_webhook_deliveries(
    work: NamedDependency[Work],
    state: State,
    webhook_id: FromPath[UUID],
    failed: OnlyFailed = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> WebhookDeliveryPage:
    """Every event on its way to this webhook and what came of it, the latest first; for 13 months."""
    return await webhook_log.list_deliveries(
        work, state.cursors, webhook_id, failed=failed, limit=limit, cursor=cursor
    )


@get("/{webhook_id:uuid}/deliveries/{delivery_id:uuid}", opt=READ)
async def read_webhook_delivery(
    work: NamedDependency[Work], webhook_id: FromPath[UUID], delivery_id: FromPath[UUID]
) -> WebhookDelivery:
    """One of them."""
    return await webhook_log.read_delivery(work, webhook_id, delivery_id)


@keyed_post("/{webhook_id:uuid}/replay", opt=WRITE, status_code=200)
async def replay_webhook(
    work: NamedDependency[Work],
    state: State,
    webhook_id: FromPath[UUID],
    data: JSONBody[WebhookReplay],
) -> WebhookReplayed:
    """Send again, under the same `webhook-id`: some deliveries, or all since a moment."""
    return await webhook_log.replay(work, state["keys"], webhook_id, data)


@keyed_post("/{webhook_id:uuid}/test", opt=WRITE, status_code=202)
async def test_webhook(
    work: NamedDependency[Work],
    state: State,
    webhook_id: FromPath[UUID],
    data: JSONBody[WebhookTest],
) -> WebhookDelivery:
    """Send an invented event, once; read the delivery a moment later to see what came of it."""
    return await webhook_log.send_test(work, state["keys"], webhook_id, data)


router: Final = Router(
    "/webhooks",
    route_handlers=[
        create_webhook,
        list_webhooks,
        read_webhook,
        change_webhook,
        delete_webhook,
        restore_webhook,
        rotate_webhook_secret,
        list_webhook_deliveries,
        read_webhook_delivery,
        replay_webhook,
        test_webhook,
    ],
    tags=["Webhooks"],
)
