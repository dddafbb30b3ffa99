"""Routes of what was heard: claims, the lines behind them, and what seems to say the same."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from api.contacts.schemas import NO_NUL
from api.database import Work
from api.etags import IfMatch, with_etag
from api.insights import claims, moving, searching, suggesting
from api.insights.heard_schemas import (
    AlikeList,
    ClaimChange,
    ClaimLine,
    ClaimList,
    ClaimPage,
    ClaimWithLines,
    EvidenceChange,
    EvidenceList,
    Found,
    MoveCreate,
    MoveRead,
    Stands,
    Theme,
    Unlike,
)
from api.paging import Cursor, Limit

Words = Annotated[
    str, QueryParameter(min_length=1, max_length=100, pattern=NO_NUL, description="What was typed")
]
READ: Final = {"scope": "conversations:read"}
WRITE: Final = {"scope": "conversations:write"}


@get("/insights", opt=READ)
async def list_insights(
    work: NamedDependency[Work],
    state: State,
    theme: FromQuery[Theme | None] = None,
    stands: FromQuery[Stands | None] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ClaimPage:
    """What I heard, as claims: the best supported first, what is old weighs less. `stands` names
    those of two employers or more, those that somebody disagrees with, or those of one source."""
    return await claims.list_claims(
        work, state.cursors, theme=theme, stands=stands, limit=limit, cursor=cursor
    )


@get("/insights/alike", opt=READ)
async def list_alike(
    work: NamedDependency[Work],
    state: State,
    conversation_id: FromQuery[UUID | None] = None,
    limit: Limit = 20,
) -> AlikeList:
    """Lines of two claims that seem to say the same, the likeliest first; of one talk, when it is
    named. Nothing is grouped by itself."""
    return await suggesting.suggest(
        work, conversation_id=conversation_id, limit=limit, skills=state["skills_in"]
    )


@post("/insights/unlike", opt=WRITE, status_code=204)
async def refuse_alike(work: NamedDependency[Work], data: JSONBody[Unlike]) -> None:
    """Two lines do not say the same: their claims are not suggested for each other again."""
    await suggesting.refuse(work, data)


@get("/insights/{insight_id:uuid}", opt=READ)
async def read_insight(
    work: NamedDependency[Work], insight_id: FromPath[UUID]
) -> Response[ClaimWithLines]:
    """One claim with the lines behind it: who said it, where they worked, and when."""
    return with_etag(await claims.read_claim(work, insight_id))


@patch("/insights/{insight_id:uuid}", opt=WRITE)
async def change_insight(
    work: NamedDependency[Work],
    insight_id: FromPath[UUID],
    data: JSONBody[ClaimChange],
    if_match: IfMatch = None,
) -> Response[ClaimWithLines]:
    """Say it in my own words, or what it is about."""
    return with_etag(await claims.change_claim(work, insight_id, data, if_match=if_match))


@get("/conversations/{conversation_id:uuid}/insights", opt=READ)
async def list_claims_of_talk(
    work: NamedDependency[Work], conversation_id: FromPath[UUID]
) -> ClaimList:
    """The claims that have a line of one talk, with all that stands behind them."""
    return await claims.claims_of_talk(work, conversation_id)


@get("/evidence", opt=READ)
async def list_evidence(
    work: NamedDependency[Work], conversation_id: FromQuery[UUID]
) -> EvidenceList:
    """The lines of one talk that stand behind claims, each with the claim's id."""
    return await claims.list_evidence(work, conversation_id)


@patch("/evidence/{evidence_id:uuid}", opt=WRITE)
async def change_evidence(
    work: NamedDependency[Work],
    evidence_id: FromPath[UUID],
    data: JSONBody[EvidenceChange],
    if_match: IfMatch = None,
) -> Response[ClaimLine]:
    """A line supports its claim, or says the contrary."""
    return with_etag(await claims.change_evidence(work, evidence_id, data, if_match=if_match))


@post("/insight-moves", opt=WRITE)
async def move_insight(
    work: NamedDependency[Work], data: JSONBody[MoveCreate]
) -> Response[MoveRead]:
    """Two claims are one, a line belongs to a claim, or to one of its own. The same again answers
    200."""
    made, new = await moving.move(work, data)
    return Response(made, status_code=201 if new else 200)


@delete("/insight-moves/{move_id:uuid}", opt=WRITE)
async def undo_insight_move(work: NamedDependency[Work], move_id: FromPath[UUID]) -> None:
    """Have the lines stand where they stood, for 30 days."""
    await moving.undo_move(work, move_id)


@get("/search", opt=READ)
async def search(work: NamedDependency[Work], q: Words, limit: Limit = 20) -> Found:
    """Notes and claims that have all these words, or words that begin so: `"in this order"`, `or`
    and `-not` are understood. People are found by `/v1/contacts?q=`."""
    return await searching.search(work, q, limit=limit)


router: Final = Router(
    "/",
    route_handlers=[
        list_insights,
        list_alike,
        refuse_alike,
        read_insight,
        change_insight,
        list_claims_of_talk,
        list_evidence,
        change_evidence,
        move_insight,
        undo_insight_move,
        search,
    ],
    tags=["What was heard"],
)
