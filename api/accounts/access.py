"""What the account routes learn from a request, and the cookies they answer with."""

from typing import Final, cast

from litestar import Request
from litestar.datastructures import Cookie, State

from api.access import session_cookie
from api.accounts.sign_in.arriving import EXAMPLE_LASTS, SESSION_LASTS, Caller, Means
from api.accounts.sign_in.browsers import browser_label, mark_cookie, read_or_make_mark
from api.accounts.sign_in.service import Entered
from api.config import Settings
from api.credentials import Credential, read_credential
from api.limits import network_of

MARK_SECONDS: Final = 86_400

AnyRequest = Request[object, object, State]


def caller_of(request: AnyRequest) -> Caller:
    """Who asks, as far as cookies and headers tell."""
    settings = settings_of(request)
    credential = read_credential(request.cookies.get(session_cookie(settings), ""))
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
    """The cookie of a new session."""
    lasts = EXAMPLE_LASTS if entered.person.example else SESSION_LASTS
    seconds = int(lasts.total_seconds())
    return [cookie(settings, session_cookie(settings), entered.session, seconds=seconds)]


def mark_cookies(settings: Settings, mark: str) -> list[Cookie]:
    """The cookie that binds what was asked for to this browser."""
    return [cookie(settings, mark_cookie(settings), mark, seconds=MARK_SECONDS)]


def session_hash_of(request: AnyRequest) -> bytes:
    """The hash of the session this request came with; for routes of the scope `session`."""
    return cast(Credential, request.state["credential"]).hash
