"""What a server that has just started has not loaded: what only a few requests need comes with them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATE = {
    "aiosmtplib": "mails",
    "alembic": "migrations",
    "attr": "shapes of requests that we have none of",
    "authlib.integrations": "signing in with a provider",
    "authlib.oauth2": "connecting an app",
    "babel": "words of a language",
    "cryptography": "secrets that are read back, and pushes",
    "dramatiq": "the broker",
    "holidays": "business days",
    "icalendar": "invitations",
    "jinja2": "mails and pages",
    "mrml": "mails",
    "obstore": "files",
    "psycopg": "the broker",
    "pydantic": "shapes of requests that we have none of",
    "python_calamine": "spreadsheets",
    "pygments": "tracebacks in colour",
    "rapidfuzz": "likeness of two people",
    "rich": "commands on a terminal",
    "typst": "printed pages",
    "vobject": "cards",
}
"""Libraries and what they are for. Import them in the functions that use them."""
LOADED = """
import sys
from api.config import Settings
from api.server import create_app
create_app(Settings.from_environment({"DATABASE_URL": "postgresql://askwell_app@127.0.0.1/none"}))
print(*sys.modules)
"""


def test_a_server_starts_without_what_only_some_requests_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "litestar" in loaded
    assert not {name: why for name, why in LATE.items() if name in loaded}


def test_what_was_loaded_is_not_looked_through_for_garbage() -> None:
    code = """
import gc
gc.disable()
from api.server import application
application()
print(gc.isenabled(), gc.get_freeze_count() > 100_000)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"DATABASE_URL": "postgresql://askwell_app@127.0.0.1/none"},
    )
    assert done.stdout.split() == ["True", "True"], done.stderr


def test_statements_are_compiled_when_they_are_first_run() -> None:
    code = "from api.threads.lanes import LANES as s; s._statement; s.sql; print(hasattr(s, '_statement'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert done.stdout.strip() == "False", done.stderr
