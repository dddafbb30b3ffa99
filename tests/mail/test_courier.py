"""Mails that somebody waits for: tried again for a minute, in the background, never in the way."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from api import courier
from api.courier import Courier
from api.mail import Letter, Mail, Mailer, MailNotAccepted

pytestmark = pytest.mark.anyio

MAIL = Mail(
    to="nora@example.org",
    letter=Letter("Hello", "Hello\n", "<p>Hello</p>"),
    identity="one",
    at=datetime(2026, 3, 4, tzinfo=UTC),
)


class Flaky(Mailer):
    """Refuses the first `failures` attempts; `hangs` makes each take for ever."""

    def __init__(self, failures: int = 0, *, permanent: bool = False, hangs: bool = False) -> None:
        super().__init__("", "hello@askwell.example.org")
        self.failures, self.permanent, self.hangs = failures, permanent, hangs
        self.attempts: list[str] = []
        self.sent: list[str] = []

    async def send(self, mail: Mail, *, seconds: float | None = None) -> None:
        self.attempts.append(mail.identity)
        if self.hangs:
            await asyncio.Event().wait()
        if len(self.attempts) <= self.failures:
            raise MailNotAccepted("not now", permanent=self.permanent)
        self.sent.append(mail.identity)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same attempts, without the pauses."""
    monkeypatch.setattr(courier, "PAUSES", (0.0, 0.01, 0.01, 0.01))
    monkeypatch.setattr(courier, "ATTEMPT_SECONDS", 0.2)


async def test_a_server_that_is_away_for_a_moment_loses_nothing() -> None:
    mailer = Flaky(failures=3)
    carrier = Courier(mailer)
    await carrier.send_soon(MAIL)
    assert mailer.attempts == []
    await asyncio.sleep(0.2)
    assert mailer.attempts == ["one"] * 4
    assert mailer.sent == ["one"]


async def test_it_gives_up_in_the_end_and_at_once_where_it_is_for_good() -> None:
    for mailer, attempts in ((Flaky(99), 4), (Flaky(99, permanent=True), 1)):
        carrier = Courier(mailer)
        await carrier.send_soon(MAIL)
        await asyncio.sleep(0.2)
        assert len(mailer.attempts) == attempts
        assert mailer.sent == []


async def test_ending_waits_for_what_is_under_way_but_not_for_ever() -> None:
    mailer = Flaky()
    carrier = Courier(mailer)
    await carrier.send_soon(MAIL)
    await carrier.close()
    assert mailer.sent == ["one"]
    stuck = Courier(Flaky(hangs=True))
    await stuck.send_soon(MAIL)
    began = time.monotonic()
    await stuck.close()
    assert time.monotonic() - began < 2


async def test_too_many_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "MOST_WAITING", 3)
    mailer = Flaky()
    carrier = Courier(mailer)
    for _ in range(5):
        await carrier.send_soon(MAIL)
    await carrier.close()
    assert mailer.sent == ["one"] * 3
