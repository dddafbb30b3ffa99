"""Photos of paper pages over HTTP: kept with a talk, bare, once; taken away, back, and gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.conversations import photos
from api.tables import new_id
from tests.conftest import MakePerson
from tests.conversations.conftest import Room
from tests.conversations.pictures import EXIF, jpeg, segment
from tests.statements import statements

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


async def send(room: Room, talk_id: str, data: bytes | None = None, **more: str) -> httpx.Response:
    return await room.http.post(
        "/v1/photos",
        files={"file": ("IMG_2041.HEIC", jpeg() if data is None else data, "text/html")},
        data={"id": str(new_id()), "conversation_id": talk_id, **more},
        headers=room.who.bearer,
    )


@pytest.fixture
async def talk_id(room: Room) -> str:
    return str((await room.planned())["id"])


async def test_a_page_is_kept_without_what_the_camera_wrote(room: Room, talk_id: str) -> None:
    taken = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    told = segment(0xE1, EXIF)
    answer = await send(room, talk_id, jpeg(between=told), at=taken.isoformat(), alt="Three names")
    assert answer.status_code == 201, answer.text
    photo = answer.json()
    assert (photo["width"], photo["height"], photo["alt"]) == (30, 20, "Three names")
    assert datetime.fromisoformat(photo["at"]) == taken
    picture = await room.call("GET", f"/photos/{photo['id']}/file")
    assert picture.content == jpeg()
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert picture.headers["content-disposition"].startswith("attachment;")
    names = await room.admin.fetchval(
        "SELECT string_agg(name || media_type, '') FROM person.files WHERE owner_id = $1",
        room.who.id,
    )
    assert names == "page.jpgimage/jpeg"
    feed = (await room.call("GET", "/changes?type=photo")).json()["items"]
    assert [one["id"] for one in feed] == [photo["id"]]
    assert {"file_id", "digest"}.isdisjoint(feed[0]["data"])


async def test_sent_again_it_is_kept_once(room: Room, talk_id: str) -> None:
    photo_id = str(new_id())
    first = await send(room, talk_id, id=photo_id)
    again = await send(room, talk_id, id=photo_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = await send(room, talk_id, jpeg(width=31), id=photo_id)
    assert other.status_code == 409
    kept = await room.admin.fetchval(
        "SELECT count(*) FROM person.files WHERE owner_id = $1", room.who.id
    )
    assert kept == 1


async def test_what_is_no_picture_is_refused(room: Room, talk_id: str) -> None:
    for data in (b"", b"<svg onload='x()'></svg>", b"%PDF-1.7", jpeg()[:-9]):
        refused = await send(room, talk_id, data)
        assert refused.status_code == 400, refused.text
        assert refused.json()["errors"][0]["code"] == "not-a-picture"
    large = await send(room, talk_id, jpeg(after=bytes(photos.FILE_BYTES)))
    assert large.status_code == 413
    assert (await send(room, talk_id, at="2026-01-05T10:00:00")).status_code == 400
    assert (await send(room, talk_id, alt="x" * 501)).status_code == 400
    assert (await send(room, str(new_id()))).status_code == 404


async def test_a_talk_has_so_many_photos(
    room: Room, talk_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_PHOTOS", 2)
    for _ in range(2):
        assert (await send(room, talk_id)).status_code == 201
    refused = await send(room, talk_id)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (
        403,
        "limit-reached",
    )


async def test_they_are_listed_as_they_were_taken(room: Room, talk_id: str) -> None:
    now = datetime.now(UTC)
    for minutes in (5, 20, 10):
        at = (now - timedelta(minutes=minutes)).isoformat()
        assert (await send(room, talk_id, at=at, alt=f"{minutes} ago")).status_code == 201
    async with statements(room.app) as seen:
        shown = (await room.call("GET", f"/conversations/{talk_id}/photos")).json()["items"]
    assert [one["alt"] for one in shown] == ["20 ago", "10 ago", "5 ago"]
    assert len(seen) == 2, seen


async def test_it_can_be_described_taken_away_and_brought_back(room: Room, talk_id: str) -> None:
    photo = (await send(room, talk_id)).json()
    path = f"/photos/{photo['id']}"
    assert (await room.call("PATCH", path, {"alt": "A sketch"})).status_code == 428
    described = await room.call("PATCH", path, {"alt": "A sketch"}, if_match='"1"')
    assert described.json()["alt"] == "A sketch"
    assert (await room.call("PATCH", path, {"alt": ""}, if_match='"1"')).status_code == 412
    assert (await room.call("DELETE", path)).status_code == 428
    assert (await room.call("DELETE", path, if_match='"2"')).status_code == 204
    for gone in (path, f"{path}/file"):
        assert (await room.call("GET", gone)).status_code == 404
    assert (await room.call("GET", f"/conversations/{talk_id}/photos")).json()["items"] == []
    back = await room.call("POST", f"{path}/restore")
    assert (back.status_code, back.json()["alt"]) == (200, "A sketch")
    assert (await room.call("GET", f"{path}/file")).content == jpeg()


async def test_a_deleted_talk_shows_no_photo(room: Room, talk_id: str) -> None:
    photo = (await send(room, talk_id)).json()
    gone = await room.call("DELETE", f"/conversations/{talk_id}", if_match="*")
    assert gone.status_code == 204, gone.text
    for path in (f"/photos/{photo['id']}/file", f"/conversations/{talk_id}/photos"):
        assert (await room.call("GET", path)).status_code == 404
    await room.call("POST", f"/conversations/{talk_id}/restore")
    assert (await room.call("GET", f"/photos/{photo['id']}/file")).status_code == 200


async def test_doors(room: Room, talk_id: str, person: MakePerson) -> None:
    photo = (await send(room, talk_id)).json()
    path = f"/v1/photos/{photo['id']}"
    stranger, reader = await person(), await person(scopes=["contacts:read"])
    doors = (
        ("POST", "/v1/photos"),
        ("GET", f"/v1/conversations/{talk_id}/photos"),
        ("GET", path),
        ("GET", f"{path}/file"),
        ("PATCH", path),
        ("DELETE", path),
        ("POST", f"{path}/restore"),
    )
    for method, where in doors:
        form: Json = {}
        if where == "/v1/photos":
            form = {
                "files": {"file": ("page.jpg", jpeg())},
                "data": {"id": str(new_id()), "conversation_id": talk_id},
            }
        elif method == "PATCH":
            form = {"json": {"alt": "mine"}}
        answers = [
            await room.http.request(method, where, headers={**headers, "if-match": "*"}, **form)
            for headers in ({}, reader.bearer, stranger.bearer)
        ]
        assert [one.status_code for one in answers] == [401, 403, 404], (method, where)
