"""The mail server: its address, connections that stay open between mails, and what its refusals mean."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from api.config import ConfigurationError

if TYPE_CHECKING:
    from aiosmtplib import SMTP

IDLE_SECONDS: Final = 20.0
"""So long a connection waits for the next mail; servers wait five minutes (RFC 5321)."""
MOST_IDLE: Final = 8
FRESH_SECONDS: Final = 1.0
"""After so long a connection is asked whether it still stands."""
MAILS_EACH: Final = 50
"""So many mails go over one connection: some servers take no more than a hundred."""

Tls = Literal["offered", "starttls", "always"]
_SCHEMES: Final[dict[str, tuple[int, Tls]]] = {
    "smtp": (25, "offered"),
    "smtp+starttls": (587, "starttls"),
    "smtps": (465, "always"),
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed over, as SMTP_URL says."""

    host: str
    port: int
    username: str | None
    password: str | None
    tls: Tls


def read_server(url: str) -> Server:
    """The server of SMTP_URL. Raises ConfigurationError."""
    parts = urlsplit(url)
    known = _SCHEMES.get(parts.scheme)
    if known is None or not parts.hostname:
        raise ConfigurationError(
            "SMTP_URL begins with smtp://, smtp+starttls:// or smtps:// and names a host"
        )
    port, tls = known
    if parse_qs(parts.query).get("starttls") == ["required"]:
        tls = "starttls"
    return Server(
        host=parts.hostname,
        port=parts.port or port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=tls,
    )


@dataclass(slots=True)
class _Connection:
    client: "SMTP"
    mails: int = 0
    free_since: float = 0.0


class Connections:
    """Connections to one server, of one event loop: each carries one mail at a time.

    Opening one costs more than the mail itself; so they wait a little for the next. One that waited
    for a while is asked (RSET) before it is used: what a server closed meanwhile is opened anew, and
    no mail is lost or sent twice over it.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._idle: list[_Connection] = []
        self._retiring: asyncio.TimerHandle | None = None

    async def send(
        self, sender: str, to: str, message: bytes, options: Sequence[str], seconds: float
    ) -> None:
        """Hand one message over, within `seconds` for each step. Raises what aiosmtplib raises."""
        from aiosmtplib import SMTPRecipientsRefused, SMTPResponseException

        one = await self._take(seconds)
        try:
            await one.client.sendmail(
                sender, [to], message, mail_options=list(options), timeout=seconds
            )
        except (SMTPResponseException, SMTPRecipientsRefused):
            # It was answered, and reset by the client: the next mail may be a better one.
            self._give_back(one)
            raise
        except BaseException:
            one.client.close()
            raise
        one.mails += 1
        self._give_back(one)

    async def close(self) -> None:
        """Take leave on all that wait."""
        if self._retiring is not None:
            self._retiring.cancel()
        idle, self._idle = self._idle, []
        for one in idle:
            await _leave(one.client)

    async def _take(self, seconds: float) -> _Connection:
        from aiosmtplib import SMTPException

        while self._idle:
            one = self._idle.pop()
            if monotonic() - one.free_since < FRESH_SECONDS and one.client.is_connected:
                return one
            try:
                await one.client.rset(timeout=seconds)
            except (SMTPException, OSError, TimeoutError):
                one.client.close()
            except BaseException:
                one.client.close()
                raise
            else:
                return one
        return _Connection(await self._open(seconds))

    async def _open(self, seconds: float) -> "SMTP":
        from aiosmtplib import SMTP

        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.tls == "always",
            start_tls=True if server.tls == "starttls" else None,
            tls_context=ssl.create_default_context() if server.tls != "offered" else None,
            timeout=seconds,
        )
        try:
            await client.connect()
        except BaseException:
            client.close()
            raise
        return client

    def _give_back(self, one: _Connection) -> None:
        if not one.client.is_connected:
            return
        if one.mails >= MAILS_EACH or len(self._idle) >= MOST_IDLE:
            one.client.close()
            return
        one.free_since = monotonic()
        self._idle.append(one)
        if self._retiring is not None:
            self._retiring.cancel()
        self._retiring = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._retire)

    def _retire(self) -> None:
        idle, self._idle = self._idle, []
        for one in idle:
            one.client.close()


async def _leave(client: "SMTP") -> None:
    from aiosmtplib import SMTPException

    try:
        await client.quit(timeout=1)
    except (SMTPException, OSError, TimeoutError):
        client.close()


def is_permanent(error: Exception) -> bool:
    """Whether the server will not take this mail later either."""
    from aiosmtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

    if isinstance(error, SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    # 530–538 speak of our own credentials and encryption: others can mend that, so it is retried.
    return (
        isinstance(error, SMTPResponseException)
        and 550 <= error.code < 600
        and not isinstance(error, SMTPSenderRefused)
    )


def says_gone(error: Exception) -> str:
    """What the server said of an address that it does not know, else nothing."""
    from aiosmtplib import SMTPRecipientsRefused

    # RFC 3463: 5.1.x speaks of the address alone. A plain 550 may as well mean our reputation.
    if isinstance(error, SMTPRecipientsRefused):
        for refused in error.recipients:
            if refused.code >= 500 and refused.message.startswith("5.1."):
                return f"{refused.code} {' '.join(refused.message.split())}"[:300]
    return ""
