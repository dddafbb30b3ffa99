"""What was measured, as one table for people and one line of JSON for programs."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from rich.console import Console
from rich.table import Table

from .measures import Answer, Ratio

P99: dict[int, float] = {4: 6.0, 16: 20.0}
"""Milliseconds within which 99 of 100 contact lists come, by connections (issue "Foundation")."""


@dataclass(frozen=True)
class Single:
    """One figure with the most that will do."""

    name: str
    value: float
    most: float
    unit: str


@dataclass(frozen=True)
class Report:
    """All of one run."""

    contacts: int
    load: float
    answers: Sequence[Answer]
    ratios: Sequence[Ratio]
    singles: Sequence[Single]


def show(report: Report, console: Console) -> None:
    """Prints the table; `alone` is the share by processor time, for a machine with other work."""
    console.print(
        f"{report.contacts:,} contacts, {os.cpu_count()} processors, Python"
        f" {platform.python_version()}, load before {report.load:.1f}"
    )
    table = Table(
        "", "conn.", "req/s", "p50 ms", "p99 ms", "CPU ms", "pgbench/s", "share", "alone", "bar"
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for one in report.answers:
        table.add_row(
            one.path.name,
            str(one.connections),
            f"{one.rate:.0f}",
            f"{one.p50:.2f}",
            f"{one.p99:.2f}" + _p99_bar(one),
            f"{one.cpu:.2f}",
            f"{one.pgbench:.0f}",
            f"{one.share:.3f}",
            f"{one.alone:.3f}",
            _verdict(one.path.share, one.share, least=True),
        )
    for ratio in report.ratios:
        rates = f"{ratio.rates[0]:.0f} by {ratio.rates[1]:.0f} req/s"
        bar = _verdict(ratio.least, ratio.value, least=True)
        table.add_row(ratio.name, "", rates, "", "", "", "", f"{ratio.value:.3f}", "", bar)
    for single in report.singles:
        bar = _verdict(single.most, single.value, least=False)
        table.add_row(single.name, "", f"{single.value:.2f} {single.unit}", *[""] * 6, bar)
    console.print(table)


def as_json(report: Report) -> str:
    """The same as one line of JSON."""
    told = {
        "contacts": report.contacts,
        "load": report.load,
        "answers": [
            {
                "name": one.path.name,
                "connections": one.connections,
                "rate": round(one.rate, 1),
                "p50_ms": round(one.p50, 3),
                "p99_ms": round(one.p99, 3),
                "cpu_ms": round(one.cpu, 3),
                "pgbench": round(one.pgbench, 1),
                "whole_ms": round(one.whole, 3),
                "pgbench_whole_ms": round(one.pgbench_whole, 3),
                "share": round(one.share, 4),
                "share_alone": round(one.alone, 4),
                "bar": one.path.share,
                "good": one.path.good,
            }
            for one in report.answers
        ],
        "ratios": [
            {"name": one.name, "value": round(one.value, 4), "bar": one.least}
            for one in report.ratios
        ],
        "singles": [
            {"name": one.name, "value": round(one.value, 3), "unit": one.unit, "bar": one.most}
            for one in report.singles
        ],
    }
    return msgspec.json.encode(told).decode()


def _p99_bar(one: Answer) -> str:
    if one.path.name != "contact list" or one.connections not in P99:
        return ""
    return f" ({_verdict(P99[one.connections], one.p99, least=False)})"


def _verdict(bar: float | None, value: float, *, least: bool) -> str:
    if bar is None:
        return ""
    met = value >= bar if least else value <= bar
    return f"{'≥' if least else '≤'} {bar:g} {'met' if met else 'MISSED'}"
