"""The log of erasures, outside of the database and its backups: who asked to be gone stays gone when
an older state is put back.

One small object for each erasure, in the place ERASURES_URL names: ids, the moment, and for a contact
the keyed hashes that keep them out of imports. It is written before the row is emptied. Should that
fail then, the person has asked all the same.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from api.errors import Unavailable
from api.files import Place, failures

_PREFIX: Final = "erasures"


class Erasure(msgspec.Struct, frozen=True):
    """An account that was erased, or with `contact_id` one contact of it; `keys` are in hexadecimal."""

    owner_id: UUID
    contact_id: UUID | None
    at: datetime
    keys: tuple[str, ...] = ()


class Erasures:
    """The log in the place that `url` names; without one nothing is kept, and nothing read."""

    def __init__(self, url: str) -> None:
        self._place = Place(url, "ERASURES_URL") if url else None

    async def keep(self, erasure: Erasure) -> None:
        """Write it down; twice is once. Raises Unavailable: then nothing shall be erased."""
        if self._place is None:
            return
        name = f"{_PREFIX}/{erasure.owner_id}/{erasure.contact_id or 'account'}.json"
        try:
            await self._place.store.put_async(name, msgspec.json.encode(erasure))
        except failures() as error:
            raise Unavailable("The log of erasures does not answer.") from error

    async def all(self) -> AsyncIterator[Erasure]:
        """Every erasure, in no order. Raises Unavailable."""
        if self._place is None:
            return
        try:
            async for some in self._place.store.list(_PREFIX):
                for each in some:
                    found = await self._place.store.get_async(each["path"])
                    yield msgspec.json.decode(await found.bytes_async(), type=Erasure)
        except failures() as error:
            raise Unavailable("The log of erasures does not answer.") from error
