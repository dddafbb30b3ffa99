"""One way to send a mail: what goes out, to which kind of server, and what a refusal means."""

import asyncio
import email.policy
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from api.config import ConfigurationError
from api.mail import Letter, Mail, Mailer, MailNotAccepted, render_mail
from tests.conftest import free_port

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
LETTER = Letter("Ewan’s\nthanks", "Thank Ewan. 19 hours left.\n", "<p>Thank Ewan.</p>")
MAIL = Mail(to="nora@example.org", letter=LETTER, identity="0192-abc", at=NOW)


class Box:
    """Keeps what arrives; refuses addresses by their local part, as `550@…`."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.servers: list[SMTP] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: object, session: Session, envelope: Envelope, address: str, options: object
    ) -> str:
        if address[:3].isdigit():
            return f"{address[:3]} {'5.1.1 ' if 'gone' in address else ''}not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        if server not in self.servers:
            self.servers.append(server)
        return "250 OK"


@pytest.fixture
async def opened() -> AsyncIterator[Callable[..., Mailer]]:
    """Makes mailers, which are closed in the end."""
    made: list[Mailer] = []

    def make(url: str, sender: str = "Askwell <hello@askwell.example.org>") -> Mailer:
        made.append(Mailer(url, sender))
        return made[-1]

    yield make
    for mailer in made:
        await mailer.close()


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    """A mail server without encryption on loopback, asking for a password where one is given."""
    kept = Box()

    def check(*arguments: object) -> AuthResult:
        login = arguments[-1]
        good = getattr(login, "login", b"") == b"us er" and login.password == b"p@ss"  # type: ignore[attr-defined]
        return AuthResult(success=good)

    controller = Controller(
        kept, "127.0.0.1", free_port(), authenticator=check, auth_require_tls=False
    )
    controller.start()
    yield kept, f"127.0.0.1:{controller.port}"
    controller.stop()


async def test_a_mail_has_both_parts_and_a_stable_identity(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    mailer = opened(f"smtp://{address}")
    mail = replace(
        MAIL,
        unsubscribe_url="https://askwell.example.org/v1/unsubscribe/x",
        in_reply_to="talk.0191",
    )
    await mailer.send(mail)
    await mailer.send(mail)
    first, second = (message_from_bytes(raw, policy=email.policy.default) for raw in kept.mails)
    assert first["Message-ID"] == second["Message-ID"] == "<0192-abc@askwell.example.org>"
    assert first["Subject"] == "Ewan’s thanks"
    assert first["Date"] == "Wed, 04 Mar 2026 12:30:00 +0000"
    assert first["List-Unsubscribe"] == "<https://askwell.example.org/v1/unsubscribe/x>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["References"] == first["In-Reply-To"] == "<talk.0191@askwell.example.org>"
    kinds = [part.get_content_type() for part in first.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert "19 hours" in first.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "text",
    [
        "Thank Ewan.\n",
        ".\n..\nFrom here = there \n",
        "Zoë – “čau” 😀 " * 40 + "\n",
        "x" * 2000 + "\n",
        "a\r\nb\rc\n\n\n",
        "",
    ],
)
async def test_every_word_arrives_as_it_was_written(
    box: tuple[Box, str], text: str, opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    mailer = opened(f"smtp://{address}", "Zoë’s Askwell <hello@askwell.example.org>")
    subject = "Zoë asks: “When?” " * 9
    await mailer.send(replace(MAIL, letter=Letter(subject, text, f"<p>{text}</p>")))
    (raw,) = kept.mails
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 78
    read = message_from_bytes(raw, policy=email.policy.default)
    assert read["Subject"] == subject.strip()
    assert read["From"].addresses[0].display_name == "Zoë’s Askwell"
    plain, html = (read.get_body((kind,)).get_content() for kind in ("plain", "html"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert plain.replace("\r\n", "\n").rstrip("\n") == lines.rstrip("\n")
    assert html.replace("\r\n", "\n").rstrip("\n") == f"<p>{lines}</p>"
    assert not read.defects
    assert not any(part.defects for part in read.walk())


async def test_mails_share_a_connection_and_a_refused_one_ends_none(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    mailer = opened(f"smtp://{address}")
    for _ in range(3):
        await mailer.send(MAIL)
        with pytest.raises(MailNotAccepted):
            await mailer.send(replace(MAIL, to="550@example.org"))
    assert (len(kept.mails), len(kept.servers)) == (3, 1)
    await asyncio.gather(*(mailer.send(MAIL) for _ in range(4)))
    assert len(kept.mails) == 7
    await mailer.close()
    await mailer.send(MAIL)
    assert len(kept.mails) == 8


async def test_a_connection_that_the_server_closed_is_opened_anew(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    mailer = opened(f"smtp://{address}")
    await mailer.send(MAIL)
    (server,) = kept.servers
    assert isinstance(server.transport, asyncio.Transport)
    server.loop.call_soon_threadsafe(server.transport.abort)
    await asyncio.sleep(0.05)
    await mailer.send(MAIL)
    assert (len(kept.mails), len(kept.servers)) == (2, 2)


@pytest.mark.parametrize(("code", "permanent"), [(550, True), (553, True), (450, False)])
async def test_a_refused_address_says_whether_it_is_for_good(
    box: tuple[Box, str], code: int, permanent: bool, opened: Callable[..., Mailer]
) -> None:
    mailer = opened(f"smtp://{box[1]}")
    with pytest.raises(MailNotAccepted) as refused:
        await mailer.send(replace(MAIL, to=f"{code}@example.org"))
    assert refused.value.permanent is permanent


async def test_an_address_that_is_gone_is_told_from_a_mail_that_is_refused(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    mailer = opened(f"smtp://{box[1]}")
    for to, gone in (
        ("550gone@example.org", "550 5.1.1 not here"),
        ("550@example.org", ""),
        ("450gone@example.org", ""),
    ):
        with pytest.raises(MailNotAccepted) as refused:
            await mailer.send(replace(MAIL, to=to))
        assert refused.value.gone == gone


async def test_credentials_are_unquoted_and_a_wrong_password_is_our_own_fault(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    await opened(f"smtp://us%20er:p%40ss@{address}").send(MAIL)
    assert len(kept.mails) == 1
    with pytest.raises(MailNotAccepted) as refused:
        await opened(f"smtp://us%20er:no@{address}").send(MAIL)
    assert refused.value.permanent is False


async def test_required_encryption_is_never_given_up(
    box: tuple[Box, str], opened: Callable[..., Mailer]
) -> None:
    kept, address = box
    for url in (f"smtp+starttls://{address}", f"smtp://{address}?starttls=required"):
        with pytest.raises(MailNotAccepted) as refused:
            await opened(url).send(MAIL)
        assert refused.value.permanent is False
    assert kept.mails == []


async def test_a_server_that_is_away_is_not_for_good(opened: Callable[..., Mailer]) -> None:
    mailer = opened(f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(MailNotAccepted) as refused:
        await mailer.send(MAIL, seconds=1)
    assert refused.value.permanent is False
    with pytest.raises(MailNotAccepted, match="SMTP_URL"):
        await opened("").send(MAIL)


@pytest.mark.parametrize("to", ["nobody", "a@b\r\nBcc: c@d", "@example.org"])
async def test_what_is_no_address_is_refused_for_good(
    box: tuple[Box, str], to: str, opened: Callable[..., Mailer]
) -> None:
    with pytest.raises(MailNotAccepted) as refused:
        await opened(f"smtp://{box[1]}").send(replace(MAIL, to=to))
    assert refused.value.permanent is True
    assert box[0].mails == []


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "mail.example.org:25"])
def test_a_wrong_server_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ConfigurationError, match="SMTP_URL"):
        Mailer(url, "hello@askwell.example.org")


def test_both_parts_say_the_same() -> None:
    link = "https://askwell.example.org/sign-in/link#token=abc&x=1"
    letter = render_mail("sign_in", "en-GB", code="123456", link=link)
    assert letter.subject == "123456 is your code for Askwell"
    assert link in letter.text
    assert 'href="https://askwell.example.org/sign-in/link#token=abc&amp;x=1"' in letter.html
    for words in ("123456", "for 15 minutes", "somebody asked to sign in"):
        assert words in letter.text
        assert words in letter.html
    assert "prefers-color-scheme: dark" in letter.html


def test_an_unknown_language_falls_back_to_english() -> None:
    for locale in ("xx", "../../x", "", "zh-Hant-TW"):
        assert "your code" in render_mail("sign_in", locale, code="1", link="https://x").subject


def test_a_mail_loads_nothing() -> None:
    letter = render_mail("sign_in", "en", code="123456", link="https://askwell.example.org/x")
    assert not re.search(r"<link|@import|\bsrc=|url\(", letter.html)


def test_what_people_wrote_is_never_markup() -> None:
    evil = '</mj-text><mj-raw><script>alert("x")</script>\x0b\x00'
    letter = render_mail("sign_in", "en", code=evil, link="https://x")
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "\n" not in letter.subject
    assert "<script>" in letter.text
