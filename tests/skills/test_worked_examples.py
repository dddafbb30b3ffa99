"""The worked examples in the docstrings of the pure functions hold."""

import doctest
from types import ModuleType

import pytest

from api.reports import frozen
from api.skills import gap, matching, vocabulary, weighing


@pytest.mark.parametrize(
    "module", [frozen, gap, matching, vocabulary, weighing], ids=lambda m: m.__name__
)
def test_worked_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
