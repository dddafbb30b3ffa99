"""The checks against the shared vectors: what a reader expects, and what both engines record."""

from pathlib import Path

import msgspec
import pytest

from api.threads.checks import check_ask, check_thanks, check_update
from api.threads.checks.lexicon import LEXICON
from api.threads.checks.vectors import (
    FOLDER,
    AskVector,
    ThanksVector,
    UpdateVector,
    main,
    read_asks,
    read_thanks,
    read_updates,
    renewed,
)

ASKS = read_asks()
THANKS = read_thanks()
UPDATES = read_updates()


@pytest.mark.parametrize("vector", ASKS, ids=[v.name for v in ASKS])
def test_ask_finds_what_a_reader_expects(vector: AskVector) -> None:
    result = check_ask(vector.draft)
    assert sorted(f.rule for f in result.findings) == vector.expect
    assert result.shown == result.findings[:3]


@pytest.mark.parametrize("vector", THANKS, ids=[v.name for v in THANKS])
def test_thanks_finds_what_a_reader_expects(vector: ThanksVector) -> None:
    result = check_thanks(vector.draft)
    assert sorted(f.rule for f in result.findings) == vector.expect


@pytest.mark.parametrize("vector", UPDATES, ids=[v.name for v in UPDATES])
def test_update_finds_what_a_reader_expects(vector: UpdateVector) -> None:
    result = check_update(vector.draft)
    assert sorted(f.rule for f in result.findings) == vector.expect


@pytest.mark.parametrize(
    "name", ["ask_checks.json", "thanks_checks.json", "update_checks.json", "templates.json"]
)
def test_recorded_results_are_current(name: str) -> None:
    assert (FOLDER / name).read_bytes() == renewed()[name], (
        "run python -m api.threads.checks.vectors --write"
    )


def test_the_command_tells_of_stale_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for name, content in renewed().items():
        changed = content.replace(b'"judged": true', b'"judged": false', 1)
        (tmp_path / name).write_bytes(changed)
    monkeypatch.setattr("api.threads.checks.vectors.FOLDER", tmp_path)
    assert main([], said.append) == 1
    assert main(["--write"], said.append) == 0
    assert main([], said.append) == 0
    assert said == [
        "out of date: ask_checks.json, thanks_checks.json, update_checks.json",
        "renewed: ask_checks.json, thanks_checks.json, update_checks.json",
        "vectors are current",
    ]


def test_there_are_enough_of_them() -> None:
    good = [v for v in ASKS if v.name.startswith("good: ")]
    assert len(ASKS) >= 150
    assert len(good) >= 40
    assert all(v.expect == [] for v in good)
    names = [v.name for v in [*ASKS, *THANKS, *UPDATES]]
    assert len(names) == len(set(names))


def test_every_rule_and_code_has_a_vector_that_breaks_it() -> None:
    broken = {
        f"{f.rule}.{f.fix.code}"
        for result in [
            *(check_ask(v.draft) for v in ASKS),
            *(check_thanks(v.draft) for v in THANKS),
            *(check_update(v.draft) for v in UPDATES),
        ]
        for f in result.findings
    }
    assert broken == set(LEXICON.order)


def test_no_vector_repeats_another() -> None:
    drafts = [msgspec.json.encode(v.draft) for v in [*ASKS, *THANKS, *UPDATES]]
    assert len(drafts) == len(set(drafts))
