/** The check of a thank-you in the browser, also offline; the twin of the API's. */

import words from '../../../../../api/texts/checks.thanks.en.json';
import lexicon from '../../../../../api/threads/checks/lexicon.thanks.json';
import { readable, result } from './check.ts';
import type { CheckResult, ThanksDraft } from './draft.ts';
import { Evidence } from './evidence.ts';
import { gap } from './form.ts';
import { rulesOf } from './lexicon.ts';
import * as thanks from './thanks.ts';
import { speak } from './wording.ts';

speak(words.findings);
const rules = rulesOf(lexicon);

/** The findings on a thank-you: on time, one insight, the promise, no favour, length. */
export function checkThanks(draft: ThanksDraft): CheckResult {
	const evidence = new Evidence(draft, rules());
	const findings = [gap(evidence), thanks.length(evidence), thanks.onTime(evidence, draft)];
	if (readable(evidence)) {
		findings.push(
			thanks.insight(evidence, draft),
			thanks.promise(evidence, draft),
			thanks.noNewFavour(evidence)
		);
	}
	return result(evidence, findings);
}
