"""Deleting the account: said twice, 30 days to think, taken back in one step."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.accounts.mailbox import Mailbox, text_of
from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio


async def test_a_deletion_is_planned_told_and_taken_back(
    http: httpx.AsyncClient, person: MakePerson, mailbox: Mailbox
) -> None:
    nora = await person()
    body = {"confirm": f" {nora.email.upper()} "}
    asked = await http.post("/v1/me/deletion", json=body, headers=nora.cookie)
    assert asked.status_code == 200, asked.text
    due = datetime.fromisoformat(asked.json()["deletion_due_at"])
    assert abs(due - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)
    mail = await mailbox.newest(nora.email)
    assert f"{due.day} {due:%B}" in text_of(mail)
    again = await http.post("/v1/me/deletion", json=body, headers=nora.cookie)
    assert again.json()["deletion_due_at"] == asked.json()["deletion_due_at"]
    back = await http.delete("/v1/me/deletion", headers=nora.cookie)
    assert back.status_code == 200
    assert back.json()["deletion_due_at"] is None
    assert mailbox.count(nora.email) == 1


async def test_a_deletion_must_be_meant(http: httpx.AsyncClient, person: MakePerson) -> None:
    nora = await person()
    for confirm in ("", "yes", f"x{nora.email}"):
        refused = await http.post("/v1/me/deletion", json={"confirm": confirm}, headers=nora.cookie)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "body.confirm"
    assert (await http.get("/v1/me", headers=nora.cookie)).json()["deletion_due_at"] is None
