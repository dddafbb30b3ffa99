"""Rules about what is asked: one request, not a job, a modest time, an easy way out."""

from api.threads.checks.draft import Finding
from api.threads.checks.evidence import Evidence, negated
from api.threads.checks.lexicon import LIMITS
from api.threads.checks.mending import (
    after_sentence,
    before_closing,
    found,
    found_to_replace,
)
from api.threads.checks.minutes import Duration, durations


def one_request(evidence: Evidence) -> Finding | None:
    """Exactly one request; up to three questions announced; question marks are not counted."""
    kinds = evidence.kinds()
    if len(kinds) > 1:
        return found(evidence, "one_request", "several", kinds[1][1], count=len(kinds))
    for index in evidence.requests:
        span = evidence.hits[index].get("count_questions")
        if span is not None:
            return found(evidence, "one_request", "questions", span)
    listed = [s for s in evidence.text.sentences if s.listed]
    most = int(LIMITS["questions"])
    if len(listed) > most:
        return found(evidence, "one_request", "questions", (listed[most].start, listed[most].end))
    if kinds:
        return None
    return found(evidence, "one_request", "none", before_closing(evidence))


def not_job_request(evidence: Evidence) -> Finding | None:
    """No request for work or a favour; "I am not asking for a job" is none."""
    for group, code in (("job", "asks"), ("document", "document")):
        for index in evidence.spoken():
            span = evidence.hits[index].get(group)
            if span is not None and not negated(evidence, index, span):
                return found(evidence, "not_job_request", code, span)
    return None


def time(evidence: Evidence) -> Finding | None:
    """15-30 minutes, with an offer to fit their schedule and without a booking link."""
    for index in evidence.spoken():
        span = evidence.hits[index].get("booking")
        if span is not None:
            return found(evidence, "time", "booking", span)
    if not evidence.requests:
        return None
    asked_at = after_sentence(evidence, evidence.requests[-1])
    said = [d for i in evidence.spoken() for d in durations(evidence.text.sentences[i])]
    if not any(_modest(d) for d in said):
        near = [d for d in said if _near_request(evidence, d)]
        if near:
            code = "too_long" if near[0].most > LIMITS["minutes_most"] else "too_short"
            at = (near[0].start, near[0].end)
            return found_to_replace(evidence, "time", code, at, minutes=near[0].most)
        if _in_writing(evidence):
            return None
        return found(evidence, "time", "missing", asked_at)
    if any("fit" in evidence.hits[i] for i in evidence.spoken()):
        return None
    return found(evidence, "time", "fit", asked_at)


def easy_way_out(evidence: Evidence) -> Finding | None:
    """A polite way to say no."""
    if any("exit" in of_sentence for of_sentence in evidence.hits):
        return None
    return found(evidence, "easy_way_out", "add", before_closing(evidence))


def _modest(said: Duration) -> bool:
    return LIMITS["minutes_least"] <= said.most <= LIMITS["minutes_most"]


def _near_request(evidence: Evidence, said: Duration) -> bool:
    near = {i + step for i in evidence.requests for step in (0, 1)} & set(evidence.spoken())
    sentences = evidence.text.sentences
    return any(sentences[i].start <= said.start < sentences[i].end for i in near)


def _in_writing(evidence: Evidence) -> bool:
    asked = [evidence.hits[i] for i in evidence.requests]
    return any("written" in h for h in asked) and not any("live" in h for h in asked)
