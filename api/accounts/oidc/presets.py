"""What is known of Google, Microsoft and LinkedIn, and what a configured provider comes to."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from api.config import ConfigurationError, OidcProvider, Settings

TENANT: Final = "{tenantid}"
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class ProviderRules:
    """One provider as it is used. `issuer` is what its discovery document must say of itself.

    `discovery` is the address that document is read from, where it isn't the issuer's own.
    `proves` is false for a provider that knows neither PKCE nor nonce.
    `verified_claims` name what it says when it has checked an e-mail address.
    """

    id: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    discovery: str = ""
    proves: bool = True
    token_auth: str = ""
    verified_claims: tuple[str, ...] = ("email_verified",)

    @property
    def metadata_url(self) -> str:
        """Where the discovery document is."""
        return (self.discovery or self.issuer).rstrip("/") + "/.well-known/openid-configuration"


_LABELS: Final = {"google": "Google", "microsoft": "Microsoft", "linkedin": "LinkedIn"}
_ISSUERS: Final = {
    "google": "https://accounts.google.com",
    # One address for all tenants; each token names its own in place of the braces.
    "microsoft": f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "linkedin": "https://www.linkedin.com/oauth",
}


def rules_of(settings: Settings) -> dict[str, ProviderRules]:
    """The configured providers by id, in their order. Raises ConfigurationError."""
    found: dict[str, ProviderRules] = {}
    for provider in settings.oidc_providers:
        if not _ID.fullmatch(provider.id) or provider.id in found:
            raise ConfigurationError(
                f"OIDC_PROVIDERS: {provider.id!r} must be a different short name in small letters"
            )
        found[provider.id] = _rules(provider, settings)
    return found


def _rules(provider: OidcProvider, settings: Settings) -> ProviderRules:
    issuer = provider.issuer or _ISSUERS.get(provider.preset, "")
    parts = urlsplit(issuer)
    loopback = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not (parts.scheme == "https" or (loopback and not settings.production)) or not parts.netloc:
        raise ConfigurationError(
            f"OIDC_PROVIDERS: {provider.id} needs a preset or an issuer that begins with https://"
        )
    if "openid" not in provider.scopes:
        raise ConfigurationError(f"OIDC_PROVIDERS: {provider.id} needs the scope openid")
    microsoft, linkedin = provider.preset == "microsoft", provider.preset == "linkedin"
    return ProviderRules(
        id=provider.id,
        label=provider.label or _LABELS.get(provider.preset) or provider.id,
        issuer=issuer,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scopes=provider.scopes,
        discovery="https://login.microsoftonline.com/common/v2.0" if TENANT in issuer else "",
        # LinkedIn refuses a code_verifier of confidential clients and leaves the nonce out of its
        # tokens; the code comes bound to the browser by state, over TLS, for our secret alone.
        proves=not linkedin,
        token_auth="client_secret_post" if linkedin else "",
        # Microsoft never says email_verified; its optional claim tells that the domain's owner did.
        verified_claims=("email_verified", "xms_edov") if microsoft else ("email_verified",),
    )
