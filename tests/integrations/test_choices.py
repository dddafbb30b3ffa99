"""The fixed lists for drop-downs name what the API takes, all of it, in words."""

from typing import get_args

import httpx
import pytest

from api.contacts.guesses import FUNCTIONS, SENIORITIES
from api.contacts.schemas import Lane, Source, Tie
from api.conversations.schemas import Medium, Tag
from api.goals.models import OUTCOME_KINDS
from api.integrations.choices import CATALOGUE, Choices
from api.journal.happenings import TYPES
from api.threads.checks.draft import Channel

pytestmark = pytest.mark.anyio

TAKEN: dict[Choices, tuple[str, ...]] = {
    "lanes": get_args(Lane),
    "sources": get_args(Source),
    "ties": get_args(Tie),
    "functions": FUNCTIONS,
    "seniorities": SENIORITIES,
    "channels": get_args(Channel),
    "media": get_args(Medium),
    "line_tags": get_args(Tag),
    "outcomes": OUTCOME_KINDS,
    "events": TYPES,
}


@pytest.mark.parametrize("which", get_args(Choices))
async def test_a_list_has_all_that_is_taken_and_nothing_else(
    http: httpx.AsyncClient, which: Choices
) -> None:
    answer = await http.get(f"/v1/choices/{which}")
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert tuple(one["value"] for one in items) == TAKEN[which]
    labels = [one["label"] for one in items]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_the_catalogue_has_no_other_list() -> None:
    assert CATALOGUE.keys() == TAKEN.keys()


async def test_an_unknown_list_is_named(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/choices/colours")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "path.which"
