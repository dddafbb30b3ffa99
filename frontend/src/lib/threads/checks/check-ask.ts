/** The check of an ask in the browser, also offline; the twin of the API's. */

import words from '../../../../../api/texts/checks.ask.en.json';
import { AskEvidence } from './ask-evidence.ts';
import * as askForm from './ask-form.ts';
import { ASK } from './ask-lexicon.ts';
import * as asking from './asking.ts';
import { readable, result } from './check.ts';
import type { CheckResult, Draft, Finding } from './draft.ts';
import { gap } from './form.ts';
import { rulesOf } from './lexicon.ts';
import * as opening from './opening.ts';
import { speak } from './wording.ts';

speak(words.findings);
const rules = rulesOf(ASK);

const RULES: Record<string, (evidence: AskEvidence) => Finding | null> = {
	gap,
	length: askForm.length,
	subject: askForm.subject,
	connection: opening.connection,
	who_you_are: opening.whoYouAre,
	specific: opening.specific,
	one_request: asking.oneRequest,
	plain_words: askForm.plainWords,
	not_job_request: asking.notJobRequest,
	time: asking.time,
	easy_way_out: asking.easyWayOut,
	tone: askForm.tone
};
// What can be said of a text in any language.
const ANY_LANGUAGE: ReadonlySet<string> = new Set(['gap', 'length', 'subject']);

/**
 * The findings on an ask, by the rules of its channel (DOMAIN.md section 6). A text in a language
 * other than English is only measured; an empty body has one finding beside its subject's.
 */
export function checkAsk(draft: Draft): CheckResult {
	const evidence = new AskEvidence(draft, rules());
	const wanted = ASK.channels[draft.channel] ?? ASK.channels.message ?? [];
	const all = readable(evidence);
	const findings = wanted
		.filter((name) => all || ANY_LANGUAGE.has(name))
		.map((name) => RULES[name]?.(evidence) ?? null);
	return result(evidence, findings);
}
