"""Changing the address: confirmed by the new one, told to the old one, undone for 7 days."""

from collections.abc import Callable

import asyncpg
import httpx
import pytest

from tests.accounts.mailbox import Mailbox, code_in, text_of, token_in
from tests.conftest import MakePerson
from tests.people import Somebody

pytestmark = pytest.mark.anyio

MakeBrowser = Callable[..., httpx.AsyncClient]


async def changed(http: httpx.AsyncClient, mailbox: Mailbox, who: Somebody, new: str) -> str:
    """Change the address and confirm it; the token that undoes it."""
    asked = await http.post("/v1/me/email", json={"email": new}, headers=who.cookie)
    assert asked.status_code == 202, asked.text
    body = {"token": token_in(await mailbox.newest(new))}
    done = await http.post("/v1/me/email/confirm", json=body)
    assert done.status_code == 200, done.text
    assert done.json() == {"email": new}
    return token_in(await mailbox.newest(who.email))


async def test_nothing_changes_until_the_new_address_confirms(
    http: httpx.AsyncClient, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    nora = await person()
    await http.post("/v1/me/email", json={"email": address}, headers=nora.cookie)
    token = token_in(await mailbox.newest(address))
    assert (await http.get("/v1/me", headers=nora.cookie)).json()["email"] == nora.email
    assert mailbox.count(nora.email) == 0
    await http.post("/v1/me/email/confirm", json={"token": token})
    assert (await http.get("/v1/me", headers=nora.cookie)).json()["email"] == address
    assert address in text_of(await mailbox.newest(nora.email))
    again = await http.post("/v1/me/email/confirm", json={"token": token})
    assert again.status_code == 403
    assert again.json()["type"].endswith("/link-refused")


async def test_undoing_gives_the_account_back_and_throws_everybody_out(
    http: httpx.AsyncClient,
    person: MakePerson,
    mailbox: Mailbox,
    address: str,
    browser: MakeBrowser,
    admin: asyncpg.Connection,
) -> None:
    nora = await person()
    await admin.execute(
        "INSERT INTO directory.identities (issuer, subject, id, person_id, provider, created_at)"
        " VALUES ('https://idp', $1::uuid::text, gen_random_uuid(), $1, 'idp', now() - interval '1 day')",
        nora.id,
    )
    undo = await changed(http, mailbox, nora, address)
    await admin.execute(
        "INSERT INTO directory.identities (issuer, subject, id, person_id, provider)"
        " VALUES ('https://thief', $1::uuid::text, gen_random_uuid(), $1, 'idp')",
        nora.id,
    )
    done = await http.post("/v1/me/email/undo", json={"token": undo})
    assert done.json() == {"email": nora.email}
    assert (await http.get("/v1/me", headers=nora.cookie)).status_code == 401
    assert (await http.get("/v1/me", headers=nora.bearer)).status_code == 401
    left = await admin.fetch(
        "SELECT issuer FROM directory.identities WHERE person_id = $1", nora.id
    )
    assert [row["issuer"] for row in left] == ["https://idp"]
    assert (await http.post("/v1/me/email/undo", json={"token": undo})).status_code == 403
    client = browser()
    await client.post("/v1/sign-in/mail", json={"email": nora.email})
    body = {"email": nora.email, "code": code_in(await mailbox.newest(nora.email, count=2))}
    entered = await client.post("/v1/sign-in/code", json=body)
    assert entered.json()["person"]["id"] == str(nora.id)


async def test_the_first_undo_wins_over_later_changes(
    http: httpx.AsyncClient, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    nora = await person()
    undo = await changed(http, mailbox, nora, address)
    second = f"2-{address}"
    await http.post("/v1/me/email", json={"email": second}, headers=nora.cookie)
    body = {"token": token_in(await mailbox.newest(second))}
    assert (await http.post("/v1/me/email/confirm", json=body)).is_success
    thief_undo = token_in(await mailbox.newest(address, count=2))
    assert (await http.post("/v1/me/email/undo", json={"token": undo})).is_success
    assert (await http.post("/v1/me/email/undo", json={"token": thief_undo})).status_code == 403


async def test_an_address_that_can_be_undone_is_nobody_elses(
    http: httpx.AsyncClient,
    person: MakePerson,
    mailbox: Mailbox,
    address: str,
    browser: MakeBrowser,
    admin: asyncpg.Connection,
) -> None:
    nora, ruth = await person(), await person()
    undo = await changed(http, mailbox, nora, address)
    client = browser()
    await client.post("/v1/sign-in/mail", json={"email": nora.email})
    body = {"email": nora.email, "code": code_in(await mailbox.newest(nora.email, count=2))}
    refused = await client.post("/v1/sign-in/code", json=body)
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/address-moved")
    await http.post("/v1/me/email", json={"email": nora.email}, headers=ruth.cookie)
    wish = {"token": token_in(await mailbox.newest(nora.email, count=3))}
    assert (await http.post("/v1/me/email/confirm", json=wish)).status_code == 409
    await admin.execute(
        "UPDATE directory.email_changes SET undo_until = now() WHERE person_id = $1", nora.id
    )
    assert (await http.post("/v1/me/email/undo", json={"token": undo})).status_code == 403
    assert (await http.post("/v1/me/email/confirm", json=wish)).status_code == 200


async def test_an_address_of_another_account_is_told_to_its_owner_alone(
    http: httpx.AsyncClient, person: MakePerson, mailbox: Mailbox
) -> None:
    nora, ruth = await person(), await person()
    asked = await http.post("/v1/me/email", json={"email": ruth.email}, headers=nora.cookie)
    assert asked.status_code == 202
    body = {"token": token_in(await mailbox.newest(ruth.email))}
    refused = await http.post("/v1/me/email/confirm", json=body)
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/address-taken")
    assert (await http.get("/v1/me", headers=nora.cookie)).json()["email"] == nora.email


async def test_a_stale_sign_in_or_an_old_wish_changes_nothing(
    http: httpx.AsyncClient,
    person: MakePerson,
    mailbox: Mailbox,
    address: str,
    admin: asyncpg.Connection,
) -> None:
    nora = await person()
    await http.post("/v1/me/email", json={"email": address}, headers=nora.cookie)
    body = {"token": token_in(await mailbox.newest(address))}
    await admin.execute(
        "UPDATE directory.email_changes SET expires_at = now() WHERE person_id = $1", nora.id
    )
    assert (await http.post("/v1/me/email/confirm", json=body)).status_code == 403
    await admin.execute(
        "UPDATE directory.sessions SET fresh_at = now() - interval '1 hour' WHERE person_id = $1",
        nora.id,
    )
    stale = await http.post("/v1/me/email", json={"email": address}, headers=nora.cookie)
    assert stale.status_code == 403
    assert stale.json()["type"].endswith("/fresh-sign-in-needed")


async def test_a_newer_wish_replaces_an_older_one(
    http: httpx.AsyncClient, person: MakePerson, mailbox: Mailbox, address: str
) -> None:
    nora = await person()
    for new in (address, f"2-{address}"):
        await http.post("/v1/me/email", json={"email": new}, headers=nora.cookie)
    old = {"token": token_in(await mailbox.newest(address))}
    assert (await http.post("/v1/me/email/confirm", json=old)).status_code == 403
