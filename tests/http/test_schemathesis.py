"""Made-up requests to every operation, anonymous and signed in, valid and invalid: what comes back
is in the document, has its shape, and is never our mistake."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import requests
import schemathesis
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import V1, create_app
from api.credentials import SCOPES
from api.embedded.postgres import Cluster
from api.openapi import document
from tests.conftest import settings_for
from tests.isolation.examples import examples, fill
from tests.isolation.household import Household, settle
from tests.isolation.rows import copy_rows
from tests.people import Somebody, make_somebody

pytestmark = pytest.mark.timeout(600)

SCHEMA = schemathesis.openapi.from_dict(document([V1]))
OPERATIONS = {
    one.ok().definition.raw["operationId"]: one.ok() for one in SCHEMA.get_all_operations()
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BASE = "http://askwell.test"
NOBODY = UUID(int=7)
PLACES = {"what": "activity", "which": "lanes"}
"""What stands in an address where there is no id."""
BODIES = {"sortLines": {"lines": [{"line_id": str(NOBODY), "text": "Ask for SQL"}]}}
"""What a route that opens its own transaction reads before it looks at the scope."""
OFTEN = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Stage:
    """The application on a real database, with a person who owns something of every kind."""

    portal: BlockingPortal
    http: httpx.AsyncClient
    admin: asyncpg.Connection
    model: Household

    def somebody(self, scopes: Sequence[str] = SCOPES) -> Somebody:
        """A new person with the very rows of the model, and a token of these scopes."""
        made: Somebody = self.portal.call(partial(make_somebody, self.admin, scopes=scopes))
        self.portal.call(copy_rows, self.admin, self.model.who, made)
        return made

    def send(self, case: schemathesis.Case, headers: dict[str, str]) -> None:
        """Send one request and look at its answer."""
        asked = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
        sent = {name: value for name, value in asked.headers.items() if name != "Content-Length"}
        sent.pop("Authorization", None)
        sent.pop("Cookie", None)
        try:
            request = self.http.build_request(
                asked.method or "GET",
                asked.url or "",
                headers={**sent, **headers},
                content=asked.body,
            )
        except (httpx.InvalidURL, UnicodeError):
            return  # nothing that a client could send
        answer = self.portal.call(self.http.send, request)
        case.validate_response(answer, checks=CHECKS)


@pytest.fixture(scope="module")
def stage(cluster: Cluster, database: str) -> Iterator[Stage]:
    with start_blocking_portal("asyncio") as portal:
        app = create_app(settings_for(cluster, database))
        with portal.wrap_async_context_manager(app.lifespan()):
            admin = portal.call(asyncpg.connect, cluster.dsn("postgres", database, tcp=True))
            http = httpx.AsyncClient(
                transport=httpx.ASGITransport(app, raise_app_exceptions=False),  # type: ignore[arg-type]
                base_url=BASE,
            )
            who = portal.call(make_somebody, admin)
            yield Stage(portal, http, admin, portal.call(settle, http, admin, who))
            portal.call(http.aclose)
            portal.call(admin.close)


def run(stage: Stage, name: str, count: int, headers: dict[str, str], ids: bool) -> None:
    operation = OPERATIONS[name]
    own: list[dict[str, Any]] = []
    if ids:
        own = [fill(one, stage.model.ids).get("path", {}) for one in examples().get(name, [])]
    strategies = [operation.as_strategy(GenerationMode.POSITIVE)]
    if any(operation.iter_parameters()) or operation.body:
        strategies.append(operation.as_strategy(GenerationMode.NEGATIVE))

    @settings(OFTEN, max_examples=count)
    @given(data=st.data())
    def look(data: st.DataObject) -> None:
        case = data.draw(st.one_of(strategies))
        if own and data.draw(st.booleans()):
            case.path_parameters = {
                **(case.path_parameters or {}),
                **data.draw(st.sampled_from(own)),
            }
            if data.draw(st.booleans()):
                headers_of_case = dict(case.headers or {})
                case.headers = {**headers_of_case, "If-Match": "*"}
        stage.send(case, headers)

    look()


def counts(few: int, many: int) -> list[Any]:
    return [few, pytest.param(many, marks=pytest.mark.long)]


@pytest.mark.parametrize("count", counts(2, 60))
@pytest.mark.parametrize("name", OPERATIONS)
def test_anonymous(stage: Stage, name: str, count: int) -> None:
    public = not OPERATIONS[name].definition.raw["security"]
    run(stage, name, count * 6 if public else count, {}, ids=False)


@pytest.mark.parametrize("count", counts(7, 200))
@pytest.mark.parametrize("name", OPERATIONS)
def test_signed_in(stage: Stage, name: str, count: int) -> None:
    who = stage.somebody()
    tokens = any("token" in one for one in OPERATIONS[name].definition.raw["security"])
    run(stage, name, count, who.bearer if tokens else who.cookie, ids=True)


SCOPED = {
    name: {scope for one in operation.definition.raw["security"] for scope in one.get("token", ())}
    for name, operation in OPERATIONS.items()
}
"""The scopes that the document says a token needs, by operation."""


@pytest.mark.parametrize("scope", SCOPES)
def test_every_other_scope_is_not_enough(stage: Stage, scope: str) -> None:
    """The right token for everything but this: each request that needs it is refused."""
    who = stage.somebody([one for one in SCOPES if one != scope])
    for name in [name for name, needed in SCOPED.items() if scope in needed]:
        raw = OPERATIONS[name]
        path = re.sub(r"\{(\w+)\}", lambda found: PLACES.get(found[1], str(NOBODY)), raw.path)
        sent = {"headers": who.bearer, "json": BODIES.get(name)}
        answer = stage.portal.call(partial(stage.http.request, raw.method.upper(), path, **sent))
        # What an address needs beside its path is looked at first.
        asks = any(
            one["in"] == "query" and one["required"]
            for one in raw.definition.raw.get("parameters", [])
        )
        if answer.status_code != 400 or not asks:
            assert answer.status_code == 403, f"{name}: {answer.status_code} {answer.text}"
            assert answer.json()["type"].endswith("/not-allowed")
