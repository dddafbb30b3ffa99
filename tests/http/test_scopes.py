"""Opening the transaction is what checks a credential and its scope: a route that needs one and
opens none would let everybody in who looks signed in."""

from litestar import Litestar
from litestar.di import Provide

from api.access import provide_work, scope_of
from api.app import V1
from api.credentials import PUBLIC

OPENS_ITS_OWN = {
    ("POST", "/v1/me/identities"),
    ("POST", "/v1/conversations/{conversation_id:uuid}/sorting"),
}
"""Routes that wait for somebody else and hold no connection meanwhile."""


def test_every_route_that_needs_a_credential_opens_work() -> None:
    app = Litestar([V1], dependencies={"work": Provide(provide_work)}, openapi_config=None)
    without = {
        (method, route.path)
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.http_methods != {"OPTIONS"}
        for method in handler.http_methods
        if scope_of(handler) != PUBLIC and "work" not in handler.parsed_fn_signature.parameters
    }
    assert without == OPENS_ITS_OWN
