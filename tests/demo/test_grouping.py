"""What several people told Nora, as SCREENS.md section 6 counts it."""

import httpx
import pytest

from tests.demo.test_story import everything, get, looking

__all__ = ["looking"]

pytestmark = pytest.mark.anyio


async def test_sql_first_and_a_clinical_past(looking: httpx.AsyncClient) -> None:
    claims = await everything(looking, "/insights?stands=corroborated&")
    found = {
        one["words"]: (one["supporters"], one["people"], one["employers"], one["disagree"])
        for one in claims
    }
    assert found == {
        "SQL first, tools later": (5, 6, 5, 1),
        "A clinical past opens doors": (3, 3, 3, 0),
    }
    sql = next(one for one in claims if one["words"].startswith("SQL"))
    lines = (await get(looking, f"/insights/{sql['id']}"))["items"]
    assert [line["contact"]["first_name"] for line in lines] == [
        *["Priya", "Ana", "Grace", "Lukas", "Helen", "Ewan"]
    ]
    assert [line["polarity"] for line in lines].count("contradicts") == 1
    mixed = await everything(looking, "/insights?stands=mixed&")
    assert [one["id"] for one in mixed] == [sql["id"]]
