"""Clocks without a mail: what a changed profile means for all clocks, and talks nobody told about."""

from typing import Final

from sqlalchemy import bindparam, update

from api.conversations.alarms import TALK_RESTS, recompute_alarms
from api.conversations.models import Conversation
from api.database import Work, hot
from api.deliveries.rules import Claimed, Done, NotWanted, Prepared
from api.insights.ledger import recompute_promises
from api.reminders.daily import set_next_daily
from api.reminders.looking_back import DAILY, set_next_weekly
from api.reminders.receivers import receiver_of
from api.threads.closing import recompute_clocks

SETTLE: Final = "settle"

REST: Final = hot(
    update(Conversation)
    .where(
        Conversation.owner_id == bindparam("the_owner"),
        Conversation.id == bindparam("the_id"),
        Conversation.state == "planned",
        Conversation.ends_at <= bindparam("the_now", type_=Conversation.ends_at.type),
        Conversation.deleted_at.is_(None),
    )
    .values(state="resting", thanks_due_at=None)
)


class Settle:
    """A profile is new or changed: its clocks are computed anew, all of them."""

    kind = SETTLE

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Compute them; nothing to do for an account that is ending."""
        receiver = await receiver_of(work, claimed.tenant_id, DAILY)
        if receiver is None:
            return NotWanted("no-receiver")
        await work.write()
        await recompute_clocks(work)
        await recompute_alarms(work)
        await recompute_promises(work)
        await set_next_daily(work, receiver, claimed.tenant_id)
        await set_next_weekly(work, {claimed.tenant_id: receiver})
        return Done("settled")


class TalkRests:
    """Seven days after the planned end of a talk that nobody told about it rests, uncounted
    (DOMAIN.md section 4)."""

    kind = TALK_RESTS

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Let it rest, unless something was told."""
        await work.write()
        done = await work.execute(
            REST, the_owner=claimed.tenant_id, the_id=claimed.subject_id, the_now=work.now
        )
        return Done("rests") if done == "UPDATE 1" else NotWanted("told")
