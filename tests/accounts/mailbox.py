"""A mail server on loopback that keeps what arrives, for tests of mails people wait for."""

import asyncio
import email.policy
import re
from email import message_from_bytes
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from tests.conftest import free_port


class Mailbox:
    """All mails by recipient; `await mailbox.newest(address)` waits for one."""

    def __init__(self) -> None:
        self._mails: dict[str, list[EmailMessage]] = {}
        self._controller = Controller(self, "127.0.0.1", free_port())

    def __enter__(self) -> "Mailbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, server: object, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        for address in envelope.rcpt_tos:
            self._mails.setdefault(address, []).append(message)
        return "250 OK"

    def count(self, address: str) -> int:
        """How many mails this address got so far."""
        return len(self._mails.get(address, []))

    async def newest(self, address: str, *, count: int = 1) -> EmailMessage:
        """The newest mail once there are `count`; fails after 5 seconds."""
        for _ in range(500):
            if self.count(address) >= count:
                return self._mails[address][-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"{self.count(address)} of {count} mails for {address}")


def text_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def code_in(message: EmailMessage) -> str:
    """The six digits of a sign-in mail."""
    found = re.search(r"^\s+(\d{6})\s*$", text_of(message), re.MULTILINE)
    assert found is not None
    return found[1]


def token_in(message: EmailMessage) -> str:
    """The token of the link in a mail."""
    found = re.search(r"#token=([A-Za-z0-9_-]+)", text_of(message))
    assert found is not None
    return found[1]
