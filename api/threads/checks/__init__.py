"""The checks of ask, thank-you and update: deterministic, pure, the same here and in the browser."""

from collections.abc import Callable
from typing import Final

from api.threads.checks import asking, form, opening, thanks, updates
from api.threads.checks.draft import CheckResult, Draft, Finding, Fix, ThanksDraft, UpdateDraft
from api.threads.checks.evidence import Evidence
from api.threads.checks.lexicon import LEXICON, LIMITS
from api.threads.checks.mending import mended
from api.threads.checks.reading import grade, tenth
from api.threads.checks.wording import worded

__all__ = [
    "CheckResult",
    "Draft",
    "Finding",
    "Fix",
    "ThanksDraft",
    "UpdateDraft",
    "check_ask",
    "check_thanks",
    "check_update",
    "mended",
    "worded",
]

_ASK: Final[dict[str, Callable[[Evidence], Finding | None]]] = {
    "gap": form.gap,
    "length": form.length,
    "subject": form.subject,
    "connection": opening.connection,
    "who_you_are": opening.who_you_are,
    "specific": opening.specific,
    "one_request": asking.one_request,
    "plain_words": form.plain_words,
    "not_job_request": asking.not_job_request,
    "time": asking.time,
    "easy_way_out": asking.easy_way_out,
    "tone": form.tone,
}
# What can be said of a text in any language.
_ANY_LANGUAGE: Final = frozenset({"gap", "length", "subject"})
_ORDER: Final = {code: place for place, code in enumerate(LEXICON.order)}


def check_ask(draft: Draft) -> CheckResult:
    """The findings on an ask, by the rules of its channel (DOMAIN.md section 6).

    A text in a language other than English is only measured (`judged` is False); an empty body
    has one finding beside its subject's.
    """
    evidence = Evidence(draft)
    channel = draft.channel if draft.channel in LEXICON.channels else "message"
    findings = []
    for name in LEXICON.channels[channel]:
        if name in _ANY_LANGUAGE or (evidence.judged and evidence.text.sentences):
            finding = _ASK[name](evidence)
            if finding is not None:
                findings.append(finding)
    return _result(evidence, findings)


def check_thanks(draft: ThanksDraft) -> CheckResult:
    """The findings on a thank-you: on time, one insight, the promise, no favour, length."""
    evidence = Evidence(draft)
    asked = [form.gap(evidence), form.thanks_length(evidence), thanks.on_time(evidence, draft)]
    if evidence.judged and evidence.text.sentences:
        asked += [
            thanks.insight(evidence, draft),
            thanks.promise(evidence, draft),
            thanks.no_new_favour(evidence, draft),
        ]
    return _result(evidence, [finding for finding in asked if finding is not None])


def check_update(draft: UpdateDraft) -> CheckResult:
    """The findings on an update: advice or news, what was done, what came of it, no large ask."""
    evidence = Evidence(draft)
    asked = [form.gap(evidence), form.measured(evidence)]
    if evidence.judged and evidence.text.sentences:
        asked += [
            updates.advice(evidence, draft),
            updates.done(evidence),
            updates.result(evidence),
            updates.small_ask(evidence),
        ]
    return _result(evidence, [finding for finding in asked if finding is not None])


def _result(evidence: Evidence, findings: list[Finding]) -> CheckResult:
    findings.sort(key=lambda f: _ORDER[f"{f.rule}.{f.fix.code}"])
    return CheckResult(
        findings=findings,
        shown=findings[: int(LIMITS["shown"])],
        words=len(evidence.text.words),
        grade=tenth(grade(evidence.text.sentences)),
        characters=form.utf16_length(evidence.draft.body),
        judged=evidence.judged,
    )
