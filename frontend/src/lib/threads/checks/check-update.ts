/** The check of an update in the browser, also offline; the twin of the API's. */

import words from '../../../../../api/texts/checks.update.en.json';
import lexicon from '../../../../../api/threads/checks/lexicon.update.json';
import { readable, result } from './check.ts';
import type { CheckResult, UpdateDraft } from './draft.ts';
import { Evidence } from './evidence.ts';
import { gap, measured } from './form.ts';
import { rulesOf } from './lexicon.ts';
import * as updates from './updates.ts';
import { speak } from './wording.ts';

speak(words.findings);
const rules = rulesOf(lexicon);

/** The findings on an update: advice or news, what was done, what came of it, no large ask. */
export function checkUpdate(draft: UpdateDraft): CheckResult {
	const evidence = new Evidence(draft, rules());
	const findings = [gap(evidence), measured(evidence)];
	if (readable(evidence)) {
		findings.push(
			updates.advice(evidence, draft),
			updates.done(evidence),
			updates.result(evidence),
			updates.smallAsk(evidence)
		);
	}
	return result(evidence, findings);
}
