"""A place with hosts for these tests, and the job that writes their mails."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from api.clock import Clock
from api.config import Settings
from api.database import Database
from api.deliveries.rules import Claimed, Prepared, Rule, Send
from api.hosting.asking import ASKED, EXPIRES
from api.hosting.staff import HOST_MAIL
from api.hosting.telling import ANSWERED, HostAnswered, HostAsked, HostMail, HostRequestExpires
from api.secrets import Keys
from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, open_place
from tests.people import Somebody
from tests.sharing.part import Part, join

ADDRESS = "https://askwell.example.org"


class Hosts:
    """Hosts of a place, and what happens to them by themselves."""

    def __init__(self, place: Place, worker: Database, keys: Keys) -> None:
        self.place, self.worker = place, worker
        self.rules: dict[str, Rule] = {
            HOST_MAIL: HostMail(ADDRESS, keys),
            ASKED: HostAsked(ADDRESS, keys),
            EXPIRES: HostRequestExpires(),
            ANSWERED: HostAnswered(),
        }

    async def job(
        self, kind: str, who: Somebody, subject: str, at: datetime | None = None
    ) -> Prepared:
        """What a rule makes of this, asked as `who`."""
        async with self.worker.enter_as([who.id]) as work:
            work.now = at or work.now
            claimed = Claimed(
                who.id, new_id(), kind, UUID(subject), "v1", "app", who.id, work.now, 1, 0
            )
            return await self.rules[kind].prepare(work, claimed)

    async def clocks(self, kind: str, subject: str) -> list[asyncpg.Record]:
        """The clocks of this kind and subject, whoever's they are."""
        return await self.place.admin.fetch(
            "SELECT * FROM person.clocks WHERE kind = $1 AND subject_id = $2", kind, UUID(subject)
        )

    async def invited(self, name: str = "Grace Obi", **more: object) -> str:
        """The id of somebody who is asked to be a host."""
        host = str(new_id())
        body = {"id": host, "name": name, "email": f"{new_id().hex}@example.org", **more}
        await self.place.do("admin", "POST", "/hosts", body)
        return host

    async def secret(self, host: str, who: str = "admin") -> str:
        """The secret in the mail that a host got."""
        mail = await self.job(HOST_MAIL, self.place.staff[who], host)
        assert isinstance(mail, Send)
        return mail.letter.text.partition("/volunteer#")[2].split()[0]

    async def page(self, path: str, secret: str, **body: object) -> httpx.Response:
        """A request of a host's own page, by nobody who is signed in."""
        url = f"/v1/host-page/{path}"
        return await self.place.http.post(url, json={"secret": secret, **body})

    async def do(self, path: str, secret: str, **body: object) -> Any:
        answer = await self.page(path, secret, **body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    async def agreed(self, name: str = "Grace Obi", **more: object) -> tuple[str, str]:
        """The id and the secret of a host who agreed."""
        host = await self.invited(name, **more)
        secret = await self.secret(host)
        await self.do("agree", secret, consent_version=1)
        return host, secret


@pytest.fixture
async def place(http: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson) -> Place:
    return await open_place(http, admin, person)


@pytest.fixture
async def hosts(place: Place, settings: Settings) -> AsyncIterator[Hosts]:
    worker = Database(settings.database_worker_url, Clock(), pool_size=1)
    yield Hosts(place, worker, Keys(settings.secret_keys))
    await worker.close()


@pytest.fixture
async def nora(place: Place, person: MakePerson) -> Part:
    return await join(place, await person())


ASK = "I am a nurse and would like to hear how you came to informatics. 20 minutes, any time?"


async def ask(part: Part, host: str, request: str | None = None, body: str = ASK) -> httpx.Response:
    """Ask a host for a talk."""
    data = {"id": request or str(new_id()), "host_id": host, "body": body}
    return await part.send("POST", f"{part.here}/host-requests", data)


async def found(part: Part, **query: str) -> list[str]:
    """The names of hosts who can be asked now."""
    answer = await part.place.http.get(f"{part.here}/hosts", params=query, headers=part.who.bearer)
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]
