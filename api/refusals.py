"""How refusals reach the client: every exception becomes one problem document."""

import re
from collections.abc import Mapping
from typing import Final, cast

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, ValidationException

from api.errors import (
    PROBLEM_MEDIA_TYPE,
    FieldError,
    InvalidInput,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Problem,
    UnsupportedMediaType,
)
from api.logs import log

AnyRequest = Request[object, object, State]

_PLACE = re.compile(r"\{[^}]+\}")

_OF_STATUS: dict[int, type[Problem]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
}


def answer(request: AnyRequest, problem: Problem) -> Response[bytes]:
    """The response of a refusal."""
    request_id = cast(str, request.scope.get("state", {}).get("request_id", ""))
    return Response(
        msgspec.json.encode(problem.document(request_id)),
        status_code=problem.status,
        headers=problem.headers,
        media_type=PROBLEM_MEDIA_TYPE,
    )


def refuse(request: AnyRequest, error: Exception) -> Response[bytes]:
    """The one exception handler of the application."""
    problem = _as_problem(error)
    if isinstance(problem, MethodNotAllowed):
        problem.headers["Allow"] = ", ".join(_allowed(request))
    if problem.status >= 500:
        log.error("request_failed", path=request.url.path, error=repr(error), exc_info=error)
    return answer(request, problem)


def _allowed(request: AnyRequest) -> list[str]:
    path = request.url.path.rstrip("/")
    found = {
        method
        for route in request.app.routes
        if re.fullmatch(_PLACE.sub("[^/]+", route.path_format).rstrip("/"), path)
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
    }
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, ExceptionGroup):
        # What the end of the transaction raises (a refusal of the database, say) comes wrapped.
        return _as_problem(error.exceptions[0])
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationException):
        return InvalidInput(error.detail, errors=_field_errors(error))
    if isinstance(error, HTTPException):
        kind = _OF_STATUS.get(error.status_code)
        if kind is not None:
            return kind("" if error.status_code == 404 else error.detail)
        if error.status_code < 500:
            return InvalidInput(error.detail)
    if isinstance(error, asyncpg.DataError):
        return InvalidInput("A value is outside of what can be kept.")
    return Problem()


def _field_errors(error: ValidationException) -> list[FieldError]:
    found = error.extra if isinstance(error.extra, list) else []
    return [_field_error(item) for item in found if isinstance(item, dict)]


_OF_OBJECT: Final = re.compile(r"Object (missing required|contains unknown) field `(.+)`")
"""What msgspec says of an object's field, at the place of the object."""


def _field_error(item: Mapping[str, object]) -> FieldError:
    # The kind of a parameter is an enumeration of texts, which only joining takes for its text; a
    # whole body goes by the name of the handler's argument.
    places = [part for part in (item.get("source"), item.get("key")) if isinstance(part, str)]
    place = ".".join(places if places != ["body", "data"] else ["body"]) or "body"
    message = str(item.get("message", ""))
    of_object = _OF_OBJECT.fullmatch(message)
    if of_object is None:
        return FieldError(place, "invalid", message)
    field = f"{place}.{of_object[2]}"
    if of_object[1] == "missing required":
        return FieldError(field, "needed", "Send this field.")
    return FieldError(field, "unknown-field", "Leave it out: there is no such field here.")
