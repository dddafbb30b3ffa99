"""Who takes part without the app: their attendance, and talks as they told them, apart from what counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.tables import new_id
from tests.conftest import MakePerson
from tests.organizations.place import Place, told
from tests.sharing.part import join, talk

pytestmark = pytest.mark.anyio


async def tell(
    place: Place, by: str = "coach", of: str = "enrolment", **said: Any
) -> httpx.Response:
    body = {"id": str(new_id()), "held_on": "2026-03-09", **said}
    return await place.ask(by, "POST", f"/enrolments/{place.ids[of]}/told-talks", body)


async def record(place: Place) -> Any:
    return await place.do("coach", "GET", f"/enrolments/{place.ids['enrolment']}/record")


async def test_a_row_has_its_attendance_and_what_was_told(place: Place) -> None:
    first = await tell(place, field="health", id=(own := str(new_id())))
    assert first.status_code == 201
    again = await tell(place, field="health", id=own)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await tell(place, field="data", id=own)).status_code == 409
    seen = await record(place)
    assert [(one["held_on"], one["field"], one["by_name"]) for one in seen["told"]] == [
        ("2026-03-09", "health", "Coach"),
        ("2026-03-02", None, "Olga Owner"),
    ]
    assert [(one["title"], one["state"]) for one in seen["sessions"]] == [("Asks", "there")]
    path = f"/enrolments/{place.ids['enrolment']}/told-talks/{own}"
    for _ in range(2):
        assert (await place.ask("coach", "DELETE", path)).status_code == 204
    assert [one["held_on"] for one in (await record(place))["told"]] == ["2026-03-02"]


async def test_what_is_told_has_come_and_names_nobody(place: Place) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    refused = await tell(place, held_on=tomorrow)
    assert [one["field"] for one in refused.json()["errors"]] == ["body.held_on"]
    assert (await tell(place, field="at Harbour Works")).status_code == 400
    assert (await tell(place, with_whom="Ana Ferreira")).status_code == 400


async def test_it_is_beside_the_numbers_and_never_in_them(place: Place, person: MakePerson) -> None:
    nora = await join(place, await person())
    await talk(nora)
    await nora.give()
    path = f"/cohorts/{place.ids['cohort']}/dashboard"
    before = await place.do("coach", "GET", path)
    assert before.pop("told") == {"talks": 1, "people": 1}
    for _ in range(3):
        assert (await tell(place)).status_code == 201
    after = await place.do("coach", "GET", path)
    assert after.pop("told") == {"talks": 4, "people": 1}
    assert after == before
    assert before["talks"] == 1


async def test_whoever_uses_the_app_says_it_themselves(place: Place, person: MakePerson) -> None:
    nora = await join(place, await person())
    path = f"/enrolments/{nora.enrolment}/told-talks"
    refused = await place.ask("coach", "POST", path, {"id": str(new_id()), "held_on": "2026-03-09"})
    assert refused.status_code == 409
    assert "record themselves" in refused.json()["detail"]


async def test_a_coach_of_another_cohort_is_told_nothing(place: Place) -> None:
    assert (await tell(place, "owner", "other_enrolment")).status_code == 201
    hidden = f"/enrolments/{place.ids['other_enrolment']}/record"
    unknown = await place.ask("coach", "GET", f"/enrolments/{new_id()}/record")
    assert told(await place.ask("coach", "GET", hidden)) == told(unknown)
    assert (await tell(place, of="other_enrolment")).status_code == 404
    seen = await place.do("owner", "GET", hidden)
    talk_id = seen["told"][0]["id"]
    path = f"/enrolments/{place.ids['other_enrolment']}/told-talks/{talk_id}"
    assert (await place.ask("coach", "DELETE", path)).status_code == 404
    swapped = f"/enrolments/{place.ids['enrolment']}/told-talks/{talk_id}"
    assert (await place.ask("coach", "DELETE", swapped)).status_code == 404
