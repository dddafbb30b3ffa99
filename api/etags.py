"""ETag and If-Match from the integer `version` of a row (428 when missing, 412 when stale)."""

from typing import Annotated, Any, Protocol, TypeVar

from litestar import Response
from litestar.params import HeaderParameter

from api.errors import PreconditionFailed, PreconditionRequired

IfMatch = Annotated[
    str | None,
    HeaderParameter(name="If-Match", description="The ETag that was read", max_length=100),
]


class Versioned(Protocol):
    """What has a version."""

    @property
    def version(self) -> int:
        """Counts the writes of this row."""


class Written(Versioned, Protocol):
    """What the database wrote as JSON: it leaves as it is."""

    @property
    def json(self) -> str:
        """The whole body."""


Shown = TypeVar("Shown", bound=Versioned)


def with_etag(shown: Shown, *, status: int = 200) -> Response[Shown]:
    """The response that carries `shown` and its ETag."""
    return Response(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def as_written(written: Written, *, status: int = 200) -> Response[Any]:
    """The response that carries what the database wrote, and its ETag."""
    return Response(written.json, status_code=status, headers={"ETag": f'"{written.version}"'})


def require_version(if_match: str | None, version: int) -> None:
    """Refuse a change that was not made on `version`.

    Raises PreconditionRequired without If-Match, PreconditionFailed when it names another version.
    """
    if if_match is None:
        raise PreconditionRequired()
    if if_match.strip() != "*" and f'"{version}"' not in [
        tag.strip() for tag in if_match.split(",")
    ]:
        raise PreconditionFailed()
