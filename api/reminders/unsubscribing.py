"""Links that stop one kind of mail without signing in: signed, for one person and one kind."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hmac import compare_digest
from typing import Final
from uuid import UUID

from api.config import Settings
from api.database import Work
from api.errors import Conflict, NotFound
from api.reminders.models import KINDS
from api.secrets import Keys, keyed_hash

PURPOSE: Final = "unsubscribe"
_MAC: Final = 16


class Unsubscriber:
    """Makes and reads the links of mails."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._address = settings.public_url
        self._keys = keys.derive(PURPOSE)

    def token(self, person_id: UUID, kind: str) -> str:
        """The proof that stands in a link."""
        body = person_id.bytes + bytes([KINDS.index(kind)])
        return urlsafe_b64encode(_mac(self._keys[0], body) + body).rstrip(b"=").decode()

    def one_click(self, person_id: UUID, kind: str) -> str:
        """The address that a mail program posts to (RFC 8058)."""
        return f"{self._address}/v1/unsubscribe/{self.token(person_id, kind)}"

    def page(self, person_id: UUID, kind: str) -> str:
        """The page that a person opens; nothing happens before they press its button."""
        return f"{self._address}/unsubscribe#{self.token(person_id, kind)}"

    def read(self, token: str) -> tuple[UUID, str]:
        """Whose mails of which kind shall stop. Raises NotFound for anything not made by us."""
        try:
            raw = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        except (Base64Error, ValueError) as error:
            raise NotFound() from error
        mac, body = raw[:_MAC], raw[_MAC:]
        if len(body) != 17 or body[16] >= len(KINDS):
            raise NotFound()
        if not any(compare_digest(mac, _mac(key, body)) for key in self._keys):
            raise NotFound()
        return UUID(bytes=body[:16]), KINDS[body[16]]


async def unsubscribe(work: Work, unsubscriber: Unsubscriber, token: str) -> str:
    """Stop one kind of mail for whoever the link was made for; returns the kind. Again changes
    nothing. Raises NotFound."""
    person_id, kind = unsubscriber.read(token)
    await work.call("SELECT door.switch_off($1, $2, 'email')", person_id, kind)
    return kind


async def subscribe_again(work: Work, unsubscriber: Unsubscriber, token: str) -> str:
    """Take back, within a day, what this link stopped; returns the kind. Again changes nothing.
    Raises NotFound for a link that is not ours, Conflict when the day is over."""
    person_id, kind = unsubscriber.read(token)
    rows = await work.call("SELECT door.switch_on($1, $2, 'email')", person_id, kind)
    if not rows[0][0]:
        raise Conflict("This was stopped more than a day ago; the settings turn it on again.")
    return kind


def _mac(key: bytes, body: bytes) -> bytes:
    return keyed_hash(key, body.hex())[:_MAC]
