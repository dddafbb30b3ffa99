"""What is measured: each request of the hot path, and the statements the product runs for it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from api.contacts.listing import page_statement
from api.contacts.reading import PAGE
from api.conversations.clocks import PREPARATION, RESTS
from api.conversations.entries import MOST_LINES, WRITE
from api.credentials import read_credential
from api.database import Hot
from api.goals.coming_up import COMING_UP
from api.insights.claims import LISTS as CLAIMS
from api.insights.gathering import GATHER
from api.insights.searching import CLAIMS as FOUND_CLAIMS
from api.insights.searching import LINES as FOUND_LINES
from api.overview.candidates import LONGEST_MONTH
from api.overview.owed import OWED
from api.overview.reads import ASIDE, SURROUNDINGS, TALKS, THREADS
from api.threads.lanes import LANES
from api.ties.waiting import NEWS_FOR

from .data import Caller


@dataclass(frozen=True)
class Fresh:
    """Text in which NEW and NEW_EVENT stand for ids that are other ones in every transaction."""

    text: str


Value = str | int | bool | date | datetime | timedelta | UUID | list[str] | Fresh | None


@dataclass(frozen=True)
class Sql:
    """A statement as a pgbench script has it, with the variables it names."""

    text: str
    variables: dict[str, str]


@dataclass(frozen=True)
class Path:
    """One request of the hot path and the scope it enters with.

    `share` is the least part of pgbench's rate that will do, `good` what a good design reaches
    (issue "Foundation", section Speed).
    """

    name: str
    scope: str
    request: Callable[[Caller], Callable[[], bytes]]
    statements: Callable[[Caller], Sequence[tuple[Hot, dict[str, Value]]]]
    writes: bool = False
    share: float | None = None
    good: float | None = None


def script_of(path: Path, caller: Caller, number: int) -> Sql:
    """One transaction of `path` as the product sends it, for a pipeline of pgbench."""
    credential = read_credential(caller.token)
    assert credential is not None
    variables: dict[str, str] = {}

    def put(name: str, value: Value) -> str:
        if value is None:
            return "NULL"
        if isinstance(value, Fresh):
            text = put(name, value.text)
            for new, salt in ((NEW, "line"), (NEW_EVENT, "event")):
                # The same in each statement of a transaction, and in no other.
                text = (
                    f"replace({text}, '{new}', md5(pg_current_xact_id() || '{salt}')::uuid::text)"
                )
            return text
        if value == "":
            return "''"  # pgbench has no empty variables
        variables[f"{name}_{number}"] = _as_text(value)
        return f":{name}_{number}"

    kind, scope = put("kind", credential.subject.kind), put("scope", path.scope)
    hashed = put("hash", "\\x" + credential.hash.hex())
    person = put("person", caller.id)
    lines = [
        "\\startpipeline",
        "BEGIN;",
        f"SELECT door.enter({kind}, {hashed}::bytea, {person}::uuid, {scope});",
    ]
    if path.writes:
        lines.append("SELECT app.begin_write();")
    for step, (hot, values) in enumerate(path.statements(caller)):
        text = " ".join(hot.sql.split())
        every = {**hot.defaults, **values}
        for place in range(len(hot.names), 0, -1):
            name = hot.names[place - 1]
            word = "gen_random_uuid()" if every[name] is NEW else put(f"{name}_{step}", every[name])
            text = _replace(text, place, word)
        lines.append(f"{text};")
    lines += ["COMMIT;", "\\endpipeline"]
    return Sql("\n".join(lines) + "\n", variables)


NEW: Final = UUID(int=0)
NEW_EVENT: Final = UUID(int=1)
"""Stand for ids that are other ones in every transaction."""


def _replace(text: str, place: int, word: str) -> str:
    # From the highest number down: $1 is the beginning of $12.
    return text.replace(f"${place}", word)


def _as_text(value: Value) -> str:
    match value:
        case bool():
            return "t" if value else "f"
        case datetime():
            return value.isoformat()
        case timedelta():
            return f"{value.total_seconds()} seconds"
        case list():
            return "{" + ",".join(value) + "}"
        case _:
            return str(value)


def _get(address: Callable[[Caller], str]) -> Callable[[Caller], Callable[[], bytes]]:
    def request(caller: Caller) -> Callable[[], bytes]:
        made = _head("GET", address(caller), caller) + b"\r\n"
        return lambda: made

    return request


def _head(method: str, address: str, caller: Caller) -> bytes:
    return (
        f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {caller.token}\r\n"
    ).encode()


SOUGHT: Final = "analyst"
LINE: Final = "They said the second year is where people leave, because nobody tells them why."


def _line(tag: str) -> Callable[[Caller], Callable[[], bytes]]:
    return lambda caller: _written(caller, tag)


def _written(caller: Caller, tag: str) -> Callable[[], bytes]:
    head = _head("POST", f"/v1/conversations/{caller.talk_id}/lines", caller)

    def request() -> bytes:
        line = {
            "id": str(UUID(int=random.getrandbits(128), version=4)),
            "tag": tag,
            "text": LINE,
            "at": datetime.now(UTC).isoformat(),
        }
        body = msgspec.json.encode({"lines": [line]})
        return b"%bContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
            head,
            len(body),
            body,
        )

    return request


def _of_list(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    return [
        (page_statement("name", False, ()), {"owner_id": caller.id, "archived": False, "most": 51})
    ]


def _of_lanes(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    return [(LANES, {"owner_id": caller.id, "now": datetime.now(UTC)})]


def _of_page(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    return [(PAGE, {"owner_id": caller.id, "contact_id": caller.contact_id})]


def _of_today(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    now = datetime.now(UTC)
    return [
        (SURROUNDINGS, {"owner_id": caller.id, "now": now, "lately": now - LONGEST_MONTH}),
        (
            TALKS,
            {
                "owner_id": caller.id,
                "soon": now + 2 * PREPARATION,
                "rested": now - RESTS,
            },
        ),
        (THREADS, {"owner_id": caller.id, "now": now}),
        (
            OWED,
            {"owner_id": caller.id, "now": now, "today": now.date(), "news_for": NEWS_FOR},
        ),
        (COMING_UP, {"owner_id": caller.id, "today": now.date()}),
        (ASIDE, {"owner_id": caller.id, "now": now, "back_since": now - LONGEST_MONTH}),
    ]


def _of_claims(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    return [(CLAIMS[(None, False)], {"owner_id": caller.id, "theme": None, "most": 51})]


def _of_search(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    values: dict[str, Value] = {"owner_id": caller.id, "asked": SOUGHT, "most": 20}
    return [(FOUND_CLAIMS, values), (FOUND_LINES, values)]


def _of_line(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    return _of_written(caller, "plain")


def _of_heard_line(caller: Caller) -> list[tuple[Hot, dict[str, Value]]]:
    line = {"id": str(NEW), "line_id": str(NEW), "event_id": str(NEW_EVENT)}
    lines = Fresh(msgspec.json.encode([line]).decode())
    gathered: dict[str, Value] = {"owner_id": caller.id, "lines": lines, "now": datetime.now(UTC)}
    return [*_of_written(caller, "insight"), (GATHER, gathered)]


def _of_written(caller: Caller, tag: str) -> list[tuple[Hot, dict[str, Value]]]:
    entry = {
        "n": 0,
        "id": str(NEW),
        "conversation_id": str(caller.talk_id),
        "kind": "line",
        "tag": tag,
        "text": LINE,
        "at": datetime.now(UTC).isoformat(),
        "supersedes": None,
        "gone": False,
        "promiser": None,
        "due_on": None,
        "question_id": None,
    }
    entries = Fresh(msgspec.json.encode([entry]).decode())
    return [(WRITE, {"owner_id": caller.id, "entries": entries, "most": MOST_LINES})]


LIST: Final = Path(
    "contact list", "contacts:read", _get(lambda _: "/v1/contacts"), _of_list, share=0.18, good=0.22
)
LANES_PATH: Final = Path(
    "lanes", "threads:read", _get(lambda _: "/v1/lanes"), _of_lanes, share=0.30, good=0.35
)
CONTACT: Final = Path(
    "contact page",
    "contacts:read",
    _get(lambda caller: f"/v1/contacts/{caller.contact_id}"),
    _of_page,
    share=0.13,
    good=0.16,
)
TODAY: Final = Path("today", "threads:read", _get(lambda _: "/v1/today"), _of_today)
ADD: Final = Path(
    "add interaction",
    "conversations:write",
    _line("plain"),
    _of_line,
    writes=True,
    share=0.20,
    good=0.25,
)
HEARD: Final = Path(
    "what I heard",
    "conversations:read",
    _get(lambda _: "/v1/insights"),
    _of_claims,
    share=0.18,
    good=0.22,
)
SEARCH: Final = Path(
    "search notes",
    "conversations:read",
    _get(lambda _: f"/v1/search?q={SOUGHT}"),
    _of_search,
)
ADD_HEARD: Final = Path(
    "add what was heard",
    "conversations:write",
    _line("insight"),
    _of_heard_line,
    writes=True,
    share=0.20,
    good=0.25,
)
PATHS: Final = (LIST, LANES_PATH, CONTACT, TODAY, HEARD, SEARCH, ADD, ADD_HEARD)
