"""Idempotency-Key: a POST without a client-made id, sent again within a day, has its effect once.

ARCHITECTURE.md section 7: kept per person and route, with the bytes of the answer, in the very
transaction of the effect. A person's writes stand in line (`app.begin_write`), so that an equal
request that arrives meanwhile waits and is then answered like the first.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

import msgspec
from litestar import Litestar, Request, Response
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp
from sqlalchemy import Text, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped

from api.database import Work, hot
from api.errors import InvalidInput, Problem
from api.tables import OwnedRow, person_args, plain, secret

HEADER: Final = "Idempotency-Key"
KEPT_FOR: Final = timedelta(hours=24)
Key = Annotated[str, msgspec.Meta(min_length=8, max_length=200, pattern="^[\\x21-\\x7e]+$")]

AnyRequest = Request[Any, Any, Any]


class Reply(OwnedRow):
    """What a keyed request was answered with."""

    __tablename__ = "replies"
    __table_args__ = person_args()
    route: Mapped[str] = plain(Text, primary_key=True)
    key_hash: Mapped[bytes] = secret(primary_key=True)
    payload_hash: Mapped[bytes] = secret()
    status: Mapped[int] = plain()
    media_type: Mapped[str] = plain()
    body: Mapped[bytes] = secret()
    at: Mapped[datetime] = plain()


class OtherPayload(Problem):
    """The key was used for something else."""

    status, code, title = 422, "key-reused", "This Idempotency-Key was used for another request"


class Replayed(Exception):
    """The request was answered before: leaves the transaction without an effect."""

    def __init__(self, status: int, media_type: str, body: bytes) -> None:
        super().__init__(status)
        self.status, self.media_type, self.body = status, media_type, body


def answer_again(_: AnyRequest, replayed: Replayed) -> Response[bytes]:
    """The answer of then, byte for byte."""
    return Response(
        replayed.body, status_code=replayed.status, media_type=replayed.media_type or None
    )


class Keyed(HTTPRouteHandler):
    """A route whose requests may carry an Idempotency-Key."""

    async def to_response(self, app: Litestar, data: Any, request: AnyRequest) -> ASGIApp:
        """The response, set aside for `keep`; this runs before the transaction is committed."""
        response = await super().to_response(app, data, request)
        request.state["reply"] = response
        return response


def keyed_post(path: str, *, opt: dict[str, str], status_code: int) -> Keyed:
    """`@post` whose requests may carry an Idempotency-Key. Its answer is kept for a day: only for
    answers without a secret and without words about anybody."""
    return Keyed(path, http_method=HttpMethod.POST, opt=opt, status_code=status_code)


_FORGET: Final = hot(
    delete(Reply).where(Reply.owner_id == bindparam("owner_id"), Reply.at < bindparam("before"))
)
_ONE: Final = hot(
    select(Reply.payload_hash, Reply.status, Reply.media_type, Reply.body).where(
        Reply.owner_id == bindparam("owner_id"),
        Reply.route == bindparam("route"),
        Reply.key_hash == bindparam("key_hash"),
    )
)
_COLUMNS: Final = (
    "owner_id", "route", "key_hash", "payload_hash", "status", "media_type", "body", "at",
)  # fmt: skip
_KEEP: Final = hot(insert(Reply).values({name: bindparam(name) for name in _COLUMNS}))


async def replay(work: Work, request: AnyRequest) -> None:
    """Answer a request that was answered before.

    Raises Replayed with the bytes of then, OtherPayload, and InvalidInput for a key that is none.
    """
    key = _key(request)
    if key is None:
        return
    owner = work.subject.person_id
    await work.execute(_FORGET, owner_id=owner, before=work.now - KEPT_FOR)
    there = await work.fetchrow(_ONE, owner_id=owner, route=_route(request), key_hash=_hash(key))
    if there is None:
        return
    if there["payload_hash"] != await _payload(request):
        raise OtherPayload()
    raise Replayed(there["status"], there["media_type"], there["body"])


async def keep(work: Work, request: AnyRequest) -> None:
    """Keep what a keyed request is about to be answered with."""
    key, reply = _key(request), request.state.get("reply")
    if key is None or not isinstance(reply, ASGIResponse):
        return
    await work.execute(
        _KEEP,
        owner_id=work.subject.person_id,
        route=_route(request),
        key_hash=_hash(key),
        payload_hash=await _payload(request),
        status=reply.status_code,
        media_type=reply.headers.get("content-type", ""),
        body=bytes(reply.body),
        at=work.now,
    )


def _key(request: AnyRequest) -> bytes | None:
    if not isinstance(request.route_handler, Keyed) or HEADER not in request.headers:
        return None
    try:
        return msgspec.convert(request.headers[HEADER], Key).encode()
    except msgspec.ValidationError as error:
        raise InvalidInput.field(
            f"header.{HEADER}", "not-a-key", "Send 8 to 200 visible characters of ASCII."
        ) from error


def _route(request: AnyRequest) -> str:
    return f"{request.method} {request.url.path}"


def _hash(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


async def _payload(request: AnyRequest) -> bytes:
    return hashlib.sha256(await request.body()).digest()
