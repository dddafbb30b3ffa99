"""What is particular about Microsoft and LinkedIn, and which configurations are refused."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from api.accounts.oidc.presets import TENANT, ProviderRules, rules_of
from api.accounts.oidc.provider import Provider
from api.accounts.oidc.visits import Proof, ProviderRefused, new_visit
from api.accounts.sign_in.schemas import Whereabouts
from api.config import ConfigurationError, OidcProvider, Settings
from tests.accounts.hostile import CLIENT, KEY, SECRET, HostileServer, public_jwk

pytestmark = pytest.mark.anyio

BACK = "http://askwell.test/v1/sign-in/providers/idp/callback"
OURS = "7b970355-afb7-40d8-8b3d-c4b4322e44c8"
THEIRS = "dcea010b-65e6-4a2e-b10b-dda95a4886d1"


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as made:
        yield made


def provider(preset: str = "", **more: object) -> OidcProvider:
    fields = {"id": "idp", "client_id": CLIENT, "client_secret": SECRET, "preset": preset, **more}
    return OidcProvider(**fields)  # type: ignore[arg-type]


def rules(settings: Settings, *providers: OidcProvider) -> dict[str, ProviderRules]:
    return rules_of(replace(settings, oidc_providers=providers))


async def proof(made: Provider, server: HostileServer) -> Proof:
    visit = new_visit(None, Whereabouts())
    server.state.nonce = visit.nonce
    return await made.prove(visit, "a-code", BACK)


def microsoft(settings: Settings, server: HostileServer) -> Provider:
    """The preset, with its addresses on loopback."""
    (rule,) = rules(settings, provider("microsoft")).values()
    assert rule.metadata_url == (
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"
    )
    template = f"{server.issuer}/{TENANT}/v2.0"
    server.state.metadata = {"issuer": template}
    return Provider(replace(rule, issuer=template, discovery=server.issuer))


async def test_microsoft_names_the_tenant_in_each_token(
    settings: Settings, server: HostileServer
) -> None:
    made = microsoft(settings, server)
    server.state.keys = [public_jwk(KEY, issuer=f"{server.issuer}/{TENANT}/v2.0")]
    for tenant in (OURS, THEIRS):
        issuer = f"{server.issuer}/{tenant}/v2.0"
        server.state.claims = {"iss": issuer, "tid": tenant}
        assert (await proof(made, server)).issuer == issuer


@pytest.mark.parametrize(
    ("named", "tid"),
    [(OURS, THEIRS), (OURS, None), (TENANT, TENANT), ("x", "x"), (OURS, ["x"]), (OURS, "")],
)
async def test_microsofts_issuer_is_the_tenants_own(
    settings: Settings, server: HostileServer, named: str, tid: object
) -> None:
    made = microsoft(settings, server)
    server.state.claims = {"iss": f"{server.issuer}/{named}/v2.0", "tid": tid}
    with pytest.raises(ProviderRefused):
        await proof(made, server)


async def test_a_tenants_own_key_signs_for_nobody_else(
    settings: Settings, server: HostileServer
) -> None:
    made = microsoft(settings, server)
    server.state.claims = {"iss": f"{server.issuer}/{OURS}/v2.0", "tid": OURS}
    server.state.keys = [public_jwk(KEY, issuer=f"{server.issuer}/{THEIRS}/v2.0")]
    with pytest.raises(ProviderRefused):
        await proof(made, server)


@pytest.mark.parametrize(("said", "verified"), [(True, True), ("1", True), (None, False)])
async def test_microsoft_says_in_its_own_word_that_an_address_was_checked(
    settings: Settings, server: HostileServer, said: object, verified: bool
) -> None:
    made = microsoft(settings, server)
    server.state.claims = {
        "iss": f"{server.issuer}/{OURS}/v2.0",
        "tid": OURS,
        "email": "nora@example.org",
        "xms_edov": said,
    }
    assert (await proof(made, server)).email_verified is verified


async def test_linkedin_gets_neither_pkce_nor_needs_a_nonce(
    settings: Settings, server: HostileServer
) -> None:
    (rule,) = rules(settings, provider("linkedin")).values()
    assert rule.issuer == "https://www.linkedin.com/oauth"
    made = Provider(replace(rule, issuer=server.issuer))
    visit = new_visit(None, Whereabouts())
    address = await made.authorization_url(visit, "a-state", BACK)
    query = parse_qs(urlsplit(address).query)
    assert "code_challenge" not in query
    assert query["state"] == ["a-state"]
    server.state.without = ("nonce",)
    assert (await proof(made, server)).subject == "somebody"
    (posted,) = server.state.posted
    assert "code_verifier" not in posted
    assert posted["client_secret"] == [SECRET]
    server.state.without, server.state.claims = (), {"nonce": "another"}
    with pytest.raises(ProviderRefused):
        await proof(made, server)


def test_google_is_known_by_its_issuer(settings: Settings) -> None:
    (rule,) = rules(settings, provider("google")).values()
    assert (rule.issuer, rule.label) == ("https://accounts.google.com", "Google")
    assert rule.proves


@pytest.mark.parametrize(
    "wrong",
    [
        (provider(),),
        (provider(issuer="http://idp.example.org"),),
        (provider(issuer="ftp://idp.example.org"),),
        (provider(issuer="https://"),),
        (provider("google", id="Google!"),),
        (provider("google", id=""),),
        (provider("google"), provider("microsoft")),
        (provider("google", scopes=("email",)),),
    ],
)
def test_a_configuration_that_can_not_work_is_refused(
    settings: Settings, wrong: tuple[OidcProvider, ...]
) -> None:
    with pytest.raises(ConfigurationError, match="OIDC_PROVIDERS"):
        rules(settings, *wrong)


def test_production_wants_https_even_on_loopback(settings: Settings) -> None:
    here = provider(issuer="http://127.0.0.1:9000")
    assert rules(settings, here)
    with pytest.raises(ConfigurationError):
        rules_of(replace(settings, production=True, oidc_providers=(here,)))
