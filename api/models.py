"""All tables: importing this module makes `Base.metadata` whole (migrations, export, erasure)."""

from api import files, idempotency
from api.accounts import models as accounts
from api.assistants import models as assistants
from api.contacts import import_models as imports
from api.contacts import merge_models as merges
from api.contacts import models as contacts
from api.contacts import target_models as targets
from api.conversations import calendar_models as calendars
from api.conversations import models as conversations
from api.conversations import photo_models as photos
from api.conversations import slot_models as slots
from api.debrief import models as debrief
from api.deliveries import channel_models as channels
from api.deliveries import models as deliveries
from api.deliveries import returned_models as returned
from api.digests import models as digests
from api.goals import models as goals
from api.insights import models as insights
from api.integrations import models as integrations
from api.integrations import webhook_models as webhooks
from api.journal import models as journal
from api.landings import models as landings
from api.oauth import models as oauth
from api.organizations import host_models as hosts
from api.organizations import models as organizations
from api.organizations import session_models as sessions
from api.overview import models as overview
from api.portability import models as portability
from api.preparation import models as preparation
from api.proposals import models as proposals
from api.reminders import models as reminders
from api.reports import models as reports
from api.sharing import activity_models as activities
from api.sharing import models as sharing
from api.skills import list_models as skill_lists
from api.skills import models as skills
from api.tables import Base
from api.threads import models as threads
from api.ties import models as ties

__all__ = [
    "Base",
    "accounts",
    "activities",
    "assistants",
    "calendars",
    "channels",
    "contacts",
    "conversations",
    "debrief",
    "deliveries",
    "digests",
    "files",
    "goals",
    "hosts",
    "idempotency",
    "imports",
    "insights",
    "integrations",
    "journal",
    "landings",
    "merges",
    "oauth",
    "organizations",
    "overview",
    "photos",
    "portability",
    "preparation",
    "proposals",
    "reminders",
    "reports",
    "returned",
    "sessions",
    "sharing",
    "skill_lists",
    "skills",
    "slots",
    "targets",
    "threads",
    "ties",
    "webhooks",
]
