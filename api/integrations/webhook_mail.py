"""The mail that tells somebody that one of their webhooks was switched off."""

from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select

from api.database import Work, hot
from api.dates import said_date
from api.deliveries.rules import Claimed, Later, NotWanted, Prepared, Send
from api.integrations.webhook_calls import OFF
from api.integrations.webhook_models import Webhook
from api.localtime import local_time
from api.mail import render_mail
from api.reminders.receivers import receiver_of

HOOK: Final = hot(
    select(Webhook.url, Webhook.failing_since, Webhook.off_why, Webhook.deleted_at).where(
        Webhook.owner_id == bindparam("owner_id"), Webhook.id == bindparam("hook_id")
    )
)


class TellsOff:
    """Tells it once, in waking hours."""

    kind = OFF

    def __init__(self, public_url: str) -> None:
        self._address = public_url

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Tell, unless it goes on again."""
        owner = claimed.tenant_id
        hook = await work.fetchrow(HOOK, owner_id=owner, hook_id=claimed.subject_id)
        if hook is None or hook["deleted_at"] is not None or hook["off_why"] != "failing":
            return NotWanted("goes-on")
        receiver = await receiver_of(work, owner, OFF)
        if receiver is None or receiver.email is None:
            return NotWanted("no-address")
        if receiver.refuses == "vacation" and receiver.away_until is not None:
            return Later(receiver.away_until, "vacation")
        if receiver.refuses is not None:
            return NotWanted(receiver.refuses)
        if receiver.is_quiet(work.now):
            return Later(receiver.quiet.next_allowed(work.now, receiver.zone), "quiet")
        since = local_time(hook["failing_since"], receiver.zone).date()
        letter = render_mail(
            "webhook_off",
            receiver.locale,
            host=urlsplit(hook["url"]).hostname or "",
            since=said_date(since, receiver.locale),
            link=f"{self._address}/settings/webhooks",
        )
        return Send(receiver.email, letter, "")
