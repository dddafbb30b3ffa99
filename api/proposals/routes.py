"""Routes of the optional language model: what it is, agreeing to it, and what it makes of notes."""

from typing import Final, cast
from uuid import UUID

from litestar import Request, Router, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.credentials import SESSION, Credential
from api.database import Database, Work
from api.proposals import agreeing, sorting
from api.proposals.schemas import ModelAgree, ModelRead, Proposals, SortingRead, SortingWish
from api.proposals.wire import Model
from api.secrets import Keys

WRITE: Final = "conversations:write"


@get("/me/model", opt={"scope": "profile:read"})
async def read_model(work: NamedDependency[Work], state: State) -> ModelRead:
    """The language model of this installation, if there is one, and whether I agreed to use it."""
    return await agreeing.read_model(work, _model(state))


@put("/me/model", opt={"scope": SESSION})
async def agree_to_model(
    work: NamedDependency[Work], state: State, data: JSONBody[ModelAgree]
) -> ModelRead:
    """Agree to send notes to the model at this host, each time only what I was shown."""
    return await agreeing.agree(work, _model(state), data)


@delete("/me/model", opt={"scope": "profile:write"})
async def leave_model(work: NamedDependency[Work]) -> None:
    """Take that back: nothing is sent from then on."""
    await agreeing.take_back(work)


@get("/conversations/{conversation_id:uuid}/sorting", opt={"scope": "conversations:read"})
async def read_sorting(
    work: NamedDependency[Work], state: State, conversation_id: FromPath[UUID]
) -> SortingRead:
    """All that would be sent to have the lines of a talk sorted. Nothing is sent yet."""
    return await sorting.read_sorting(work, _model(state), conversation_id)


# Without the request's own transaction: none is held open while a model thinks.
@post("/conversations/{conversation_id:uuid}/sorting", opt={"scope": WRITE}, status_code=200)
async def sort_lines(
    request: Request[object, object, State],
    state: State,
    conversation_id: FromPath[UUID],
    data: JSONBody[SortingWish],
) -> Proposals:
    """Send these lines, as they were shown or shortened, and get what the model proposes. Nothing of
    it is kept: confirm it by writing the line, the insight or the signal."""
    return await sorting.sort_lines(
        cast(Database, state["database"]),
        cast("Credential | None", request.state.get("credential")),
        WRITE,
        cast(Keys, state["keys"]),
        _model(state),
        conversation_id,
        data,
    )


def _model(state: State) -> Model | None:
    return cast("Model | None", state["model"])


router: Final = Router(
    "/",
    route_handlers=[read_model, agree_to_model, leave_model, read_sorting, sort_lines],
    tags=["Language model"],
)
