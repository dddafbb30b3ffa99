"""A developer with an application of each kind, and somebody who is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import pytest

from tests.conftest import MakePerson
from tests.oauth.connecting import Client, register
from tests.people import Somebody


@dataclass
class Scene:
    """`nora` is asked by applications of `dev`."""

    http: httpx.AsyncClient
    nora: Somebody
    dev: Somebody
    client: Client
    public: Client
    other: Client
    person: Callable[..., Awaitable[Somebody]]


@pytest.fixture
async def scene(http: httpx.AsyncClient, person: MakePerson) -> Scene:
    nora, dev = await person(), await person()
    client, other = await register(http, dev), await register(http, dev, name="Others")
    public = await register(http, dev, confidential=False)
    return Scene(http, nora, dev, client, public, other, person)
