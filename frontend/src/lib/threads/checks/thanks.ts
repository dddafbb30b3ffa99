/** The rules of the thank-you check (DOMAIN.md section 6). */

import type { Finding, ThanksDraft } from './draft.ts';
import { cites, type Evidence } from './evidence.ts';
import { longest } from './form.ts';
import { limit } from './lexicon.ts';
import { afterSentence, beforeClosing, found } from './mending.ts';

const HOUR = 3_600_000;
const FAVOURS = ['job', 'document', 'favour', 'kind_review', 'kind_introduce', 'kind_mentor'];

/** A thank-you has up to 120 words. */
export function length(evidence: Evidence): Finding | null {
	const { words, gaps, sentences } = evidence.text;
	const count = words.length;
	if (!count && !gaps.length) return found(evidence, 'length', 'empty', { start: 0, end: 0 });
	if (count <= limit('thanks_long')) return null;
	return found(evidence, 'length', 'long_thanks', longest(sentences).span, { words: count });
}

/** Sent within 24 hours of the end of the talk; silent while either moment is unknown. */
export function onTime(evidence: Evidence, draft: ThanksDraft): Finding | null {
	if (!draft.heldAt || !draft.sentAt) return null;
	const hours = (draft.sentAt.getTime() - draft.heldAt.getTime()) / HOUR;
	if (hours <= limit('on_time_hours')) return null;
	return found(evidence, 'on_time', 'late', { start: 0, end: 0 }, { hours: Math.trunc(hours) });
}

/** One concrete thing of theirs: a kept line, or "your line that ...", "what stays with me". */
export function insight(evidence: Evidence, draft: ThanksDraft): Finding | null {
	if (evidence.leavesOpen('insight') || cites(evidence, draft.insights)) return null;
	if (evidence.hits.some((hits) => hits.has('heard'))) return null;
	return found(evidence, 'insight', 'name_one', afterSentence(evidence, 0));
}

/** The promise, if one was made. */
export function promise(evidence: Evidence, draft: ThanksDraft): Finding | null {
	const [promised] = draft.promises;
	if (promised === undefined || evidence.leavesOpen('promise')) return null;
	if (cites(evidence, draft.promises)) return null;
	if (evidence.hits.some((hits) => hits.has('promise'))) return null;
	return found(evidence, 'promise', 'name_it', beforeClosing(evidence), { promise: promised });
}

/** Nothing is asked for in a thank-you. */
export function noNewFavour(evidence: Evidence): Finding | null {
	for (const group of FAVOURS) {
		for (const index of evidence.spoken) {
			const span = evidence.hit(index).get(group);
			if (span && !evidence.negated(index, span)) {
				return found(evidence, 'no_new_favour', 'asks', span);
			}
		}
	}
	return null;
}
