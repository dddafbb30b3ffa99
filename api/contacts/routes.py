"""Contact routes: people, the list of them, what is done with one or many."""

from datetime import date
from typing import Annotated, Final, cast
from uuid import UUID

from litestar import Request, Response, Router, delete, get, patch, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter
from litestar.response import Stream

from api.contacts import (
    bulk,
    cards,
    changing,
    erasing,
    leaving,
    listing,
    reading,
    tags,
    timeline,
    upserting,
)
from api.contacts.employer_routes import employers, introductions
from api.contacts.schemas import (
    BatchResults,
    BulkAction,
    BulkResults,
    Card,
    ContactBatch,
    ContactChange,
    ContactCreate,
    ContactPage,
    ContactRead,
    GuessFrom,
    Lane,
    ListSort,
    PersonGuessed,
    Source,
    TagList,
    TimelinePage,
)
from api.contacts.signature import guess_from_text
from api.credentials import Credential
from api.database import Database, Work
from api.erasures import Erasures
from api.etags import IfMatch, as_written
from api.idempotency import keyed_post
from api.paging import Cursor, Cursors, Limit
from api.secrets import Keys

READ: Final = {"scope": "contacts:read"}
WRITE: Final = {"scope": "contacts:write"}
_MADE: Final = ResponseSpec(
    data_container=ContactRead,
    description="There was nobody under this key: they were added.",
    generate_examples=False,
)

Question = Annotated[
    str | None,
    QueryParameter(
        max_length=200,
        description="Words of a name, role, employer, tag, address or number; best matches first",
    ),
]
TagFilter = Annotated[str | None, QueryParameter(max_length=100)]
EmailFilter = Annotated[
    str | None, QueryParameter(max_length=500, description="Whose address it is; not beside `q`")
]
KeyFilter = Annotated[
    str | None,
    QueryParameter(max_length=200, description="The key of another system; not beside `q`"),
]
ExternalKey = Annotated[
    str,
    PathParameter(
        min_length=1, max_length=200, description="The key that another system has for somebody"
    ),
]


@get("/", opt=READ)
async def list_contacts(
    work: NamedDependency[Work],
    state: State,
    q: Question = None,
    tag: TagFilter = None,
    lane: FromQuery[Lane | None] = None,
    source: FromQuery[Source | None] = None,
    employer_id: FromQuery[UUID | None] = None,
    email: EmailFilter = None,
    external_id: KeyFilter = None,
    archived: FromQuery[bool] = False,
    sort: FromQuery[ListSort] = "name",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ContactPage:
    """People, by name, by the last change or by what is due; filtered, or found by words."""
    asked = listing.Asked(
        q=q or None,
        tag=tag or None,
        lane=lane,
        source=source,
        employer_id=employer_id,
        email=email,
        external_id=external_id,
        archived=archived,
        sort=sort,
    )
    return await listing.list_contacts(work, _cursors(state), asked, limit=limit, cursor=cursor)


@post("/", opt=WRITE, status_code=201)
async def create_contact(
    work: NamedDependency[Work], data: JSONBody[ContactCreate]
) -> Response[ContactRead]:
    """Add somebody. The same request again answers 200 with the same contact."""
    contact, new = await cards.create_contact(work, data)
    return as_written(contact, status=201 if new else 200)


@put("/by-external-id/{external_id:str}", opt=WRITE, responses={201: _MADE})
async def upsert_contact(
    work: NamedDependency[Work], state: State, external_id: ExternalKey, data: JSONBody[Card]
) -> Response[ContactRead]:
    """Create (201) or update (200) the contact that another system has under this key, in one call.
    What is not sent stays; where nothing differs nothing is written. Without a contact of this key,
    the only one with an e-mail address that was sent gets it."""
    contact, became = await upserting.upsert_contact(
        work, cast(Keys, state["keys"]), external_id, data
    )
    return as_written(contact, status=201 if became == "created" else 200)


@post("/batch", opt=WRITE, status_code=200)
async def upsert_many(
    work: NamedDependency[Work], state: State, data: JSONBody[ContactBatch]
) -> BatchResults:
    """Create or update up to a hundred people by their keys; says for each what became of it. One
    that is refused hinders no other."""
    return await upserting.upsert_many(work, cast(Keys, state["keys"]), data.items)


@get("/{contact_id:uuid}", opt=READ)
async def read_contact(
    work: NamedDependency[Work], contact_id: FromPath[UUID]
) -> Response[ContactRead]:
    """One person."""
    return as_written(await reading.show_contact(work, contact_id))


@patch("/{contact_id:uuid}", opt=WRITE)
async def change_contact(
    work: NamedDependency[Work],
    contact_id: FromPath[UUID],
    data: JSONBody[ContactChange],
    if_match: IfMatch = None,
) -> Response[ContactRead]:
    """Change a card; what is not sent stays, what is sent no import overwrites."""
    return as_written(await changing.change_contact(work, contact_id, data, if_match=if_match))


@delete("/{contact_id:uuid}", opt=WRITE)
async def delete_contact(
    work: NamedDependency[Work], contact_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Delete somebody; 30 days long it can be taken back."""
    await changing.delete_contact(work, contact_id, if_match=if_match)


@post("/{contact_id:uuid}/restore", opt=WRITE, status_code=200)
async def restore_contact(
    work: NamedDependency[Work], contact_id: FromPath[UUID]
) -> Response[ContactRead]:
    """Take a deletion back."""
    return as_written(await changing.restore_contact(work, contact_id))


@keyed_post("/{contact_id:uuid}/erase", opt=WRITE, status_code=204)
async def erase_contact(
    work: NamedDependency[Work], state: State, contact_id: FromPath[UUID]
) -> None:
    """They asked to be deleted: empty everything about them, for good, and keep them out."""
    await erasing.erase_contact(
        work, cast(Keys, state["keys"]), cast(Erasures, state["erasures"]), contact_id
    )


@get("/{contact_id:uuid}/timeline", opt=READ)
async def read_timeline(
    work: NamedDependency[Work],
    state: State,
    contact_id: FromPath[UUID],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> TimelinePage:
    """What happened with somebody, newest first."""
    return await timeline.read_timeline(
        work, _cursors(state), contact_id, limit=limit, cursor=cursor
    )


@keyed_post("/bulk", opt=WRITE, status_code=200)
async def do_with_many(work: NamedDependency[Work], data: JSONBody[BulkAction]) -> BulkResults:
    """Tag, archive or delete many people; says for each what became of it."""
    return await bulk.do_with_many(work, data)


@post("/guess", opt=READ, status_code=200)
async def guess(work: NamedDependency[Work], data: JSONBody[GuessFrom]) -> PersonGuessed:
    """Who a pasted profile link, page title or signature is about. No page is fetched."""
    # `work` is not read: opening it is what checks the credential and its scope.
    found = guess_from_text(data.text)
    return PersonGuessed(
        found.name, found.role, found.employer, found.email, found.phone, found.url
    )


@get("/export", opt=READ, media_type="text/*")
async def export_contacts(
    request: Request[object, object, State],
    work: NamedDependency[Work],
    state: State,
    format_: Annotated[leaving.Format, QueryParameter(name="format")] = "csv",
) -> Stream:
    """Everybody as a CSV file or as vCards."""
    kinds = {"csv": ("text/csv; charset=utf-8", "csv"), "vcard": ("text/vcard", "vcf")}
    media_type, ending = kinds[format_]
    day: date = work.now.date()
    return Stream(
        leaving.contacts_file(
            cast(Database, state.database),
            cast(Credential, request.state.credential),
            READ["scope"],
            format_,
        ),
        headers={
            # The handler's own kind, which stands for both in the document, would win otherwise.
            "Content-Type": media_type,
            "Content-Disposition": f'attachment; filename="people-{day}.{ending}"',
        },
    )


@get("/tags", opt=READ)
async def list_tags(work: NamedDependency[Work]) -> TagList:
    """All tags, with how many people have each."""
    return await tags.list_tags(work)


def _cursors(state: State) -> Cursors:
    return cast(Cursors, state.cursors)


contacts: Final = Router(
    "/contacts",
    route_handlers=[
        list_contacts,
        create_contact,
        upsert_contact,
        upsert_many,
        read_contact,
        change_contact,
        delete_contact,
        restore_contact,
        erase_contact,
        read_timeline,
        do_with_many,
        guess,
        export_contacts,
    ],
)
router: Final = Router(
    "/", route_handlers=[contacts, employers, introductions, list_tags], tags=["People"]
)
