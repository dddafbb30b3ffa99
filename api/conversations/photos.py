"""Photos of paper pages, kept with a talk: brought once, described, taken away, brought back."""

import asyncio
import hashlib
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final, cast
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from api.contacts.models import Contact
from api.conversations.jpeg import NotAPicture, bare_jpeg
from api.conversations.models import Conversation
from api.conversations.photo_models import Photo
from api.conversations.photo_schemas import PhotoChange, PhotoRead, Photos
from api.conversations.reading import read_conversation
from api.credentials import Subject
from api.database import Work, hot
from api.errors import Conflict, InvalidInput, LimitReached, NotFound
from api.etags import require_version
from api.files import Files, keep_file
from api.limits import Rate, take
from api.secrets import Keys

FILE_BYTES: Final = 3 * 2**20
"""A page of 2,000 pixels, as the app makes it, has about a sixth of that."""
MOST_PHOTOS: Final = 20
"""Of one talk."""
UPLOADS: Final = Rate("photo", 120, 3600)

_SHOWN: Final = PhotoRead.__struct_fields__
OF_TALK: Final = hot(
    select(*(getattr(Photo, name) for name in _SHOWN))
    .where(
        Photo.owner_id == bindparam("owner_id"),
        Photo.conversation_id == bindparam("conversation_id"),
        Photo.file_id.is_not(None),
        Photo.deleted_at.is_(None),
    )
    .order_by(Photo.at, Photo.id)
)
TALK: Final = hot(
    select(
        Contact.erased_at.is_not(None).label("erased"),
        select(func.count(Photo.id))
        .where(
            Photo.owner_id == Conversation.owner_id,
            Photo.conversation_id == Conversation.id,
            Photo.deleted_at.is_(None),
        )
        .correlate(Conversation)
        .scalar_subquery()
        .label("photos"),
    )
    .select_from(Conversation)
    .join(
        Contact,
        (Contact.owner_id == Conversation.owner_id) & (Contact.id == Conversation.contact_id),
    )
    .where(
        Conversation.owner_id == bindparam("owner_id"),
        Conversation.id == bindparam("conversation_id"),
        Conversation.deleted_at.is_(None),
    )
)


def photo_of(subject: Subject) -> Select[Photo]:
    """The one way to photos by the ORM: those whose picture and whose talk are there."""
    return (
        select(Photo)
        .join(
            Conversation,
            (Conversation.owner_id == Photo.owner_id) & (Conversation.id == Photo.conversation_id),
        )
        .where(
            Photo.owner_id == subject.person_id,
            Photo.file_id.is_not(None),
            Conversation.deleted_at.is_(None),
        )
    )


async def bring_photo(
    work: Work,
    keys: Keys,
    files: Files,
    source: BinaryIO,
    *,
    photo_id: UUID,
    conversation_id: UUID,
    alt: str,
    at: datetime | None,
) -> tuple[PhotoRead, bool]:
    """Keep a photo with a talk, under an id of the client's making; says whether it is new.

    The same file under the same id changes nothing. Raises NotFound (no such talk), InvalidInput (no
    picture, no zone), Conflict (the id is taken), LimitReached, TooManyRequests, Unavailable.
    """
    owner = work.subject.person_id
    data = source.read()
    digest = hashlib.sha256(data).digest()
    session = await work.session()
    there = await session.get(Photo, (owner, photo_id))
    if there is not None:
        if (there.digest, there.conversation_id) != (digest, conversation_id) or there.deleted_at:
            raise Conflict("This id was used for another photo.")
        return _read(there), False
    if at is not None and at.tzinfo is None:
        raise InvalidInput.field("body.at", "no-zone", "Give the time with its zone.")
    talk = await work.fetchrow(TALK, owner_id=owner, conversation_id=conversation_id)
    if talk is None or talk["erased"]:
        raise NotFound()
    if talk["photos"] >= MOST_PHOTOS:
        raise LimitReached(f"{MOST_PHOTOS} photos of one talk are the most: take one away first.")
    await take(work, keys, UPLOADS, str(owner))
    try:
        picture = await asyncio.to_thread(bare_jpeg, data)
    except NotAPicture as refused:
        raise InvalidInput.field("body.file", "not-a-picture", "Send a JPEG.") from refused
    file_id = await keep_file(
        work,
        files,
        BytesIO(picture.data),
        name="page.jpg",
        media_type="image/jpeg",
        size=len(picture.data),
    )
    row = Photo(
        owner_id=owner,
        id=photo_id,
        conversation_id=conversation_id,
        file_id=file_id,
        alt=alt,
        at=at or work.now,
        width=picture.width,
        height=picture.height,
        digest=digest,
    )
    session.add(row)
    return await _shown(work, row), True


async def list_photos(work: Work, conversation_id: UUID) -> Photos:
    """The photos of a talk. Raises NotFound."""
    await read_conversation(work, conversation_id)
    rows = await work.fetch(
        OF_TALK, owner_id=work.subject.person_id, conversation_id=conversation_id
    )
    return Photos([PhotoRead(**dict(row)) for row in rows])


async def read_photo(work: Work, photo_id: UUID) -> PhotoRead:
    """What is known of one photo. Raises NotFound."""
    return _read(await _load(work, photo_id))


async def file_of_photo(work: Work, photo_id: UUID) -> UUID:
    """The file with the picture. Raises NotFound."""
    return cast(UUID, (await _load(work, photo_id)).file_id)


async def describe_photo(
    work: Work, photo_id: UUID, change: PhotoChange, *, if_match: str | None
) -> PhotoRead:
    """Say in words what can be seen. Raises NotFound, PreconditionRequired, PreconditionFailed."""
    row = await _load(work, photo_id)
    require_version(if_match, row.version)
    row.alt = change.alt
    return await _shown(work, row)


async def take_photo_away(work: Work, photo_id: UUID, *, if_match: str | None) -> None:
    """Take a photo away; the picture goes with the weekly round, 30 days later. Raises NotFound,
    PreconditionRequired, PreconditionFailed."""
    row = await _load(work, photo_id)
    require_version(if_match, row.version)
    row.deleted_at = work.now


async def bring_photo_back(work: Work, photo_id: UUID) -> PhotoRead:
    """Undo the taking away. One that is there stays as it is. Raises NotFound."""
    session = await work.session()
    row = await session.scalar(photo_of(work.subject).where(Photo.id == photo_id))
    if row is None:
        raise NotFound()
    row.deleted_at = None
    return await _shown(work, row)


async def _load(work: Work, photo_id: UUID) -> Photo:
    session = await work.session()
    row = await session.scalar(
        photo_of(work.subject).where(Photo.id == photo_id, Photo.deleted_at.is_(None))
    )
    if row is None:
        raise NotFound()
    return row


async def _shown(work: Work, row: Photo) -> PhotoRead:
    session = await work.session()
    await session.flush()
    await session.refresh(row)
    return _read(row)


def _read(row: Photo) -> PhotoRead:
    return PhotoRead(**{name: getattr(row, name) for name in _SHOWN})
