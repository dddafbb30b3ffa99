"""What every request and response carries: an id, safe headers, a line in the log, a measurement."""

import re
import time
from functools import lru_cache
from typing import Final

import uuid_utils
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPResponseStartEvent,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
)
from prometheus_client import Counter, Histogram

from api.logs import bind, log, unbind

REQUESTS: Final = Counter(
    "askwell_requests_total", "Answered requests", ["method", "route", "status"]
)
SECONDS: Final = Histogram(
    "askwell_request_seconds",
    "Time from the request's arrival to the first byte of the answer",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_SAFE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")

HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), payment=(), usb=()"),
)
# Whatever an answer holds is one person's: no cache but the app's own store keeps it.
OF_THE_API: Final = (
    *HEADERS,
    (b"cache-control", b"private, no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
TRANSPORT: Final = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")


def envelope(app: ASGIApp, *, secure: bool) -> ASGIApp:
    """Wrap the application. A well-formed X-Request-Id of the client is kept, another is replaced."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        sent = MutableScopeHeaders(scope).get("x-request-id", "")
        request_id = sent if _SAFE_ID.fullmatch(sent) else str(uuid_utils.uuid7())
        scope.setdefault("state", {})["request_id"] = request_id
        bind(request_id=request_id)
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(message, request_id, scope["path"], secure=secure)
                _tell(scope, int(message["status"]), time.perf_counter() - started)
            await send(message)

        try:
            await app(scope, receive, sending)
        finally:
            unbind("request_id")

    return wrapped


def _complete(message: HTTPResponseStartEvent, request_id: str, path: str, *, secure: bool) -> None:
    # As bytes: a mutable view of them costs a tenth of the whole request.
    headers = list(message["headers"])
    there = {name.lower() for name, _ in headers}
    wanted = OF_THE_API if path.startswith("/v1") else HEADERS
    headers += [header for header in wanted if header[0] not in there]
    headers.append((b"x-request-id", request_id.encode()))
    if secure:
        headers.append(TRANSPORT)
    message["headers"] = headers


def _tell(scope: HTTPScope, status: int, seconds: float) -> None:
    route = scope.get("path_template") or "unknown"
    # A made-up method must not make a series of its own.
    method = scope["method"] if scope["method"] in METHODS else "other"
    requests, times = _measured(method, route, status)
    requests.inc()
    times.observe(seconds)
    if route.startswith("/v1"):
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
        )


@lru_cache(maxsize=2048)
def _measured(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    # Looking them up by their labels costs more than counting.
    return REQUESTS.labels(method, route, str(status)), SECONDS.labels(route)
