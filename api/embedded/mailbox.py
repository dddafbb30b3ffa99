"""The mails that were caught, kept as .eml files in one directory."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

KEPT = 2000
"""Mails kept; the oldest go first."""
_LINK = re.compile(r"https?://[^\s<>\"']+")
_NAME = re.compile(r"[0-9]{8}T[0-9]{12}Z-[0-9a-f]{8}")


@dataclass(frozen=True)
class Mail:
    """One caught mail, decoded; `text` and `html` are empty where that part is missing."""

    id: str
    received_at: str
    sender: str
    recipients: list[str]
    subject: str
    message_id: str
    headers: list[tuple[str, str]]
    text: str
    html: str
    links: list[str]


class Mailbox:
    """The mails in a directory, newest first."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)

    def add(self, content: bytes, recipients: list[str], now: datetime) -> str:
        """Keeps one mail as it came, with a line for each recipient of its envelope; its id."""
        name = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
        delivered = "".join(f"Delivered-To: {each}\r\n" for each in recipients).encode()
        new = self.directory / f".{name}"
        new.write_bytes(delivered + content)
        new.rename(self.directory / f"{name}.eml")
        for old in self._names()[KEPT:]:
            (self.directory / f"{old}.eml").unlink(missing_ok=True)
        return name

    def all(self, recipient: str | None = None) -> list[Mail]:
        """Every mail, or those that were delivered to `recipient`."""
        mails = [mail for name in self._names() if (mail := self.get(name))]
        return [mail for mail in mails if recipient is None or recipient in mail.recipients]

    def get(self, name: str) -> Mail | None:
        """One mail; None when there is none of that id."""
        raw = self.raw(name)
        if raw is None:
            return None
        message = BytesParser(policy=policy.default).parsebytes(raw)
        text, html = _body(message, "plain"), _body(message, "html")
        return Mail(
            id=name,
            received_at=f"{datetime.strptime(name[:22], '%Y%m%dT%H%M%S%fZ').isoformat()}Z",  # noqa: DTZ007
            sender=str(message["From"] or ""),
            recipients=[str(each) for each in message.get_all("Delivered-To", [])],
            subject=str(message["Subject"] or ""),
            message_id=str(message["Message-ID"] or ""),
            headers=[(key, str(value)) for key, value in message.items()],
            text=text,
            html=html,
            links=list(dict.fromkeys(link.rstrip(".,;)") for link in _LINK.findall(text))),
        )

    def raw(self, name: str) -> bytes | None:
        """The bytes of one mail."""
        file = self.directory / f"{name}.eml"
        return file.read_bytes() if _NAME.fullmatch(name) and file.exists() else None

    def _names(self) -> list[str]:
        return sorted((file.stem for file in self.directory.glob("*.eml")), reverse=True)


def linked(text: str) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is a link."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;)")
        pieces += [(text[end : match.start()], False), (link, True)]
        end = match.start() + len(link)
    return [*pieces, (text[end:], False)]


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
