"""One message a day, at the person's own half hour, and only if something is due (DOMAIN.md 5)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, select

from api.database import Work, hot
from api.dates import said_date, said_time, said_weekday
from api.deliveries.clocks import set_clock
from api.deliveries.models import Delivery
from api.deliveries.occurrence import on_day
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.localtime import days_until, local_time
from api.mail import render_mail
from api.overview.schemas import TodayItem
from api.overview.today import read_today
from api.reminders.daily_rows import Told, told
from api.reminders.looking_back import DAILY, enough_this_week, is_told_by_the_week
from api.reminders.notes import make_note
from api.reminders.receivers import Receiver, receiver_of
from api.reminders.recurring import next_message
from api.reminders.topics import address_of
from api.reminders.unsubscribing import Unsubscriber
from api.reminders.ways import Ways, ways_of
from api.reminders.wording import hours_left

TOO_LATE: Final = timedelta(hours=12)
"""A message that was held up longer would meet the next one."""

LAST_SENT: Final = hot(
    select(func.max(Delivery.finished_at)).where(
        Delivery.tenant_id == bindparam("owner_id"),
        Delivery.kind == DAILY,
        Delivery.outcome == "sent",
    )
)
LAST_DAY: Final = hot(
    select(func.max(Delivery.occurrence)).where(
        Delivery.tenant_id == bindparam("owner_id"), Delivery.kind == DAILY
    )
)


class DailyRule:
    """The one message a day. Whatever comes of it, the next one is set in the same transaction."""

    kind = DAILY

    def __init__(self, address: str, unsubscriber: Unsubscriber) -> None:
        self._address = address
        self._unsubscriber = unsubscriber

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Something due today? Then the mail."""
        receiver = await receiver_of(work, claimed.tenant_id, DAILY)
        if receiver is None:
            return NotWanted("no-receiver")
        await set_next_daily(work, receiver, claimed.tenant_id)
        if receiver.refuses:
            return NotWanted(receiver.refuses)
        if work.now > claimed.due_at + TOO_LATE:
            return NotWanted("too-late")
        if receiver.is_quiet(work.now):
            return NotWanted("quiet")
        if await enough_this_week(work, receiver, claimed.tenant_id):
            return NotWanted("enough-this-week")
        if await is_told_by_the_week(work, receiver, claimed.tenant_id, claimed.due_at):
            return NotWanted("told-by-the-week")
        since = await work.fetchval(LAST_SENT, owner_id=claimed.tenant_id) or receiver.since
        back = receiver.away_until is not None and since < receiver.away_until <= work.now
        tell = told(await read_today(work), receiver.off, since=since, now=work.now, back=back)
        if not tell.worth:
            return NotWanted("nothing-due")
        ways = await ways_of(work, claimed, self._address, self._unsubscriber)
        return self._send(tell, back, ways, receiver, claimed, work.now)

    def _send(
        self,
        tell: Told,
        back: bool,
        ways: Ways,
        receiver: Receiver,
        claimed: Claimed,
        now: datetime,
    ) -> Send:
        letter = render_mail(
            DAILY,
            receiver.locale,
            rows=[self._row(row, ways, now, receiver.locale) for row in tell.rows],
            more=tell.more,
            back=back,
            link=self._address + "/",
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, DAILY),
        )
        note = make_note(DAILY, receiver.locale, "/")
        assert receiver.email is not None
        return Send(
            to=receiver.email,
            letter=letter,
            note=note,
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, DAILY),
        )

    def _row(self, item: TodayItem, ways: Ways, now: datetime, locale: str) -> dict[str, object]:
        due = item.due
        return {
            "kind": item.kind,
            "name": item.contact.first_name if item.contact else "",
            "names": [one.first_name for one in item.names],
            "minutes": item.minutes,
            "hours": hours_left(due.at - now) if due and due.at > now else 0,
            "time": said_time(due.local, locale) if due else "",
            "day": said_date(due.local.date(), locale) if due else "",
            "weekday": said_weekday(due.local.date(), locale) if due else "",
            "days": days_until(due.at, now, due.zone) if due else 0,
            "line": item.line,
            "about": item.about or "",
            "link": address_of(item, self._address),
            "ways": ways.of(item),
        }


async def set_next_daily(work: Work, receiver: Receiver, owner_id: UUID) -> None:
    """Set the clock of the next half hour of this person, on a date that had no message yet."""
    last = await work.fetchval(LAST_DAY, owner_id=owner_id)
    name, at = next_message(receiver.next_half_hour, work.now, on_day, last)
    await set_clock(
        work,
        DAILY,
        owner_id,
        name,
        due_local=local_time(at, receiver.zone),
        due_zone=receiver.zone,
        due_at=at,
        owner_id=owner_id,
    )
