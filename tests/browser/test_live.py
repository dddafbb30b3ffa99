"""A talk without a network, through kills of the browser, on two devices, past a restore: no line is
lost and none is doubled."""

import statistics
import sys

import pytest

from tests.browser.conftest import Drive
from tests.browser.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

STROKE = 50.0
"""Milliseconds from a key to its frame with 1,000 lines on the screen: printed, for it is the machine's
as well."""
AS_EMPTY = 6
"""Times what a key takes on an empty page, which a key of a talk may take: one that touched the
thousand lines would take more than ten times as long."""


def test_no_line_of_a_talk_is_lost(drive: Drive, product: Product) -> None:
    seen = drive("live", database=product.database, python=sys.executable)
    by_phone = [f"By phone, line {n}." for n in range(1, 41)]
    beside = [f"Beside it, line {n}." for n in range(1, 11)]
    assert seen["afterKill"] == by_phone[:20]
    assert seen["half"] == "half a thou"
    assert seen["marks"] == "5 moments to write down later"
    assert seen["travels"] == "No network. You can write; 47 lines will travel later."
    assert sum("By phone, line" in line for line in seen["file"].splitlines()) == 40
    assert sum("A moment to write down" in line for line in seen["file"].splitlines()) == 5
    # The clock of the second device is two days behind: its lines stand first, and all are there.
    assert seen["onOne"] == seen["onTwo"] == [*beside, *by_phone, "half a thou"]
    assert [line["text"] for line in seen["kept"]["call"]] == seen["onOne"]
    assert [line["kind"] for line in seen["kept"]["met"]] == ["mark"] * 5
    assert seen["state"] == "held"
    assert (seen["lost"], seen["left"]) == (46, 5)
    assert seen["again"] == seen["kept"]["call"]
    # Whatever the machine does meanwhile: a key changes nothing about the thousand lines.
    assert seen["touched"] == 0
    for rate in ("1", "4"):
        talk, empty = seen["strokes"]["talk"][rate], seen["strokes"]["empty"][rate]
        ninth = statistics.quantiles(talk, n=10)[8]
        print(f"1/{rate} speed: nine of ten in {ninth:.1f} ms of {STROKE:.0f}, {len(talk)} keys")
        print(f"median {statistics.median(talk):.1f} ms, empty {statistics.median(empty):.1f} ms")
    talk, empty = seen["strokes"]["talk"]["1"], seen["strokes"]["empty"]["1"]
    assert len(talk) == len(empty) == len("Typed while she speaks")
    assert statistics.median(talk) < AS_EMPTY * statistics.median(empty)
    assert seen["poor"] == []
    assert seen["wrong"] == []
