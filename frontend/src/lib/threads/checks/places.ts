/** The places of a finding in the text it is about, and its fix put in. */

import type { Finding } from './draft.ts';

/** The text of the finding's field with its fix put in; unchanged when the fix is advice. */
export function mended(fieldText: string, { fix }: Finding): string {
	if (fix.insert === null) return fieldText;
	const characters = Array.from(fieldText);
	return characters.slice(0, fix.start).join('') + fix.insert + characters.slice(fix.end).join('');
}

/** A place counted in code points as a text field counts it (UTF-16 units). */
export function inField(fieldText: string, codePoints: number): number {
	return Array.from(fieldText).slice(0, codePoints).join('').length;
}
