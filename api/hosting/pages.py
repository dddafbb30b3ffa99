"""A host's own page: read, agreed to, changed, answered from and erased with its secret alone.

Reading changes nothing, so a program that opens links before a person does harms nobody."""

from uuid import UUID

import asyncpg
from msgspec import UNSET

from api.database import Work
from api.errors import Conflict, InvalidInput, NotFound
from api.hosting.links import hash_of, new_hash, secrets_of
from api.hosting.page_schemas import (
    AskedOfHost,
    HostAgrees,
    HostAnswer,
    HostNewLink,
    OwnHostChange,
    OwnHostPage,
)
from api.hosting.staff import each_topic
from api.hosting.volunteering import OUTDATED
from api.hosting.words import consent_of, consent_version, to_find
from api.organizations.founding import spelled
from api.secrets import Keys


async def read_page(work: Work, secret: str) -> OwnHostPage:
    """Everything that is held about a host. Raises NotFound."""
    row = await _host(work, secret)
    asked = await work.call(
        "SELECT * FROM door.host_page_requests($1, $2)", hash_of(secret), work.now
    )
    kept = dict(row)
    del kept["id"], kept["link"]
    return OwnHostPage(
        **kept,
        consent=consent_of(row["organization"]),
        requests=[AskedOfHost(**one) for one in asked],
    )


async def agree(work: Work, data: HostAgrees) -> OwnHostPage:
    """They volunteer from now on; agreed twice is once. Raises NotFound, InvalidInput (the words have
    changed) and Conflict (ended by the organization)."""
    if data.consent_version != consent_version():
        raise InvalidInput.field("body.consent_version", "outdated", OUTDATED)
    row = await _host(work, data.secret)
    if row["ended_at"] is not None:
        raise Conflict("This invitation is over.")
    await work.call(
        "SELECT door.host_agrees($1, $2, $3)", hash_of(data.secret), data.consent_version, work.now
    )
    return await read_page(work, data.secret)


async def change_page(work: Work, data: OwnHostChange) -> OwnHostPage:
    """Say it in other words, be asked more or less often, pause. Raises NotFound."""
    row = await _host(work, data.secret)
    name = row["name"] if data.name is UNSET else spelled(data.name)
    headline = row["headline"] if data.headline is UNSET else spelled(data.headline)
    topics = row["topics"] if data.topics is UNSET else each_topic(data.topics)
    await work.call(
        "SELECT door.change_host($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        hash_of(data.secret),
        name,
        headline,
        row["field"] if data.field is UNSET else data.field,
        topics,
        to_find(name, headline, topics),
        row["capacity"] if data.capacity is UNSET else data.capacity,
        row["cool_off_days"] if data.cool_off_days is UNSET else data.cool_off_days,
        row["paused_until"] if data.paused_until is UNSET else data.paused_until,
    )
    return await read_page(work, data.secret)


async def answer(work: Work, data: HostAnswer) -> OwnHostPage:
    """Say yes or no. The first answer counts; what has expired or was taken back stays so, and the page
    says it. Raises NotFound."""
    row = await _host(work, data.secret)
    page = await read_page(work, data.secret)
    if data.request_id not in {one.id for one in page.requests}:
        raise NotFound()
    await work.call(
        "SELECT door.answer_host_request($1, $2, $3, $4, $5, $6, $7)",
        hash_of(data.secret),
        data.request_id,
        data.answer == "yes",
        data.said.strip(),
        row["email"] if data.give_email else None,
        data.phone.strip() or None,
        work.now,
    )
    return await read_page(work, data.secret)


async def renew_link(work: Work, keys: Keys, secret: str) -> HostNewLink:
    """Another link; every one from before opens nothing any more. Raises NotFound."""
    row = await _host(work, secret)
    host_id: UUID = row["id"]
    link = row["link"] + 1
    rows = await work.call(
        "SELECT door.renew_host_link($1, $2, $3)",
        hash_of(secret),
        new_hash(keys, host_id, link),
        link,
    )
    if not rows[0][0]:
        raise NotFound()
    return HostNewLink(secrets_of(keys, host_id, link)[0])


async def erase(work: Work, secret: str) -> None:
    """Delete what is held about a host; whoever waits for an answer is told. Raises NotFound."""
    rows = await work.call("SELECT door.erase_host($1, $2)", hash_of(secret), work.now)
    if not rows[0][0]:
        raise NotFound()


async def _host(work: Work, secret: str) -> asyncpg.Record:
    rows = await work.call("SELECT * FROM door.host_page($1)", hash_of(secret))
    if not rows:
        raise NotFound()
    return rows[0]
