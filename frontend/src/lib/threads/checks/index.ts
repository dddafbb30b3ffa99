/** The checks of ask, thank-you and update in the browser, also offline; the twin of the API's. */

import * as asking from './asking.ts';
import type { CheckResult, Draft, Finding, ThanksDraft, UpdateDraft } from './draft.ts';
import { Evidence } from './evidence.ts';
import * as form from './form.ts';
import { LEXICON, limit } from './lexicon.ts';
import * as opening from './opening.ts';
import { grade, tenth } from './reading.ts';
import * as thanks from './thanks.ts';
import * as updates from './updates.ts';

export type {
	Channel,
	CheckResult,
	Draft,
	Finding,
	Fix,
	ThanksDraft,
	UpdateDraft
} from './draft.ts';
export { inField, mended } from './mending.ts';
export { STRIP, worded, type Words } from './wording.ts';

const ASK: Record<string, (evidence: Evidence) => Finding | null> = {
	gap: form.gap,
	length: form.length,
	subject: form.subject,
	connection: opening.connection,
	who_you_are: opening.whoYouAre,
	specific: opening.specific,
	one_request: asking.oneRequest,
	plain_words: form.plainWords,
	not_job_request: asking.notJobRequest,
	time: asking.time,
	easy_way_out: asking.easyWayOut,
	tone: form.tone
};
// What can be said of a text in any language.
const ANY_LANGUAGE: ReadonlySet<string> = new Set(['gap', 'length', 'subject']);
const ORDER: ReadonlyMap<string, number> = new Map(LEXICON.order.map((code, i) => [code, i]));

/**
 * The findings on an ask, by the rules of its channel (DOMAIN.md section 6). A text in a language
 * other than English is only measured; an empty body has one finding beside its subject's.
 */
export function checkAsk(draft: Draft): CheckResult {
	const evidence = new Evidence(draft);
	const rules = LEXICON.channels[draft.channel] ?? LEXICON.channels.message ?? [];
	const readable = evidence.judged && evidence.text.sentences.length > 0;
	const findings = rules
		.filter((name) => readable || ANY_LANGUAGE.has(name))
		.map((name) => ASK[name]?.(evidence) ?? null);
	return result(evidence, findings);
}

/** The findings on a thank-you: on time, one insight, the promise, no favour, length. */
export function checkThanks(draft: ThanksDraft): CheckResult {
	const evidence = new Evidence(draft);
	const findings = [
		form.gap(evidence),
		form.thanksLength(evidence),
		thanks.onTime(evidence, draft)
	];
	if (evidence.judged && evidence.text.sentences.length > 0) {
		findings.push(
			thanks.insight(evidence, draft),
			thanks.promise(evidence, draft),
			thanks.noNewFavour(evidence)
		);
	}
	return result(evidence, findings);
}

/** The findings on an update: advice or news, what was done, what came of it, no large ask. */
export function checkUpdate(draft: UpdateDraft): CheckResult {
	const evidence = new Evidence(draft);
	const findings = [form.gap(evidence), form.length(evidence)];
	if (evidence.judged && evidence.text.sentences.length > 0) {
		findings.push(
			updates.advice(evidence, draft),
			updates.done(evidence),
			updates.result(evidence),
			updates.smallAsk(evidence)
		);
	}
	return result(evidence, findings);
}

function result(evidence: Evidence, asked: (Finding | null)[]): CheckResult {
	const findings = asked.filter((finding) => finding !== null);
	findings.sort((a, b) => place(a) - place(b));
	return {
		findings,
		shown: findings.slice(0, limit('shown')),
		words: evidence.text.words.length,
		grade: tenth(grade(evidence.text.sentences)),
		characters: evidence.draft.body.length,
		judged: evidence.judged
	};
}

function place(finding: Finding): number {
	return ORDER.get(`${finding.rule}.${finding.fix.code}`) ?? ORDER.size;
}
