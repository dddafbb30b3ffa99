"""Six people in six zones live through a change of clocks, two holidays and a move to another zone on
a product whose parts are killed all the while; then every delivery is accounted for."""

import json
import random
import shlex
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import psycopg
import pytest

from api.embedded.mailbox import Mail, Mailbox
from api.tables import new_id
from tests.embedded.test_up import REPOSITORY, Up, plain_environment, started, within

ZONES: Final = {
    "london": ("Europe/London", "GB"),
    "new-york": ("America/New_York", "US"),
    "kolkata": ("Asia/Kolkata", "IN"),
    "auckland": ("Pacific/Auckland", "NZ"),
    "cairo": ("Africa/Cairo", "EG"),
    "st-johns": ("America/St_Johns", "CA"),
}
BEGIN: Final = datetime(2027, 3, 25, 7, tzinfo=UTC)
"""A Thursday. Good Friday follows; the clocks of Europe change on Sunday 28 March, those of New
Zealand on 4 April."""
DAYS: Final = 11
STEP: Final = timedelta(minutes=30)
MOVED: Final = ("london", "Asia/Tokyo", datetime(2027, 4, 1, 12, tzinfo=UTC))
SEED: Final = 20270325
QUIET: Final = (wall(21), wall(8))
WAITS: Final = """
SELECT (SELECT count(*) FROM person.clocks WHERE due_at <= $1)
  + (SELECT count(*) FROM delivery.deliveries WHERE next_at <= $1 OR state = 'leased')"""


@dataclass
class Life:
    """One of the six: what they planned, and what is known of them."""

    name: str
    token: str
    zone: ZoneInfo
    talks: dict[str, datetime] = field(default_factory=dict)
    """When each talk begins, by its id."""


class Six:
    """The people, asking the running product as an app would, as often as it takes."""

    def __init__(self, up: Up, clock: Path, data: Path) -> None:
        self.up, self.clock, self.data = up, clock, data
        self.mailbox = Mailbox(data / "mail")
        self.lives = {name: self._create(name, *where) for name, where in ZONES.items()}

    def ask(self, life: Life | None, method: str, path: str, body: Any = None) -> Any:
        """One request, again while parts of the product are away."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.up.port}/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json", "if-match": "*"}
            | ({"authorization": f"Bearer {life.token}"} if life else {}),
        )
        for _ in range(300):
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    content = answer.read()
                    return json.loads(content) if content else None
            except urllib.error.HTTPError as no:
                told = no.read().decode()
                no.close()
                if no.code not in {429, 500, 502, 503, 504}:
                    raise RuntimeError(f"{method} {path}: {told}") from no
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"{method} {path}: no answer")

    def plan(self, life: Life, name: str, starts: datetime) -> str:
        """A person who was asked, said yes and has a date."""
        contact, thread, talk = str(new_id()), str(new_id()), str(new_id())
        self.ask(life, "POST", "/contacts", {"id": contact, "name": name, "why": "her article"})
        self.ask(life, "POST", "/threads", {"id": thread, "contact_id": contact})
        self.ask(
            life,
            "POST",
            "/conversations",
            {
                "id": talk,
                "thread_id": thread,
                "starts_at": starts.isoformat(),
                "ends_at": (starts + timedelta(minutes=30)).isoformat(),
                "zone": life.zone.key,
                "medium": "phone",
            },
        )
        life.talks[talk] = starts
        return talk

    def talked(self, life: Life, talk: str) -> None:
        """It took place as planned."""
        told = {"id": str(new_id()), "what": "talked"}
        self.ask(life, "POST", f"/conversations/{talk}/happened", told)

    def deliveries(self, life: Life) -> list[dict[str, Any]]:
        """The whole history that this person can read."""
        rows: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.ask(life, "GET", f"/deliveries?limit=100{cursor}")
            rows += page["items"]
            if not page["next_cursor"]:
                return rows
            cursor = f"&cursor={page['next_cursor']}"

    def mails(self, life: Life) -> list[Mail]:
        """All reminders that this person was sent, the first first."""
        mails = self.mailbox.all(f"{life.name}@example.org")
        return sorted((one for one in mails if "list-unsubscribe" in _headers(one)), key=_sent)

    def go(self, to: datetime) -> None:
        """It is `to` now, and all that is due by then has been looked at."""
        self.clock.write_text(str((to - datetime.now(UTC)).total_seconds()))
        assert within(120, lambda: self._is_settled(to)), f"not settled at {to}"

    def _is_settled(self, now: datetime) -> bool:
        # The role of backups sees every row and writes none.
        try:
            with psycopg.connect(_settings(self.data)["DATABASE_BACKUP_URL"]) as connection:
                row = connection.execute(WAITS.replace("$1", "%(now)s"), {"now": now}).fetchone()
        except psycopg.OperationalError:
            return False
        return row == (0,)

    def _create(self, name: str, zone: str, country: str) -> Life:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "api.cli", "person", "create"),
                *("--token", "--email", f"{name}@example.org"),
            ],
            cwd=REPOSITORY,
            env=plain_environment() | _settings(self.data),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        life = Life(name, json.loads(done.stdout)["token"], ZoneInfo(zone))
        change = {"time_zone": zone, "country": country, "half_hour_days": [1, 2, 3, 4, 5]}
        self.ask(life, "PATCH", "/me/profile", change | {"half_hour_time": "18:00"})
        return life


def _settings(data: Path) -> dict[str, str]:
    lines = (line.partition("=") for line in (data / "environment").read_text().splitlines())
    return {name: shlex.split(value)[0] if value else "" for name, _, value in lines}


def _headers(mail: Mail) -> dict[str, str]:
    return {name.lower(): value for name, value in mail.headers}


def _sent(mail: Mail) -> datetime:
    return parsedate_to_datetime(_headers(mail)["date"])


class Breaking:
    """Kills one part of the product after the other, until the block ends."""

    def __init__(self, up: Up) -> None:
        self.up, self.killed = up, Counter[str]()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._break)

    def __enter__(self) -> "Breaking":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _break(self) -> None:
        dice = random.Random(SEED)
        while not self._over.wait(dice.uniform(4, 12)):
            name = dice.choice(("postgres", "mail", "api", "worker", "worker", "tick"))
            if name in self.up.parts():
                self.up.kill(name)
                self.killed[name] += 1


@pytest.fixture
def six(tmp_path: Path, free_port: int) -> Iterator[Six]:
    data = tmp_path / "state"
    data.mkdir()
    clock = data / "clock"
    clock.write_text(str((BEGIN - datetime.now(UTC)).total_seconds()))
    with started(data, free_port, "--no-demo") as up:
        up.wait_for(r"Sign in +(\S+)")
        yield Six(up, clock, data)


def at(day: str, hour: str, zone: ZoneInfo) -> datetime:
    """This local time there, in UTC."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=zone).astimezone(UTC)


TALKS: Final = (
    ("2027-03-26", "10:00"),
    ("2027-03-28", "10:30"),
    ("2027-03-30", "14:00"),
    ("2027-04-02", "09:30"),
    ("2027-04-04", "10:00"),
)
"""Good Friday, both changes of clocks, and days between."""


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_six_people_in_six_zones_get_each_reminder_once_and_on_time(six: Six) -> None:
    lives = list(six.lives.values())
    for life in lives:
        for number, (day, hour) in enumerate(TALKS):
            six.plan(life, f"{life.name.title()} {number}", at(day, hour, life.zone))
    stopped = moved = tapped = None
    told: dict[str, datetime] = {}
    now = BEGIN
    with Breaking(six.up) as breaking:
        while now < BEGIN + timedelta(days=DAYS):
            six.go(now)
            for life in lives:
                for talk, starts in list(life.talks.items())[::2]:
                    if talk not in told and now >= starts + timedelta(minutes=30):
                        six.talked(life, talk)
                        told[talk] = now
            if moved is None and now >= MOVED[2]:
                moved = six.lives[MOVED[0]]
                six.ask(moved, "PATCH", "/me/profile", {"time_zone": MOVED[1]})
            if stopped is None and (mails := six.mails(six.lives["kolkata"])):
                stopped = _unsubscribe(six, mails, now)
            if tapped is None:
                tapped = _tap(six, six.lives["cairo"])
            now += STEP
    assert sum(breaking.killed.values()) >= 20, breaking.killed
    assert moved
    assert tapped
    assert stopped
    for life in lives:
        _account(six, life, told, stopped)


def _unsubscribe(six: Six, mails: list[Mail], now: datetime) -> tuple[str, datetime]:
    """Stops the kind of the first mail by the header that mail programs press."""
    link = _headers(mails[0])["list-unsubscribe"].strip("<>")
    path = link.partition("/v1")[2]
    for _ in range(2):  # a second press is none
        kind: str = six.ask(None, "POST", path)["kind"]
    return kind, now


def _tap(six: Six, life: Life) -> str | None:
    """Presses the first one-tap link of a mail: looking at it changes nothing, pressing it does."""
    for mail in six.mails(life):
        for link in mail.links:
            if "/tap#" not in link:
                continue
            token = {"token": link.partition("#")[2]}
            looks = [six.ask(None, "POST", "/taps/look", token) for _ in range(2)]
            if looks[0]["state"] != "open":
                continue
            assert looks[0] == looks[1]
            done = six.ask(None, "POST", "/taps", token)
            assert done["state"] == "done"
            return str(done["kind"])
    return None


def _account(
    six: Six, life: Life, told: dict[str, datetime], stopped: tuple[str, datetime]
) -> None:
    """Every mail has its delivery, every delivery its mail or its reason, and all came in time."""
    rows, mails = six.deliveries(life), six.mails(life)
    by_id = {row["id"]: row for row in rows}
    sent = Counter(_headers(mail)["message-id"].strip("<>").partition("@")[0] for mail in mails)
    assert max(sent.values()) == 1, [one for one in sent if sent[one] > 1]
    went = {row["id"] for row in rows if (row["channel"], row["outcome"]) == ("email", "sent")}
    assert sent.keys() == went
    assert {row["state"] for row in rows} <= {"done", "pending"}
    silent = [row for row in rows if row["state"] == "done" and not row["outcome"]]
    assert silent == []
    days: list[date] = []
    for mail in mails:
        row = by_id[_headers(mail)["message-id"].strip("<>").partition("@")[0]]
        when = _sent(mail)
        zone = life.zone
        if life.name == MOVED[0] and when >= MOVED[2]:
            zone = ZoneInfo(MOVED[1])
        local = when.astimezone(zone)
        assert QUIET[1] <= local.time() < QUIET[0], (life.name, row["kind"], local)
        assert timedelta() <= when - datetime.fromisoformat(row["due_at"]) < STEP, (row, when)
        if row["kind"] == "daily":
            days.append(local.date())
            assert wall(18) <= local.time() < wall(18, 30), local
        if life.name == "kolkata" and row["kind"] == stopped[0]:
            assert when < stopped[1] + STEP
    assert len(days) == len(set(days))
    for talk, starts in life.talks.items():
        # By mail, since no device was there to tell; what came in the app has a row of its own.
        soon = [row for row in rows if (row["kind"], row["subject_id"]) == ("talk_soon", talk)]
        soon = [row for row in soon if row["channel"] == "email"]
        if starts <= BEGIN + timedelta(days=DAYS) and stopped[0] != "talk_soon":
            assert [datetime.fromisoformat(row["due_at"]) for row in soon] == [
                starts - timedelta(hours=1)
            ], (life.name, starts, soon)
