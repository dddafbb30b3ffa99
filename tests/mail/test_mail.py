"""One way to send a mail: what goes out, to which kind of server, and what a refusal means."""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

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

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: object, session: Session, envelope: Envelope, address: str, options: object
    ) -> str:
        if address[:3].isdigit():
            return f"{address[:3]} {'5.1.1 ' if 'gone' in address else ''}not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: object, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 OK"


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


async def test_a_mail_has_both_parts_and_a_stable_identity(box: tuple[Box, str]) -> None:
    kept, address = box
    mailer = Mailer(f"smtp://{address}", "Askwell <hello@askwell.example.org>")
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


@pytest.mark.parametrize(("code", "permanent"), [(550, True), (553, True), (450, False)])
async def test_a_refused_address_says_whether_it_is_for_good(
    box: tuple[Box, str], code: int, permanent: bool
) -> None:
    mailer = Mailer(f"smtp://{box[1]}", "hello@askwell.example.org")
    with pytest.raises(MailNotAccepted) as refused:
        await mailer.send(replace(MAIL, to=f"{code}@example.org"))
    assert refused.value.permanent is permanent


async def test_an_address_that_is_gone_is_told_from_a_mail_that_is_refused(
    box: tuple[Box, str],
) -> None:
    mailer = Mailer(f"smtp://{box[1]}", "hello@askwell.example.org")
    for to, gone in (
        ("550gone@example.org", "550 5.1.1 not here"),
        ("550@example.org", ""),
        ("450gone@example.org", ""),
    ):
        with pytest.raises(MailNotAccepted) as refused:
            await mailer.send(replace(MAIL, to=to))
        assert refused.value.gone == gone


async def test_credentials_are_unquoted_and_a_wrong_password_is_our_own_fault(
    box: tuple[Box, str],
) -> None:
    kept, address = box
    await Mailer(f"smtp://us%20er:p%40ss@{address}", "hello@askwell.example.org").send(MAIL)
    assert len(kept.mails) == 1
    with pytest.raises(MailNotAccepted) as refused:
        await Mailer(f"smtp://us%20er:no@{address}", "hello@askwell.example.org").send(MAIL)
    assert refused.value.permanent is False


async def test_required_encryption_is_never_given_up(box: tuple[Box, str]) -> None:
    kept, address = box
    for url in (f"smtp+starttls://{address}", f"smtp://{address}?starttls=required"):
        with pytest.raises(MailNotAccepted) as refused:
            await Mailer(url, "hello@askwell.example.org").send(MAIL)
        assert refused.value.permanent is False
    assert kept.mails == []


async def test_a_server_that_is_away_is_not_for_good() -> None:
    mailer = Mailer(f"smtp://127.0.0.1:{free_port()}", "hello@askwell.example.org")
    with pytest.raises(MailNotAccepted) as refused:
        await mailer.send(MAIL, seconds=1)
    assert refused.value.permanent is False
    with pytest.raises(MailNotAccepted, match="SMTP_URL"):
        await Mailer("", "hello@askwell.example.org").send(MAIL)


@pytest.mark.parametrize("to", ["nobody", "a@b\r\nBcc: c@d", "@example.org"])
async def test_what_is_no_address_is_refused_for_good(box: tuple[Box, str], to: str) -> None:
    with pytest.raises(MailNotAccepted) as refused:
        await Mailer(f"smtp://{box[1]}", "hello@askwell.example.org").send(replace(MAIL, to=to))
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
