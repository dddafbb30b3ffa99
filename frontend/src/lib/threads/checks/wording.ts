/** The words of findings: `api/texts/checks*.en.json`, the same files that the API reads. */

import catalogue from '../../../../../api/texts/checks.en.json';
import type { Finding } from './draft.ts';

/** What a finding says: title, reason, the label of its fix. */
export interface Words {
	title: string;
	reason: string;
	fix: string;
}

type Said = Record<string, Words & { insert?: string }>;

const FINDINGS: Said = { ...catalogue.findings };

/** Adds the words of one kind of message: its check brings them along. */
export function speak(said: Said): void {
	Object.assign(FINDINGS, said);
}

/** What the strip above the keyboard says. */
export const STRIP: typeof catalogue.strip = catalogue.strip;

/** The text that the fix of `rule.code` puts in; null when it only shows the place. */
export function insertion(code: string): string | null {
	return wordsOfCode(code).insert ?? null;
}

/** A finding's words with its params filled in; a missing name becomes the fallback. */
export function worded(finding: Finding): Words {
	const words = wordsOfCode(`${finding.rule}.${finding.fix.code}`);
	const params: Record<string, string> = { ...catalogue.fallback };
	for (const [key, value] of Object.entries(finding.params)) {
		if (value !== '') params[key] = String(value);
	}
	params.insert = finding.fix.insert ?? '';
	const filled = (text: string) =>
		text.replace(/\{([a-z_]+)\}/g, (whole, key: string) => params[key] ?? whole);
	return { title: filled(words.title), reason: filled(words.reason), fix: filled(words.fix) };
}

function wordsOfCode(code: string): Words & { insert?: string } {
	const words = FINDINGS[code];
	if (!words) throw new Error(`the catalogue has no words for ${code}`);
	return words;
}
