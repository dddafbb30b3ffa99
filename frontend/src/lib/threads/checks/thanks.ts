/** The rules of the thank-you check (DOMAIN.md section 6). */

import type { Finding, ThanksDraft } from './draft.ts';
import { type Evidence, telling } from './evidence.ts';
import { limit } from './lexicon.ts';
import { afterSentence, beforeClosing, found } from './mending.ts';

const HOUR = 3_600_000;
const FAVOURS = ['job', 'document', 'favour', 'kind_review', 'kind_introduce', 'kind_mentor'];

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

/** Whether the text takes up a line: half of its telling words, and two where it has them. */
export function cites(evidence: Evidence, lines: string[]): boolean {
	const said = telling(evidence.text.folded);
	return lines.some((line) => {
		const wanted = [...telling(line)];
		const shared = wanted.filter((word) => said.has(word)).length;
		return wanted.length > 0 && shared >= Math.max(Math.min(2, wanted.length), wanted.length / 2);
	});
}
