/** What the checks of all kinds of message answer. */

import type { CheckResult, Finding } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { LEXICON, limit } from './lexicon.ts';
import { grade, tenth } from './reading.ts';

const ORDER: ReadonlyMap<string, number> = new Map(LEXICON.order.map((code, i) => [code, i]));

/** Whether the rules can read the text: it is in English, and something stands there. */
export function readable({ judged, text }: Evidence): boolean {
	return judged && text.sentences.length > 0;
}

/** The findings in their order, with what was counted. */
export function result(evidence: Evidence, asked: (Finding | null)[]): CheckResult {
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
