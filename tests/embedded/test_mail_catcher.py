"""The mail catcher as a process: mail goes in by SMTP, comes out as page, JSON and file."""

import json
import os
import smtplib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


class Caught:
    def __init__(self, smtp: int, http: int, directory: Path) -> None:
        self.smtp, self.http, self.directory = smtp, http, directory

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp) as server:
            server.send_message(message)

    def get(self, path: str, **headers: str) -> tuple[str, dict[str, str]]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}{path}", headers=headers)
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode(), dict(answer.headers)

    def refused(self, path: str, **headers: str) -> int:
        with pytest.raises(urllib.error.HTTPError) as refusal:
            self.get(path, **headers)
        refusal.value.close()
        return refusal.value.code


@contextmanager
def running(directory: Path, key: str = "") -> Iterator[Caught]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        smtp, http = one.getsockname()[1], two.getsockname()[1]
    command = [sys.executable, "-m", "api.embedded.mail_catcher", f"--smtp-port={smtp}"]
    command += [f"--http-port={http}", f"--dir={directory}"]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env={**os.environ, "ASKWELL_MAIL_KEY": key}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    yield Caught(smtp, http, directory)
    process.terminate()
    assert process.wait(5) == 0
    process.stdout.close()


@pytest.fixture
def caught(tmp_path: Path) -> Iterator[Caught]:
    with running(tmp_path / "mail") as catcher:
        yield catcher


def mail(subject: str = "Time to say thank you", to: str = "nora@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "hello@askwell.example.org", to, subject
    message["Message-ID"] = "<018f@askwell.example.org>"
    message.set_content("Grüße, Peña.\nhttps://askwell.example.org/talks/7?a=1&b=2.\n")
    message.add_alternative("<p onclick=x>Danke <script>alert(1)</script></p>", subtype="html")
    return message


def test_a_mail_is_read_back_as_it_was_sent(caught: Caught) -> None:
    caught.send(mail("Grüße aus Köln"))
    (found,) = json.loads(caught.get("/messages")[0])
    assert found["subject"] == "Grüße aus Köln"
    assert found["recipients"] == ["nora@example.org"]
    assert found["message_id"] == "<018f@askwell.example.org>"
    assert found["text"].startswith("Grüße, Peña.")
    assert found["links"] == ["https://askwell.example.org/talks/7?a=1&b=2"]
    assert "<script>" in found["html"]
    (file,) = caught.directory.glob("*.eml")
    assert b"Message-ID: <018f@askwell.example.org>" in file.read_bytes()


def test_the_newest_is_first_and_one_persons_mail_can_be_asked_for(caught: Caught) -> None:
    for subject, to in (("one", "a@example.org"), ("two", "b@example.org")):
        caught.send(mail(subject, to))
        time.sleep(0.01)
    assert [each["subject"] for each in json.loads(caught.get("/messages")[0])] == ["two", "one"]
    (only,) = json.loads(caught.get("/messages?to=a@example.org")[0])
    assert only["subject"] == "one"


def test_pages_show_mail_without_running_it(caught: Caught) -> None:
    assert "No mail yet" in caught.get("/")[0]
    caught.send(mail("<b>Bold</b>"))
    page = caught.get("/")[0]
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    name = json.loads(caught.get("/messages")[0])[0]["id"]
    assert f'href="/mails/{name}"' in page
    one = caught.get(f"/mails/{name}")[0]
    assert '<a href="https://askwell.example.org/talks/7?a=1&amp;b=2"' in one
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in one
    assert "<script>" not in one
    html, headers = caught.get(f"/mails/{name}/html")
    assert "Danke" in html
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy


def test_what_is_not_there_is_not_found(caught: Caught) -> None:
    for path in ("/mails/20270101T000000000000Z-00000000", "/mails/../passwords", "/other"):
        assert caught.refused(path) == 404


def test_another_name_for_this_machine_is_refused(caught: Caught) -> None:
    assert caught.refused("/messages", Host="evil.example.org") == 421
    assert caught.get("/messages", Host=f"localhost:{caught.http}")[0] == "[]"


def test_with_a_key_only_who_knows_it_reads(tmp_path: Path) -> None:
    with running(tmp_path / "mail", "secret-key") as caught:
        caught.send(mail())
        assert caught.refused("/messages") == 403
        assert caught.refused("/?key=wrong") == 403
        headers = caught.get("/?key=secret-key")[1]
        cookie = headers["Set-Cookie"].split(";")[0]
        assert len(json.loads(caught.get("/messages", Cookie=cookie)[0])) == 1


def test_mail_outlives_a_restart(tmp_path: Path) -> None:
    with running(tmp_path / "mail") as caught:
        caught.send(mail("kept"))
    with running(tmp_path / "mail") as caught:
        assert json.loads(caught.get("/messages")[0])[0]["subject"] == "kept"


def test_every_mail_can_be_looked_at_with_sample_data(caught: Caught) -> None:
    every = caught.get("/preview")[0]
    assert 'href="/preview/talk_soon.phone"' in every
    page, headers = caught.get("/preview/talk_soon.phone")
    assert "<h1>Ewan at 15:00</h1>" in page
    assert 'src="/preview/talk_soon.phone/html"' in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    html, headers = caught.get("/preview/talk_soon.phone/html?locale=en-GB")
    assert "Open the talk" in html
    assert headers["Content-Security-Policy"].startswith("sandbox ")
    assert caught.refused("/preview/nothing") == 404
    assert caught.refused("/preview/../mails") == 404
