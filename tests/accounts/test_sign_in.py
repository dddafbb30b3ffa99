"""Sign-in by mail: code, link, single use, limits, sessions."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import asyncpg
import httpx
import pytest

from api import courier
from api.accounts.sign_in.service import MAILS_PER_ADDRESS, TRIES
from api.app import create_app
from api.config import Settings
from tests.accounts.mailbox import Mailbox, code_in, text_of, token_in
from tests.conftest import MakePerson, free_port

pytestmark = pytest.mark.anyio

MakeBrowser = Callable[..., httpx.AsyncClient]
COOKIE = "askwell-session"


async def asked(client: httpx.AsyncClient, address: str, **more: object) -> httpx.Response:
    answer = await client.post("/v1/sign-in/mail", json={"email": address, **more})
    assert answer.status_code == 202, answer.text
    return answer


async def test_a_newcomer_gets_in_with_the_code(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    answer = await asked(client, address.upper(), target="/people?lane=found")
    assert answer.json() == {"sent": True}
    code = code_in(await mailbox.newest(address.upper()))
    body = {
        "email": address,
        "code": f" {code[:3]} {code[3:]}",
        "zone": "Asia/Tokyo",
        "locale": "en_gb",
        "country": "jp",
    }
    answer = await client.post("/v1/sign-in/code", json=body)
    assert answer.status_code == 200, answer.text
    signed_in = answer.json()
    assert signed_in["target"] == "/people?lane=found"
    person = signed_in["person"]
    assert person["email"] == address.upper()
    assert person["example"] is False
    assert person["profile"]["time_zone"] == "Asia/Tokyo"
    assert person["profile"]["locale"] == "en-GB"
    assert person["profile"]["country"] == "JP"
    assert person["profile"]["version"] == 1
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(COOKIE))
    for part in ("HttpOnly", "Path=/", "SameSite=lax", "Max-Age=7776000"):
        assert part in cookie
    assert (await client.get("/v1/me")).json() == person


async def test_a_second_sign_in_finds_the_same_person_and_keeps_their_profile(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    people = []
    for count, zone in enumerate(("Asia/Tokyo", "Europe/Paris"), start=1):
        client = browser()
        await asked(client, address)
        token = token_in(await mailbox.newest(address, count=count))
        answer = await client.post("/v1/sign-in/link", json={"token": token, "zone": zone})
        people.append(answer.json()["person"])
    assert people[0] == people[1]
    assert people[1]["profile"]["time_zone"] == "Asia/Tokyo"


async def test_a_browser_that_says_nonsense_of_itself_still_gets_in(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    body = {
        "email": address,
        "code": code_in(await mailbox.newest(address)),
        "zone": "Etc/Unknown",
        "locale": "x-klingon!",
        "country": "1",
    }
    profile = (await client.post("/v1/sign-in/code", json=body)).json()["person"]["profile"]
    assert (profile["time_zone"], profile["locale"], profile["country"]) == ("UTC", "en", None)


async def test_known_and_unknown_addresses_are_answered_alike(
    browser: MakeBrowser, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    nora = await person()
    known, unknown = await asked(browser(), nora.email), await asked(browser(), address)
    for answer in (known, unknown):
        for name in ("x-request-id", "set-cookie", "date"):
            answer.headers.pop(name, None)
    assert (known.content, dict(known.headers)) == (unknown.content, dict(unknown.headers))
    mails = [await mailbox.newest(to) for to in (nora.email, address)]
    assert len({text_of(m).replace(code_in(m), "").replace(token_in(m), "") for m in mails}) == 1


async def test_one_code_opens_one_session_however_many_ask_at_once(
    browser: MakeBrowser, mailbox: Mailbox, address: str, admin: asyncpg.Connection
) -> None:
    client = browser()
    await asked(client, address)
    body = {"email": address, "code": code_in(await mailbox.newest(address))}
    answers = await asyncio.gather(*(client.post("/v1/sign-in/code", json=body) for _ in range(20)))
    assert sorted(a.status_code for a in answers).count(200) == 1
    assert {a.status_code for a in answers} <= {200, 403, 429, 503}
    rows = await admin.fetch(
        "SELECT s.id FROM directory.sessions s JOIN directory.people p ON p.id = s.person_id"
        " WHERE p.email_norm = $1",
        address,
    )
    assert len(rows) == 1


async def test_one_link_opens_one_session_however_many_ask_at_once(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    body = {"token": token_in(await mailbox.newest(address))}
    answers = await asyncio.gather(*(client.post("/v1/sign-in/link", json=body) for _ in range(20)))
    assert [a.status_code for a in answers].count(200) == 1


async def test_a_used_code_and_its_link_are_worth_nothing(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    mail = await mailbox.newest(address)
    body = {"email": address, "code": code_in(mail)}
    assert (await client.post("/v1/sign-in/code", json=body)).status_code == 200
    for answer in (
        await client.post("/v1/sign-in/code", json=body),
        await client.post("/v1/sign-in/link", json={"token": token_in(mail)}),
    ):
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("/code-refused")


async def test_an_old_code_and_link_are_refused(
    browser: MakeBrowser, mailbox: Mailbox, address: str, admin: asyncpg.Connection
) -> None:
    client = browser()
    await asked(client, address)
    mail = await mailbox.newest(address)
    await admin.execute(
        "UPDATE directory.sign_ins SET expires_at = now() WHERE email_norm = $1", address
    )
    body = {"email": address, "code": code_in(mail)}
    assert (await client.post("/v1/sign-in/code", json=body)).status_code == 403
    link = {"token": token_in(mail)}
    assert (await client.post("/v1/sign-in/link", json=link)).status_code == 403


async def test_code_and_link_work_only_in_the_browser_that_asked(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    mine, other = browser(), browser()
    await asked(mine, address)
    mail = await mailbox.newest(address)
    await asked(other, f"another-{address}")
    code = {"email": address, "code": code_in(mail)}
    assert (await other.post("/v1/sign-in/code", json=code)).status_code == 403
    refused = await other.post("/v1/sign-in/link", json={"token": token_in(mail)})
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/other-browser")
    assert (await browser().post("/v1/sign-in/link", json={"token": token_in(mail)})).is_error
    assert (await mine.post("/v1/sign-in/link", json={"token": token_in(mail)})).is_success


async def test_guessing_ends_after_a_few_tries(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    code = code_in(await mailbox.newest(address))
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(TRIES):
        answer = await client.post("/v1/sign-in/code", json={"email": address, "code": wrong})
        assert answer.status_code == 403
    right = await client.post("/v1/sign-in/code", json={"email": address, "code": code})
    assert right.status_code == 403
    await asked(client, address)
    code = code_in(await mailbox.newest(address, count=2))
    again = await client.post("/v1/sign-in/code", json={"email": address, "code": code})
    assert again.status_code == 200


async def test_an_older_mail_still_works_after_send_again(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    code = code_in(await mailbox.newest(address))
    await asked(client, address)
    await mailbox.newest(address, count=2)
    answer = await client.post("/v1/sign-in/code", json={"email": address, "code": code})
    assert answer.status_code == 200


async def test_mails_to_one_address_are_limited_wherever_they_are_asked_for(
    browser: MakeBrowser, address: str
) -> None:
    answers = await asyncio.gather(
        *(
            browser().post("/v1/sign-in/mail", json={"email": address})
            for _ in range(MAILS_PER_ADDRESS.count + 3)
        )
    )
    refused = [a for a in answers if a.status_code == 429]
    assert len(refused) == 3
    assert 0 < int(refused[0].headers["retry-after"]) <= 180
    assert refused[0].headers["ratelimit-policy"] == '"sign-in-mail";q=5;w=900'
    assert refused[0].headers["ratelimit"].startswith('"sign-in-mail";r=0;t=')


async def test_mails_from_one_network_are_limited(browser: MakeBrowser, address: str) -> None:
    clients = [browser(f"2001:db8:aaaa:bbbb::{n:x}") for n in range(45)]
    answers = await asyncio.gather(
        *(
            client.post("/v1/sign-in/mail", json={"email": f"{n}-{address}"})
            for n, client in enumerate(clients)
        )
    )
    assert [a.status_code for a in answers].count(429) == 5


async def test_a_session_that_was_planted_before_sign_in_is_not_taken_over(
    browser: MakeBrowser, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    planted = await person()
    client = browser()
    client.cookies.set(COOKIE, planted.session)
    await asked(client, address)
    body = {"email": address, "code": code_in(await mailbox.newest(address))}
    answer = await client.post("/v1/sign-in/code", json=body)
    assert answer.cookies[COOKIE] != planted.session
    stale = await browser().get("/v1/me", headers=planted.cookie)
    assert stale.status_code == 401


async def test_signing_out_ends_the_session_itself(
    browser: MakeBrowser, person: MakePerson
) -> None:
    nora = await person()
    client = browser()
    client.cookies.set(COOKIE, nora.session)
    assert (await client.get("/v1/me")).status_code == 200
    answer = await client.post("/v1/sign-out")
    assert answer.status_code == 204
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert (await browser().get("/v1/me", headers=nora.cookie)).status_code == 401
    assert (await browser().post("/v1/sign-out")).status_code == 204


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb", "", "/%0a\\b"],
)
async def test_a_target_elsewhere_is_forgotten(
    browser: MakeBrowser, mailbox: Mailbox, address: str, target: str
) -> None:
    client = browser()
    await asked(client, address, target=target)
    body = {"email": address, "code": code_in(await mailbox.newest(address))}
    assert (await client.post("/v1/sign-in/code", json=body)).json()["target"] is None


@pytest.mark.parametrize(
    "address_sent",
    ["", "nora", "nora@", "@x", "a b@c.de", "a@b@c.de", "a@b..c", "a@b\r\nBcc:x@y.z", "a\0@b.c"],
)
async def test_what_is_no_address_is_said_at_once(browser: MakeBrowser, address_sent: str) -> None:
    answer = await browser().post("/v1/sign-in/mail", json={"email": address_sent})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "body.email"


async def test_the_example_is_open_to_everybody_and_can_not_be_changed(
    browser: MakeBrowser, person: MakePerson, admin: asyncpg.Connection
) -> None:
    client = browser()
    await admin.execute("UPDATE directory.people SET example = false")
    assert (await client.post("/v1/sign-in/example")).status_code == 404
    nora = await person()
    await admin.execute("UPDATE directory.people SET example = true WHERE id = $1", nora.id)
    answer = await client.post("/v1/sign-in/example")
    assert answer.status_code == 200
    assert answer.json()["person"]["id"] == str(nora.id)
    assert answer.json()["person"]["example"] is True
    assert (await client.get("/v1/me")).json()["example"] is True
    change = await client.patch(
        "/v1/me/profile", headers={"if-match": '"1"'}, json={"name": "Somebody"}
    )
    assert change.status_code == 403
    assert change.json()["type"].endswith("/example-is-read-only")
    assert (await browser().get("/v1/me", headers=nora.cookie)).json()["example"] is False
    assert (await client.post("/v1/sign-out")).status_code == 204


async def test_looking_at_the_example_leaves_one_s_own_session_alone(
    browser: MakeBrowser,
    mailbox: Mailbox,
    address: str,
    person: MakePerson,
    admin: asyncpg.Connection,
) -> None:
    nora = await person()
    await admin.execute("UPDATE directory.people SET example = false")
    await admin.execute("UPDATE directory.people SET example = true WHERE id = $1", nora.id)
    client = browser()
    await asked(client, address)
    body = {"token": token_in(await mailbox.newest(address))}
    own = (await client.post("/v1/sign-in/link", json=body)).json()["person"]
    for _ in range(2):  # the second look replaces the first, not one's own session
        assert (await client.post("/v1/sign-in/example")).status_code == 200
        assert (await client.get("/v1/me")).json()["id"] == str(nora.id)
    assert (await client.post("/v1/sign-out")).status_code == 204
    assert (await client.get("/v1/me")).json()["id"] == own["id"]

    # Whoever signs in while looking sees their own from then on.
    assert (await client.post("/v1/sign-in/example")).status_code == 200
    await asked(client, address)
    body = {"token": token_in(await mailbox.newest(address, count=2))}
    assert (await client.post("/v1/sign-in/link", json=body)).status_code == 200
    assert (await client.get("/v1/me")).json()["id"] == own["id"]
    assert (await client.post("/v1/sign-out")).status_code == 204
    assert (await client.get("/v1/me")).status_code == 401


async def test_somebody_made_on_a_command_line_gets_the_zone_of_their_browser(
    browser: MakeBrowser, mailbox: Mailbox, person: MakePerson
) -> None:
    nora = await person()
    where = {"zone": "Europe/London", "locale": "en-GB", "country": "GB"}
    client = browser()
    unknown = {"time_zone": "UTC", "country": None}
    me = (await client.get("/v1/me", headers=nora.cookie)).json()
    match = {"if-match": f'"{me["profile"]["version"]}"'}
    changed = await client.patch("/v1/me/profile", headers=nora.cookie | match, json=unknown)
    assert changed.status_code == 200, changed.text
    for count, zone in ((1, "Europe/London"), (2, "Asia/Tokyo")):
        await asked(client, nora.email)
        token = token_in(await mailbox.newest(nora.email, count=count))
        body = {"token": token, **where, "zone": zone}
        profile = (await client.post("/v1/sign-in/link", json=body)).json()["person"]["profile"]
        # The second sign-in, from Japan, changes nothing: the place was learned once.
        assert (profile["time_zone"], profile["country"]) == ("Europe/London", "GB")


async def test_another_site_can_not_sign_somebody_in(
    browser: MakeBrowser, mailbox: Mailbox, address: str
) -> None:
    client = browser()
    await asked(client, address)
    body = {"token": token_in(await mailbox.newest(address))}
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        answer = await client.post("/v1/sign-in/link", json=body, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("/not-allowed")


async def test_a_mail_server_that_is_away_is_not_waited_for(
    settings: Settings, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "ATTEMPT_SECONDS", 0.1)
    app = create_app(replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}"))
    async with app.lifespan():
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://askwell.test") as http:
            began = time.monotonic()
            await asked(http, address)
            assert time.monotonic() - began < 2
