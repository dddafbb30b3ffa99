/** Rules about what is asked: one request, not a job, a modest time, an easy way out. */

import type { Finding } from './draft.ts';
import type { AskEvidence } from './ask-evidence.ts';
import { limit } from './lexicon.ts';
import { afterSentence, beforeClosing, found, foundToReplace } from './mending.ts';
import { type Duration, durations } from './minutes.ts';

/** Exactly one request; up to three questions announced; question marks are not counted. */
export function oneRequest(evidence: AskEvidence): Finding | null {
	const kinds = evidence.kinds();
	if (kinds[1]) {
		return found(evidence, 'one_request', 'several', kinds[1], { count: kinds.length });
	}
	for (const index of evidence.requests) {
		const span = evidence.hit(index).get('count_questions');
		if (span) return found(evidence, 'one_request', 'questions', span);
	}
	const listed = evidence.text.sentences.filter((sentence) => sentence.listed);
	const extra = listed[limit('questions')];
	if (extra) return found(evidence, 'one_request', 'questions', extra);
	return kinds.length ? null : found(evidence, 'one_request', 'none', beforeClosing(evidence));
}

/** No request for work or a favour; "I am not asking for a job" is none. */
export function notJobRequest(evidence: AskEvidence): Finding | null {
	for (const [group, code] of [
		['job', 'asks'],
		['document', 'document']
	] as const) {
		for (const index of evidence.spoken) {
			const span = evidence.hit(index).get(group);
			if (span && !evidence.negated(index, span)) {
				return found(evidence, 'not_job_request', code, span);
			}
		}
	}
	return null;
}

/** 15-30 minutes, with an offer to fit their schedule and without a booking link. */
export function time(evidence: AskEvidence): Finding | null {
	for (const index of evidence.spoken) {
		const span = evidence.hit(index).get('booking');
		if (span) return found(evidence, 'time', 'booking', span);
	}
	const last = evidence.requests.at(-1);
	if (last === undefined) return null;
	const askedAt = afterSentence(evidence, last);
	const said = evidence.spoken.flatMap((i) => durations(evidence.sentence(i)));
	if (!said.some(isModest)) {
		const near = said.find((duration) => isNearRequest(evidence, duration));
		if (near) {
			const code = near.most > limit('minutes_most') ? 'too_long' : 'too_short';
			return foundToReplace(evidence, 'time', code, near, { minutes: near.most });
		}
		return isInWriting(evidence) ? null : found(evidence, 'time', 'missing', askedAt);
	}
	if (evidence.spoken.some((i) => evidence.hit(i).has('fit'))) return null;
	return found(evidence, 'time', 'fit', askedAt);
}

/** A polite way to say no. */
export function easyWayOut(evidence: AskEvidence): Finding | null {
	if (evidence.hits.some((hits) => hits.has('exit'))) return null;
	return found(evidence, 'easy_way_out', 'add', beforeClosing(evidence));
}

function isModest({ most }: Duration): boolean {
	return limit('minutes_least') <= most && most <= limit('minutes_most');
}

function isNearRequest(evidence: AskEvidence, said: Duration): boolean {
	return evidence.spoken.some((i) => {
		const { start, end } = evidence.sentence(i);
		const near = evidence.requests.includes(i) || evidence.requests.includes(i - 1);
		return near && start <= said.start && said.start < end;
	});
}

function isInWriting(evidence: AskEvidence): boolean {
	const asked = evidence.requests.map((i) => evidence.hit(i));
	return asked.some((hits) => hits.has('written')) && !asked.some((hits) => hits.has('live'));
}
