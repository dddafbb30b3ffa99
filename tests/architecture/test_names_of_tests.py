"""Each file of tests has a name of its own: pytest imports them by it."""

from collections import Counter

from tests.conftest import ROOT


def test_no_two_files_of_tests_have_one_name() -> None:
    names = Counter(file.name for file in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
