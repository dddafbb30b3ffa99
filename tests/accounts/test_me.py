"""Who am I, and what did I settle."""

import httpx
import pytest

from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio


async def test_nobody_is_asked_to_sign_in(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/me")
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/sign-in-needed")


async def test_a_token_without_the_scope_is_refused(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person(scopes=["contacts:read"])
    assert (await http.get("/v1/me", headers=nora.bearer)).status_code == 403


async def test_token_and_session_both_know_me(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    for headers in (nora.bearer, nora.cookie):
        me = (await http.get("/v1/me", headers=headers)).json()
        assert me["id"] == str(nora.id)
        assert me["label"] == "Nora Haas"


async def test_a_hash_of_somebody_elses_credential_does_not_open(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    """The person id inside a credential is a claim; the hash must belong to it."""
    nora, ruth = await person(), await person()
    forged = nora.token.removeprefix("askwell_pat_")
    assert forged[:20] != ruth.token.removeprefix("askwell_pat_")[:20]
    answer = await http.get("/v1/me", headers={"authorization": f"Bearer {ruth.token[:-4]}AAAA"})
    assert answer.status_code == 401


async def test_the_profile_changes_with_its_version(
    http: httpx.AsyncClient, person: MakePerson
) -> None:
    nora = await person()
    change = {"name": "Nora", "note_limit": 200}
    missing = await http.patch("/v1/me/profile", headers=nora.bearer, json=change)
    assert missing.status_code == 428
    done = await http.patch(
        "/v1/me/profile", headers={**nora.bearer, "if-match": '"1"'}, json=change
    )
    assert done.status_code == 200
    assert done.headers["etag"] == '"2"'
    stale = await http.patch(
        "/v1/me/profile", headers={**nora.bearer, "if-match": '"1"'}, json=change
    )
    assert stale.status_code == 412


async def test_the_example_can_not_be_changed(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person(read_only=True)
    assert (await http.get("/v1/me", headers=nora.cookie)).status_code == 200
    refused = await http.patch(
        "/v1/me/profile", headers={**nora.cookie, "if-match": '"1"'}, json={"name": "x"}
    )
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/example-is-read-only")


async def test_another_site_can_not_write(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    headers = {**nora.cookie, "sec-fetch-site": "cross-site", "if-match": '"1"'}
    assert (await http.patch("/v1/me/profile", headers=headers, json={})).status_code == 403
