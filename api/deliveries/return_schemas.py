"""What is told about mails that came back, and what their receiver is shown of it."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

Reason = Literal["bounce", "complaint"]


class MailReturn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One mail that came back, or that its receiver marked as unwanted. `permanent` is false for a
    server that will try again. `message_id` is the Message-ID of the mail, where it is known."""

    type: Reason
    address: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    permanent: bool = True
    message_id: Annotated[str, msgspec.Meta(max_length=300)] = ""
    detail: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class MailReturns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mail relay has to tell, at most 100 at once."""

    events: Annotated[list[MailReturn], msgspec.Meta(min_length=1, max_length=100)]


class MailReturnsTaken(msgspec.Struct, frozen=True):
    """How many of them were about an address of an account."""

    known: int


class MailStopRead(msgspec.Struct, frozen=True):
    """Why no reminders go to this address. `detail` is what the other server said, or empty."""

    reason: Reason
    detail: str
    at: datetime


class MyMailRead(msgspec.Struct, frozen=True):
    """Where my mails go; `stopped` says why none go there now, until the address is confirmed."""

    email: str | None
    stopped: MailStopRead | None


class MailWorks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of the mail that asked whether this address works."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class MailWorksAgain(msgspec.Struct, frozen=True):
    """The address that mails go to again."""

    email: str
