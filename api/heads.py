"""HEAD: every address that can be read answers it like GET, without the body (RFC 9110 section 9.3.2)."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def heads(app: ASGIApp) -> ASGIApp:
    """Wrap the application so that HEAD is asked of it as GET, and only the head is sent on."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return
        # The very scope, not a copy: those around read the route from it that is found here.
        scope["method"] = "GET"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                scope["method"] = "HEAD"
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await app(scope, receive, sending)

    return wrapped
