"""Takes every mail by SMTP on this machine, sends none on, and shows them on a page.

Run as `python -m api.embedded.mail_catcher --smtp-port N --http-port N --dir DIRECTORY`.
"""

import argparse
import asyncio
import hmac
import json
import os
import signal
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.smtp import SMTP, Envelope, Session

from api.embedded.mail_pages import (
    MAIL_POLICY,
    PAGE_POLICY,
    html_part,
    list_page,
    mail_page,
    preview_list,
    preview_page,
)
from api.embedded.mailbox import Mailbox

LOOPBACK = "127.0.0.1"
LARGEST = 25 * 1024 * 1024
"""Bytes of one mail, as large providers allow."""
KEY = "ASKWELL_MAIL_KEY"
"""When set in the environment, the page is shown only to who knows it: other people of the
machine could otherwise read sign-in links. It is given once as `?key=` and kept in a cookie."""


class Taker:
    """What aiosmtpd calls with each mail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail before it is confirmed to the sender."""
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        name = self._mailbox.add(raw, [str(each) for each in envelope.rcpt_tos], datetime.now(UTC))
        return f"250 kept as {name}"


class Pages(BaseHTTPRequestHandler):
    """The read-only pages, and the same as JSON at /messages."""

    mailbox: Mailbox
    key: str

    def do_GET(self) -> None:
        """Answers one request."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        # A page of another site could make its own name point to this machine (DNS rebinding).
        if (urlsplit(f"//{self.headers['Host']}").hostname) not in {LOOPBACK, "localhost"}:
            self._answer(421, "text/plain", "not a name of this machine")
        elif not self._may_read(asked.get("key", [""])[0]):
            self._answer(403, "text/plain", "open the address that `askwell up` printed")
        else:
            self._show(address.path, asked)

    def _show(self, path: str, asked: dict[str, list[str]]) -> None:
        match path.strip("/").split("/"):
            case ["preview", *rest]:
                self._preview(rest, asked.get("locale", ["en"])[0])
            case [""]:
                self._answer(200, "text/html", list_page(self.mailbox.all()))
            case ["messages"]:
                recipient = asked.get("to", [None])[0]
                mails = [asdict(mail) for mail in self.mailbox.all(recipient)]
                self._answer(200, "application/json", json.dumps(mails))
            case ["mails", name] if mail := self.mailbox.get(name):
                self._answer(200, "text/html", mail_page(mail))
            case ["mails", name, "html"] if mail := self.mailbox.get(name):
                self._answer(200, "text/html", html_part(mail), MAIL_POLICY)
            case ["mails", name, "raw"] if raw := self.mailbox.raw(name):
                self._answer(200, "text/plain", raw.decode(errors="replace"))
            case _:
                self._answer(404, "text/plain", "there is no such page")

    def _preview(self, rest: list[str], locale: str) -> None:
        """Every mail that Askwell knows, with sample data, as its receiver would see it."""
        from api.mail_samples import samples  # late: who only catches mail needs no templates

        match rest:
            case []:
                self._answer(200, "text/html", preview_list(list(samples().values())))
            case [key] if sample := samples().get(key):
                self._answer(200, "text/html", preview_page(sample, sample.letter(locale)))
            case [key, "html"] if sample := samples().get(key):
                self._answer(200, "text/html", sample.letter(locale).html, MAIL_POLICY)
            case _:
                self._answer(404, "text/plain", "there is no such mail")

    def _may_read(self, given: str) -> bool:
        cookie = SimpleCookie(self.headers["Cookie"] or "").get("askwell-mail")
        known = (given, cookie.value if cookie else "")
        return not self.key or any(hmac.compare_digest(each, self.key) for each in known)

    def _answer(self, status: int, kind: str, body: str, policy: str = PAGE_POLICY) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        if self.key and status == 200:
            self.send_header(
                "Set-Cookie", f"askwell-mail={self.key}; HttpOnly; SameSite=Strict; Path=/"
            )
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing: the addresses would hold the key."""


async def catch(mailbox: Mailbox, smtp_port: int, http_port: int, key: str) -> None:
    """Takes mail and shows it until SIGTERM or SIGINT."""
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    for message in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(message, end.set)
    handler = type("KeyedPages", (Pages,), {"mailbox": mailbox, "key": key})
    pages = ThreadingHTTPServer((LOOPBACK, http_port), handler)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    smtp = await loop.create_server(
        lambda: SMTP(Taker(mailbox), data_size_limit=LARGEST, enable_SMTPUTF8=True, loop=loop),
        LOOPBACK,
        smtp_port,
    )
    print(f"mail on port {smtp_port}, pages on http://{LOOPBACK}:{http_port}", flush=True)
    async with smtp:
        await end.wait()
    pages.shutdown()
    pages.server_close()


def main() -> None:
    """Reads the command line and runs until told to end."""
    words = argparse.ArgumentParser(prog="mail_catcher", description=(__doc__ or "").split("\n")[0])
    words.add_argument("--smtp-port", type=int, required=True)
    words.add_argument("--http-port", type=int, required=True)
    words.add_argument("--dir", type=Path, required=True, help="where the mails are kept")
    given = words.parse_args()
    key = os.environ.get(KEY, "")
    asyncio.run(catch(Mailbox(given.dir), given.smtp_port, given.http_port, key))


if __name__ == "__main__":
    main()
