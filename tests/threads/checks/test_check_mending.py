"""Fixes mend: put in, what a finding asked for is there, or a gap shows where it goes."""

import msgspec
import pytest

from api.threads.checks import (
    CheckResult,
    Draft,
    ThanksDraft,
    check_ask,
    check_thanks,
    mended,
    worded,
)
from api.threads.checks.lexicon import LEXICON
from api.threads.checks.vectors import AskVector, read_asks, read_thanks
from api.threads.checks.wording import CATALOGUE

BROKEN = [v for v in [*read_asks(), *read_thanks()] if v.expect]


def check(draft: Draft) -> CheckResult:
    return check_thanks(draft) if isinstance(draft, ThanksDraft) else check_ask(draft)


@pytest.mark.parametrize("vector", BROKEN, ids=[v.name for v in BROKEN])
def test_a_fix_takes_its_finding_away(vector: AskVector) -> None:
    for finding in check(vector.draft).findings:
        if finding.fix.insert is None:
            continue
        if finding.field == "subject":
            draft = msgspec.structs.replace(
                vector.draft, subject=mended(vector.draft.subject or "", finding)
            )
        else:
            draft = msgspec.structs.replace(vector.draft, body=mended(vector.draft.body, finding))
        left = [(f.rule, f.fix.code) for f in check(draft).findings]
        assert (finding.rule, finding.fix.code) not in left


@pytest.mark.parametrize("vector", BROKEN, ids=[v.name for v in BROKEN])
def test_findings_lie_inside_their_field_and_have_words(vector: AskVector) -> None:
    for finding in check(vector.draft).findings:
        field = vector.draft.body if finding.field == "body" else vector.draft.subject or ""
        assert 0 <= finding.start <= finding.end <= len(field)
        assert 0 <= finding.fix.start <= finding.fix.end <= len(field)
        words = worded(finding)
        for text in (words.title, words.reason, words.fix):
            assert text
            assert "{name}" not in text


def test_every_code_has_words_in_the_voice_of_the_product() -> None:
    assert set(CATALOGUE.findings) == set(LEXICON.order)
    assert set(LEXICON.warnings) <= set(LEXICON.order)
    for words in CATALOGUE.findings.values():
        for text in (words.title, words.reason, words.fix, words.insert or ""):
            assert "!" not in text
        assert len(words.title) <= 50
        assert len(words.reason) <= 140


def test_gaps_in_insertions_belong_to_their_rule() -> None:
    for code, words in CATALOGUE.findings.items():
        if words.insert and "{{" in words.insert:
            label = words.insert.partition("{{")[2].partition("}}")[0]
            assert LEXICON.gaps[label] == code.partition(".")[0]


def test_without_a_name_the_words_still_read() -> None:
    draft = Draft(channel="chat", subject=None, body="Hello. Are you there?", recipient_names=[])
    titles = [worded(f).title for f in check_ask(draft).findings]
    assert "Give them an easy way out" in titles


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Maya Lindgren"], "Maya"),
        (["Dr. Maya Lindgren"], "Maya"),
        (["", "Ben"], "Ben"),
        (["山田 花子"], "山田"),
        (["Dr"], ""),
    ],
)
def test_people_are_called_by_their_first_name(names: list[str], expected: str) -> None:
    draft = Draft(channel="chat", subject=None, body="Hello there.", recipient_names=names)
    assert {f.params["name"] for f in check_ask(draft).findings} == {expected}


def test_the_same_draft_gives_the_same_result() -> None:
    draft = BROKEN[0].draft
    assert check(draft) == check(draft)
