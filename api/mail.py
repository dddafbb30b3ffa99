"""One way to send a mail, and one look for all of them: MJML and plain text from one template."""

import re
from binascii import b2a_qp
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.utils import format_datetime, formataddr, parseaddr
from typing import Final

from api.config import ConfigurationError
from api.mail_server import Connections, is_permanent, read_server, says_gone
from api.mail_templates import environment, find_template

_PART: Final = ("Content-Transfer-Encoding: quoted-printable",)


class MailNotAccepted(Exception):
    """The server did not take the mail. `permanent` when trying again can't help: the address does
    not exist, or the content was refused; never for what is wrong on our side (sign-in, TLS).
    `gone` is what the server said of an address that it does not know, else empty."""

    def __init__(self, reason: str, *, permanent: bool, gone: str = "") -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail: one subject line and the same content as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to one address. `identity` is stable over attempts and becomes the Message-ID.

    `unsubscribe_url` answers a POST by itself (RFC 8058): it stands in List-Unsubscribe.
    Mails with the same `in_reply_to` stand in one conversation: it names a first mail that need not
    have been sent, so that whichever comes first and whichever is not wanted, the others meet.
    """

    to: str
    letter: Letter
    identity: str
    at: datetime
    unsubscribe_url: str = ""
    in_reply_to: str = ""
    extra_headers: dict[str, str] = field(default_factory=dict)


class Mailer:
    """Sends mails to the server of SMTP_URL.

    `smtp://` uses STARTTLS where it is offered, `smtp+starttls://` insists on it, `smtps://` is TLS
    from the first byte; certificates are checked always. Credentials stand before the @.
    """

    def __init__(self, url: str, sender: str, *, seconds: float = 10) -> None:
        name, address = parseaddr(sender)
        if "@" not in address:
            raise ConfigurationError("MAIL_FROM must be an address: Askwell <hello@example.org>")
        self._sender = formataddr((name, address))
        self._address = address
        self._connections = Connections(read_server(url)) if url else None
        self._seconds = seconds

    @property
    def ready(self) -> bool:
        """Whether there is a server to send to."""
        return self._connections is not None

    def compose(self, mail: Mail) -> bytes:
        """The message as it goes out, in ASCII; the same mail gives the same bytes, whoever sends it
        again. Raises ValueError for what is no address."""
        boundary = f"=_{mail.identity}"
        head = {
            "From": self._sender,
            "To": str(_address(mail.to)),
            "Subject": _encoded("Subject", _one_line(mail.letter.subject)),
            "Date": format_datetime(mail.at),
            "Message-ID": self.message_id(mail.identity),
            "Auto-Submitted": "auto-generated",
        }
        if mail.unsubscribe_url:
            head["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
            head["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if mail.in_reply_to:
            head["In-Reply-To"] = head["References"] = self.message_id(mail.in_reply_to)
        for name, value in mail.extra_headers.items():
            head[name] = _encoded(name, _one_line(value))
        head["MIME-Version"] = "1.0"
        head["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
        lines = [*(f"{name}: {value}" for name, value in head.items()), ""]
        for kind, text in (("plain", mail.letter.text), ("html", mail.letter.html)):
            lines += [f"--{boundary}", *_PART, f"Content-Type: text/{kind}; charset=utf-8", ""]
            lines.append(_quoted_printable(text))
        return "\r\n".join([*lines, f"--{boundary}--", ""]).encode()

    def message_id(self, identity: str) -> str:
        """The Message-ID of a mail with this identity."""
        return f"<{identity}@{self._address.rpartition('@')[2]}>"

    async def send(self, mail: Mail, *, seconds: float | None = None) -> None:
        """Hand the mail to the server, within `seconds` for each step. Raises MailNotAccepted."""
        if self._connections is None:
            raise MailNotAccepted("SMTP_URL is not set", permanent=False)
        from aiosmtplib import SMTPException

        try:
            message = self.compose(mail)
        except ValueError as error:
            raise MailNotAccepted(f"not an address: {error}", permanent=True) from error
        options = [] if mail.to.isascii() else ["SMTPUTF8"]
        try:
            await self._connections.send(
                self._address, mail.to, message, options, seconds or self._seconds
            )
        except (SMTPException, OSError, TimeoutError) as error:
            raise MailNotAccepted(
                f"{type(error).__name__}: {error}",
                permanent=is_permanent(error),
                gone=says_gone(error),
            ) from error

    async def close(self) -> None:
        """Take leave of the server."""
        if self._connections is not None:
            await self._connections.close()


def render_mail(template: str, locale: str, **params: object) -> Letter:
    """The letter `template` in the language of `locale` (English where it isn't translated).

    Parameters are inserted as text, never as markup. Raises LookupError for an unknown
    template, jinja2.UndefinedError for a missing parameter.
    """
    name = find_template(template, locale)
    text = environment("text").get_template(name)
    subject = _one_line("".join(text.blocks["subject"](text.new_context(dict(params)))))
    plain = re.sub(r"\n{3,}", "\n\n", text.render(params)).strip() + "\n"
    html = environment("mjml").get_template(name).render(params, subject=subject)
    return Letter(subject, plain, html)


def _address(text: str) -> Address:
    if any(character in text for character in "\r\n\0"):
        raise ValueError("an address is one line")
    local, at, domain = text.rpartition("@")
    if not (local and at and domain):
        raise ValueError("an address has an @")
    return Address(username=local, domain=domain)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _encoded(name: str, text: str) -> str:
    """A header's value in ASCII, folded."""
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, header_name=name).encode(linesep="\r\n")


def _quoted_printable(text: str) -> str:
    # The email package writes it line by line in Python: half of what a mail costs.
    lines = re.sub(r"\r\n|\r|\n", "\r\n", text).encode()
    return b2a_qp(lines, istext=True).decode("ascii")
