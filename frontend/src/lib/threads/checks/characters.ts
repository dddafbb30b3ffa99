/** Characters as the rules read them: lower case, without accents, plain quotes and hyphens. */

import { FOLDED } from './lexicon.ts';

type Ranges = readonly (readonly [number, number])[];

const SYMBOL = '\ue001';
const ASTRAL_LETTER = '\ue000';

// Marks that combine, joiners, soft hyphens, variation selectors, skin tones: they belong to the
// character before them and are never one of their own.
const DROPPED: Ranges = [
	[0xad, 0xad],
	[0x300, 0x36f],
	[0x1ab0, 0x1aff],
	[0x1dc0, 0x1dff],
	[0x200b, 0x200f],
	[0x202a, 0x202e],
	[0x2060, 0x206f],
	[0x20d0, 0x20ff],
	[0xfe00, 0xfe0f],
	[0xfe20, 0xfe2f],
	[0xfeff, 0xfeff],
	[0x1f3fb, 0x1f3ff],
	[0xe0000, 0xe0fff]
];
const SYMBOLS: Ranges = [
	[0x80, 0xa9],
	[0xab, 0xb4],
	[0xb6, 0xb9],
	[0xbb, 0xbf],
	[0xd7, 0xd7],
	[0xf7, 0xf7],
	[0x60c, 0x60c],
	[0x61b, 0x61b],
	[0x2010, 0x2bff],
	[0x2e00, 0x2e7f],
	[0x3001, 0x3004],
	[0x3008, 0x3020],
	[0x3030, 0x3030],
	[0xd800, 0xf8ff],
	[0xfe10, 0xfe1f],
	[0xfe30, 0xfe6f],
	[0xff01, 0xff0f],
	[0xff1a, 0xff20],
	[0xff3b, 0xff40],
	[0xff5b, 0xff65],
	[0xffe0, 0xffff],
	[0x1f000, 0x1ffff]
];
const SPACES: ReadonlySet<string> = new Set([
	...'\t\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000',
	...Array.from({ length: 11 }, (_, i) => String.fromCharCode(0x2000 + i))
]);
const folded = new Map<string, string>();

/** Whether a code point is a space inside a line. */
export function isSpace(character: string): boolean {
	return SPACES.has(character);
}

/** Whether a code point only dresses the one before it (accent, joiner, skin tone). */
export function isDropped(character: string): boolean {
	const code = character.codePointAt(0) ?? 0;
	return code > 0xa0 && within(code, DROPPED);
}

/** One code point as the rules read it: "" for what is dropped, else one or more characters. */
export function foldCharacter(character: string): string {
	let known = folded.get(character);
	if (known === undefined) {
		known = foldUnknown(character);
		folded.set(character, known);
	}
	return known;
}

function foldUnknown(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x80) {
		const blank = SPACES.has(character) || code < 0x20 || code === 0x7f;
		return blank ? ' ' : character.toLowerCase();
	}
	const known = FOLDED.get(character);
	if (known !== undefined) return known;
	if (SPACES.has(character)) return ' ';
	if (within(code, DROPPED)) return '';
	if (within(code, SYMBOLS)) return SYMBOL;
	if (code > 0xffff) return ASTRAL_LETTER;
	// Only scripts whose letter cases are settled are taken apart: engines with different versions
	// of Unicode must read the same text.
	if (code <= 0x52f || (code >= 0x1e00 && code <= 0x1fff)) {
		const parts = Array.from(character.normalize('NFD').toLowerCase());
		return parts
			.filter((part) => !within(part.codePointAt(0) ?? 0, DROPPED))
			.map((part) => FOLDED.get(part) ?? part)
			.join('');
	}
	return character;
}

function within(code: number, ranges: Ranges): boolean {
	return ranges.some(([first, last]) => first <= code && code <= last);
}
