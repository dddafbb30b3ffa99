/** Reads the person's own name off the first message they signed. */

import { PARTICLES } from '#lib/people/particles.ts';
import { CLOSING } from '#lib/threads/checks/lexicon.ts';

const GAP = /\{\{[^{}]*\}\}\s*$/;
const WORD = /^(?:\p{Ll}{1,2}['’])?\p{Lu}[\p{L}'’.-]*$/u;
const MOST_WORDS = 5;
const LONGEST = 60;

/**
 * The name that was typed where the opening left a gap for it at its very end; null when it left
 * none, or when what stands there now is no name.
 */
export function ownName(opening: string, body: string): string | null {
	if (!GAP.test(opening)) return null;
	const last =
		body
			.trim()
			.split(/\n|(?<=[.?!,])\s+/)
			.at(-1)
			?.trim() ?? '';
	const bare = last.replace(/[.,]$/, '');
	return bare.length <= LONGEST && isName(bare.split(/\s+/)) ? bare.replace(/\s+/g, ' ') : null;
}

function isName(words: string[]): boolean {
	const [first = ''] = words;
	return (
		words.length <= MOST_WORDS &&
		WORD.test(first) &&
		!CLOSING.has(first.toLowerCase()) &&
		words.every((word) => WORD.test(word) || PARTICLES.has(word))
	);
}
