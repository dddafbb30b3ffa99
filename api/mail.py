"""One way to send a mail, and one look for all of them: MJML and plain text from one template."""

import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from api.config import ConfigurationError

if TYPE_CHECKING:
    import jinja2

TEMPLATES: Final = Path(__file__).parent / "texts" / "mail"
FALLBACK_LANGUAGE: Final = "en"

Part: TypeAlias = Literal["text", "mjml"]


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
        self._sender = Address(name, addr_spec=address)
        self._url = _server(url) if url else None
        self._seconds = seconds

    @property
    def ready(self) -> bool:
        """Whether there is a server to send to."""
        return self._url is not None

    def compose(self, mail: Mail) -> EmailMessage:
        """The message as it goes out; the same mail gives the same Message-ID."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = _address(mail.to)
        message["Subject"] = _one_line(mail.letter.subject)
        message["Date"] = format_datetime(mail.at)
        message["Message-ID"] = self.message_id(mail.identity)
        message["Auto-Submitted"] = "auto-generated"
        if mail.unsubscribe_url:
            message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if mail.in_reply_to:
            message["In-Reply-To"] = message["References"] = self.message_id(mail.in_reply_to)
        for name, value in mail.extra_headers.items():
            message[name] = _one_line(value)
        message.set_content(mail.letter.text, cte="quoted-printable")
        message.add_alternative(mail.letter.html, subtype="html", cte="quoted-printable")
        return message

    def message_id(self, identity: str) -> str:
        """The Message-ID of a mail with this identity."""
        return f"<{identity}@{self._sender.domain}>"

    async def send(self, mail: Mail, *, seconds: float | None = None) -> None:
        """Hand the mail to the server, within `seconds` for each step. Raises MailNotAccepted."""
        if self._url is None:
            raise MailNotAccepted("SMTP_URL is not set", permanent=False)
        server = self._url
        try:
            message = self.compose(mail)
        except ValueError as error:
            raise MailNotAccepted(f"not an address: {error}", permanent=True) from error
        try:
            await aiosmtplib.send(
                message,
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.tls == "always",
                start_tls=True if server.tls == "starttls" else None,
                tls_context=ssl.create_default_context() if server.tls != "offered" else None,
                timeout=seconds or self._seconds,
            )
        except (SMTPException, OSError, TimeoutError) as error:
            raise MailNotAccepted(
                f"{type(error).__name__}: {error}",
                permanent=_is_permanent(error),
                gone=_gone(error),
            ) from error


def render_mail(template: str, locale: str, **params: object) -> Letter:
    """The letter `template` in the language of `locale` (English where it isn't translated).

    Parameters are inserted as text, never as markup. Raises LookupError for an unknown
    template, jinja2.UndefinedError for a missing parameter.
    """
    # Imported late, as jinja2 is: a server that has just started sends no mail yet.
    import mrml

    name = _template(template, locale)
    text = _environment("text").get_template(name)
    subject = _one_line("".join(text.blocks["subject"](text.new_context(dict(params)))))
    plain = re.sub(r"\n{3,}", "\n\n", text.render(params)).strip() + "\n"
    markup = _environment("mjml").get_template(name).render(params, subject=subject)
    # No fonts of others: a mail that loads something tells a stranger when it is read.
    shown = mrml.to_html(markup, None, mrml.RenderOptions(fonts={}))
    return Letter(subject, plain, shown.content)


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    username: str | None
    password: str | None
    tls: Literal["offered", "starttls", "always"]


_SCHEMES: Final[dict[str, tuple[int, Literal["offered", "starttls", "always"]]]] = {
    "smtp": (25, "offered"),
    "smtp+starttls": (587, "starttls"),
    "smtps": (465, "always"),
}


def _server(url: str) -> _Server:
    parts = urlsplit(url)
    known = _SCHEMES.get(parts.scheme)
    if known is None or not parts.hostname:
        raise ConfigurationError(
            "SMTP_URL begins with smtp://, smtp+starttls:// or smtps:// and names a host"
        )
    port, tls = known
    if parse_qs(parts.query).get("starttls") == ["required"]:
        tls = "starttls"
    return _Server(
        host=parts.hostname,
        port=parts.port or port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=tls,
    )


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    # 530–538 speak of our own credentials and encryption: others can mend that, so it is retried.
    return (
        isinstance(error, SMTPResponseException)
        and 550 <= error.code < 600
        and not isinstance(error, aiosmtplib.SMTPSenderRefused)
    )


def _gone(error: Exception) -> str:
    # RFC 3463: 5.1.x speaks of the address alone. A plain 550 may as well mean our reputation.
    if isinstance(error, SMTPRecipientsRefused):
        for refused in error.recipients:
            if refused.code >= 500 and refused.message.startswith("5.1."):
                return f"{refused.code} {_one_line(refused.message)}"[:300]
    return ""


def _address(text: str) -> Address:
    if any(character in text for character in "\r\n\0"):
        raise ValueError("an address is one line")
    local, at, domain = text.rpartition("@")
    if not (local and at and domain):
        raise ValueError("an address has an @")
    return Address(username=local, domain=domain)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _template(name: str, locale: str) -> str:
    language = re.split("[-_]", locale, maxsplit=1)[0].lower()
    for folder in (language, FALLBACK_LANGUAGE):
        if folder.isalpha() and (TEMPLATES / folder / f"{name}.jinja").is_file():
            return f"{folder}/{name}.jinja"
    raise LookupError(f"there is no mail {name}")


@lru_cache(maxsize=2)
def _environment(part: Part) -> "jinja2.Environment":
    import jinja2

    # Both parts come from one template: only the building blocks (parts.*.jinja) differ.
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=part == "mjml",  # noqa: S701 - the other part is plain text
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_said,
    )
    blocks = made.get_template(f"parts.{part}.jinja").module
    names: dict[str, Callable[..., str]] = {
        name: getattr(blocks, name) for name in dir(blocks) if not name.startswith("_")
    }
    made.globals.update(names, layout=f"layout.{part}.jinja")
    return made


def _said(value: object) -> object:
    # Control characters are not allowed in XML, and have no business in a text either.
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
    return value
