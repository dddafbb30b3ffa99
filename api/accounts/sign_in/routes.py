"""Sign-in routes: ask for a mail, redeem its code or link, look at the example, sign out."""

from typing import Final, TypeVar, cast

from litestar import Request, Response, Router, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.access import session_cookie
from api.accounts.sign_in import service
from api.accounts.sign_in.arriving import EXAMPLE_LASTS, SESSION_LASTS, Caller, Means, sign_out
from api.accounts.sign_in.browsers import browser_label, mark_cookie, read_or_make_mark
from api.accounts.sign_in.schemas import (
    MailAsked,
    SignedIn,
    SignInCode,
    SignInLink,
    SignInMail,
)
from api.accounts.sign_in.service import Entered
from api.config import Settings
from api.credentials import read_credential
from api.database import Work
from api.errors import Problem
from api.limits import network_of
from api.refusals import answer

MARK_SECONDS: Final = 86_400
SESSION_SECONDS: Final = int(SESSION_LASTS.total_seconds())

AnyRequest = Request[object, object, State]
Body = TypeVar("Body")


def caller_of(request: AnyRequest) -> Caller:
    """Who asks, as far as cookies and headers tell."""
    settings = settings_of(request)
    credential = read_credential(request.cookies.get(session_cookie(settings), ""))
    return Caller(
        mark=request.cookies.get(mark_cookie(settings)),
        label=browser_label(request.headers.get("user-agent", "")),
        network=network_of(request.client.host if request.client else None),
        session_hash=credential.hash if credential else None,
    )


def settings_of(request: AnyRequest) -> Settings:
    """The settings of this application."""
    return cast(Settings, request.app.state.settings)


def means_of(request: AnyRequest) -> Means:
    """What sign-in works with, from the application."""
    state = request.app.state
    return Means(state["settings"], state["keys"], state["courier"])


def cookie(settings: Settings, name: str, value: str, *, seconds: int) -> Cookie:
    """A cookie that scripts can't read and other sites can't send along with a write."""
    return Cookie(
        key=name,
        value=value,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=settings.secure,
        samesite="lax",
    )


def session_cookies(settings: Settings, entered: Entered) -> list[Cookie]:
    """The cookie of a new session."""
    seconds = int(EXAMPLE_LASTS.total_seconds()) if entered.person.example else None
    return [
        cookie(
            settings,
            session_cookie(settings),
            entered.session,
            seconds=seconds or SESSION_SECONDS,
        )
    ]


def _signed_in(request: AnyRequest, result: Entered | Problem) -> Response[SignedIn]:
    if isinstance(result, Problem):
        # Returned, not raised: the transaction commits, and the wrong try counts.
        return cast("Response[SignedIn]", answer(request, result))
    return Response(
        SignedIn(result.person, result.target),
        status_code=200,
        cookies=session_cookies(settings_of(request), result),
    )


@post("/sign-in/mail", opt={"scope": "public"}, status_code=202)
async def ask_for_mail(
    work: NamedDependency[Work], data: JSONBody[SignInMail], request: AnyRequest
) -> Response[MailAsked]:
    """Have a mail with a code and a link sent; the answer is the same for every address."""
    settings, caller = settings_of(request), caller_of(request)
    mark = read_or_make_mark(caller.mark)
    caller = Caller(mark, caller.label, caller.network, caller.session_hash)
    taken = await service.ask_for_mail(work, means_of(request), caller, data)
    return Response(
        MailAsked(sent=True),
        status_code=202,
        headers=taken.headers(),
        cookies=[cookie(settings, mark_cookie(settings), mark, seconds=MARK_SECONDS)],
    )


@post("/sign-in/code", opt={"scope": "public"}, status_code=200)
async def redeem_code(
    work: NamedDependency[Work], data: JSONBody[SignInCode], request: AnyRequest
) -> Response[SignedIn]:
    """Sign in with the six digits of the mail, in the browser that asked for it."""
    result = await service.redeem_code(work, means_of(request), caller_of(request), data)
    return _signed_in(request, result)


@post("/sign-in/link", opt={"scope": "public"}, status_code=200)
async def redeem_link(
    work: NamedDependency[Work], data: JSONBody[SignInLink], request: AnyRequest
) -> Response[SignedIn]:
    """Sign in with the link of the mail. Programs that look into mails don't POST, so they use
    nothing up."""
    result = await service.redeem_link(work, means_of(request), caller_of(request), data)
    return _signed_in(request, result)


@post("/sign-in/example", opt={"scope": "public"}, status_code=200)
async def enter_example(work: NamedDependency[Work], request: AnyRequest) -> Response[SignedIn]:
    """Look at the demo story; nothing can be changed in it."""
    entered = await service.enter_example(work, means_of(request), caller_of(request))
    return _signed_in(request, entered)


@post("/sign-out", opt={"scope": "public"}, status_code=204)
async def leave(work: NamedDependency[Work], request: AnyRequest) -> Response[None]:
    """End this browser's session; also where there is none any more."""
    settings = settings_of(request)
    await sign_out(work, caller_of(request).session_hash)
    gone = cookie(settings, session_cookie(settings), "", seconds=0)
    return Response(None, status_code=204, cookies=[gone])


router: Final = Router(
    "/",
    route_handlers=[ask_for_mail, redeem_code, redeem_link, enter_example, leave],
    tags=["Sign-in"],
)
