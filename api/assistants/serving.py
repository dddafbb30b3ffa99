"""Answers what an assistant asks: who it is, what there is to call, and the calls."""

from pathlib import Path
from typing import Any, Final

import msgspec

from api.assistants.letting_in import NotLetIn, keep_call, require_let_in
from api.assistants.protocol import (
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    Failed,
    initialized,
    told,
    told_why_not,
)
from api.assistants.tools import TOOLS, Means, Tool
from api.credentials import Credential
from api.database import Database
from api.errors import Problem, Unauthenticated, Unavailable

FIRST: Final = "profile:read"
"""The scope of whoever asks what there is; each tool needs one of its own."""
INSTRUCTIONS: Final = (
    Path(__file__).parents[1] / "texts" / "assistants" / "instructions.en.txt"
).read_text()
_HTTP: Final = (NotLetIn, Unauthenticated, Unavailable)
"""Problems of the caller or of ours, not of what was asked: they stay answers of HTTP."""


async def serve(
    database: Database,
    credential: Credential,
    means: Means,
    method: str,
    params: dict[str, Any],
) -> dict[str, Any]:
    """The result of a request. Raises Failed, Unauthenticated, Forbidden (no scope to ask at all, not
    let in) and Unavailable."""
    if method == "tools/call":
        return await _call(database, credential, means, params)
    async with database.enter(credential, FIRST, writing=False) as work:
        await require_let_in(work)
    match method:
        case "initialize":
            return initialized(params, INSTRUCTIONS)
        case "ping":
            return {}
        case "tools/list":
            return {"tools": [tool.described() for tool in TOOLS.values()]}
    raise Failed(METHOD_NOT_FOUND, f"There is no {method} here.")


async def _call(
    database: Database, credential: Credential, means: Means, params: dict[str, Any]
) -> dict[str, Any]:
    tool = TOOLS.get(str(params.get("name")))
    if tool is None:
        raise Failed(INVALID_PARAMS, f"There is no such tool: tools/list names {', '.join(TOOLS)}.")
    try:
        asked = msgspec.convert(params.get("arguments") or {}, tool.takes)
    except msgspec.ValidationError as error:
        return told_why_not(f"That can't be used: {error}")
    try:
        return told(await _done(database, credential, means, tool, asked))
    except _HTTP:
        raise
    except Problem as problem:
        # What the model can mend, or has to tell the person.
        said = [problem.title, problem.detail, *(one.message for one in problem.errors)]
        return told_why_not(
            ". ".join(dict.fromkeys(part.rstrip(".") for part in said if part)) + "."
        )


async def _done(
    database: Database, credential: Credential, means: Means, tool: Tool, asked: msgspec.Struct
) -> msgspec.Struct:
    # Each writes that it was called, also where it only reads.
    async with database.enter(credential, tool.scope, writing=True) as work:
        await require_let_in(work)
        await keep_call(work, credential, tool.name)
        return await tool.does(work, means, asked)
