"""The messages of the Model Context Protocol that are answered here: one request, one answer, no session.

Revisions 2025-03-26 to 2025-11-25 (modelcontextprotocol.io/specification), which every client begins
with `initialize` or falls back to.
"""

from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

VERSIONS: Final = ("2025-11-25", "2025-06-18", "2025-03-26")
"""The newest first: it is what is spoken with somebody who knows none of them."""
PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
"""Numbers of JSON-RPC 2.0, section 5.1."""
Id = str | int


class Message(msgspec.Struct, frozen=True):
    """A request (with `method` and `id`), a notification (without `id`) or an answer (without
    `method`)."""

    jsonrpc: Literal["2.0"]
    method: str | UnsetType = UNSET
    id: Id | None | UnsetType = UNSET
    params: dict[str, Any] = {}


class Failed(Exception):
    """A request that JSON-RPC refuses, with the number of why."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def read_message(body: bytes) -> Message:
    """The one message of a body. Raises Failed."""
    try:
        return msgspec.json.decode(body, type=Message)
    except msgspec.ValidationError as error:
        raise Failed(INVALID_REQUEST, f"Send one JSON-RPC 2.0 message: {error}") from error
    except msgspec.DecodeError as error:
        raise Failed(PARSE_ERROR, f"This is not JSON: {error}") from error


def initialized(params: dict[str, Any], instructions: str) -> dict[str, Any]:
    """What a client is told first: its own revision where it is known, otherwise the newest."""
    asked = params.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "askwell", "title": "Askwell", "version": "1"},
        "instructions": instructions,
    }


def answered(request_id: Id | None, result: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request."""
    return {"jsonrpc": "2.0", "id": request_id, "result": result}


def refused(request_id: Id | None, failed: Failed) -> dict[str, Any]:
    """The answer to a request that is refused."""
    error = {"code": failed.code, "message": failed.message}
    return {"jsonrpc": "2.0", "id": request_id, "error": error}


def told(content: msgspec.Struct) -> dict[str, Any]:
    """What a tool found, for programs and as text."""
    return {
        "content": [{"type": "text", "text": msgspec.json.encode(content).decode()}],
        "structuredContent": msgspec.to_builtins(content),
        "isError": False,
    }


def told_why_not(sentence: str) -> dict[str, Any]:
    """Why a tool did not do it, for the model to read."""
    return {"content": [{"type": "text", "text": sentence}], "isError": True}
