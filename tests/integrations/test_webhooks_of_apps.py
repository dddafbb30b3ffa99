"""The webhooks of a connected app end with it, whoever ended it, and only those."""

import httpx
import pytest

from tests.conftest import MakePerson
from tests.integrations.receiver import Receiver
from tests.integrations.station import HOOKS, Json, Station
from tests.oauth.connecting import Client, register

pytestmark = pytest.mark.anyio
SCOPES = ["profile:read", "webhooks:read", "webhooks:write"]


@pytest.fixture
async def program(http: httpx.AsyncClient, person: MakePerson) -> Client:
    return await register(http, await person(), scopes=SCOPES)


async def subscribed(station: Station, program: Client, url: str) -> Json:
    """A webhook that the app made for `who`."""
    tokens = await program.tokens(station.who, scope=" ".join(SCOPES))
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    answer = await station.http.post(HOOKS, headers=headers, json={"url": url})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def cut_off(station: Station) -> None:
    listed = await station.http.get("/v1/connections", headers=station.who.cookie)
    (one,) = listed.json()["items"]
    gone = await station.http.delete(f"/v1/connections/{one['id']}", headers=station.who.cookie)
    assert gone.status_code == 204, gone.text


async def test_an_app_that_is_cut_off_hears_nothing_more(
    station: Station, there: Receiver, program: Client
) -> None:
    hook = await subscribed(station, program, there.address)
    await station.happens()
    await station.run()
    assert len(there.got) == 1
    await station.happens(2)
    await cut_off(station)
    assert (await station.read(hook))["state"] == "cut_off"
    # What waited at that moment is not sent either, and what happens then is not even kept for it.
    await station.run()
    await station.happens()
    assert await station.due() == []
    assert (await station.read(hook))["waiting"] == 0
    tried = await station.post(hook, "test", type="goal.revised")
    assert tried.status_code in (200, 202, 204), tried.text
    await station.run()
    assert len(there.got) == 1


async def test_its_maker_ends_it_for_everybody(
    station: Station, there: Receiver, http: httpx.AsyncClient, person: MakePerson
) -> None:
    maker = await person()
    program = await register(http, maker, scopes=SCOPES)
    hook = await subscribed(station, program, there.address)
    gone = await http.delete(f"/v1/applications/{program.id}", headers=maker.cookie)
    assert gone.status_code == 204, gone.text
    await station.happens()
    await station.run()
    assert there.got == []
    assert (await station.read(hook))["state"] == "cut_off"


async def test_the_person_may_keep_it_as_their_own(
    station: Station, there: Receiver, program: Client
) -> None:
    hook = await subscribed(station, program, there.address)
    own = await station.subscribe(there.address, types=["goal.revised"])
    await cut_off(station)
    assert (await station.read(own))["state"] == "on"
    await station.change(hook, paused=False)
    assert (await station.read(hook))["state"] == "on"
    await station.happens()
    await station.run()
    assert len(there.got) == 1
