"""Giving back: whoever takes part, or did, becomes a host there in one step."""

from typing import Final
from uuid import UUID

from api.database import Work
from api.errors import InvalidInput
from api.hosting.links import new_hash
from api.hosting.schemas import Volunteer, Volunteering, VolunteeringRead, VolunteeringWhere
from api.hosting.staff import each_topic, mail_link
from api.hosting.words import consent_of, consent_version, to_find
from api.organizations.founding import spelled
from api.organizations.joining import list_taking_part
from api.secrets import Keys
from api.tables import new_id

OUTDATED: Final = "These words have changed since: read them again."


async def read_volunteering(work: Work) -> VolunteeringRead:
    """Where the caller is a host, and where they could become one: one way for each organization."""
    rows = await work.call("SELECT * FROM door.volunteering()")
    items = [Volunteering(**row) for row in rows]
    there = {one.organization for one in items}
    possible: dict[str, VolunteeringWhere] = {}
    for part in (await list_taking_part(work)).items:
        if part.organization not in there:
            one = VolunteeringWhere(
                part.id,
                part.organization,
                part.programme,
                part.name,
                consent_of(part.organization),
            )
            possible.setdefault(part.organization, one)
    return VolunteeringRead(items, list(possible.values()))


async def volunteer(
    work: Work, keys: Keys, enrolment_id: UUID, data: Volunteer
) -> tuple[VolunteeringRead, bool]:
    """Become a host there; says whether that is new. The link of their own page goes to their address.

    Raises NotFound (they never took part) and InvalidInput (the words have changed).
    """
    if data.consent_version != consent_version():
        raise InvalidInput.field("body.consent_version", "outdated", OUTDATED)
    host_id, name, headline = new_id(), spelled(data.name), spelled(data.headline)
    topics = each_topic(data.topics)
    rows = await work.call(
        "SELECT * FROM door.volunteer($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        enrolment_id,
        host_id,
        name,
        headline,
        data.field,
        topics,
        to_find(name, headline, topics),
        data.capacity,
        data.cool_off_days,
        new_hash(keys, host_id, 1),
        data.consent_version,
        work.now,
    )
    if rows[0]["begins"]:
        await mail_link(work, rows[0]["id"], "agreed")
    return await read_volunteering(work), bool(rows[0]["begins"])
