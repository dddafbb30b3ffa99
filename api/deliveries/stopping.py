"""Stopping mails to an address that the mail server itself says is gone, at the moment of sending."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from api.accounts.sign_in.addresses import read_email
from api.database import Work, hot
from api.deliveries.returned_models import MailStop

_NEW: Final = insert(MailStop).values(
    {name: bindparam(name) for name in ("owner_id", "email_norm", "reason", "detail", "at")}
)
STOP: Final = hot(
    _NEW.on_conflict_do_update(
        index_elements=["owner_id", "email_norm"],
        set_={name: _NEW.excluded[name] for name in ("reason", "detail", "at", "lifted_at")},
    )
)


async def stop_address(work: Work, owner_id: UUID, address: str, detail: str) -> None:
    """Send no more reminders of this owner to `address`, until they confirm it
    (`api/deliveries/returned.py`). `detail` is what the server said."""
    await work.execute(
        STOP,
        owner_id=owner_id,
        email_norm=read_email(address).norm,
        reason="bounce",
        detail=detail,
        at=work.now,
    )
