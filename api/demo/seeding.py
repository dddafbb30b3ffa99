"""Tells the story to the product as a person would, each step at its own moment."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

import msgspec

from api.accounts.operator import create_person
from api.accounts.schemas import ProfileChange
from api.accounts.service import change_profile
from api.accounts.sign_in.arriving import Means
from api.clock import Clock
from api.config import ConfigurationError, Settings
from api.contacts.cards import create_contact
from api.contacts.changing import change_contact
from api.contacts.employer_schemas import EmployerCreate, IntroductionCreate
from api.contacts.employers import create_employer
from api.contacts.introductions import create_introduction
from api.contacts.schemas import ContactChange, ContactCreate, PointWrite
from api.conversations.debrief import DONE, keep_step
from api.conversations.hearing import hear
from api.conversations.lines import write_lines
from api.conversations.outcome import happened, record_past
from api.conversations.planning import plan
from api.conversations.schemas import HappenedTold, LineWritten, PastTalk, Tag, TalkPlan
from api.courier import Courier
from api.credentials import SCOPES, Credential, read_credential
from api.database import Database, Work
from api.demo.aftermath import Held, tell_aftermath
from api.demo.afterwards import AFTER
from api.demo.grouping import tell_grouped
from api.demo.growing import Tale, tell_growth
from api.demo.long_view import tell_long_view
from api.demo.preparing import prepare_talk, tell_story
from api.demo.skilled import tell_own_levels, tell_skills
from api.demo.story import (
    CAST,
    DO_NOT_CONTACT,
    PRESENT,
    TALKS,
    Cast,
    ask_of,
    thanks_of,
)
from api.demo.timing import tell_offered
from api.demo.wishes import tell_wishes
from api.insights.gathering import gather
from api.localtime import BusinessCalendar, to_utc
from api.mail import Mailer
from api.secrets import Keys
from api.tables import new_id
from api.threads.checks.draft import Channel
from api.threads.message_schemas import MessageSent, MessageStart
from api.threads.messages import start_message
from api.threads.schemas import HappeningTold, Introduced, ThreadStart
from api.threads.sending import mark_sent
from api.threads.service import start_thread
from api.threads.stages import Happening
from api.threads.telling import Around, tell

EMAIL: Final = "nora@example.org"
ZONE: Final = "Europe/London"
CLOSES_AFTER: Final = 19
"""Business days after which a silent ask has closed by itself (14 + 5, DOMAIN.md section 5)."""
AROUND: Final = Around(listeners=(hear,))

_ANSWERS: Final = {
    "yes": Happening.ANSWERED_YES,
    "scheduled": Happening.ANSWERED_YES,
    "scheduling": Happening.ANSWERED_YES,
    "cancelled": Happening.ANSWERED_YES,
    "later": Happening.ANSWERED_LATER,
    "declined": Happening.DECLINED,
}


class StoryClock(Clock):
    """A clock that stands at the moment that is being told."""

    def __init__(self, present: datetime) -> None:
        super().__init__()
        self.moment = present

    def now(self) -> datetime:
        """The moment that is being told."""
        return self.moment


class Teller:
    """Nora, telling. Days are counted back from `today` and moved to working days."""

    def __init__(self, database: Database, clock: StoryClock, credential: Credential) -> None:
        self._database = database
        self._clock = clock
        self._credential = credential
        self._present = clock.moment
        self._today = self._present.date()
        self._calendar = BusinessCalendar("GB")
        self._contacts: dict[str, UUID] = {}
        self._threads: dict[str, UUID] = {}
        self._talks: dict[str, UUID] = {}

    @asynccontextmanager
    async def at(self, moment: datetime) -> AsyncIterator[Work]:
        """One thing told at `moment`, in a transaction of its own."""
        self._clock.moment = min(moment, self._present)
        async with self._database.enter(self._credential, "threads:write", writing=True) as work:
            yield work

    def on(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """An hour of the working day nearest before so many days ago, in Leeds."""
        day = self._today - timedelta(days=days_ago)
        while days_ago and not self._calendar.is_business_day(day):
            day -= timedelta(days=1)
        return self._wall(day, hour, minute)

    def _wall(self, day: date, hour: int, minute: int = 0) -> datetime:
        return to_utc(datetime.combine(day, time(hour, minute)), ZONE)

    async def tell_all(self, step: Callable[[], None]) -> None:
        """The whole story, the earliest first; `step` is called after each person."""
        await self._settle_in()
        for cast in sorted(CAST, key=lambda one: -(one.asked or one.held or 1)):
            await self._meet(cast)
        for cast in sorted(CAST, key=lambda one: -(one.asked or one.held or 0)):
            await self._pursue(cast)
            step()
        await tell_own_levels(self.at, self.on(12, 19))
        tale = Tale(
            at=self.at,
            on=self.on,
            today=self._today,
            talks=self._talks,
            contacts=self._contacts,
            threads=self._threads,
        )
        await tell_growth(tale)
        await tell_long_view(tale)
        await tell_grouped(self.at, self._present - timedelta(hours=2))

    async def _settle_in(self) -> None:
        async with self.at(self.on(172, 19)) as work:
            await change_profile(
                work,
                ProfileChange(
                    name="Nora Haas",
                    time_zone=ZONE,
                    country="GB",
                    half_hour_days=[2, 7],
                    half_hour_time="19:00",
                    wish_kind="new_field",
                    wish_line="Clinical informatics analyst, in a hospital or public body",
                    first_run_done_at=work.now,
                ),
                if_match="*",
            )
            await create_employer(work, EmployerCreate(new_id(), PRESENT, present=True))
        await tell_wishes(self.at, self.on(60, 20))
        await tell_story(self.at, self.on(160, 19), self.on(40, 19))

    def _known(self, cast: Cast, days_ago: int) -> datetime:
        """An evening so long ago; whoever is not asked yet is known since the talk that named them."""
        evening = self.on(days_ago, 19)
        named = next((one.held for one in CAST if one.name == cast.introduced_by), None)
        if cast.asked is None and named is not None:
            evening = max(evening, self.on(named, 19))
        return min(evening, self._present)

    async def _meet(self, cast: Cast) -> None:
        given, _, family = cast.name.partition(" ")
        contact_id = self._contacts[cast.name] = new_id()
        points = []
        if cast.email:
            address = f"{given}.{family.replace(' ', '')}@example.org".lower()
            points = [PointWrite(kind="email", value=address)]
        async with self.at(self._known(cast, (cast.asked or cast.held or 20) + 3)) as work:
            await create_contact(
                work,
                ContactCreate(
                    id=contact_id,
                    given_name=given,
                    family_name=family,
                    role=cast.role,
                    employer=cast.employer,
                    source=cast.source,  # type: ignore[arg-type]
                    tie="well" if cast.source == "known" else "bit",
                    why=cast.why,
                    points=points,
                    country="GB",
                ),
            )
            if cast.name == DO_NOT_CONTACT:
                change = ContactChange(do_not_contact=True)
                await change_contact(work, contact_id, change, if_match="*")
            if cast.introduced_by and not self._led_there(cast):
                await create_introduction(
                    work,
                    IntroductionCreate(new_id(), self._contacts[cast.introduced_by], contact_id),
                )

    def _led_there(self, cast: Cast) -> bool:
        """Whoever referred Nora on leads there by what she tells about their answer."""
        return any(one.name == cast.introduced_by and one.result == "referred" for one in CAST)

    async def _pursue(self, cast: Cast) -> None:
        if cast.result == "none":
            return
        thread_id = self._threads[cast.name] = new_id()
        started = self._known(cast, (cast.asked or cast.held or 3) + 1)
        if cast.result == "met":
            await self._met(cast, thread_id)
            return
        async with self.at(started) as work:
            await start_thread(work, ThreadStart(thread_id, self._contacts[cast.name]))
        if cast.asked is None:
            await self._before(cast, thread_id, started)
            return
        asked_at = self.on(cast.asked, 10, 20)
        await self._ask(cast, thread_id, asked_at)
        await self._answer(cast, thread_id, asked_at)

    async def _before(self, cast: Cast, thread_id: UUID, at: datetime) -> None:
        said = {
            "researched": Happening.RESEARCHED,
            "drafted": Happening.DRAFTED,
            "parked": Happening.PARKED,
        }.get(cast.result)
        if cast.result == "drafted":
            async with self.at(at) as work:
                await start_message(
                    work,
                    MessageStart(
                        id=new_id(),
                        thread_id=thread_id,
                        kind="ask",
                        channel="email",
                        subject="Your work on definitions",
                        body=ask_of(cast),
                    ),
                )
        if said is not None:
            await self._say(thread_id, said, at)

    async def _ask(self, cast: Cast, thread_id: UUID, at: datetime) -> None:
        message_id = new_id()
        channel: Channel = "linkedin_message" if cast.source == "linkedin" else "email"
        async with self.at(at) as work:
            await start_message(
                work,
                MessageStart(
                    id=message_id,
                    thread_id=thread_id,
                    kind="ask",
                    channel=channel,
                    subject="Three questions, twenty minutes" if channel == "email" else None,
                    body=ask_of(cast),
                ),
            )
            await mark_sent(work, message_id, MessageSent(id=new_id()))

    async def _answer(self, cast: Cast, thread_id: UUID, asked_at: datetime) -> None:
        assert cast.asked is not None
        answered_at = min(self.on(max(cast.asked - 3, 1), 16), self._present - timedelta(hours=2))
        match cast.result:
            case "referred":
                led_to = next(one for one in CAST if one.introduced_by == cast.name)
                introduced = Introduced(id=self._contacts[led_to.name])
                await self._say(thread_id, Happening.REFERRED_ON, answered_at, introduced)
            case "silent":
                closes = self._calendar.add_business_days(asked_at.date(), CLOSES_AFTER)
                await self._say(thread_id, Happening.NO_ANSWER, self._wall(closes, 9))
            case "followed":
                touch = self._calendar.add_business_days(asked_at.date(), 6)
                at = min(self._wall(touch, 10), self._present - timedelta(hours=3))
                await self._say(thread_id, Happening.FOLLOWED_UP, at)
            case "waiting":
                return
            case _:
                await self._say(thread_id, _ANSWERS[cast.result], answered_at)
        if cast.result == "scheduling":
            await self._say(thread_id, Happening.FINDING_TIME, answered_at + timedelta(hours=1))
            await tell_offered(self.at, thread_id, self._present - timedelta(hours=3))
        if cast.result in {"scheduled", "cancelled"} or cast.held is not None:
            await self._talk(cast, thread_id, answered_at)

    async def _talk(self, cast: Cast, thread_id: UUID, answered_at: datetime) -> None:
        talk_id = self._talks[cast.name] = new_id()
        starts = self._starts(cast)
        told = TALKS.get(cast.name)
        planned_at = min(answered_at + timedelta(hours=2), starts - timedelta(hours=20))
        async with self.at(planned_at) as work:
            await plan(
                work,
                TalkPlan(
                    id=talk_id,
                    thread_id=thread_id,
                    starts_at=starts,
                    ends_at=starts + timedelta(minutes=30),
                    zone=ZONE,
                    medium=told.medium if told else "video",
                ),
            )
        await prepare_talk(self.at, cast.name, talk_id, starts)
        if cast.result == "cancelled":
            async with self.at(starts - timedelta(hours=4)) as work:
                await happened(work, talk_id, HappenedTold(id=new_id(), what="cancelled"))
        elif cast.held is not None:
            ended = starts + timedelta(minutes=30)
            async with self.at(ended + timedelta(minutes=20)) as work:
                await happened(
                    work, talk_id, HappenedTold(id=new_id(), what="talked", ended_at=ended)
                )
            await self._after(cast, thread_id, talk_id, ended)

    def _starts(self, cast: Cast) -> datetime:
        if cast.result == "scheduled":
            return self._wall(self._today + timedelta(days=1), 12, 30)
        if cast.result == "cancelled":
            return self.on(30, 12, 30)
        assert cast.held is not None
        if cast.held == 0:  # it ended five hours ago, whatever the time is
            return self._present - timedelta(hours=5, minutes=30)
        return self.on(cast.held, 12, 30)

    async def _met(self, cast: Cast, thread_id: UUID) -> None:
        assert cast.held is not None
        ended = self.on(cast.held, 20, 30)
        talk_id = self._talks[cast.name] = new_id()
        async with self.at(ended + timedelta(hours=12)) as work:
            await record_past(
                work,
                PastTalk(
                    id=talk_id,
                    thread_id=thread_id,
                    contact_id=self._contacts[cast.name],
                    ended_at=ended,
                ),
            )
        await self._after(cast, thread_id, talk_id, ended)

    async def _after(self, cast: Cast, thread_id: UUID, talk_id: UUID, ended: datetime) -> None:
        talk = TALKS[cast.name]
        # What was advice stands among the lines as that, and once.
        advised = {one.text for one in AFTER[cast.name].advice} if cast.name in AFTER else set()
        said: list[tuple[Tag, str]] = [
            *(("insight", text) for text in talk.heard if text not in advised),
            *(("name", text) for text in talk.names),
        ]
        lines = [
            LineWritten(id=new_id(), tag=tag, text=text, at=ended + timedelta(minutes=number))
            for number, (tag, text) in enumerate(said, start=15)
        ]
        async with self.at(ended + timedelta(minutes=25)) as work:
            await write_lines(work, talk_id, lines, listeners=(gather,))
            if talk.thanks_after is not None:
                await keep_step(work, talk_id, DONE)
        introducer = cast.introduced_by
        await tell_aftermath(
            self.at,
            Held(
                name=cast.name,
                contact_id=self._contacts[cast.name],
                thread_id=thread_id,
                talk_id=talk_id,
                ended=ended,
                introducer=introducer,
                introducer_thread_id=self._threads.get(introducer) if introducer else None,
            ),
        )
        await tell_skills(self.at, cast.name, talk_id, ended)
        if talk.thanks_after is None:
            return
        message_id = new_id()
        async with self.at(ended + timedelta(hours=talk.thanks_after)) as work:
            await start_message(
                work,
                MessageStart(
                    id=message_id,
                    thread_id=thread_id,
                    kind="thanks",
                    channel="email",
                    subject="Thank you",
                    body=thanks_of(cast, talk),
                    insights=list(talk.heard),
                ),
            )
            await mark_sent(work, message_id, MessageSent(id=new_id()))

    async def _say(
        self,
        thread_id: UUID,
        said: Happening,
        at: datetime,
        introduced: Introduced | None = None,
    ) -> None:
        async with self.at(at) as work:
            told = HappeningTold(id=new_id(), what=said)
            if introduced is not None:
                told = msgspec.structs.replace(told, introduced=introduced)
            await tell(work, thread_id, told, around=AROUND)


async def seed_story(settings: Settings, now: datetime, step: Callable[[], None]) -> bool:
    """Tell the story as the application's role, as if today were `now`, and name Nora the example.

    False, and nothing done, when she is there already. Raises Unavailable; ConfigurationError
    without DATABASE_OWNER_URL.
    """
    if not settings.database_owner_url:
        raise ConfigurationError("DATABASE_OWNER_URL is needed to name the example")
    clock = StoryClock(now)
    mailer = Mailer(settings.smtp_url, settings.mail_from)
    means = Means(settings, Keys(settings.secret_keys), Courier(mailer))
    database = Database(settings.database_url, clock, pool_size=2, name="askwell-seed")
    try:
        async with database.enter_nobody() as work:
            (row,) = await work.call("SELECT door.find_person($1) AS id", EMAIL)
        if row["id"] is not None:
            return False
        made = await create_person(
            database, means, EMAIL, name="Nora Haas", token_scopes=SCOPES, link=False
        )
        credential = read_credential(made.token or "")
        assert credential is not None
        await Teller(database, clock, credential).tell_all(step)
    finally:
        await database.close()
    owner = Database(settings.database_owner_url, clock, pool_size=1, name="askwell-seed")
    try:
        async with owner.enter_nobody() as work:
            await work.call("SELECT door.name_example($1)", made.id)
    finally:
        await owner.close()
    return True
