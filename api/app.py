"""`create_app()`: what is wired to what, and nothing else."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from api.access import guard, provide_work, scope_of
from api.accounts.routes import router as accounts
from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.paging import Cursors
from api.refusals import refuse
from api.secrets import Keys

ROUTERS: Final[Sequence[ControllerRouterHandler]] = (accounts,)


def create_app(settings: Settings) -> Litestar:
    """The application of one process. Nothing connects before its lifespan begins."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None, None]:
        app.state.database = Database(
            settings.database_url, clock, pool_size=settings.pool_size, name="askwell-api"
        )
        try:
            yield
        finally:
            await app.state.database.close()

    clock = Clock(settings.clock_file)
    keys = Keys(settings.secret_keys)
    app = Litestar(
        [Router("/v1", route_handlers=[*ROUTERS])],
        dependencies={"work": Provide(provide_work)},
        guards=[guard],
        exception_handlers={Exception: refuse},
        lifespan=[lifespan],
        state=State(
            {
                "settings": settings,
                "clock": clock,
                "keys": keys,
                "cursors": Cursors(keys.derive("cursor")),
            }
        ),
        openapi_config=None,
    )
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.http_methods != {"OPTIONS"}:  # Litestar answers these by itself
                scope_of(handler)
    return app
