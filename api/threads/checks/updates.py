"""The rules of the update check (DOMAIN.md section 6): what they suggested or one piece of news, what
was done, what came of it so far, and no ask or a small one."""

from typing import Final

from api.threads.checks.draft import Finding, UpdateDraft
from api.threads.checks.evidence import Evidence, negated
from api.threads.checks.mending import after_salutation, after_sentence, before_closing, found
from api.threads.checks.thanks import cites

_LARGE: Final = (
    "job", "document", "kind_review", "kind_introduce", "kind_mentor", "kind_shadow", "kind_event",
)  # fmt: skip


def advice(evidence: Evidence, draft: UpdateDraft) -> Finding | None:
    """Their advice, or one piece of news since the talk."""
    if evidence.leaves_open("advice") or cites(evidence, draft.advice):
        return None
    if _says(evidence, "advised") or _says(evidence, "news"):
        return None
    return found(evidence, "advice", "name_it", after_salutation(evidence))


def done(evidence: Evidence) -> Finding | None:
    """What the person did with it."""
    if evidence.leaves_open("done") or _says(evidence, "did"):
        return None
    return found(evidence, "done", "say_it", _after(evidence, "advised"))


def result(evidence: Evidence) -> Finding | None:
    """What came of it so far; news that nobody advised is its own result."""
    if evidence.leaves_open("result") or _says(evidence, "came_of_it"):
        return None
    if _says(evidence, "news") and not _says(evidence, "advised"):
        return None
    return found(evidence, "result", "say_it", _after(evidence, "did"))


def small_ask(evidence: Evidence) -> Finding | None:
    """Nothing is asked for, or something small: a question is, a job or a review is not."""
    for group in _LARGE:
        for index in evidence.spoken():
            span = evidence.hits[index].get(group)
            if span is not None and not negated(evidence, index, span):
                return found(evidence, "small_ask", "asks", span)
    return None


def _says(evidence: Evidence, group: str) -> bool:
    return any(group in evidence.hits[index] for index in evidence.spoken())


def _after(evidence: Evidence, group: str) -> tuple[int, int]:
    """The place behind the last sentence of a group, else before the closing."""
    saying = [index for index in evidence.spoken() if group in evidence.hits[index]]
    return after_sentence(evidence, saying[-1]) if saying else before_closing(evidence)
