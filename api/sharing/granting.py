"""Giving, changing and ending a grant: from the answer on it is so, for every read that begins."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, cast
from uuid import UUID

from sqlalchemy import DateTime, Uuid, and_, bindparam, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.errors import Conflict, InvalidInput, NotFound
from api.localtime import local_time, to_utc
from api.organizations.invitation_schemas import TakingPart
from api.organizations.joining import list_taking_part
from api.organizations.models import Enrolment
from api.sharing.models import Grant
from api.sharing.schemas import GrantGive, GrantRead, Purpose, Scope, Sharing, SharingList

AFTER_THE_COHORT: Final = timedelta(days=30)
"""DOMAIN.md section 2. In a cohort that has long ended, so many days from now."""
_A_DAY: Final = timedelta(days=1)
GRANT_ENDS: Final = "grant_ends"
TOLD_BEFORE: Final = timedelta(days=7)
"""So long before something ends by itself the person is told (DOMAIN.md section 2)."""
TEXT_VERSIONS: Final[dict[Scope, frozenset[int]]] = {
    "activity": frozenset({1}),
    "growth": frozenset({1}),
    "outcome": frozenset({1}),
}
"""The words by which each may be asked for (`sharing_*` in the catalogue of the web app)."""
PURPOSES: Final[dict[Scope, Purpose]] = {
    "activity": "coaching",
    "growth": "coaching",
    "outcome": "results",
}

Told = Literal["grant.given", "grant.revoked"]
Tell = Callable[[Work, Told, UUID, Scope | Literal["item"]], Awaitable[None]]
"""Writes into the journal, which is a later feature."""

_OWNER: Final = bindparam("the_owner", type_=Uuid())
_ENROLMENT: Final = bindparam("of_enrolment", type_=Uuid())
_ONE: Final = bindparam("one", type_=Uuid())
_AT: Final = DateTime(timezone=True)
_NOW: Final = bindparam("now", type_=_AT)
_LIVE: Final = and_(Grant.owner_id == _OWNER, Grant.revoked_at.is_(None), Grant.expires_at > _NOW)
_READ: Final = (
    select(
        Grant.id,
        Grant.scope,
        Grant.purpose,
        Grant.text_version,
        Grant.items,
        Grant.granted_at,
        Grant.expires_at,
        Grant.enrolment_id,
        Grant.revoked_at,
    )
    .where(Grant.owner_id == _OWNER)
    .order_by(Grant.enrolment_id, Grant.scope)
)
LIVE: Final = hot(
    _READ.where(Grant.revoked_at.is_(None), Grant.expires_at > _NOW, Grant.coach_id.is_(None))
)
ONE: Final = hot(_READ.where(Grant.id == _ONE))
OF_SCOPE: Final = hot(
    select(Grant.id).where(
        _LIVE, Grant.enrolment_id == _ENROLMENT, Grant.scope == bindparam("of_scope")
    )
)
WHERE: Final = hot(
    select(Enrolment.organization_id).where(
        Enrolment.person_id == _OWNER, Enrolment.id == _ENROLMENT, Enrolment.status == "active"
    )
)
GIVE: Final = hot(
    insert(Grant).values(
        owner_id=_OWNER,
        id=_ONE,
        organization_id=bindparam("organization_id", type_=Uuid()),
        enrolment_id=_ENROLMENT,
        scope=bindparam("of_scope"),
        purpose=bindparam("purpose"),
        text_version=bindparam("text_version"),
        items=bindparam("items", type_=ARRAY(Uuid())),
        granted_at=_NOW,
        expires_at=bindparam("expires_at", type_=_AT),
        alias_salt=bindparam("alias_salt"),
    )
)
CHANGE: Final = hot(
    update(Grant)
    .where(_LIVE, Grant.id == _ONE)
    .values(
        text_version=bindparam("new_version"),
        items=bindparam("new_items", type_=ARRAY(Uuid())),
        expires_at=bindparam("new_end", type_=_AT),
    )
)
END: Final = hot(
    update(Grant)
    .where(
        Grant.owner_id == _OWNER,
        Grant.enrolment_id == _ENROLMENT,
        Grant.scope == bindparam("of_scope"),
        Grant.revoked_at.is_(None),
    )
    .values(revoked_at=_NOW)
    .returning(Grant.id)
)


def expires_at(ends_on: date, zone: str, now: datetime) -> datetime:
    """When a grant of this cohort ends by itself: 30 days after its last day is over there, or in 30
    days where that is past."""
    over = to_utc(datetime.combine(ends_on + timedelta(days=1), time()), zone)
    end = over + AFTER_THE_COHORT
    return end if end > now else now + AFTER_THE_COHORT


async def tell_before_the_end(work: Work, part: TakingPart, end: datetime) -> None:
    """Have the person told a week before what they share there ends; of less than a week they know."""
    at = end - TOLD_BEFORE
    if at <= work.now:
        return
    await set_clock(
        work,
        GRANT_ENDS,
        part.id,
        end.date().isoformat(),
        due_local=local_time(at, part.time_zone),
        due_zone=part.time_zone,
        due_at=at,
        channel="app",
    )


async def list_sharing(work: Work) -> SharingList:
    """Where the person takes part now, and what is shared there."""
    there = [one for one in (await list_taking_part(work)).items if one.status == "active"]
    rows = await work.fetch(LIVE, the_owner=work.subject.person_id, now=work.now)
    return SharingList(
        [
            Sharing(one, [GrantRead(*row[:7]) for row in rows if row["enrolment_id"] == one.id])
            for one in there
        ]
    )


async def give(
    work: Work, enrolment_id: UUID, scope: Scope, data: GrantGive, tell: Tell
) -> tuple[GrantRead, bool]:
    """Share it; says whether that is new. What is shared already is changed to what is sent, under
    the id that it has: `data.id` is then of no account. One that would end a day earlier or more than
    one given now goes on as long as that.

    Raises NotFound (they do not take part there), Conflict (this id was ended, or is another's) and
    InvalidInput (words that were never shown; goals where none are chosen).
    """
    if data.text_version not in TEXT_VERSIONS[scope]:
        raise InvalidInput.field(
            "body.text_version", "unknown-text", "Load the page again: its words are not current."
        )
    if data.goal_ids and scope != "growth":
        raise InvalidInput.field("body.goal_ids", "no-goals", "Goals are chosen for growth only.")
    part = await _taking_part(work, enrolment_id)
    me = work.subject.person_id
    end = expires_at(part.ends_on, part.time_zone, work.now)
    live = await work.fetchval(
        OF_SCOPE, the_owner=me, of_enrolment=enrolment_id, of_scope=scope, now=work.now
    )
    known = await work.fetchrow(ONE, the_owner=me, one=data.id)
    if known is not None and known["id"] != live:
        raise Conflict("This was ended since: load the page again.")
    if live is None:
        await _begin(work, enrolment_id, scope, data, end)
        await tell_before_the_end(work, part, end)
        await tell(work, "grant.given", data.id, scope)
        return await _read(work, data.id), True
    shown = await _read(work, live)
    if (shown.text_version, shown.goal_ids) == (data.text_version, data.goal_ids) and (
        end - shown.expires_at < _A_DAY
    ):
        return shown, False
    await work.execute(
        CHANGE,
        the_owner=me,
        one=live,
        now=work.now,
        new_version=data.text_version,
        new_items=data.goal_ids,
        new_end=end,
    )
    await tell_before_the_end(work, part, end)
    await tell(work, "grant.given", live, scope)
    return await _read(work, live), False


async def end(work: Work, enrolment_id: UUID, scope: Scope, tell: Tell) -> None:
    """Share it no longer; ended twice is once. Raises NotFound (they never took part there)."""
    await _taking_part(work, enrolment_id, only_now=False)
    for grant_id in await _end(work, enrolment_id, scope):
        await tell(work, "grant.revoked", grant_id, scope)


async def _begin(
    work: Work, enrolment_id: UUID, scope: Scope, data: GrantGive, end: datetime
) -> None:
    me = work.subject.person_id
    # One that expired by itself gives way.
    await _end(work, enrolment_id, scope)
    await work.execute(
        GIVE,
        the_owner=me,
        one=data.id,
        organization_id=await work.fetchval(WHERE, the_owner=me, of_enrolment=enrolment_id),
        of_enrolment=enrolment_id,
        of_scope=scope,
        purpose=PURPOSES[scope],
        text_version=data.text_version,
        items=data.goal_ids,
        now=work.now,
        expires_at=end,
        alias_salt=secrets.token_bytes(16),
    )


async def _end(work: Work, enrolment_id: UUID, scope: Scope) -> Sequence[UUID]:
    rows = await work.fetch(
        END,
        the_owner=work.subject.person_id,
        of_enrolment=enrolment_id,
        of_scope=scope,
        now=work.now,
    )
    return [cast(UUID, row["id"]) for row in rows]


async def _taking_part(work: Work, enrolment_id: UUID, *, only_now: bool = True) -> TakingPart:
    for one in (await list_taking_part(work)).items:
        if one.id == enrolment_id and (one.status == "active" or not only_now):
            return one
    raise NotFound()


async def _read(work: Work, grant_id: UUID) -> GrantRead:
    row = await work.fetchrow(ONE, the_owner=work.subject.person_id, one=grant_id)
    assert row is not None
    return GrantRead(*row[:7])
