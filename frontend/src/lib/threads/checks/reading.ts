/** How hard a text is to read: the Flesch-Kincaid grade (DOMAIN.md section 6, plain words). */

import { hasLetter, type Sentence } from './text.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Syllables of a folded word: runs of vowels, less a silent final e; at least 1. */
export function syllables(word: string): number {
	const bare = word.replaceAll("'s", '').replaceAll("'", '');
	const found = bare.match(/[aeiouy]+/g)?.length ?? 0;
	const silent = bare.endsWith('e') && !bare.endsWith('le') && found > 1;
	return Math.max(1, found - (silent ? 1 : 0));
}

/**
 * Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59, of words with a
 * letter that are not left out. 0 for a text without words; never below 0.
 */
export function grade(sentences: Sentence[], leaveOut: ReadonlySet<string> = NOTHING): number {
	let words = 0;
	let syllableCount = 0;
	let counted = 0;
	for (const sentence of sentences) {
		const kept = sentence.words.filter((word) => hasLetter(word) && !leaveOut.has(word));
		if (!kept.length) continue;
		counted += 1;
		words += kept.length;
		for (const word of kept) syllableCount += syllables(word);
	}
	if (!words) return 0;
	return Math.max(0, (0.39 * words) / counted + (11.8 * syllableCount) / words - 15.59);
}

/** Rounded half up to one decimal, as both engines do it. */
export function tenth(value: number): number {
	return Math.floor(value * 10 + 0.5) / 10;
}
