"""People made over HTTP, for the tests of contacts."""

from typing import Any

import httpx

from api.tables import new_id
from tests.people import Somebody


async def make_contact(
    http: httpx.AsyncClient, owner: Somebody, name: str = "Maya Lindgren", **fields: object
) -> dict[str, Any]:
    """Make a contact; returns what the server answered."""
    body = {"id": str(new_id()), "name": name, **fields}
    answer = await http.post("/v1/contacts", headers=owner.bearer, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def if_match(owner: Somebody, shown: dict[str, Any]) -> dict[str, str]:
    """Headers of a change made on what was shown."""
    return {**owner.bearer, "if-match": f'"{shown["version"]}"'}
