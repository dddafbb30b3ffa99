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

from api.deliveries.attempts import FIRST_PAUSE, LEASE
from api.embedded.mailbox import Mail, Mailbox
from api.tables import new_id
from tests.embedded.test_up import REPOSITORY, Up, plain_environment, started

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
SOON: Final = timedelta(minutes=10)
"""What the engine does so soon is waited for: the mail of what was just said in the app, a new try
after one that failed. A leap over it would be the test's own delay."""
PROMPT: Final = timedelta(minutes=5)
"""How long after it is due a mail may come at its first try: whatever it needs may just have been
killed, and starts again meanwhile, on a slow machine."""
WAITS: Final = """
SELECT (SELECT count(*) FROM person.clocks WHERE due_at <= %(now)s)
  + (SELECT count(*) FROM delivery.deliveries WHERE next_at <= %(soon)s OR state = 'leased')"""
TRIES: Final = "SELECT id::text, attempts, failures FROM delivery.deliveries"


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
        self.looks: list[datetime] = []
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
        self.looks.append(to)
        self.clock.write_text(str((to - datetime.now(UTC)).total_seconds()))
        for _ in range(1200):
            if self._is_settled(to):
                return
            time.sleep(0.25)
        raise AssertionError(f"not settled at {to}")

    def looked_at(self, due: datetime) -> datetime:
        """The first moment from `due` on at which the clock stood: nothing is sent before it."""
        return next((look for look in self.looks if look >= due), due)

    def tries(self) -> dict[str, tuple[int, int]]:
        """Of each delivery how often it was tried, and how many of these tries failed."""
        with self._read() as connection:
            return {one: (tries, bad) for one, tries, bad in connection.execute(TRIES)}

    def _is_settled(self, now: datetime) -> bool:
        try:
            with self._read() as connection:
                row = connection.execute(WAITS, {"now": now, "soon": now + SOON}).fetchone()
        except psycopg.OperationalError:
            return False
        return row == (0,)

    def _read(self) -> "psycopg.Connection[Any]":
        # The role of backups sees every row and writes none.
        return psycopg.connect(_settings(self.data)["DATABASE_BACKUP_URL"])

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
    """Kills parts of the product while the clock leaps: `chance` of each leap is disturbed, some moment
    after it. By leaps, not by seconds: a slow machine has as much broken on the way as a fast one."""

    def __init__(self, up: Up, *, chance: float) -> None:
        self.up, self.chance, self.killed = up, chance, Counter[str]()
        self._dice = random.Random(SEED)
        self._under_way: threading.Thread | None = None

    def leap(self) -> None:
        """The clock is about to leap."""
        if self._dice.random() < self.chance:
            self.wait()
            name = self._dice.choice(("postgres", "mail", "api", "worker", "worker", "tick"))
            given = (name, self._dice.uniform(0, 1.5))
            self._under_way = threading.Thread(target=self._kill, args=given)
            self._under_way.start()

    def wait(self) -> None:
        """Until what was killed is there again."""
        if self._under_way is not None:
            self._under_way.join()

    def _kill(self, name: str, seconds: float) -> None:
        time.sleep(seconds)
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
        up.wait_for(r"Sign in +(\S+)", limit=300)
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
    breaking = Breaking(six.up, chance=0.12)
    while now < BEGIN + timedelta(days=DAYS):
        breaking.leap()
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
    breaking.wait()
    assert sum(breaking.killed.values()) >= 40, breaking.killed
    assert moved
    assert tapped
    assert stopped
    tries = six.tries()
    found = [one for life in lives for one in _account(six, life, tries, stopped)]
    assert not found, "\n".join(found)


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
    six: Six, life: Life, tries: dict[str, tuple[int, int]], stopped: tuple[str, datetime]
) -> list[str]:
    """Every mail has its delivery, every delivery its mail or its reason, and all came in time: what
    is not so, a sentence each."""
    rows, mails = six.deliveries(life), six.mails(life)
    by_id = {row["id"]: row for row in rows}
    sent = Counter(_identity(mail) for mail in mails)
    went = {row["id"] for row in rows if (row["channel"], row["outcome"]) == ("email", "sent")}
    found = [f"no mail of {by_id[one]}" for one in went - sent.keys()]
    found += [f"{one} is no delivery that was sent" for one in sent.keys() - went]
    # A try whose end nobody could write down is made again: under the same name, so that a mail
    # program shows it once.
    found += [f"more copies than tries: {one}" for one in went if sent[one] > tries[one][0]]
    found += [f"open: {row}" for row in rows if row["state"] not in {"done", "pending"}]
    found += [f"no reason: {row}" for row in rows if row["state"] == "done" and not row["outcome"]]
    first = {_identity(mail): mail for mail in reversed(mails) if _identity(mail) in went}
    days = Counter[date]()
    for one, mail in first.items():
        row, when = by_id[one], _sent(mail)
        is_moved = life.name == MOVED[0] and when >= MOVED[2]
        local = when.astimezone(ZoneInfo(MOVED[1]) if is_moved else life.zone)
        told = f"{row}, at {local}, {tries[one]} tries"
        if not QUIET[1] <= local.time() < QUIET[0]:
            found.append(f"quiet: {told}")
        due = datetime.fromisoformat(row["due_at"])
        looked = six.looked_at(due)
        late = when - (looked if looked <= when else due)
        if not timedelta() <= late <= _allowed(*tries[one]):
            found.append(f"late by {late}: {told}")
        if row["kind"] == "daily":
            days[local.date()] += 1
            if not wall(18) <= local.time() < wall(18, 30):
                found.append(f"not the half hour: {told}")
        if life.name == "kolkata" and row["kind"] == stopped[0] and when >= stopped[1] + STEP:
            found.append(f"stopped: {told}")
    found += [f"{life.name}: {n} messages on {day}" for day, n in days.items() if n > 1]
    for talk, starts in life.talks.items():
        # By mail, since no device was there to tell; what came in the app has a row of its own.
        soon = [row for row in rows if (row["kind"], row["subject_id"]) == ("talk_soon", talk)]
        dues = [datetime.fromisoformat(row["due_at"]) for row in soon if row["channel"] == "email"]
        owed = starts <= BEGIN + timedelta(days=DAYS) and stopped[0] != "talk_soon"
        if owed and dues != [starts - timedelta(hours=1)]:
            found.append(f"{life.name}: a talk at {starts} has reminders at {dues}")
    return [f"{life.name}: {one}" for one in found]


def _allowed(tries: int, failed: int) -> timedelta:
    """How late a mail may come that was tried so often: after a try that failed the engine waits, twice
    as long each time, and what a worker held that died comes free at the end of its lease."""
    pauses = sum((1.2 * FIRST_PAUSE * 2**n for n in range(failed)), timedelta())
    return PROMPT + pauses + (tries - 1 - failed) * LEASE


def _identity(mail: Mail) -> str:
    return _headers(mail)["message-id"].strip("<>").partition("@")[0]
