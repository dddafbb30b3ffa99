"""All tables: importing this module makes `Base.metadata` whole (migrations, export, erasure)."""

from api import files, idempotency
from api.accounts import models as accounts
from api.contacts import import_models as imports
from api.contacts import merge_models as merges
from api.contacts import models as contacts
from api.contacts import target_models as targets
from api.conversations import calendar_models as calendars
from api.conversations import models as conversations
from api.conversations import slot_models as slots
from api.debrief import models as debrief
from api.deliveries import models as deliveries
from api.deliveries import returned_models as returned
from api.insights import models as insights
from api.journal import models as journal
from api.overview import models as overview
from api.portability import models as portability
from api.preparation import models as preparation
from api.reminders import models as reminders
from api.tables import Base
from api.threads import models as threads
from api.ties import models as ties

__all__ = [
    "Base",
    "accounts",
    "calendars",
    "contacts",
    "conversations",
    "debrief",
    "deliveries",
    "files",
    "idempotency",
    "imports",
    "insights",
    "journal",
    "merges",
    "overview",
    "portability",
    "preparation",
    "reminders",
    "returned",
    "slots",
    "targets",
    "threads",
    "ties",
]
