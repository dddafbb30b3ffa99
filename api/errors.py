"""Refusals: one class each, with a status and a stable name, told as RFC 9457 problem documents."""

from typing import ClassVar

import msgspec

PROBLEM_BASE = "https://askwell.example.org/problems/"
PROBLEM_MEDIA_TYPE = "application/problem+json"


class FieldError(msgspec.Struct, frozen=True):
    """One wrong field: where it stands (`body.name`, `query.limit`), what is wrong, what would be right."""

    field: str
    code: str
    message: str


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457 problem document. `type` is stable and safe to compare; `title` is for people."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]
    request_id: str


class Problem(Exception):
    """A refusal that the client can read; subclasses fix status, code and title."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(
        self,
        detail: str = "",
        *,
        errors: list[FieldError] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = errors or []
        self.headers = headers or {}

    def document(self, request_id: str) -> ProblemDocument:
        """The document that is sent for this refusal."""
        return ProblemDocument(
            type=PROBLEM_BASE + self.code,
            title=self.title,
            status=self.status,
            detail=self.detail,
            errors=self.errors,
            request_id=request_id,
        )


class InvalidInput(Problem):
    """Something that was sent can't be used; `errors` names the fields and the remedy."""

    status, code, title = 400, "invalid-input", "Something that was sent can't be used"

    @classmethod
    def field(cls, field: str, code: str, message: str) -> "InvalidInput":
        """The refusal of one field."""
        return cls(message, errors=[FieldError(field, code, message)])


class Unauthenticated(Problem):
    """No credential, or one that is no longer valid."""

    status, code, title = 401, "sign-in-needed", "Please sign in"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": 'Bearer realm="askwell"'})


class Forbidden(Problem):
    """The credential is valid but may not do this."""

    status, code, title = 403, "not-allowed", "This credential may not do that"


class ReadOnly(Forbidden):
    """The example can be looked at, not changed."""

    code, title = "example-is-read-only", "This is an example: look around, nothing is kept"


class LimitReached(Forbidden):
    """A limit of the plan is reached."""

    code, title = "limit-reached", "The limit is reached"


class NotFound(Problem):
    """There is no such thing, or it is not yours: the two are never told apart."""

    status, code, title = 404, "not-found", "There is no such thing here"


class MethodNotAllowed(Problem):
    """The address exists, but not for this method."""

    status, code, title = 405, "method-not-allowed", "That can't be done at this address"


class Conflict(Problem):
    """What was asked contradicts what is there."""

    status, code, title = 409, "conflict", "That contradicts what is already there"


class PreconditionFailed(Problem):
    """The version named in If-Match is not the present one."""

    status, code, title = 412, "changed-meanwhile", "It was changed meanwhile: read it again"


class PayloadTooLarge(Problem):
    """More was sent than is accepted."""

    status, code, title = 413, "too-large", "That is more than can be taken at once"


class UnsupportedMediaType(Problem):
    """The body is of a kind that this address does not read."""

    status, code, title = 415, "unsupported-media-type", "Send this as application/json"


class PreconditionRequired(Problem):
    """A change needs If-Match with the version that was read."""

    status, code, title = 428, "if-match-needed", "Send If-Match with the ETag you read"


class TooManyRequests(Problem):
    """Asked too often; Retry-After says when to come back."""

    status, code, title = 429, "too-many-requests", "That was too often: wait a little"

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"Try again in {retry_after} seconds.", headers={"Retry-After": str(retry_after)}
        )


class Unavailable(Problem):
    """Something that we depend on does not answer; nothing was changed."""

    status, code, title = 503, "unavailable", "We can't reach a part of ourselves: try again soon"

    def __init__(self, detail: str = "Nothing was changed.", *, retry_after: int = 2) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})
