"""One message a day, at the person's own half hour, and only if something is due (DOMAIN.md 5)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, select

from api.database import Work, hot
from api.dates import said_time
from api.deliveries.clocks import set_clock
from api.deliveries.models import Delivery
from api.deliveries.occurrence import on_day
from api.deliveries.rules import Claimed, NotWanted, Prepared, Send
from api.localtime import local_time
from api.mail import render_mail
from api.overview.schemas import Kind, TodayItem, TodayRead
from api.overview.today import read_today
from api.reminders.receivers import Receiver, receiver_of
from api.reminders.unsubscribing import Unsubscriber
from api.reminders.wording import hours_left

DAILY: Final = "daily"
FIRST_DAYS: Final = timedelta(days=21)
MOST_A_WEEK: Final = 3
"""In the first 21 days at most three messages a week (DOMAIN.md section 5)."""
TOO_LATE: Final = timedelta(hours=12)
"""A message that was held up longer would meet the next one."""

DUE_KINDS: Final[frozenset[Kind]] = frozenset(
    {
        "write_thanks",
        "debrief",
        "did_you_talk",
        "date_soon",
        "prepare",
        "follow_up",
        "close",
        "find_time",
        "new_time",
        "promise_mine",
    }
)
"""What makes a message come. "Any answers?" and news for people ride along; ideas wait on Today."""
ROWS: Final = 4

SENT_LATELY: Final = hot(
    select(func.count(Delivery.id)).where(
        Delivery.tenant_id == bindparam("owner_id"),
        Delivery.kind == DAILY,
        Delivery.outcome == "sent",
        Delivery.finished_at > bindparam("since", type_=Delivery.created_at.type),
    )
)
LAST_DAY: Final = hot(
    select(func.max(Delivery.occurrence)).where(
        Delivery.tenant_id == bindparam("owner_id"), Delivery.kind == DAILY
    )
)

PATHS: Final[dict[Kind, str]] = {
    "write_thanks": "/talks/{id}/after?step=thanks",
    "debrief": "/talks/{id}/after",
    "did_you_talk": "/talks/{id}/after",
    "date_soon": "/talks/{id}",
    "prepare": "/talks/{id}/prepare",
    "promise_mine": "/growth/promises",
    "any_answers": "/people?lane=asked",
    "follow_up": "/write/{id}?kind=follow_up",
    "close": "/write/{id}",
    "choose_time": "/times/{id}",
    "find_time": "/times/{id}",
    "new_time": "/times/{id}",
    "tell_introducer": "/people/{contact}/tell?circle={id}",
    "advice_told": "/people/{contact}/tell?advice={id}",
    "first_update": "/people/{contact}/tell",
    "keep_in_touch": "/people/{contact}/tell",
}
"""What the message may tell of, and where in the app it is done. Ideas and drafts wait on Today."""


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
        if work.now - receiver.since < FIRST_DAYS and await _enough(work, claimed.tenant_id):
            return NotWanted("enough-this-week")
        today = await read_today(work)
        rows = _rows(today)
        if not any(row.kind in DUE_KINDS for row in rows):
            return NotWanted("nothing-due")
        return self._send(rows, receiver, claimed, work.now)

    def _send(
        self, rows: list[TodayItem], receiver: Receiver, claimed: Claimed, now: datetime
    ) -> Send:
        letter = render_mail(
            DAILY,
            receiver.locale,
            rows=[self._row(row, now, receiver.locale) for row in rows],
            link=self._address + "/",
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, DAILY),
        )
        return Send(
            to=receiver.email,
            letter=letter,
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, DAILY),
        )

    def _row(self, item: TodayItem, now: datetime, locale: str) -> dict[str, object]:
        due = item.due
        return {
            "kind": item.kind,
            "name": item.contact.first_name if item.contact else "",
            "names": [one.first_name for one in item.names],
            "minutes": item.minutes,
            "hours": hours_left(due.at - now) if due and due.at > now else 0,
            "time": said_time(due.local, locale) if due else "",
            "tomorrow": bool(due and due.local.date() > local_time(now, due.zone).date()),
            "line": item.line,
            "about": item.about or "",
            "link": self._address
            + PATHS[item.kind].format(
                id=item.subject.id, contact=item.contact.id if item.contact else ""
            ),
        }


def _rows(today: TodayRead) -> list[TodayItem]:
    every = [*([today.card] if today.card else []), *today.then, *today.can_wait]
    told = [item for item in every if item.kind in PATHS]
    return sorted(told, key=lambda item: item.kind not in DUE_KINDS)[:ROWS]


async def _enough(work: Work, owner_id: UUID) -> bool:
    since = work.now - timedelta(days=7)
    sent = await work.fetchval(SENT_LATELY, owner_id=owner_id, since=since)
    return int(sent) >= MOST_A_WEEK


async def set_next_daily(work: Work, receiver: Receiver, owner_id: UUID) -> None:
    """Set the clock of the next half hour of this person, on a date that had no message yet: whoever
    moved to another zone meets the same date twice."""
    last = await work.fetchval(LAST_DAY, owner_id=owner_id)
    day, at = receiver.half_hour.next_occurrence(work.now, receiver.zone)
    while last is not None and on_day(day) <= last:
        day, at = receiver.half_hour.next_occurrence(at, receiver.zone)
    await set_clock(
        work,
        DAILY,
        owner_id,
        on_day(day),
        due_local=local_time(at, receiver.zone),
        due_zone=receiver.zone,
        due_at=at,
        owner_id=owner_id,
    )
