"""Each mail word for word: what changes in a mail is seen in a review, and nothing is forgotten.

`ASKWELL_WRITE_SNAPSHOTS=1 pytest tests/mail/test_snapshots.py` writes them anew.
"""

import os
import re
from html import unescape
from pathlib import Path

import pytest

from api.mail import Letter
from api.mail_samples import samples
from api.mail_templates import TEMPLATES

KEPT = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("ASKWELL_WRITE_SNAPSHOTS") == "1"
PARTS_OF_OTHERS = {"daily_rows", "ways", "weekly_words"}
LOUD = re.compile(r"!|[\U0001F000-\U0001FAFF\u2600-\u27BF]|—")
"""SCREENS.md section 5: no exclamation marks, no emoji."""


def seen(html: str) -> str:
    """What a reader of the HTML part sees: its words in their order, and where its links lead."""
    body = re.sub(r"<!--.*?-->|<style.*?</style>|<head>.*?</head>", "", html, flags=re.DOTALL)
    body = re.sub(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)", body, flags=re.DOTALL)
    words = unescape(re.sub(r"<[^>]+>", "\n", body))
    return "\n".join(line.strip() for line in words.splitlines() if line.strip()) + "\n"


def shown(letter: Letter) -> str:
    rule = "-" * 72
    return f"{letter.subject}\n{rule}\n{letter.text}{rule}\n{seen(letter.html)}"


def compare(file: Path, now: str) -> None:
    if WRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(now)
    assert file.is_file(), f"{file.name}: a new mail; write its snapshot and read it"
    assert now == file.read_text()


@pytest.mark.parametrize("key", samples())
def test_a_mail_says_what_was_agreed(key: str) -> None:
    compare(KEPT / f"{key}.txt", shown(samples()[key].letter()))


def test_the_frame_around_every_mail_is_as_agreed() -> None:
    compare(KEPT / "frame.html", samples()["sign_in.code"].letter().html)


def test_every_mail_has_a_sample_and_every_snapshot_a_mail() -> None:
    mails = {file.stem for file in (TEMPLATES / "en").glob("*.jinja")} - PARTS_OF_OTHERS
    assert {sample.mail for sample in samples().values()} == mails
    assert {file.stem for file in KEPT.glob("*.txt")} == set(samples())


@pytest.mark.parametrize("key", samples())
def test_both_parts_lead_to_the_same_places(key: str) -> None:
    letter = samples()[key].letter()
    links = re.compile(r"https?://[^\s<>\")]+")
    in_html = {unescape(link) for link in re.findall(r'href="(http[^"]+)"', letter.html)}
    assert set(links.findall(letter.text)) == in_html


@pytest.mark.parametrize("key", samples())
def test_the_voice_is_quiet(key: str) -> None:
    letter = samples()[key].letter()
    assert not LOUD.search(letter.subject + letter.text)
    assert len(letter.subject) <= 60
    assert all(len(line) <= 78 or line.startswith("http") for line in letter.text.splitlines())


def test_no_mail_loads_anything_and_each_is_small() -> None:
    """A mail that loads something tells a stranger when it is read; Gmail cuts after 102 kB."""
    for sample in samples().values():
        html = sample.letter().html
        assert not re.search(r"<link|@import|\bsrc=|url\(|<img", html), sample.key
        assert len(html.encode()) < 40_000, sample.key
