"""Routes to providers and back. They hold no transaction while the other side is asked."""

from typing import Annotated, Final, cast
from urllib.parse import urlencode

from litestar import Response, Router, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from api.access import session_cookie
from api.accounts.access import (
    AnyRequest,
    caller_of,
    mark_cookies,
    means_of,
    session_cookies,
    settings_of,
)
from api.accounts.oidc.schemas import ProviderChoice, ProviderList, ProviderPage, ProviderRead
from api.accounts.oidc.service import (
    CodeSent,
    Connected,
    Door,
    ProviderAnswer,
    Providers,
    code_page,
    come_back,
    leave,
)
from api.accounts.sign_in.schemas import Whereabouts
from api.credentials import Credential, read_credential
from api.errors import PROBLEM_MEDIA_TYPE, Problem, ProblemDocument
from api.refusals import answer

_REFUSED: Final = ResponseSpec(
    data_container=ProblemDocument,
    description="The provider, or what came back from it, was refused.",
    media_type=PROBLEM_MEDIA_TYPE,
)
_ELSEWHERE: Final = ResponseSpec(
    data_container=ProblemDocument,
    description="It belongs to another account, or the address does.",
    media_type=PROBLEM_MEDIA_TYPE,
)

Words = Annotated[str | None, QueryParameter(max_length=2000)]
Short = Annotated[str | None, QueryParameter(max_length=100)]
Answered = Annotated[str | None, QueryParameter(description="As the provider sends it")]


def _door(request: AnyRequest) -> Door:
    state = request.app.state
    return Door(state["database"], means_of(request), cast(Providers, state["providers"]))


def _moved(address: str, **options: object) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": address}, **options)  # type: ignore[arg-type]


def _refusal(request: AnyRequest, provider_id: str, problem: Problem) -> Response[bytes]:
    """A person who comes by a link or from the provider gets a page, a program the document."""
    if "text/html" not in request.headers.get("accept", ""):
        return answer(request, problem)
    words = urlencode({"problem": problem.code, "provider": provider_id})
    return _moved(f"/sign-in#{words}")


@get("/sign-in/providers", opt={"scope": "public"})
async def list_providers(request: AnyRequest) -> ProviderList:
    """The providers one can sign in with."""
    rules = cast(Providers, request.app.state["providers"]).rules
    return ProviderList([ProviderRead(rule.id, rule.label) for rule in rules.values()])


@get(
    "/sign-in/providers/{provider_id:str}/start",
    opt={"scope": "public"},
    status_code=303,
    responses={403: _REFUSED},
)
async def start(
    request: AnyRequest,
    provider_id: FromPath[str],
    target: Words = None,
    zone: Short = None,
    locale: Short = None,
    country: Short = None,
) -> Response[bytes]:
    """Go to a provider to sign in there; the browser comes back to the callback."""
    caller = caller_of(request)
    whereabouts = Whereabouts(zone=zone, locale=locale, country=country)
    try:
        address = await leave(_door(request), caller, provider_id, target, whereabouts)
    except Problem as problem:
        return _refusal(request, provider_id, problem)
    return _moved(address, cookies=mark_cookies(settings_of(request), caller.mark))


@get(
    "/sign-in/providers/{provider_id:str}/callback",
    opt={"scope": "public"},
    status_code=303,
    responses={403: _REFUSED, 409: _ELSEWHERE},
)
async def callback(
    request: AnyRequest,
    provider_id: FromPath[str],
    sent_state: Annotated[
        str | None, QueryParameter(name="state", description="As the provider sends it")
    ] = None,
    code: Answered = None,
    iss: Answered = None,
    error: Answered = None,
) -> Response[bytes]:
    """Come back from a provider: signed in, connected, or asked for a code."""
    settings, door = settings_of(request), _door(request)
    session = read_credential(request.cookies.get(session_cookie(settings), ""))
    try:
        arrival = await come_back(
            door,
            caller_of(request),
            session,
            provider_id,
            ProviderAnswer(state=sent_state or "", code=code or "", iss=iss, error=error),
        )
    except Problem as problem:
        return _refusal(request, provider_id, problem)
    if isinstance(arrival, CodeSent):
        return _moved(code_page(arrival, door.providers.rules[provider_id].label))
    if isinstance(arrival, Connected):
        return _moved(arrival.target)
    new = arrival.person.profile.first_run_done_at is None
    address = arrival.target or ("/start" if new else "/")
    return _moved(address, cookies=session_cookies(settings, arrival))


@post("/me/identities", opt={"scope": "session", "refuses": ("404",)}, status_code=200)
async def connect(request: AnyRequest, data: JSONBody[ProviderChoice]) -> Response[ProviderPage]:
    """Connect a further provider, soon after signing in: open `url` in this browser."""
    caller = caller_of(request)
    address = await leave(
        _door(request),
        caller,
        data.provider,
        data.target,
        Whereabouts(),
        connecting=cast(Credential, request.state["credential"]),
    )
    cookies = mark_cookies(settings_of(request), caller.mark)
    return Response(ProviderPage(address), status_code=200, cookies=cookies)


router: Final = Router(
    "/", route_handlers=[list_providers, start, callback, connect], tags=["Sign-in"]
)
