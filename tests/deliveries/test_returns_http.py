"""Mails that came back, over HTTP: signed news stop reminders, the history says why, and whoever
confirms the address gets them again."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from aiosmtpd.controller import Controller

from api.app import create_app
from api.config import Settings
from api.deliveries.signing import signature
from api.tables import new_id
from tests.conftest import MakePerson, free_port
from tests.mail.test_mail import Box
from tests.people import Somebody

pytestmark = pytest.mark.anyio

OLD, NEW = (
    "an old key of more than thirty-two characters",
    "a new key of more than thirty-two chars",
)


@pytest.fixture
def box() -> Any:
    kept = Box()
    controller = Controller(kept, "127.0.0.1", free_port())
    controller.start()
    yield kept, controller.port
    controller.stop()


@pytest.fixture
async def relay(settings: Settings, box: tuple[Box, int]) -> AsyncIterator[httpx.AsyncClient]:
    """The application with two keys of the relay and a mail server."""
    with_keys = replace(
        settings, mail_return_keys=(NEW, OLD), smtp_url=f"smtp://127.0.0.1:{box[1]}"
    )
    app = create_app(with_keys)
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as client,
    ):
        yield client


async def tell(
    relay: httpx.AsyncClient,
    *events: dict[str, Any],
    key: str = NEW,
    at: datetime | None = None,
    tamper: bytes = b"",
) -> httpx.Response:
    body = json.dumps({"events": events}).encode()
    stamp = str(int((at or datetime.now(UTC)).timestamp()))
    signed = signature(key.encode(), "msg_1", stamp, body)
    headers = {
        "content-type": "application/json",
        "webhook-id": "msg_1",
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,bm9uZQ== {signed}",
    }
    return await relay.post("/v1/mail/returns", content=body + tamper, headers=headers)


def bounce(who: Somebody, **more: Any) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    return {"type": "bounce", "address": who.email.upper(), "at": at, **more}


async def mine(relay: httpx.AsyncClient, who: Somebody) -> dict[str, Any]:
    answer = await relay.get("/v1/me/mail", headers=who.bearer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_bounce_stops_the_address_and_the_history_says_so(
    relay: httpx.AsyncClient, admin: asyncpg.Connection, person: MakePerson
) -> None:
    nora, other = await person(), await person()
    delivery = new_id()
    for owner in (nora, other):
        await admin.execute(
            "INSERT INTO delivery.deliveries (tenant_id, id, kind, subject_id, occurrence, channel,"
            " recipient, state, due_at, outcome, finished_at)"
            " VALUES ($1, $2, 'daily', $1, 'x', 'email', $1, 'done', now(), 'sent', now())",
            owner.id,
            delivery,
        )
    said = bounce(
        nora, message_id=f"<{delivery}@askwell.example.org>", detail="550 5.1.1\r\n No such user"
    )
    answer = await tell(relay, said)
    assert (answer.status_code, answer.json()) == (200, {"known": 1})
    shown = await mine(relay, nora)
    assert shown["email"] == nora.email
    assert (shown["stopped"]["reason"], shown["stopped"]["detail"]) == (
        "bounce",
        "550 5.1.1 No such user",
    )
    assert (await mine(relay, other))["stopped"] is None
    for owner, outcome in ((nora, "returned:bounce"), (other, "sent")):
        page = (await relay.get("/v1/deliveries", headers=owner.bearer)).json()
        assert [one["outcome"] for one in page["items"]] == [outcome]


async def test_only_the_relay_may_tell(relay: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    now = datetime.now(UTC)
    for refused in (
        await tell(relay, bounce(nora), key="a stranger's key of more than thirty-two chars"),
        await tell(relay, bounce(nora), at=now - timedelta(minutes=6)),
        await tell(relay, bounce(nora), at=now + timedelta(minutes=6)),
        await tell(relay, bounce(nora), tamper=b" "),
        await relay.post("/v1/mail/returns", json={"events": [bounce(nora)]}),
    ):
        assert refused.status_code == 403
        assert refused.json()["type"].endswith("signature-refused")
    assert (await mine(relay, nora))["stopped"] is None
    assert (await tell(relay, bounce(nora), key=OLD)).status_code == 200
    assert (await mine(relay, nora))["stopped"]["reason"] == "bounce"


async def test_without_keys_nobody_may(http: httpx.AsyncClient, person: MakePerson) -> None:
    assert (await tell(http, bounce(await person()), key="")).status_code == 403


async def test_what_will_be_tried_again_and_strangers_stop_nothing(
    relay: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    stranger = {**bounce(nora), "address": "nobody@nowhere.example.org"}
    answer = await tell(relay, bounce(nora, permanent=False), stranger)
    assert answer.json() == {"known": 0}
    assert (await mine(relay, nora))["stopped"] is None
    wrong = await tell(relay, {**bounce(nora), "at": "2027-01-01T00:00:00"})
    assert wrong.status_code == 400


async def test_of_two_news_the_later_counts_and_both_in_one_message_are_fine(
    relay: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    now = datetime.now(UTC)
    complaint = {**bounce(nora), "type": "complaint", "at": (now - timedelta(hours=1)).isoformat()}
    earlier = bounce(nora, at=(now - timedelta(hours=2)).isoformat())
    assert (await tell(relay, earlier, complaint)).json() == {"known": 2}
    assert (await mine(relay, nora))["stopped"]["reason"] == "complaint"
    await tell(relay, earlier)
    assert (await mine(relay, nora))["stopped"]["reason"] == "complaint"


async def test_confirming_the_address_lifts_it_for_good(
    relay: httpx.AsyncClient, box: tuple[Box, int], person: MakePerson
) -> None:
    nora = await person()
    news = bounce(nora)
    await tell(relay, news)
    asked = await relay.post("/v1/me/mail/confirmation", headers=nora.cookie)
    assert asked.status_code == 202, asked.text
    token = await token_of(box[0])
    assert (await mine(relay, nora))["stopped"] is not None
    for changed in (token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), "", "x" * 900):
        wrong = await relay.post("/v1/mail/works", json={"token": changed})
        assert wrong.status_code in {400, 403}, changed
    for _ in range(2):
        done = await relay.post("/v1/mail/works", json={"token": token})
        assert (done.status_code, done.json()) == (200, {"email": nora.email})
    assert (await mine(relay, nora))["stopped"] is None
    assert (await tell(relay, news)).json() == {"known": 1}
    assert (await mine(relay, nora))["stopped"] is None, "old news stop nothing"
    await tell(relay, bounce(nora))
    assert (await mine(relay, nora))["stopped"] is not None


async def test_a_link_is_of_its_address(
    relay: httpx.AsyncClient, admin: asyncpg.Connection, box: tuple[Box, int], person: MakePerson
) -> None:
    nora = await person()
    await relay.post("/v1/me/mail/confirmation", headers=nora.cookie)
    token = await token_of(box[0])
    await admin.execute(
        "UPDATE directory.people SET email = 'n' || email, email_norm = 'n' || email_norm"
        " WHERE id = $1",
        nora.id,
    )
    moved = await relay.post("/v1/mail/works", json={"token": token})
    assert moved.status_code == 403
    assert moved.json()["type"].endswith("link-refused")


async def token_of(box: Box) -> str:
    for _ in range(100):
        if box.mails:
            break
        await asyncio.sleep(0.05)
    text = box.mails[-1].decode().replace("=\r\n", "").replace("=3D", "=")
    found = re.search(r"/email/works#token=([\w-]+)", text)
    assert found, text
    return found[1]
