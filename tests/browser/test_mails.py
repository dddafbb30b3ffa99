"""Each mail in Chromium at the width of a phone, light and dark: readable, tappable, nothing loaded."""

import json
import subprocess
from pathlib import Path

import pytest

from api.mail_samples import samples
from tests.browser.conftest import HERE, LIMIT, NODE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

PHONE = 390
TAP = 44
"""Pixels that a finger needs (ARCHITECTURE.md section 5)."""
PAPER = {"light": "rgb(248, 244, 235)", "dark": "rgb(23, 21, 18)"}


def test_every_mail_is_readable_on_a_phone_light_and_dark(tmp_path: Path) -> None:
    mails = tmp_path / "mails"
    mails.mkdir()
    for key, sample in samples().items():
        (mails / f"{key}.html").write_text(sample.letter().html)
    (tmp_path / "clock").write_text("0")
    told = {"mails": str(mails), "pictures": str(tmp_path), "clock": str(tmp_path / "clock")}
    done = subprocess.run(
        [str(NODE), str(HERE / "mails.mjs"), json.dumps(told)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert len(seen) == 2 * len(samples())
    for name, one in seen.items():
        assert one["wrong"] == [], name
        assert one["width"] <= PHONE, name
        assert one["loaded"] == 0, name
        assert one["smallest"] >= 14, name
        assert one["buttons"], name
        assert min(one["buttons"]) >= TAP, name
        assert one["paper"] == PAPER[name.rpartition(" ")[2]], name
    print(f"{len(seen)} pictures in {tmp_path}")
