"""Hosts as an organization keeps them: invited by mail, put right, paused, mailed again, ended.

Whoever agreed says themselves how often they are asked. What they are asked, and by whom, no staff
read."""

from typing import Any, Final
from uuid import UUID

import asyncpg
from msgspec import UNSET
from sqlalchemy import Date, Text, bindparam, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.accounts.sign_in.addresses import Email, read_email
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.errors import Conflict
from api.etags import require_version
from api.hosting.links import new_hash
from api.hosting.schemas import HostChange, HostInvite, HostPage, HostRead
from api.hosting.words import to_find
from api.limits import Rate, take
from api.organizations.founding import spelled
from api.organizations.host_models import Host
from api.organizations.lists import (
    LATEST,
    ONE,
    ORGANIZATION,
    Listing,
    create_or_same,
    in_pages,
    one_of,
)
from api.paging import Cursors
from api.secrets import Keys

HOST_MAIL: Final = "host_link"
"""The kind of mails with the link of a host's own page."""
PER_ADDRESS: Final = Rate("host-mail", 3, 86_400)
PER_PERSON: Final = Rate("host-mail-person", 100, 86_400)
PER_ORGANIZATION: Final = Rate("host-mail-organization", 300, 86_400)

_READ: Final = select(
    Host.id,
    Host.name,
    Host.email,
    Host.headline,
    Host.field,
    Host.topics,
    Host.capacity,
    Host.cool_off_days,
    Host.paused_until,
    Host.consent_version,
    Host.agreed_at,
    Host.ended_at,
    Host.asked,
    Host.accepted,
    Host.held,
    Host.sent,
    Host.created_at,
    Host.version,
).where(Host.organization_id == ORGANIZATION)


def _shown(row: asyncpg.Record) -> HostRead:
    return HostRead(*row)


LIST: Final = Listing(
    "hosts",
    in_pages(_READ, Host.created_at, Host.id, down=True),
    "created_at",
    LATEST,
    True,
    _shown,
)
READ: Final = hot(_READ.where(Host.id == ONE))
KNOWN: Final = hot(
    select(Host.id).where(
        Host.organization_id == ORGANIZATION,
        Host.email_norm == bindparam("email_norm"),
        Host.ended_at.is_(None),
        Host.id != ONE,
    )
)
LINK: Final = hot(select(Host.link).where(Host.organization_id == ORGANIZATION, Host.id == ONE))
_SAID: Final[dict[str, Any]] = {
    "name": bindparam("name"),
    "headline": bindparam("headline"),
    "field": bindparam("field", type_=Text()),
    "topics": bindparam("topics", type_=ARRAY(Text())),
    "words": bindparam("words"),
}
CREATE: Final = hot(
    insert(Host)
    .values(
        organization_id=ORGANIZATION,
        id=ONE,
        email=bindparam("email"),
        email_norm=bindparam("email_norm"),
        secret_hash=bindparam("secret_hash"),
        capacity=bindparam("capacity"),
        cool_off_days=bindparam("cool_off_days"),
        sent=1,
        **_SAID,
    )
    .on_conflict_do_nothing(index_elements=["organization_id", "id"])
)
_ONE: Final = update(Host).where(Host.organization_id == ORGANIZATION, Host.id == ONE)
CHANGE: Final = hot(_ONE.values(paused_until=bindparam("paused", type_=Date()), **_SAID))
SENT: Final = hot(_ONE.values(sent=Host.sent + 1))
RELINK: Final = hot(
    _ONE.values(
        sent=Host.sent + 1, link=bindparam("new_link"), secret_hash=bindparam("secret_hash")
    )
)


async def list_hosts(
    work: Work, cursors: Cursors, organization_id: UUID, *, limit: int, cursor: str | None
) -> HostPage:
    """A page of hosts, the latest first; those who ended too."""
    return HostPage(*await LIST.read(work, cursors, organization_id, limit=limit, cursor=cursor))


async def read_host(work: Work, organization_id: UUID, host_id: UUID) -> HostRead:
    """One host. Raises NotFound."""
    return _shown(await one_of(work, READ, organization_id, host_id))


async def invite_host(
    work: Work, keys: Keys, organization_id: UUID, data: HostInvite
) -> tuple[HostRead, bool]:
    """Keep somebody and ask them by mail; says whether they are new.

    Raises InvalidInput (no address), Conflict (they are there already, or the id is another
    host's) and TooManyRequests.
    """
    email = read_email(data.email)
    known = await work.fetchrow(
        KNOWN, the_organization=organization_id, one=data.id, email_norm=email.norm
    )
    if known is not None:
        raise Conflict("They are among your hosts already.")
    said = _said(data.name, data.headline, data.field, data.topics)
    made, new = await create_or_same(
        work,
        CREATE,
        lambda: read_host(work, organization_id, data.id),
        lambda shown: (shown.name, shown.email) == (said["name"], email.typed),
        "host",
        the_organization=organization_id,
        one=data.id,
        email=email.typed,
        email_norm=email.norm,
        secret_hash=new_hash(keys, data.id, 1),
        capacity=data.capacity,
        cool_off_days=data.cool_off_days,
        **said,
    )
    if new:
        await _take(work, keys, organization_id, email)
        await mail_link(work, data.id, f"v{made.sent}")
    return made, new


async def change_host(
    work: Work, organization_id: UUID, host_id: UUID, change: HostChange, *, if_match: str | None
) -> HostRead:
    """Put right what is said of a host, or pause them. Raises NotFound, PreconditionRequired,
    PreconditionFailed and Conflict (ended)."""
    shown = await read_host(work, organization_id, host_id)
    require_version(if_match, shown.version)
    _still(shown)
    said = _said(
        shown.name if change.name is UNSET else change.name,
        shown.headline if change.headline is UNSET else change.headline,
        shown.field if change.field is UNSET else change.field,
        shown.topics if change.topics is UNSET else change.topics,
    )
    paused = shown.paused_until if change.paused_until is UNSET else change.paused_until
    before = _said(shown.name, shown.headline, shown.field, shown.topics)
    if (said, paused) == (before, shown.paused_until):
        return shown
    await work.execute(CHANGE, the_organization=organization_id, one=host_id, paused=paused, **said)
    return await read_host(work, organization_id, host_id)


async def mail_host(
    work: Work, keys: Keys, organization_id: UUID, host_id: UUID, *, new_link: bool
) -> HostRead:
    """Mail somebody the link of their own page once more; with `new_link` those from before open
    nothing from now on. Raises NotFound, Conflict (ended) and TooManyRequests."""
    shown = await read_host(work, organization_id, host_id)
    _still(shown)
    await _take(work, keys, organization_id, read_email(shown.email or ""))
    if new_link:
        link = await work.fetchval(LINK, the_organization=organization_id, one=host_id) + 1
        await work.execute(
            RELINK,
            the_organization=organization_id,
            one=host_id,
            new_link=link,
            secret_hash=new_hash(keys, host_id, link),
        )
    else:
        await work.execute(SENT, the_organization=organization_id, one=host_id)
    again = await read_host(work, organization_id, host_id)
    await mail_link(work, host_id, f"v{again.sent}")
    return again


async def end_host(work: Work, organization_id: UUID, host_id: UUID) -> HostRead:
    """They are asked no longer, whoever waits for their answer is told, and their address is
    forgotten; ended twice is once. Raises NotFound."""
    await read_host(work, organization_id, host_id)
    await work.call("SELECT door.end_host($1, $2)", host_id, work.now)
    return await read_host(work, organization_id, host_id)


async def mail_link(work: Work, host_id: UUID, occurrence: str) -> None:
    """Have a host get the link of their page by mail."""
    await set_clock(
        work,
        HOST_MAIL,
        host_id,
        occurrence,
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
    )


def _still(shown: HostRead) -> None:
    if shown.ended_at is not None:
        raise Conflict("They are no host any more: invite them anew.")


def _said(name: str, headline: str, field: str | None, topics: list[str]) -> dict[str, Any]:
    name, headline, topics = spelled(name), spelled(headline), each_topic(topics)
    return {
        "name": name,
        "headline": headline,
        "field": field,
        "topics": topics,
        "words": to_find(name, headline, topics),
    }


def each_topic(topics: list[str]) -> list[str]:
    """Topics as they are kept: each once, however it is written."""
    return list({spelled(one).casefold(): spelled(one) for one in reversed(topics)}.values())[::-1]


async def _take(work: Work, keys: Keys, organization_id: UUID, email: Email) -> None:
    await take(work, keys, PER_ADDRESS, email.norm)
    await take(work, keys, PER_PERSON, str(work.subject.person_id))
    await take(work, keys, PER_ORGANIZATION, str(organization_id))
