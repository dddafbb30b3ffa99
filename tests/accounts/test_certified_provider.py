"""Sign-in through the certified OpenID provider: new people, known ones, connecting, refusing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest

from api.config import OidcProvider, Settings
from api.tables import new_id
from tests.accounts.certified import SECRET, account, certified_provider, walk_through
from tests.accounts.mailbox import Mailbox, code_in, text_of
from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio

MakeBrowser = Callable[..., httpx.AsyncClient]
HOME = "http://askwell.test"
COOKIE = "askwell-session"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    redirects = [f"{HOME}/v1/sign-in/providers/{name}/callback" for name in ("basic", "post")]
    with certified_provider(redirects) as made:
        yield made


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox, issuer: str) -> Settings:
    providers = tuple(
        OidcProvider(id=name, client_id=name, client_secret=SECRET, label="Idp", issuer=issuer)
        for name in ("basic", "post")
    )
    return replace(settings, smtp_url=mailbox.url, oidc_providers=providers)


async def visited(
    client: httpx.AsyncClient, who: str, *, provider: str = "basic", **query: str
) -> httpx.Response:
    """Go to the provider, sign in there as `who`, come back."""
    start = await client.get(f"/v1/sign-in/providers/{provider}/start", params=query)
    assert start.status_code == 303, start.text
    back = await walk_through(start.headers["location"], who, HOME)
    return await client.get(back.removeprefix(HOME))


async def test_the_configured_providers_are_listed(http: httpx.AsyncClient) -> None:
    listed = (await http.get("/v1/sign-in/providers")).json()
    assert listed == {"items": [{"id": "basic", "label": "Idp"}, {"id": "post", "label": "Idp"}]}
    assert (await http.get("/v1/sign-in/providers/nowhere/start")).status_code == 404


@pytest.mark.parametrize("provider", ["basic", "post"])
async def test_a_newcomer_with_a_checked_address_gets_an_account(
    browser: MakeBrowser, address: str, provider: str
) -> None:
    client = browser()
    who = account(email=address, email_verified=True, name="Nora Haas")
    place = {"zone": "Asia/Tokyo", "locale": "ja", "country": "JP"}
    done = await visited(client, who, provider=provider, **place)
    assert done.status_code == 303, done.text
    assert done.headers["location"] == "/start"
    me = (await client.get("/v1/me")).json()
    assert (me["email"], me["label"]) == (address, "Nora Haas")
    assert me["profile"]["time_zone"] == "Asia/Tokyo"
    again = browser()
    target = "/people?q=a"
    assert (await visited(again, who, provider=provider, target=target)).headers[
        "location"
    ] == target
    assert (await again.get("/v1/me")).json()["id"] == me["id"]
    (identity,) = (await again.get("/v1/me/identities")).json()["items"]
    assert identity["provider"] == provider
    assert identity["email"] == address


async def test_the_visit_is_protected_by_pkce_state_and_nonce(http: httpx.AsyncClient) -> None:
    start = await http.get("/v1/sign-in/providers/basic/start")
    query = parse_qs(urlsplit(start.headers["location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["response_type"] == ["code"]
    assert all(len(query[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert query["redirect_uri"] == [f"{HOME}/v1/sign-in/providers/basic/callback"]


async def test_an_address_of_an_account_is_confirmed_by_a_code_before_it_connects(
    browser: MakeBrowser, person: MakePerson, mailbox: Mailbox
) -> None:
    nora = await person()
    who = account(email=nora.email.upper(), email_verified=True)
    client = browser()
    asked = await visited(client, who, target="/talks")
    place = urlsplit(asked.headers["location"])
    assert place.path == "/sign-in"
    assert parse_qs(place.fragment)["email"] == [nora.email.upper()]
    assert parse_qs(place.fragment)["step"] == ["code"]
    assert COOKIE not in asked.cookies
    assert (await client.get("/v1/me")).status_code == 401
    mail = await mailbox.newest(nora.email.upper())
    assert "Idp" in text_of(mail)
    body = {"email": nora.email, "code": code_in(mail)}
    entered = await client.post("/v1/sign-in/code", json=body)
    assert entered.json()["person"]["id"] == str(nora.id)
    assert entered.json()["target"] == "/talks"
    assert (await visited(browser(), who)).cookies[COOKIE]


async def test_an_unchecked_address_signs_nobody_in(
    browser: MakeBrowser, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    nora = await person()
    for email in (nora.email, address):
        client = browser()
        asked = await visited(client, account(email=email, email_verified=False))
        assert urlsplit(asked.headers["location"]).path == "/sign-in"
        assert COOKIE not in asked.cookies
        await mailbox.newest(email)
        assert (await client.get("/v1/me")).status_code == 401


async def test_who_names_no_address_is_told_how_to_get_in(browser: MakeBrowser) -> None:
    refused = await visited(browser(), account(number=str(new_id())))
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/no-address")


async def test_a_second_provider_is_connected_soon_after_signing_in(
    browser: MakeBrowser, person: MakePerson, admin: asyncpg.Connection, address: str
) -> None:
    nora = await person()
    client = browser()
    client.cookies.set(COOKIE, nora.session)
    who = account(email=address, email_verified=True)
    page = await client.post("/v1/me/identities", json={"provider": "basic"})
    assert page.status_code == 200, page.text
    back = await walk_through(page.json()["url"], who, HOME)
    done = await client.get(back.removeprefix(HOME))
    assert done.headers["location"] == "/settings/account"
    entered = browser()
    await visited(entered, who)
    assert (await entered.get("/v1/me")).json()["id"] == str(nora.id)
    await admin.execute(
        "UPDATE directory.sessions SET fresh_at = now() - interval '31 minutes'"
        " WHERE person_id = $1",
        nora.id,
    )
    stale = await client.post("/v1/me/identities", json={"provider": "basic"})
    assert stale.status_code == 403
    assert stale.json()["type"].endswith("/fresh-sign-in-needed")


async def test_an_identity_of_another_account_is_refused_with_the_way_out(
    browser: MakeBrowser, person: MakePerson, address: str
) -> None:
    who = account(email=address, email_verified=True)
    await visited(browser(), who)
    nora = await person()
    client = browser()
    client.cookies.set(COOKIE, nora.session)
    page = await client.post("/v1/me/identities", json={"provider": "basic"})
    back = await walk_through(page.json()["url"], who, HOME)
    refused = await client.get(back.removeprefix(HOME))
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/identity-elsewhere")
    assert "export there and import here" in refused.json()["detail"]
    assert (await client.get("/v1/me/identities")).json()["items"] == []


async def test_connecting_ends_when_somebody_else_has_signed_in_meanwhile(
    browser: MakeBrowser, person: MakePerson, address: str
) -> None:
    nora, ruth = await person(), await person()
    client = browser()
    client.cookies.set(COOKIE, nora.session)
    page = await client.post("/v1/me/identities", json={"provider": "basic"})
    back = await walk_through(page.json()["url"], account(email=address), HOME)
    client.cookies.set(COOKIE, ruth.session)
    refused = await client.get(back.removeprefix(HOME))
    assert refused.status_code == 403
    for who in (nora, ruth):
        items = (await browser().get("/v1/me/identities", headers=who.cookie)).json()["items"]
        assert items == []


async def test_a_provider_is_disconnected_but_never_the_last_way_in(
    browser: MakeBrowser, admin: asyncpg.Connection, person: MakePerson, address: str
) -> None:
    client, ruth = browser(), await person()
    await visited(client, account(email=address, email_verified=True))
    me = (await client.get("/v1/me")).json()
    (identity,) = (await client.get("/v1/me/identities")).json()["items"]
    path = f"/v1/me/identities/{identity['id']}"
    assert (await browser().delete(path, headers=ruth.cookie)).status_code == 404
    await admin.execute(
        "UPDATE directory.people SET email = NULL, email_norm = NULL WHERE id = $1", me["id"]
    )
    last = await client.delete(path)
    assert last.status_code == 409
    assert last.json()["type"].endswith("/last-way-in")
    await admin.execute(
        "UPDATE directory.people SET email = $2::text, email_norm = $2::text WHERE id = $1",
        me["id"],
        address,
    )
    assert (await client.delete(path)).status_code == 204
    assert (await client.get("/v1/me/identities")).json()["items"] == []


async def test_an_answer_is_worth_something_once_in_its_own_browser(
    browser: MakeBrowser, address: str
) -> None:
    client, thief = browser(), browser()
    start = await client.get("/v1/sign-in/providers/basic/start")
    who = account(email=address, email_verified=True)
    back = (await walk_through(start.headers["location"], who, HOME)).removeprefix(HOME)
    await thief.get("/v1/sign-in/providers/basic/start")
    elsewhere = await thief.get(back)
    assert elsewhere.status_code == 403
    assert elsewhere.json()["type"].endswith("/visit-unknown")
    other_provider = await client.get(back.replace("/basic/", "/post/"))
    assert other_provider.status_code == 403
    assert (await client.get(back)).status_code == 403
    assert COOKIE not in client.cookies


async def test_a_person_comes_back_to_a_page_not_to_a_document(browser: MakeBrowser) -> None:
    client = browser()
    answer = await client.get(
        "/v1/sign-in/providers/basic/callback?error=access_denied&state=x",
        headers={"accept": "text/html,*/*"},
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in#problem=visit-unknown&provider=basic"
