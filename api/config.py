"""Settings of a process: read once from the environment, refused with a clear line when wrong."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self
from urllib.parse import urlsplit, urlunsplit

import msgspec

from api.addresses import NotAllowed, check_address, is_public_name

DEVELOPMENT_KEY = "development-key-that-is-never-used-in-production"
DEFAULT_SENDER = "Askwell <hello@askwell.example.org>"


class ConfigurationError(Exception):
    """The environment asks for something that can't be run; the message names the variable."""


class OidcProvider(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One identity provider, as given in OIDC_PROVIDERS (a JSON list).

    `preset` google, microsoft or linkedin fills issuer and label; `issuer` is compared exactly with
    what the provider says of itself.
    """

    id: str
    client_id: str
    client_secret: str
    label: str = ""
    issuer: str = ""
    preset: Literal["google", "microsoft", "linkedin", ""] = ""
    scopes: tuple[str, ...] = ("openid", "email", "profile")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process needs to know of its surroundings."""

    production: bool
    database_url: str
    public_url: str
    secret_keys: tuple[str, ...]
    database_owner_url: str = ""
    database_worker_url: str = ""
    broker_url: str = ""
    smtp_url: str = ""
    mail_from: str = DEFAULT_SENDER
    mail_return_keys: tuple[str, ...] = ()
    """Keys, any of which signs what the mail relay tells of bounces and complaints."""
    files_url: str = ""
    erasures_url: str = ""
    """Where erasures are written down, outside of what a backup of the database holds."""
    frontend_dir: str = ""
    metrics_token: str = ""
    clock_file: str = ""
    pool_size: int = 10
    oidc_providers: tuple[OidcProvider, ...] = field(default=())
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks whose X-Forwarded-For and -Proto are believed (limits by network)."""
    model_url: str = ""
    """Where a language model answers that people may ask (an OpenAI-compatible API, its part before
    `/chat/completions`); without one nothing is seen of it."""
    model_key: str = ""
    model_name: str = ""
    requests_per_minute: int = 1200
    """How often one caller may ask one process; 0 is without limit (the bench)."""

    @property
    def secure(self) -> bool:
        """Whether people reach us by https, so that cookies may be `__Host-` and `Secure`."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the environment; raise ConfigurationError naming the first wrong variable."""
        production = environment.get("ASKWELL_ENV", "development") == "production"
        # One key may hold a comma, the list is divided by them.
        keys = _several(environment, "SECRET_KEYS")
        if not keys and environment.get("SECRET_KEY"):
            keys = (environment["SECRET_KEY"],)
        database_url = environment.get("DATABASE_URL", "")
        if not database_url:
            raise ConfigurationError(
                "DATABASE_URL is missing: postgresql://askwell_app:…@host/askwell"
            )
        public_url = environment.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
        try:
            providers = msgspec.json.decode(
                environment.get("OIDC_PROVIDERS") or "[]", type=tuple[OidcProvider, ...]
            )
            pool_size = _whole_number(environment, "DATABASE_POOL_SIZE", 10)
            requests_per_minute = _whole_number(environment, "REQUESTS_PER_MINUTE", 1200)
        except msgspec.DecodeError as error:
            raise ConfigurationError(
                f"OIDC_PROVIDERS is not the JSON list it should be: {error}"
            ) from error
        settings = cls(
            production=production,
            database_url=database_url,
            database_owner_url=environment.get("DATABASE_OWNER_URL", ""),
            database_worker_url=environment.get("DATABASE_WORKER_URL", ""),
            broker_url=environment.get("BROKER_URL", ""),
            smtp_url=environment.get("SMTP_URL", ""),
            mail_from=environment.get("MAIL_FROM", DEFAULT_SENDER),
            mail_return_keys=_several(environment, "MAIL_RETURN_KEYS"),
            files_url=environment.get("FILES_URL", ""),
            erasures_url=environment.get("ERASURES_URL") or environment.get("FILES_URL", ""),
            frontend_dir=environment.get("FRONTEND_DIR", ""),
            metrics_token=environment.get("METRICS_TOKEN", ""),
            clock_file=environment.get("ASKWELL_CLOCK_FILE", ""),
            public_url=public_url,
            secret_keys=keys or (DEVELOPMENT_KEY,),
            pool_size=pool_size,
            oidc_providers=providers,
            trusted_proxies=_several(environment, "TRUSTED_PROXIES"),
            model_url=_model_url(environment, production=production),
            model_key=environment.get("MODEL_KEY", ""),
            model_name=environment.get("MODEL_NAME", ""),
            requests_per_minute=requests_per_minute,
        )
        if bool(settings.model_url) != bool(settings.model_name):
            raise ConfigurationError("MODEL_URL and MODEL_NAME belong together")
        if production:
            settings._refuse_what_production_forbids(environment)
        return settings

    def _refuse_what_production_forbids(self, environment: Mapping[str, str]) -> None:
        if DEVELOPMENT_KEY in self.secret_keys or any(len(key) < 32 for key in self.secret_keys):
            raise ConfigurationError(
                "SECRET_KEY must be set to at least 32 characters in production"
            )
        if any(len(key) < 32 for key in self.mail_return_keys):
            raise ConfigurationError(
                "MAIL_RETURN_KEYS must have at least 32 characters each in production"
            )
        if not self.secure:
            raise ConfigurationError("PUBLIC_URL must begin with https:// in production")
        if self.clock_file:
            raise ConfigurationError(
                "ASKWELL_CLOCK_FILE shifts the clock and is refused in production"
            )
        if environment.get("ASKWELL_DEBUG"):
            raise ConfigurationError("ASKWELL_DEBUG is refused in production")


def _several(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in environment.get(name, "").split(",") if one.strip())


def _model_url(environment: Mapping[str, str], *, production: bool) -> str:
    url = environment.get("MODEL_URL", "").rstrip("/")
    if not url:
        return ""
    try:
        check_address(url, anywhere=True)
    except NotAllowed as error:
        raise ConfigurationError(f"MODEL_URL is not an address to ask: {error}") from error
    host = urlsplit(url).hostname or ""
    # Notes travel in clear only inside of the operator's own walls.
    inside = not {".", ":"} & set(host) or not is_public_name(host)
    if production and not url.startswith("https://") and not inside:
        raise ConfigurationError("MODEL_URL must begin with https:// for a public host")
    return url


def _whole_number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    text = environment.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit()):
        raise ConfigurationError(f"{name} must be a whole number")
    return int(text)


def asyncpg_url(url: str) -> str:
    """The same address for SQLAlchemy's asyncpg dialect, whatever PostgreSQL scheme was written."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "postgresql+asyncpg"}:
        raise ConfigurationError(
            f"a database address begins with postgresql://, not {parts.scheme}://"
        )
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg"))
