"""What a profile may hold."""

import httpx
import pytest

from tests.conftest import MakePerson

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"time_zone": "America/Argentina/Buenos_Aires"}, None),
        ({"country": "de"}, {"country": "DE"}),
        ({"country": None}, None),
        ({"locale": "pt_br"}, {"locale": "pt-BR"}),
        ({"quiet_start": "22:30", "quiet_end": "07:00"}, None),
        ({"half_hour_days": [7, 1]}, {"half_hour_days": [1, 7]}),
        ({"working_days": [7, 1, 2, 3, 4]}, {"working_days": [1, 2, 3, 4, 7]}),
        ({"wish_kind": "gap", "wish_line": "Is it for me?"}, None),
        ({"wish_kind": None}, None),
        ({"field_words": ["water", "data"]}, None),
        ({"first_run_done_at": "2026-03-04T12:30:00Z"}, None),
        ({"theme": "dark", "clock_template": "cautious", "note_limit": 200}, None),
    ],
)
async def test_what_people_settle_is_kept(
    http: httpx.AsyncClient,
    person: MakePerson,
    change: dict[str, object],
    kept: dict[str, object] | None,
) -> None:
    nora = await person()
    headers = {**nora.bearer, "if-match": '"1"'}
    answer = await http.patch("/v1/me/profile", json=change, headers=headers)
    assert answer.status_code == 200, answer.text
    profile = (await http.get("/v1/me", headers=nora.bearer)).json()["profile"]
    for name, value in (kept or change).items():
        assert profile[name] == value


@pytest.mark.parametrize(
    "change",
    [
        {"time_zone": "Europe/Atlantis"},
        {"time_zone": "Factory"},
        {"country": "GBR"},
        {"locale": "klingon!"},
        {"locale": "xx-YY-zz-aa-bb-cc-dd"},
        {"half_hour_days": [0]},
        {"half_hour_days": [1, 1]},
        {"half_hour_days": []},
        {"working_days": []},
        {"working_days": [8]},
        {"quiet_start": "25:00"},
        {"quiet_start": "21:00:30"},
        {"half_hour_time": "18:00+02:00"},
        {"name": "x" * 201},
        {"name": "a\0b"},
        {"wish_line": "x" * 2001},
        {"wish_kind": "fame"},
        {"note_limit": 250},
        {"field_words": ["x"] * 51},
        {"field_words": [""]},
        {"field_words": ["a\0"]},
        {"first_run_done_at": "2026-03-04T12:30:00"},
        {"version": 7},
        {"owner_id": "x"},
    ],
)
async def test_what_can_not_be_is_refused_and_changes_nothing(
    http: httpx.AsyncClient, person: MakePerson, change: dict[str, object]
) -> None:
    nora = await person()
    headers = {**nora.bearer, "if-match": '"1"'}
    refused = await http.patch("/v1/me/profile", json=change, headers=headers)
    assert refused.status_code == 400, refused.text
    assert refused.json()["errors"]
    assert (await http.get("/v1/me", headers=nora.bearer)).json()["profile"]["version"] == 1
