"""The route by which a device brings what was written on it, of any talks, in batches."""

from typing import Final

from litestar import Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.conversations.entries import write_entries
from api.conversations.schemas import EntriesWritten, LineResults
from api.database import Work


@post("/", opt={"scope": "conversations:write"}, status_code=200)
async def push_entries(
    work: NamedDependency[Work], state: State, data: JSONBody[EntriesWritten]
) -> LineResults:
    """Keep entries written on a device; sent again, they are kept once. A refused one does not stop
    the rest. What came from other devices is read from `/v1/changes?type=note_line`."""
    return await write_entries(work, data.entries, listeners=state.line_listeners)


router: Final = Router("/entries", route_handlers=[push_entries], tags=["Talks"])
