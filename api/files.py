"""Files that people hand over or take away: a row each, and their bytes in the place FILES_URL names.

A directory, S3, GCS or Azure, by obstore (ARCHITECTURE.md section 9). The row is the truth: a file
that is discarded is purged by a job, which is tried until the bytes are gone.
"""

import asyncio
from collections.abc import AsyncIterator
from functools import cached_property
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

from sqlalchemy import BigInteger, bindparam, delete, insert, update
from sqlalchemy.orm import Mapped

from api.config import ConfigurationError
from api.database import Work, hot
from api.deliveries.clocks import set_clock
from api.deliveries.rules import Claimed, Done, Prepared
from api.errors import Unavailable
from api.tables import PersonRow, new_id, own, person_args, plain

if TYPE_CHECKING:
    from obstore.store import ObjectStore

PURGE: Final = "file_purge"
KINDS: Final = frozenset({"file", "s3", "gs", "az", "memory"})
_PIECE_BYTES: Final = 2**20
_IN_MEMORY_BYTES: Final = 8 * 2**20


class StoredFile(PersonRow):
    """A file of one person; its bytes are kept under `<owner>/<id>`. `deleted_at` is set while the
    bytes wait to be purged, then the row goes too."""

    __tablename__ = "files"
    __table_args__ = person_args()
    name: Mapped[str] = own()
    media_type: Mapped[str] = plain()
    size: Mapped[int] = plain(BigInteger)


class Files:
    """The bytes of files, in the place that `url` names. Without a place everything is refused."""

    def __init__(self, url: str) -> None:
        self._given = Place(url, "FILES_URL") if url else None

    async def put(self, owner_id: UUID, file_id: UUID, source: BinaryIO) -> None:
        """Keep what `source` holds from its present position on. Raises Unavailable."""
        try:
            await self._place().put_async(_path(owner_id, file_id), source)
        except failures() as error:
            raise Unavailable("The place for files does not answer.") from error

    async def pieces(self, owner_id: UUID, file_id: UUID) -> AsyncIterator[bytes]:
        """The bytes in order. Raises FileNotFoundError, and Unavailable."""
        try:
            found = await self._place().get_async(_path(owner_id, file_id))
            async for piece in found.stream(min_chunk_size=_PIECE_BYTES):
                yield bytes(piece)
        except FileNotFoundError:
            raise
        except failures() as error:
            raise Unavailable("The place for files does not answer.") from error

    async def open(self, owner_id: UUID, file_id: UUID) -> BinaryIO:
        """A local copy that can be read in any order; the caller closes it. Raises as `pieces`."""
        copy = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller closes it
        try:
            async for piece in self.pieces(owner_id, file_id):
                await asyncio.to_thread(copy.write, piece)
            copy.seek(0)
        except BaseException:
            copy.close()
            raise
        return cast(BinaryIO, copy)

    async def remove(self, owner_id: UUID, file_id: UUID) -> None:
        """Have the bytes gone; none there is well too. Raises Unavailable."""
        try:
            await self._place().delete_async(_path(owner_id, file_id))
        except FileNotFoundError:
            return
        except failures() as error:
            raise Unavailable("The place for files does not answer.") from error

    def _place(self) -> "ObjectStore":
        if self._given is None:
            raise Unavailable("There is no place for files: FILES_URL is not set.")
        return self._given.store


KEEP: Final = hot(
    insert(StoredFile).values(
        {
            name: bindparam(name, type_=StoredFile.__table__.c[name].type)
            for name in ("owner_id", "id", "name", "media_type", "size")
        }
    )
)
DISCARD: Final = hot(
    update(StoredFile)
    .where(
        StoredFile.owner_id == bindparam("owner_id"),
        StoredFile.id == bindparam("file_id"),
        StoredFile.deleted_at.is_(None),
    )
    .values(deleted_at=bindparam("now", type_=StoredFile.deleted_at.type))
)
GONE: Final = hot(
    delete(StoredFile).where(
        StoredFile.owner_id == bindparam("owner_id"),
        StoredFile.id == bindparam("file_id"),
        StoredFile.deleted_at.is_not(None),
    )
)


async def keep_file(
    work: Work, files: Files, source: BinaryIO, *, name: str, media_type: str, size: int
) -> UUID:
    """Keep a file of this person; returns its id. Raises Unavailable."""
    file_id = new_id()
    await files.put(work.subject.person_id, file_id, source)
    await work.execute(
        KEEP,
        owner_id=work.subject.person_id,
        id=file_id,
        name=name,
        media_type=media_type,
        size=size,
    )
    return file_id


async def discard_file(work: Work, file_id: UUID) -> None:
    """Have a file gone: its row at once, its bytes by the next worker."""
    owner_id = work.subject.person_id
    await work.execute(DISCARD, owner_id=owner_id, file_id=file_id, now=work.now)
    await set_clock(
        work,
        PURGE,
        file_id,
        "once",
        due_local=work.now.replace(tzinfo=None),
        due_zone="UTC",
        due_at=work.now,
        channel="job",
        owner_id=owner_id,
    )


class PurgeFile:
    """The job that removes the bytes of a discarded file, then its row."""

    kind = PURGE

    def __init__(self, files: Files) -> None:
        self._files = files

    async def prepare(self, work: Work, claimed: Claimed) -> Prepared:
        """Remove; the row stays, and the job is tried again, until the bytes are gone."""
        await self._files.remove(claimed.tenant_id, claimed.subject_id)
        await work.write()
        await work.execute(GONE, owner_id=claimed.tenant_id, file_id=claimed.subject_id)
        return Done("purged")


def attachment(name: str) -> dict[str, str]:
    """Headers under which a file is served: saved under this name, never shown or guessed."""
    plain_name = "".join(
        ch if ch.isascii() and (ch.isalnum() or ch in "._- ") else "_" for ch in name
    )
    return {
        "Content-Disposition": f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
    }


def _path(owner_id: UUID, file_id: UUID) -> str:
    return f"{owner_id}/{file_id}"


class Place:
    """The place that the `setting` names by `url`, a directory made if need be. Raises
    ConfigurationError.

    obstore is loaded when the first file comes: it is 10 MB that most processes never need.
    """

    def __init__(self, url: str, setting: str) -> None:
        self._url, parts = url, urlsplit(url)
        try:
            if parts.scheme not in KINDS:
                raise ValueError
            if parts.scheme == "file":
                Path(unquote(parts.path)).mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"{setting} names no place for files: file:///…, s3://…, gs://… or az://…"
            ) from error

    @cached_property
    def store(self) -> "ObjectStore":
        """What reads and writes there. Raises one of `failures()`."""
        from obstore.store import from_url

        return from_url(self._url)


def failures() -> tuple[type[Exception], ...]:
    """What a place for files raises when it does not answer."""
    from obstore.exceptions import BaseError

    return BaseError, OSError
