"""Refusals as exceptions: catch the class, or look at `code`."""

from typing import Any, ClassVar

import httpx


class Problem(Exception):
    """A refusal (RFC 9457). `code` is stable: what it means and what to do about it stands on the
    server's developers' page under this name. `errors` names the fields; quote `request_id` when you
    ask for help."""

    status: ClassVar[int] = 0

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        self.status_code = status
        self.type: str = document.get("type", "")
        self.code: str = self.type.rpartition("/")[2]
        self.title: str = document.get("title", "")
        self.detail: str = document.get("detail", "")
        self.errors: list[dict[str, str]] = document.get("errors", [])
        self.request_id: str = document.get("request_id", "")
        super().__init__(f"{status} {self.code}: {self.detail or self.title}")


class InvalidInput(Problem):
    """Something that was sent can't be used: see `errors`."""

    status = 400


class Unauthenticated(Problem):
    """The token is not good, or not any more."""

    status = 401


class NotAllowed(Problem):
    """The token may not do this."""

    status = 403


class NotFound(Problem):
    """There is nothing there, or it is somebody else's."""

    status = 404


class Conflict(Problem):
    """It contradicts what is there."""

    status = 409


class ChangedMeanwhile(Problem):
    """Somebody was faster: read it again."""

    status = 412


class KeyReused(Problem):
    """The Idempotency-Key was used for another request."""

    status = 422


class TooManyRequests(Problem):
    """It was too often, also after the tries of the client."""

    status = 429


class Unavailable(Problem):
    """A part of the server does not answer, also after the tries of the client."""

    status = 503


def problem_of(answer: httpx.Response) -> Problem:
    """The refusal in an answer."""
    try:
        document = answer.json()
    except ValueError:
        document = {}
    kinds = {kind.status: kind for kind in Problem.__subclasses__()}
    kind = kinds.get(answer.status_code, Problem)
    return kind(answer.status_code, document if isinstance(document, dict) else {})
