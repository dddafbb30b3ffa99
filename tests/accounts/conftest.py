"""The application with a mail server that keeps what arrives."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from api.config import Settings
from api.tables import new_id
from tests.accounts.mailbox import Mailbox


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """One for all: each test looks for mails to addresses of its own."""
    with Mailbox() as kept:
        yield kept


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    return replace(settings, smtp_url=mailbox.url)


@pytest.fixture
def address() -> str:
    """An address that nobody has yet."""
    return f"{new_id()}@example.org"


@pytest.fixture
def browser(app: Litestar) -> Callable[..., httpx.AsyncClient]:
    """`browser()` is a fresh browser with its own cookies, at its own network address."""

    def make(network: str = "") -> httpx.AsyncClient:
        number = new_id().int
        host = network or f"2001:db8:{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}::1"
        transport = httpx.ASGITransport(app, client=(host, 40_000))  # type: ignore[arg-type]
        return httpx.AsyncClient(
            transport=transport,
            base_url="http://askwell.test",
            headers={
                "sec-fetch-site": "same-origin",
                "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0",
            },
        )

    return make
