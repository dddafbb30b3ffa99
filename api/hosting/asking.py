"""Whoever takes part finds hosts and asks them. How often a host is asked, and in which order they
are shown, the database decides (`door.hosts_for`, `door.ask_host`, migration 0102)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from api.accounts.place import read_place
from api.contacts.names import words_of
from api.database import Work
from api.deliveries.clocks import set_clock
from api.errors import Conflict, NotFound
from api.hosting.schemas import (
    HostAsk,
    HostFound,
    HostRequestList,
    HostRequestRead,
    HostsFound,
)
from api.insights.ledger import place_of
from api.limits import Rate, take
from api.localtime import Due, local_date, start_of
from api.paging import Cursors
from api.secrets import Keys

ASKED: Final = "host_request"
"""The kind of the mail that asks a host."""
EXPIRES: Final = "host_request_expires"
LASTS: Final = 10
"""Business days for an answer (DOMAIN.md section 5)."""
MOST_OPEN: Final = 3
"""Requests of one person that wait for an answer in an organization: nobody asks everybody."""
PER_PERSON: Final = Rate("host-request", 10, 86_400)
_DAY: Final = timedelta(days=1)


class _After(msgspec.Struct, frozen=True):
    times: int
    place: str


async def find_hosts(
    work: Work,
    cursors: Cursors,
    enrolment_id: UUID,
    *,
    words: str | None,
    field: str | None,
    limit: int,
    cursor: str | None,
) -> HostsFound:
    """A page of hosts who can be asked now, those asked least in three months first; nobody where the
    caller does not take part."""
    me, wanted = work.subject.person_id, words_of(words or "")
    name = f"hosts-for:{enrolment_id}:{' '.join(wanted)}:{field or ''}"
    after = cursors.read(cursor, me, name, _After) if cursor else _After(-1, "")
    rows = await work.call(
        "SELECT * FROM door.hosts_for($1, $2, $3, $4, $5, $6, $7)",
        enrolment_id,
        wanted,
        field,
        after.times,
        after.place,
        limit + 1,
        work.now,
    )
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = cursors.write(me, name, _After(last["times"], last["place"]))
    found = [
        HostFound(row["id"], row["name"], row["headline"], row["field"], row["topics"])
        for row in rows[:limit]
    ]
    return HostsFound(found, following)


async def ask_host(
    work: Work, keys: Keys, enrolment_id: UUID, data: HostAsk
) -> tuple[HostRequestRead, bool]:
    """Ask a host for a talk; says whether it is new (the same again is not).

    Raises NotFound (no such host, or the caller does not take part), Conflict (asked before, too
    many open, asked enough for now) and TooManyRequests.
    """
    expires = await expiry(work, work.now)
    rows = await work.call(
        "SELECT door.ask_host($1, $2, $3, $4, $5, $6, $7) AS new",
        enrolment_id,
        data.host_id,
        data.id,
        data.body.strip(),
        expires.due_at,
        MOST_OPEN,
        work.now,
    )
    if rows[0]["new"]:
        await take(work, keys, PER_PERSON, str(work.subject.person_id))
        await set_clock(
            work,
            ASKED,
            data.id,
            "asked",
            due_local=work.now.replace(tzinfo=None),
            due_zone="UTC",
            due_at=work.now,
        )
        await set_clock(
            work,
            EXPIRES,
            data.id,
            "expires",
            due_local=expires.due_local,
            due_zone=expires.due_zone,
            due_at=expires.due_at,
            channel="app",
        )
    return await read_request(work, data.id), bool(rows[0]["new"])


async def expiry(work: Work, asked_at: datetime) -> Due:
    """The end of the tenth business day after this moment, where the person lives."""
    zone, calendar = place_of(await read_place(work))
    last = calendar.add_business_days(local_date(asked_at, zone), LASTS)
    return start_of(last + _DAY, zone)


async def list_requests(work: Work) -> HostRequestList:
    """The caller's requests."""
    rows: list[asyncpg.Record] = await work.call(
        "SELECT * FROM door.own_host_requests($1)", work.now
    )
    return HostRequestList([HostRequestRead(**row) for row in rows])


async def read_request(work: Work, request_id: UUID) -> HostRequestRead:
    """One of the caller's latest 200 requests. Raises NotFound."""
    for one in (await list_requests(work)).items:
        if one.id == request_id:
            return one
    raise NotFound()


async def take_back(work: Work, request_id: UUID) -> HostRequestRead:
    """Ask no longer; taken back twice is once. Raises NotFound and Conflict (answered)."""
    rows = await work.call("SELECT door.take_host_request_back($1, $2)", request_id, work.now)
    if rows[0][0] is None:
        raise NotFound()
    if rows[0][0] in {"accepted", "declined"}:
        raise Conflict("They have answered.")
    return await read_request(work, request_id)


async def tell_held(work: Work, request_id: UUID) -> HostRequestRead:
    """Count the talk for the host and the organization: that there was one, nothing else. Told twice
    is once. Raises NotFound and Conflict (no yes)."""
    rows = await work.call("SELECT door.tell_host_talk($1, $2)", request_id, work.now)
    if rows[0][0] is None:
        raise NotFound()
    if rows[0][0] != "accepted":
        raise Conflict("There was no yes to this request.")
    return await read_request(work, request_id)
