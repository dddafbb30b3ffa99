"""How often something may be asked for: exact in the database for what costs or leaks, and a token
bucket per process for everything else."""

import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.database import Work
from api.errors import PROBLEM_MEDIA_TYPE, TooManyRequests
from api.secrets import Keys, keyed_hash


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` at once, coming back evenly over `seconds` (generic cell rate algorithm)."""

    name: str
    count: int
    seconds: int

    @property
    def policy(self) -> str:
        """The value of RateLimit-Policy."""
        return f'"{self.name}";q={self.count};w={self.seconds}'


@dataclass(frozen=True, slots=True)
class Taken:
    """What was left of a rate after taking one."""

    rate: Rate
    remaining: int

    def headers(self) -> dict[str, str]:
        """The rate-limit headers of an answer (draft-ietf-httpapi-ratelimit-headers)."""
        seconds = math.ceil(
            (self.rate.count - self.remaining) * self.rate.seconds / self.rate.count
        )
        return {
            "RateLimit-Policy": self.rate.policy,
            "RateLimit": f'"{self.rate.name}";r={self.remaining};t={seconds}',
        }


async def take(work: Work, keys: Keys, rate: Rate, whose: str) -> Taken:
    """Take one of what `whose` (an address, a network, a person's id) may still have.

    Atomic in the database, in the transaction of `work`; only a keyed hash of `whose` is kept.
    Raises TooManyRequests, which changes nothing.
    """
    key = keyed_hash(keys.derive("limits")[0], f"{rate.name}|{whose}")
    every = timedelta(seconds=rate.seconds / rate.count)
    (row,) = await work.call(
        "SELECT * FROM door.take($1, $2, $3, $4)", rate.name, key, every, rate.count
    )
    if not row["allowed"]:
        raise too_many(rate, row["wait"])
    return Taken(rate, row["remaining"])


def too_many(rate: Rate, wait: float) -> TooManyRequests:
    """The refusal of somebody who has to wait `wait` seconds."""
    seconds = max(1, math.ceil(wait))
    refusal = TooManyRequests(seconds)
    refusal.headers["RateLimit-Policy"] = rate.policy
    refusal.headers["RateLimit"] = f'"{rate.name}";r=0;t={seconds}'
    return refusal


def network_of(address: str | None) -> str:
    """Who counts as one at an IP address: the address itself, or the /64 of IPv6, which one home has."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


_MOST_BUCKETS: Final = 10_000


class Buckets:
    """Token buckets of this process, one per caller; the longest unused are forgotten first."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._full_at: dict[bytes, float] = {}

    def take(self, caller: str, now: float) -> tuple[int, float]:
        """Take one at `now` (seconds of a monotonic clock): what is left, or -1 and the seconds to
        wait."""
        key = hashlib.blake2b(caller.encode(), digest_size=16).digest()
        every = self.rate.seconds / self.rate.count
        full_at = max(self._full_at.pop(key, now), now) + every
        wait = full_at - now - self.rate.seconds
        if wait > 0:
            self._full_at[key] = full_at - every
            return -1, wait
        self._full_at[key] = full_at
        if len(self._full_at) > _MOST_BUCKETS:
            del self._full_at[next(iter(self._full_at))]
        return math.floor((self.rate.seconds - (full_at - now)) / every), 0.0


NETWORK_SHARE: Final = 5
"""One network (an office, a school) may ask this many times what one caller may."""


def limited(app: ASGIApp, *, per_minute: int, cookie: str) -> ASGIApp:
    """Wrap the application: each caller (token, session in `cookie`, else network) has a bucket in
    this process, and each network one for all its callers, so that made-up tokens gain nothing. With 0 `per_minute` nobody is counted."""
    if not per_minute:
        return app
    callers = Buckets(Rate("requests", per_minute, 60))
    networks = Buckets(Rate("requests-network", per_minute * NETWORK_SHARE, 60))

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith("/v1"):
            await app(scope, receive, send)
            return
        now, client = time.monotonic(), scope.get("client")
        network = network_of(client[0] if client else None)
        for buckets, who in ((networks, network), (callers, _caller(scope, cookie) or network)):
            left, wait = buckets.take(who, now)
            if left < 0:
                await _send(too_many(buckets.rate, wait), scope, send)
                return
        told = Taken(callers.rate, left).headers()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in told.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, sending)

    return wrapped


async def _send(refusal: TooManyRequests, scope: Scope, send: Send) -> None:
    # Raised here, it would be answered outside of the envelope: without its id and headers.
    request_id = scope.get("state", {}).get("request_id", "")
    body = msgspec.json.encode(refusal.document(request_id))
    headers = {**refusal.headers, "Content-Type": PROBLEM_MEDIA_TYPE}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": refusal.status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _caller(scope: Scope, cookie: str) -> str:
    headers = MutableScopeHeaders(scope)
    cookies: str = headers.get("cookie", "")
    held: str = headers.get("authorization", "") or cookies.partition(f"{cookie}=")[2]
    return held.partition(";")[0]
