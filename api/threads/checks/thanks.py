"""The rules of the thank-you check (DOMAIN.md section 6)."""

from collections.abc import Sequence

from api.threads.checks.draft import Finding, ThanksDraft
from api.threads.checks.evidence import Evidence, negated, telling
from api.threads.checks.lexicon import LIMITS
from api.threads.checks.mending import after_sentence, before_closing, found


def on_time(evidence: Evidence, draft: ThanksDraft) -> Finding | None:
    """Sent within 24 hours of the end of the talk; silent while either moment is unknown."""
    if draft.held_at is None or draft.sent_at is None:
        return None
    hours = (draft.sent_at - draft.held_at).total_seconds() / 3600
    if hours <= LIMITS["on_time_hours"]:
        return None
    return found(evidence, "on_time", "late", (0, 0), hours=int(hours))


def insight(evidence: Evidence, draft: ThanksDraft) -> Finding | None:
    """One concrete thing of theirs: a kept line, or "your line that ...", "what stays with me"."""
    if evidence.leaves_open("insight") or cites(evidence, draft.insights):
        return None
    if any("heard" in of_sentence for of_sentence in evidence.hits):
        return None
    return found(evidence, "insight", "name_one", _after_thanks(evidence))


def promise(evidence: Evidence, draft: ThanksDraft) -> Finding | None:
    """The promise, if one was made."""
    if not draft.promises or evidence.leaves_open("promise") or cites(evidence, draft.promises):
        return None
    if any("promise" in of_sentence for of_sentence in evidence.hits):
        return None
    at = before_closing(evidence)
    return found(evidence, "promise", "name_it", at, promise=draft.promises[0])


def no_new_favour(evidence: Evidence, draft: ThanksDraft) -> Finding | None:
    """Nothing is asked for in a thank-you."""
    for group in ("job", "document", "favour", "kind_review", "kind_introduce", "kind_mentor"):
        for index in evidence.spoken():
            span = evidence.hits[index].get(group)
            if span is not None and not negated(evidence, index, span):
                return found(evidence, "no_new_favour", "asks", span)
    return None


def cites(evidence: Evidence, lines: Sequence[str]) -> bool:
    """Whether the text takes up a line: half of its telling words, and two where it has them."""
    said = telling(evidence.text.folded)
    for line in lines:
        wanted = telling(line)
        if wanted and len(wanted & said) >= max(min(2, len(wanted)), len(wanted) / 2):
            return True
    return False


def _after_thanks(evidence: Evidence) -> tuple[int, int]:
    sentences = evidence.text.sentences
    return after_sentence(evidence, 0) if sentences else (0, 0)
