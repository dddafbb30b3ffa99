"""Sign-in routes: ask for a mail, redeem its code or link, look at the example, sign out."""

from typing import Final, cast

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.access import example_cookie, session_cookie
from api.accounts.access import (
    AnyRequest,
    caller_of,
    cookie,
    mark_cookies,
    means_of,
    session_cookies,
    settings_of,
)
from api.accounts.sign_in import service
from api.accounts.sign_in.arriving import sign_out
from api.accounts.sign_in.schemas import (
    MailAsked,
    SignedIn,
    SignInCode,
    SignInLink,
    SignInMail,
)
from api.accounts.sign_in.service import Entered
from api.database import Work
from api.errors import Problem
from api.refusals import answer


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
    caller = caller_of(request)
    taken = await service.ask_for_mail(work, means_of(request), caller, data)
    return Response(
        MailAsked(sent=True),
        status_code=202,
        headers=taken.headers(),
        cookies=mark_cookies(settings_of(request), caller.mark),
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


@post("/sign-in/example", opt={"scope": "public", "refuses": ("404",)}, status_code=200)
async def enter_example(work: NamedDependency[Work], request: AnyRequest) -> Response[SignedIn]:
    """Look at the demo story; nothing can be changed in it. A session of one's own waits meanwhile."""
    caller = caller_of(request, looking=True)
    entered = await service.enter_example(work, means_of(request), caller)
    return _signed_in(request, entered)


@post("/sign-out", opt={"scope": "public"}, status_code=204)
async def leave(work: NamedDependency[Work], request: AnyRequest) -> Response[None]:
    """End this browser's session; also where there is none any more. Whoever looks at the example
    leaves only that, and is back in the session of their own."""
    settings = settings_of(request)
    looking = bool(request.cookies.get(example_cookie(settings)))
    await sign_out(work, caller_of(request, looking=looking).session_hash)
    name = example_cookie(settings) if looking else session_cookie(settings)
    return Response(None, status_code=204, cookies=[cookie(settings, name, "", seconds=0)])


router: Final = Router(
    "/",
    route_handlers=[ask_for_mail, redeem_code, redeem_link, enter_example, leave],
    tags=["Sign-in"],
)
