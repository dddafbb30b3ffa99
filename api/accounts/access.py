"""What the account routes learn from a request, and the cookies they answer with."""

from typing import Final, cast

from litestar import Request
from litestar.datastructures import Cookie, State

from api.access import example_cookie, session_cookie
from api.accounts.sign_in.arriving import EXAMPLE_LASTS, SESSION_LASTS, Caller, Means
from api.accounts.sign_in.browsers import browser_label, mark_cookie, read_or_make_mark
from api.accounts.sign_in.service import Entered
from api.config import Settings
from api.credentials import Credential, read_credential
from api.limits import network_of

MARK_SECONDS: Final = 86_400

AnyRequest = Request[object, object, State]


def caller_of(request: AnyRequest, *, looking: bool = False) -> Caller:
    """Who asks, as far as cookies and headers tell: with the session of their own, or with that of
    the example they are `looking` at."""
    settings = settings_of(request)
    name = example_cookie(settings) if looking else session_cookie(settings)
    credential = read_credential(request.cookies.get(name, ""))
    return Caller(
        mark=read_or_make_mark(request.cookies.get(mark_cookie(settings))),
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
    """The cookie of a new session. One's own ends a look at the example; the example leaves one's
    own alone."""
    looked_at = example_cookie(settings)
    if entered.person.example:
        seconds = int(EXAMPLE_LASTS.total_seconds())
        return [cookie(settings, looked_at, entered.session, seconds=seconds)]
    seconds = int(SESSION_LASTS.total_seconds())
    return [
        cookie(settings, session_cookie(settings), entered.session, seconds=seconds),
        cookie(settings, looked_at, "", seconds=0),
    ]


def mark_cookies(settings: Settings, mark: str) -> list[Cookie]:
    """The cookie that binds what was asked for to this browser."""
    return [cookie(settings, mark_cookie(settings), mark, seconds=MARK_SECONDS)]


def session_hash_of(request: AnyRequest) -> bytes:
    """The hash of the session this request came with; for routes of the scope `session`."""
    return cast(Credential, request.state["credential"]).hash
