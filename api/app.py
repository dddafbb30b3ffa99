"""`create_app()`: what is wired to what, and nothing else."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide

from api.absent import absent
from api.access import ORGANIZATION, guard, provide_work, roles_of, scope_of, session_cookie
from api.accounts.oidc.presets import rules_of
from api.accounts.oidc.routes import router as providers
from api.accounts.oidc.service import Providers
from api.accounts.routes import router as accounts
from api.accounts.sign_in.routes import router as sign_in
from api.assistants.routes import call_assistants, read_resource
from api.assistants.routes import router as assistants
from api.clock import Clock
from api.coaching.dashboard_routes import router as dashboards
from api.coaching.flag_routes import router as flags
from api.coaching.item_routes import participant_items, shared_items
from api.coaching.letter_routes import letters_to_me, sendings
from api.coaching.report_routes import router as programme_reports
from api.coaching.roster_routes import router as rosters
from api.coaching.routes import participants, previews, queues
from api.coaching.session_routes import cohort_sessions
from api.coaching.session_routes import own as own_sessions
from api.coaching.told_routes import router as told_talks
from api.config import Settings
from api.contacts.feeds import FEEDS as CONTACT_FEEDS
from api.contacts.import_routes import router as imports
from api.contacts.merge_routes import router as merges
from api.contacts.routes import router as contacts
from api.contacts.sort_routes import router as sort
from api.contacts.target_routes import router as targets
from api.conversations.calendar_models import Calendar
from api.conversations.calendar_routes import router as calendars
from api.conversations.entry_routes import router as entries
from api.conversations.hearing import hear as follow_thread
from api.conversations.models import Conversation, NoteLine
from api.conversations.photo_models import Photo
from api.conversations.photo_routes import router as photos
from api.conversations.routes import router as conversations
from api.conversations.slot_models import SlotOffer
from api.conversations.slot_reading import SLOTS
from api.conversations.slot_routes import router as times
from api.courier import Courier
from api.database import Database
from api.debrief.feeds import FEEDS as DEBRIEF_FEEDS
from api.debrief.routes import router as debriefs
from api.deliveries.notice_routes import router as notices
from api.deliveries.push_routes import router as push_devices
from api.deliveries.push_sealing import vapid_of
from api.deliveries.return_routes import router as mail_returns
from api.digests.routes import router as digests
from api.docs import router as docs
from api.envelope import envelope
from api.erasures import Erasures
from api.files import Files
from api.goals.feeds import FEEDS as GOAL_FEEDS
from api.goals.routes import router as goals
from api.goals.step_routes import router as goal_steps
from api.goals.texts import goal_texts
from api.heads import heads
from api.health import router as health
from api.hosting.page_routes import router as host_pages
from api.hosting.routes import router as hosting
from api.idempotency import Replayed, answer_again
from api.insights.feeds import FEEDS as INSIGHT_FEEDS
from api.insights.following import follow_lines
from api.insights.gathering import gather
from api.insights.heard_routes import router as heard
from api.insights.routes import router as insights
from api.insights.updates import follow_update
from api.integrations.choice_routes import router as choices
from api.integrations.developers_routes import router as developers
from api.integrations.routes import router as calendar_feeds
from api.integrations.webhook_routes import router as webhooks
from api.jobs import BrokerBell, make_broker
from api.journal.changes import ChangeFeed, Feed
from api.journal.routes import router as changes
from api.journal.shared import tell_of_grant
from api.landings.feeds import FEEDS as LANDING_FEEDS
from api.landings.routes import router as landings
from api.limits import limited
from api.longview.routes import router as longview
from api.mail import Mailer
from api.oauth.protocol_routes import read_metadata
from api.oauth.protocol_routes import router as oauth
from api.oauth.routes import applications_router as applications
from api.oauth.routes import authorizations_router as authorizations
from api.oauth.routes import connections_router as connected
from api.openapi import serve_document
from api.organizations.invitation_routes import router as invitations
from api.organizations.programme_routes import router as programmes
from api.organizations.routes import router as organizations
from api.overview.routes import router as overview
from api.paging import Cursors
from api.portability.arrival_routes import router as arrivals
from api.portability.routes import router as exports
from api.preparation.models import Pitch, Practice, Preparation, QuestionUse
from api.preparation.routes import router as preparation
from api.preparation.settling_routes import router as settling
from api.proposals.routes import router as proposals
from api.proposals.wire import model_of
from api.refusals import refuse
from api.reminders.routes import router as reminders
from api.reminders.tap_routes import router as taps
from api.reminders.unsubscribing import Unsubscriber
from api.reports.routes import router as reports
from api.secrets import Keys
from api.sharing.routes import router as sharing
from api.skills.feeds import FEEDS as SKILL_FEEDS
from api.skills.following import follow_lines as follow_skills
from api.skills.list_routes import router as skill_lists
from api.skills.matching import skills_in
from api.skills.routes import router as skills
from api.threads.finding_routes import router as finding
from api.threads.message_routes import router as messages
from api.threads.models import Message, Thread, Told
from api.threads.routes import router as threads
from api.ties.feeds import FEEDS as TIE_FEEDS
from api.ties.routes import router as ties
from api.webapp import WebApp, serve_webapp

V1: Final = Router(
    "/v1",
    route_handlers=[
        sign_in,
        providers,
        accounts,
        applications,
        authorizations,
        connected,
        oauth,
        mail_returns,
        push_devices,
        notices,
        contacts,
        imports,
        sort,
        merges,
        targets,
        finding,
        threads,
        messages,
        conversations,
        times,
        calendars,
        preparation,
        settling,
        skills,
        skill_lists,
        entries,
        photos,
        insights,
        goals,
        goal_steps,
        heard,
        debriefs,
        proposals,
        assistants,
        ties,
        landings,
        longview,
        overview,
        digests,
        reminders,
        taps,
        reports,
        exports,
        arrivals,
        calendar_feeds,
        webhooks,
        choices,
        changes,
        organizations,
        programmes,
        invitations,
        sharing,
        participants,
        previews,
        shared_items,
        participant_items,
        queues,
        sendings,
        letters_to_me,
        flags,
        dashboards,
        programme_reports,
        rosters,
        cohort_sessions,
        own_sessions,
        hosting,
        host_pages,
        told_talks,
    ],
)
FEEDS: Final = (
    *CONTACT_FEEDS,
    Feed("thread", Thread, frozenset({"due_order"})),
    Feed("told", Told),
    Feed("message", Message),
    Feed("conversation", Conversation),
    Feed("note_line", NoteLine),
    Feed("photo", Photo, frozenset({"file_id"})),
    Feed("slot_offer", SlotOffer, more=(("slots", SLOTS),)),
    Feed("calendar", Calendar, frozenset({"file_id", "round"})),
    Feed("preparation", Preparation),
    Feed("question", QuestionUse),
    Feed("pitch", Pitch),
    Feed("practice", Practice),
    *INSIGHT_FEEDS,
    *GOAL_FEEDS,
    *SKILL_FEEDS,
    *DEBRIEF_FEEDS,
    *TIE_FEEDS,
    *LANDING_FEEDS,
)


def create_app(settings: Settings) -> Litestar:
    """The application of one process. Nothing connects before its lifespan begins."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None, None]:
        bell = (
            BrokerBell(make_broker(settings.broker_url, connections=2))
            if settings.broker_url
            else None
        )
        app.state.bell = bell
        app.state.model = model_of(settings)
        app.state.database = Database(
            settings.database_url,
            clock,
            pool_size=settings.pool_size,
            name="askwell-api",
            bell=bell,
        )
        try:
            yield
        finally:
            await app.state.courier.close()
            if app.state.model is not None:
                await app.state.model.close()
            await app.state.database.close()
            if bell is not None:
                bell.close()

    clock = Clock(settings.clock_file)
    keys = Keys(settings.secret_keys)
    # Where it finds them it loads them, 15 MB, for the shapes of requests that they could describe.
    with absent("pydantic", "attr"):
        app = Litestar(
            [
                V1,
                Router("/v1", route_handlers=[serve_document, docs]),
                developers,
                health,
                read_metadata,
                read_resource,
                call_assistants,
                serve_webapp,
            ],
            dependencies={"work": Provide(provide_work)},
            guards=[guard],
            exception_handlers={Exception: refuse, Replayed: answer_again},
            lifespan=[lifespan],
            state=State(
                {
                    "settings": settings,
                    "clock": clock,
                    "keys": keys,
                    "providers": Providers(rules_of(settings)),
                    "courier": Courier(Mailer(settings.smtp_url, settings.mail_from)),
                    "files": Files(settings.files_url),
                    "erasures": Erasures(settings.erasures_url),
                    "cursors": Cursors(keys.derive("cursor")),
                    "change_feed": ChangeFeed(FEEDS),
                    "vapid": vapid_of(settings, keys),
                    "unsubscriber": Unsubscriber(settings, keys),
                    "thread_listeners": (follow_thread, follow_update),
                    "grant_listener": tell_of_grant,
                    "goal_texts": goal_texts,
                    "skills_in": skills_in,
                    "line_listeners": (follow_lines, gather, follow_skills),
                    "webapp": WebApp(Path(settings.frontend_dir))
                    if settings.frontend_dir
                    else None,
                }
            ),
            openapi_config=None,
            logging_config=None,
        )
    # Around all of Litestar: what it refuses before it finds a route has an id and a limit too.
    app.asgi_handler = envelope(
        limited(
            heads(app.asgi_handler),
            per_minute=settings.requests_per_minute,
            cookie=session_cookie(settings),
        ),
        secure=settings.secure,
    )
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.http_methods != {"OPTIONS"}:  # Litestar answers these by itself
                scope_of(handler)
                roles_of(handler, of_organization=ORGANIZATION in route.path)
    return app
