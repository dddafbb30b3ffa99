"""How requests are sent: again where that is safe, not before the server wants them, and errors as
exceptions."""

import asyncio
import json
import random
import secrets
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self
from urllib.parse import quote

import httpx

from askwell_client.pages import AsyncPages, Pages
from askwell_client.problems import Problem, problem_of

VERSION: Final = "1.0.0"
FIRST_PAUSE: Final = 0.5
"""Seconds before the second try where the server names none; twice as long each time."""
LONGEST_PAUSE: Final = 60.0
"""Whom the server tells to wait longer gets the refusal instead."""
PER_PAGE: Final = 100
NOTHING_WAS_DONE: Final = frozenset({429, 503})
"""Statuses after which any request may be sent again."""
MAY_BE_SENT_AGAIN: Final = frozenset({502, 504})
"""Statuses after which one may be sent again that has its effect once."""


class Omitted:
    """What is left out, where `None` means "empty it"."""

    def __bool__(self) -> bool:
        return False


OMITTED: Final = Omitted()


def part(value: object) -> str:
    """One part of an address."""
    return quote(str(value), safe="")


def new_id() -> str:
    """A UUID of version 7: made now, and sorted so."""
    bits = time.time_ns() // 1_000_000 << 80 | secrets.randbits(80)
    bits = bits & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62
    return str(uuid.UUID(int=bits))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with what has to be known to send it again."""

    request: httpx.Request
    once: bool
    """Whether it has its effect once, however often it is sent."""
    raw: bool


class _Base(ABC):
    def __init__(
        self,
        token: str | Callable[[], str],
        *,
        address: str,
        tries: int = 5,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`token` is a token, or what gives a good one whenever it is asked. `address` is that of the
        server, `tries` how often a request is sent at most, `timeout` in seconds."""
        self._token = token
        self._tries = tries
        self._address = address.rstrip("/")
        self._http: Any = self._open(timeout, transport)

    @abstractmethod
    def _open(self, timeout: float, transport: Any) -> Any: ...

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        form: Mapping[str, Any] | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
        keyed: bool = False,
        makes_id: bool = False,
        raw: bool = False,
    ) -> _Asked:
        token = self._token if isinstance(self._token, str) else self._token()
        headers = {
            "Authorization": f"Bearer {token}",
            "User-Agent": f"askwell-client-python/{VERSION}",
        }
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"' if isinstance(if_match, int) else if_match
        if keyed:
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        content, files = None, None
        if body is not None:
            sent = {name: value for name, value in body.items() if value is not OMITTED}
            if makes_id:
                sent.setdefault("id", new_id())
            content = json.dumps(sent, default=_plain).encode()
            headers["Content-Type"] = "application/json"
        if form is not None:
            files = {
                name: ("file", value) if isinstance(value, bytes) else (None, _written(value))
                for name, value in form.items()
                if value is not OMITTED and value is not None
            }
        request = self._http.build_request(
            method,
            self._address + path,
            params={
                name: [_written(one) for one in value]
                if isinstance(value, list)
                else _written(value)
                for name, value in (query or {}).items()
                if value is not OMITTED and value is not None
            },
            headers=headers,
            content=content,
            files=files,
        )
        once = method in {"GET", "PUT", "DELETE"} or keyed or makes_id
        return _Asked(request, once, raw)

    def _pause(
        self, asked: _Asked, tried: int, came: httpx.Response | httpx.TransportError
    ) -> float | None:
        """Seconds to wait before it is sent again; None where it is not."""
        if tried >= self._tries:
            return None
        longest = FIRST_PAUSE * 2.0 ** (tried - 1)
        if isinstance(came, httpx.TransportError):
            never_sent = isinstance(came, httpx.ConnectError | httpx.ConnectTimeout)
            return random.uniform(longest / 2, longest) if asked.once or never_sent else None  # noqa: S311
        again = came.status_code in NOTHING_WAS_DONE
        again |= came.status_code in MAY_BE_SENT_AGAIN and asked.once
        if not again:
            return None
        told = _seconds(came.headers.get("Retry-After"))
        if told is None:
            return random.uniform(longest / 2, longest)  # noqa: S311
        return told + random.uniform(0, 0.25) if told <= LONGEST_PAUSE else None  # noqa: S311


class Caller(_Base):
    """Sends requests and waits for them."""

    def _open(self, timeout: float, transport: Any) -> httpx.Client:
        return httpx.Client(timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _call(self, method: str, path: str, **options: Any) -> Any:
        asked, tried = self._ask(method, path, **options), 0
        while True:
            tried += 1
            came: httpx.Response | httpx.TransportError
            try:
                came = self._http.send(asked.request)
            except httpx.TransportError as error:
                came = error
            pause = self._pause(asked, tried, came)
            if pause is None:
                return _read(asked, came)
            time.sleep(pause)

    def _pages(self, path: str, *, query: Mapping[str, Any] | None = None) -> Pages[Any, Any]:
        def read(cursor: str | None) -> Any:
            return self._call("GET", path, query={**_from_start(query), "cursor": cursor})

        return Pages(read)


class AsyncCaller(_Base):
    """Sends requests, awaited."""

    def _open(self, timeout: float, transport: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=timeout, transport=transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def _call(self, method: str, path: str, **options: Any) -> Any:
        asked, tried = self._ask(method, path, **options), 0
        while True:
            tried += 1
            came: httpx.Response | httpx.TransportError
            try:
                came = await self._http.send(asked.request)
            except httpx.TransportError as error:
                came = error
            pause = self._pause(asked, tried, came)
            if pause is None:
                return _read(asked, came)
            await asyncio.sleep(pause)

    def _pages(self, path: str, *, query: Mapping[str, Any] | None = None) -> AsyncPages[Any, Any]:
        async def read(cursor: str | None) -> Any:
            return await self._call("GET", path, query={**_from_start(query), "cursor": cursor})

        return AsyncPages(read)


def _from_start(query: Mapping[str, Any] | None) -> dict[str, Any]:
    given = {name: value for name, value in (query or {}).items() if value is not OMITTED}
    return {"limit": PER_PAGE, **given} if "limit" in (query or {}) else given


def _read(asked: _Asked, came: httpx.Response | httpx.TransportError) -> Any:
    if isinstance(came, httpx.TransportError):
        raise came
    if came.is_error or came.is_redirect:
        raise problem_of(came)
    if asked.raw:
        return came.content
    return came.json() if came.content else None


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _plain(value: object) -> str:
    if isinstance(value, date):  # and moments, which are dates too
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"{value!r} can't be sent as JSON")


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain(value) if isinstance(value, date | uuid.UUID) else str(value)


__all__ = ["OMITTED", "AsyncCaller", "Caller", "Omitted", "Problem", "new_id", "part"]
