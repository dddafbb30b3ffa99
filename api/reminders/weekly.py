"""How the week went, once a week at somebody's last half hour of it (DOMAIN.md sections 5 and 7)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, get_args
from uuid import UUID

from api.database import Work
from api.dates import said_month, said_time, said_weekday
from api.deliveries.rules import Claimed, Later, NotWanted, Prepared, Send, Upcoming
from api.digests.freezing import PRESSING, Due, freeze_weekly
from api.digests.reading import Kept
from api.digests.schemas import DigestRead, DigestStepRead, What
from api.localtime import days_until, local_date, local_time
from api.mail import render_mail
from api.overview.candidates import MINUTES
from api.reminders.looking_back import WEEKLY, enough_this_week, look_back, set_next_weekly
from api.reminders.notes import make_note
from api.reminders.receivers import Receiver, receivers_of
from api.reminders.topics import PATHS
from api.reminders.unsubscribing import Unsubscriber
from api.reminders.wording import hours_left

TOO_LATE: Final = timedelta(hours=24)
"""A look back that was held up longer is read in the app."""
LINKS: Final = {**PATHS, "ask": "/write/{id}"}
"""Where in the app each kind that may be next is done."""


class WeeklyRule:
    """The look back. Whatever comes of it, the next one is set in the same transaction."""

    kind = WEEKLY

    def __init__(self, address: str, unsubscriber: Unsubscriber) -> None:
        self._address = address
        self._unsubscriber = unsubscriber

    async def foresee(self, work: Work, upcoming: Sequence[Upcoming]) -> None:
        """Make the digests of all of them at once, also for those who want no mail of it: it is read
        in the app as well."""
        await freeze_weekly(
            work, [Due(one.tenant_id, one.occurrence, one.due_at) for one in upcoming]
        )

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Did something happen? Then the mail, as it was kept."""
        return (await self.prepare_all(work, [claimed]))[claimed.id]

    async def prepare_all(
        self, work: Work, claimed: Sequence[Claimed]
    ) -> Mapping[UUID, NotWanted | Later | Send]:
        """The same of several people, each with one."""
        receivers = await receivers_of(work, [one.tenant_id for one in claimed], WEEKLY)
        await set_next_weekly(work, receivers)
        dues = [
            Due(one.tenant_id, one.occurrence, one.due_at)
            for one in claimed
            if one.tenant_id in receivers
        ]
        told = await look_back(work, dues)
        return {
            one.id: await self._one(
                work, one, receivers.get(one.tenant_id), told.get(one.tenant_id)
            )
            for one in claimed
        }

    async def _one(
        self, work: Work, claimed: Claimed, receiver: Receiver | None, told: Kept | None
    ) -> NotWanted | Later | Send:
        if receiver is None:
            return NotWanted("no-receiver")
        if receiver.refuses:
            return NotWanted(receiver.refuses)
        if told is None:
            return NotWanted("nothing-to-tell")
        if work.now > claimed.due_at + TOO_LATE:
            return NotWanted("too-late")
        if receiver.is_quiet(work.now):
            return Later(receiver.quiet.next_allowed(work.now, receiver.zone), "quiet")
        if await enough_this_week(work, receiver, claimed.tenant_id):
            return NotWanted("enough-this-week")
        letter = render_mail(
            WEEKLY,
            told.locale,
            **letter_of(told, self._address),
            unsubscribe_page=self._unsubscriber.page(claimed.tenant_id, WEEKLY),
        )
        assert receiver.email is not None
        return Send(
            to=receiver.email,
            letter=letter,
            note=make_note(WEEKLY, told.locale, "/growth/weeks"),
            unsubscribe_url=self._unsubscriber.one_click(claimed.tenant_id, WEEKLY),
            written_at=told.read.at,
        )


def letter_of(told: Kept, address: str) -> dict[str, object]:
    """What the words of the mail are made from; the same of the same digest."""
    read = told.read
    ahead = [
        _row(step, told, address)
        for step in read.next
        if step.kind in LINKS and step.contact.first_name
    ]
    pressing = [row for row in ahead[1:] if row["kind"] in PRESSING]
    return {
        "told": read,
        "names": _names(read),
        "quote": next((line for line in read.lines if line.what == "heard"), None),
        "month": said_month(read.begins, told.locale),
        "step": ahead[0] if ahead else None,
        "rows": pressing,
        "link": f"{address}/growth/weeks",
        "ask_link": f"{address}/people",
    }


def _names(read: DigestRead) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {what: [] for what in get_args(What)}
    for line in read.lines:
        if line.contact.first_name:
            named[line.what].append(line.contact.first_name)
    return named


def _row(step: DigestStepRead, told: Kept, address: str) -> dict[str, object]:
    due, at = step.due_at, told.read.at
    path = LINKS[step.kind].format(id=step.subject_id, contact=step.contact.id)
    return {
        "kind": step.kind,
        "name": step.contact.first_name,
        "names": [],
        "minutes": MINUTES[step.kind],
        "hours": hours_left(due - at) if due and due > at else 0,
        "time": said_time(local_time(due, told.zone), told.locale) if due else "",
        "weekday": said_weekday(local_date(due, told.zone), told.locale) if due else "",
        "days": days_until(due, at, told.zone) if due else 0,
        "about": step.words,
        "link": address + path,
    }
