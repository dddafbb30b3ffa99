"""Jonas has three times offered (SCREENS.md section 6): held, with one tap for each."""

import httpx
import pytest

from tests.demo.test_story import everything
from tests.demo.test_story import looking as looking

pytestmark = pytest.mark.anyio


async def test_jonas_has_three_times(looking: httpx.AsyncClient) -> None:
    (offer,) = await everything(looking, "/slot-offers?")
    assert offer["contact"]["first_name"] == "Jonas"
    assert (offer["state"], offer["open"], len(offer["slots"])) == ("held", True, 3)
    assert offer["text"].startswith("Would one of these suit you: ")
