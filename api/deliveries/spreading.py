"""How one thing that is due reaches its person: said in the app, pushed, or mailed instead.

`infra/decisions/one-thing-one-way.md`. The rows of all its ways are made in the transaction that
says it; the mail stands by without a time while devices are tried, and goes when none took it.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, columns_of, given_rows, hot
from api.deliveries.channel_models import Notice
from api.deliveries.devices import live_devices
from api.deliveries.models import Delivery
from api.deliveries.rules import Claimed, Note, Say
from api.tables import new_id

Pair = tuple[UUID, UUID]

_SAID: Final = given_rows(
    "said",
    owner_id=Uuid(),
    id=Uuid(),
    kind=Text(),
    subject_id=Uuid(),
    occurrence=Text(),
    contact_id=Uuid(),
    title=Text(),
    body=Text(),
    path=Text(),
    at=DateTime(timezone=True),
)
KEEP: Final = hot(
    insert(Notice)
    .from_select([each.name for each in _SAID.c], select(_SAID), include_defaults=False)
    .on_conflict_do_nothing()
)
WAY: Final = hot(
    insert(Delivery)
    .values(
        {
            name: bindparam(name)
            for name in (
                "tenant_id",
                "id",
                "kind",
                "subject_id",
                "occurrence",
                "channel",
                "recipient",
                "due_at",
                "next_at",
                "rung_at",
                "because",
            )
        }
    )
    .on_conflict_do_nothing()
    .returning(Delivery.id)
)
_SAME: Final = (
    (Delivery.tenant_id == bindparam("the_tenant"))
    & (Delivery.kind == bindparam("the_kind"))
    & (Delivery.subject_id == bindparam("the_subject"))
    & (Delivery.occurrence == bindparam("the_occurrence"))
)
_STANDS_BY: Final = (
    (Delivery.channel == "email") & (Delivery.state == "pending") & Delivery.next_at.is_(None)
)
STANDING_BY: Final = hot(select(Delivery.id).where(_SAME, _STANDS_BY).with_for_update())
UNDECIDED: Final = hot(
    select(func.count(Delivery.id)).where(
        _SAME,
        Delivery.channel == "push",
        Delivery.state.in_(["pending", "leased"]) | (Delivery.outcome == "sent"),
    )
)
RELEASE: Final = hot(
    update(Delivery)
    .where(_SAME, _STANDS_BY)
    .values(
        next_at=bindparam("the_now", type_=Delivery.due_at.type),
        rung_at=bindparam("the_now", type_=Delivery.due_at.type),
        because=bindparam("why", type_=Delivery.because.type),
    )
    .returning(Delivery.id)
)
CLOSE: Final = hot(
    update(Delivery)
    .where(_SAME, _STANDS_BY)
    .values(
        state="done",
        outcome=bindparam("new_outcome", type_=Delivery.outcome.type),
        finished_at=bindparam("the_now", type_=Delivery.due_at.type),
    )
)


async def keep_notices(work: Work, said: Sequence[tuple[Claimed, Note]]) -> None:
    """Have the app tell what is said now. Again for the same happening changes nothing."""
    rows = [
        (
            one.tenant_id,
            new_id(),
            one.kind,
            one.subject_id,
            one.occurrence,
            note.contact_id,
            note.title,
            note.body,
            note.path,
            work.now,
        )
        for one, note in said
    ]
    if rows:
        await work.execute(KEEP, **columns_of(_SAID, rows))


async def spread(work: Work, one: Claimed, say: Say) -> Sequence[Pair]:
    """Make the deliveries of every other way this goes, and name those that are due now."""
    devices = await live_devices(work, one.tenant_id) if say.push else []
    due = [await _way(work, one, "push", device, stands_by=False) for device in devices]
    if say.mail:
        because = None if devices else "no-device" if say.push else "push-off"
        mail = await _way(
            work, one, "email", one.tenant_id, stands_by=bool(devices), because=because
        )
        due += [] if devices else [mail]
    return [(one.tenant_id, way) for way in due if way is not None]


async def _way(
    work: Work,
    one: Claimed,
    channel: str,
    recipient: UUID,
    *,
    stands_by: bool,
    because: str | None = None,
) -> UUID | None:
    return await work.fetchval(  # type: ignore[no-any-return]
        WAY,
        tenant_id=one.tenant_id,
        id=new_id(),
        kind=one.kind,
        subject_id=one.subject_id,
        occurrence=one.occurrence,
        channel=channel,
        recipient=recipient,
        due_at=one.due_at,
        next_at=None if stands_by else work.now,
        # Whoever says it goes on with these at once; the bell is for when it can't.
        rung_at=None if stands_by else work.now,
        because=because,
    )


async def hold_mail(work: Work, one: Claimed) -> bool:
    """Take the mail that stands by for this push, so that two devices that end at the same time
    decide one after the other; whether there is one."""
    return await work.fetchval(STANDING_BY, **_same(one)) is not None


async def decide_mail(work: Work, one: Claimed, outcome: str) -> Sequence[Pair]:
    """Once this push has ended so: what took it needs no mail, what is not wanted neither; where no
    device took it and none is still tried, the mail goes. Names the mail if it is due now."""
    if outcome == "sent":
        await work.execute(CLOSE, **_same(one), new_outcome="not-wanted:pushed", the_now=work.now)
        return []
    if await work.fetchval(UNDECIDED, **_same(one)):
        return []
    if outcome.startswith("not-wanted:"):
        await work.execute(CLOSE, **_same(one), new_outcome=outcome, the_now=work.now)
        return []
    why = "push-gone" if outcome == "gone" else "push-failed"
    released = await work.fetchval(RELEASE, **_same(one), the_now=work.now, why=why)
    return [(one.tenant_id, released)] if released is not None else []


def _same(one: Claimed) -> dict[str, object]:
    return {
        "the_tenant": one.tenant_id,
        "the_kind": one.kind,
        "the_subject": one.subject_id,
        "the_occurrence": one.occurrence,
    }
