"""What a program gets for a code, a refresh token or a question about a token."""

from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from api.database import Work
from api.oauth.parameters import Posted
from api.secrets import Keys

Answer = tuple[int, Any, list[tuple[str, str]]]
Endpoint = Literal["token", "revocation", "introspection"]
SWEPT: Final = 50
"""Codes and tokens that are over and go with each exchange: more than an exchange makes."""


async def answer(work: Work, keys: Keys, posted: Posted, endpoint: Endpoint) -> Answer:
    """Status, body and headers of the answer; a refusal is an answer as well."""
    session = await work.session()
    given = await session.run_sync(_answer, keys, posted, endpoint)
    if endpoint == "token":
        await work.call("SELECT door.sweep_applications($1)", SWEPT)
    return given


def _answer(session: Session, keys: Keys, posted: Posted, endpoint: Endpoint) -> Answer:
    # Authlib is loaded by those who connect an app, not by every server that starts.
    from api.oauth.server import Asked, Server

    server = Server(session, keys)
    asked = Asked(posted.parameters, posted.authorization)
    if endpoint == "token":
        given: Answer = server.create_token_response(asked)
    else:
        given = server.create_endpoint_response(endpoint, asked)
    return given
