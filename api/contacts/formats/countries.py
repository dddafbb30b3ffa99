"""Countries as files of contacts write them, as ISO 3166-1 codes of two letters."""

from functools import cache

from api.contacts.names import words_of

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "nb", "tr")
_NO_COUNTRIES = frozenset(("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"))
_ALSO = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "usa": "US", "us": "US", "u s a": "US",
    "united states of america": "US", "uae": "AE", "czech republic": "CZ", "holland": "NL",
    "the netherlands": "NL", "republic of ireland": "IE", "eire": "IE", "south korea": "KR",
    "korea": "KR", "russian federation": "RU", "viet nam": "VN", "brd": "DE", "macedonia": "MK",
}  # fmt: skip
"""Names that people write and the Unicode list of territories does not have."""


def country_code(text: str) -> str | None:
    """``Deutschland`` → ``DE``, ``United Kingdom``, ``UK`` or ``gb`` → ``GB``.

    Names in 13 languages by the Unicode CLDR (Babel), case and accents aside; None if unknown.
    """
    return _codes().get(" ".join(words_of(text[:100])))


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                codes.setdefault(" ".join(words_of(name)), code)
                codes.setdefault(code.lower(), code)
    return codes | _ALSO
