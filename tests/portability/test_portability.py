"""Leaving with everything, and leaving nothing behind."""

import io
import json
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest

from api.portability.archive import data_name, file_name
from api.portability.everything import exported_tables
from api.tables import new_id
from tests.conversations.pictures import jpeg
from tests.people import make_somebody
from tests.portability.conftest import CANARY, House, live_a_little, traces

pytestmark = pytest.mark.anyio


async def test_the_export_holds_everything_and_no_secrets(house: House) -> None:
    desk = await live_a_little(house)
    export_id = new_id()
    asked = await desk.post("/v1/me/exports", id=export_id)
    assert asked.status_code == 202, asked.text
    assert asked.json()["state"] == "waiting"
    early = await house.http.get(f"/v1/me/exports/{export_id}/file", headers=desk.who.bearer)
    assert early.status_code == 404
    await house.work()
    assert (await desk.get(f"/v1/me/exports/{export_id}"))["state"] == "ready"
    taken = await house.http.get(f"/v1/me/exports/{export_id}/file", headers=desk.who.bearer)
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        tables = {
            table.name: [
                json.loads(line) for line in packed.read(data_name(table.name)).splitlines()
            ]
            for table in exported_tables()
        }
        assert f"{CANARY}@example.org" in packed.read("people.csv").decode()
        assert "BEGIN:VCARD" in packed.read("people.vcf").decode()
        (photo,) = tables["photos"]
        assert packed.read(file_name(UUID(photo["file_id"]))) == jpeg()
    assert tables["contacts"][0]["why"] == f"her article {CANARY}"
    assert tables["messages"][0]["body"].endswith(CANARY)
    assert tables["note_lines"][0]["text"].startswith("SQL first")
    assert tables["events"]
    assert "digest" not in tables["told"][0]
    assert desk.who.token not in json.dumps(tables)


async def test_an_export_goes_after_a_week(house: House) -> None:
    desk = await live_a_little(house)
    export_id = new_id()
    await desk.post("/v1/me/exports", id=export_id)
    await house.work()
    assert len([path for path in house.files.rglob("*") if path.is_file()]) == 2
    house.pass_time(timedelta(days=7, minutes=1))
    for _ in range(3):
        await house.work()
    assert (await desk.get(f"/v1/me/exports/{export_id}"))["state"] == "gone"
    assert len([path for path in house.files.rglob("*") if path.is_file()]) == 1


async def test_the_picture_goes_with_the_card_of_somebody_who_asked_to_be_deleted(
    house: House,
) -> None:
    desk = await live_a_little(house)
    contact_id = (await desk.get("/v1/contacts"))["items"][0]["id"]
    erased = await desk.post(f"/v1/contacts/{contact_id}/erase")
    assert erased.status_code == 204, erased.text
    await house.work()
    assert not [path for path in house.files.rglob("*") if path.is_file()]
    husk = await house.admin.fetchrow("SELECT alt, file_id, width FROM person.photos")
    assert tuple(husk) == ("", None, 30)
    assert await house.admin.fetchval("SELECT count(*) FROM person.files") == 0


async def test_a_picture_that_was_taken_away_goes_after_thirty_days(house: House) -> None:
    desk = await live_a_little(house)
    photo_id = await house.admin.fetchval("SELECT id FROM person.photos")
    gone = await house.http.delete(
        f"/v1/photos/{photo_id}", headers={**desk.who.bearer, "if-match": "*"}
    )
    assert gone.status_code == 204, gone.text
    house.pass_time(timedelta(days=29))
    await house.work()
    assert [path for path in house.files.rglob("*") if path.is_file()]
    back = await desk.post(f"/v1/photos/{photo_id}/restore")
    assert back.status_code == 200
    await house.http.delete(f"/v1/photos/{photo_id}", headers={**desk.who.bearer, "if-match": "*"})
    for _ in range(6):
        house.pass_time(timedelta(days=7))
        await house.work()
        await house.work()
    assert not [path for path in house.files.rglob("*") if path.is_file()]
    assert (await desk.post(f"/v1/photos/{photo_id}/restore")).status_code == 404


async def test_a_strangers_export_does_not_exist(house: House) -> None:
    desk = await live_a_little(house)
    export_id = new_id()
    await desk.post("/v1/me/exports", id=export_id)
    await house.work()
    stranger = await make_somebody(house.admin)
    for path in (f"/v1/me/exports/{export_id}", f"/v1/me/exports/{export_id}/file"):
        assert (await house.http.get(path)).status_code == 401
        assert (await house.http.get(path, headers=stranger.bearer)).status_code == 404


async def test_erasure_leaves_no_trace(house: House) -> None:
    """Every text column of every table, every file: no canary, and no row of theirs."""
    desk = await live_a_little(house)
    await desk.post("/v1/me/exports", id=new_id())
    await house.work()
    asked = await house.http.post(
        "/v1/me/deletion", headers=desk.who.cookie, json={"confirm": desk.who.email}
    )
    assert asked.status_code < 300, asked.text
    house.pass_time(timedelta(days=29))
    await house.work()
    assert await traces(house, desk) != []
    house.pass_time(timedelta(days=2))
    for _ in range(3):
        await house.work()
    assert await traces(house, desk) == []
    assert not [path for path in house.files.rglob("*") if path.is_file()]
    assert (await house.http.get("/v1/me", headers=desk.who.bearer)).status_code == 401


async def test_taking_it_back_stops_the_erasure(house: House) -> None:
    desk = await live_a_little(house)
    confirm = {"confirm": desk.who.email}
    await house.http.post("/v1/me/deletion", headers=desk.who.cookie, json=confirm)
    kept = await house.http.delete("/v1/me/deletion", headers=desk.who.cookie)
    assert kept.status_code < 300, kept.text
    house.pass_time(timedelta(days=40))
    for _ in range(3):
        await house.work()
    counted = await house.admin.fetchval(
        "SELECT count(*) FROM person.contacts WHERE owner_id = $1", desk.who.id
    )
    assert counted == 1
