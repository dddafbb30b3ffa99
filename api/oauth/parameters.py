"""Parameters of OAuth as they arrive: each known one once, of characters that OAuth allows."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote

ASKED: Final = frozenset(
    [
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
        "response_mode",
    ]
)
"""What the authorization page reads; the rest of a query means nothing here (RFC 6749, 3.1)."""
POSTED: Final = frozenset(
    [
        "grant_type",
        "code",
        "redirect_uri",
        "client_id",
        "client_secret",
        "code_verifier",
        "refresh_token",
        "scope",
        "token",
        "token_type_hint",
    ]
)
"""What the endpoints for programs read."""
MOST_BYTES: Final = 20_000
_ALLOWED: Final = re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]*")
FORM: Final = "application/x-www-form-urlencoded"


class Malformed(ValueError):
    """These are no parameters of OAuth; the words say why, in its characters."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A request of a program: its parameters, and the header by which it may authenticate."""

    parameters: dict[str, str]
    authorization: str | None


def read_parameters(text: str, known: frozenset[str]) -> dict[str, str]:
    """The `known` parameters in a query or form. Raises Malformed."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Malformed("The parameters are not encoded as a form.") from error
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            continue
        if name in found:
            raise Malformed(f"The parameter {name} is there twice.")
        # `state` is the application's own and goes back as it came.
        if name != "state" and not _ALLOWED.fullmatch(value):
            raise Malformed(f"The parameter {name} has characters that OAuth does not allow.")
        found[name] = value
    return found


def read_posted(body: bytes, *, query: str, media_type: str, authorization: str | None) -> Posted:
    """The request of a program. Raises Malformed, also for a client that authenticates twice
    (RFC 6749, 2.3) or whose two names differ."""
    if query:
        raise Malformed("Send the parameters in the body, never in the address.")
    if media_type.partition(";")[0].strip().lower() != FORM:
        raise Malformed(f"Send the parameters as {FORM}.")
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("The parameters are not encoded as a form.") from error
    parameters = read_parameters(text, POSTED)
    if authorization is None:
        return Posted(parameters, None)
    name = _name_in(authorization)
    if "client_secret" in parameters:
        raise Malformed("Authenticate once: by the header or in the body.")
    if parameters.get("client_id", name) != name:
        raise Malformed("The client_id of the header and that of the body differ.")
    return Posted(parameters, authorization)


def _name_in(authorization: str) -> str:
    scheme, _, encoded = authorization.partition(" ")
    try:
        text = b64decode(encoded.strip(), validate=True).decode("ascii")
    except (Base64Error, UnicodeDecodeError, ValueError):
        text = ""
    name, colon, _ = text.partition(":")
    if scheme.lower() != "basic" or not colon or not _ALLOWED.fullmatch(text):
        raise Malformed("The Authorization header is not Basic with a client_id and a secret.")
    return unquote(name)
