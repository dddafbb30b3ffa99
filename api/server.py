"""Serves the application over HTTP: one process with one event loop, or several."""

import asyncio
import signal
import socket
from collections.abc import Callable
from typing import Any, Final

import uvloop
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from granian.utils.proxies import wrap_asgi_with_proxy_headers

from api.app import create_app
from api.collecting import keep_what_is_loaded
from api.config import ConfigurationError, Settings
from api.logs import configure_logs
from api.roles import refuse_powerful_role

BACKLOG: Final = 1024
SHUTDOWN_SECONDS: Final = 15
"""Requests that are still answered after this long are given up when the process ends."""

# Granian's own type of an ASGI application is Any.
AsgiApp = Callable[..., Any]


def application() -> AsgiApp:
    """The application of one process, made from the environment (granian's factory).

    To look through what was loaded held every request of that moment for a tenth of a second.
    """
    settings = Settings.from_environment()
    configure_logs(readable=not settings.production)
    app: AsgiApp = create_app(settings)
    if settings.trusted_proxies:
        app = wrap_asgi_with_proxy_headers(app, list(settings.trusted_proxies))
    keep_what_is_loaded()
    return app


class Leaving:
    """The application of a process that will end: everything is answered as before, but it says that
    it is not ready, and each answer is the last one of its connection. So nobody is just asking over
    it when it ends."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self.leaves = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if not self.leaves or scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        away = scope["path"] == "/health/ready"

        async def last(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], (b"connection", b"close")]
                message = message | {"headers": headers}
                if away:
                    message["status"] = 503
            await send(message)

        await self._app(scope, receive, last)


def serve(settings: Settings, host: str, port: int, processes: int, leave: float) -> None:
    """Serve until told to end by SIGTERM or Ctrl-C; requests under way are answered first. One
    process goes on for `leave` seconds after SIGTERM, while others take over.

    Raises ConfigurationError for a database role that production refuses, or a port that is taken.
    """
    if settings.production:
        asyncio.run(refuse_powerful_role(settings.database_url, "DATABASE_URL", "use askwell_app"))
    _refuse_taken_port(host, port)
    if processes == 1:
        uvloop.run(_serve_here(host, port, leave))
        return
    Granian(
        "api.server:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        factory=True,
        websockets=False,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=SHUTDOWN_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


async def _serve_here(host: str, port: int, leave: float) -> None:
    app = Leaving(application())
    # Granian's manager would be a second process, whose death leaves the first without a parent.
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        backlog=BACKLOG,
        # It warns of nothing but being experimental; what fails is an error.
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()

    def leave_first() -> None:
        app.leaves = True
        loop.call_later(leave, server.stop)

    loop.add_signal_handler(signal.SIGTERM, leave_first if leave else server.stop)
    loop.add_signal_handler(signal.SIGINT, server.stop)
    await server.serve()


def _refuse_taken_port(host: str, port: int) -> None:
    # Granian shares a port with whoever else lets it be shared: half of the requests would go to
    # a forgotten process.
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigurationError(f"port {port} of {host} can't be used: {error}") from error
