"""What others may hear of: the names of DOMAIN.md section 11 that happen to a person, and what each
of them carries."""

from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple, get_args
from uuid import UUID

from api.journal.event_schemas import EventData, EventRead
from api.journal.record import Codes

EventType = Literal[
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "thread.asked",
    "thread.answered",
    "thread.scheduled",
    "thread.closed",
    "conversation.held",
    "conversation.cancelled",
    "conversation.missed",
    "thanks.sent",
    "promise.kept",
    "promise.late",
    "insight.created",
    "advice.done",
    "advice.told",
    "goal.revised",
    "report.ready",
    "outcome.recorded",
    "grant.given",
    "grant.revoked",
    "host_request.answered",
    "host_request.expired",
]
TYPES: Final[tuple[EventType, ...]] = get_args(EventType)


class _Carries(NamedTuple):
    ids: tuple[str, ...]
    codes: Codes
    stages: tuple[str, str] | None = None


_ON_THREAD: Final = ("contact_id", "thread_id", "subject_id")
_ON_TALK: Final = (*_ON_THREAD, "conversation_id")
_CARRIES: Final[dict[EventType, _Carries]] = {
    "contact.created": _Carries(("contact_id",), {}),
    "contact.updated": _Carries(("contact_id",), {}),
    "contact.deleted": _Carries(("contact_id",), {}),
    "thread.asked": _Carries(_ON_THREAD, {"said": "sent", "touch": 1}, ("drafted", "asked")),
    "thread.answered": _Carries(
        _ON_THREAD, {"said": "answered_yes", "answer": "yes"}, ("asked", "replied_yes")
    ),
    "thread.scheduled": _Carries(_ON_TALK, {"said": "date_set"}, ("replied_yes", "scheduled")),
    "thread.closed": _Carries(
        _ON_THREAD,
        {"said": "no_answer", "reason": "silent", "by_itself": False},
        ("asked", "silent_closed"),
    ),
    "conversation.held": _Carries(_ON_TALK, {"said": "held"}, ("scheduled", "held")),
    "conversation.cancelled": _Carries(_ON_TALK, {"said": "cancelled"}, ("scheduled", "cancelled")),
    "conversation.missed": _Carries(_ON_TALK, {"said": "no_show"}, ("scheduled", "no_show")),
    "thanks.sent": _Carries(_ON_TALK, {}),
    "promise.kept": _Carries(("contact_id", "subject_id"), {"promiser": "mine", "on_time": True}),
    "promise.late": _Carries(("contact_id", "subject_id"), {"promiser": "mine"}),
    "insight.created": _Carries(_ON_TALK, {}),
    "advice.done": _Carries(("contact_id", "subject_id"), {}),
    "advice.told": _Carries(("contact_id", "subject_id"), {}),
    "goal.revised": _Carries(("conversation_id", "subject_id"), {"first": False, "causes": 1}),
    "report.ready": _Carries(("subject_id",), {"kind": "gap"}),
    "outcome.recorded": _Carries(_ON_THREAD, {"kind": "referral"}),
    "grant.given": _Carries(("subject_id",), {"scope": "activity"}),
    "grant.revoked": _Carries(("subject_id",), {"scope": "activity"}),
    "host_request.answered": _Carries(
        ("contact_id", "subject_id"), {"answer": "yes", "by_itself": True}
    ),
    "host_request.expired": _Carries(("subject_id",), {"by_itself": True}),
}
_INVENTED: Final = UUID("01900000-0000-7000-8000-000000000000")
_WHEN: Final = datetime(2026, 3, 3, 18, tzinfo=UTC)


def invented(type_: EventType) -> EventRead:
    """An event of this type that never happened, the same every time: for a tool that asks what one
    looks like before there is any. Its ids lead nowhere."""
    ids, codes, stages = _CARRIES[type_]
    before, after = stages or (None, None)
    given = {
        name: _INVENTED if name in ids else None
        for name in ("contact_id", "thread_id", "conversation_id", "subject_id")
    }
    return EventRead(
        _INVENTED,
        type_,
        _WHEN,
        EventData(_WHEN, **given, from_stage=before, to_stage=after, codes=codes),
    )
