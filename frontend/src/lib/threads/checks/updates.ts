/**
 * The rules of the update check (DOMAIN.md section 6): what they suggested or one piece of news,
 * what was done, what came of it so far, and no ask or a small one.
 */

import type { Finding, UpdateDraft } from './draft.ts';
import { cites, type Evidence } from './evidence.ts';
import { afterSalutation, afterSentence, beforeClosing, found } from './mending.ts';

const LARGE = [
	'job',
	'document',
	'kind_review',
	'kind_introduce',
	'kind_mentor',
	'kind_shadow',
	'kind_event'
];

/** Their advice, or one piece of news since the talk. */
export function advice(evidence: Evidence, draft: UpdateDraft): Finding | null {
	if (evidence.leavesOpen('advice') || cites(evidence, draft.advice)) return null;
	if (says(evidence, 'advised') || says(evidence, 'news')) return null;
	return found(evidence, 'advice', 'name_it', afterSalutation(evidence));
}

/** What the person did with it. */
export function done(evidence: Evidence): Finding | null {
	if (evidence.leavesOpen('done') || says(evidence, 'did')) return null;
	return found(evidence, 'done', 'say_it', behind(evidence, 'advised'));
}

/** What came of it so far; news that nobody advised is its own result. */
export function result(evidence: Evidence): Finding | null {
	if (evidence.leavesOpen('result') || says(evidence, 'came_of_it')) return null;
	if (says(evidence, 'news') && !says(evidence, 'advised')) return null;
	return found(evidence, 'result', 'say_it', behind(evidence, 'did'));
}

/** Nothing is asked for, or something small: a question is, a job or a review is not. */
export function smallAsk(evidence: Evidence): Finding | null {
	for (const group of LARGE) {
		for (const index of evidence.spoken) {
			const span = evidence.hit(index).get(group);
			if (span && !evidence.negated(index, span)) return found(evidence, 'small_ask', 'asks', span);
		}
	}
	return null;
}

function says(evidence: Evidence, group: string): boolean {
	return evidence.spoken.some((index) => evidence.hit(index).has(group));
}

/** The place behind the last sentence of a group, else before the closing. */
function behind(evidence: Evidence, group: string) {
	const saying = evidence.spoken.filter((index) => evidence.hit(index).has(group)).at(-1);
	return saying === undefined ? beforeClosing(evidence) : afterSentence(evidence, saying);
}
