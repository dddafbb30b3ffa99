"""All rules, in one tuple: what the engine knows how to do."""

from collections.abc import Sequence

from api.coaching.alarming import FlagAnswered, UrgentFlag
from api.coaching.posting import CoachAnswered, CoachLetter
from api.coaching.telling import GrantEnds
from api.config import Settings
from api.contacts.import_job import ImportForgets, ImportRuns
from api.conversations.alarms import HOW_WAS_IT, TALK_SOON, THANKS_LAST_CALL, THANKS_NUDGE
from api.conversations.calendar_job import CalendarForgets, CalendarReads
from api.deliveries.rules import Rule
from api.erasures import Erasures
from api.files import Files, PurgeFile
from api.hosting.telling import HostAnswered, HostAsked, HostMail, HostRequestExpires
from api.insights.ledger import PromiseDue
from api.integrations.webhook_calls import Calls, Tests
from api.integrations.webhook_mail import TellsOff
from api.organizations.mailing import InvitationRule
from api.portability.arriving import Arrives
from api.portability.erasing import EraseAccount
from api.portability.exporting import ExportExpires, MakeExport
from api.portability.retention import Retains
from api.reminders.daily import DailyRule
from api.reminders.jobs import Settle, TalkRests
from api.reminders.talks import TalkRule
from api.reminders.unsubscribing import Unsubscriber
from api.reminders.weekly import WeeklyRule
from api.reports.making import MakeReport
from api.secrets import Keys
from api.skills.list_job import ListForgets, ListRuns
from api.threads.closing import ThreadCloses


def all_rules(settings: Settings, keys: Keys) -> Sequence[Rule]:
    """The rules of every feature."""
    address, unsubscriber = settings.public_url, Unsubscriber(settings, keys)
    files = Files(settings.files_url)
    interruptions = (TALK_SOON, HOW_WAS_IT, THANKS_NUDGE, THANKS_LAST_CALL)
    return (
        *(TalkRule(kind, address, unsubscriber) for kind in interruptions),
        DailyRule(address, unsubscriber),
        WeeklyRule(address, unsubscriber),
        ThreadCloses(),
        TalkRests(),
        PromiseDue(),
        Settle(),
        ImportRuns(files, keys),
        ImportForgets(),
        ListRuns(files),
        ListForgets(),
        CalendarReads(files),
        CalendarForgets(),
        PurgeFile(files),
        MakeReport(),
        MakeExport(files),
        ExportExpires(),
        Arrives(files, keys),
        EraseAccount(files, Erasures(settings.erasures_url)),
        Retains(),
        TellsOff(address),
        InvitationRule(address, keys),
        CoachAnswered(address, unsubscriber),
        CoachLetter(address, unsubscriber),
        UrgentFlag(address),
        FlagAnswered(address),
        GrantEnds(),
        HostMail(address, keys),
        HostAsked(address, keys),
        HostRequestExpires(),
        HostAnswered(),
    )


def call_rules(keys: Keys) -> Sequence[Rule]:
    """The rules whose deliveries are calls to addresses that people gave."""
    return (Calls(keys), Tests(keys))
