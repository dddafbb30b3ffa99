"""The check that belongs to a message, as it is kept with each of its versions."""

from datetime import datetime

import asyncpg
import msgspec

from api.threads.checks import (
    CheckResult,
    Draft,
    ThanksDraft,
    UpdateDraft,
    check_ask,
    check_thanks,
    check_update,
)
from api.threads.message_schemas import MessageChange, MessageStart


def check_of(
    saved: MessageStart | MessageChange,
    kind: str,
    text: dict[str, str | None],
    around: asyncpg.Record,
    now: datetime,
) -> str | None:
    """The check that belongs to this kind of message, as JSON; None where none does.

    `around` is a row with the columns of `messages.AROUND`; lines of a talk come with `saved`.
    """
    draft = {
        "channel": text["channel"],
        "subject": text["subject"],
        "body": text["body"],
        "recipient_names": [name for name in (around["given_name"], around["family_name"]) if name]
        or [around["whom_name"]],
        "why": around["why"],
        "note_limit": around["note_limit"],
        "sender_name": around["sender_name"] or None,
        "field_words": around["field_words"],
    }
    if kind == "ask":
        result = check_ask(Draft(**draft))
    elif kind == "thanks":
        result = check_thanks(
            ThanksDraft(
                **draft,
                insights=saved.insights,
                promises=saved.promises,
                held_at=around["held_at"],
                sent_at=now,
            )
        )
    elif kind == "update":
        result = check_update(UpdateDraft(**draft, advice=saved.advice))
    else:
        return None
    return msgspec.json.encode(result).decode()


def kept_check(kept: dict[str, object] | None) -> CheckResult | None:
    """A check from where it was kept."""
    return None if kept is None else msgspec.convert(kept, CheckResult)
