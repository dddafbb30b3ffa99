"""The keys of the mail relay, as the environment gives them."""

import pytest

from api.config import ConfigurationError, Settings

GIVEN = {
    "DATABASE_URL": "postgresql://askwell_app@127.0.0.1/askwell",
    "SECRET_KEY": "a secret key of more than thirty-two characters",
    "PUBLIC_URL": "https://askwell.example.org",
    "ASKWELL_ENV": "production",
}
ONE, OTHER = (
    "one key of the relay that is long enough",
    "other key of the relay that is long enough",
)


def test_several_keys_are_divided_by_commas() -> None:
    settings = Settings.from_environment(GIVEN | {"MAIL_RETURN_KEYS": f"{ONE}, {OTHER},"})
    assert settings.mail_return_keys == (ONE, OTHER)
    assert Settings.from_environment(GIVEN).mail_return_keys == ()


def test_a_short_key_is_refused_in_production() -> None:
    with pytest.raises(ConfigurationError, match="MAIL_RETURN_KEYS"):
        Settings.from_environment(GIVEN | {"MAIL_RETURN_KEYS": f"{ONE},short"})
